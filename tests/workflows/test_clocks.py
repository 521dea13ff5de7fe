"""Clocks on the real server, in virtual time: whatever moves a date moves the running timer, and nothing else does."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.clock import ClockState
from domain.vocabulary import Stage
from tests.workflows.world import Case, World


@pytest.fixture
def world(shared_world: World) -> World:
    return shared_world


ONE_DAY = timedelta(days=1)


async def until_over(case: Case, clock: str) -> float:
    """Days from now to a minute after this clock rings."""
    return (case.clocks()[clock] - await case.now()) / ONE_DAY + 1 / 1440


async def test_a_pause_stops_local_clocks_and_no_other_and_resuming_moves_them(world: World) -> None:
    case = await world.open(child=absent_since(days_ago=7))
    before = case.file()
    await case.do("pause-clocks", reason="A funeral abroad.", until=(await case.today() + 14 * ONE_DAY).isoformat())
    assert case.clocks().keys() - {"unseen-five"} == {"case-review", "pause-ends", "unseen-amber", "unseen-police"}
    await case.check()
    await case.forward(6)
    assert set(case.passed()).isdisjoint({"triage", "acknowledge-referral"})
    await case.do("resume-clocks")
    assert case.last_day("triage") >= before.clock("triage").last_day + timedelta(days=4)  # type: ignore[union-attr]
    assert case.last_day("unseen-police") == before.clock("unseen-police").last_day  # type: ignore[union-attr]
    await case.check()
    await case.forward(await until_over(case, "triage"))
    assert "triage" in case.passed()


async def test_a_pause_that_nobody_ends_ends_by_itself(world: World) -> None:
    case = await world.open()
    until = await case.today() + 9 * ONE_DAY
    await case.do("pause-clocks", reason="A funeral abroad.", until=until.isoformat())
    await case.forward(9)
    assert case.file().pause is not None
    await case.forward(await until_over(case, "pause-ends"))
    assert case.file().pause is None
    assert case.last_day("triage") > until
    await case.check()


async def test_an_extension_moves_the_timer_once(world: World) -> None:
    case = await world.open()
    was = case.last_day("triage")
    days = await until_over(case, "triage")
    await case.do("extend-deadline", clock="triage", to=(was + 3 * ONE_DAY).isoformat(), reason="The school is shut.")
    await case.check()
    await case.forward(days)
    assert "triage" not in case.passed()
    await case.forward(3)
    assert case.passed().count("triage") == 1
    assert ("triage", was + 3 * ONE_DAY) in happened(case)


async def test_the_law_and_a_childs_safety_do_not_wait(world: World) -> None:
    case = await world.open(child=absent_since(days_ago=7))
    to = (case.last_day("unseen-police") + ONE_DAY).isoformat()
    codes = await case.refused("extend-deadline", by="supervisor", clock="unseen-police", to=to, reason="Please.")
    assert "CLOCK_NOT_LOCAL" in codes
    await case.check()


async def test_a_correction_moves_what_leaned_on_it(world: World) -> None:
    case = await world.open(child=absent_since(days_ago=7))
    was, ring = case.last_day("unseen-police"), await until_over(case, "unseen-police")
    old = case.file().child.first_absent_on
    assert old is not None
    new = old + 5 * ONE_DAY
    await case.do(
        "correct-entry",
        entry=1,
        field="child.first_absent_on",
        old=old.isoformat(),
        new=new.isoformat(),
        reason="Misread.",
    )
    assert case.last_day("unseen-police") > was
    await case.check()
    await case.forward(ring)
    assert "unseen-police" not in case.passed()
    await case.forward(await until_over(case, "unseen-police"))
    assert case.passed().count("unseen-police") == 1
    assert case.task("police-referral") is not None


async def test_a_clock_moved_away_and_back_rings_again_once(world: World) -> None:
    today = datetime.now(UTC).date()
    then = today - 20 * ONE_DAY
    case = await world.open(happened_on=then.isoformat())
    await case.until(lambda: case.passed().count("acknowledge-referral") == 1)  # written up late
    there = {"entry": 1, "field": "happened_on", "reason": "Misread."}
    await case.do("correct-entry", old=then.isoformat(), new=today.isoformat(), **there)
    assert "acknowledge-referral" in case.clocks()
    await case.check()
    await case.do("correct-entry", old=today.isoformat(), new=then.isoformat(), **there)
    await case.until(lambda: case.passed().count("acknowledge-referral") == 2)
    assert (await case.do("add-note", note="The case goes on.")).settled
    assert case.passed().count("acknowledge-referral") == 2
    await case.check()


async def test_a_child_seen_stops_the_clocks_of_the_unseen(world: World) -> None:
    case = await world.open(child=absent_since(days_ago=7))
    assert {"unseen-amber", "unseen-police"} <= case.clocks().keys()
    await case.do(
        "record-child-seen", where="At home", seen_by="professional", by_name="A Nurse", by_role="School nurse"
    )
    assert {"unseen-amber", "unseen-police"}.isdisjoint(case.clocks())
    await case.check()
    await case.forward(60)
    assert {"unseen-amber", "unseen-police"}.isdisjoint(case.passed())


async def test_a_child_nobody_can_find_is_looked_for_monthly_three_times_then_termly(world: World) -> None:
    case = await world.open()
    await to_dormant(case)
    assert (await case.says()).stage == Stage.DORMANT
    rules = []
    for _ in range(4):
        clock = case.file().clock("dormant")
        assert clock is not None
        rules.append(clock.deadline.rule)
        await case.forward(await until_over(case, "dormant"))
        assert case.task("recheck") is not None
        await case.do("record-recheck", checked="Lost-pupil database and health: nothing.")
        assert case.task("recheck") is None
        await case.check()
    assert rules == ["dormant-monthly", "dormant-monthly", "dormant-monthly", "dormant-termly"]
    assert (await case.do("record-traced", trace="A cousin's school knows.")).stage == Stage.CONTACT
    assert "dormant" not in case.clocks()


async def test_a_recheck_that_nobody_does_comes_again(world: World) -> None:
    case = await world.open()
    await to_dormant(case)
    await case.forward(100)
    assert case.passed().count("dormant") == 3
    await case.check()


async def test_three_days_in_which_nothing_runs_move_no_later_date(world: World) -> None:
    punctual = await world.open(child=absent_since(days_ago=1))
    late = await world.open(child=absent_since(days_ago=1), start=False)
    assert clocks_stand(late) == clocks_stand(punctual)
    first = min(late.clocks().values())
    away = first - await punctual.now() + timedelta(days=3)
    await late.start(late=away)
    await punctual.forward(away / ONE_DAY)
    recorded = [entry.recorded_at for entry in late.journal()[1:]]
    assert recorded
    assert min(recorded) > first + timedelta(days=2, hours=23)  # it really was late
    for _ in range(2):
        assert tasks_stand(late) == tasks_stand(punctual)
        assert clocks_stand(late) == clocks_stand(punctual)
        assert happened(late) == happened(punctual)
        await late.forward(40)
        await punctual.forward(40)


def clocks_stand(case: Case) -> set[tuple[str, object, ClockState]]:
    return {(clock.name, clock.last_day, clock.state) for clock in case.file().clocks}


def tasks_stand(case: Case) -> set[tuple[str, object, str]]:
    return {(task.name, task.due_on, task.audience) for task in case.file().open_tasks()}


def happened(case: Case) -> list[tuple[str, object]]:
    return [(entry.data["clock"], entry.happened_on) for entry in case.journal() if entry.action == "clock-passed"]


async def to_dormant(case: Case) -> None:
    await case.do("decide-triage", route="missing-education", reasons="On no roll.")
    await case.do("record-enquiry", subject="admissions", result="no-trace")
    await case.do("complete-checks", found="nowhere", summary="No trace anywhere.")
    await case.do("record-not-found", why="no-trace", tried="Two visits, letters, every contact.")


def absent_since(days_ago: int) -> dict[str, str]:
    since = datetime.now(UTC).date() - timedelta(days=days_ago)
    return {
        "given": "Kai",
        "surname": "Example",
        "date_of_birth": "2015-03-04",
        "school": "800/4001",
        "first_absent_on": since.isoformat(),
    }
