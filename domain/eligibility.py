"""What a case could be, with reasons: proposed to the officer who decides (PRACTICE 1.4). Nothing here decides.

Each proposal names what usually follows from it: the step, the letter, and the closing code it may end in. Only what
was asked and answered speaks for one: no background and no support group is looked at (Equality Act 2010 s.149).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from domain.calendars import Almanac, CalendarMissing, day_words
from domain.case_file import CaseFile
from domain.date_rules import work_out
from domain.guards.sources import CME_GUIDANCE, EA_8, EA_436A, law, practice
from domain.school_age import SchoolAge, of_school_age
from domain.source import Source
from domain.vocabulary import CaseKind, Channel, Closure, EnquiryResult, EnquirySubject, Reason, Word

EA_7 = law("Education Act 1996 s.7")
UNKNOWN_BIRTH = practice("3.2")
FOUR_WEEKS = practice("5.4: four weeks is the service's own priority flag, no threshold in law")


class Eligibility(Word):
    MISSING = "missing-education", "Missing education"
    ON_ROLL = "on-a-roll", "On a school's roll: a matter of attendance"
    HOME_TO_ASK = "home-to-ask", "Perhaps taught at home: ask whether it is suitable"
    HOME_SUITABLE = "home-suitable", "Suitable education at home"
    OTHER_AUTHORITY = "other-authority", "For another authority"
    TOO_YOUNG = "too-young", "Not yet of compulsory school age"
    TOO_OLD = "too-old", "No longer of compulsory school age"
    BIRTH_UNKNOWN = "birth-unknown", "Date of birth unknown"


@dataclass(frozen=True)
class Onward:
    """`action` is the form that goes on from here; `letter` what is usually written, if anything; `closing` the code in
    which it may end, once its own evidence is there.
    """

    words: str
    action: str
    letter: str = ""
    closing: Closure | None = None


ONWARD: Mapping[Eligibility, Onward] = MappingProxyType(
    {
        Eligibility.MISSING: Onward("Check with those who may know, then reach the family", "record-enquiry", "L02"),
        Eligibility.ON_ROLL: Onward(
            "Support with the school first; the law on attendance only after it",
            "record-contact",
            "L02",
            Closure.NOT_CME,
        ),
        Eligibility.HOME_TO_ASK: Onward(
            "Ask the family, kindly: nobody has to meet us or let us in",
            "record-contact",
            "L02",
            Closure.EHE_SUITABLE,
        ),
        Eligibility.HOME_SUITABLE: Onward("Say what was seen, and close", "close-case", "L25C", Closure.EHE_SUITABLE),
        Eligibility.OTHER_AUTHORITY: Onward(
            "Hand over; close once that authority has acknowledged it in writing",
            "record-enquiry",
            closing=Closure.OTHER_LA_CONFIRMED,
        ),
        Eligibility.TOO_YOUNG: Onward(
            "Help with a place where one is wanted, and close", "close-case", "L25C", Closure.UNDER_CSA
        ),
        Eligibility.TOO_OLD: Onward(
            "Hand over to those who help after sixteen, and close", "close-case", "L25C", Closure.OVER_CSA
        ),
        Eligibility.BIRTH_UNKNOWN: Onward(
            "Find out and record it; tracing and safeguarding go on as if of school age", "give-child-details"
        ),
    }
)


@dataclass(frozen=True)
class Proposal:
    what: Eligibility
    because: str
    source: Source

    @property
    def onward(self) -> Onward:
        return ONWARD[self.what]


def proposals(case: CaseFile, today: date, almanac: Almanac) -> list[Proposal]:
    """Everything that the record speaks for, most telling first; several may be true of one child."""
    return [*_of_age(case, today, almanac), *_at_home(case), *_elsewhere(case), *_on_a_roll(case), *_missing(case)]


def priority(case: CaseFile, today: date, almanac: Almanac) -> str:
    """The service's own flag for a child out of education for four weeks; empty for others."""
    absent = case.child.first_absent_on
    if not case.open or absent is None or case.attended_on is not None or case.kind is CaseKind.ATT:
        return ""
    reached = work_out("priority-flag", absent, almanac).last_day
    return f"Out of education since {day_words(absent)}: four weeks or more" if today >= reached else ""


def _of_age(case: CaseFile, today: date, almanac: Almanac) -> Iterator[Proposal]:
    try:
        age = of_school_age(case.child.date_of_birth, today, almanac, case.child.school)
    except CalendarMissing:
        age = of_school_age(case.child.date_of_birth, today)
    match age.standing:
        case SchoolAge.UNKNOWN:
            yield Proposal(Eligibility.BIRTH_UNKNOWN, age.reason, UNKNOWN_BIRTH)
        case SchoolAge.TOO_YOUNG:
            yield Proposal(Eligibility.TOO_YOUNG, age.reason, EA_8)
        case SchoolAge.TOO_OLD:
            yield Proposal(Eligibility.TOO_OLD, age.reason, EA_8)
        case SchoolAge.NEEDS_LAWYER:
            yield Proposal(Eligibility.TOO_OLD, age.reason, age.source)


def _at_home(case: CaseFile) -> Iterator[Proposal]:
    if case.kind is CaseKind.EHE:
        yield Proposal(Eligibility.HOME_TO_ASK, "The case was opened as an enquiry about home education", EA_7)
    elif case.reason is Reason.REMOVED:
        because = "The parents took the child out of school: they may be teaching it themselves, as they lawfully may"
        yield Proposal(Eligibility.HOME_TO_ASK, because, EA_7)
    if known := _located(case, EnquirySubject.HOME_EDUCATION):
        because = f"Home education officers said on {known} that they know the child: read what they saw, and decide"
        yield Proposal(Eligibility.HOME_SUITABLE, because, EA_7)


def _elsewhere(case: CaseFile) -> Iterator[Proposal]:
    answered = _located(case, EnquirySubject.OTHER_AUTHORITY)
    if answered:
        yield Proposal(
            Eligibility.OTHER_AUTHORITY, f"Another authority said on {answered} that it has the child", EA_436A
        )
    elif case.kind is CaseKind.LA_ENQ or case.channel is Channel.AUTHORITY:
        because = "Another authority asks about the child: find out where the child lives"
        yield Proposal(Eligibility.OTHER_AUTHORITY, because, EA_436A)


def _on_a_roll(case: CaseFile) -> Iterator[Proposal]:
    located = _located(case, EnquirySubject.ADMISSIONS) or _located(case, EnquirySubject.LAST_SCHOOL)
    if case.place.attended_on is not None:
        because = f"A school said that the child attended on {day_words(case.place.attended_on)}"
        yield Proposal(Eligibility.ON_ROLL, because, CME_GUIDANCE)
    elif located:
        yield Proposal(
            Eligibility.ON_ROLL, f"A school or admissions said on {located} where the child is", CME_GUIDANCE
        )
    elif case.channel is Channel.SCHOOL and case.child.school and case.kind is not CaseKind.CME_LOST:
        because = "A school referred the child and has not said that it left the roll"
        yield Proposal(Eligibility.ON_ROLL, because, CME_GUIDANCE)


def _missing(case: CaseFile) -> Iterator[Proposal]:
    """On no roll and not suitably taught otherwise. Offered and not started is missing education too."""
    place = case.place
    if place.offered_on is not None and place.attended_on is None:
        because = "A place is offered and the child has not started: until then it is missing education"
        yield Proposal(Eligibility.MISSING, because, CME_GUIDANCE)
        return
    if all(enquiry.result is not EnquiryResult.LOCATED for enquiry in case.enquiries):
        because = f"No school, authority or family has said where the child is taught; {_asked(len(case.enquiries))}"
        yield Proposal(Eligibility.MISSING, because, EA_436A)


def _asked(times: int) -> str:
    return {0: "nobody has been asked yet", 1: "one enquiry was made"}.get(times, f"{times} enquiries were made")


def _located(case: CaseFile, subject: EnquirySubject) -> str:
    """The day on which whom we asked said where the child is; empty where nobody did."""
    days = [each.asked_on for each in case.enquiries if (each.subject, each.result) == (subject, EnquiryResult.LOCATED)]
    return day_words(max(days)) if days else ""
