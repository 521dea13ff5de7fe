"""The education supervision order: Children Act 1989 s.36 and Schedule 3 Part III, guard G21.

For a child of compulsory school age who is not being properly educated; not for a child in care. While it is in force
its directions take the place of the duties under ss.7 and 444: no s.437 notice, no attendance order and no s.444
charge for its dates (Sch.3 para 13; PRACTICE 6.14). Of Schedule 3 only the reference to s.437 was read.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.calendars import Almanac
from domain.clock import utc
from domain.deadline import uk_day
from domain.guards.sources import RECORD, law, practice
from domain.law.guard import day_words, guard
from domain.law.order_in_force import in_force as attendance_order_in_force
from domain.law.supervision_time import extension_from, in_force, latest_extension, usual_last_day
from domain.proceedings.attendance_order import AttendanceOrder
from domain.proceedings.groundwork import InForce
from domain.proceedings.supervision_order import (
    CareStatus,
    EndedBy,
    Ending,
    Extension,
    Ground,
    Refusal,
    SupervisionOrder,
)
from domain.school_age import SchoolAge, of_school_age
from domain.verdict import Verdict

S36 = law("Children Act 1989 s.36(3)")
S36_6 = law("Children Act 1989 s.36(6)")
S36_7 = law("Children Act 1989 s.36(7)", verified=False)
S36_8 = law("Children Act 1989 s.36(8)-(9)", verified=False)
PARA_15 = law("Children Act 1989 Sch.3 para 15", verified=False)

G01_SUPERVISED = guard("G01_SUPERVISED", "The child is of compulsory school age when the order is sought and made", S36)
G21_IN_CARE = guard("G21_IN_CARE", "No education supervision order for a child in the care of a local authority", S36_6)
G21_ACCOMMODATED = guard(
    "G21_ACCOMMODATED",
    "For a child whom an authority looks after without a care order, a lawyer says why an order all the same",
    practice("6.14 (guard G21)"),
)
G21_UNKNOWN = guard("G21_UNKNOWN", "Whether the child is in care or accommodated is recorded first", S36_6)
CONSULT = guard("S36_CONSULT", "Social care is consulted before the application (s.36(8))", S36_8)
GROUND = guard("S36_GROUND", "The application says why the child is not being properly educated", S36)
WHERE = guard("S36_WHERE", "The child lives in the authority's area, or the school's authority agrees (s.36(7))", S36_7)
IN_FORCE = guard(
    "SUPERVISION_RUNNING", "One education supervision order at a time for one child", RECORD, absolute=True
)
APPLY_FIRST = guard("S36_APPLY_FIRST", "The court makes an order on an application", law("Children Act 1989 s.36(1)"))
NOT_RUNNING = guard(
    "SUPERVISION_NOT_RUNNING", "Only an order in force is extended, discharged or directed under", PARA_15
)
EXTEND_EARLY = guard("EXTENSION_TOO_EARLY", "An extension is applied for in the last three months", PARA_15)
EXTEND_LATE = guard(
    "EXTENSION_TOO_LATE", "An extension is granted before the order would otherwise have ended", PARA_15
)
EXTEND_LONG = guard("EXTENSION_OVER_THREE_YEARS", "No one extension is for more than three years", PARA_15)
DISCHARGE = guard(
    "S36_DISCHARGE",
    "The court discharges an order on the application of child, parent or authority",
    law("Children Act 1989 Sch.3 para 17", verified=False),
)
ENDED_ORDER = guard(
    "S447_ENDED_ORDER",
    "The court ends an attendance order with its refusal only where one was in force (s.447(5))",
    law("Education Act 1996 s.447(5)"),
)
GUARDS = (
    G01_SUPERVISED,
    G21_IN_CARE,
    G21_ACCOMMODATED,
    G21_UNKNOWN,
    CONSULT,
    GROUND,
    WHERE,
    IN_FORCE,
    APPLY_FIRST,
    NOT_RUNNING,
    EXTEND_EARLY,
    EXTEND_LATE,
    EXTEND_LONG,
    DISCHARGE,
    ENDED_ORDER,
)


@dataclass(frozen=True, kw_only=True)
class SupervisionStep:
    """A step about to be taken at an instant. `others` are the child's other orders, as the days they are in force."""

    order: SupervisionOrder
    at: datetime
    born: date | None
    birth_evidenced: bool = True
    almanac: Almanac
    school: str = ""
    others: Sequence[InForce] = ()

    @property
    def day(self) -> date:
        return uk_day(self.at)


def applying(step: SupervisionStep) -> Iterator[Verdict]:
    """Everything that stands in the way of the application to the family court."""
    yield from of_age(step, step.day)
    yield from not_in_care(step.order.care)
    yield from consulted(step)
    application = step.order.application
    if application is None or (application.ground is Ground.OTHER and not application.evidence):
        yield GROUND.refuse(
            "The application does not say why the child is not being properly educated",
            needs="an order not complied with, irregular attendance, or other evidence",
            field="ground",
        )
    if application is not None and application.living_here is not True:
        yield WHERE.refuse(
            "Nobody has recorded that the child lives here, or that the school's authority agrees",
            needs="record where the child lives",
            field="living_here",
        )
    if any(step.day in other for other in step.others):
        yield IN_FORCE.refuse("An education supervision order is in force for this child", needs="to have it extended")


def of_age(step: SupervisionStep, on: date) -> Iterator[Verdict]:
    """s.36(3)(a). A date of birth that nobody has evidenced opens nothing (PRACTICE 3.2)."""
    age = of_school_age(step.born if step.birth_evidenced else None, on, step.almanac, step.school)
    if not age.of_age:
        opens_on = age.starts if age.standing is SchoolAge.TOO_YOUNG else None
        yield G01_SUPERVISED.refuse(age.reason, opens_on=opens_on, needs="a child of compulsory school age")


def not_in_care(care: CareStatus | None) -> Iterator[Verdict]:
    """G21. s.36(6) speaks of children in care; that a lawyer looks at one who is only accommodated is policy."""
    match care:
        case None:
            yield G21_UNKNOWN.refuse(
                "Nobody has recorded whether the child is in care or accommodated",
                needs="ask social care, and record it",
            )
        case CareStatus.IN_CARE:
            yield G21_IN_CARE.refuse(
                "The child is in the care of a local authority", needs="the care plan: no such order"
            )
        case CareStatus.ACCOMMODATED:
            yield G21_ACCOMMODATED.refuse(
                "The child is accommodated by a local authority", needs="a lawyer's reason, and that authority's view"
            )
        case CareStatus.NEITHER:
            pass


def consulted(step: SupervisionStep) -> Iterator[Verdict]:
    """s.36(8): before the application, in time and not in day (PRACTICE 2.3), with what social care said."""
    said = step.order.consultation
    if said is None or not said.view:
        yield CONSULT.refuse(
            "Social care has not been consulted" if said is None else "What social care said is not recorded",
            needs="ask social care (of the authority that accommodates the child, where one does) and record its view",
        )
    elif utc(said.recorded_at) >= utc(step.at) or said.on > step.day:
        yield CONSULT.refuse(
            "It was recorded only after the application", needs="an application after the consultation"
        )
    elif step.order.care is CareStatus.ACCOMMODATED and not said.accommodating:
        yield CONSULT.refuse(
            "The authority that accommodates the child was not asked (s.36(9))",
            needs="ask the authority that accommodates",
        )


def recording_made(step: SupervisionStep, on: date) -> Iterator[Verdict]:
    """The court's order is a fact; one that it cannot have made is a slip of the pen."""
    application = step.order.application
    if application is None or on < application.on:
        yield APPLY_FIRST.refuse("No application had been made", needs="the application first", field="on")
    if on > step.day:
        yield APPLY_FIRST.refuse(f"{day_words(on)} has not come yet", needs="record what has happened", field="on")
    yield from of_age(step, on)
    if step.order.care is CareStatus.IN_CARE:
        yield from not_in_care(step.order.care)


def running(step: SupervisionStep, on: date) -> Iterator[Verdict]:
    """Whether the order is in force on that day."""
    live = in_force(step.order, step.born, step.almanac, step.school)
    if live is None or on not in live:
        yield NOT_RUNNING.refuse("The order is not in force on that day", needs="an order in force")


def extending(step: SupervisionStep, extension: Extension) -> Iterator[Verdict]:
    """Sch.3 para 15(2)-(5): applied for in the last three months, granted before the end, three years at most."""
    made = step.order.made
    if made is None:
        yield NOT_RUNNING.refuse("No order has been made", needs="an order in force")
        return
    expires = usual_last_day(step.order)
    earliest = extension_from(expires)
    if extension.applied_on < earliest:
        yield EXTEND_EARLY.refuse(
            f"The order runs to {day_words(expires)}: an extension may be applied for from {day_words(earliest)}",
            opens_on=earliest,
            field="applied_on",
        )
    if max(extension.applied_on, extension.granted_on or extension.applied_on) > expires:
        yield EXTEND_LATE.refuse(
            f"The order ended with {day_words(expires)}", needs="a fresh application for an order", field="granted_on"
        )
    if extension.until is not None and extension.until > latest_extension(expires):
        yield EXTEND_LONG.refuse(
            f"An extension runs to {day_words(latest_extension(expires))} at the latest",
            needs="an earlier end",
            field="until",
        )
    yield from running(step, min(extension.applied_on, expires))


def ending(step: SupervisionStep, ended: Ending) -> Iterator[Verdict]:
    """Discharge and care order are the courts' acts; what is recorded must be possible."""
    yield from running(step, ended.on)
    if ended.by is EndedBy.DISCHARGED and not ended.applied_by:
        yield DISCHARGE.refuse("Who applied for the discharge is not recorded", needs="child, parent or authority")


def refusing(step: SupervisionStep, refusal: Refusal, chains: Iterable[AttendanceOrder]) -> Iterator[Verdict]:
    """The court made no order; where s.36(3) kept it from that it may end the attendance order (s.447(5))."""
    if step.order.application is None or refusal.on < step.order.application.on:
        yield APPLY_FIRST.refuse("No application had been made", needs="the application first", field="on")
    if refusal.attendance_order_ended and not _live(step, chains, refusal.on):
        yield ENDED_ORDER.refuse(
            "No attendance order was in force on that day", needs="an attendance order in force", field="on"
        )


def orders_ended(step: SupervisionStep, made_on: date, chains: Iterable[AttendanceOrder]) -> list[str]:
    """The chains, by name, whose order the making of this one ends: every order in force before it (Sch.3 para 13(2)).
    A chain without an order cannot go on while it is in force; `order_step` says so at its next step.
    """
    return _live(step, chains, made_on)


def _live(step: SupervisionStep, chains: Iterable[AttendanceOrder], on: date) -> list[str]:
    found = []
    for chain in chains:
        live = attendance_order_in_force(chain.order, step.born, step.others, step.almanac, step.school)
        if live is not None and on in live:
            found.append(chain.name)
    return found
