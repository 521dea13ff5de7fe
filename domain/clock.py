"""A running clock of a case: a worked-out deadline, when it rings, and whether it may be paused."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import StrEnum

from pydantic import BaseModel

from domain.calendars import WHOLE_AUTHORITY, Almanac
from domain.date_rules import RULES, work_out
from domain.deadline import Deadline, end_of


class ClockState(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    PASSED = "passed"
    STOPPED = "stopped"


class Clock(BaseModel):
    """`name` is unique among a case's running clocks. `basis` names the entry and field it runs from, so that a
    correction can find it.
    """

    name: str
    process: str
    label: str
    deadline: Deadline
    rings_at: datetime
    state: ClockState = ClockState.RUNNING
    basis_seq: int | None = None
    basis_field: str | None = None
    extended: bool = False
    settled_on: date | None = None

    @property
    def last_day(self) -> date:
        return self.deadline.last_day

    @property
    def kind(self) -> str:
        known = RULES.get(self.deadline.rule)
        return known.kind if known else "statutory"  # a period of a notice, which nobody asks for by name

    @property
    def pausable(self) -> bool:
        known = RULES.get(self.deadline.rule)
        return known is not None and known.pausable

    @property
    def running(self) -> bool:
        return self.state is ClockState.RUNNING

    def moved_to(self, deadline: Deadline) -> "Clock":
        return self.model_copy(update={"deadline": deadline, "rings_at": end_of(deadline.last_day)})

    def rung_by(self, instant: datetime) -> bool:
        return self.rings_at <= instant


def start_clock(
    rule: str,
    start: date,
    almanac: Almanac,
    *,
    process: str,
    name: str | None = None,
    label: str | None = None,
    school: str | None = None,
    basis: tuple[int, str] | None = None,
) -> Clock:
    """Start the clock of a date rule. Raises what `work_out` raises (unknown rule, calendar missing)."""
    deadline = work_out(rule, start, almanac, school or WHOLE_AUTHORITY)
    return Clock(
        name=name or rule,
        process=process,
        label=label or deadline.label,
        deadline=deadline,
        rings_at=end_of(deadline.last_day),
        basis_seq=basis[0] if basis else None,
        basis_field=basis[1] if basis else None,
    )


def next_ring(clocks: Iterable[Clock]) -> datetime | None:
    """The first instant at which one of the running clocks rings, in UTC; None where none runs."""
    return min((clock.rings_at for clock in clocks if clock.running), default=None)


def utc(instant: datetime) -> datetime:
    """The same instant in UTC. Raises ValueError for one without a zone: a bare time is nobody's time."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(UTC)
