"""Closing: each outcome on its own evidence, the child seen, the household checked (PRACTICE 3.2, 3.3, 3.5)."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.guards.closing import ACCEPTED, SEEN_DOES_NOT_APPLY, Proof
from domain.school_age import first_day, leaving_date
from domain.vocabulary import Closure, LetterState, Stage
from tests.domain.fixture_calendar import ALMANAC as ONE_YEAR
from tests.domain.play import MOTHER, WITHOUT_CALENDAR, Play, at, close, issued, nothing_urgent, posted, written

NURSE = {"where": "At school", "seen_by": "professional", "by_name": "A Nurse", "by_role": "School nurse"}
OTHER = "RC-2026-000777"
FULL: dict[str, Any] = {
    "evidence": "A letter, filed.",
    "confirmed_by": "Their officer",
    "attended_on": "2026-11-09",
    "starts_on": "2026-11-09",
    "surviving_case": OTHER,
    "who_was_told": "Police, health, the national database",
}


def ready(stage: Stage | str = Stage.CONTACT, *, seen: bool = True, **referral: Any) -> Play:
    """A case on which nothing but the evidence of its closing is in question."""
    play = at(stage, **referral)
    play.others = {OTHER: Stage.CONTACT}
    play.act("record-no-other-children", who_said="The mother")
    if seen:
        play.act("record-child-seen", **NURSE)
    return play


def born_for(outcome: Closure) -> str:
    return {Closure.OVER_CSA: "2010-03-04", Closure.UNDER_CSA: "2022-03-04"}.get(outcome, "2015-03-04")


# Evidence


@pytest.mark.parametrize("outcome", Closure)
@pytest.mark.parametrize("proof", Proof)
def test_each_outcome_closes_on_its_own_proof_and_on_no_other(outcome: Closure, proof: Proof) -> None:
    play = ready(child={"date_of_birth": born_for(outcome), "first_absent_on": None})
    body = {**FULL, "outcome": outcome, "proof": proof}
    if proof in ACCEPTED[outcome]:
        play.act("close-case", by="supervisor", **body)
        assert (play.case.stage, play.case.closure) == (Stage.CLOSED, outcome)
        assert play.running() == set()
    else:
        why = {"EVIDENCE": "It will do"}
        assert play.refused("close-case", by="supervisor", overrides=why, **body) == "EVIDENCE"
        verdict = play.verdict("EVIDENCE", "close-case", by="supervisor", **body)
        assert verdict is not None
        assert verdict.field == "proof"


def test_a_parent_s_word_alone_closes_nothing() -> None:
    assert not any(Proof.PARENT in accepted for accepted in ACCEPTED.values())
    assert set(ACCEPTED) == set(Closure)


@pytest.mark.parametrize(
    ("outcome", "proof", "left_out", "code"),
    [
        ("ON_ROLL", "first-attendance", "attended_on", "ATTENDANCE_DATE"),
        ("INDEPENDENT", "first-attendance", "attended_on", "ATTENDANCE_DATE"),
        ("AP_S19", "first-attendance", "attended_on", "ATTENDANCE_DATE"),
        ("NOT_CME", "school-registration", "starts_on", "START_DATE"),
        ("OTHER_LA_CONFIRMED", "school-registration", "starts_on", "START_DATE"),
        ("DUPLICATE", "surviving-case", "surviving_case", "SURVIVING_CASE"),
        ("ON_ROLL", "first-attendance", "confirmed_by", "CONFIRMED_BY"),
        ("OTHER_LA_CONFIRMED", "authority-acknowledged", "confirmed_by", "CONFIRMED_BY"),
        ("OTHER_LA_CONFIRMED", "school-registration", "confirmed_by", "CONFIRMED_BY"),
        ("ABROAD_CONFIRMED", "abroad-confirmed", "confirmed_by", "CONFIRMED_BY"),
        ("DECEASED", "registrar-or-police", "confirmed_by", "CONFIRMED_BY"),
    ],
)
def test_evidence_says_when_and_by_whom(outcome: str, proof: str, left_out: str, code: str) -> None:
    play = ready()
    body = {**FULL, "outcome": outcome, "proof": proof}
    del body[left_out]
    verdicts = play.why_not("close-case", by="supervisor", **body)
    assert [(verdict.code, verdict.field, verdict.overridable) for verdict in verdicts] == [(code, left_out, False)]


def test_enrolment_is_not_attendance() -> None:
    play = ready("reintegration", seen=False)
    body = {"outcome": "ON_ROLL", "evidence": "On the roll since Monday.", "confirmed_by": "The office"}
    assert play.refused("close-case", proof="school-registration", starts_on="2026-11-09", **body) == (
        "EVIDENCE NOT_SEEN"
    )
    assert play.refused("close-case", proof="first-attendance", **body) == "ATTENDANCE_DATE NOT_SEEN"


def test_the_school_that_confirmed_the_first_day_need_not_be_named_twice() -> None:
    play = ready("reintegration", seen=False)
    play.act("confirm-first-attendance", attended_on="2026-11-09", said_by="Attendance office")
    play.act("close-case", outcome="ON_ROLL", proof="first-attendance", evidence="In class.", attended_on="2026-11-09")
    assert play.case.stage is Stage.CLOSED


def test_a_day_attended_before_the_child_went_missing_proves_nothing() -> None:
    play = ready(child={"first_absent_on": "2026-11-02"})
    body = {**FULL, "outcome": "ON_ROLL", "proof": "first-attendance"}
    assert play.refused("close-case", **{**body, "attended_on": "2026-11-01"}) == "ATTENDED_BEFORE"
    assert play.refused("close-case", **{**body, "attended_on": "2026-11-10"}) == "FUTURE_DATE"
    play.act("close-case", **{**body, "attended_on": "2026-11-02"})


def test_offered_and_not_started_is_still_missing_education() -> None:
    play = ready()
    body = {**FULL, "outcome": "NOT_CME", "proof": "school-registration", "attended_on": None}
    verdict = play.verdict("NOT_STARTED", "close-case", **{**body, "starts_on": "2026-11-16"})
    assert verdict is not None
    assert verdict.opens_on == date(2026, 11, 16)
    assert play.refused("close-case", **{**body, "starts_on": "2026-11-16"}) == "NOT_STARTED"
    play.act("close-case", **body)


def test_abroad_is_a_supervisor_s() -> None:
    play = ready()
    body = {**FULL, "outcome": "ABROAD_CONFIRMED", "proof": "abroad-confirmed"}
    for by in ("officer", "officer2"):
        assert play.refused("close-case", by=by, overrides={"SUPERVISOR_NEEDED": "Busy"}, **body) == "SUPERVISOR_NEEDED"
    play.act("close-case", by="supervisor", **body)


# A duplicate goes on somewhere


def test_a_duplicate_goes_on_as_another_case_that_is_open() -> None:
    play = ready(seen=False)
    body = {"outcome": "DUPLICATE", "proof": "surviving-case", "evidence": "The same child, twice."}
    assert play.refused("close-case", surviving_case=play.case.ref, **body) == "SURVIVING_CASE"
    assert play.refused("close-case", surviving_case="RC-2026-000778", **body) == "SURVIVING_CASE"
    assert play.refused("close-case", surviving_case="RC-1", **body) == "INVALID"
    play.others[OTHER] = Stage.CLOSED
    assert play.refused("close-case", surviving_case=OTHER, **body) == "SURVIVING_CLOSED"
    play.others[OTHER] = Stage.DORMANT
    play.act("close-case", surviving_case=OTHER, **body)


# Seen (PRACTICE 3.5): in the last 20 school days, to the day


def seen_on(day: str, *, until: str, who: str = "professional") -> Play:
    play = ready(seen=False)
    play.to(day)
    play.act("record-child-seen", **{**NURSE, "seen_by": who})
    play.to(until)
    nothing_urgent(play, "Seen at school by the nurse.")
    return play


HOME_EDUCATED = {"outcome": "EHE_SUITABLE", "proof": "officer-decision", "evidence": "Work in three subjects seen."}


@pytest.mark.parametrize(
    ("day", "until", "closes"),
    [
        ("2026-11-09", "2026-12-07", True),  # the twentieth school day after
        ("2026-11-09", "2026-12-08", False),
        ("2026-12-01", "2027-01-12", True),  # the holiday is not counted: 13 days before it, 7 after
        ("2026-12-01", "2027-01-13", False),
    ],
)
def test_seen_within_twenty_school_days_to_the_day(day: str, until: str, closes: bool) -> None:
    play = seen_on(day, until=until)
    if closes:
        play.act("close-case", **HOME_EDUCATED)
    else:
        assert play.refused("close-case", **HOME_EDUCATED) == "NOT_SEEN"
        why = {"NOT_SEEN": "Seen yesterday by her doctor, who wrote to us"}
        assert play.refused("close-case", overrides=why, **HOME_EDUCATED) == "NOT_SEEN"
        assert play.act("close-case", by="supervisor", overrides=why, **HOME_EDUCATED).overrides == why


def test_an_aunt_s_word_ends_the_clocks_and_closes_no_case() -> None:
    play = seen_on("2026-11-09", until="2026-11-10", who="known-adult")
    assert play.refused("close-case", **HOME_EDUCATED) == "NOT_SEEN"


@pytest.mark.parametrize("outcome", Closure)
def test_for_every_outcome_but_two_the_child_was_seen_or_in_school(outcome: Closure) -> None:
    play = ready(seen=False, child={"date_of_birth": born_for(outcome), "first_absent_on": None})
    body = {**FULL, "outcome": outcome, "proof": ACCEPTED[outcome][0], "attended_on": None}
    verdict = play.verdict("NOT_SEEN", "close-case", by="supervisor", **body)
    assert (verdict is None) is (outcome in SEEN_DOES_NOT_APPLY)


def test_attendance_confirmed_stands_for_a_sighting() -> None:
    play = ready(seen=False)
    body = {**FULL, "outcome": "OTHER_LA_CONFIRMED", "proof": "authority-acknowledged"}
    assert play.refused("close-case", **{**body, "attended_on": None}) == "NOT_SEEN"
    play.act("close-case", **body)


def test_where_no_calendar_counts_the_days_a_supervisor_says() -> None:
    play = Play(almanac=WITHOUT_CALENDAR)
    play.act("record-no-other-children", who_said="The mother")
    play.act("record-child-seen", **NURSE)
    assert play.refused("close-case", **HOME_EDUCATED) == "NOT_SEEN"
    play.act("close-case", by="supervisor", overrides={"NOT_SEEN": "Seen today"}, **HOME_EDUCATED)


# The household (PRACTICE 3.3)


def test_the_other_children_are_asked_for_and_each_is_checked() -> None:
    play = at("contact")
    play.act("record-child-seen", **NURSE)
    assert play.refused("close-case", **HOME_EDUCATED) == "HOUSEHOLD_NOT_ASKED"
    play.act("add-household-child", child_name="Mia Example")
    play.act("add-household-child", child_name="Leo Example")
    (verdict,) = play.why_not("close-case", **HOME_EDUCATED)
    assert (verdict.code, verdict.overridable) == ("HOUSEHOLD_UNCHECKED", True)
    assert verdict.reason.startswith("2 other children")
    for child in play.case.household:
        play.act("check-household-child", child=child.id, educated_at="Fixture Primary", confirmed_by="The office")
    play.act("close-case", **HOME_EDUCATED)


def test_a_supervisor_may_close_without_them_and_says_why() -> None:
    play = at("contact", household=[{"name": "Mia Example"}])
    play.act("record-child-seen", **NURSE)
    why = {"HOUSEHOLD_UNCHECKED": "She is four, at home with her grandmother"}
    entry = play.act("close-case", by="supervisor", overrides=why, **HOME_EDUCATED)
    assert entry.overrides == why


# A visit under way


def test_a_case_does_not_close_while_somebody_is_out_visiting() -> None:
    play = ready()
    play.act("plan-visit", visit_on="2026-11-09", ends_by="16:30")
    assert play.refused("close-case", **HOME_EDUCATED) == "VISIT_NOT_ENDED"
    play.act("record-visit", outcome="family-only")
    play.act("plan-visit", visit_on="2026-11-16", ends_by="16:30")
    play.act("close-case", **HOME_EDUCATED)
    assert play.running() == set()
    assert all(visit.ended for visit in play.case.visits)


# Age (PRACTICE 3.2, S22)


def closing_by_age(outcome: str, born: str, on: str, **child: Any) -> Play:
    play = Play("2026-09-07", almanac=ONE_YEAR, child={"date_of_birth": born, "first_absent_on": None, **child})
    play.act("record-no-other-children", who_said="The mother")
    play.asleep = True  # only the day matters here
    play.to(on)
    play.act("record-child-seen", **NURSE)
    return play


def by_age(play: Play, outcome: str) -> str:
    return play.refused("close-case", outcome=outcome, proof="birth-date", evidence="Birth certificate.")


@pytest.mark.parametrize(
    ("born", "last_day"),
    [("2011-08-31", "2027-06-25"), ("2010-09-10", "2027-06-25"), ("2011-09-20", "2028-06-30")],
)
def test_over_school_age_from_the_day_after_the_leaving_date(born: str, last_day: str) -> None:
    assert leaving_date(date.fromisoformat(born)).isoformat() == last_day
    play = closing_by_age("OVER_CSA", born, last_day)
    (verdict,) = play.why_not("close-case", outcome="OVER_CSA", proof="birth-date", evidence="Birth certificate.")
    assert verdict.code == "STILL_SCHOOL_AGE"
    assert verdict.opens_on == date.fromisoformat(last_day) + timedelta(days=1)
    after = closing_by_age("OVER_CSA", born, (date.fromisoformat(last_day) + timedelta(days=1)).isoformat())
    codes = after.refused(
        "close-case", outcome="OVER_CSA", proof="birth-date", evidence="Certificate.", happened_on=last_day
    )
    assert codes == "STILL_SCHOOL_AGE"
    after.act("close-case", outcome="OVER_CSA", proof="birth-date", evidence="Birth certificate.")


@pytest.mark.parametrize(("born", "first"), [("2021-08-31", "2026-08-31"), ("2021-09-01", "2026-12-31")])
def test_under_school_age_only_before_its_first_day(born: str, first: str) -> None:
    assert first_day(date.fromisoformat(born)).isoformat() == first
    if first > "2026-09-07":
        before = (date.fromisoformat(first) - timedelta(days=1)).isoformat()
        young = closing_by_age("UNDER_CSA", born, before)
        young.act("close-case", outcome="UNDER_CSA", proof="birth-date", evidence="Birth certificate.")
    of_age = closing_by_age("UNDER_CSA", born, max(first, "2026-09-07"))
    assert by_age(of_age, "UNDER_CSA") == "ALREADY_SCHOOL_AGE"


def test_too_young_is_not_over_and_too_old_is_not_under() -> None:
    assert by_age(closing_by_age("OVER_CSA", "2022-03-04", "2026-09-07"), "OVER_CSA") == "STILL_SCHOOL_AGE"
    assert by_age(closing_by_age("UNDER_CSA", "2009-03-04", "2026-09-07"), "UNDER_CSA") == "ALREADY_SCHOOL_AGE"


def test_an_unknown_birth_date_closes_nothing_by_age() -> None:
    play = Play(child={"date_of_birth": None})
    play.act("record-no-other-children", who_said="The mother")
    play.act("record-child-seen", **NURSE)
    for outcome in ("OVER_CSA", "UNDER_CSA"):
        why = {"AGE_UNKNOWN": "Looks sixteen"}
        codes = play.refused(
            "close-case", by="supervisor", overrides=why, outcome=outcome, proof="birth-date", evidence="A guess."
        )
        assert codes == "AGE_UNKNOWN"


@pytest.mark.parametrize("born", ["2011-09-01", "2011-09-02"])
def test_between_two_readings_of_the_leaving_date_a_lawyer_decides(born: str) -> None:
    """This calendar's term starts on 3 September, so the law can be read to let go a year earlier."""
    assert by_age(closing_by_age("OVER_CSA", born, "2027-06-25"), "OVER_CSA") == "STILL_SCHOOL_AGE"
    between = closing_by_age("OVER_CSA", born, "2027-06-26")
    assert by_age(between, "OVER_CSA") == "AGE_NEEDS_LAWYER"
    assert (
        "age needs a lawyer"
        in between.why_not("close-case", outcome="OVER_CSA", proof="birth-date", evidence="Birth certificate.")[
            0
        ].reason
    )


# A child never found does not close by age


def test_on_the_leaving_date_of_a_child_never_found_a_supervisor_decides_and_records_who_was_told() -> None:
    play = at("dormant", child={"date_of_birth": "2011-08-31"})
    play.act("record-no-other-children", who_said="The mother's neighbour")
    assert play.last_day("leaving-date") == "2027-06-25"
    play.to("2027-06-25")
    nothing_urgent(play, "Police hold the missing report.")
    body = {"outcome": "OVER_CSA", "proof": "birth-date", "evidence": "Birth certificate."}
    told = {"who_was_told": "Police, health and the national database"}
    never = {"NOT_SEEN": "Never found"}
    assert "STILL_SCHOOL_AGE" in play.refused("close-case", by="supervisor", overrides=never, **told, **body)
    assert "never-found" not in play.tasks("supervisor")
    play.to("2027-06-26")
    task = play.task("never-found")
    assert (task.audience, task.action) == ("supervisor", "close-case")
    assert play.case.stage is Stage.DORMANT
    assert play.refused("close-case", **told, **body) == "SUPERVISOR_NEEDED NOT_SEEN"
    assert play.refused("close-case", by="supervisor", overrides=never, **body) == "WHO_WAS_TOLD"
    play.act("close-case", by="supervisor", overrides=never, **told, **body)
    assert play.case.closure is Closure.OVER_CSA


def test_a_birth_date_learned_while_the_child_is_lost_starts_that_clock_and_finding_it_ends_it() -> None:
    play = at("dormant", child={"date_of_birth": None})
    assert "leaving-date" not in play.running()
    play.act("give-child-details", date_of_birth="2011-08-31", evidence="The register office.")
    assert play.last_day("leaving-date") == "2027-06-25"
    play.act("record-traced", trace="A cousin's school knows the street.")
    assert "leaving-date" not in play.running()


# Afterwards


def test_a_child_that_died_stops_every_letter_at_once() -> None:
    play = ready(adults=[MOTHER])
    draft, approved, waiting = written(play), written(play), issued(play)
    play.act("approve-letter", letter=approved)
    gone = posted(play)
    play.act("close-case", outcome="DECEASED", proof="registrar-or-police", evidence="x" * 3, confirmed_by="Registrar")
    states = {letter.id: letter.state for letter in play.case.letters}
    assert {states[each] for each in (draft, approved, waiting)} == {LetterState.STOPPED}
    assert states[gone] is LetterState.POSTED
    body = {"template": "L02", "person": play.person()}
    assert play.refused("draft-letter", **body) == "CHILD_DIED"


def test_letters_of_other_closings_go_on() -> None:
    play = ready(adults=[MOTHER])
    waiting = issued(play)
    close(play)
    play.act("record-posting", letter=waiting)
    assert play.letter().state is LetterState.POSTED


def test_reopening_begins_again_with_contact() -> None:
    play = at("closed")
    assert play.case.closed_on == play.today
    play.act("reopen-case", reason="She stopped coming.")
    assert (play.case.stage, play.case.closure, play.case.closed_on) == (Stage.CONTACT, None, None)
    assert {"first-contact", "contact", "case-review"} <= play.running()
    assert play.refused("close-case", **{**FULL, **HOME_EDUCATED, "attended_on": None}) == "NOT_SEEN"
