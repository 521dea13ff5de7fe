"""What is believed of a person has its source and day; rules and warnings are looked at again (PRACTICE 4.1, 4.8)."""

from datetime import date

import pytest

from domain.vocabulary import ContactRule, Relation
from tests.domain.play import FATHER, MOTHER, Play, at, close


def case(**more: object) -> Play:
    return at("contact", adults=[MOTHER, FATHER], **more)


def mother(play: Play) -> str:
    return play.person()


# What is believed, and who said so


def test_each_thing_that_is_believed_keeps_its_own_source_and_day() -> None:
    play = case()
    who = mother(play)
    person = play.case.people[0]
    opened = play.case.opened_on
    assert person.parental_responsibility is None
    assert (person.how_known("relation").source, person.how_known("relation").on) == ("A school", opened)
    play.act("record-responsibility", person=who, parental_responsibility=True, source="The birth certificate, seen",
             happened_on="2026-11-05")  # fmt: skip
    play.to("2026-11-12")
    play.act("change-address", person=who, telephone="01632 960 002", source="A text message")
    play.act("record-responsibility", person=who, lives_with_child=False, cares_for_child=True, source="Her sister")
    person = play.case.people[0]
    assert (person.parental_responsibility, person.lives_with_child, person.cares_for_child) == (True, False, True)
    known = {name: (person.how_known(name).source, person.how_known(name).on) for name in
             ("parental_responsibility", "lives_with_child", "telephone", "relation")}  # fmt: skip
    assert known == {
        "parental_responsibility": ("The birth certificate, seen", date(2026, 11, 5)),
        "lives_with_child": ("Her sister", date(2026, 11, 12)),
        "telephone": ("A text message", date(2026, 11, 12)),
        "relation": ("A school", opened),
    }


def test_an_answer_that_is_left_empty_changes_nothing_and_no_answer_is_refused() -> None:
    play = case()
    who = mother(play)
    assert play.refused("record-responsibility", person=who, source="Nobody") == "NOTHING_GIVEN"
    assert play.refused("record-responsibility", person="P99", relation="father", source="X X") == "NO_SUCH_PERSON"
    play.act("record-responsibility", person=who, relation="guardian", source="The court order, seen")
    person = play.case.people[0]
    assert (person.relation, person.lives_with_child) == (Relation.GUARDIAN, True)


def test_only_a_supervisor_says_what_would_let_a_parent_be_written_to() -> None:
    """On a flagged case a parent who does not live with the child is not written to without a supervisor (4.1)."""
    play = case(indicators=["domestic-abuse"])
    father = play.person("Mr T Example")
    body = {"person": father, "lives_with_child": True, "source": "Himself, by telephone"}
    assert play.refused("record-responsibility", **body) == "SUPERVISOR_NEEDED"
    play.act("record-responsibility", person=father, parental_responsibility=True, source="The birth certificate")
    play.act("record-responsibility", by="supervisor", **body)
    person = play.case.person(father)
    assert person is not None
    assert play.case.rule_for(person) is ContactRule.ALL


# A rule is looked at again


def test_a_contact_rule_makes_a_task_when_its_day_has_come_and_holds_meanwhile() -> None:
    play = case()
    who = mother(play)
    play.act("set-contact-rule", person=who, rule="never", source="The court", review_on="2026-11-20")
    assert play.last_day(f"contact-rule-review-{who}") == "2026-11-20"
    play.to("2026-11-20")
    assert "review-contact-rule" not in play.tasks()
    play.to("2026-11-21")
    task = play.task("review-contact-rule")
    assert (task.action, task.due_on) == ("set-contact-rule", date(2026, 11, 21))
    assert play.case.people[0].contact_rule is ContactRule.NEVER, "it does not end by itself"
    play.act("set-contact-rule", person=play.person("Mr T Example"), rule="never", source="The court")
    assert "review-contact-rule" in play.tasks(), "another person's rule is no answer"
    play.act("set-contact-rule", person=who, rule="never", source="The court, again", review_on="2027-01-20")
    assert "review-contact-rule" not in play.tasks()
    assert play.last_day(f"contact-rule-review-{who}") == "2027-01-20"


def test_a_rule_without_a_day_is_looked_at_after_the_usual_time() -> None:
    play = case()
    play.act("set-contact-rule", person=mother(play), rule="never", source="The court")
    assert play.last_day(f"contact-rule-review-{mother(play)}") == "2027-05-09"
    assert play.case.people[0].contact_rule_review_on == date(2027, 5, 9)
    play.act("set-contact-rule", by="supervisor", person=mother(play), rule="all", source="The court")
    assert not [name for name in play.running() if name.startswith("contact-rule-review")], "nothing is kept back now"


def test_a_review_goes_on_from_stage_to_stage_and_after_a_case_has_reopened() -> None:
    play = case()
    who = mother(play)
    play.act("set-contact-rule", person=who, rule="never", source="The court", review_on="2026-11-20")
    play.act("add-warning", words="A loose dog.", source="Housing officer", review_on="2027-02-01")
    warning = play.case.warnings[0].id
    play.act("record-family-reached", how="in-person", said="They moved in September.")
    both = {f"contact-rule-review-{who}", f"warning-review-{warning}"}
    assert both <= play.running()
    close(play)
    assert not both & play.running()
    play.to("2026-12-01")
    play.act("reopen-case", reason="The school says that she has stopped coming.")
    play.ring()
    assert "review-contact-rule" in play.tasks(), "its day passed while the case was closed"
    assert play.last_day(f"warning-review-{warning}") == "2027-02-01"


# A warning is looked at again


@pytest.mark.parametrize("ends", [True, False])
def test_a_warning_makes_a_task_when_its_day_has_come(ends: bool) -> None:
    play = case()
    body = {"words": "A loose dog.", "source": "Housing officer", "review_on": "2026-11-20"}
    assert play.refused("add-warning", person="P99", **body) == "NO_SUCH_PERSON"
    play.act("add-warning", person=mother(play), **body)
    play.act("add-warning", about="9 Other Road", **{**body, "review_on": "2027-11-20"})
    first, second = (each.id for each in play.case.warnings)
    assert [each.about for each in play.case.warnings] == ["Ms R Example", "9 Other Road"]
    play.to("2026-11-21")
    assert play.task("review-warning").subject == f"warning-review-{first}"
    assert not play.case.warnings[0].ended, "it does not end by itself"
    again = {"source": "The officer who called", "review_on": "2027-03-01"}
    if ends:
        play.act("end-warning", warning=first, reason="The dog is gone.")
        assert f"warning-review-{first}" not in play.running()
    else:
        assert play.refused("review-warning", warning=first, source="Her", review_on="2026-11-21") == "REVIEW_PAST"
        play.act("review-warning", warning=first, **again)
        kept = play.case.warnings[0]
        assert (kept.source, kept.review_on, kept.ended) == ("The officer who called", date(2027, 3, 1), False)
        assert play.last_day(f"warning-review-{first}") == "2027-03-01"
    assert "review-warning" not in play.tasks()
    assert play.last_day(f"warning-review-{second}") == "2027-11-20"


def test_a_review_day_that_was_written_down_wrongly_moves_with_its_correction() -> None:
    play = case()
    entry = play.act("set-contact-rule", person=mother(play), rule="never", source="The court", review_on="2026-11-20")
    correction = {"entry": entry.seq, "field": "review_on", "old": "2026-11-20", "new": "2026-12-18"}
    play.act("correct-entry", reason="The order says December.", **correction)
    assert play.last_day(f"contact-rule-review-{mother(play)}") == "2026-12-18"
    assert play.case.people[0].contact_rule_review_on == date(2026, 12, 18)


def test_what_came_without_a_clock_gets_one_with_the_next_act() -> None:
    """As after a merge, which brings rules and warnings of another case."""
    play = case()
    who = mother(play)
    play.act("set-contact-rule", person=who, rule="never", source="The court", review_on="2026-11-20")
    play.act("add-warning", words="A loose dog.", source="Housing officer", review_on="2027-02-01")
    names = {f"contact-rule-review-{who}", f"warning-review-{play.case.warnings[0].id}"}
    play.case.clocks = [clock for clock in play.case.clocks if clock.name not in names]
    entry = play.act("add-note", note="The school will ring back.")
    assert {clock.name for clock in entry.consequences.clocks} >= names
    assert names <= play.running()
    again = play.act("add-note", note="It rang back.")
    assert not names & {clock.name for clock in again.consequences.clocks}, "once"
