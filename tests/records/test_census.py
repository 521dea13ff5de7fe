"""What was known of each case when, read in one question; and returns that are frozen once they are submitted."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlmodel import Session

from domain.act import Act
from domain.census.counted import counted
from domain.census.figures import faults
from domain.census.labels import Breakdown
from domain.facts import Staff
from domain.fold import fold_to
from domain.vocabulary import Role
from records.census import complete, known_on, lines_for, return_of, submit
from records.database import engine_of, transaction
from records.journal import entries_of
from records.recorder import open_case, record
from records.tables import StaffRow

NOW = datetime(2026, 9, 1, 9, tzinfo=UTC)
REF = "RC-2026-000001"


def on(day: str, at: str = "10:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{at}").replace(tzinfo=UTC)


def opened(session: Session, ref: str, when: datetime, **more: Any) -> None:
    child = {"given": "Amara", "surname": "Okonjo", "date_of_birth": "2014-05-17", "sex": "F"}
    body = {"channel": "school", "child": child, "team": "north", "owner": "officer", **more}
    open_case(session, Act(key=ref, action="referral-received", actor="public-form", data=body), ref, when)


def act(session: Session, ref: str, name: str, when: datetime, by: str = "officer", **data: Any) -> None:
    record(session, Act(key=f"{ref}{name}{when}", action=name, actor=by, role=by, data=data), ref, ref, when)


@pytest.fixture
def session(database: str):  # type: ignore[no-untyped-def]
    with transaction(engine_of(database)) as session:
        for person in ("officer", "supervisor"):
            session.add(StaffRow(id=person, name=person.title(), roles=[person], team="north"))
        session.flush()
        opened(session, REF, on("2026-09-01"))
        said = {"why": "awaiting", "since": "2026-08-20", "known": "The admissions team."}
        act(session, REF, "record-return-details", on("2026-09-10"), **said)
        body = {"entry": 2, "field": "why", "old": "awaiting", "new": "not-accepted", "reason": "Misread."}
        act(session, REF, "correct-entry", on("2026-10-05"), **body)
        act(session, REF, "record-no-other-children", on("2026-10-06"), who_said="The mother")
        opened(session, "RC-2026-000002", on("2026-10-01", "22:59"))  # one minute before midnight in London
        opened(session, "RC-2026-000003", on("2026-10-01", "23:00"))
        yield session


def test_it_is_what_the_fold_of_the_journal_to_that_day_says(session: Session) -> None:
    for offset in range(45):
        day = date(2026, 8, 30) + timedelta(days=offset)
        known = known_on(session, day)
        for ref in (REF, "RC-2026-000002", "RC-2026-000003"):
            entries = entries_of(session, ref)
            folded = fold_to(ref, entries, day)
            assert (known.get(ref) is not None) == (folded.seq > 0), f"{ref} on {day}"
            assert folded.seq == 0 or known[ref] == counted(folded), f"{ref} on {day}"


def test_it_is_made_again_from_the_journal(session: Session) -> None:
    before = list(session.execute(text("select * from as_known order by case_ref, seq")))
    assert [(row.case_ref[-1], row.seq) for row in before] == [("1", 1), ("1", 2), ("1", 3), ("2", 1), ("3", 1)]
    session.execute(text("delete from as_known"))
    assert complete(session) == 3
    assert list(session.execute(text("select * from as_known order by case_ref, seq"))) == before


def test_a_return_is_of_what_was_known_then_and_frozen_once_submitted(session: Session) -> None:
    census = date(2026, 10, 1)
    found = return_of(session, census)
    assert sorted(found.children) == [REF, "RC-2026-000002"], "told after midnight, it was not known"
    assert faults(found.figures) == []
    assert found.figures.numbers[Breakdown.REASON]["awaiting"] == 1, "corrected later, it was not known"
    assert found.figures.numbers[Breakdown.DURATION]["4-8"] == 1, "S25: since 20 August"
    assert return_of(session, date(2026, 10, 5)).figures.numbers[Breakdown.REASON]["not-accepted"] == 1
    submit(session, found, "supervisor", NOW)
    opened(session, "RC-2026-000004", on("2026-09-02"))
    again = return_of(session, census)
    assert (again.figures, again.children, again.submitted_by) == (found.figures, found.children, "supervisor")
    for statement in ("update census_return set figures = '{}'", "delete from census_return",
                      "update census_line set facts = '{}'"):  # fmt: skip
        with pytest.raises(DatabaseError, match="frozen"), session.begin_nested():
            session.execute(text(statement))
    session.expunge_all()
    with pytest.raises(IntegrityError), session.begin_nested():
        submit(session, found, "supervisor", NOW)


def test_the_list_behind_a_number_is_as_if_a_restricted_case_were_not_there(session: Session) -> None:
    session.execute(text("update likeness set guarded = 2 where ref = 'RC-2026-000002'"))
    refs = [REF, "RC-2026-000002"]
    officer = Staff("somebody", "S", frozenset({Role.OFFICER}), team="north")
    supervisor = Staff("supervisor", "S", frozenset({Role.SUPERVISOR}), team="north")
    owner = Staff("officer", "O", frozenset({Role.OFFICER}), team="north")
    assert [line.ref for line in lines_for(session, refs, officer)] == [REF]
    assert [line.ref for line in lines_for(session, refs, supervisor)] == refs
    assert [line.ref for line in lines_for(session, refs, owner)] == refs
