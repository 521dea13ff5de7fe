"""Which clocks pause and extend, for how long, and why the others do not (PRACTICE 2.1)."""

from datetime import date, timedelta

import pytest

from domain.clock import start_clock
from domain.date_rules import RULES, work_out
from domain.guards.clocks import not_local
from domain.source import Tag
from domain.vocabulary import Stage
from tests.domain.fixture_calendar import SCHOOL
from tests.domain.play import ALMANAC, Play, at

MONDAY = date(2026, 11, 9)
REASON = {"reason": "The family is at a funeral abroad."}


def longest() -> date:
    return work_out("pause-limit", MONDAY, ALMANAC).last_day


def test_a_pause_lasts_at_most_twenty_working_days() -> None:
    assert longest() == date(2026, 12, 7)
    play = at("checks")
    assert play.refused("pause-clocks", until=(longest() + timedelta(days=1)).isoformat(), **REASON) == "PAUSE_TOO_LONG"
    verdict = play.verdict("PAUSE_TOO_LONG", "pause-clocks", until="2026-12-08", **REASON)
    assert verdict is not None
    assert (verdict.field, verdict.overridable) == ("until", False)
    assert "7 December 2026" in verdict.reason
    play.act("pause-clocks", until=longest().isoformat(), **REASON)
    assert play.last_day("pause-ends") == longest().isoformat()


def test_a_pause_ends_today_at_the_earliest() -> None:
    assert at("checks").refused("pause-clocks", until="2026-11-08", **REASON) == "PAUSE_ENDS_BEFORE"
    play = at("checks")
    play.act("pause-clocks", until="2026-11-09", **REASON)
    play.to("2026-11-10")
    assert play.case.pause is None
    assert play.last_day("checks") == at("checks").last_day("checks")  # no day of it fell into the pause


def test_paused_clocks_do_not_pause_twice_and_nothing_resumes_that_does_not_pause() -> None:
    play = at("checks")
    assert play.refused("resume-clocks") == "NOT_PAUSED"
    play.act("pause-clocks", until="2026-11-13", **REASON)
    assert play.refused("pause-clocks", until="2026-11-16", **REASON).split()[0] == "ALREADY_PAUSED"
    play.act("resume-clocks")
    assert play.refused("resume-clocks") == "NOT_PAUSED"


def test_where_only_the_law_and_safety_count_there_is_nothing_to_pause() -> None:
    play = at("checks")
    for clock in play.case.clocks:
        if clock.pausable:
            play.case.clocks = [other for other in play.case.clocks if other.name != clock.name]
    assert play.refused("pause-clocks", until="2026-11-13", **REASON) == "NOTHING_TO_PAUSE"
    assert play.refused("extend-deadline", clock="checks", to="2026-11-24", reason="Illness") == (
        "NOTHING_TO_EXTEND NO_SUCH_CLOCK"
    )


@pytest.mark.parametrize("name", sorted(name for name, rule in RULES.items() if not rule.pausable))
def test_the_refusal_names_why_a_clock_does_not_move(name: str) -> None:
    clock = start_clock(name, MONDAY, ALMANAC, process="x", school=SCHOOL)
    (verdict,) = not_local(clock)
    kind, tag = RULES[name].kind, RULES[name].source.tag
    why = {
        "statutory": "the law sets it",
        "safeguarding": "a child's safety depends on it",
        "local": "guidance sets it" if tag is Tag.GUID else "it keeps the case in sight",
    }[kind]
    assert verdict.code == "CLOCK_NOT_LOCAL"
    assert why in verdict.reason
    assert RULES[name].source.cite in verdict.reason
    assert verdict.source == RULES[name].source
    assert not verdict.overridable


@pytest.mark.parametrize("name", sorted(name for name, rule in RULES.items() if rule.pausable))
def test_only_local_policy_pauses(name: str) -> None:
    assert RULES[name].kind == "local"
    assert RULES[name].source.tag is Tag.LOCAL
    assert list(not_local(start_clock(name, MONDAY, ALMANAC, process="x", school=SCHOOL))) == []


@pytest.mark.parametrize("clock", ["unseen-amber", "unseen-police", "case-review", "placement-offer"])
def test_what_is_not_local_cannot_be_extended_by_anybody(clock: str) -> None:
    play = at("placement")
    to = (play.clock(clock).last_day + timedelta(days=1)).isoformat()
    codes = play.refused(
        "extend-deadline",
        by="supervisor",
        overrides={"CLOCK_NOT_LOCAL": "Please"},
        clock=clock,
        to=to,
        reason="The school is closed.",
    )
    assert codes == "CLOCK_NOT_LOCAL"


def test_an_extension_is_at_most_ten_working_days_and_later_than_before() -> None:
    play = at("checks")
    extend = {"clock": "checks", "reason": "The school is closed for a day."}
    assert play.last_day("checks") == "2026-11-23"
    assert play.refused("extend-deadline", to="2026-11-23", **extend) == "NOT_LATER"
    assert play.refused("extend-deadline", to="2026-12-08", **extend) == "EXTENSION_TOO_LONG"
    assert play.refused("extend-deadline", to="2026-12-07", clock="triage", reason="Late") == "NO_SUCH_CLOCK"
    play.act("extend-deadline", to="2026-12-07", **extend)
    assert play.last_day("checks") == "2026-12-07"


def test_a_clock_is_extended_once_and_again_only_by_a_supervisor_who_says_why() -> None:
    play = at("checks")
    extend = {"clock": "checks", "reason": "The school is closed for a day."}
    play.act("extend-deadline", to="2026-11-24", **extend)
    again = {"ALREADY_EXTENDED": "The school stayed closed"}
    assert play.refused("extend-deadline", to="2026-11-25", overrides=again, **extend) == "ALREADY_EXTENDED"
    entry = play.act("extend-deadline", to="2026-11-25", by="supervisor", overrides=again, **extend)
    assert entry.overrides == again
    assert play.last_day("checks") == "2026-11-25"


def test_a_paused_clock_is_not_extended_it_waits() -> None:
    play = at("checks")
    play.act("pause-clocks", until="2026-11-13", **REASON)
    codes = play.refused("extend-deadline", to="2026-11-24", clock="checks", reason="The school is closed.")
    assert codes == "NOTHING_TO_EXTEND NO_SUCH_CLOCK"


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.CLOSED])
def test_a_pause_touches_no_clock_that_is_not_local(stage: Stage) -> None:
    play = at(stage)
    before = {clock.name: clock.rings_at for clock in play.case.running_clocks() if not clock.pausable}
    play.act("pause-clocks", until="2026-11-20", **REASON)
    after = {clock.name: clock.rings_at for clock in play.case.running_clocks() if clock.name != "pause-ends"}
    assert after.items() >= {name: at for name, at in before.items() if name != "case-review"}.items()
    assert not any(clock.pausable for clock in play.case.running_clocks())
    assert play.case.next_due is not None


def test_a_case_begun_today_can_be_paused_at_once() -> None:
    play = Play()
    play.act("pause-clocks", until="2026-11-16", **REASON)
    assert play.running() == {"unseen-five", "unseen-amber", "unseen-police", "case-review", "pause-ends"}
