"""The keys of schools: shown once, stored as a hash, limited, revoked for good."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlmodel import Session

from records import school_keys
from records.database import engine_of
from records.school_keys import NoSuchSchool, key_of, make_key, revoke, used
from records.tables import SchoolRow

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def session(database: str) -> Iterator[Session]:
    engine = engine_of(database, connections=2)
    with Session(engine) as made:
        made.add(SchoolRow(number="800/2001", name="Fixture Primary"))
        made.flush()
        yield made
    engine.dispose()


def test_the_key_is_known_again_and_is_nowhere_in_the_database(session: Session) -> None:
    key_id, key = make_key(session, "800/2001", "admin", NOW)
    session.flush()
    known = key_of(session, key)
    assert known is not None
    assert (known.id, known.school, known.school_name) == (key_id, "800/2001", "Fixture Primary")
    secret = key.rpartition("_")[2] if key.count("_") == 2 else key[len(f"school_{key_id}_") :]
    stored = session.execute(text("select row_to_json(school_key)::text from school_key")).scalar_one()
    assert secret not in stored
    assert session.execute(text("select who, did, what from door_audit")).all() == [
        ("admin", "made-school-key", key_id)
    ]


def test_what_is_no_key_is_nobody(session: Session) -> None:
    key_id, key = make_key(session, "800/2001", "admin", NOW)
    session.flush()
    wrong = key[:-1] + ("A" if key[-1] != "A" else "B")
    for said in ("", "school_", wrong, key.upper(), key + "x", f"school_{key_id}_", key.replace("school_", "school-")):
        assert key_of(session, said) is None, said


def test_a_school_that_is_not_on_the_register_has_no_key(session: Session) -> None:
    with pytest.raises(NoSuchSchool):
        make_key(session, "800/9999", "admin", NOW)


def test_a_revoked_key_is_nobody_for_good(session: Session) -> None:
    key_id, key = make_key(session, "800/2001", "admin", NOW)
    _, other = make_key(session, "800/2001", "admin", NOW)
    session.flush()
    assert revoke(session, key_id, "admin", NOW)
    assert revoke(session, key_id, "other-admin", NOW + timedelta(days=1)), "again changes nothing"
    assert key_of(session, key) is None
    assert key_of(session, other) is not None, "another key of the school goes on"
    listed = school_keys.school_keys(session)
    assert [line.revoked_by for line in listed] == [None, "admin"]
    assert not revoke(session, "000000000000", "admin", NOW)


def test_a_key_has_so_many_uses_an_hour(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(school_keys, "MOST_AN_HOUR", 2)
    _, key = make_key(session, "800/2001", "admin", NOW)
    session.flush()
    known = key_of(session, key)
    assert known is not None
    uses = []
    for _ in range(3):
        uses.append(used(session, known, NOW))
        session.flush()
    assert uses == [True, True, False]
    assert used(session, known, NOW + timedelta(minutes=61))
