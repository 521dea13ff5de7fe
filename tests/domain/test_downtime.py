"""Three days of downtime move no later date: a clock noticed late counts from the day that passed (DESIGN 2.5)."""

from collections.abc import Callable

import pytest

from domain.fold import fold
from domain.vocabulary import Stage
from tests.domain.play import MONDAY, REF, Play, at

TRIAGE = {"route": "missing-education", "reasons": "On no roll."}


def paused(play: Play) -> None:
    play.act("pause-clocks", until="2026-11-13", reason="Funeral abroad.")


def visiting(play: Play) -> None:
    play.act("plan-visit", visit_on="2026-11-12", ends_by="16:30")


def in_danger(play: Play) -> None:
    play.act("raise-danger", indicators=["fgm"], words="Said so at school.")


def nothing(play: Play) -> None:
    pass


def both(stage: Stage, begin: Callable[[Play], None], asleep_from: str, awake_on: str, until: str) -> tuple[Play, Play]:
    """The same case twice: once punctual, once with nothing running between two days."""
    punctual, late = at(stage), at(stage)
    for play in (punctual, late):
        begin(play)
        play.to(asleep_from)
    late.asleep = True
    late.to(awake_on)
    late.asleep = False
    late.ring()
    for play in (punctual, late):
        play.to(until)
    return punctual, late


@pytest.mark.parametrize("begin", [nothing, paused, visiting, in_danger], ids=lambda begin: begin.__name__)
@pytest.mark.parametrize(
    ("asleep_from", "awake_on"),
    [("2026-11-09", "2026-11-12"), ("2026-11-10", "2026-11-13"), ("2026-11-20", "2026-11-23"), (MONDAY, "2027-01-04")],
)
def test_every_later_date_is_the_one_of_the_punctual_run(
    begin: Callable[[Play], None], asleep_from: str, awake_on: str
) -> None:
    for stage in Stage if begin is nothing else (Stage.CHECKS, Stage.REINTEGRATION):
        punctual, late = both(stage, begin, asleep_from, awake_on, "2027-01-25")
        assert dates(late) == dates(punctual), stage
        assert asked(late) == asked(punctual), stage
        passed = [entry for entry in late.entries if entry.action == "clock-passed"]
        assert all(entry.happened_on <= entry.recorded_at.date() for entry in passed)
        assert fold(REF, late.entries) == late.case


def dates(play: Play) -> dict[str, tuple[str, str, str]]:
    return {
        clock.name: (clock.state.value, clock.deadline.start.isoformat(), clock.last_day.isoformat())
        for clock in play.case.clocks
    }


def asked(play: Play) -> set[tuple[str, str, str, str]]:
    return {(task.name, task.audience, task.subject, task.due_on.isoformat()) for task in play.case.open_tasks()}


def test_what_passed_while_nothing_ran_is_recorded_in_its_order_before_anything_else() -> None:
    play = Play()
    play.asleep = True
    play.to("2026-11-13")
    play.asleep = False
    play.act("decide-triage", **TRIAGE)
    order = [(entry.action, entry.data.get("clock")) for entry in play.entries[1:4]]
    assert order == [("clock-passed", "acknowledge-referral"), ("clock-passed", "triage"), ("decide-triage", None)]
    assert [entry.happened_on.isoformat() for entry in play.entries[1:3]] == ["2026-11-10", "2026-11-11"]


def test_a_stage_entered_late_counts_from_the_day_it_was_decided() -> None:
    play = Play()
    entry = play._record(play._act("decide-triage", "officer", TRIAGE))
    play.to("2026-11-12")
    decided = entry.recorded_at.date().isoformat()
    play._record(play._act("stage-entered", "process", {"stage": "checks", "happened_on": decided}))
    assert play.last_day("checks") == at("checks").last_day("checks") == "2026-11-23"


def test_noticed_after_many_periods_a_review_catches_up_and_asks_once() -> None:
    play = at("dormant")
    play.asleep = True
    play.to("2027-06-01")
    play.asleep = False
    play.ring()
    passed = [entry.data["clock"] for entry in play.entries if entry.action == "clock-passed"]
    assert passed.count("dormant") == 6
    assert [task.name for task in play.case.open_tasks()].count("recheck") == 1
    assert play.last_day("dormant") == "2027-06-09"
