"""Answers of the public form: sealed under the cookie, held for an hour, then destroyed."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from records.database import engine_of, transaction
from records.held_answers import Holding, destroy, destroy_expired, held, hold

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR, MOMENT = timedelta(hours=1), timedelta(seconds=1)
OURS, OTHERS = Holding(b"k" * 32, "cookie-a"), Holding(b"k" * 32, "cookie-b")
ANSWERS = {"child": {"given": ["Kai"], "surname": ["Planted"]}}


@pytest.fixture
def engine(database: str) -> Engine:
    return engine_of(database, connections=2)


def rows(session: Session) -> int:
    return int(session.execute(text("select count(*) from held_answers")).scalar_one())


def test_what_is_held_is_given_back_to_its_own_cookie_only(engine: Engine) -> None:
    with transaction(engine) as session:
        hold(session, OURS, ANSWERS, NOW)
        assert held(session, OURS, NOW) == ANSWERS
        assert held(session, OTHERS, NOW) is None
        assert held(session, Holding(b"x" * 32, "cookie-a"), NOW) is None


def test_the_database_holds_nothing_that_can_be_read(engine: Engine) -> None:
    with transaction(engine) as session:
        hold(session, OURS, ANSWERS, NOW)
        row = session.execute(text("select id_hash, sealed from held_answers")).one()
    assert b"Planted" not in row.sealed
    assert b"child" not in row.sealed
    assert "cookie-a" not in row.id_hash


def test_the_hour_runs_from_the_last_answer_and_reading_destroys_what_is_over(engine: Engine) -> None:
    with transaction(engine) as session:
        hold(session, OURS, {"who": {}}, NOW)
        hold(session, OURS, ANSWERS, NOW + HOUR / 2)
        assert rows(session) == 1
        assert held(session, OURS, NOW + HOUR) == ANSWERS
        assert held(session, OURS, NOW + HOUR * 1.5) is None
        assert rows(session) == 0


def test_the_sweep_destroys_what_nobody_came_back_for_and_nothing_else(engine: Engine) -> None:
    with transaction(engine) as session:
        hold(session, OURS, ANSWERS, NOW)
        hold(session, OTHERS, ANSWERS, NOW + MOMENT)
        assert destroy_expired(session, NOW + HOUR - MOMENT) == 0
        assert destroy_expired(session, NOW + HOUR) == 1
        assert held(session, OTHERS, NOW + HOUR) == ANSWERS
        destroy(session, OTHERS)
        assert rows(session) == 0


def test_what_was_sealed_for_one_cookie_is_not_opened_for_another() -> None:
    assert OURS.open(OURS.seal(ANSWERS)) == ANSWERS
    assert OTHERS.open(OURS.seal(ANSWERS)) is None
    assert OURS.open(b"short") is None
