"""A supervision order by actions: what a court directed and was told, both sides of each edge, and what it ends."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.dates.supervision import extension_from, first_year
from domain.entry import Entry
from domain.order_facts import supervision
from domain.proceedings.prosecution import Offence
from domain.proceedings.supervision_order import SupervisionOrder
from tests.domain.law.order_builders import ordered
from tests.domain.play import ALMANAC, CHILD
from tests.domain.stepping import Steps, later

VIEW = {"asked": "The child's team", "view": "An order may help", "care": "neither"}
APPLICATION = {"court": "Family Court", "ground": "other", "evidence": "Three visits", "living_here": True}
MADE = {"authority": "Exampleshire", "supervisor": "Amina Okafor"}


def order_of(play: Steps) -> SupervisionOrder:
    found = play.case.proceedings[-1]
    assert isinstance(found, SupervisionOrder)
    return found


def directed(on: str = "2027-03-01", **data: Any) -> Steps:
    play = Steps(on)
    body = {"prosecution": play.charged(), "directed_in": "charged-s444", "court": "Sampleton Magistrates"}
    play.act("begin-directed-supervision-order", **{**body, **data})
    return play


def applied(on: str = "2027-03-01", **more: Any) -> Steps:
    play = Steps(on, **more)
    play.act("begin-supervision-order", reasons="The parents ask for help.")
    play.step("record-social-care-view", **VIEW)
    play.step("prepare-supervision-application", **APPLICATION)
    play.step("authorise-supervision-application", by="lawyer", reasons="Support has been tried.")
    play.step("record-supervision-application")
    return play


def in_force(on: str = "2027-03-01", **more: Any) -> Steps:
    play = applied(on, **more)
    play.step("record-supervision-order-made", **MADE)
    return play


# A court's direction (s.447(2)-(4))


def test_eight_weeks_beginning_with_the_direction_or_the_courts_day() -> None:
    play = directed()
    clock = play.clock("supervision-order-1:supervision-order-reply")
    assert clock.last_day == date(2027, 4, 25)  # over Easter and the clock change of 28 March
    assert {task.audience for task in play.case.open_tasks() if task.name == "answer-court"} == {"owner", "legal"}
    by_court = directed(answer_by="2027-03-19")
    assert by_court.last_day("supervision-order-1:supervision-order-reply") == "2027-03-19"


def test_a_direction_follows_charge_or_conviction_and_is_recorded_once() -> None:
    play = Steps("2027-03-01")
    body = {"directed_in": "charged-s444", "court": "Sampleton"}
    assert play.refused("begin-directed-supervision-order", prosecution="", **body) == (
        "NO_PROSECUTION DIRECTION_NOT_POSSIBLE"
    )
    breach = play.charged(Offence.ORDER)
    assert play.refused("begin-directed-supervision-order", prosecution=breach, **body) == "DIRECTION_NOT_POSSIBLE"
    charged = play.charged()
    assert play.refused("begin-directed-supervision-order", prosecution=charged, directed_on="2027-03-02", **body) == (
        "FUTURE_DATE"
    )
    play.act("begin-directed-supervision-order", prosecution=charged, **body)
    assert play.refused("begin-directed-supervision-order", prosecution=charged, **body) == "DIRECTION_TWICE"
    convicted = play.charged(Offence.ORDER, convicted_on="2027-03-01")
    after = {"prosecution": convicted, "directed_in": "convicted-s443", "court": "Sampleton"}
    play.act("begin-directed-supervision-order", **after)
    assert [each.name for each in play.case.proceedings if isinstance(each, SupervisionOrder)] == [
        "supervision-order-1",
        "supervision-order-2",
    ]


def test_a_court_may_direct_what_the_authority_considers_already() -> None:
    play = Steps("2027-03-01")
    name = play.charged()
    play.act("begin-supervision-order", reasons="The parents ask for help.")
    body = {"prosecution": name, "directed_in": "charged-s444", "court": "Sampleton"}
    play.step("record-court-direction", **body)
    assert play.last_day("supervision-order-1:supervision-order-reply") == "2027-04-25"
    assert play.no_step("record-court-direction", **body) == "DIRECTION_TWICE DIRECTION_TWICE"


def test_told_on_the_last_day_in_time_and_a_day_later_late_and_still_given() -> None:
    play = directed()
    play.to("2027-04-25")
    assert play.running() >= {"supervision-order-1:supervision-order-reply"}
    body = {"applies": False, "reasons": "The family works with us.", "consulted_on": "2027-03-15"}
    assert play.no_step("reply-to-court", **body) == "NOT_AUTHORISED"
    in_time = play.copied()
    in_time.step("reply-to-court", by="lawyer", **body)
    told = order_of(in_time).reply
    assert told is not None
    assert (order_of(in_time).outcome, told.late) == ("not-applied", "")
    assert not [task for task in in_time.case.open_tasks() if task.name == "answer-court"]
    play.to("2027-04-26")
    late = play.task("answer-court-late")
    assert late.urgent
    play.step("reply-to-court", by="lawyer", **body)
    reply = order_of(play).reply
    assert reply is not None
    assert "1 day late" in reply.late
    assert play.tasks() & {"answer-court", "answer-court-late"} == set()


def test_not_applying_is_decided_having_consulted_and_says_why() -> None:
    play = directed()
    play.to("2027-03-20")
    assert play.no_step("reply-to-court", by="lawyer", applies=False) == "DIRECTION_CONSULT DIRECTION_REASONS"
    early = {"applies": False, "reasons": "They work with us.", "consulted_on": "2027-02-28"}
    assert play.no_step("reply-to-court", by="lawyer", **early) == "DIRECTION_CONSULT"
    assert play.no_step("drop-supervision-order", reason="Support is right.") == "COURT_NOT_ANSWERED"
    play.step("reply-to-court", by="lawyer", applies=True)
    assert order_of(play).open
    assert not play.clock("supervision-order-1:supervision-order-reply").running
    play.step("drop-supervision-order", reason="The registrar told us.", child_died=True)
    assert order_of(play).outcome == "child-died"


# The application


def test_what_was_recorded_at_the_same_instant_as_the_application_does_not_count() -> None:
    play = Steps("2027-03-01")
    play.act("begin-supervision-order", reasons="The parents ask for help.")
    assert play.no_step("prepare-supervision-application", **APPLICATION) == "G21_UNKNOWN S36_CONSULT"
    play.step("record-social-care-view", **{**VIEW, "care": "accommodated"})
    assert play.no_step("prepare-supervision-application", **APPLICATION) == "G21_ACCOMMODATED S36_CONSULT"
    play.step("record-social-care-view", **VIEW)
    assert play.no_step("prepare-supervision-application", **APPLICATION) == "S36_CONSULT"
    play.step("prepare-supervision-application", **APPLICATION)  # a minute later
    play.step("record-social-care-view", **{**VIEW, "care": "in-care"})
    play.now += timedelta(minutes=1)
    assert play.no_step("authorise-supervision-application", by="lawyer", reasons="Tried.") == "G21_IN_CARE"
    play.step("reconsider-supervision-application", reason="Now in care.")
    assert order_of(play).proposed is None


def test_one_at_a_time_and_a_child_of_school_age() -> None:
    play = Steps("2027-03-01")
    play.act("begin-supervision-order", reasons="The parents ask for help.")
    assert play.refused("begin-supervision-order", reasons="Again.") == "SUPERVISION_UNDER_WAY"
    for born, on, codes in (
        ("2021-09-01", "2026-12-30", "G01_SUPERVISED"),
        ("2021-09-01", "2026-12-31", ""),
        ("2011-08-31", "2027-06-25", ""),
        ("2011-08-31", "2027-06-26", "G01_SUPERVISED"),
    ):
        young = Steps(on, child={"date_of_birth": born})
        if codes:
            assert young.refused("begin-supervision-order", reasons="Help.") == codes
        else:
            young.act("begin-supervision-order", reasons="Help.")


def test_withdrawn_refused_and_nothing_that_the_court_cannot_have_done() -> None:
    play = applied()
    early = (play.today - timedelta(days=1)).isoformat()
    assert play.no_step("record-supervision-order-made", happened_on=early, **MADE) == "S36_APPLY_FIRST"
    withdrawn = play.copied()
    withdrawn.step("withdraw-supervision-application", reason="The child attends again.")
    assert order_of(withdrawn).outcome == "withdrawn"
    refused = play.copied()
    refused.case.proceedings.insert(0, ordered(name="attendance-order-1"))
    refused.case.child.date_of_birth = date.fromisoformat(CHILD["date_of_birth"])
    entry = refused.step("record-supervision-order-refused", reasons="In care.", attendance_order_ended=True)
    assert ceased(entry) == {"attendance-order-1": {"by": "court", "ended_on": "2027-03-01"}}


def ceased(entry: Entry) -> dict[str, Any]:
    found: dict[str, Any] = entry.consequences.prepared["ceased"]
    return found


def test_its_making_ends_a_live_attendance_order_and_stops_the_other_steps() -> None:
    play = applied()
    play.case.proceedings.insert(0, ordered(name="attendance-order-1"))
    play.case.proceedings.insert(1, ordered(name="attendance-order-2", order=None))
    entry = play.step("record-supervision-order-made", **MADE)
    assert ceased(entry) == {"attendance-order-1": {"by": "supervision-order", "ended_on": "2027-03-01"}}
    assert [task.subject for task in play.case.open_tasks() if task.name == "chain-under-supervision"] == [
        "attendance-order-2"
    ]
    (time,) = supervision(play.case, ALMANAC)
    assert (time.first, time.last) == (date(2027, 3, 1), date(2028, 2, 29))


# In force


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


def test_letters_to_social_care_and_the_court_are_filed_and_show_nothing_protected() -> None:
    play = directed()
    office = {"to": "Children's social care", "office": {"lines": ["Fixture House"], "postcode": "BA1 1AA"}}
    play.step("write-to-social-care", words="Do you know this child?", **office)
    assert play.case.documents[-1].title.startswith("L18")
    assert "social-care-view" in play.tasks()
    play.step("record-social-care-view", **VIEW)
    assert "social-care-view" not in play.tasks()
    assert play.no_step("write-to-court", words="They work with us.", applies=False, **office) == "CONSULTED_UNSAID"
    play.act("protect-details", why="refuge", source="The police")
    assert play.no_step("write-to-social-care", words="They live at 1 Fixture Road.", **office) == "PROTECTED_IN_TEXT"


class Overheard(Steps):
    """A confidential case in which Aunt Joan told us."""

    def facts(self, by: str = "officer") -> Facts:
        return replace(super().facts(by), betrays=lambda text, reader: (Mark(first=0, last=4),) if "Joan" in text else ())


def test_no_letter_to_another_body_names_who_told_us_and_parents_are_told_before_the_court_is() -> None:
    play = Overheard("2027-03-01", confidential=True)
    play.act("begin-supervision-order", reasons="The parents ask for help.")
    office = {"to": "Social care", "office": {"lines": ["Fixture House"], "postcode": "BA1 1AA"}}
    assert play.no_step("write-to-social-care", words="Joan has told us.", **office) == "OWN_WORDS_NAME_REFERRER"
    play.step("write-to-social-care", words="The child has missed this term.", **office)
    play.step("record-social-care-view", **VIEW)
    play.step("prepare-supervision-application", **APPLICATION)
    play.step("authorise-supervision-application", by="lawyer", reasons="Support has been tried.")
    assert "tell-of-application" in play.tasks()
