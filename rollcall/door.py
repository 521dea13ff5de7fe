"""What the worker does for the public door while it runs, whether Temporal answers or not: the duty address is told of
danger until a person acknowledges, and what nobody came back for is destroyed.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta

import structlog

from activities.duty_mail import MailNotSent
from records import duty
from records.database import transaction
from records.door_tables import DutyAlertRow
from records.held_answers import destroy_expired
from records.quarantine import forget_knocks
from rollcall.wiring import House

_log = structlog.get_logger("rollcall.door")
_LOOK_EVERY = 2.0  # seconds
_TIDY_EVERY = 60.0


@contextlib.asynccontextmanager
async def minding_the_door(house: House) -> AsyncIterator[None]:
    """The first look is over before this opens: a worker that cannot reach Temporal, and ends, has told the duty
    address all the same.
    """
    await _look(house, tell_duty)
    tasks = [
        asyncio.create_task(_over_and_over(house, look, every))
        for look, every in ((tell_duty, _LOOK_EVERY), (tidy, _TIDY_EVERY))
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _over_and_over(house: House, look: Callable[[House], object], every: float) -> None:
    while True:
        await _look(house, look)
        await asyncio.sleep(every)


async def _look(house: House, look: Callable[[House], object]) -> None:
    try:
        await asyncio.to_thread(look, house)
    except Exception as fault:  # noqa: BLE001 - the database may be away; the next look tries again
        _log.warning("look_failed", kind=type(fault).__name__)


def tell_duty(house: House, now: Callable[[], datetime] | None = None) -> int:
    """Send every alert whose time has come, each under its own lock. Returns how many the mail server took."""
    if house.duty_mail is None:
        return 0  # they stand on the supervisors' page
    now = now or house.now
    sent = 0
    while True:
        with transaction(house.engine) as session:
            ref = duty.due(session, now())
            if ref is None:
                return sent
            try:
                house.duty_mail.tell(ref, again=session.get_one(DutyAlertRow, ref).sent > 0, asked_at=now())
            except MailNotSent as fault:
                _log.error("duty_not_told", code=str(fault))
                duty.was_not_sent(session, ref, now(), str(fault))
            else:
                again_after = timedelta(minutes=house.settings.duty_repeat_minutes)
                duty.was_sent(session, ref, now(), again_after)
                sent += 1


def tidy(house: House) -> int:
    """Destroy the answers whose hour is over. Returns how many."""
    now = house.now()
    with transaction(house.engine) as session:
        forget_knocks(session, now)
        return destroy_expired(session, now)
