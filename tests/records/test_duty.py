"""The alerts of danger: one a report, due again until a person acknowledges."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from records.database import engine_of, transaction
from records.duty import (
    acknowledge,
    acknowledged,
    due,
    how_many_wait,
    raise_alert,
    unacknowledged,
    was_not_sent,
    was_sent,
)

NOW = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
REF = "RC-2026-000001"


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    made = engine_of(database, connections=4)
    yield made
    made.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with Session(engine) as made:
        yield made


def test_it_is_due_at_once_and_again_until_somebody_acknowledges(session: Session) -> None:
    raise_alert(session, REF, NOW)
    raise_alert(session, REF, NOW)
    assert how_many_wait(session) == 1
    assert due(session, NOW) == REF
    was_sent(session, REF, NOW, QUARTER)
    assert due(session, NOW + QUARTER - timedelta(seconds=1)) is None
    assert due(session, NOW + QUARTER) == REF
    was_sent(session, REF, NOW + QUARTER, QUARTER)
    assert unacknowledged(session)[0].sent == 2
    assert acknowledge(session, REF, "supervisor", NOW + QUARTER)
    assert due(session, NOW + timedelta(days=1)) is None
    assert acknowledge(session, REF, "officer", NOW) is False, "somebody was first"
    assert [(line.ref, line.acknowledged_by) for line in acknowledged(session)] == [(REF, "supervisor")]
    assert session.execute(text("select who, did, what from door_audit")).all() == [
        ("supervisor", "acknowledged-alert", REF)
    ]


def test_what_did_not_go_is_tried_again_soon_and_is_late_after_five_minutes(session: Session) -> None:
    raise_alert(session, REF, NOW)
    was_not_sent(session, REF, NOW, "ConnectionRefusedError")
    assert due(session, NOW + timedelta(seconds=19)) is None
    assert due(session, NOW + timedelta(seconds=20)) == REF
    (line,) = unacknowledged(session)
    assert line.last_code == "ConnectionRefusedError"
    assert line.late(NOW + timedelta(minutes=5)) is False
    assert line.late(NOW + timedelta(minutes=5, seconds=1)) is True


def test_two_senders_do_not_take_the_same_one(engine: Engine, session: Session) -> None:
    with transaction(engine) as first:
        raise_alert(first, REF, NOW)
    with transaction(engine) as first:
        assert due(first, NOW) == REF
        assert due(session, NOW) is None


def test_there_is_no_alert_to_acknowledge_where_there_is_none(session: Session) -> None:
    assert acknowledge(session, REF, "officer", NOW) is False
