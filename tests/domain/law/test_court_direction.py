"""A court directs an application for a supervision order: Education Act 1996 s.447(2)-(4) (PRACTICE 6.14)."""

from typing import Any

import pytest

from domain.law.court_direction import directing, late, reply_by, replying
from domain.proceedings.prosecution import Offence, Result
from domain.proceedings.supervision_order import DirectedIn, Direction, Reply
from tests.domain.law.builders import YEARS, at, prosecution, refused
from tests.domain.law.order_builders import day

BEGUN = at("2027-02-01")


def direction(directed_in: DirectedIn, on: str = "2027-03-01", **changed: Any) -> Direction:
    return Direction.model_validate({"on": day(on), "directed_in": directed_in, **changed})


@pytest.mark.parametrize(
    ("offence", "result", "directed_in", "possible"),
    [
        (Offence.ORDER, Result.CONVICTED, DirectedIn.CONVICTED_443, True),
        (Offence.ORDER, None, DirectedIn.CONVICTED_443, False),
        (Offence.ORDER, Result.ACQUITTED, DirectedIn.CONVICTED_443, False),
        (Offence.ORDER, None, DirectedIn.CHARGED_444, False),
        (Offence.ABSENCE, None, DirectedIn.CHARGED_444, True),
        (Offence.KNOWING, Result.ACQUITTED, DirectedIn.CHARGED_444, True),
        (Offence.ABSENCE, Result.CONVICTED, DirectedIn.CONVICTED_443, False),
    ],
)
def test_it_follows_conviction_under_443_or_charge_under_444(
    offence: Offence, result: Result | None, directed_in: DirectedIn, possible: bool
) -> None:
    case = prosecution(offence=offence, result=result, result_on=result and day("2027-03-01"), instituted_at=BEGUN)
    assert refused(directing(case, direction(directed_in))) == ([] if possible else ["DIRECTION_NOT_POSSIBLE"])


def test_nothing_is_directed_before_proceedings_begin_nor_back_in_time() -> None:
    assert refused(directing(None, direction(DirectedIn.CHARGED_444))) == ["DIRECTION_NOT_POSSIBLE"]
    assert refused(directing(prosecution(), direction(DirectedIn.CHARGED_444))) == ["DIRECTION_NOT_POSSIBLE"]
    begun = prosecution(instituted_at=BEGUN)
    backwards = direction(DirectedIn.CHARGED_444, directed_date=day("2027-02-28"))
    assert refused(directing(begun, backwards)) == ["DIRECTION_NOT_POSSIBLE"]


def test_eight_weeks_or_the_day_that_the_court_said() -> None:
    assert reply_by(direction(DirectedIn.CHARGED_444), YEARS).last_day == day("2027-04-25")
    sooner = direction(DirectedIn.CHARGED_444, directed_date=day("2027-03-29"))
    assert reply_by(sooner, YEARS).last_day == day("2027-03-29")


def test_an_answer_not_to_apply_has_reasons_and_comes_after_consulting() -> None:
    asked = direction(DirectedIn.CHARGED_444)

    def answer(**changed: Any) -> list[str]:
        ready = {"applies": False, "reasons": "The child is in school again", "told_on": "2027-04-12", "by": "officer"}
        return refused(replying(asked, Reply.model_validate({**ready, "consulted_on": "2027-03-20", **changed})))

    assert answer() == []
    assert answer(consulted_on=None) == ["DIRECTION_CONSULT"]
    assert answer(consulted_on="2027-02-28") == ["DIRECTION_CONSULT"]
    assert answer(consulted_on="2027-03-01") == []
    assert answer(consulted_on="2027-04-12") == []
    assert answer(consulted_on="2027-04-13") == ["DIRECTION_CONSULT"]
    assert answer(reasons=" ") == ["DIRECTION_REASONS"]
    assert answer(applies=True, reasons="", consulted_on=None) == []


@pytest.mark.parametrize(
    ("told", "days"), [("2027-04-25", None), ("2027-04-26", "1 day late"), ("2027-05-02", "7 days late")]
)
def test_a_late_answer_is_shown_as_late(told: str, days: str | None) -> None:
    said = Reply(applies=True, told_on=day(told), by="officer")
    found = late(direction(DirectedIn.CHARGED_444), said, YEARS)
    assert (found is None) is (days is None)
    assert days is None or days in (found or "")
