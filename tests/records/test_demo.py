"""The demo authority: whole, invented, and plausible in any year."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from domain.calendars import SchoolCalendar
from domain.vocabulary import Power, Role
from records.almanac import almanac
from records.calendar_import import LONGEST_TERM
from records.database import engine_of, transaction
from records.demo import load_demo, terms_of
from records.keys import CaseKeys
from records.roster import roster, staff_member
from records.tables import CalendarSpanRow, SchoolRow, StaffRow
from tests.domain.fixture_calendar import TERMS

TODAY = date(2026, 11, 9)


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = engine_of(database, connections=3)
    yield engine
    engine.dispose()


@pytest.fixture
def keys(engine: Engine) -> CaseKeys:
    return CaseKeys(engine, [bytes(32)])


def test_it_is_loaded_once(engine: Engine, keys: CaseKeys) -> None:
    assert load_demo(engine, keys, TODAY)
    assert not load_demo(engine, keys, TODAY + timedelta(days=400))
    with transaction(engine) as session:
        assert len(session.exec(select(StaffRow)).all()) == 6
        assert len(session.exec(select(SchoolRow)).all()) == 6
        assert {row.version for row in session.exec(select(CalendarSpanRow))} == {1}


def test_it_stays_out_of_a_database_in_which_somebody_works(engine: Engine, keys: CaseKeys) -> None:
    with transaction(engine) as session:
        session.add(StaffRow(id="jo", name="Jo Real", roles=["officer"]))
    assert not load_demo(engine, keys, TODAY)
    with transaction(engine) as session:
        assert session.exec(select(SchoolRow)).all() == []


def test_schools_and_terms_that_were_imported_before_are_kept(engine: Engine, keys: CaseKeys) -> None:
    with transaction(engine) as session:
        session.add(SchoolRow(number="800/4001", name="Somewhere High", urn="136000"))
        session.add(CalendarSpanRow(school="", kind="term", first=TODAY, last=TODAY, version=7))
    assert load_demo(engine, keys, TODAY)
    with transaction(engine) as session:
        assert session.get_one(SchoolRow, "800/4001").name == "Somewhere High"
        assert [row.version for row in session.exec(select(CalendarSpanRow))] == [7]


def test_the_people_of_the_demo_and_what_they_may_do(engine: Engine, keys: CaseKeys) -> None:
    load_demo(engine, keys, TODAY)
    with transaction(engine) as session:
        people = roster(session, TODAY)
        assert all(row.demo for row in session.exec(select(StaffRow)))
        assert staff_member(session, "officer") is not None
    named = {staff.id: (staff.name, set(staff.roles)) for staff in people.staff.values()}
    assert named["officer"] == ("Amina Okafor", {Role.OFFICER})
    assert named["supervisor"] == ("Sam Grey", {Role.SUPERVISOR})
    assert named["legal"] == ("Lena Fixture", {Role.LEGAL})
    assert named["admin"] == ("Ade Sample", {Role.ADMIN})
    assert sum(roles == {Role.OFFICER} for _, roles in named.values()) == 3
    assert Power.SIGN_437 in people.staff["supervisor"].powers
    assert people.staff["admin"].powers == frozenset()
    assert people.team_has_someone("North")


def test_the_calendar_covers_last_year_this_and_the_next_two(engine: Engine, keys: CaseKeys) -> None:
    load_demo(engine, keys, TODAY)
    with transaction(engine) as session:
        calendar = almanac(session).school("800/4001")
    assert sorted(calendar.first_days_of_years()) == [2025, 2026, 2027, 2028]


def test_the_terms_of_the_scenarios_are_those_of_the_demo() -> None:
    assert tuple(terms_of(2026)) == TERMS


@pytest.mark.parametrize("year", range(1990, 2090))
def test_the_terms_of_any_year_are_an_english_school_year(year: int) -> None:
    terms = tuple(terms_of(year))
    calendar = SchoolCalendar(school="", terms=(*terms, *terms_of(year + 1)))
    days = calendar.school_days(date(year, 8, 1), date(year + 1, 8, 31))  # no day of it is unknown
    assert 186 <= len(days) <= 200
    assert all(earlier.last < later.first for earlier, later in pairwise(terms))
    assert all(term.last - term.first < LONGEST_TERM for term in terms)
    assert all(calendar.is_school_day(term.first) and calendar.is_school_day(term.last) for term in terms)
    assert not any(calendar.is_school_day(day) for day in _easter(year + 1))


def _easter(year: int) -> list[date]:
    """Good Friday to Easter Monday, by the old reckoning of Gauss as corrected for the years here."""
    a, b, c = year % 19, year % 4, year % 7
    d = (19 * a + 24) % 30
    e = (2 * b + 4 * c + 6 * d + 5) % 7
    after = d + e - (7 if d + e == 35 or (d == 28 and e == 6 and a > 10) else 0)
    sunday = date(year, 3, 22) + timedelta(days=after)
    return [sunday + timedelta(days=shift) for shift in range(-2, 2)]
