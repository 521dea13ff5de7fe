"""Moving the clock of a training world: where to, all its processes with it, and then the nights that were passed."""

import asyncio
import contextlib
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from fastapi.concurrency import run_in_threadpool
from sqlmodel import Session, col, select
from temporalio.client import WorkflowFailureError
from temporalio.service import RPCError

from api.problems import Problem
from api.services import Services
from api.training.world import Step, TrainingWorld
from domain.calendars import WHOLE_AUTHORITY, Span
from domain.deadline import LONDON
from records.database import transaction
from records.recorder import load_case
from records.standing import processes_of
from records.tables import CalendarSpanRow, CaseRow
from workflows.tracing_night import SCHEDULE_ID as TRACING_ID
from workflows.tracing_night import NightlyTracing
from workflows.world_time import TimeStands, move

_OPENS = time(9)  # London time: whoever moves the clock comes to work in the morning of that day
_AFTER = timedelta(seconds=30)  # a clock rings and what follows is written
_LONG_HOLIDAY = timedelta(days=11)  # a half-term holiday, with its weekends, is shorter
_KNOWN_AHEAD = timedelta(days=200)  # of school days, which the dates of a case may need
_AT_ONCE = 4  # cases
_SETTLES_WITHIN, _LOOKS_EVERY = 15.0, 0.02  # seconds


def world_of(services: Services) -> TrainingWorld:
    """Raises Problem where this is no training world."""
    if services.training is None:
        raise Problem(404, "NOT_FOUND", "There is nothing at this address")
    return services.training


async def step_on(services: Services, step: Step) -> None:
    """Raises Problem where there is nothing to go to, or where the world does not go that far."""
    world = world_of(services)
    async with world.one_at_a_time:
        day = await run_in_threadpool(_day_of, services, step)
        # Nine in the morning, counted on the calendar: a day on which the clocks change is no 24 hours (DESIGN 2.5).
        instant = datetime.combine(day, _OPENS, LONDON).astimezone(UTC)
        slots = asyncio.Semaphore(_AT_ONCE)

        async def one(ref: str) -> None:
            async with slots:
                await _case_on(services, ref, instant)

        try:
            await asyncio.gather(*(one(ref) for ref in await run_in_threadpool(_cases, services)))
        except (TimeStands, RPCError):
            raise Problem(
                503, "TIME_STANDS", "The clock could not be moved just now: wait a moment and try again"
            ) from None
        world.clock.move_to(instant)
        await _night(services)


def _day_of(services: Services, step: Step) -> date:
    today = services.today
    with transaction(services.engine) as session:
        spans = session.exec(
            select(CalendarSpanRow).where(
                CalendarSpanRow.school == WHOLE_AUTHORITY,
                CalendarSpanRow.kind == "term",
                col(CalendarSpanRow.replaced_by).is_(None),
            )
        ).all()
        terms = sorted({(row.first, row.last) for row in spans})
        if step is Step.TERM:
            day = next_term([Span(first=first, last=last) for first, last in terms], today)
        elif step is Step.DUE:
            day = _next_due(session, today)
        else:
            day = today + timedelta(days=7 if step is Step.WEEK else 1)
    if day is None:
        raise Problem(409, "NOTHING_DUE", "Nothing is due after today: start a case first, or go one day on")
    if not terms or day > terms[-1][1] - _KNOWN_AHEAD:
        raise Problem(409, "END_OF_THE_WORLD", "The school terms of this world end here: begin another one")
    return day


def next_term(terms: list[Span], today: date) -> date | None:
    """The first school day after the next long holiday. None where no term is known after it."""
    for before, after in pairwise(terms):
        if after.first > today and after.first - before.last > _LONG_HOLIDAY:
            return after.first
    return None


def _next_due(session: Session, today: date) -> date | None:
    days = [
        clock.last_day
        for ref in session.exec(select(CaseRow.ref))
        for clock in load_case(session, ref).running_clocks()
        if clock.last_day > today
    ]
    return min(days, default=None)


def _cases(services: Services) -> list[str]:
    with transaction(services.engine) as session:
        return list(session.exec(select(CaseRow.ref).order_by(col(CaseRow.ref))))


async def _case_on(services: Services, ref: str, target: datetime) -> None:
    """All processes of a case go on together, from one thing that rings to the next: one alone would have the case's
    journal run backwards.
    """
    stop = services.now()
    while stop < target:
        rings = await run_in_threadpool(_rings, services, ref)
        ahead = [each + _AFTER for each in rings.values() if each is not None and each + _AFTER > stop]
        stop = min([target, *ahead])
        for process in rings:
            await move(services.client, process, stop)
        await _written(services, ref, stop)


async def _written(services: Services, ref: str, stop: datetime) -> None:
    """Until what had to ring by then stands in the journal. Raises TimeStands."""
    try:
        async with asyncio.timeout(_SETTLES_WITHIN):
            while True:
                rings = await run_in_threadpool(_rings, services, ref)
                if all(each is None or each + _AFTER > stop for each in rings.values()):
                    return
                await asyncio.sleep(_LOOKS_EVERY)
    except TimeoutError:
        raise TimeStands(ref) from None


def _rings(services: Services, ref: str) -> dict[str, datetime | None]:
    """By process that runs, the instant at which its next clock rings."""
    with transaction(services.engine) as session:
        over = {f"{ref}/{each.name}" for each in load_case(session, ref).proceedings if not each.open}
        return {
            row.process: min((datetime.fromisoformat(each) for each in row.clocks.values()), default=None)
            for row in processes_of(session, ref)
            if row.process not in over
        }


async def _night(services: Services) -> None:
    """What a night does for the tracings, once for all the nights that were passed: it works by what is due, not by how
    often it runs. Where it fails the day begins all the same.
    """
    name = f"{TRACING_ID}-{services.now():%Y%m%d%H%M%S}"
    with contextlib.suppress(RPCError, WorkflowFailureError):
        await services.client.execute_workflow(NightlyTracing.run, id=name, task_queue=world_of(services).queue)
