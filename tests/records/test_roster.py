"""Who works here, as the recorder sees it: read again whenever anything has changed, and only then."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, text

from domain.facts import Roster
from domain.proceedings.groundwork import Hand
from domain.vocabulary import Power, Role
from records.acting_tables import ActingRow
from records.database import engine_of, transaction
from records.roster import authorisations, roster
from records.tables import AuthorisationRow, StaffRow

TODAY = date(2026, 11, 9)


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = engine_of(database, connections=2)
    with transaction(engine) as session:
        session.add(StaffRow(id="officer", name="Amina Okafor", roles=["officer"], team="north"))
    yield engine
    engine.dispose()


def now(engine: Engine, today: date = TODAY) -> Roster:
    with transaction(engine) as session:
        return roster(session, today)


def test_what_has_not_changed_is_not_read_again(engine: Engine) -> None:
    assert now(engine) is now(engine)


@pytest.mark.parametrize(
    ("change", "then"),
    [
        ("update staff set active = false", lambda people: not people.active("officer")),
        ("update staff set roles = '{supervisor}'", lambda people: people.staff["officer"].has(Role.SUPERVISOR)),
        ("update staff set id = 'other'", lambda people: "other" in people.staff),
        ("delete from staff", lambda people: people.staff == {}),
        (
            "insert into staff select 'second', name, job_title, telephone, team, roles, active, demo from staff",
            lambda people: people.active("second"),
        ),
    ],
)
def test_a_change_is_seen_at_once(engine: Engine, change: str, then: object) -> None:
    assert callable(then)
    assert not then(now(engine))
    with transaction(engine) as session:
        session.execute(text(change))
    assert then(now(engine))


def test_a_power_is_seen_when_granted_and_ends_with_its_day(engine: Engine) -> None:
    assert now(engine).staff["officer"].powers == frozenset()
    with transaction(engine) as session:
        granted = {"power": Power.PENALTY_NOTICE.value, "granted_by": "The director", "document": "Scheme, entry 1"}
        session.add(AuthorisationRow(staff_id="officer", valid_from=TODAY, valid_to=TODAY, **granted))
    assert now(engine).staff["officer"].powers == {Power.PENALTY_NOTICE}
    assert now(engine, TODAY + timedelta(days=1)).staff["officer"].powers == frozenset()
    with transaction(engine) as session:
        session.execute(text("update authorisation set valid_to = null"))
    assert now(engine, TODAY + timedelta(days=1)).staff["officer"].powers == {Power.PENALTY_NOTICE}


def test_a_change_that_is_undone_leaves_nothing_behind(engine: Engine) -> None:
    with engine.connect() as connection, connection.begin() as undone:
        from sqlmodel import Session

        connection.execute(text("update staff set active = false"))
        assert not roster(Session(connection), TODAY).active("officer")
        undone.rollback()
    assert now(engine).active("officer")


def test_whoever_acts_for_another_stands_in_the_register_with_the_days(engine: Engine) -> None:
    with transaction(engine) as session:
        session.add(StaffRow(id="head", name="Sam Grey", roles=["supervisor"], team="north"))
        session.flush()
        days = {"valid_from": TODAY, "valid_to": TODAY, "granted_by": "The director"}
        session.add(ActingRow(deputy="head", absent="officer", **days))
    with transaction(engine) as session:
        register = authorisations(session)
    for on, counted in ((TODAY, {"head", "officer"}), (TODAY + timedelta(days=1), {"head"})):
        assert register.counts_as(Hand(person="head", on=on)) == counted
