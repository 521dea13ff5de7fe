"""A correction stands beside what was written, moves every clock that leaned on it, and gives nobody more than the
action would have.
"""

from typing import Any

import pytest

from domain.actions import ACTIONS
from domain.clock import ClockState
from domain.corrections import FROZEN, corrected, value_at, with_value
from domain.entry import broken_links
from domain.fold import fold
from domain.vocabulary import ContactRule, LetterState, Risk, Stage
from tests.domain.play import FATHER, MONDAY, MOTHER, REF, Play, at, close, issued, posted

WHY = {"reason": "Misread on the form."}


def correct(play: Play, entry: int, field: str, old: Any, new: Any, *, by: str = "officer") -> None:
    play.act("correct-entry", by=by, entry=entry, field=field, old=old, new=new, **WHY)


def refused(play: Play, entry: int, field: str, old: Any, new: Any, **more: Any) -> str:
    return play.refused("correct-entry", entry=entry, field=field, old=old, new=new, **WHY, **more)


def seq_of(play: Play, action: str) -> int:
    return max(entry.seq for entry in play.entries if entry.action == action)


# What was written stays


def test_the_journal_keeps_what_was_written_and_the_case_shows_what_is_right() -> None:
    play = Play(child={"known_as": "Kay"})
    first = play.entries[0].model_dump()
    correct(play, 1, "child.known_as", "Kay", "Kai")
    assert play.entries[0].model_dump() == first
    assert play.case.child.known_as == "Kai"
    assert corrected(play.entries)[0].data["child"]["known_as"] == "Kai"
    assert broken_links(play.entries) == []
    assert fold(REF, play.entries) == play.case


def test_a_field_corrected_twice_shows_the_second_and_the_first_is_what_stood_there() -> None:
    play = Play(child={"known_as": "Kay"})
    correct(play, 1, "child.known_as", "Kay", "Ray")
    assert refused(play, 1, "child.known_as", "Kay", "Kai") == "OLD_VALUE"
    correct(play, 1, "child.known_as", "Ray", "Kai")
    assert play.case.child.known_as == "Kai"
    assert fold(REF, play.entries) == play.case


def test_one_value_in_a_list_is_reached_by_its_place() -> None:
    play = Play(adults=[MOTHER, FATHER])
    correct(play, 1, "adults.1.name", "Mr T Example", "Mr T Sample")
    assert [person.name for person in play.case.people] == ["Ms R Example", "Mr T Sample"]
    assert refused(play, 1, "adults.2.name", "x", "y") == "NO_SUCH_FIELD"
    adults = corrected(play.entries)[0].data["adults"]
    assert refused(play, 1, "adults", adults, []) == "NEW_VALUE"


def test_paths() -> None:
    data = {"a": {"b": [{"c": 1}, {"c": 2}]}}
    assert value_at(data, "a.b.1.c") == 2
    assert with_value(data, "a.b.1.c", 3) == {"a": {"b": [{"c": 1}, {"c": 3}]}}
    assert data == {"a": {"b": [{"c": 1}, {"c": 2}]}}
    for path in ("a.x", "a.b.2.c", "a.b.c", "a.b.1.c.d", ""):
        with pytest.raises(KeyError):
            value_at(data, path)


# What is refused


@pytest.mark.parametrize(
    ("entry", "field", "old", "new", "code"),
    [
        (99, "child.known_as", "", "Kit", "NO_SUCH_ENTRY"),
        (1, "child.nickname", "", "Kit", "NO_SUCH_FIELD"),
        (1, "child", {}, {"given": "Kai"}, "OLD_VALUE NEW_VALUE"),
        (1, "child.known_as", "Kim", "Kit", "OLD_VALUE"),
        (1, "child.known_as", "", "", "SAME_VALUE"),
        (1, "child.date_of_birth", "2015-03-04", "4 March", "NEW_VALUE"),
        (1, "child.date_of_birth", "2015-03-04", 16000, "NEW_VALUE"),
        (1, "child.upn", "", "B123456789012", "NEW_VALUE"),
        (1, "channel", "school", "pigeon", "NEW_VALUE"),
        (1, "happened_on", MONDAY, "never", "NEW_VALUE"),
        (1, "happened_on", MONDAY, "2026-11-10", "FUTURE_DATE"),
        (1, "child.date_of_birth", "2015-03-04", "2026-11-10", "FUTURE_DATE BEFORE_BIRTH"),
        (1, "child.date_of_birth", "2015-03-04", "2003-01-01", "FAR_DATE"),
        (1, "confidential", False, True, "NOT_CORRECTABLE"),
    ],
)
def test_a_correction_that_does_not_fit(entry: int, field: str, old: Any, new: Any, code: str) -> None:
    play = at("checks")
    play.to("2026-11-12")  # what was in the future when it was recorded stays impossible
    assert refused(play, entry, field, old, new) == code


def test_what_the_clock_the_process_and_a_letter_s_freezing_wrote_is_not_corrected() -> None:
    play = at("contact", adults=[MOTHER])
    issued(play)
    play.act("write-summary", summary="We were told that Kai is not in school.")
    play.act("approve-summary", by="supervisor")
    play.act("pause-clocks", until="2026-11-13", reason="Funeral abroad.")
    play.act("resume-clocks")
    play.act("send-back", by="supervisor", to="checks", reason="Not complete.")
    play.act("ask-agency", **ACTIONS["ask-agency"].example(play.case, play.today))
    play.to("2026-11-30")
    seen = set()
    for entry in list(play.entries):
        if entry.action in FROZEN:
            seen.add(entry.action)
            assert refused(play, entry.seq, "note", "", "x") == "NOT_CORRECTABLE"
    assert seen >= FROZEN - {
        "calendar-moved",
        "standard-moved",
        "bundle-built",
        "hand-on",
        "letter-sent",
        "letter-not-sent",
        "extend-deadline",
        "edit-letter",
        "correct-entry",
        "match-proposed",
        "match-withdrawn",
        "decide-not-same",
        "record-earlier-case",
        "merge-case",
        "close-as-duplicate",
        "undo-merge",
        "record-service",
        "record-service-proof",
        "agree-removal",
        *("make-certificate", "make-unused-schedule", "word-chronology", "make-chronology"),
        *("redact-document", "check-redaction", "draft-statement", "confirm-sentence", "word-sentence"),
        *("leave-sentence-out", "add-sentence", "add-exhibit", "sign-statement"),
    }
    correct(play, 1, "child.known_as", "", "Kit")
    assert refused(play, play.case.seq, "reason", "Misread on the form.", "x") == "NOT_CORRECTABLE"


def test_the_bytes_of_a_document_are_what_they_are() -> None:
    play = Play()
    play.act("file-document", title="Register", sha256="a" * 64, media_type="application/pdf", size=10)
    seq = play.case.seq
    for field, old, new in (
        ("sha256", "a" * 64, "b" * 64),
        ("size", 10, 11),
        ("media_type", "application/pdf", "text/csv"),
    ):
        assert refused(play, seq, field, old, new) == "NOT_CORRECTABLE"
    correct(play, seq, "title", "Register", "Register of 5 October")
    assert play.case.documents[0].title == "Register of 5 October"


# It gives nobody more than the action itself (PRACTICE 1.3, 3.5, 4.1)


def test_red_is_not_lowered_by_way_of_a_correction() -> None:
    play = Play()
    play.act("set-risk", level="red", reason="Threat heard.")
    seq = play.case.seq
    assert refused(play, seq, "level", "red", "amber") == "SUPERVISOR_NEEDED"
    correct(play, seq, "level", "red", "amber", by="supervisor")
    assert play.case.risk is Risk.AMBER


def test_a_contact_rule_is_not_loosened_by_way_of_a_correction() -> None:
    play = Play(adults=[FATHER])
    play.act("set-contact-rule", person=play.person("Mr T Example"), rule="never", source="The court order")
    seq = play.case.seq
    assert refused(play, seq, "rule", "never", "safe-only") == "SUPERVISOR_NEEDED"
    correct(play, seq, "rule", "never", "safe-only", by="supervisor")
    assert play.case.people[0].contact_rule is ContactRule.SAFE_ONLY
    play.act("protect-details", why="refuge", source="The refuge worker")
    unruled = Play(adults=[FATHER])
    unruled.act("protect-details", why="refuge", source="The refuge worker")
    assert unruled.case.rule_for(unruled.case.people[0]) is ContactRule.SUPERVISOR_FIRST
    assert refused(unruled, 1, "adults.0.lives_with_child", None, True) == "SUPERVISOR_NEEDED"


def test_a_closing_is_not_mended_into_one_that_needed_more() -> None:
    play = at("checks")
    close(play)
    seq = seq_of(play, "close-case")
    codes = refused(play, seq, "outcome", "ON_ROLL", "ABROAD_CONFIRMED")
    assert codes == "EVIDENCE SUPERVISOR_NEEDED"
    correct(play, seq, "outcome", "ON_ROLL", "INDEPENDENT")
    assert play.case.closure == "INDEPENDENT"


def test_a_case_is_not_given_by_a_correction_to_somebody_who_is_not_here() -> None:
    play = Play()
    assert refused(play, 1, "owner", "officer", "nobody") == "NOT_STAFF"
    correct(play, 1, "owner", "officer", "officer2")
    assert play.case.owner == "officer2"


def test_what_a_supervisor_recorded_is_corrected_by_a_supervisor() -> None:
    play = Play(adults=[MOTHER])
    play.act("protect-details", why="refuge", source="The refuge worker")
    play.act("protect-details", why="police", source="The police")
    play.act("end-protection", by="supervisor", why="police", reason="Case closed there.")
    seq = play.case.seq
    assert refused(play, seq, "why", "police", "refuge") == "SUPERVISOR_NEEDED"
    correct(play, seq, "reason", "Case closed there.", "Closed by the police.", by="supervisor")
    correct(play, seq_of(play, "protect-details"), "source", "The police", "A constable")
    assert play.case.protections[1].source == "A constable"


# Clocks move in the same entry (DESIGN 2.5)


def test_a_referral_that_came_earlier_was_to_be_acknowledged_and_decided_earlier() -> None:
    play = Play()
    play.to("2026-11-10", at=play.now.time())
    assert (play.last_day("acknowledge-referral"), play.last_day("triage")) == ("2026-11-10", "2026-11-11")
    correct(play, 1, "happened_on", MONDAY, "2026-11-06")
    assert (play.last_day("acknowledge-referral"), play.last_day("triage")) == ("2026-11-09", "2026-11-10")
    assert play.case.opened_on is not None
    assert play.case.opened_on.isoformat() == "2026-11-06"
    assert fold(REF, play.entries) == play.case
    play.ring()
    assert "acknowledge-referral" in play.tasks()
    assert "triage" not in play.tasks()
    play.to("2026-11-11")
    assert "triage" in play.tasks()


def test_a_clock_that_passed_too_early_runs_again_and_what_it_asked_for_goes() -> None:
    play = Play(child={"first_absent_on": None}, happened_on="2026-11-02")
    play.ring()
    assert {"acknowledge-referral", "triage"} <= play.tasks()
    assert "deadline-passed" in play.tasks("supervisor")
    correct(play, 1, "happened_on", "2026-11-02", MONDAY)
    assert play.clock("triage").state is ClockState.RUNNING
    assert play.last_day("triage") == "2026-11-11"
    assert play.tasks() == set()
    assert play.tasks("supervisor") == set()
    play.to("2026-11-12")
    assert "triage" in play.tasks()


def test_what_is_met_stays_met() -> None:
    play = Play()
    play.act("acknowledge-referral", how="By e-mail")
    correct(play, 1, "happened_on", MONDAY, "2026-11-06")
    assert play.clock("acknowledge-referral").state is ClockState.MET


def test_the_first_day_absent_moves_both_clocks_of_an_unseen_child() -> None:
    play = Play()
    assert (play.last_day("unseen-amber"), play.last_day("unseen-police")) == ("2026-11-20", "2026-12-04")
    correct(play, 1, "child.first_absent_on", MONDAY, "2026-10-19")
    assert (play.last_day("unseen-amber"), play.last_day("unseen-police")) == ("2026-11-06", "2026-11-20")
    play.ring()
    assert "police-referral" in play.tasks()
    assert play.clock("unseen-police").basis_field == "child.first_absent_on"


def test_an_urgent_task_is_not_corrected_away() -> None:
    play = Play(child={"first_absent_on": "2026-10-05"})
    play.ring()
    assert play.task("police-referral").urgent
    correct(play, 1, "child.first_absent_on", "2026-10-05", MONDAY)
    assert play.clock("unseen-police").state is ClockState.RUNNING
    assert play.task("police-referral").urgent
    assert "unseen" not in play.tasks()


def test_a_first_day_that_no_calendar_knows_asks_for_the_calendar_and_keeps_the_clock() -> None:
    play = Play()
    correct(play, 1, "child.first_absent_on", MONDAY, "2018-01-15")
    assert "calendar-missing" in play.tasks("supervisor")
    assert play.last_day("unseen-police") == "2026-12-04"
    assert fold(REF, play.entries) == play.case


def test_a_sighting_of_another_day_ends_the_clocks_or_no_longer() -> None:
    play = Play()
    play.to("2026-11-12")
    seen = {"where": "At home", "seen_by": "professional", "by_name": "A Nurse", "by_role": "School nurse"}
    play.act("record-child-seen", happened_on="2026-11-11", **seen)
    seq = play.case.seq
    assert {"unseen-amber", "unseen-police"} & play.running() == set()
    correct(play, seq, "happened_on", "2026-11-11", "2026-11-06")
    assert {"unseen-amber", "unseen-police"} <= play.running()
    assert play.last_day("unseen-police") == "2026-12-04"
    correct(play, seq, "happened_on", "2026-11-06", "2026-11-10")
    assert {"unseen-amber", "unseen-police"} & play.running() == set()


def test_a_first_absence_after_the_sighting_starts_them_again() -> None:
    play = Play(child={"first_absent_on": "2026-11-02"})
    seen = {"where": "At home", "seen_by": "known-adult", "by_name": "An aunt", "by_role": "Aunt"}
    play.act("record-child-seen", happened_on="2026-11-04", **seen)
    assert "unseen-police" not in play.running()
    correct(play, 1, "child.first_absent_on", "2026-11-02", "2026-11-05")
    assert play.clock("unseen-police").deadline.start.isoformat() == "2026-11-05"
    assert "unseen-police" in play.running()


def test_a_visit_that_saw_the_child_after_all() -> None:
    play = at("contact")
    play.act("record-visit", outcome="no-reply")
    seq = play.case.seq
    assert refused(play, seq, "outcome", "no-reply", "child-seen") == "WHERE_SEEN"
    correct(play, seq, "where", "", "At home")
    correct(play, seq, "outcome", "no-reply", "child-seen")
    assert play.case.last_sighting is not None
    assert "unseen-police" not in play.running()


def test_the_first_day_at_school_moves_the_reviews() -> None:
    play = at("reintegration")
    seq = seq_of(play, "record-place-accepted")
    reviews = [f"reintegration-review-{n}" for n in (1, 2, 3)]
    assert [play.last_day(name) for name in reviews] == ["2026-11-23", "2026-12-21", "2027-02-01"]
    correct(play, seq, "starts_on", MONDAY, "2026-11-16")
    assert [play.last_day(name) for name in reviews] == ["2026-11-30", "2026-12-28", "2027-02-08"]
    assert play.last_day("first-attendance") == "2026-11-17"


def test_the_hour_by_which_a_visitor_is_back_moves_the_alarm() -> None:
    play = at("contact")
    play.act("plan-visit", visit_on="2026-11-10", ends_by="16:30")
    seq, clock = play.case.seq, f"visit-V{play.case.seq}"
    correct(play, seq, "ends_by", "16:30:00", "17:30:00")
    assert play.clock(clock).rings_at.isoformat() == "2026-11-10T17:30:00+00:00"
    correct(play, seq, "visit_on", "2026-11-10", "2026-11-11")
    assert play.clock(clock).rings_at.isoformat() == "2026-11-11T17:30:00+00:00"
    assert play.case.visits[0].ends_at == play.clock(clock).rings_at


def test_a_pause_and_an_extension_survive_a_correction() -> None:
    play = Play()
    play.act("extend-deadline", clock="triage", to="2026-11-17", reason="The school is closed.")
    correct(play, 1, "happened_on", MONDAY, "2026-11-06")
    assert play.last_day("triage") == "2026-11-17"
    paused = Play()
    paused.act("pause-clocks", until="2026-11-10", reason="Funeral abroad.")
    paused.to("2026-11-11")
    assert paused.last_day("triage") == "2026-11-12"
    correct(paused, 1, "happened_on", MONDAY, "2026-11-06")
    # two days after Friday: both fall into the pause, so both are still to come on Wednesday
    assert paused.last_day("triage") == "2026-11-12"


def test_a_paused_clock_is_moved_and_stays_paused() -> None:
    play = Play()
    play.act("pause-clocks", until="2026-11-16", reason="Funeral abroad.")
    correct(play, 1, "happened_on", MONDAY, "2026-11-06")
    assert play.clock("triage").state is ClockState.PAUSED


def test_the_birth_date_of_a_child_never_found_moves_its_leaving_date() -> None:
    play = at("dormant", child={"date_of_birth": "2011-08-31"})
    assert play.last_day("leaving-date") == "2027-06-25"
    correct(play, 1, "child.date_of_birth", "2011-08-31", "2011-09-30")
    assert play.last_day("leaving-date") == "2028-06-30"


def test_a_posting_corrected_is_served_another_day() -> None:
    play = at("contact", adults=[MOTHER])
    letter = posted(play)
    assert (play.letter().posted_on.isoformat(), play.letter().deemed_on.isoformat()) == ("2026-11-09", "2026-11-11")
    seq = seq_of(play, "record-posting")
    correct(play, seq, "how", "first-class", "by-hand")
    assert (play.letter().posted_on.isoformat(), play.letter().deemed_on.isoformat()) == ("2026-11-09", "2026-11-09")
    assert fold(REF, play.entries) == play.case
    assert play.letter().id == letter
    play.to("2026-11-13")
    assert refused(play, seq, "posted_on", None, "2026-11-06") == "POSTED_BEFORE_APPROVAL LATE_REASON SECOND_PERSON"
    play.act("record-returned-post", letter=letter, returned_on="2026-11-12")
    assert play.letter().state is LetterState.RETURNED
    assert refused(play, play.case.seq, "happened_on", "2026-11-12", "2026-11-11") == "ANOTHER_FIELD"
    correct(play, play.case.seq, "returned_on", "2026-11-12", "2026-11-11")
    assert play.letter().returned_on.isoformat() == "2026-11-11"


def test_a_closed_case_is_corrected_too() -> None:
    play = at("closed")
    correct(play, 1, "child.known_as", "", "Kit")
    assert (play.case.stage, play.case.child.known_as) == (Stage.CLOSED, "Kit")
    assert play.running() == set()
    correct(play, 1, "happened_on", MONDAY, "2026-11-06")
    assert play.running() == set()
