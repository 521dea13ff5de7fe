"""A supervision order in force by actions: not a day early nor late, extended, ended, its directions kept or not."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.actions.giving_notice import supervision
from domain.dates.supervision import extension_from, first_year
from domain.supervision_story import supervision_story
from tests.domain.play import ALMANAC
from tests.domain.stepping import later
from tests.domain.test_supervision_actions import directed, in_force, order_of
from tests.domain.test_third_notice import ANSWERABLE


@settings(max_examples=25, deadline=None)
@given(st.dates(date(2026, 11, 10), date(2028, 3, 31)))
def test_no_day_is_earlier_than_the_laws_and_none_later(made: date) -> None:
    """By actions: an extension on the day its three months begin, not before; over on the day after the last."""
    play = in_force(made.isoformat())
    last = first_year(made)
    opens = extension_from(last)
    play.to(opens - timedelta(days=1))
    assert play.no_step("apply-for-extension", reasons="More help.") == "EXTENSION_TOO_EARLY"
    assert play.why_no_step("apply-for-extension", reasons="More help.")[0].opens_on == opens
    play.to(opens)
    assert "consider-extension" in play.tasks()
    longer = play.copied()
    longer.step("apply-for-extension", reasons="More help.")
    longer.step("record-extension", until=later(last, 100))
    assert longer.last_day("supervision-order-1:supervision-order-ends") == later(last, 100)
    play.to(last)
    assert order_of(play).stage == "in-force"
    assert play.no_step("record-supervision-end", follows_up="Early.") == "STILL_IN_FORCE"
    play.to(last + timedelta(days=1))
    assert order_of(play).stage == "run-out"
    assert play.no_step("apply-for-extension", reasons="More help.") == "EXTENSION_TOO_LATE"
    play.step("record-supervision-end", follows_up="Support goes on.")
    assert (order_of(play).outcome, order_of(play).open) == ("time-over", False)


@pytest.mark.parametrize(
    ("born", "ends"), [("2011-08-31", "2027-06-25"), ("2012-02-29", "2028-02-29"), ("2011-09-01", "2028-02-29")]
)
def test_it_ends_with_school_age_where_that_comes_first(born: str, ends: str) -> None:
    """In doubt the later reading: born on 1 September 2011, and term starts on the 3rd."""
    play = in_force(child={"date_of_birth": born})
    assert play.clock("supervision-order-1:supervision-order-ends").rings_at.date().isoformat() <= later(
        date.fromisoformat(ends), 1
    )
    play.to(date.fromisoformat(ends))
    assert order_of(play).stage == "in-force"
    play.to(date.fromisoformat(ends) + timedelta(days=1))
    assert order_of(play).stage == "run-out"
    assert "supervision-over" in play.tasks()
    play.step("record-supervision-end", follows_up="A college place.")
    assert order_of(play).outcome == ("school-age-over" if ends == "2027-06-25" else "time-over")


def test_ended_by_a_care_order_by_discharge_and_by_death() -> None:
    play = in_force()
    play.to("2027-05-04")
    for action, body, outcome in (
        ("record-care-order", {}, "care-order"),
        ("record-supervision-discharge", {"applied_by": "The parents"}, "discharged"),
        ("end-supervision-on-death", {"source": "The registrar"}, "child-died"),
    ):
        ended = play.copied()
        assert ended.no_step(action, happened_on="2027-02-28", **body) == "SUPERVISION_NOT_RUNNING"
        ended.step(action, **body)
        assert order_of(ended).outcome == outcome
        assert not [each for each in ended.running() if each.startswith("supervision-order-1")]
        (time,) = supervision(ended.case, ALMANAC)
        assert time.last == date(2027, 5, 4)


def test_directions_are_given_while_it_is_in_force_and_one_not_kept_is_looked_at() -> None:
    play = in_force()
    assert play.no_step("record-direction-kept", direction="D0", kept=True, seen="The register.") == (
        "NO_DIRECTION_GIVEN NO_SUCH_DIRECTION"
    )
    body = {"to": "The mother", "words": "At the gate by nine.", "wishes": "By bus."}
    assert play.no_step("give-supervision-direction", happened_on="2027-02-28", **body) == "SUPERVISION_NOT_RUNNING"
    given_at = play.step("give-supervision-direction", **body)
    play.step("record-direction-kept", direction=f"D{given_at.seq}", kept=False, seen="The register.")
    assert order_of(play).directions_given[0].kept is False
    assert "direction-not-kept" in play.tasks()


def test_it_is_told_in_dated_sentences() -> None:
    play = in_force()
    given_at = play.step("give-supervision-direction", to="The mother", words="By nine.", wishes="By bus.")
    play.step("record-direction-kept", direction=f"D{given_at.seq}", kept=False, seen="The register.")
    told = supervision_story(play.facts(), order_of(play))
    assert told == [
        "Social care was consulted on 1 March 2027.",
        "The child is neither in care nor accommodated.",
        "Applied for on 1 March 2027: not properly educated, on other evidence.",
        "Made on 1 March 2027.",
        "It is in force until 29 February 2028, and with that day: the time of the order is over.",
        "A direction was given on 1 March 2027: not kept.",
    ]
    waiting = directed()
    waiting.to("2027-04-26")
    waiting.step("reply-to-court", by="lawyer", applies=False, reasons="They work with us.", consulted_on="2027-03-15")
    late = "The court was to be told by 25 April 2027: 1 day late."
    assert supervision_story(waiting.facts(), order_of(waiting)) == [
        "A court directed an application on 1 March 2027 (on a charge under s.444): to be answered by 25 April 2027.",
        f"The court was told on 26 April 2027 that the authority does not apply. {late}",
    ]


def test_no_date_from_its_making_is_relied_on_in_a_penalty_notice_and_the_day_before_is() -> None:
    play = in_force("2027-03-03")
    play.act("record-answerable-parent", person=play.mother, first="2024-09-01", **ANSWERABLE)
    play.to("2027-03-08")
    body = {"person": play.mother, "setting": "academy", "our_school": True}
    week = [date(2027, 3, day) for day in (1, 2, 3, 4, 5)]
    late = [f"{day} {half}" for day in week for half in ("AM", "PM")]
    (verdict,) = play.why_not("begin-penalty-notice", sessions=late, **body)
    assert verdict.code == "UNDER_SUPERVISION"
    assert "3 March 2027 (morning)" in verdict.reason
    assert "2 March 2027" not in verdict.reason
    play.act("begin-penalty-notice", sessions=late[:4], **body)
