"""Closing needs evidence (PRACTICE 3.5). A child never found does not close by age alone."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Protocol

from domain.calendars import WHOLE_AUTHORITY, CalendarMissing
from domain.date_rules import work_out
from domain.facts import Facts
from domain.guards.guard import guard
from domain.guards.handing_over import received
from domain.guards.sources import CME_GUIDANCE, EA_8, RECORD, practice
from domain.guards.staff import SUPERVISOR_NEEDED
from domain.policy import STANDARDS
from domain.proceedings import AnyProceeding, AttendanceOrder, SubjectAccess
from domain.school_age import SchoolAge, of_school_age
from domain.verdict import Verdict
from domain.vocabulary import Closure, Stage, Word

URGENT_WORK_OPEN = guard(
    "URGENT_WORK_OPEN", "A case does not close while safeguarding work is open", practice("1.2"), absolute=True
)
HOUSEHOLD_NOT_ASKED = guard("HOUSEHOLD_NOT_ASKED", "Every other child of the household is asked for", practice("3.3"))
HOUSEHOLD_UNCHECKED = guard(
    "HOUSEHOLD_UNCHECKED", "Every other child of the household is checked before a case closes", practice("3.3")
)
PROCEEDING_UNDER_WAY = guard(
    "PROCEEDING_UNDER_WAY",
    "A case does not close while a legal step is under way on it",
    practice("1.7"),
    absolute=True,
)
PROOF_NEEDED = guard("EVIDENCE", "Closing needs the evidence of its outcome", practice("3.5"), absolute=True)
NOT_SEEN = guard(
    "NOT_SEEN", "A professional saw the child in the last 20 school days, or attendance is confirmed", practice("3.5")
)
ATTENDANCE_DATE = guard(
    "ATTENDANCE_DATE", "A school confirms a first attendance, not an enrolment", RECORD, absolute=True
)
ATTENDED_BEFORE = guard(
    "ATTENDED_BEFORE", "Attendance before the child went missing proves nothing", RECORD, absolute=True
)
START_DATE = guard("START_DATE", "A school confirms registration and a start day", RECORD, absolute=True)
NOT_STARTED = guard("NOT_STARTED", "Offered and not started is still missing education", CME_GUIDANCE)
CONFIRMED_BY = guard("CONFIRMED_BY", "What somebody confirmed bears their name", RECORD, absolute=True)
NO_SURVIVOR = guard("SURVIVING_CASE", "A duplicate closes to another case", RECORD, absolute=True)
SURVIVING_CLOSED = guard("SURVIVING_CLOSED", "The case that goes on is open", practice("3.5"))
WHO_WAS_TOLD = guard("WHO_WAS_TOLD", "Of a child never found it is recorded who was told", RECORD, absolute=True)
VISIT_NOT_ENDED = guard(
    "VISIT_NOT_ENDED", "A case does not close while somebody is out visiting", RECORD, absolute=True
)
AGE_NEEDS_LAWYER = guard(
    "AGE_NEEDS_LAWYER",
    "Between two readings of the leaving date nobody decides but a lawyer",
    practice("3.2"),
    absolute=True,
)
AGE_UNKNOWN = guard("AGE_UNKNOWN", "An unknown date of birth closes nothing by age", practice("3.2"), absolute=True)
STILL_SCHOOL_AGE = guard(
    "STILL_SCHOOL_AGE", "Over compulsory school age only from the day after the leaving date", EA_8
)
ALREADY_SCHOOL_AGE = guard("ALREADY_SCHOOL_AGE", "Under compulsory school age only before its first day", EA_8)
GUARDS = (
    URGENT_WORK_OPEN,
    HOUSEHOLD_NOT_ASKED,
    HOUSEHOLD_UNCHECKED,
    PROCEEDING_UNDER_WAY,
    PROOF_NEEDED,
    NOT_SEEN,
    ATTENDANCE_DATE,
    ATTENDED_BEFORE,
    START_DATE,
    NOT_STARTED,
    CONFIRMED_BY,
    NO_SURVIVOR,
    SURVIVING_CLOSED,
    WHO_WAS_TOLD,
    VISIT_NOT_ENDED,
    AGE_NEEDS_LAWYER,
    AGE_UNKNOWN,
    STILL_SCHOOL_AGE,
    ALREADY_SCHOOL_AGE,
)


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
        yield URGENT_WORK_OPEN.refuse(
            "There is safeguarding work on this case that nobody has finished", needs="finish the urgent task"
        )
    if under_way := [each for each in case.proceedings if each.open and not _only_in_force(each)]:
        which = " and ".join(f"{each.kind.label.lower()} ({each.name})" for each in under_way)
        yield PROCEEDING_UNDER_WAY.refuse(
            f"A legal step is under way on this case: {which}",
            needs="end it by its own step: dropped, withdrawn, discontinued, discharged or decided",
        )
    if not case.household_asked:
        yield HOUSEHOLD_NOT_ASKED.refuse(
            "Nobody has recorded whether other children live in the household",
            needs="record the other children, or that there are none",
        )
    if any(not visit.ended and visit.on <= facts.today for visit in case.visits):
        yield VISIT_NOT_ENDED.refuse("A home visit is under way or not recorded", needs="record the visit")
    unchecked = [child for child in case.household if not child.checked]
    if unchecked:
        count = f"{len(unchecked)} other {'child' if len(unchecked) == 1 else 'children'} of the household"
        yield HOUSEHOLD_UNCHECKED.refuse(
            f"{count} not checked yet", needs="record where each is educated and who confirmed it"
        )


def _only_in_force(proceeding: AnyProceeding) -> bool:
    """An order that is complied with asks nothing more, and stays in force for as long as the child is of school age
    (Education Act 1996 s.437(4)): a case closes beside it, and its process lives on. So does a request for personal
    data, which has a clock of its own and nothing to do with whether the child is in school.
    """
    return isinstance(proceeding, SubjectAccess) or (
        isinstance(proceeding, AttendanceOrder)
        and proceeding.order is not None
        and proceeding.registered_on is not None
    )


def closing(facts: Facts, form: ClosureForm) -> Iterator[Verdict]:
    yield from _proof(facts, form)
    yield from _surviving(facts, form)
    yield from _age(facts, form)
    yield from _never_found(facts, form)
    yield from _seen(facts, form)
    if form.outcome is Closure.OTHER_LA_CONFIRMED:
        yield from received(facts.case)
    if form.outcome is Closure.ABROAD_CONFIRMED and not facts.supervisor:
        yield SUPERVISOR_NEEDED.refuse("Closing as abroad needs a supervisor", needs="ask a supervisor to close it")


def _proof(facts: Facts, form: ClosureForm) -> Iterator[Verdict]:
    accepted = ACCEPTED[form.outcome]
    if form.proof not in accepted:
        wanted = " or ".join(proof.label[0].lower() + proof.label[1:] for proof in accepted)
        yield PROOF_NEEDED.refuse(f"“{form.outcome.label}” closes only on this: {wanted}", needs=wanted, field="proof")
    if form.proof is Proof.FIRST_ATTENDANCE and form.attended_on is None:
        yield ATTENDANCE_DATE.refuse(
            "Enter the first day the child attended: enrolment is not enough", field="attended_on"
        )
    first_absent = facts.case.child.first_absent_on
    if form.attended_on is not None and first_absent is not None and form.attended_on < first_absent:
        yield ATTENDED_BEFORE.refuse(
            f"The child was first absent on {first_absent:%-d %B %Y}: enter the first day attended since",
            field="attended_on",
        )
    if form.proof is Proof.REGISTRATION and form.starts_on is None:
        yield START_DATE.refuse("Enter the start day that the school confirmed", field="starts_on")
    if form.outcome is Closure.NOT_CME and form.starts_on is not None and form.starts_on > facts.today:
        yield NOT_STARTED.refuse(
            f"The child starts on {form.starts_on:%-d %B %Y}: until then it is missing education",
            opens_on=form.starts_on,
            field="starts_on",
        )
    told_by = form.confirmed_by or (facts.case.place.attended_said_by if form.proof is Proof.FIRST_ATTENDANCE else "")
    if form.proof in SAID_BY_SOMEBODY and not told_by:
        yield CONFIRMED_BY.refuse("Say who confirmed it: a name, and where they work", field="confirmed_by")


def _surviving(facts: Facts, form: ClosureForm) -> Iterator[Verdict]:
    """A duplicate closes to another case, and that case goes on."""
    if form.outcome is not Closure.DUPLICATE:
        return
    if not form.surviving_case:
        yield NO_SURVIVOR.refuse("Enter the reference of the case that goes on", field="surviving_case")
    elif form.surviving_case == facts.case.ref:
        yield NO_SURVIVOR.refuse("This is the case that you are closing: enter the other one", field="surviving_case")
    elif (stage := facts.others.get(form.surviving_case)) is None:
        yield NO_SURVIVOR.refuse("There is no case of this reference", field="surviving_case")
    elif stage is Stage.CLOSED:
        yield SURVIVING_CLOSED.refuse(
            "That case is closed: nobody would look after this child",
            needs="reopen that case first",
            field="surviving_case",
        )


def _age(facts: Facts, form: ClosureForm) -> Iterator[Verdict]:
    if form.outcome not in (Closure.OVER_CSA, Closure.UNDER_CSA):
        return
    case, over = facts.case, form.outcome is Closure.OVER_CSA
    on = min(facts.today, form.day(facts.today)) if over else facts.today
    age = of_school_age(case.child.date_of_birth, on, facts.almanac, case.child.school)
    match age.standing:
        case SchoolAge.UNKNOWN:
            yield AGE_UNKNOWN.refuse(
                "The date of birth is not known, so the child is treated as of school age",
                needs="evidence of the date of birth",
            )
        case SchoolAge.NEEDS_LAWYER:
            yield AGE_NEEDS_LAWYER.refuse(age.reason, needs="a lawyer's view of the leaving date")
        case SchoolAge.OF_AGE | SchoolAge.TOO_YOUNG if over and age.ends is not None:
            yield STILL_SCHOOL_AGE.refuse(
                f"The child is of compulsory school age until {age.ends:%-d %B %Y}",
                opens_on=age.ends + timedelta(days=1),
            )
        case SchoolAge.OF_AGE | SchoolAge.TOO_OLD if not over:
            yield ALREADY_SCHOOL_AGE.refuse("The child is already of compulsory school age", needs="another outcome")


def _never_found(facts: Facts, form: ClosureForm) -> Iterator[Verdict]:
    """A child never found does not close by age: a supervisor decides, and records who was told."""
    if facts.case.stage is not Stage.DORMANT or form.outcome not in (Closure.OVER_CSA, Closure.UNDER_CSA):
        return
    if not facts.supervisor:
        yield SUPERVISOR_NEEDED.refuse(
            "A child who was never found does not close by age: a supervisor decides", needs="ask a supervisor"
        )
    if not form.who_was_told:
        yield WHO_WAS_TOLD.refuse("Record who was told that this child was never found", field="who_was_told")


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
    yield NOT_SEEN.refuse(reason, needs="record that the child was seen, or a supervisor says why not")


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
