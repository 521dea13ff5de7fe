"""The almanac that is kept between questions is never that of a calendar which was not stored."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Engine

from domain.calendars import Span
from records.almanac import almanac
from records.database import engine_of, transaction
from records.tables import CalendarSpanRow


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = engine_of(database, connections=2)
    yield engine
    engine.dispose()


def term(day: int) -> CalendarSpanRow:
    return CalendarSpanRow(school="", kind="term", first=date(2026, 9, day), last=date(2026, 10, 23), version=1)


def test_an_import_that_was_rolled_back_leaves_no_almanac_behind(engine: Engine) -> None:
    with transaction(engine) as session:
        session.add(term(2))
        session.flush()
        almanac(session)
        session.rollback()
    with transaction(engine) as session:
        session.add(term(3))
        session.flush()
        assert almanac(session).school().terms == (Span(first=date(2026, 9, 3), last=date(2026, 10, 23)),)


def test_the_almanac_is_read_once_and_again_when_it_changed(engine: Engine) -> None:
    with transaction(engine) as session:
        session.add(term(2))
        session.flush()
        first = almanac(session)
        assert almanac(session) is first
        inset = date(2026, 9, 4)
        session.add(CalendarSpanRow(school="", kind="closure", first=inset, last=inset, version=2))
        session.flush()
        assert not almanac(session).school().is_school_day(inset)
