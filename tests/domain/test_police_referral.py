"""The police are told by a named person, asked again by a clock, and never let go by one (PRACTICE 1.2, DOMAIN 4)."""

from datetime import date, timedelta
from typing import Any

from domain.actions.begin_police_referral import PoliceReferralSent
from domain.case_access import may_know_of
from domain.facts import Staff
from domain.police_story import police_story
from domain.proceedings import PoliceReferral
from domain.risk_rules import RISK_RULES, primary_age
from domain.vocabulary import Indicator, Risk, Role
from tests.domain.stepping import Steps


def lost() -> Steps:
    """On the morning after the tenth day, with the referral drafted."""
    play = Steps()
    play.act("decide-triage", route="lost", reasons="On a roll, and nobody knows where she is.")
    play.to("2026-11-21")
    return play


def told(play: Steps, **more: Any) -> PoliceReferral:
    play.act("send-police-referral", **{**PoliceReferralSent.example(play.case, play.today), **more})
    found = play.proceeding()
    assert isinstance(found, PoliceReferral)
    return found


def referral(play: Steps) -> PoliceReferral:
    found = play.proceeding()
    assert isinstance(found, PoliceReferral)
    return found


def test_the_rule_drafts_it_the_supervisor_knows_at_once_the_head_after_four_hours_and_nothing_sends_it() -> None:
    play = lost()
    task = play.task("police-referral")
    assert (task.urgent, task.action, task.due_on) == (True, "send-police-referral", play.today)
    assert task.why == RISK_RULES["police-after-ten"].says
    assert "supervisor-told" in play.tasks("supervisor")
    assert "head-of-service" in play.tasks("head"), "midnight and four hours have passed"
    play.to("2027-01-11")
    assert play.case.proceedings == [], "no clock sends it"
    assert "OWN_FORM" in play.refused("finish-task", task=task.id, result="Told them, I think.")
    sent = told(play)
    assert sent.shared is not None
    assert (sent.shared.by, sent.shared.basis.value) == ("Amina Okafor", "public-task")
    assert "police-referral" not in play.tasks()
    assert play.tasks("head") == set()
    assert not any(name.startswith("urgent-police") for name in play.running())


def test_or_a_named_person_says_why_not_and_the_next_rule_drafts_it_afresh() -> None:
    play = lost()
    entry = play.act("decide-no-police-referral", reason="Seen on a screen by her teacher; with an aunt.")
    assert entry.actor == "officer"
    assert "police-referral" not in play.tasks()
    assert play.refused("decide-no-police-referral", reason="Again.") == "NO_POLICE_DRAFT"
    play.to("2026-12-05")
    assert play.task("police-referral").why == RISK_RULES["police-after-twenty"].says


def test_where_the_police_have_it_already_the_twentieth_day_tells_a_supervisor() -> None:
    play = lost()
    told(play)
    assert play.refused("send-police-referral", **PoliceReferralSent.example(play.case, play.today)) == "POLICE_HAVE_IT"
    play.to("2026-12-05")
    assert "police-still-looking" in play.tasks("supervisor")
    assert "police-referral" not in play.tasks()


def test_their_reference_is_asked_for_the_same_day_and_their_next_word_by_how_they_graded_it() -> None:
    play = lost()
    told(play)
    play.to(play.today + timedelta(days=1))
    assert play.task("police-answer").action == "record-police-answer"
    assert play.no_step("record-police-answer", grade="high") == "NO_POLICE_REFERENCE"
    play.step("record-police-answer", reference="FX-1", grade="medium", officer="PC Sample")
    assert "police-answer" not in play.tasks()
    assert play.clock("police-referral-1:police-update").deadline.rule == "police-update"
    play.step("record-police-answer", grade="high")
    assert (referral(play).reference, referral(play).grade, referral(play).stage) == ("FX-1", "high", "looking")
    clock = play.clock("police-referral-1:police-update")
    assert clock.last_day == play.today + timedelta(days=1)
    play.to(clock.last_day + timedelta(days=1))
    assert play.task("police-update")
    assert play.clock("police-referral-1:police-update").running, "and asked again, until there is an answer"
    play.step("record-police-update", told_by="PC Sample", said="Two addresses visited.")
    assert "police-update" not in play.tasks()


def test_a_child_seen_on_a_welfare_check_is_a_sighting_and_ends_the_counting() -> None:
    play = lost()
    told(play)
    play.step("record-police-answer", reference="FX-1", grade="low")
    assert play.no_step("record-welfare-check", outcome="seen-safe") == "WHERE_SEEN WHO_SAW"
    play.step("record-welfare-check", outcome="seen-safe", where="At an aunt's", seen_by="PC Sample", said="Well.")
    assert play.case.last_sighting is not None
    assert (play.case.last_sighting.by_name, play.case.last_sighting.by_role) == ("PC Sample", "Police")
    assert "unseen-police" not in play.running()
    assert referral(play).open, "it is closed by people"


def test_found_the_return_interview_is_offered_within_seventy_two_hours_and_then_it_is_over() -> None:
    play = lost()
    told(play)
    play.step("record-child-found", where="With a friend", told_by="PC Sample", safe=True, said="Well.")
    assert referral(play).stage == "found"
    assert play.last_day("police-referral-1:return-interview") == "2026-11-24"
    assert not {name for name in play.running() if name.endswith(("police-answer", "police-update"))}
    play.to("2026-11-25")
    assert play.task("return-interview").urgent
    assert play.no_step("record-return-interview", held="held") == "INTERVIEW_UNSAID"
    play.step("record-return-interview", held="held", interviewer="A youth worker", said="Wants another school.")
    assert (referral(play).open, referral(play).outcome) == (False, "found-safe")
    assert "return-interview" not in play.tasks()
    assert any("safe and well" in said for said in police_story(referral(play)))
    assert "With a friend" not in " ".join(police_story(referral(play)))


def test_only_a_supervisor_closes_it_without_the_child_and_no_case_closes_over_it() -> None:
    play = lost()
    told(play)
    play.act("record-no-other-children", who_said="The housing record")
    body = {"outcome": "DUPLICATE", "proof": "surviving-case", "evidence": "Twice.", "surviving_case": "RC-2020-000002"}
    assert "PROCEEDING_UNDER_WAY" in play.refused("close-case", **body)
    said = {"why": "closed-by-police", "instead": "Inspector Sample; we look every month."}
    assert play.no_step("close-police-referral", **said) == "POLICE_STILL_LOOKING"
    play.step("close-police-referral", by="supervisor", **said)
    assert referral(play).outcome == "closed-by-police"
    told(play)
    assert play.proceeding().name == "police-referral-2", "told again, it is another one"


def test_it_opens_no_restricted_case_to_a_lawyer() -> None:
    play = lost()
    told(play)
    play.act("protect-details", why="adoption", source="The adoption team")
    assert not may_know_of(Staff("lawyer", "Lena Voss", frozenset({Role.LEGAL})), play.case)


def test_every_rule_has_a_name_a_source_and_a_tag_and_none_is_about_who_somebody_is() -> None:
    assert {f"sign-{each.value}" for each in Indicator} < set(RISK_RULES)
    for name, rule in RISK_RULES.items():
        assert rule.name == name
        assert rule.source.cite
        assert rule.source.tag.label in rule.words
    assert RISK_RULES["sign-plan"].level is Risk.GREEN


def test_primary_age_ends_with_the_august_in_which_eleven_is_reached() -> None:
    days = {"2016-08-31": False, "2016-09-01": True, "2022-01-01": True, "2010-01-01": False}

    on = date(2027, 9, 1)
    assert {born: primary_age(date.fromisoformat(born), on) for born in days} == days
    assert primary_age(date(2016, 8, 31), date(2027, 8, 31))
    assert not primary_age(None, on)
