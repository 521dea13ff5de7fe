"""The law's own figures: a dry run, a hundred thousand sessions imported, the windows of five hundred pupils found."""

import csv
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session

from domain.calendars import SchoolCalendar
from domain.deadline import uk_day
from domain.law.window import find_windows
from domain.people import _UPN_LETTERS as UPN_LETTERS
from records.almanac import almanac
from records.database import transaction
from records.registers import import_register, register_of
from tests.bench.actions import opened
from tests.bench.caller import Caller
from tests.bench.figures import Figure, at_most, percentile
from tests.bench.server import Rollcall

PUPILS, SESSIONS = 500, 100_000
SCHOOL = "800/2001"
BORN = date(2017, 3, 4)
_EACH_FIFTH = "GGOU/\\L"  # marks in turn: enough unauthorised ones that every pupil has windows to be found
_WARM_UP, _TIMES = 5, 100
MOTHER = {"parent_because": "Named at birth", "answerable_because": "Lives with her"}


async def law(rollcall: Rollcall) -> AsyncIterator[Figure]:
    house = rollcall.house
    with transaction(house.engine) as session:
        today, calendar = uk_day(datetime.now(UTC)), almanac(session).school(SCHOOL)
    days = _last_school_days(calendar, today, SESSIONS // PUPILS // 2)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.csv"
        _write(path, days)
        with transaction(house.engine) as session:
            yield _imported(session, path)
    with transaction(house.engine) as session:
        yield _windows(session, today)
    async with rollcall.caller() as caller:
        async for figure in _dry_runs(caller):
            yield figure
    house.engine.dispose()


def upns() -> Iterator[str]:
    """So many pupils of one school, each with its check letter."""
    for number in range(PUPILS):
        digits = f"800200126{number:03}"
        total = sum(int(digit) * weight for digit, weight in zip(digits, range(2, 14), strict=True))
        yield f"{UPN_LETTERS[total % 23]}{digits}"


def _last_school_days(calendar: SchoolCalendar, today: date, number: int) -> list[date]:
    known = calendar.school_days(calendar.terms[0].first, min(today, calendar.terms[-1].last))
    if len(known) < number:
        raise RuntimeError(f"only {len(known)} school days are known before today")
    return list(known[-number:])


def _write(path: Path, days: list[date]) -> None:
    with path.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(("upn", "date", "session", "code", "school"))
        for pupil, upn in enumerate(upns()):
            for at, day in enumerate(days):
                code = _EACH_FIFTH[(at // 5 + pupil) % len(_EACH_FIFTH)]
                out.writerows((upn, day.isoformat(), half, code, SCHOOL) for half in ("AM", "PM"))


def _imported(session: Session, path: Path) -> Figure:
    began = time.perf_counter()
    report = import_register(session, path, now=datetime.now(UTC))
    seconds = time.perf_counter() - began
    if report.added != SESSIONS or report.refused:
        raise RuntimeError(f"{report.added} sessions imported, {len(report.refused)} rows refused")
    return at_most(f"importing {SESSIONS:,} sessions", 20, seconds, "s", "once, from a file to the database")


def _windows(session: Session, today: date) -> Figure:
    began = time.perf_counter()
    calendars, registers = almanac(session), [register_of(session, upn, SCHOOL) for upn in upns()]
    read = time.perf_counter() - began
    every = (find_windows(each, born=BORN, today=today, almanac=calendars).windows for each in registers)
    found = sum(len(windows) for windows in every)
    seconds = time.perf_counter() - began
    if not found:
        raise RuntimeError("no window was found")
    spread = f"once: {read:.1f} s to read, {seconds - read:.1f} s to find {found:,} windows"
    return at_most(f"the windows of {PUPILS} pupils", 5, seconds, "s", spread)


async def _dry_runs(caller: Caller) -> AsyncIterator[Figure]:
    upn = next(upns())
    child = {"given": "Kai", "surname": "Example", "date_of_birth": BORN.isoformat(), "school": SCHOOL, "upn": upn}
    ref = await opened(caller, child=child)
    case = (await caller.get(f"/api/cases/{ref}")).json()
    mother = case["people"][0]["id"]
    answer = await caller.post(
        f"/api/cases/{ref}/actions/record-answerable-parent", {"person": mother, "first": "2020-09-01", **MOTHER}
    )
    if answer.status != 200:
        raise RuntimeError(f"record-answerable-parent: {answer.body.decode()}")
    case = (await caller.get(f"/api/cases/{ref}")).json()
    shown = {each["name"]: each["example"] for each in case["actions"]}
    closing = {"outcome": "ON_ROLL", "proof": "first-attendance", "evidence": "In class today."}
    for action, form in (
        ("add-note", {"note": "The school will ring back on Thursday."}),
        ("close-case", closing),
        ("begin-penalty-notice", shown["begin-penalty-notice"]),
    ):
        yield await _dry_run(caller, ref, action, form)


async def _dry_run(caller: Caller, ref: str, action: str, form: dict[str, Any]) -> Figure:
    milliseconds = []
    for number in range(_WARM_UP + _TIMES):
        answer = await caller.post(f"/api/cases/{ref}/check/{action}", form)
        if answer.status != 200:
            raise RuntimeError(f"{action}: {answer.status} {answer.body.decode()}")
        if number >= _WARM_UP:
            milliseconds.append(answer.seconds * 1000)
    spread = f"p50 {percentile(milliseconds, 0.5):.0f}, {min(milliseconds):.0f}-{max(milliseconds):.0f} ms"
    return at_most(f"a dry run of {action}, p95", 50, percentile(milliseconds, 0.95), "ms", f"{spread}, {_TIMES} times")
