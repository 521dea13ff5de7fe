"""A name on a roll and the law of its removal, put together from the facts of a case (SI 2024/208 reg 9; G23, G24)."""

from collections.abc import Iterator
from datetime import date

from domain.calendars import CalendarMissing
from domain.case_file import CaseFile, Task
from domain.enquiring import Removal, Side
from domain.enquiry_list import outstanding
from domain.facts import Facts
from domain.guards.dates import refused
from domain.law.guard import some_of
from domain.law.removal import (
    G23_ENQUIRIES,
    G24_RETURN,
    Asked,
    Enquiries,
    Removing,
    Run,
    no_order_names,
    removing,
    run_before,
    twenty_days,
)
from domain.law.sessions import Register
from domain.proceedings import AttendanceOrder, Tracing
from domain.returns import Ground
from domain.verdict import Verdict


def order_naming(case: CaseFile, school: str) -> str:
    """The attendance order in force that names this school; empty where none does."""
    for each in case.proceedings:
        order = each.order if isinstance(each, AttendanceOrder) else None
        if order is not None and order.ending is None and order.names.number == school:
            return each.name
    return ""


def register_at(facts: Facts, school: str) -> Register:
    """The child's register there as the school sent it; empty where it sent none."""
    return facts.registers.get(school) or Register(school=school)


def asked_of(case: CaseFile, removal: Removal) -> Asked:
    """What is on record. The joint log is complete when neither side's part has anything outstanding."""
    part = case.school_part
    return Asked(
        by_school=bool(part and part.complete) and not outstanding(case, Side.SCHOOL),
        by_authority=not outstanding(case, Side.AUTHORITY),
        outcome=Enquiries(removal.outcome) if removal.outcome else None,
        unable=removal.unable if removal.unable is not None else (part.unable if part else None),
        return_received_on=removal.return_on,
        order=order_naming(case, removal.school),
    )


def lawful(facts: Facts, removal: Removal, on: date) -> Iterator[Verdict]:
    """Everything that stands in the way of deleting this name on that day, whatever the ground; for ground I the run,
    the joint log and the rest of reg 9(1)(i) as well.
    """
    asked = asked_of(facts.case, removal)
    if removal.ground is not Ground.TWENTY_DAYS:
        yield from no_order_names(asked.order)
        if removal.return_on is None or removal.return_on > on:
            yield G24_RETURN.refuse("The deletion return has not reached the authority", needs="the school's return")
        return
    register = register_at(facts, removal.school)
    try:
        for verdict in removing(Removing(asked=asked, on=on, register=register, almanac=facts.almanac)):
            yield _with_what_is_missing(facts.case, verdict) if verdict.code == G23_ENQUIRIES.code else verdict
    except CalendarMissing as missing:
        yield refused("CALENDAR_MISSING", str(missing), needs="import the school's calendar")


def _with_what_is_missing(case: CaseFile, verdict: Verdict) -> Verdict:
    """Which enquiries are outstanding, side by side: the officer sees at once whom to ask."""
    left = [f"{each.subject.label} ({each.side.label.lower()})" for side in Side for each in outstanding(case, side)]
    part = case.school_part
    if part is None or not part.complete:
        left.append("the school's word that its part is complete")
    return verdict.model_copy(update={"needs": f"still outstanding: {some_of(left)}"}) if left else verdict


def run_of(facts: Facts, school: str, on: date) -> Run | None:
    """The run of school days before that day, as evidence; None where no calendar can count it."""
    try:
        return run_before(on, register_at(facts, school), facts.almanac.school(school))
    except CalendarMissing:
        return None


def looks_unlawful(facts: Facts, school: str, ground: Ground | None, deleted_on: date) -> Iterator[str]:
    """What the records say against a deletion that the school has made, in words."""
    if order_naming(facts.case, school):
        yield "An attendance order names this school: no ground allows it before the order is amended or revoked"
    register = register_at(facts, school)
    if ground is not Ground.TWENTY_DAYS or not register.sessions:
        return
    try:
        yield from (f"By its own register: {each.reason}" for each in twenty_days(deleted_on, register, facts.almanac))
    except CalendarMissing:
        return


def agreed(case: CaseFile, school: str, deleted_on: date) -> Removal | None:
    """The removal to which the authority has agreed, where this deletion is the one agreed to."""
    for each in case.removals:
        if each.school == school and each.deletes_on is not None and each.deletes_on <= deleted_on:
            return each
    return None


def put_down(
    case: CaseFile, removal_id: str, school: str, ground: Ground | None, on: date, against: list[str]
) -> Removal:
    """What the school did, put down as a fact with what stands against it. Where a removal of that school waited, it is
    that one.
    """
    removal = next((each for each in case.removals if each.school == school and each.deleted_on is None), None)
    if removal is None:
        removal = Removal(id=removal_id, school=school, ground=ground)
        case.removals.append(removal)
    removal.deleted_on, removal.unlawful = on, against
    return removal


def missing_from(case: CaseFile, on: date) -> None:
    """On no roll: missing education from that day (Education Act 1996 s.436A), or from an earlier one."""
    if case.open:
        case.missing_from = min(filter(None, (case.missing_from, on)))


def trace_it(facts: Facts, seq: int, ground: Ground | None) -> list[Task]:
    """A name deleted under ground I leaves a pupil whom nobody can find: the school uploads a lost-pupil file, and the
    lost pupils' area is searched (DOMAIN 5.1). Nothing where that is under way.
    """
    traced = any(isinstance(each, Tracing) and each.open for each in facts.case.proceedings)
    if ground is not Ground.TWENTY_DAYS or traced or not facts.case.open:
        return []
    task = Task(
        id=f"T{seq}-begin-tracing",
        name="begin-tracing",
        title="The name is off the roll: begin to trace the pupil",
        why="The school uploads a lost-pupil file within 15 school days of the deletion",
        action="begin-tracing",
        due_on=facts.today,
    )
    return [task]
