"""What is kept for sending again goes in the very transaction that records the act, or not at all."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from domain.act import Act
from domain.verdict import Refused
from records.database import engine_of, transaction
from records.receipts import Bound, bind, receipt_of, recorded_as, still_waiting
from records.recorder import NoSuchCase, open_case, record
from records.tables import CalendarSpanRow, StaffRow

REF = "RC-2026-000001"
NOW = datetime(2026, 11, 9, 10, 0, tzinfo=UTC)


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = engine_of(database, connections=2)
    child = {"given": "Kai", "surname": "Example", "date_of_birth": "2015-03-04", "school": "800/4001"}
    referral = {"channel": "school", "child": child, "owner": "officer", "team": "north"}
    with transaction(engine) as session:
        session.add(StaffRow(id="officer", name="Amina Okafor", roles=["officer"], team="north"))
        first, last = date(2026, 9, 3), date(2027, 7, 23)
        session.add(CalendarSpanRow(school="", kind="term", first=first, last=last, version=1))
        session.flush()
        act = Act(key="r", action="referral-received", actor="officer", role="officer", data=referral)
        open_case(session, act, REF, NOW)
    yield engine
    engine.dispose()


def note(key: str, words: str = "Rang the school.") -> Act:
    return Act(key=f"act-{key}", action="add-note", actor="officer", role="officer", data={"note": words})


def bound(engine: Engine, key: str, act: Act, ref: str = REF) -> Bound | None:
    with transaction(engine) as session:
        return bind(session, person="officer", key=key, process=ref, act=act, sealed=b"sealed", now=NOW)


def waiting(engine: Engine) -> list[str]:
    with transaction(engine) as session:
        return [row.key for row in still_waiting(session, NOW + timedelta(minutes=1), older_than=timedelta(seconds=8))]


def test_an_act_waits_until_it_is_recorded(engine: Engine) -> None:
    assert bound(engine, "k1", note("k1")) == Bound()
    assert bound(engine, "k2", note("k2")) == Bound()
    assert waiting(engine) == ["k1", "k2"]
    with transaction(engine) as session:
        record(session, note("k1"), REF, REF, NOW)
    assert waiting(engine) == ["k2"]
    with transaction(engine) as session:
        assert recorded_as(session, "act-k1") == 2
    assert bound(engine, "k1", note("k1")) == Bound()  # asked again: it does not wait again
    assert waiting(engine) == ["k2"]


def test_what_is_undone_or_refused_still_waits(engine: Engine) -> None:
    bound(engine, "k1", note("k1"))
    with engine.connect() as connection, connection.begin() as undone:
        record(Session(connection), note("k1"), REF, REF, NOW)
        undone.rollback()
    assert waiting(engine) == ["k1"]
    bound(engine, "k2", note("k2", ""))
    with pytest.raises(Refused), transaction(engine) as session:
        record(session, note("k2", ""), REF, REF, NOW)
    assert waiting(engine) == ["k1", "k2"]


def test_a_key_is_bound_to_one_act_of_one_case(engine: Engine) -> None:
    bound(engine, "k1", note("k1"))
    assert bound(engine, "k1", note("k1", "Something else.")) is None
    with pytest.raises(NoSuchCase):
        bound(engine, "k3", note("k3"), "RC-2026-999999")
    with transaction(engine) as session:
        assert receipt_of(session, "officer", "k3") is None
