"""A report that looks like a machine's: kept, sealed, for a person today; never dropped."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlmodel import Session

from records.database import engine_of
from records.keys import CaseKeys
from records.quarantine import (
    NotWaiting,
    Why,
    decide,
    decided,
    forget_knocks,
    how_many_wait,
    keep,
    kept_under,
    knock,
    look,
    source_of,
    waiting,
)

NOW = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
REPORT = {"channel": "public", "account": "Planted words", "child": {"given": "Kai", "surname": "Example"}}
KEY = b"k" * 32


@pytest.fixture
def session(database: str) -> Iterator[Session]:
    engine = engine_of(database, connections=4)
    with Session(engine) as made:
        yield made
    engine.dispose()


@pytest.fixture
def keys(session: Session) -> CaseKeys:
    return CaseKeys(session.get_bind().engine, [os.urandom(32)])


def kept(session: Session, keys: CaseKeys, ref: str, *, danger: bool = False, at: datetime = NOW) -> None:
    keep(session, keys, ref=ref, key=f"key-{ref}", report=REPORT, why=Why.HONEYPOT, danger=danger, now=at)
    session.commit()


def test_it_is_sealed_and_due_the_same_day(session: Session, keys: CaseKeys) -> None:
    kept(session, keys, "RC-2026-000001")
    (line,) = waiting(session)
    assert (line.due_on.isoformat(), line.waits, line.why) == ("2026-11-24", True, "honeypot")
    sealed = session.execute(text("select sealed from quarantine")).scalar_one()
    assert b"Planted" not in bytes(sealed)
    assert kept_under(session, "key-RC-2026-000001") == "RC-2026-000001"
    assert kept_under(session, "another") is None


def test_danger_stands_first_and_then_the_oldest(session: Session, keys: CaseKeys) -> None:
    kept(session, keys, "RC-2026-000001", at=NOW)
    kept(session, keys, "RC-2026-000002", at=NOW + timedelta(minutes=1))
    kept(session, keys, "RC-2026-000003", danger=True, at=NOW + timedelta(minutes=2))
    assert [line.ref[-1] for line in waiting(session)] == ["3", "1", "2"]


def test_who_looks_is_written_down(session: Session, keys: CaseKeys) -> None:
    kept(session, keys, "RC-2026-000001")
    line, report = look(session, keys, "RC-2026-000001", "officer", NOW)
    assert (line.waits, report) == (True, REPORT)
    assert session.execute(text("select who, did, what from door_audit")).all() == [
        ("officer", "opened-quarantined", "RC-2026-000001")
    ]
    with pytest.raises(NotWaiting):
        look(session, keys, "RC-2026-999999", "officer", NOW)


def test_it_is_decided_once_with_a_reason_and_what_is_rejected_is_kept(session: Session, keys: CaseKeys) -> None:
    kept(session, keys, "RC-2026-000001")
    kept(session, keys, "RC-2026-000002")
    said = {"who": "officer", "reason": "An advertisement.", "now": NOW}
    assert decide(session, keys, "RC-2026-000001", released=False, **said)[2] == REPORT
    line, key, report = decide(session, keys, "RC-2026-000002", released=True, **said)
    assert (line.arrived_at, key, report) == (NOW, "key-RC-2026-000002", REPORT)
    session.commit()
    with pytest.raises(NotWaiting):
        decide(session, keys, "RC-2026-000001", released=True, **said)
    assert how_many_wait(session) == 0
    rejected, released = sorted(decided(session), key=lambda line: line.ref)
    assert (rejected.released, rejected.reason, rejected.decided_by) == (False, "An advertisement.", "officer")
    assert released.released is True
    assert look(session, keys, "RC-2026-000001", "officer", NOW)[1] == REPORT
    assert look(session, keys, "RC-2026-000002", "officer", NOW)[1] == {}, "it is the case's now"


def test_a_source_has_so_many_an_hour_and_everybody_together_ten_times_as_many(session: Session) -> None:
    assert [knock(session, "here", NOW, 2) for _ in range(3)] == [False, False, True]
    assert knock(session, "elsewhere", NOW, 2) is False
    assert knock(session, "here", NOW + timedelta(minutes=61), 2) is False, "an hour later it counts afresh"
    others = [knock(session, f"source {n}", NOW, 2) for n in range(20)]
    assert others[0] is False
    assert others[-1] is True
    forget_knocks(session, NOW + timedelta(days=2))
    assert session.execute(text("select count(*) from knock")).scalar_one() == 0


def test_a_source_is_named_by_nothing_that_says_where_it_is() -> None:
    one = source_of(KEY, "192.0.2.7", NOW)
    assert one == source_of(KEY, "192.0.2.7", NOW)
    assert "192" not in one
    assert len({one, source_of(KEY, "192.0.2.8", NOW), source_of(KEY, "192.0.2.7", NOW + timedelta(days=1))}) == 3
