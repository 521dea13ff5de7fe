"""The recorder on a real PostgreSQL: one entry, once, with its projections, or nothing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from domain.act import Act
from domain.calendars import Span
from domain.case_file import CaseFile
from domain.entry import broken_links
from domain.fold import fold
from domain.verdict import Refused
from records.database import engine_of, transaction
from records.journal import entries_of
from records.recorder import KeyReused, load_case, open_case, record
from records.tables import CalendarSpanRow, StaffRow

REF = "RC-2026-000001"
NOW = datetime(2026, 11, 9, 10, 0, tzinfo=UTC)


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = engine_of(database, connections=5)
    with transaction(engine) as session:
        session.add(StaffRow(id="officer", name="Amina Okafor", roles=["officer"], team="north"))
        session.add(StaffRow(id="supervisor", name="Sam Grey", roles=["supervisor"], team="north"))
        for term in (
            Span(first=date(2026, 9, 3), last=date(2026, 10, 23)),
            Span(first=date(2026, 11, 2), last=date(2026, 12, 18)),
            Span(first=date(2027, 1, 4), last=date(2027, 2, 12)),
        ):
            session.add(CalendarSpanRow(school="", kind="term", first=term.first, last=term.last, version=1))
        open_case(session, referral(), REF, NOW)
    yield engine
    engine.dispose()


def referral() -> Act:
    child = {
        "given": "Kai",
        "surname": "Example",
        "date_of_birth": "2017-03-04",
        "first_absent_on": "2026-11-02",
        "school": "800/4001",
    }
    return Act(
        key="referral",
        action="referral-received",
        actor="officer",
        role="officer",
        data={"channel": "school", "child": child, "owner": "officer", "team": "north"},
    )


def act(key: str, action: str, actor: str = "officer", **data: object) -> Act:
    return Act(key=key, action=action, actor=actor, role=actor, data=data)


def state(engine: Engine) -> CaseFile:
    with transaction(engine) as session:
        return load_case(session, REF)


def test_a_new_case_has_its_clocks_and_an_owner(engine: Engine) -> None:
    case = state(engine)
    assert case.next_due == date(2026, 11, 6), "five days unseen by then: its clock rings at once"
    assert {clock.name for clock in case.running_clocks()} == {
        "acknowledge-referral",
        "triage",
        "unseen-five",
        "unseen-amber",
        "unseen-police",
        "case-review",
    }
    assert case.owner == "officer"


def test_the_same_key_is_recorded_once_and_answered_alike(engine: Engine) -> None:
    with transaction(engine) as session:
        first = record(session, act("k1", "add-note", note="Rang the school."), REF, REF, NOW)
    with transaction(engine) as session:
        again = record(session, act("k1", "add-note", note="Rang the school."), REF, REF, NOW + timedelta(hours=1))
    assert (first.seq, again.seq, again.recorded_at) == (2, 2, NOW)
    with transaction(engine) as session, pytest.raises(KeyReused):
        record(session, act("k1", "add-note", note="Something else."), REF, REF, NOW)


def test_a_refusal_records_nothing(engine: Engine) -> None:
    with pytest.raises(Refused) as refusal, transaction(engine) as session:
        record(
            session,
            act(
                "k2",
                "record-child-seen",
                where="School",
                seen_by="professional",
                by_name="A",
                by_role="Nurse",
                happened_on="2026-12-25",
            ),
            REF,
            REF,
            NOW,
        )
    assert refusal.value.verdicts[0].code == "FUTURE_DATE"
    assert state(engine).seq == 1


def test_the_projection_is_the_fold_of_the_journal(engine: Engine) -> None:
    with transaction(engine) as session:
        record(session, act("k3", "acknowledge-referral", how="By e-mail"), REF, REF, NOW)
        record(
            session,
            act(
                "k4",
                "correct-entry",
                entry=1,
                field="child.first_absent_on",
                old="2026-11-02",
                new="2026-11-09",
                reason="Misread.",
            ),
            REF,
            REF,
            NOW,
        )
    with transaction(engine) as session:
        entries = entries_of(session, REF)
        case = load_case(session, REF)
    assert fold(REF, entries) == case
    assert broken_links(entries) == []
    police = case.clock("unseen-police")
    assert police is not None
    assert police.last_day == date(2026, 12, 4)


def test_nobody_changes_or_deletes_the_journal(engine: Engine) -> None:
    for statement in ("update journal set actor = 'x'", "delete from journal", "truncate journal"):
        with pytest.raises(DBAPIError, match="append-only"), transaction(engine) as session:
            session.execute(text(statement))


def test_recorded_again_every_other_process_of_the_case_is_told_to_look(engine: Engine) -> None:
    """The worker that recorded it first may have died before it told them."""
    seen = {"seen_on": "2026-11-09", "where": "In the market hall", "in_school_hours": True}
    told = {"exclusion_began": "2026-11-09", "told_on": "2026-11-09", "told_from": "2026-11-09"}
    mother = act("k1", "add-person", full_name="Ms R Example", relation="mother", source="School")
    with transaction(engine) as session:
        record(session, mother, REF, REF, NOW)
        person = load_case(session, REF).people[0].id
        begun = act("k2", "begin-exclusion-notice", person=person, justification="None given.", **seen, **told)
        proceeding = record(session, begun, REF, REF, NOW).prepared["proceeding"]
    note = act("k3", "add-note", note="The school will ring back.")
    with transaction(engine) as session:
        assert record(session, note, REF, REF, NOW).touched == []
        assert record(session, note, REF, REF, NOW).touched == [f"{REF}/{proceeding}"]
