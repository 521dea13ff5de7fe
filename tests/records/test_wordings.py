"""A changed wording is in force from its day, once somebody else has approved it; a later one takes its place."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from activities.wordings import template_in_force
from letters.wording import TEMPLATES
from records.database import engine_of, transaction
from records.four_eyes import DecidedAlready, OneIsOpen, OwnProposal, decided, waiting
from records.tables import StaffRow
from records.wordings import WordingProposalRow, decide_wording, propose_wording

MONDAY, TUESDAY = date(2026, 11, 9), date(2026, 11, 10)
NOW = datetime(2026, 11, 9, 10, 0, tzinfo=UTC)
BODY = TEMPLATES["L02"].body


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = engine_of(database, connections=2)
    with transaction(engine) as session:
        for who in ("one", "two"):
            session.add(StaffRow(id=who, name=f"{who.title()} Placeholder", roles=["supervisor"], team="North"))
    yield engine
    engine.dispose()


def proposed(session: Session, words: str, since: date = TUESDAY) -> int:
    return propose_wording(session, "L02", f"{BODY}\n{words}\n", since, "Clearer.", "one", NOW).id or 0


def test_it_counts_from_its_day_and_only_once_approved_by_another(engine: Engine) -> None:
    with transaction(engine) as session:
        number = proposed(session, "We are open.")
        assert template_in_force(session, "L02", TUESDAY) == (TEMPLATES["L02"], "version 1, as released")
        with pytest.raises(OneIsOpen):
            proposed(session, "Again.")
        with pytest.raises(OwnProposal):
            decide_wording(session, number, "one", "Mine.", NOW, approved=True)
        decide_wording(session, number, "two", "Agreed.", NOW, approved=True)
        assert template_in_force(session, "L02", MONDAY)[0] is TEMPLATES["L02"]
        changed, version = template_in_force(session, "L02", TUESDAY)
        assert "We are open." in changed.body
        assert version == f"change {number}, in force from 2026-11-10"
        assert template_in_force(session, "L03", TUESDAY)[0] is TEMPLATES["L03"]
        with pytest.raises(DecidedAlready):
            decide_wording(session, number, "two", "Again.", NOW, approved=False)
        decide_wording(session, proposed(session, "We open early."), "two", "Agreed.", NOW, approved=True)
        assert "We open early." in template_in_force(session, "L02", TUESDAY)[0].body
        assert "We are open." not in template_in_force(session, "L02", TUESDAY)[0].body


def test_whoever_proposed_it_may_withdraw_it(engine: Engine) -> None:
    with transaction(engine) as session:
        decide_wording(session, proposed(session, "We are open."), "one", "Not after all.", NOW, approved=False)
        assert waiting(session, WordingProposalRow) == []
        assert [row.approved for row in decided(session, WordingProposalRow)] == [False]
        assert template_in_force(session, "L02", TUESDAY)[0] is TEMPLATES["L02"]
