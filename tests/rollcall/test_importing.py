"""`rollcall import` and `rollcall verify` on a real database, with real processes."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select
from temporalio.testing import WorkflowEnvironment

from records.database import transaction
from records.tables import CaseRow, SchoolRow
from rollcall import importing, verifying
from rollcall.clear_line import ClearLine
from tests.api.site import Site, site_of
from tests.workflows.world import Case

AHEAD = timedelta(days=400)


@pytest.fixture
async def site(
    database: str, temporal_env: WorkflowEnvironment, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Site]:
    async with site_of(database, temporal_env, monkeypatch) as made:
        yield made


async def run(
    site: Site, what: str, file: Path, text: str, confirm: Callable[[str], bool] = lambda asked: True
) -> list[str]:
    """What the command prints. It runs in a thread, because it has a loop of its own."""
    await asyncio.to_thread(file.write_text, text)
    said: list[str] = []
    await asyncio.to_thread(importing.run, site.world.house.settings, what, file, say=said.append, confirm=confirm)
    return said


def cases(site: Site) -> int:
    with transaction(site.world.house.engine) as session:
        return len(session.exec(select(CaseRow.ref)).all())


async def test_referrals_become_cases_once_and_what_is_wrong_is_named(site: Site, tmp_path: Path) -> None:
    later = site.world.house.services(site.world.client).today + AHEAD
    text = (
        "given,surname,channel,first_absent_on,adult_name,adult_postcode\n"
        "Kai,Example,school,,,\n"
        f"Zoë,Sample,school,{later},,\n"
        "Bo,Example,school,,Jo Example,Z1 2AB\n"
        "Ida,Example,agency,,,\n"
    )
    first = await run(site, "referrals", tmp_path / "referrals.csv", text)
    again = await run(site, "referrals", tmp_path / "referrals.csv", text)
    assert first == again
    assert cases(site) == 2
    assert first[2] == "3 rows read, 2 refused"
    assert first[3].startswith("line 3, first_absent_on: ")
    assert first[3].endswith("has not come yet: record what has happened")
    assert first[4] == "line 4, adult_address: is empty, and there is a postcode"
    report = await asyncio.to_thread(verifying.run, site.world.house.settings)
    assert list(report.lines()) == ["2 cases, 2 entries checked: all agree"]


async def test_a_calendar_moves_running_dates_once_confirmed(site: Site, tmp_path: Path) -> None:
    with transaction(site.world.house.engine) as session:
        session.add(SchoolRow(number="800/4001", name="Fixture Academy"))
    today = site.world.house.services(site.world.client).today
    child = {"given": "Kai", "surname": "Example", "school": "800/4001", "first_absent_on": today.isoformat()}
    case = Case(site.world, await site.refer(child=child))
    was = case.last_day("unseen-police")
    text = f"school,kind,first,last\n800/4001,closure,{was},{was}\n"
    asked: list[str] = []

    def no(question: str) -> bool:
        asked.append(question)
        return False

    with pytest.raises(ClearLine, match="nothing was stored"):
        await run(site, "calendar", tmp_path / "calendar.csv", text, no)
    assert asked == ["Store this calendar and move them?"]
    assert case.last_day("unseen-police") == was
    said = await run(site, "calendar", tmp_path / "calendar.csv", text)
    assert said[0] == "1 added, 0 changed, 0 unchanged, 0 refused"
    assert any(line.startswith(f"  {case.ref}: ") for line in said)
    await case.until(lambda: case.last_day("unseen-police") > was)
    await case.until(lambda: case.actions().count("calendar-moved") == len(said) - 2)
    await case.check()
    again = await run(site, "calendar", tmp_path / "calendar.csv", text)
    assert again == ["0 added, 0 changed, 1 unchanged, 0 refused"]


async def test_a_calendar_with_a_bad_row_is_not_stored(site: Site, tmp_path: Path) -> None:
    with pytest.raises(ClearLine, match="nothing was stored: correct these rows"):
        await run(site, "calendar", tmp_path / "calendar.csv", "school,kind,first,last\n,term,2026-09-03,soon\n")
    with pytest.raises(ClearLine, match="Columns are missing: kind"):
        await run(site, "calendar", tmp_path / "calendar.csv", "school,first,last\n")


async def test_a_stored_change_is_found(site: Site) -> None:
    case = Case(site.world, await site.refer())
    with transaction(site.world.house.engine) as session:
        session.get_one(CaseRow, case.ref).team = "elsewhere"
    report = await asyncio.to_thread(verifying.run, site.world.house.settings)
    assert [difference.words for difference in report.differences] == [
        f"{case.ref}: the case file says otherwise than the journal, in team"
    ]
