"""What runs by night: ten thousand open cases compared three ways, and the histories of a thousand played again."""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime

from sqlalchemy import text
from temporalio.client import Client

from activities.sweeping import Sweeping
from domain.act import Act
from domain.case_file import CaseFile
from records.database import transaction
from records.recorder import load_case, open_case
from rollcall.replaying import replayed
from rollcall.wiring import House
from tests.bench.figures import Figure, at_most
from tests.bench.server import Rollcall
from workflows.starting import start_journey

CASES, HISTORIES = 10_000, 1_000
_AT_ONCE = 100


async def night(rollcall: Rollcall) -> AsyncIterator[Figure]:
    house = rollcall.house
    client = await house.client()
    refs = await _opened(house, client)
    began = time.monotonic()
    await Sweeping(house.engine, client).sweep()
    seconds = time.monotonic() - began
    yield at_most(f"{CASES:,} open cases compared three ways", 300, seconds, "s", f"once, {_findings(house)} findings")
    began, broken = time.monotonic(), 0
    async for _, why in replayed(client, refs[:HISTORIES]):
        broken += bool(why)
    seconds = time.monotonic() - began
    yield at_most(f"{HISTORIES:,} histories played again", 60, seconds, "s", f"once, {broken} would break")
    house.engine.dispose()


async def _opened(house: House, client: Client) -> list[str]:
    """So many referrals, each with its journey waiting for triage. They come in as the worker's own start would."""
    refs = [f"RC-2020-{number:06d}" for number in range(1, CASES + 1)]
    for start in range(0, CASES, _AT_ONCE):
        some = refs[start : start + _AT_ONCE]
        await asyncio.to_thread(_recorded, house, some)
        await asyncio.gather(*(start_journey(client, case) for case in await asyncio.to_thread(_files, house, some)))
    while await asyncio.to_thread(_published, house) < CASES:  # noqa: ASYNC110 - another process writes them
        await asyncio.sleep(1)
    return refs


def _recorded(house: House, refs: list[str]) -> None:
    now = datetime.now(UTC)
    for ref in refs:
        with transaction(house.engine) as session:
            house.keys.make(session, ref, now)
            child = {"given": "Kai", "surname": "Example", "date_of_birth": "2015-03-04", "school": "800/4001"}
            data = {"channel": "school", "child": child, "owner": "officer", "team": "North"}
            act = Act(key=uuid.uuid4().hex, action="referral-received", actor="officer", role="officer", data=data)
            open_case(session, act, ref, now, house.letters.desk(session))


def _files(house: House, refs: list[str]) -> list[CaseFile]:
    with transaction(house.engine) as session:
        return [load_case(session, ref) for ref in refs]


def _published(house: House) -> int:
    with transaction(house.engine) as session:
        return int(session.execute(text("select count(*) from standing where case_ref like 'RC-2020-%'")).scalar_one())


def _findings(house: House) -> int:
    """About these cases: another measurement may have left one that nobody sealed."""
    with transaction(house.engine) as session:
        found = session.execute(text("select findings from sweep order by id desc limit 1")).scalar_one()
    return sum(str(each["case"]).startswith("RC-2020-") for each in found)
