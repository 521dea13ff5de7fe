"""Whatever was promised: cases whose process waits to be started, acts never answered, cases to be compared."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import structlog
from temporalio.client import Client

from activities.tracing_night import Night
from domain.act import Act
from domain.case_file import CaseFile
from records.database import transaction
from records.keys import KeyGone
from records.receipts import forget, refuse, refuse_unheard, still_waiting
from records.tables import ReceiptRow
from records.waiting import never_started
from rollcall.anchoring import anchor_today
from rollcall.archiving import keep_ended
from rollcall.comparing import compare_waiting
from rollcall.inbox import take_in, tell_cases
from rollcall.leaving import hand_on
from rollcall.wiring import House
from workflows.asking import NotAnswered, Refusal, ask
from workflows.starting import start_journey

_log = structlog.get_logger("rollcall.outstanding")
_LOOK_EVERY = 2.0  # seconds
_HAND_ON_EVERY = 60.0  # seconds
_KEEP_EVERY = 300.0
_ANSWER_WITHIN = 10.0  # seconds
# A caller waits 5 s for an answer; only then is an act sent again from here.
_OLD_ENOUGH = timedelta(seconds=8)


@contextlib.asynccontextmanager
async def keeping_promises(house: House, client: Client) -> AsyncIterator[None]:
    """While this is open, every kind is looked for again and again; an outage of either server only delays them."""
    tasks = [asyncio.create_task(_over_and_over(look, every, house, client)) for look, every in _LOOKS]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _over_and_over(
    look: Callable[[House, Client], Awaitable[None]], every: float, house: House, client: Client
) -> None:
    while True:
        try:
            await look(house, client)
        except Exception as fault:  # noqa: BLE001 - either server may be away; the next look tries again
            _log.warning("look_failed", kind=type(fault).__name__)
        await asyncio.sleep(every)


async def start_waiting(house: House, client: Client) -> None:
    """Start the process of each case that has none yet."""
    for case in await asyncio.to_thread(_cases_to_start, house):
        await start_journey(client, case)


def _cases_to_start(house: House) -> list[CaseFile]:
    with transaction(house.engine) as session:
        return never_started(session)


async def ask_again(house: House, client: Client) -> None:
    """Send each unanswered act again. The process and the journal take the same key only once."""
    for row in await asyncio.to_thread(_acts_to_ask, house):
        if row.waiting is None:
            continue
        try:
            act = Act.model_validate_json(house.keys.open(row.case_ref, row.waiting))
        except KeyGone:
            await asyncio.to_thread(_gone, house, row)
            continue
        try:
            async with asyncio.timeout(_ANSWER_WITHIN):
                await ask(client, row.process, act)
        except (TimeoutError, NotAnswered):
            continue
        except Refusal as refusal:
            await asyncio.to_thread(_settle, house, row, refusal.as_stored())
        else:
            await asyncio.to_thread(_settle, house, row, None)


def _acts_to_ask(house: House) -> list[ReceiptRow]:
    with transaction(house.engine) as session:
        return still_waiting(session, house.now(), older_than=_OLD_ENOUGH)


def _settle(house: House, row: ReceiptRow, refusal: dict[str, object] | None) -> None:
    with transaction(house.engine) as session:
        if refusal is None:
            forget(session, row.person, row.key)
        else:
            refuse_unheard(session, row.person, row.key, refusal)


def _gone(house: House, row: ReceiptRow) -> None:
    """Its case was erased, and with it the key of what was kept."""
    with transaction(house.engine) as session:
        refuse(session, row.person, row.key, {"code": "CASE_GONE", "verdicts": [], "open": []})


async def open_and_start(house: House, client: Client) -> None:
    """What is confirmed is taken in before the processes of what was taken in are started, and those before anything is
    compared: each would only slow down the other. Whatever becomes of one, the next has its turn.
    """
    try:
        await take_in(house, client)
    finally:
        try:
            await start_waiting(house, client)
        finally:
            await compare_waiting(house, client)


async def tell_transfers(house: House, client: Client) -> None:
    """Tell the cases whose child a transfer file may have, which a person took in."""
    await house.night(client).tell_matches(Night())


_LOOKS = (
    (open_and_start, _LOOK_EVERY),
    (ask_again, _LOOK_EVERY),
    (tell_cases, _LOOK_EVERY),
    (tell_transfers, _LOOK_EVERY),
    (hand_on, _HAND_ON_EVERY),
    (keep_ended, _KEEP_EVERY),
    (anchor_today, _KEEP_EVERY),
)
