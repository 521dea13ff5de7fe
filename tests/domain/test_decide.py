"""From an act to its entry: forms, verdicts, overrides, keys of time, and whose case it is afterwards."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.act import Act
from domain.afterwards import looked_after
from domain.clock import utc
from domain.deadline import LONDON
from domain.decide import Stale, decide
from domain.entry import GENESIS
from domain.facts import Roster, Staff
from domain.fold import fold
from domain.source import Tag
from domain.verdict import Refused
from domain.vocabulary import Role, Stage
from tests.domain.play import REF, Play, at, close


def test_the_first_entry_of_a_case_begins_its_chain() -> None:
    play = Play()
    first = play.entries[0]
    assert (first.seq, first.prev, first.action) == (1, GENESIS, "referral-received")
    assert play.case.stage is Stage.REFERRAL
    assert play.case.owner == "officer"
    assert play.case.next_due is not None


def test_a_form_that_does_not_fit_names_each_field_and_repeats_nothing_typed() -> None:
    play = Play()
    verdicts = play.why_not("decide-triage", route="elsewhere", reasons="no", starts="tomorrow")
    assert {(verdict.code, verdict.field) for verdict in verdicts} == {
        ("INVALID", "route"),
        ("INVALID", "reasons"),
        ("INVALID", "starts"),
    }
    assert not any("elsewhere" in verdict.reason or "tomorrow" in verdict.reason for verdict in verdicts)


def test_markup_is_kept_as_it_was_typed() -> None:
    entry = Play().act("add-note", note="<b>Not</b> at home & gone")
    assert entry.data["note"] == "<b>Not</b> at home & gone"


def test_an_entry_shows_when_it_happened_and_when_it_was_recorded() -> None:
    play = Play()
    play.to("2026-11-12")
    entry = play.act("add-note", note="Rang on Tuesday.", happened_on="2026-11-10")
    assert entry.happened_on.isoformat() == "2026-11-10"
    assert entry.recorded_at == play.now
    assert "happened_on" not in entry.data


# Overrides (PRACTICE 1.6)


def test_guidance_is_set_aside_by_a_supervisor_with_a_reason_and_it_is_journalled() -> None:
    play = at("checks")
    body = {"found": "nowhere", "summary": "The school did it all."}
    reason = {"NO_ENQUIRY": "The school's log covers them"}
    verdict = play.verdict("NO_ENQUIRY", "complete-checks", **body)
    assert verdict is not None
    assert (verdict.source.tag, verdict.overridable) == (Tag.GUID, True)
    assert play.refused("complete-checks", overrides=reason, **body) == "NO_ENQUIRY"
    assert play.refused("complete-checks", by="lawyer", overrides=reason, **body) == "NO_ENQUIRY"
    assert play.refused("complete-checks", by="supervisor", overrides={"NO_ENQUIRY": " x "}, **body) == "NO_ENQUIRY"
    entry = play.act("complete-checks", by="supervisor", overrides=reason, **body)
    assert entry.overrides == reason


def test_a_reason_for_a_verdict_that_nobody_gave_is_not_journalled() -> None:
    play = Play()
    entry = play.act("add-note", note="Rang.", by="supervisor", overrides={"NOT_SEEN": "Never mind"})
    assert entry.overrides == {}


def test_law_is_set_aside_by_nobody() -> None:
    play = at("contact", child={"date_of_birth": "2011-08-31"})
    play.act("record-no-other-children", who_said="The mother")
    body = {"outcome": "OVER_CSA", "proof": "birth-date", "evidence": "Birth certificate."}
    verdict = play.verdict("STILL_SCHOOL_AGE", "close-case", by="supervisor", **body)
    assert verdict is not None
    assert (verdict.source.tag, verdict.overridable) == (Tag.STAT, False)
    overrides = {"STILL_SCHOOL_AGE": "Nearly sixteen", "NOT_SEEN": "Abroad on holiday"}
    assert play.refused("close-case", by="supervisor", overrides=overrides, **body) == "STILL_SCHOOL_AGE"


def test_what_keeps_the_record_or_a_person_safe_is_set_aside_by_nobody() -> None:
    play = at("contact")
    play.act("add-warning", words="A loose dog.", source="Housing officer", review_on="2027-02-01")
    body = {"visit_on": "2026-11-10", "ends_by": "16:30"}
    assert play.refused("plan-visit", by="supervisor", overrides={"WARNINGS_UNREAD": "In a hurry"}, **body) == (
        "WARNINGS_UNREAD"
    )


# Days (what is recorded has happened)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2026-11-09", None),
        ("2026-11-10", "FUTURE_DATE"),
        ("2015-03-04", None),
        ("2015-03-03", "BEFORE_BIRTH"),
        ("2006-01-01", "BEFORE_BIRTH FAR_DATE"),
    ],
)
def test_the_day_of_an_entry_is_possible(day: str, code: str | None) -> None:
    play = Play()
    if code is None:
        assert play.act("add-note", note="Rang.", happened_on=day).happened_on.isoformat() == day
    else:
        assert play.refused("add-note", note="Rang.", happened_on=day) == code


def test_a_day_twenty_years_away_is_a_slip_of_the_pen() -> None:
    play = at("placement")
    play.act("record-offer", school_name="Fixture Academy")
    accepted = {"agreed_with": "The mother"}
    assert play.refused("record-place-accepted", starts_on="2062-11-09", **accepted) == "FAR_DATE"
    assert play.refused("record-place-accepted", starts_on="2026-11-08", **accepted) == "STARTS_BEFORE_OFFER"
    assert play.act("record-place-accepted", starts_on="2026-11-09", **accepted)


def test_a_clock_is_recorded_even_where_a_birth_date_turns_out_to_be_later() -> None:
    play = Play(child={"date_of_birth": None})
    play.asleep = True
    play.to("2026-11-12")
    play.act("give-child-details", date_of_birth="2026-11-12", evidence="Misread, as it later turns out.")
    play.asleep = False
    play.ring()
    assert {"triage", "acknowledge-referral"} <= play.tasks()


def test_a_referral_is_judged_like_any_form() -> None:
    def refused(**child: object) -> list[tuple[str, str | None]]:
        with pytest.raises(Refused) as refusal:
            Play(child=child)
        return [(verdict.code, verdict.field) for verdict in refusal.value.verdicts]

    assert refused(date_of_birth="2026-11-10") == [
        ("FUTURE_DATE", "child.date_of_birth"),
        ("BEFORE_BIRTH", "child.first_absent_on"),
    ]
    assert refused(date_of_birth="2005-01-01") == [("FAR_DATE", "child.date_of_birth")]
    assert refused(first_absent_on="2026-11-10") == [("FUTURE_DATE", "child.first_absent_on")]
    assert refused(upn="B123456789012") == [("INVALID", "child.upn")]
    with pytest.raises(Refused) as refusal:
        Play(owner="nobody", household=[{"name": "Mia", "date_of_birth": "2027-01-01"}])
    assert [(verdict.code, verdict.field) for verdict in refusal.value.verdicts] == [
        ("FUTURE_DATE", "household.0.date_of_birth"),
        ("NOT_STAFF", "owner"),
    ]


# Clocks that moved on


def passing(clock: str, rings_at: datetime) -> Act:
    return Act(
        key="ring", action="clock-passed", actor="clock", data={"clock": clock, "rings_at": rings_at.isoformat()}
    )


def test_a_clock_that_moved_on_records_nothing() -> None:
    play = Play()
    rings_at = play.clock("triage").rings_at
    early = replace(play.facts("clock"), now=rings_at - timedelta(seconds=1))
    with pytest.raises(Stale):
        decide(passing("triage", rings_at - timedelta(days=1)), REF, early)
    with pytest.raises(Stale):
        decide(passing("no-such-clock", rings_at), REF, early)
    assert decide(passing("triage", rings_at), REF, replace(play.facts("clock"), now=rings_at)).action == "clock-passed"
    play.act("decide-triage", route="missing-education", reasons="On no roll.")
    with pytest.raises(Stale):
        decide(passing("triage", rings_at), REF, replace(play.facts("clock"), now=rings_at))


# Whose case it is (PRACTICE 2.4)


def test_a_case_stays_with_the_team_it_came_to() -> None:
    play = Play(team="north", owner="")
    assert (play.case.owner, play.case.team) == ("", "north")
    play.act("add-note", note="Read.")
    assert play.case.team == "north"


def test_a_referral_to_a_team_in_which_nobody_works_goes_to_one_that_is_there() -> None:
    play = Play(team="nowhere", owner="")
    assert play.case.team == "east"
    assert looked_after(play.case, Roster(play.staff))


def test_a_case_of_somebody_who_left_goes_back_to_the_team_and_asks_for_an_officer() -> None:
    play = at("contact")
    play.leaves("officer")
    play.act("add-note", note="Read it.", by="officer2")
    assert (play.case.owner, play.case.team) == ("", "north")
    assert play.task("unowned").audience == "supervisor"
    play.act("assign-case", by="supervisor", owner="officer2")
    assert play.case.owner == "officer2"
    assert play.tasks("supervisor") == set()


def test_the_service_hands_a_case_on_by_itself() -> None:
    play = at("contact")
    play.leaves("officer", "officer2", "supervisor")
    play.act("hand-on", by="process")
    assert (play.case.owner, play.case.team) == ("", "east")
    assert looked_after(play.case, Roster(play.staff))


def test_a_clock_notices_too_that_an_officer_has_left() -> None:
    play = at("contact")
    play.leaves("officer")
    play.to("2026-12-01")
    assert play.case.owner == ""
    assert "unowned" in play.tasks("supervisor")


def test_a_reopened_case_gets_somebody() -> None:
    play = at("closed")
    play.leaves("officer", "officer2", "supervisor")
    play.act("reopen-case", reason="She stopped coming.", by="elsewhere")
    assert (play.case.stage, play.case.owner, play.case.team) == (Stage.CONTACT, "", "east")
    assert "unowned" in play.tasks("supervisor")


def test_a_case_is_given_only_to_somebody_who_works_here() -> None:
    play = at("contact")
    assert play.refused("assign-case", owner="nobody") == "NOT_STAFF"
    play.leaves("officer2")
    assert play.refused("assign-case", owner="officer2") == "NOT_STAFF"
    play.act("assign-case", by="elsewhere")
    assert (play.case.owner, play.case.team) == ("elsewhere", "east")
    assert Play(owner="officer2").refused("decide-triage", route="lost", reasons="Gone.", owner="nobody") == "NOT_STAFF"


def test_whoever_is_kept_out_of_a_case_does_not_get_it_and_does_not_keep_it() -> None:
    """PRACTICE 2.4, 8.9: it goes to the team, without those of it who are kept out, and a supervisor is asked."""
    play = at("contact")
    play.kept_out = frozenset({"officer2"})
    (refused,) = play.why_not("assign-case", owner="officer2", by="supervisor")
    assert refused.code == "MAY_NOT_HAVE_IT"
    assert "kept out" not in refused.reason, "that is told to supervisors alone"
    triaged = Play(owner="")
    triaged.kept_out = frozenset({"officer2"})
    assert triaged.refused("decide-triage", route="lost", reasons="Gone.", owner="officer2") == "MAY_NOT_HAVE_IT"
    play.kept_out = frozenset({"officer"})
    play.act("hand-on", by="process")
    assert (play.case.owner, play.case.team, play.task("unowned").why) == ("", "north", "Its officer may not have it")
    assert play.task("unowned").audience == "supervisor"
    play.kept_out = frozenset({"officer", "officer2", "supervisor"})
    play.act("hand-on", by="process")
    assert (play.case.owner, play.case.team) == ("", "east")
    assert looked_after(play.case, Roster(play.staff, kept_out=play.kept_out))


def test_an_officer_of_no_team_leaves_the_case_with_its_team() -> None:
    play = at("contact")
    play.staff["floating"] = Staff("floating", "Kim Poole", frozenset({Role.OFFICER}))
    play.act("assign-case", owner="floating", by="supervisor")
    assert (play.case.owner, play.case.team) == ("floating", "north")


# Open and closed


def test_a_case_is_open_until_the_act_that_closes_it() -> None:
    play = at("checks")
    close(play)
    closing = next(entry for entry in play.entries if entry.action == "close-case")
    case = fold(REF, [entry for entry in play.entries if entry.seq <= closing.seq])
    assert (case.stage, case.open) == (Stage.CHECKS, False)
    assert not play.case.open
    play.act("reopen-case", reason="She stopped coming.")
    assert play.case.open


def test_nothing_of_a_closed_case_runs_on_and_notes_start_nothing() -> None:
    play = at("closed")
    play.act("add-note", note="The school rang to thank us.")
    assert play.running() == set()
    assert list(play.case.open_tasks()) == []


def test_an_instant_without_a_zone_is_nobody_s_time() -> None:
    with pytest.raises(ValueError, match="time zone"):
        utc(datetime(2026, 11, 9, 10))  # noqa: DTZ001
    assert utc(datetime(2026, 7, 9, 10, tzinfo=LONDON)) == datetime(2026, 7, 9, 9, tzinfo=UTC)
