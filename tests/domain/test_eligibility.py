"""What a case could be is proposed with its reasons; an officer decides (PRACTICE 1.4)."""

from typing import Any

import pytest

from domain.actions import ACTIONS
from domain.eligibility import ONWARD, Eligibility, Proposal, priority, proposals
from domain.vocabulary import Closure, SupportGroup
from tests.domain.fixture_calendar import ALMANAC
from tests.domain.play import Play


def of(play: Play) -> dict[Eligibility, Proposal]:
    return {each.what: each for each in proposals(play.case, play.today, ALMANAC)}


def child(**more: Any) -> dict[str, Any]:
    return {"first_absent_on": None, "school": "", **more}


def test_every_proposal_goes_somewhere_that_there_is() -> None:
    assert set(ONWARD) == set(Eligibility)
    for onward in ONWARD.values():
        assert onward.action in ACTIONS
        assert onward.words


def test_a_child_of_no_known_school_may_be_missing_education_and_the_officer_is_told_that_nobody_was_asked() -> None:
    play = Play(channel="parent", child=child())
    assert list(of(play)) == [Eligibility.MISSING]
    assert "nobody has been asked yet" in of(play)[Eligibility.MISSING].because
    play.act("record-enquiry", subject="admissions", result="no-trace")
    assert "one enquiry was made" in of(play)[Eligibility.MISSING].because


def test_a_child_whom_its_school_refers_is_on_a_roll_until_somebody_says_otherwise() -> None:
    play = Play(channel="school")
    assert Eligibility.ON_ROLL in of(play)
    assert of(play)[Eligibility.ON_ROLL].onward.closing is Closure.NOT_CME
    play.act("decide-triage", route="lost", reasons="The family has moved, nobody knows where to.")
    assert Eligibility.ON_ROLL not in of(play)


@pytest.mark.parametrize(
    ("born", "what", "closing"),
    [
        ("2021-09-01", Eligibility.TOO_YOUNG, Closure.UNDER_CSA),  # of age from 31 December 2026
        ("2021-08-31", None, None),  # of age since 31 August 2026
        ("2010-08-31", Eligibility.TOO_OLD, Closure.OVER_CSA),  # left on 26 June 2026
        ("2010-10-01", None, None),  # leaves on 25 June 2027
    ],
)
def test_age_to_the_day(born: str, what: Eligibility | None, closing: Closure | None) -> None:
    found = of(Play(channel="parent", child=child(date_of_birth=born)))
    ages = {Eligibility.TOO_YOUNG, Eligibility.TOO_OLD, Eligibility.BIRTH_UNKNOWN} & set(found)
    assert ages == ({what} if what else set())
    if what:
        assert found[what].onward.closing is closing
        assert found[what].source.verified


def test_of_an_unknown_birth_date_tracing_goes_on() -> None:
    found = of(Play(channel="parent", child=child(date_of_birth=None)))
    assert list(found) == [Eligibility.BIRTH_UNKNOWN, Eligibility.MISSING]
    assert found[Eligibility.BIRTH_UNKNOWN].onward.action == "give-child-details"


def test_parents_who_took_the_child_out_may_be_teaching_it_and_are_asked_not_suspected() -> None:
    play = Play(channel="school", reason="removed")
    assert "as they lawfully may" in of(play)[Eligibility.HOME_TO_ASK].because
    play.act("record-enquiry", subject="home-education", result="located", answer="Visited in June: suitable.")
    assert Eligibility.HOME_SUITABLE in of(play)
    assert Eligibility.MISSING not in of(play)


def test_another_authority_that_has_the_child_takes_it_over() -> None:
    play = Play(channel="parent", child=child())
    play.act("record-enquiry", subject="other-authority", result="located", answer="On a roll in our area.")
    assert list(of(play)) == [Eligibility.OTHER_AUTHORITY]
    assert of(play)[Eligibility.OTHER_AUTHORITY].onward.closing is Closure.OTHER_LA_CONFIRMED


def test_offered_and_not_started_is_missing_education() -> None:
    play = Play(channel="parent", child=child())
    play.case.place.offered_on = play.today
    play.case.enquiries.clear()
    assert "has not started" in of(play)[Eligibility.MISSING].because


@pytest.mark.parametrize("group", list(SupportGroup))
def test_who_somebody_is_speaks_for_nothing(group: SupportGroup) -> None:
    plain, other = Play(channel="parent", child=child()), Play(channel="parent", child=child(), groups=[group.value])
    assert proposals(plain.case, plain.today, ALMANAC) == proposals(other.case, other.today, ALMANAC)


def test_four_weeks_are_a_flag_and_nothing_else() -> None:
    play = Play(child={"first_absent_on": "2026-11-02"})
    assert priority(play.case, play.today, ALMANAC) == ""
    play.to("2026-11-29")
    assert priority(play.case, play.today, ALMANAC) == ""
    play.to("2026-11-30")
    assert "2 November 2026" in priority(play.case, play.today, ALMANAC)
