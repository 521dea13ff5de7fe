"""A changed standard: what it would move, and that nothing counts by it before somebody else has approved it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from domain.act import Act
from domain.date_rules import work_out
from domain.policy_changes import StandardChange
from records.almanac import almanac
from records.database import engine_of, transaction
from records.four_eyes import DecidedAlready, OneIsOpen, OwnProposal, decided, waiting
from records.proposals import decide, propose
from records.recorder import load_case, open_case, record
from records.standard_proposals import decide_standard, propose_standard, standard_moves
from records.standards import StandardProposalRow
from records.tables import StaffRow

MONDAY = date(2026, 11, 9)
NOW = datetime(2026, 11, 9, 10, 0, tzinfo=UTC)
CASE = "RC-2026-000001"


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = engine_of(database, connections=3)
    with transaction(engine) as session:
        session.add(StaffRow(id="officer", name="Amina Okafor", roles=["officer"], team="North"))
        for who in ("one", "two"):
            session.add(StaffRow(id=who, name=f"{who.title()} Placeholder", roles=["supervisor"], team="North"))
        child = {"given": "Kai", "surname": "Example", "first_absent_on": "2026-11-02"}
        data = {"channel": "school", "child": child, "owner": "officer", "team": "North"}
        act = Act(key="referral", action="referral-received", actor="officer", role="officer", data=data)
        open_case(session, act, CASE, NOW)
    yield engine
    engine.dispose()


def proposed(session: Session, value: int, since: date, name: str = "triage") -> int:
    return propose_standard(session, name, value, since, "We need longer.", "one", NOW).id or 0


def test_nothing_counts_by_it_until_another_person_approves(engine: Engine) -> None:
    with transaction(engine) as session:
        number = proposed(session, 4, MONDAY)
        assert work_out("triage", MONDAY, almanac(session)).last_day == date(2026, 11, 11)
        with pytest.raises(OneIsOpen):
            proposed(session, 5, MONDAY)
        assert proposed(session, 12, MONDAY, "checks"), "of another standard one may wait beside it"
    with transaction(engine) as session, pytest.raises(OwnProposal):
        decide_standard(session, number, "one", "It is right.", NOW, approved=True)
    with transaction(engine) as session:
        moved = decide_standard(session, number, "two", "Agreed.", NOW, approved=True)
        assert [(move.case, move.clock, move.was, move.to) for move in moved] == [
            (CASE, "triage", date(2026, 11, 11), date(2026, 11, 13))
        ]
    with transaction(engine) as session:
        found = work_out("triage", MONDAY, almanac(session))
        assert (found.last_day, found.standard) == (
            date(2026, 11, 13),
            f"4 working days, from Monday 9 November 2026 (version {number})",
        )
        with pytest.raises(DecidedAlready):
            decide_standard(session, number, "two", "Again.", NOW, approved=False)


def test_the_case_records_what_was_listed_and_says_by_which_standard(engine: Engine) -> None:
    with transaction(engine) as session:
        number = proposed(session, 4, MONDAY)
    with transaction(engine) as session:
        (move,) = decide_standard(session, number, "two", "Agreed.", NOW, approved=True)
    with transaction(engine) as session:
        data = {"clock": move.clock, "confirmed_by": "two", "was": move.was.isoformat()}
        record(session, Act(key="moved", action="standard-moved", actor="process", data=data), CASE, CASE, NOW)
        clock = load_case(session, CASE).clock("triage")
        assert clock is not None
        assert clock.last_day == move.to
        assert "(version" in clock.deadline.standard
        assert standard_moves(session, StandardChange(name="triage", value=4, since=MONDAY, version=number)) == []


def test_a_clock_that_began_before_its_day_is_left_alone(engine: Engine) -> None:
    with transaction(engine) as session:
        later = StandardChange(name="triage", value=4, since=date(2026, 11, 10), version=1)
        assert standard_moves(session, later) == []
        of_another = StandardChange(name="checks", value=4, since=MONDAY, version=1)
        assert standard_moves(session, of_another) == []


def test_whoever_proposed_it_may_withdraw_it_and_the_database_lets_nobody_approve_their_own(engine: Engine) -> None:
    with transaction(engine) as session:
        number = proposed(session, 4, MONDAY)
        assert decide_standard(session, number, "one", "Not after all.", NOW, approved=False) == []
        assert waiting(session, StandardProposalRow) == []
        assert [(row.approved, row.decided_by) for row in decided(session, StandardProposalRow)] == [(False, "one")]
        calendar = propose(session, "school,kind,first,last\n", "No.", "one", NOW)
        assert decide(session, calendar, "one", "Not after all.", NOW, approved=False) == []
    with transaction(engine) as session:
        row = propose_standard(session, "triage", 4, MONDAY, "Mine.", "one", NOW)
        row.decided_by, row.decided_at, row.approved = "one", NOW, True
        with pytest.raises(IntegrityError):
            session.flush()
        session.rollback()


def test_an_approval_that_was_rolled_back_leaves_no_standard_behind(engine: Engine) -> None:
    with transaction(engine) as session:
        number = proposed(session, 4, MONDAY)
    with transaction(engine) as session:
        decide_standard(session, number, "two", "Agreed.", NOW, approved=True)
        assert almanac(session).standards != ()
        session.rollback()
    with transaction(engine) as session:
        assert almanac(session).standards == ()
