"""A child whom nobody has seen: counted in its school's days, ended only by seeing it (PRACTICE 3.1, DOMAIN 4)."""

from datetime import timedelta

import pytest

from domain.vocabulary import Risk
from tests.domain.play import WITHOUT_CALENDAR, Play, at, close, nothing_urgent

NURSE = {"where": "At home", "seen_by": "professional", "by_name": "A Nurse", "by_role": "School nurse"}
AUNT = {"where": "At a party", "seen_by": "known-adult", "by_name": "An aunt", "by_role": "Aunt"}
UNSEEN = {"unseen-five", "unseen-amber", "unseen-police"}


def counting(play: Play) -> bool:
    return play.running() >= UNSEEN


# When it begins


def test_it_begins_on_the_first_day_absent() -> None:
    play = Play()
    assert (play.last_day("unseen-amber"), play.last_day("unseen-police")) == ("2026-11-20", "2026-12-04")


def test_half_term_is_not_counted() -> None:
    play = Play(child={"first_absent_on": "2026-10-19"})
    assert (play.last_day("unseen-amber"), play.last_day("unseen-police")) == ("2026-11-06", "2026-11-20")


@pytest.mark.parametrize("route", ["missing-education", "lost"])
def test_a_missing_child_of_no_school_is_unseen_from_the_referral(route: str) -> None:
    play = Play(child={"first_absent_on": None})
    assert not UNSEEN & play.running()
    play.to("2026-11-11")
    play.act("decide-triage", route=route, reasons="On no roll.")
    assert (play.last_day("unseen-amber"), play.last_day("unseen-police")) == ("2026-11-20", "2026-12-04")


@pytest.mark.parametrize("route", ["attendance", "home-education", "another-authority"])
def test_a_child_whose_whereabouts_are_known_is_not_unseen(route: str) -> None:
    play = Play(child={"first_absent_on": None})
    play.act("decide-triage", route=route, reasons="The school sees the child's mother.")
    assert not UNSEEN & play.running()


def test_seen_since_the_referral_there_is_nothing_to_count() -> None:
    play = Play(child={"first_absent_on": None})
    play.act("record-child-seen", **NURSE)
    play.act("decide-triage", route="missing-education", reasons="On no roll.")
    assert not UNSEEN & play.running()


def test_a_first_day_learned_later_begins_it_unless_the_child_was_seen_since() -> None:
    details = {"evidence": "The old school's register."}
    play = Play(child={"first_absent_on": None})
    play.act("give-child-details", first_absent_on="2026-11-02", **details)
    assert play.clock("unseen-police").deadline.start.isoformat() == "2026-11-02"
    seen = Play(child={"first_absent_on": None})
    seen.act("record-child-seen", happened_on="2026-11-03", **NURSE)
    seen.act("give-child-details", first_absent_on="2026-11-02", **details)
    assert not UNSEEN & seen.running()
    seen.act("give-child-details", first_absent_on="2026-11-05", **details)
    assert counting(seen)


def test_a_child_that_cannot_be_found_is_unseen_from_the_day_after_it_was_last_seen() -> None:
    play = at("contact")
    play.act("record-child-seen", **NURSE)
    assert not UNSEEN & play.running()
    play.to("2027-01-11")
    play.act("record-enquiry", subject="housing", result="no-trace")
    play.act("record-not-found", why="moved", tried="Gone away, nobody knows where.")
    assert play.clock("unseen-police").deadline.start.isoformat() == "2026-11-10"
    play.ring()
    assert play.task("police-referral").urgent


def test_missing_again_after_reopening() -> None:
    play = at("closed")
    play.to("2027-02-01")
    play.act("reopen-case", reason="She stopped coming on Thursday.", happened_on="2027-01-28")
    assert counting(play)
    assert play.clock("unseen-police").deadline.start.isoformat() == "2027-01-28"


def test_where_no_calendar_counts_somebody_is_told_and_it_begins_when_there_is_one() -> None:
    play = Play(almanac=WITHOUT_CALENDAR)
    assert not UNSEEN & play.running()
    assert play.task("calendar-missing").audience == "supervisor"
    play.almanac = at("referral").almanac
    play.to("2026-11-24")  # the next look at the case
    assert play.clock("unseen-police").deadline.start.isoformat() == "2026-11-09"
    assert play.task("police-referral").urgent


# What ends it


@pytest.mark.parametrize(
    ("seen_on", "ends"), [("2026-11-11", True), ("2026-11-09", True), ("2026-11-08", False), ("2026-10-01", False)]
)
@pytest.mark.parametrize("who", [NURSE, AUNT])
def test_only_a_sighting_since_it_began(who: dict[str, str], seen_on: str, ends: bool) -> None:
    play = Play()
    play.to("2026-11-12")
    play.act("record-child-seen", happened_on=seen_on, **who)
    assert counting(play) is not ends
    assert play.case.last_sighting is not None
    assert play.case.last_sighting.on.isoformat() == seen_on


def test_a_visit_in_which_the_child_is_seen_is_a_sighting() -> None:
    play = at("contact")
    play.act("record-visit", outcome="family-only")
    assert counting(play)
    play.act("record-visit", outcome="child-seen", where="At home", alone=True, child_said="Misses her friends.")
    assert not UNSEEN & play.running()
    seen = play.case.last_sighting
    assert seen is not None
    assert (seen.professional, seen.alone, seen.said, seen.by_name) == (True, True, "Misses her friends.", "officer")


@pytest.mark.parametrize(("attended_on", "ends"), [("2026-11-16", True), ("2026-11-09", True)])
def test_so_does_attending_school(attended_on: str, ends: bool) -> None:
    play = at("reintegration")
    play.to("2026-11-17")
    play.act("confirm-first-attendance", attended_on=attended_on, said_by="Attendance office")
    assert counting(play) is not ends


def test_speaking_to_the_family_is_not_seeing_the_child() -> None:
    play = at("contact")
    play.act("record-family-reached", how="telephone", said="He is with his uncle.")
    assert counting(play)


def test_moving_on_does_not_end_it() -> None:
    for stage in ("checks", "contact", "support", "placement", "reintegration", "dormant"):
        assert counting(at(stage)), stage


# What it asks for


def to_the_tenth_day(play: Play) -> None:
    play.to("2026-11-20")
    assert "unseen" not in play.tasks()
    assert "police-referral" not in play.tasks()
    play.to("2026-11-21")


def lowered(play: Play) -> Play:
    """A person lowers what five days without a sighting raised."""
    play.to("2026-11-14")
    assert play.case.risk is Risk.AMBER
    play.act("set-risk", level="green", reason="The aunt says that they are on the coast.")
    return play


def test_five_days_raise_the_level_and_say_by_which_rule() -> None:
    play = at("contact")
    play.to("2026-11-13")
    assert play.case.risk is Risk.GREEN
    play.to("2026-11-14")
    assert (play.case.risk, play.case.risk_rules, play.case.risk_by) == (Risk.AMBER, ["unseen-five-days"], "")
    assert play.task("consult").due_on.isoformat() == "2026-11-16"
    play.act("set-risk", level="amber", reason="Nobody has seen her.")
    assert (play.case.risk, play.case.risk_rules, play.case.risk_by) == (Risk.AMBER, [], "officer")


def test_a_child_of_primary_age_is_red_after_five_days_and_the_police_are_told() -> None:
    play = at("contact", child={"date_of_birth": "2016-03-04"})
    play.to("2026-11-14")
    assert (play.case.risk, play.case.risk_rules) == (Risk.RED, ["unseen-primary-age"])
    assert play.task("police-referral").urgent
    assert play.task("safeguarding-referral").urgent


def test_one_that_is_lost_is_red_the_same_day_and_one_of_secondary_age_is_not() -> None:
    young, older = Play(child={"date_of_birth": "2016-03-04"}), Play()
    for play in (young, older):
        play.act("decide-triage", route="lost", reasons="On a roll, and nobody knows where she is.")
    assert (young.case.risk, young.case.risk_rules) == (Risk.RED, ["unseen-primary-age"])
    assert {task.name for task in young.case.open_tasks() if task.urgent} == {
        "police-referral",
        "safeguarding-referral",
    }
    assert older.case.risk is Risk.GREEN
    known = Play(child={"date_of_birth": "2016-03-04"})
    known.act("decide-triage", route="missing-education", reasons="At home, on no roll.")
    assert known.case.risk is Risk.GREEN, "until five school days without a sighting"


def test_they_raise_nothing_where_the_family_was_reached_or_the_whereabouts_are_known() -> None:
    reached = at("support")
    reached.to("2026-11-14")
    assert reached.case.risk is Risk.GREEN
    attending = Play()
    attending.act("decide-triage", route="attendance", reasons="The school sees the child's mother.")
    attending.to("2026-11-14")
    assert attending.case.risk is Risk.GREEN


def test_at_green_ten_days_ask_for_a_sighting_and_twenty_for_the_police_and_the_manager() -> None:
    play = lowered(at("contact"))
    to_the_tenth_day(play)
    assert play.task("unseen").action == "record-child-seen"
    assert not any(task.urgent for task in play.case.open_tasks())
    play.to("2026-12-05")
    assert play.task("police-referral").urgent
    assert "unseen-police" in {task.subject for task in play.case.open_tasks() if task.audience == "supervisor"}


@pytest.mark.parametrize("level", ["amber", "red"])
def test_at_amber_and_at_red_ten_days_are_enough_for_the_police(level: str) -> None:
    play = at("contact")
    play.act("set-risk", level=level, reason="A brother is missing too.")
    if level == "red":
        play.act("decide-no-safeguarding-referral", reason="Told to social care by the school already.")
    to_the_tenth_day(play)
    assert play.task("police-referral").urgent
    assert "unseen" not in play.tasks()


@pytest.mark.parametrize("how", ["set-risk", "raise-danger"])
def test_who_becomes_amber_when_the_ten_days_are_over_does_not_wait_for_the_twenty(how: str) -> None:
    data = {
        "set-risk": {"level": "amber", "reason": "A brother is missing too."},
        "raise-danger": {"indicators": ["sibling-gone"], "words": "The brother has gone too."},
    }[how]
    early, late, seen = at("contact"), lowered(at("contact")), lowered(at("contact"))
    early.act(how, **data)
    assert "police-referral" not in early.tasks()
    to_the_tenth_day(late)
    late.act(how, **data)
    assert late.task("police-referral").urgent
    late.to("2026-12-05")
    assert [task.name for task in late.case.open_tasks()].count("police-referral") == 1, "one draft waits, not two"
    to_the_tenth_day(seen)
    seen.act("record-child-seen", **NURSE)
    seen.act(how, **data)
    assert "police-referral" not in seen.tasks()


def test_seeing_the_child_does_the_task_of_seeing_it_and_leaves_the_police_to_a_named_person() -> None:
    play = lowered(at("contact"))
    to_the_tenth_day(play)
    play.act("record-child-seen", **NURSE)
    assert "unseen" not in play.tasks()
    police = at("contact")
    police.to("2026-12-05")
    police.act("record-child-seen", **NURSE)
    assert police.task("police-referral").urgent
    assert police.refused("finish-task", task=police.task("police-referral").id, result="Seen.") == "OWN_FORM"
    nothing_urgent(police)
    assert "police-referral" not in police.tasks()


def test_it_is_neither_paused_nor_extended_nor_stopped_by_a_stage() -> None:
    play = at("contact")
    before = {name: play.clock(name).rings_at for name in UNSEEN}
    play.act("pause-clocks", until="2026-11-20", reason="Funeral abroad.")
    play.act("send-back", by="supervisor", to="checks", reason="Not complete.")
    assert {name: play.clock(name).rings_at for name in UNSEEN} == before


def test_closing_ends_it() -> None:
    play = at("contact")
    close(play)
    assert not play.running()


# Nobody is lost who was just seen (PRACTICE 3.1)


def test_a_child_seen_lately_is_not_recorded_as_never_found_without_a_supervisor_s_reason() -> None:
    play = at("contact")
    play.act("record-child-seen", **NURSE)
    lost = {"why": "moved", "tried": "Nobody answers."}
    assert play.refused("record-not-found", **lost) == "SEEN_LATELY"
    why = {"SEEN_LATELY": "Taken abroad overnight, says the aunt"}
    assert play.refused("record-not-found", overrides=why, **lost) == "SEEN_LATELY"
    play.act("record-not-found", by="supervisor", overrides=why, **lost)
    assert counting(play)
    assert play.clock("unseen-police").deadline.start == play.today + timedelta(days=1)


def test_after_twenty_school_days_it_may_be_but_only_after_looking_again() -> None:
    play = at("contact")
    play.to("2026-11-10")
    play.act("record-child-seen", **NURSE)
    play.to("2026-12-08")
    assert play.refused("record-not-found", why="moved", tried="Nobody answers.") == "NO_ENQUIRY SEEN_LATELY"
    play.to("2026-12-09")
    assert play.refused("record-not-found", why="moved", tried="Nobody answers.") == "NO_ENQUIRY"
    play.act("record-enquiry", subject="housing", result="no-trace")
    play.act("record-not-found", why="moved", tried="Nobody answers.")


def test_a_sighting_raises_no_level_and_lowers_none() -> None:
    play = at("contact")
    play.act("set-risk", level="amber", reason="Not seen.")
    play.act("record-child-seen", **NURSE)
    assert play.case.risk is Risk.AMBER
