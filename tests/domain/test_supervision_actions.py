"""A supervision order by actions: what a court directed and was told, both sides of each edge, and what it ends."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from domain.entry import Entry
from domain.facts import Facts
from domain.near_matches import Mark
from domain.order_facts import supervision
from domain.proceedings.prosecution import Offence
from domain.proceedings.supervision_order import SupervisionOrder
from tests.domain.law.order_builders import ordered
from tests.domain.play import ALMANAC, CHILD
from tests.domain.stepping import Steps

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


# What is written to other bodies


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
        mark = Mark(words="Joan", line=1, start=0, end=4)
        return replace(super().facts(by), betrays=lambda text, reader: (mark,) if "Joan" in text else ())


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
