"""Looking for lost children: a transfer file matched against ten thousand, the night of a thousand tracings, and the
Department's return.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import text

from activities.duty_mail import DutyMail
from activities.school_mail import SchoolMail
from activities.tracing_night import Night, TracingNight
from activities.transfer_taking import take
from domain.act import Act
from domain.census.figures import as_csv, faults
from domain.deadline import uk_day
from domain.people import _UPN_LETTERS as UPN_LETTERS
from domain.transfer.file import Pupil, School, TransferFile
from letters.transfer.writing import written
from records.census import return_of
from records.database import transaction
from records.recorder import load_case, open_case
from records.traces import open_traces
from rollcall.wiring import House
from tests.bench.figures import Figure, at_most
from tests.bench.server import Rollcall
from tests.fake_smtp import FakeSmtp
from workflows.asking import ask
from workflows.starting import start_journey

CHILDREN, PUPILS, TRACES, MATCHED = 10_000, 2_000, 1_000, 50
SCHOOL = "800/2001"
_WITHIN = 300  # seconds


# The worker starts what was never started, and compares what is new: these have no process, and are compared already.
_AT_REST = text("update likeness set compare_at = null where ref between :first and :last")
_NOTHING_RUNS = text("""
insert into standing (process, case_ref, turn, stage, open, clocks, at)
select ref, ref, 0, stage, '{}', '{}', now() from case_file where ref between :first and :last
""")
_LAST = CHILDREN - TRACES - 1  # the last of them that is not traced


def reference(number: int) -> str:
    return f"RC-2026-{600_000 + number}"


def upn(number: int) -> str:
    digits = f"8002001{number:05}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(2, 14), strict=True))
    return UPN_LETTERS[total % 23] + digits


def born(number: int) -> date:
    """Of ten thousand children two or three are born on each day, as in an authority of that size."""
    return date(2011, 9, 1) + timedelta(days=number * 37 % 4_000)


async def lost(rollcall: Rollcall) -> AsyncIterator[Figure]:
    house = rollcall.house
    client = await house.client()
    await asyncio.to_thread(_children, house)
    with FakeSmtp() as mail:
        night = _night(house, client, mail)
        await _traced(house, client)
        content = written(_file())
        began = time.perf_counter()
        row, _ = await asyncio.to_thread(take, house.engine, content, "26.0", "bench", datetime.now(UTC))
        seconds = time.perf_counter() - began
        what = f"a transfer file of {PUPILS:,} pupils matched against {CHILDREN:,} children"
        yield at_most(what, 10, seconds, "s", f"once, {row.matched} cases matched")
        began = time.perf_counter()
        done: Night = await night.run()
        seconds = time.perf_counter() - began
        spread = f"once, {done.traces:,} open, {done.reminded} reminded, {len(done.woken)} woken"
        yield at_most(f"the night of {TRACES:,} tracings", 60, seconds, "s", spread)
    began = time.perf_counter()
    with transaction(house.engine) as session:
        found = return_of(session, uk_day(datetime.now(UTC)))
    wrong = faults(found.figures)
    as_csv(found.figures, "Bench")
    seconds = time.perf_counter() - began
    yield at_most(
        f"the return over {CHILDREN:,} cases", 5, seconds, "s", f"once, {found.figures.total:,} count, {wrong}"
    )
    house.engine.dispose()


def _children(house: House) -> None:
    """Ten thousand open cases, each with its journal, and nothing running."""
    now, desk = datetime.now(UTC), house.letters
    for start in range(0, CHILDREN, 500):
        numbers = range(start, start + 500)
        with transaction(house.engine) as session:
            house.keys.make_all(session, [reference(number) for number in numbers], now)
            for number in numbers:
                ref = reference(number)
                child = {"given": f"Given{number % 997}", "surname": f"Surname{number}", "school": SCHOOL}
                child |= {"date_of_birth": born(number).isoformat(), "upn": upn(number), "sex": "FM"[number % 2]}
                body: dict[str, Any] = {"channel": "school", "child": child, "owner": "officer", "team": ""}
                body["happened_on"] = (uk_day(now) - timedelta(days=30)).isoformat()
                act = Act(key=f"{ref}:bench", action="referral-received", actor="officer", role="officer", data=body)
                open_case(session, act, ref, now, desk.desk(session))
            session.execute(_AT_REST, {"first": reference(start), "last": reference(start + 499)})
            session.execute(_NOTHING_RUNS, {"first": reference(start), "last": reference(min(start + 499, _LAST))})
    with transaction(house.engine) as session:
        session.execute(text("analyze"))


async def _traced(house: House, client: Any) -> None:
    """A thousand of them traced: of every tenth the school waits to be reminded."""
    refs = [reference(number) for number in range(CHILDREN - TRACES, CHILDREN)]
    today = uk_day(datetime.now(UTC))
    gate = asyncio.Semaphore(20)

    async def one(number: int, ref: str) -> None:
        async with gate:
            with transaction(house.engine) as session:
                case = load_case(session, ref)
            await start_journey(client, case)
            deleted = today - timedelta(days=14 if number % 10 == 0 else 1)
            data = {"school": SCHOOL, "deleted_on": deleted.isoformat(), "email": "office@school.example"}
            act = Act(key=f"{ref}:trace", action="begin-tracing", actor="officer", role="officer", data=data)
            await ask(client, ref, act)

    await asyncio.gather(*(one(number, ref) for number, ref in enumerate(refs)))
    until = time.monotonic() + _WITHIN
    while time.monotonic() < until:
        with transaction(house.engine) as session:
            traces = open_traces(session)
        if sum(each.due_on is not None for each in traces) >= TRACES // 10:
            return
        await asyncio.sleep(1)


def _file() -> TransferFile:
    """Of two thousand pupils fifty are children of ours."""
    pupils = tuple(_pupils())
    source = School(number="865/4002", name="Another School")
    at = datetime.fromisoformat("2026-12-07T10:00:00")
    return TransferFile(version="26.0", at=at, source=source, destination=School(number=SCHOOL), pupils=pupils)


def _pupils() -> Iterator[Pupil]:
    for number in range(PUPILS):
        ours = number if number < MATCHED else CHILDREN + number
        yield Pupil(upn=upn(ours), surname=f"Surname{ours}", forename=f"Given{ours % 997}", born=born(ours), sex="F")


def _night(house: House, client: Any, mail: FakeSmtp) -> TracingNight:
    server = DutyMail("127.0.0.1", mail.port, "rollcall@fixture.example", "duty@fixture.example", security="none")
    return TracingNight(house.engine, client, house.delivery, SchoolMail(server, "Bench", "01632 960 100"), "26.0")
