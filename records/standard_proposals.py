"""A changed standard is put forward, tried on what runs, and decided by somebody else. What is decided stays."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import text
from sqlmodel import Session

from domain.calendars import WHOLE_AUTHORITY, Almanac, CalendarMissing
from domain.clock import Clock
from domain.date_rules import work_out
from domain.moved_clocks import worked_out_again
from domain.policy_changes import StandardChange
from domain.vocabulary import Stage
from records.almanac import as_stored
from records.calendar_impact import Move
from records.four_eyes import put_forward, settle, to_decide, waiting
from records.standards import StandardProposalRow

# The school is the one that `standard-moved` works the clock out with: the place's, else the child's last one.
_RUNNING = text(
    """
    select ref, clock, coalesce(nullif(state #>> '{place,school}', ''), state #>> '{child,school}', '') as school
    from case_file, jsonb_array_elements(state -> 'clocks') as clock
    where stage <> :closed and clock ->> 'state' = 'running' and clock #>> '{deadline,rule}' = :rule
      and (clock #>> '{deadline,start}')::date >= :since
    order by ref, clock ->> 'name'
    """
).bindparams(closed=Stage.CLOSED.value)


def standard_moves(session: Session, change: StandardChange) -> list[Move]:
    """The running clocks of open cases that began on its day or later, and where it puts their last day. Pauses and
    extensions are kept; a clock that stands paused, or has passed, is left alone.
    """
    stored = as_stored(session)
    changed = [each for each in stored.standards if each != change] + [change]
    return list(_moves(session, stored.model_copy(update={"standards": tuple(changed)}), change))


def _moves(session: Session, after: Almanac, change: StandardChange) -> Iterator[Move]:
    for ref, stored, school in session.execute(_RUNNING, {"rule": change.name, "since": change.since}):
        clock, at = Clock.model_validate(stored), school or WHOLE_AUTHORITY
        try:
            deadline = work_out(change.name, clock.deadline.start, after, at)
            to = worked_out_again(clock, deadline, after, school or None).last_day
        except CalendarMissing as missing:
            yield Move(ref, clock.name, clock.label, clock.last_day, None, str(missing))
            continue
        if to != clock.last_day:
            yield Move(ref, clock.name, clock.label, clock.last_day, to)


def propose_standard(
    session: Session, name: str, value: int, since: date, reason: str, who: str, now: datetime
) -> StandardProposalRow:
    """Raises OneIsOpen."""
    row = StandardProposalRow(name=name, value=value, since=since, reason=reason, proposed_by=who, proposed_at=now)
    waits = any(each.name == name for each in waiting(session, StandardProposalRow))
    return put_forward(session, row, after=waits)


def decide_standard(
    session: Session, number: int, who: str, decision: str, now: datetime, *, approved: bool
) -> list[Move]:
    """Decide it; approved, it is in force at once for what begins on its day or later. Returns the running clocks that
    it moves. Raises DecidedAlready, OwnProposal.
    """
    row = to_decide(session, StandardProposalRow, number, who, approving=approved)
    moved = standard_moves(session, row.change) if approved else []
    settle(session, row, who, decision, now, approved=approved)
    return moved
