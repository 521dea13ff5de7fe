"""The scenarios as whole cases, day by day, on the calendar they were written for."""

from datetime import date

import pytest

from domain.calendars import Almanac, SchoolCalendar, Span
from domain.clock import ClockState
from domain.date_rules import work_out
from domain.fold import fold
from domain.vocabulary import CaseKind, Closure, Stage
from tests.domain.fixture_calendar import ALMANAC, AUTHORITY, SCHOOL
from tests.domain.play import MOTHER, REF, Play, at

WILTSHIRE = {
    "outcome": "OTHER_LA_CONFIRMED",
    "proof": "school-registration",
    "evidence": "Their admissions office telephoned back from the number in the official register.",
    "confirmed_by": "Sample Community School, Wiltshire: admissions officer",
    "starts_on": "2026-11-16",
    "attended_on": "2026-11-17",
}


def test_s1_on_roll_and_found_in_another_authority() -> None:
    play = Play("2026-11-09", almanac=ALMANAC, adults=[MOTHER], owner="", child={"first_absent_on": "2026-11-02"})
    assert play.case.opened_on == date(2026, 11, 9)
    assert (play.last_day("acknowledge-referral"), play.last_day("triage")) == ("2026-11-10", "2026-11-11")
    play.to("2026-11-10")
    play.act("acknowledge-referral", how="By e-mail to the school")
    play.act("decide-triage", route="lost", reasons="On the old school's roll; nobody answers.", owner="officer")
    assert (play.case.kind, play.case.stage, play.case.owner) == (CaseKind.CME_LOST, Stage.CHECKS, "officer")
    play.act("record-enquiry", subject="last-school", result="trace", answer="A removal van on the Friday.")
    play.to("2026-11-16")
    assert (play.last_day("unseen-amber"), play.tasks()) == ("2026-11-13", {"consult", "police-referral"})
    play.act("decide-no-police-referral", reason="The removal firm names the new town.")
    play.act("record-no-other-children", who_said="The housing record")
    play.act("record-enquiry", subject="other-authority", result="located", answer="Sample Community School.")
    assert play.refused("close-case", **{**WILTSHIRE, "attended_on": None}) == "NOT_SEEN"
    play.to("2026-11-18")
    play.act("close-case", **WILTSHIRE)
    assert (play.case.stage, play.case.closure) == (Stage.CLOSED, Closure.OTHER_LA_CONFIRMED)
    assert play.case.closed_on == date(2026, 11, 18)
    assert play.running() == set()
    assert list(play.case.open_tasks()) == []
    assert play.case.letters == []
    assert [passage.stage.value for passage in play.case.passages] == ["referral", "checks", "closed"]
    assert fold(REF, play.entries) == play.case
    assert work_out("lost-pupil-file", date(2026, 11, 18), ALMANAC, SCHOOL).last_day == date(2026, 12, 9)


def test_s2_lost_straight() -> None:
    play = Play("2026-11-09", almanac=ALMANAC)
    amber, police = play.clock("unseen-amber"), play.clock("unseen-police")
    assert (amber.last_day, f"{amber.last_day:%a}") == (date(2026, 11, 20), "Fri")
    assert (police.last_day, f"{police.last_day:%a}") == (date(2026, 12, 4), "Fri")
    play.to("2026-11-20")
    assert "police-referral" not in play.tasks()
    play.to("2026-11-21")
    assert play.task("police-referral").subject == "unseen-amber"
    play.act("decide-no-police-referral", reason="An aunt says that they are on the coast.")
    play.to("2026-12-04")
    assert "police-referral" not in play.tasks()
    play.to("2026-12-05")
    assert play.task("police-referral").subject == "unseen-police", "drafted afresh, whatever was said before"
    removal = work_out("removal-from-roll", date(2026, 11, 9), ALMANAC, SCHOOL)
    assert (removal.last_day, removal.next_step_from) == (date(2026, 12, 4), date(2026, 12, 7))


def test_s3_half_term_is_not_counted() -> None:
    play = Play("2026-10-19", almanac=ALMANAC, child={"first_absent_on": "2026-10-19"})
    assert (play.last_day("unseen-amber"), play.last_day("unseen-police")) == ("2026-11-06", "2026-11-20")
    explanation = " ".join(play.clock("unseen-police").deadline.explanation)
    assert "half term" in explanation
    play.to("2026-11-06")
    assert "police-referral" not in play.tasks()
    play.to("2026-11-07")
    assert "police-referral" in play.tasks()


def test_a_school_that_closed_for_a_day_counts_it_only_for_its_own_children() -> None:
    inset = SchoolCalendar(school=SCHOOL, closures=(Span(first=date(2026, 11, 13), last=date(2026, 11, 13)),))
    almanac = Almanac.of([AUTHORITY, inset])
    assert Play("2026-11-09", almanac=almanac).last_day("unseen-amber") == "2026-11-23"
    assert Play("2026-11-09", almanac=almanac, child={"school": "800/4002"}).last_day("unseen-amber") == "2026-11-20"


@pytest.mark.parametrize(
    ("born", "outcome", "on", "code"),
    [
        ("2021-08-31", "UNDER_CSA", "2026-09-07", "ALREADY_SCHOOL_AGE"),
        ("2021-09-01", "UNDER_CSA", "2026-12-30", ""),
        ("2021-09-01", "UNDER_CSA", "2026-12-31", "ALREADY_SCHOOL_AGE"),
        ("2011-08-31", "OVER_CSA", "2027-06-25", "STILL_SCHOOL_AGE"),
        ("2011-08-31", "OVER_CSA", "2027-06-26", ""),
        ("2011-09-03", "OVER_CSA", "2027-06-26", "STILL_SCHOOL_AGE"),
        ("2011-09-01", "OVER_CSA", "2027-06-26", "AGE_NEEDS_LAWYER"),
        ("2011-09-02", "OVER_CSA", "2027-06-26", "AGE_NEEDS_LAWYER"),
    ],
)
def test_s22_the_edges_of_school_age(born: str, outcome: str, on: str, code: str) -> None:
    play = Play("2026-09-07", almanac=ALMANAC, child={"date_of_birth": born, "first_absent_on": None})
    play.act("record-no-other-children", who_said="The mother")
    play.asleep = True
    play.to(on)
    seen = {"where": "At home", "seen_by": "professional", "by_name": "A Nurse", "by_role": "School nurse"}
    play.act("record-child-seen", **seen)
    body = {"outcome": outcome, "proof": "birth-date", "evidence": "Birth certificate."}
    if code:
        assert play.refused("close-case", by="supervisor", overrides={code: "Nearly"}, **body) == code
    else:
        play.act("close-case", **body)
        assert play.case.stage is Stage.CLOSED


def test_a_year_in_which_everything_is_done_in_time() -> None:
    play = Play("2026-11-09", adults=[MOTHER], child={"first_absent_on": "2026-11-02"})
    play.act("acknowledge-referral", how="By e-mail")
    play.to("2026-11-10")
    play.act("decide-triage", route="missing-education", reasons="On no roll.")
    play.act("record-enquiry", subject="admissions", result="no-trace")
    play.act("record-no-other-children", who_said="The mother")
    play.act("complete-checks", found="located", summary="At home, on no roll.")
    play.to("2026-11-12")
    play.act("record-visit", outcome="child-seen", where="At home", child_said="Wants to go back.")
    play.act("record-family-reached", how="in-person", said="They moved in September.")
    play.act("agree-support", needs="A place near home.", plan="Apply this week.")
    play.act("record-application", school_name="Fixture Academy")
    play.to("2026-11-25")
    play.act("record-offer", school_name="Fixture Academy", school=SCHOOL)
    play.act("record-place-accepted", starts_on="2026-11-30", agreed_with="The mother")
    play.to("2026-12-01")
    play.act("confirm-first-attendance", attended_on="2026-11-30", said_by="Attendance office")
    for day in ("2026-12-14", "2027-01-11", "2027-02-22"):
        while play.today.isoformat() < day:
            play.to(min(day, play.last_day("case-review")))
            play.act("add-note", note="Looked at it.")
        play.act("review-attendance", attending="sustained", seen="In every day.")
    play.act("close-case", outcome="ON_ROLL", proof="first-attendance", evidence="In class.", attended_on="2026-11-30")
    passed = [entry.data["clock"] for entry in play.entries if entry.action == "clock-passed"]
    assert passed == ["unseen-five"], "the child was five school days out of sight when it was seen"
    states = {clock.state for clock in play.case.clocks if clock.name != "unseen-five"}
    assert states <= {ClockState.MET, ClockState.STOPPED}
    assert [passage.stage for passage in play.case.passages] == [
        Stage.REFERRAL,
        Stage.CHECKS,
        Stage.CONTACT,
        Stage.SUPPORT,
        Stage.PLACEMENT,
        Stage.REINTEGRATION,
        Stage.CLOSED,
    ]


def test_a_year_in_which_nobody_does_anything() -> None:
    play = at("referral", adults=[MOTHER])
    play.to("2027-11-09")
    assert play.case.stage is Stage.REFERRAL
    assert play.case.letters == []
    assert play.case.next_due is not None
    assert play.task("police-referral").urgent
    assert {"acknowledge-referral", "triage", "consult", "case-review"} <= play.tasks()
    assert play.tasks("supervisor") == {"deadline-passed", "supervisor-told"}
    assert play.task("head-of-service").urgent
