"""A changed standard: which may be, how far, and which number a date is worked out by. Pure."""

from datetime import date

import pytest

from domain.calendars import Almanac
from domain.clock import ClockState
from domain.date_rules import RULES, work_out
from domain.policy import STANDARDS
from domain.policy_changes import StandardChange, changeable, faults, in_force, sane, why_not
from tests.domain.play import ALMANAC, Play, at

MONDAY = date(2026, 11, 9)
TO_TWELVE = StandardChange(name="checks", value=12, since=date(2026, 11, 16), version=3)
CHANGED = Almanac.of(ALMANAC.calendars, [TO_TWELVE])


def test_what_begins_before_its_day_keeps_its_date_and_what_begins_on_it_does_not() -> None:
    sunday, monday = date(2026, 11, 15), date(2026, 11, 16)
    before, after = work_out("checks", sunday, CHANGED), work_out("checks", monday, CHANGED)
    assert before.last_day == work_out("checks", sunday, ALMANAC).last_day == date(2026, 11, 27)
    assert (work_out("checks", monday, ALMANAC).last_day, after.last_day) == (date(2026, 11, 30), date(2026, 12, 2))
    assert (before.standard, before.counted, after.counted) == ("", 10, 12)
    assert after.standard == "12 working days, from Monday 16 November 2026 (version 3)"
    assert "By the standard in force on Sunday 15 November 2026." in before.explanation
    assert f"By the standard in force on Monday 16 November 2026: {after.standard}." in after.explanation
    assert work_out("triage", monday, CHANGED) == work_out("triage", monday, ALMANAC)


def test_the_law_says_nothing_of_standards() -> None:
    statutory = work_out("suitable-education-notice", MONDAY, CHANGED)
    assert not any("standard in force" in line for line in statutory.explanation)


def test_of_two_changes_the_later_approved_one_counts() -> None:
    back = StandardChange(name="checks", value=9, since=date(2026, 11, 10), version=5)
    both = (back, TO_TWELVE)
    asked = [in_force(STANDARDS["checks"], date(2026, 11, day), both)[0].value for day in (9, 10, 16)]
    assert asked == [10, 9, 9]
    assert in_force(STANDARDS["checks"], MONDAY, both)[1] is None


def test_every_unit_can_be_counted_with_another_number() -> None:
    for standard in changeable():
        least, most = sane(standard)
        assert least <= standard.value <= most, standard.name
        for value in (least, most):
            known = Almanac.of(
                ALMANAC.calendars, [StandardChange(name=standard.name, value=value, since=MONDAY, version=1)]
            )
            found = work_out(standard.name, MONDAY, known, "")
            assert found.standard.startswith(standard.model_copy(update={"value": value}).words), standard.name
            assert (found.last_day > MONDAY) is (value > 0 or not standard.beginning_with)


def test_neither_law_nor_guidance_nor_safety_is_the_authority_s_to_change() -> None:
    refused = {name: why_not(standard) for name, standard in STANDARDS.items() if why_not(standard)}
    assert {name for name, rule in RULES.items() if rule.kind == "safeguarding"} <= set(refused)
    assert refused["placement-offer"] == "it is not the authority's own: School Admissions Code, in-year admissions"
    assert refused["unseen-police"] == "a child's safety depends on it"
    assert "notice of the law" in refused["posting-margin"]
    assert {"deemed-service", "seen-recent", "pause-ends", "review-day", "urgent-head-told"} <= set(refused)
    for name in refused:
        assert [field for field, _ in faults(name, 5, MONDAY, MONDAY, [])] == ["name"]
    assert [field for field, _ in faults("suitable-education-notice", 5, MONDAY, MONDAY, [])] == ["name"]


@pytest.mark.parametrize(
    ("name", "value", "since", "field"),
    [
        ("checks", 0, MONDAY, "value"),
        ("checks", 41, MONDAY, "value"),
        ("checks", None, MONDAY, "value"),
        ("pause-limit", 21, MONDAY, "value"),
        ("case-review", 11, MONDAY, "value"),
        ("checks", 12, None, "since"),
        ("checks", 12, date(2025, 11, 7), "since"),
        ("checks", 12, date(2027, 11, 11), "since"),
        ("checks", 10, MONDAY, "value"),
    ],
)
def test_what_cannot_be(name: str, value: int | None, since: date | None, field: str) -> None:
    assert [each for each, _ in faults(name, value, since, MONDAY, [])] == [field]


def test_both_edges_of_what_can_be() -> None:
    for value, since in ((1, MONDAY), (40, MONDAY), (12, date(2025, 11, 8)), (12, date(2027, 11, 10))):
        assert [*faults("checks", value, since, MONDAY, [])] == []
    assert [*faults("pause-limit", 19, MONDAY, MONDAY, [])] == []
    assert [*faults("checks", 10, date(2026, 11, 16), MONDAY, [TO_TWELVE])] == [], "back to what it was"


def moved(play: Play, clock: str) -> None:
    was = play.clock(clock).last_day.isoformat()
    play.act("standard-moved", by="process", clock=clock, confirmed_by="supervisor", was=was)


def test_an_approved_standard_moves_what_runs_and_keeps_its_pause() -> None:
    play = at("checks")
    began, was = play.clock("checks").deadline.start, play.clock("checks").last_day
    play.act("pause-clocks", until="2026-11-20", reason="Funeral abroad.")
    play.almanac = Almanac.of(play.almanac.calendars, [StandardChange(name="checks", value=12, since=began, version=1)])
    moved(play, "checks")
    assert play.clock("checks").state is ClockState.PAUSED, "a paused clock is left alone"
    play.act("resume-clocks")
    moved(play, "checks")
    assert play.clock("checks").last_day == work_out("checks", began, play.almanac).last_day > was
    assert "12 working days" in " ".join(play.clock("checks").deadline.explanation)


def test_a_refusal_names_the_number_in_force() -> None:
    play = at("checks")
    play.almanac = Almanac.of(
        play.almanac.calendars, [StandardChange(name="pause-limit", value=3, since=date(2026, 1, 1), version=1)]
    )
    verdict = play.verdict("PAUSE_TOO_LONG", "pause-clocks", until="2026-12-01", reason="Funeral abroad.")
    assert verdict is not None
    assert verdict.reason.startswith("A pause lasts at most 3 working days: until")
