"""Closing needs evidence (PRACTICE 3.5). A child never found does not close by age alone."""

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from domain.calendars import CalendarMissing
from domain.date_rules import work_out
from domain.facts import Facts
from domain.guards.dates import refused
from domain.guards.sources import EA_8, practice
from domain.school_age import first_day, leaving_date
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

# For these, whether the child was seen lately is not the question.
SEEN_DOES_NOT_APPLY = frozenset(
    {Closure.DECEASED, Closure.DUPLICATE, Closure.OTHER_LA_CONFIRMED, Closure.ABROAD_CONFIRMED}
)
EVIDENCE = practice("3.5")


class ClosureForm(Protocol):
    outcome: Closure
    proof: Proof
    attended_on: date | None
    starts_on: date | None
    surviving_case: str
    who_was_told: str


def before_any_closure(facts: Facts) -> Iterator[Verdict]:
    """What stands in the way of closing whatever the outcome: urgent work open, the household not checked."""
    case = facts.case
    if any(task.urgent for task in case.open_tasks()):
        yield refused(
            "URGENT_WORK_OPEN",
            "There is safeguarding work on this case that nobody has finished",
            needs="finish the urgent task",
        )
    if not case.household_asked:
        yield _needs(
            "HOUSEHOLD_NOT_ASKED",
            "Nobody has recorded whether other children live in the household",
            "record the other children, or that there are none",
            "3.3",
        )
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
    yield from before_any_closure(facts)
    yield from _proof(form)
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


def _proof(form: ClosureForm) -> Iterator[Verdict]:
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
    if form.proof is Proof.REGISTRATION and form.starts_on is None:
        yield refused("START_DATE", "Enter the start day that the school confirmed", "starts_on")
    if form.outcome is Closure.DUPLICATE and not form.surviving_case:
        yield refused("SURVIVING_CASE", "Enter the reference of the case that goes on", "surviving_case")


def _age(facts: Facts, form: ClosureForm) -> Iterator[Verdict]:
    if form.outcome not in (Closure.OVER_CSA, Closure.UNDER_CSA):
        return
    born = facts.case.child.date_of_birth
    if born is None:
        yield Verdict(
            code="AGE_UNKNOWN",
            reason="The date of birth is not known, so the child is treated as of school age",
            source=practice("3.2"),
            needs="evidence of the date of birth",
            absolute=True,
        )
    elif form.outcome is Closure.OVER_CSA and facts.today <= (last := leaving_date(born)):
        yield Verdict(
            code="STILL_SCHOOL_AGE",
            reason=f"The child is of compulsory school age until {last:%-d %B %Y}",
            source=EA_8,
            opens_on=date.fromordinal(last.toordinal() + 1),
        )
    elif form.outcome is Closure.UNDER_CSA and facts.today >= first_day(born):
        yield Verdict(
            code="ALREADY_SCHOOL_AGE",
            reason="The child is already of compulsory school age",
            source=EA_8,
            needs="another outcome",
        )


def _never_found(facts: Facts, form: ClosureForm) -> Iterator[Verdict]:
    """On the leaving date of a child never found, a supervisor decides and records who was told."""
    if facts.case.stage is not Stage.DORMANT or form.outcome is not Closure.OVER_CSA:
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
    if form.outcome in SEEN_DOES_NOT_APPLY or form.proof is Proof.FIRST_ATTENDANCE:
        return
    seen = max((sighting.on for sighting in facts.case.sightings if sighting.professional), default=None)
    reason = "No professional has recorded seeing the child"
    if seen is not None:
        try:
            if work_out("seen-recent", seen, facts.almanac, facts.case.child.school or "").last_day >= facts.today:
                return
            reason = f"A professional last saw the child on {seen:%-d %B %Y}, more than 20 school days ago"
        except CalendarMissing as missing:
            reason = f"Whether the child was seen within 20 school days cannot be counted: {missing}"
    yield _needs("NOT_SEEN", reason, "record that the child was seen, or a supervisor says why not", "3.5")


def _needs(code: str, reason: str, needs: str, section: str, *, absolute: bool = False) -> Verdict:
    return Verdict(code=code, reason=reason, source=practice(section), needs=needs, absolute=absolute)
