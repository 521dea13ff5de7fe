"""Closing needs evidence (PRACTICE 3.5). A child never found does not close by age alone."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Protocol

from domain.calendars import WHOLE_AUTHORITY, CalendarMissing
from domain.date_rules import work_out
from domain.facts import Facts
from domain.guards.dates import refused
from domain.guards.sources import CME_GUIDANCE, EA_8, practice
from domain.policy import STANDARDS
from domain.school_age import SchoolAge, of_school_age
from domain.verdict import Verdict
from domain.vocabulary import Closure, Stage, Word


class Proof(Word):
    """What a closure rests on."""

    FIRST_ATTENDANCE = "first-attendance", "The school confirmed the first attendance"
    AUTHORITY = "authority-acknowledged", "The other authority acknowledged it in writing"
    REGISTRATION = "school-registration", "A school on the official register confirmed registration and start day"
    ABROAD = "abroad-confirmed", "Confirmed from abroad or by the border"
    OFFICER = "officer-decision", "An officer decided on what was seen"
    REGISTRAR = "registrar-or-police", "The registrar or the police confirmed it"
    SURVIVING = "surviving-case", "Another case goes on for this child"
    BIRTH_DATE = "birth-date", "Evidence of the date of birth"
    PARENT = "parent-said", "A parent said so"


ACCEPTED: dict[Closure, tuple[Proof, ...]] = {
    Closure.ON_ROLL: (Proof.FIRST_ATTENDANCE,),
    Closure.NOT_CME: (Proof.FIRST_ATTENDANCE, Proof.REGISTRATION),
    Closure.INDEPENDENT: (Proof.FIRST_ATTENDANCE,),
    Closure.AP_S19: (Proof.FIRST_ATTENDANCE,),
    Closure.OTHER_LA_CONFIRMED: (Proof.AUTHORITY, Proof.REGISTRATION),
    Closure.ABROAD_CONFIRMED: (Proof.ABROAD,),
    Closure.EHE_SUITABLE: (Proof.OFFICER,),
    Closure.OVER_CSA: (Proof.BIRTH_DATE,),
    Closure.UNDER_CSA: (Proof.BIRTH_DATE,),
    Closure.DECEASED: (Proof.REGISTRAR,),
    Closure.DUPLICATE: (Proof.SURVIVING,),
}

# For these, whether the child was seen lately is not the question. It is for every other outcome, a child in another
# authority or abroad included (PRACTICE 3.5).
SEEN_DOES_NOT_APPLY = frozenset({Closure.DECEASED, Closure.DUPLICATE})
SAID_BY_SOMEBODY = frozenset(
    {Proof.FIRST_ATTENDANCE, Proof.AUTHORITY, Proof.REGISTRATION, Proof.ABROAD, Proof.REGISTRAR}
)
EVIDENCE = practice("3.5")


class ClosureForm(Protocol):
    outcome: Closure
    proof: Proof
    confirmed_by: str
    attended_on: date | None
    starts_on: date | None
    surviving_case: str
    who_was_told: str

    def day(self, today: date) -> date: ...


def before_any_closure(facts: Facts) -> Iterator[Verdict]:
    """What stands in the way of closing whatever the outcome: urgent work open, the household not checked."""
    case = facts.case
    if any(task.urgent for task in case.open_tasks()):
        yield refused(
            "URGENT_WORK_OPEN",
            "There is safeguarding work on this case that nobody has finished",
            needs="finish the urgent task",
        )
    if under_way := [each for each in case.proceedings if each.open]:
        which = " and ".join(f"{each.kind.label.lower()} ({each.name})" for each in under_way)
        yield _needs(
            "PROCEEDING_UNDER_WAY",
            f"A legal step is under way on this case: {which}",
            "end it by its own step: dropped, withdrawn, discontinued, discharged or decided",
            "1.7",
            absolute=True,
        )
    if not case.household_asked:
        yield _needs(
            "HOUSEHOLD_NOT_ASKED",
            "Nobody has recorded whether other children live in the household",
            "record the other children, or that there are none",
            "3.3",
        )
    if any(not visit.ended and visit.on <= facts.today for visit in case.visits):
        yield refused("VISIT_NOT_ENDED", "A home visit is under way or not recorded", needs="record the visit")
    unchecked = [child for child in case.household if not child.checked]
    if unchecked:
        count = f"{len(unchecked)} other {'child' if len(unchecked) == 1 else 'children'} of the household"
        yield _needs(
            "HOUSEHOLD_UNCHECKED",
            f"{count} not checked yet",
            "record where each is educated and who confirmed it",
            "3.3",
        )


def closing(facts: Facts, form: ClosureForm) -> Iterator[Verdict]:
    yield from _proof(facts, form)
    yield from _surviving(facts, form)
    yield from _age(facts, form)
    yield from _never_found(facts, form)
    yield from _seen(facts, form)
    if form.outcome is Closure.ABROAD_CONFIRMED and not facts.supervisor:
        yield _needs(
            "SUPERVISOR_NEEDED",
            "Closing as abroad needs a supervisor",
            "ask a supervisor to close it",
            "3.5",
            absolute=True,
        )


def _proof(facts: Facts, form: ClosureForm) -> Iterator[Verdict]:
    accepted = ACCEPTED[form.outcome]
    if form.proof not in accepted:
        wanted = " or ".join(proof.label[0].lower() + proof.label[1:] for proof in accepted)
        yield Verdict(
            code="EVIDENCE",
            reason=f"“{form.outcome.label}” closes only on this: {wanted}",
            source=EVIDENCE,
            field="proof",
            needs=wanted,
            absolute=True,
        )
    if form.proof is Proof.FIRST_ATTENDANCE and form.attended_on is None:
        yield refused(
            "ATTENDANCE_DATE", "Enter the first day the child attended: enrolment is not enough", "attended_on"
        )
    first_absent = facts.case.child.first_absent_on
    if form.attended_on is not None and first_absent is not None and form.attended_on < first_absent:
        yield refused(
            "ATTENDED_BEFORE",
            f"The child was first absent on {first_absent:%-d %B %Y}: enter the first day attended since",
            "attended_on",
        )
    if form.proof is Proof.REGISTRATION and form.starts_on is None:
        yield refused("START_DATE", "Enter the start day that the school confirmed", "starts_on")
    if form.outcome is Closure.NOT_CME and form.starts_on is not None and form.starts_on > facts.today:
        yield Verdict(
            code="NOT_STARTED",
            reason=f"The child starts on {form.starts_on:%-d %B %Y}: until then it is missing education",
            source=CME_GUIDANCE,
            field="starts_on",
            opens_on=form.starts_on,
        )
    told_by = form.confirmed_by or (facts.case.place.attended_said_by if form.proof is Proof.FIRST_ATTENDANCE else "")
    if form.proof in SAID_BY_SOMEBODY and not told_by:
        yield refused("CONFIRMED_BY", "Say who confirmed it: a name, and where they work", "confirmed_by")


def _surviving(facts: Facts, form: ClosureForm) -> Iterator[Verdict]:
    """A duplicate closes to another case, and that case goes on."""
    if form.outcome is not Closure.DUPLICATE:
        return
    if not form.surviving_case:
        yield refused("SURVIVING_CASE", "Enter the reference of the case that goes on", "surviving_case")
    elif form.surviving_case == facts.case.ref:
        yield refused("SURVIVING_CASE", "This is the case that you are closing: enter the other one", "surviving_case")
    elif (stage := facts.others.get(form.surviving_case)) is None:
        yield refused("SURVIVING_CASE", "There is no case of this reference", "surviving_case")
    elif stage is Stage.CLOSED:
        yield Verdict(
            code="SURVIVING_CLOSED",
            reason="That case is closed: nobody would look after this child",
            source=EVIDENCE,
            field="surviving_case",
            needs="reopen that case first",
        )


def _age(facts: Facts, form: ClosureForm) -> Iterator[Verdict]:
    if form.outcome not in (Closure.OVER_CSA, Closure.UNDER_CSA):
        return
    case, over = facts.case, form.outcome is Closure.OVER_CSA
    on = min(facts.today, form.day(facts.today)) if over else facts.today
    age = of_school_age(case.child.date_of_birth, on, facts.almanac, case.child.school)
    match age.standing:
        case SchoolAge.UNKNOWN:
            yield _needs(
                "AGE_UNKNOWN",
                "The date of birth is not known, so the child is treated as of school age",
                "evidence of the date of birth",
                "3.2",
                absolute=True,
            )
        case SchoolAge.NEEDS_LAWYER:
            yield _needs("AGE_NEEDS_LAWYER", age.reason, "a lawyer's view of the leaving date", "3.2", absolute=True)
        case SchoolAge.OF_AGE | SchoolAge.TOO_YOUNG if over and age.ends is not None:
            yield Verdict(
                code="STILL_SCHOOL_AGE",
                reason=f"The child is of compulsory school age until {age.ends:%-d %B %Y}",
                source=EA_8,
                opens_on=age.ends + timedelta(days=1),
            )
        case SchoolAge.OF_AGE | SchoolAge.TOO_OLD if not over:
            yield Verdict(
                code="ALREADY_SCHOOL_AGE",
                reason="The child is already of compulsory school age",
                source=EA_8,
                needs="another outcome",
            )


def _never_found(facts: Facts, form: ClosureForm) -> Iterator[Verdict]:
    """A child never found does not close by age: a supervisor decides, and records who was told."""
    if facts.case.stage is not Stage.DORMANT or form.outcome not in (Closure.OVER_CSA, Closure.UNDER_CSA):
        return
    if not facts.supervisor:
        yield _needs(
            "SUPERVISOR_NEEDED",
            "A child who was never found does not close by age: a supervisor decides",
            "ask a supervisor",
            "3.5",
            absolute=True,
        )
    if not form.who_was_told:
        yield refused("WHO_WAS_TOLD", "Record who was told that this child was never found", "who_was_told")


def _seen(facts: Facts, form: ClosureForm) -> Iterator[Verdict]:
    """Seen by a professional within twenty school days, or attendance confirmed, or a supervisor says why not."""
    if form.outcome in SEEN_DOES_NOT_APPLY or form.attended_on is not None:
        return
    seen = max((sighting.on for sighting in facts.case.sightings if sighting.professional), default=None)
    reason = "No professional has recorded seeing the child"
    if seen is not None:
        if seen_lately(facts, seen):
            return
        reason = f"A professional last saw the child on {seen:%-d %B %Y}, not within 20 school days that we can count"
    yield _needs("NOT_SEEN", reason, "record that the child was seen, or a supervisor says why not", "3.5")


def seen_lately(facts: Facts, seen_on: date) -> bool:
    """Whether that day lies within twenty school days. In June the next year's terms may not be known: then the days
    until today are counted. Where they cannot be either, it does not.
    """
    school = facts.case.child.school or WHOLE_AUTHORITY
    with suppress(CalendarMissing):
        return work_out("seen-recent", seen_on, facts.almanac, school).last_day >= facts.today
    with suppress(CalendarMissing):
        since = facts.almanac.school(school, seen_on).school_days(seen_on + timedelta(days=1), facts.today)
        return len(since) < STANDARDS["seen-recent"].value
    return False


def _needs(code: str, reason: str, needs: str, section: str, *, absolute: bool = False) -> Verdict:
    return Verdict(code=code, reason=reason, source=practice(section), needs=needs, absolute=absolute)
