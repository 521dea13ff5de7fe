"""What a passed deadline does: a task for somebody, where it matters an alert to the supervisor, never a letter."""

from datetime import date, timedelta

import pytest

from domain.actions import ACTIONS, stages_of
from domain.clock import ClockState
from domain.deadline import uk_day
from domain.outcomes import OUTCOMES, outcome_of
from domain.stage_clocks import OF_A_STAGE
from domain.vocabulary import Stage
from tests.domain.play import MOTHER, Play, at, issued, written

ASKED = {
    # clock: stage, the task for the owner, its form, whether the supervisor is told
    "acknowledge-referral": (Stage.REFERRAL, "acknowledge-referral", "acknowledge-referral", True),
    "triage": (Stage.REFERRAL, "triage", "decide-triage", True),
    "checks": (Stage.CHECKS, "checks", "complete-checks", True),
    "household-check": (Stage.CHECKS, "household-check", "check-household-child", True),
    "first-contact": (Stage.CONTACT, "first-contact", "record-contact", True),
    "contact": (Stage.CONTACT, "contact", "record-not-found", True),
    "support-review": (Stage.PLACEMENT, "support-review", "review-support", False),
    "placement-offer": (Stage.PLACEMENT, "placement-offer", "record-offer", True),
    "first-attendance": (Stage.REINTEGRATION, "first-attendance", "confirm-first-attendance", False),
    "reintegration-review-1": (Stage.REINTEGRATION, "attendance-review", "review-attendance", False),
    "reintegration-review-2": (Stage.REINTEGRATION, "attendance-review", "review-attendance", False),
    "reintegration-review-3": (Stage.REINTEGRATION, "attendance-review", "review-attendance", False),
    "dormant": (Stage.DORMANT, "recheck", "record-recheck", False),
    "case-review": (Stage.CONTACT, "case-review", "finish-task", True),
}
NOT_OUTCOMES = {"unseen-five", "unseen-amber", "unseen-police", "leaving-date", "pause-ends"}


def test_every_clock_that_a_case_can_have_says_what_it_asks_for() -> None:
    assert set(ASKED) == set(OUTCOMES)
    can_run = {name for names in OF_A_STAGE.values() for name in names} | {
        clock.name for stage in Stage for clock in at(stage).case.clocks
    }
    assert can_run <= set(OUTCOMES) | NOT_OUTCOMES
    with pytest.raises(KeyError):
        outcome_of(Play().clock("triage").model_copy(update={"name": "no-such"}))


@pytest.mark.parametrize("name", sorted(ASKED))
def test_a_passed_clock_makes_its_task_on_the_day_after(name: str) -> None:
    stage, task_name, action, alert = ASKED[name]
    play = at(stage)
    last_day = play.clock(name).last_day
    play.to(last_day)
    assert not any(task.subject == name for task in play.case.open_tasks())
    play.to(last_day + timedelta(days=1))
    task = next(task for task in play.case.open_tasks() if task.name == task_name and task.subject == name)
    assert (task.audience, task.action, task.due_on) == ("owner", action, last_day + timedelta(days=1))
    assert f"{last_day:%-d %B %Y}" in task.why
    assert not task.urgent
    alerts = [task for task in play.case.open_tasks() if task.name == "deadline-passed" and task.subject == name]
    assert [task.audience for task in alerts] == (["supervisor"] if alert else [])
    passed = [entry for entry in play.entries if entry.action == "clock-passed" and entry.data["clock"] == name]
    assert passed[0].happened_on == last_day
    assert stage in stages_of(ACTIONS[action])
    assert play.case.stage is stage


def test_no_letter_leaves_because_time_passed() -> None:
    play = at("contact", adults=[MOTHER])
    draft, waiting = written(play), issued(play)
    play.to("2027-05-01")
    states = {letter.id: letter.state.value for letter in play.case.letters}
    assert states == {draft: "draft", waiting: "issued"}


@pytest.mark.parametrize("stage", Stage)
def test_no_clock_moves_a_stage(stage: Stage) -> None:
    play = at(stage)
    began = len(play.entries)
    play.to("2027-11-01")
    assert play.case.stage is stage
    assert {entry.action for entry in play.entries[began:]} <= {"clock-passed"}
    assert play.case.letters == []


@pytest.mark.parametrize(
    ("clock", "action", "data"),
    [
        ("acknowledge-referral", "acknowledge-referral", {"how": "By e-mail"}),
        ("triage", "decide-triage", {"route": "missing-education", "reasons": "On no roll."}),
    ],
)
def test_doing_it_late_does_the_task_and_the_alert(clock: str, action: str, data: dict[str, str]) -> None:
    play = Play()
    play.to("2026-11-13")
    assert clock in play.tasks()
    play.act(action, **data)
    assert not any(task.subject == clock for task in play.case.open_tasks())
    assert play.clock(clock).state is ClockState.PASSED


def test_a_task_finished_by_hand_leaves_the_supervisor_s_alert_to_the_supervisor() -> None:
    play = Play()
    play.to("2026-11-13")
    play.act("finish-task", task=play.task("triage").id, result="Will be decided tomorrow.")
    assert "triage" not in play.tasks()
    told = next(task for task in play.case.open_tasks() if task.subject == "triage")
    assert play.refused("finish-task", task=told.id, result="Seen.") == "SUPERVISOR_NEEDED"
    play.act("finish-task", by="supervisor", task=told.id, result="Talked to Amina.")
    assert not any(task.subject == "triage" for task in play.case.open_tasks())
    assert play.refused("finish-task", by="supervisor", task=told.id, result="Again.") == "NO_SUCH_TASK"


def test_the_standing_review_comes_again_and_asks_once() -> None:
    play = Play()
    assert play.clock("case-review").last_day == date(2026, 11, 23)
    play.to("2027-02-01")
    assert len([entry for entry in play.entries if entry.data.get("clock") == "case-review"]) >= 4
    assert [task.name for task in play.case.open_tasks()].count("case-review") == 1
    play.act("add-note", note="Looked at it.")
    assert play.last_day("case-review") == "2027-02-15"


def test_every_action_of_a_person_starts_the_standing_review_afresh_and_a_clock_does_not() -> None:
    play = at("contact")
    play.to("2026-11-17")
    assert play.clock("first-contact").state is ClockState.PASSED
    assert play.last_day("case-review") == "2026-11-23"
    play.act("record-contact", how="telephone")
    assert play.last_day("case-review") == "2026-12-01"


@pytest.mark.parametrize(
    ("stage", "clock", "step", "data"),
    [
        ("contact", "first-contact", "record-not-found", {"why": "no-trace", "tried": "Everything."}),
        ("placement", "placement-offer", "record-not-found", {"why": "moved", "tried": "Everything."}),
        ("reintegration", "first-attendance", "record-not-found", {"why": "moved", "tried": "Everything."}),
        ("contact", "contact", "send-back", {"to": "checks", "reason": "Not complete."}),
    ],
)
def test_what_a_stage_asked_for_goes_with_it(stage: str, clock: str, step: str, data: dict[str, str]) -> None:
    play = at(stage)
    play.to(play.clock(clock).last_day + timedelta(days=1))
    assert any(task.subject == clock for task in play.case.open_tasks())
    play.act("record-enquiry", subject="health", result="no-trace")
    play.act(step, by="supervisor", **data)
    assert not any(task.subject == clock for task in play.case.open_tasks())


def test_a_referral_is_acknowledged_late_from_any_stage_and_once() -> None:
    for stage in Stage:
        if stage is not Stage.CLOSED:
            play = at(stage)
            play.act("acknowledge-referral", how="By e-mail")
            assert play.refused("acknowledge-referral", how="By e-mail") == "ALREADY_ACKNOWLEDGED"


# A child not found (DOMAIN 2.1, stage 10)


def test_a_child_not_found_is_looked_for_monthly_then_termly_and_whoever_forgets_is_reminded() -> None:
    play = at("dormant")
    for last_day in ("2026-12-09", "2027-01-09", "2027-02-09"):
        assert play.last_day("dormant") == last_day
        play.to(last_day)
        play.act("record-recheck", checked="Lost-pupil database and health: nothing.")
    assert play.last_day("dormant") == "2027-05-11"  # 91 days
    forgotten = at("dormant")
    forgotten.to("2027-03-10")
    assert [task.name for task in forgotten.case.open_tasks()].count("recheck") == 1
    assert forgotten.last_day("dormant") == "2027-04-09"


def test_lost_again_is_looked_for_monthly_again() -> None:
    play = at("dormant")
    for day in ("2026-12-09", "2027-01-09", "2027-02-09"):
        play.to(day)
        play.act("record-recheck", checked="Nothing.")
    play.act("record-traced", trace="A cousin's school knows the street.")
    assert "dormant" not in play.running()
    play.act("record-enquiry", subject="housing", result="no-trace")
    play.act("record-not-found", why="moved", tried="Gone again.")
    assert play.last_day("dormant") == "2027-03-09"


def test_a_trace_at_a_recheck_is_somebody_s_task_today() -> None:
    play = at("dormant")
    play.act("record-recheck", checked="Health has a new address.", trace=True)
    assert play.task("trace").due_on == play.today
    play.act("record-traced", trace="A new address in Wiltshire.")
    assert play.tasks() == set()


# Back in school (DOMAIN 2.1, stage 5)


def test_a_review_that_is_overdue_is_one_review_and_the_next_stays() -> None:
    play = at("reintegration")
    play.act("confirm-first-attendance", attended_on="2026-11-09", said_by="Attendance office")
    play.to("2026-11-24")
    assert play.task("attendance-review").subject == "reintegration-review-1"
    play.act("review-attendance", attending="sustained", seen="In every day.")
    assert "attendance-review" not in play.tasks()
    assert {"reintegration-review-2", "reintegration-review-3"} <= play.running()
    play.act("review-attendance", attending="mixed", seen="Two absences.")  # before it is due: the six weeks' one
    assert play.clock("reintegration-review-2").state is ClockState.MET
    assert "reintegration-review-3" in play.running()


def test_a_review_needs_a_first_day() -> None:
    play = at("reintegration")
    assert play.refused("review-attendance", attending="sustained", seen="In.") == "NOT_ATTENDED_YET"
    first = {"said_by": "Attendance office"}
    assert play.refused("confirm-first-attendance", attended_on="2026-11-10", **first) == "FUTURE_DATE"
    assert play.refused("confirm-first-attendance", attended_on="2026-11-06", **first) == "ATTENDED_BEFORE"


def test_a_child_that_does_not_attend_is_a_task() -> None:
    play = at("reintegration")
    play.act("confirm-first-attendance", attended_on="2026-11-09", said_by="Attendance office")
    play.act("review-attendance", attending="not-attending", seen="Not since Monday.")
    assert play.task("not-attending").action == "record-breakdown"
    play.act("record-breakdown", why="Too far.")
    assert play.tasks() == set()
    assert play.case.stage is Stage.SUPPORT


def test_the_weeks_of_the_reviews_begin_on_the_day_the_child_came() -> None:
    play = at("reintegration")
    play.to("2026-11-13")
    play.act("confirm-first-attendance", attended_on="2026-11-12", said_by="Attendance office")
    assert [play.last_day(f"reintegration-review-{n}") for n in (1, 2, 3)] == ["2026-11-26", "2026-12-24", "2027-02-04"]


def test_a_place_is_accepted_after_it_was_offered() -> None:
    play = at("placement")
    assert play.refused("record-place-accepted", starts_on="2026-11-10", agreed_with="The mother") == "NO_OFFER"


def test_the_plan_is_reviewed_while_a_place_is_sought() -> None:
    play = at("placement")
    assert play.last_day("support-review") == "2026-12-07"
    play.to("2026-12-08")
    play.act("review-support", review="The form is in.", happened_on="2026-12-07")
    assert "support-review" not in play.tasks()
    assert play.last_day("support-review") == "2027-01-04"


def test_the_offer_is_counted_from_the_first_application() -> None:
    play = at("placement")
    assert play.last_day("placement-offer") == "2026-11-30"
    play.to("2026-11-12")
    play.act("record-application", school_name="Fixture Academy", happened_on="2026-11-11")
    assert play.last_day("placement-offer") == "2026-12-02"
    play.act("record-application", school_name="Sample School")
    assert play.last_day("placement-offer") == "2026-12-02"


def test_refused_help_is_the_supervisor_s_to_decide_on() -> None:
    play = at("support")
    play.act("record-support-refused", said="They want no help.", offered="Transport.")
    assert play.tasks("supervisor") == {"support-refused"}


# The other children (PRACTICE 3.3)


def test_the_household_is_checked_when_the_last_child_is() -> None:
    play = at("checks", household=[{"name": "Mia Example"}, {"name": "Leo Example"}])
    play.to("2026-11-24")
    assert "household-check" in play.tasks()
    mia, leo = (child.id for child in play.case.household)
    play.act("check-household-child", child=mia, educated_at="Fixture Primary", confirmed_by="The office")
    assert "household-check" in play.tasks()
    play.act("check-household-child", child=leo, educated_at="Fixture Primary", confirmed_by="The office")
    assert not any(task.subject == "household-check" for task in play.case.open_tasks())
    assert play.refused("check-household-child", child=leo, educated_at="x", confirmed_by="y") == "NO_CHILD_TO_CHECK"


def test_one_of_two_children_checked_does_not_meet_the_clock() -> None:
    play = at("checks", household=[{"name": "Mia Example"}, {"name": "Leo Example"}])
    for child, running in zip(play.case.household, (True, False), strict=True):
        play.act("check-household-child", child=child.id, educated_at="Fixture Primary", confirmed_by="The office")
        assert play.clock("household-check").running is running


def test_a_child_named_later_is_checked_within_its_own_time() -> None:
    play = at("contact")
    play.act("record-no-other-children", who_said="The mother")
    assert "household-check" not in play.running()
    play.to("2026-11-20")
    play.act("add-household-child", child_name="Mia Example", date_of_birth="2009-01-01")
    assert play.last_day("household-check") == "2026-12-04"
    assert play.refused("record-no-other-children", who_said="The mother") == "CHILDREN_NAMED"
    mia = play.case.household[0].id
    assert play.refused("check-household-child", child="H99", educated_at="x", confirmed_by="y") == "NO_SUCH_CHILD"
    play.act("check-household-child", child=mia, educated_at="College", confirmed_by="Its office")
    assert play.clock("household-check").state is ClockState.MET
    play.act("record-no-other-children", who_said="The mother, again")


def test_an_older_brother_was_born_before_the_child() -> None:
    play = at("checks")
    play.act("add-household-child", child_name="Leo Example", date_of_birth="2009-01-01")
    assert play.refused("add-household-child", child_name="Leo", date_of_birth="2026-11-10") == "FUTURE_DATE"
    assert play.refused("add-household-child", child_name="Leo", date_of_birth="2000-01-01") == "FAR_DATE"
    assert play.refused("add-household-child", child_name="Leo", case_ref=play.case.ref) == "OWN_CASE"


# Visits (PRACTICE 4.8)


def test_a_visit_not_ended_in_time_alerts_the_supervisor_that_minute() -> None:
    play = at("contact")
    play.act("plan-visit", visit_on="2026-11-09", ends_by="16:30")
    play.act("plan-visit", visit_on="2026-11-09", ends_by="17:30", who="officer2")
    first, second = (visit.id for visit in play.case.visits)
    play.to("2026-11-09", at=play.clock(f"visit-{first}").rings_at.time())
    overdue = play.task("visit-overdue")
    assert (overdue.audience, overdue.urgent, overdue.subject) == ("supervisor", True, f"visit-{first}")
    play.to("2026-11-09", at=play.clock(f"visit-{second}").rings_at.time())
    play.act("record-visit", outcome="no-reply", planned=first)
    assert [task.subject for task in play.case.open_tasks() if task.name == "visit-overdue"] == [f"visit-{second}"]
    play.act("record-visit", outcome="no-reply")
    assert play.tasks("supervisor") == set()
    assert all(visit.ended for visit in play.case.visits)


def test_a_visit_is_planned_ahead_by_somebody_who_works_here_and_has_read_the_warnings() -> None:
    play = at("contact")
    assert play.refused("plan-visit", visit_on="2026-11-09", ends_by="09:00") == "VISIT_OVER"
    assert play.refused("plan-visit", visit_on="2026-11-08", ends_by="16:00") == "VISIT_OVER"
    assert play.refused("plan-visit", visit_on="2026-11-10", ends_by="16:00", who="nobody") == "NOT_STAFF"
    play.act("add-warning", words="A loose dog.", source="Housing officer", review_on="2027-02-01")
    visit = {"visit_on": "2026-11-10", "ends_by": "16:30"}
    assert play.refused("plan-visit", **visit) == "WARNINGS_UNREAD"
    assert play.refused("record-visit", outcome="no-reply") == "WARNINGS_UNREAD"
    play.act("plan-visit", warnings_read=True, **visit)
    play.act("end-warning", warning=play.case.warnings[0].id, reason="The dog is gone.")
    assert play.refused("end-warning", warning=play.case.warnings[0].id, reason="Gone.").startswith("NO_WARNING")
    play.act("plan-visit", **visit)
    assert play.refused("record-visit", outcome="no-reply", planned="V99") == "NO_SUCH_VISIT"
    assert play.refused("record-visit", outcome="child-seen") == "WHERE_SEEN"


def test_a_warning_is_looked_at_again_on_a_day_that_lies_ahead() -> None:
    play = at("contact")
    body = {"words": "A loose dog.", "source": "Housing officer"}
    assert play.refused("add-warning", review_on="2026-11-09", **body) == "REVIEW_PAST"
    play.act("add-warning", review_on="2026-11-10", **body)


# In words


def test_the_passing_of_a_pause_is_no_task() -> None:
    play = at("checks")
    play.act("pause-clocks", until="2026-11-13", reason="Funeral abroad.")
    began = len(play.entries)
    play.to("2026-11-14")
    passed = {entry.data["clock"]: entry for entry in play.entries[began:]}
    assert passed.keys() == {"pause-ends", "unseen-five"}
    assert passed["pause-ends"].consequences.tasks == []


def test_a_task_says_since_when_and_is_named_by_its_entry() -> None:
    play = Play(child={"first_absent_on": None})
    play.to("2026-11-11")
    task = play.task("acknowledge-referral", "owner")
    assert task.id == f"T{play.entries[-1].seq}-acknowledge-referral"
    assert task.why == "Was due by 10 November 2026: Acknowledge a referral"
    assert uk_day(play.clock("acknowledge-referral").rings_at) == task.due_on
