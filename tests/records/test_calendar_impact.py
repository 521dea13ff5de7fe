"""Before a changed calendar moves a date, somebody sees the list of cases; nobody is named in it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from domain.act import Act
from records.almanac import almanac
from records.calendar_impact import Move, moves
from records.calendar_import import import_calendar
from records.database import engine_of, transaction
from records.recorder import load_case, open_case, record
from records.tables import StaffRow
from tests.records.test_calendar_import import AUTHORITY

NOW = datetime(2026, 11, 9, 10, 0, tzinfo=UTC)


@pytest.fixture
def engine(database: str, tmp_path: Path) -> Iterator[Engine]:
    engine = engine_of(database, connections=3)
    with transaction(engine) as session:
        session.add(StaffRow(id="officer", name="Amina Okafor", roles=["officer"], team="North"))
        load(session, tmp_path, AUTHORITY)
        for number, school in ((1, "800/4001"), (2, "800/2001"), (3, "")):
            open_case(session, referral(school), f"RC-2026-00000{number}", NOW)
    yield engine
    engine.dispose()


def referral(school: str) -> Act:
    child = {"given": "Kai", "surname": "Example", "first_absent_on": "2026-11-02", "school": school}
    data = {"channel": "school", "child": child, "owner": "officer", "team": "North"}
    return Act(key=f"referral-{school}", action="referral-received", actor="officer", role="officer", data=data)


def load(session: Session, folder: Path, text: str) -> None:
    (folder / "calendar.csv").write_text(text)
    assert import_calendar(session, folder / "calendar.csv").refused == []


def moved_by(engine: Engine, folder: Path, text: str) -> list[Move]:
    """What an import would move; the import itself is not kept."""
    with transaction(engine) as session:
        before = almanac(session)
        load(session, folder, text)
        found = moves(session, before, almanac(session))
        session.rollback()
    return found


def test_an_inset_day_moves_the_clocks_of_its_own_school(engine: Engine, tmp_path: Path) -> None:
    found = moved_by(engine, tmp_path, "school,kind,first,last\n800/4001,closure,2026-11-27,2026-11-27\n")
    assert [(move.case, move.clock, move.was, move.to) for move in found] == [
        ("RC-2026-000001", "unseen-police", date(2026, 11, 27), date(2026, 11, 30)),
    ]
    words = found[0].words
    assert words.startswith("RC-2026-000001: ")
    assert words.endswith(": Friday 27 November 2026 becomes Monday 30 November 2026")
    assert "Kai" not in words


def test_a_change_for_the_whole_authority_moves_every_case(engine: Engine, tmp_path: Path) -> None:
    found = moved_by(engine, tmp_path, AUTHORITY + ",closure,2026-11-12,2026-11-12\n")
    assert {(move.case, move.clock) for move in found} == {
        (f"RC-2026-00000{number}", clock) for number in (1, 2, 3) for clock in ("unseen-amber", "unseen-police")
    }


def test_a_day_that_no_clock_counts_moves_nothing(engine: Engine, tmp_path: Path) -> None:
    assert moved_by(engine, tmp_path, AUTHORITY + ",closure,2027-01-12,2027-01-12\n") == []
    assert moved_by(engine, tmp_path, AUTHORITY) == []


def test_a_date_that_the_new_calendar_cannot_tell_is_said(engine: Engine, tmp_path: Path) -> None:
    found = moved_by(engine, tmp_path, "school,kind,first,last\n800/4001,term,2026-09-03,2026-10-23\n")
    assert [(move.case, move.clock, move.to) for move in found] == [
        ("RC-2026-000001", "unseen-amber", None),
        ("RC-2026-000001", "unseen-five", None),
        ("RC-2026-000001", "unseen-police", None),
    ]
    assert "cannot be worked out: No term dates of the school year 2026/27 are known" in found[0].words


def test_what_was_listed_is_what_the_case_records(engine: Engine, tmp_path: Path) -> None:
    with transaction(engine) as session:
        before = almanac(session)
        load(session, tmp_path, AUTHORITY + ",closure,2026-11-12,2026-11-12\n")
        listed = moves(session, before, almanac(session))
        for move in listed:
            data = {"clock": move.clock, "confirmed_by": "admin", "was": move.was.isoformat()}
            act = Act(key=f"{move.case}:{move.clock}", action="calendar-moved", actor="process", data=data)
            record(session, act, move.case, move.case, NOW)
        for move in listed:
            clock = load_case(session, move.case).clock(move.clock)
            assert clock is not None
            assert clock.last_day == move.to
        assert moves(session, before, almanac(session)) == []
