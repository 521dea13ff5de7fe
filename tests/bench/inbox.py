"""Five thousand lines: shown as they came, and taken in by the worker while it does everything else."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator

from api.identity import Signed
from api.inbox import confirm, keep_file
from domain.facts import Staff
from domain.returns import ReturnKind
from domain.vocabulary import Role
from records import inbox
from records.database import transaction
from records.inbox_tables import LineState, UploadState
from tests.bench.figures import Figure, at_most
from tests.bench.server import Rollcall

LINES = 5_000
_GIVEN_UP = 300  # seconds


async def took_in(rollcall: Rollcall) -> AsyncIterator[Figure]:
    house = rollcall.house
    services = house.services(await house.client())
    officer = Signed(Staff(id="officer", name="Officer", roles=frozenset({Role.OFFICER})))
    began = time.perf_counter()
    number, _ = await asyncio.to_thread(keep_file, services, officer, ReturnKind.REFERRALS, _file())
    yield at_most(f"{LINES:,} lines shown", 5, time.perf_counter() - began, "s", "once")
    confirm(services, officer, number)
    began = time.perf_counter()
    while not await asyncio.to_thread(_done, rollcall, number):
        if time.perf_counter() - began > _GIVEN_UP:
            break
        await asyncio.sleep(0.2)
    seconds = time.perf_counter() - began
    with transaction(house.engine) as session:
        opened = inbox.count_of(session, number).of(LineState.OPENED)
    yield at_most(f"{LINES:,} lines taken in", 30, seconds, "s", f"once, {opened:,} cases")
    house.engine.dispose()


def _done(rollcall: Rollcall, number: int) -> bool:
    with transaction(rollcall.house.engine) as session:
        return inbox.upload_of(session, number).state == UploadState.DONE.value


def _file() -> bytes:
    return "\n".join(("given,surname,date_of_birth,school,channel,adult_name", *_lines())).encode()


def _lines() -> Iterator[str]:
    for number in range(LINES):
        born = f"{2010 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}"
        yield f"Given{number % 997},Surname{number},{born},800/2001,school,Ms S Surname{number}"
