"""`rollcall import`: schools, calendars, registers and referrals from files. A changed calendar moves running dates,
once confirmed.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import Session
from temporalio.service import RPCError

from api.calendar_change import tell_moved
from api.identity import Signed
from api.opening import open_referral
from api.problems import Problem
from api.taking_in import faults_of
from domain.act import Act
from domain.actions.relying import SessionRecoded
from domain.facts import PROCESS
from records.almanac import as_stored
from records.calendar_impact import Move, moves
from records.calendar_import import import_calendar
from records.database import transaction
from records.referral_import import key_of, read_referrals
from records.registers import Leaning, import_register
from records.schools import import_establishments
from records.table_file import FileRefused
from rollcall.clear_line import ClearLine
from rollcall.settings import Settings
from rollcall.wiring import House

Say = Callable[[str], object]
Confirm = Callable[[str], bool]


class _NotConfirmed(Exception):
    """The person at the terminal said no: nothing is stored."""


def run(settings: Settings, what: str, file: Path, *, say: Say, confirm: Confirm, school: str = "") -> None:
    """Raises ClearLine where the file as a whole is refused, or a row of a calendar is."""
    house = House(settings)
    try:
        match what:
            case "schools":
                _schools(house, file, say)
            case "calendar":
                _calendar(house, file, say, confirm)
            case "register":
                _register(house, file, school, say)
            case _:
                asyncio.run(_referrals(house, file, say))
    except FileRefused as refused:
        raise ClearLine(str(refused)) from None
    except _NotConfirmed:
        raise ClearLine("nothing was stored") from None


def _schools(house: House, file: Path, say: Say) -> None:
    with transaction(house.engine) as session:
        report = import_establishments(session, file)
    for line in report.lines():
        say(line)


def _register(house: House, file: Path, school: str, say: Say) -> None:
    with transaction(house.engine) as session:
        report = import_register(session, file, now=datetime.now(UTC), school=school)
    for line in report.lines():
        say(line)
    asyncio.run(tell_recoded(house, report.leaning, say))


async def tell_recoded(house: House, leaning: list[Leaning], say: Say) -> None:
    """Each is an entry of its own proceeding. One that could not be told is told at the next import: what it relies on
    is compared with the register as it stands.
    """
    if not leaning:
        return
    client = await house.client()
    for each in leaning:
        said = each.recoded
        data = {"session_on": said.day.isoformat(), "half": said.half.value, "was": said.was, "now": said.now}
        key = f"{each.process}:recoded:{said.day}:{said.half}:{said.now}:{each.times}"
        act = Act(key=key, action=SessionRecoded.name, actor=PROCESS.id, data=data)
        try:
            await client.get_workflow_handle(each.process).signal("report", act)
        except RPCError:
            say(f"{each.process} could not be told: import this file again")


def _calendar(house: House, file: Path, say: Say, confirm: Confirm) -> None:
    with transaction(house.engine) as session:
        before = as_stored(session)
        report = import_calendar(session, file)
        for line in report.lines():
            say(line)
        if report.refused:
            raise ClearLine("nothing was stored: correct these rows")
        moved = moves(session, before, as_stored(session))
        _agree(session, moved, say, confirm)
    asyncio.run(_move(house, [move for move in moved if move.to is not None]))


def _agree(session: Session, moved: list[Move], say: Say, confirm: Confirm) -> None:
    if not moved:
        return
    say(f"{len(moved)} running dates move:")
    for move in moved:
        say(f"  {move.words}")
    if not confirm("Store this calendar and move them?"):
        raise _NotConfirmed


async def _move(house: House, moved: list[Move]) -> None:
    if moved:
        await tell_moved(await house.client(), moved, "command line")


async def _referrals(house: House, file: Path, say: Say) -> None:
    referrals, faults = read_referrals(file)
    services = house.services(await house.client())
    importer = Signed(PROCESS)
    for line, body in referrals:
        try:
            opened = await open_referral(services, importer, {"confidential": False, **body}, f"import:{key_of(body)}")
        except Problem as problem:
            faults += faults_of(line, problem)
        else:
            say(f"{opened.ref}{'' if opened.started else ' (its process starts when Temporal is back)'}")
    say(f"{len(referrals)} rows read, {len(faults)} refused")
    for fault in sorted(faults, key=lambda fault: fault.line):
        say(fault.words)
