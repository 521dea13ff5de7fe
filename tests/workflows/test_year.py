"""A year of a case on the real server, in seconds: once with every deadline met, once with every one missed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.clock import ClockState
from domain.outcomes import OUTCOMES
from domain.unseen import UNSEEN
from domain.vocabulary import Stage
from tests.workflows.world import Case, World


@pytest.fixture
def world(shared_world: World) -> World:
    return shared_world


ONE_DAY = timedelta(days=1)
SEEN = {"where": "At home", "seen_by": "professional", "by_name": "A Nurse", "by_role": "School nurse"}


def absent() -> dict[str, str]:
    since = datetime.now(UTC).date() - 3 * ONE_DAY
    return {"given": "Kai", "surname": "Example", "school": "800/4001", "first_absent_on": since.isoformat()}


async def meet(case: Case, clock: str) -> None:
    """What a good officer does before this clock rings."""
    stage = case.file().stage
    match clock:
        case "acknowledge-referral":
            await case.do("acknowledge-referral", how="By e-mail")
        case "triage":
            await case.do("decide-triage", route="missing-education", reasons="On no roll.")
        case "household-check":
            await case.do("record-no-other-children", who_said="The mother")
        case "checks":
            await case.do("record-enquiry", subject="admissions", result="no-trace")
            await case.do("complete-checks", found="nowhere", summary="No trace anywhere.")
        case "first-contact":
            await case.do("record-contact", how="telephone", answered=False)
        case "contact":
            await case.do("record-family-reached", how="in-person", said="They moved in September.")
        case "unseen-five" | "unseen-amber" | "unseen-police":
            await case.do("record-child-seen", **SEEN)
        case "support-review" if stage is not Stage.SUPPORT:
            await case.do("review-support", review="The form is in.")
        case "support-review":
            await case.do("agree-support", needs="A place near home.", plan="Apply this week.")
        case "placement-offer":
            await case.do("record-offer", school_name="Fixture Academy")
        case "first-attendance":
            today = (await case.today()).isoformat()
            await case.do("confirm-first-attendance", attended_on=today, said_by="Attendance office")
        case "case-review" if stage is Stage.PLACEMENT and case.file().place.offered_on:
            starts = (await case.today() + ONE_DAY).isoformat()
            await case.do("record-place-accepted", starts_on=starts, agreed_with="The mother")
        case "case-review":
            await case.do("add-note", note="Looked at: nothing has changed.")
        case _:
            assert clock.startswith("reintegration-review")
            await case.do("review-attendance", attending="sustained", seen="In every day.")


async def test_a_year_in_which_every_deadline_is_met(world: World) -> None:
    case = await world.open(child=absent())
    began, met = await case.now(), set()
    while await case.now() < began + 365 * ONE_DAY:
        name, rings = min(case.clocks().items(), key=lambda clock: clock[1])
        await case.forward((rings - await case.now() - timedelta(hours=3)) / ONE_DAY)
        await meet(case, name)
        met.add(name)
    assert case.passed() == []
    assert list(case.file().open_tasks()) == []
    assert {clock.state for clock in case.file().clocks} <= {ClockState.MET, ClockState.STOPPED, ClockState.RUNNING}
    assert {"triage", "checks", "contact", "placement-offer", "unseen-five", "reintegration-review-3"} <= met
    assert case.file().stage is Stage.REINTEGRATION
    await case.check()
    proof: dict[str, Any] = {"outcome": "ON_ROLL", "proof": "first-attendance", "evidence": "In class."}
    attended = case.file().place.attended_on
    assert attended is not None
    receipt = await case.do("close-case", attended_on=attended.isoformat(), **proof)
    assert receipt.stage == Stage.CLOSED
    await case.check()


async def test_a_year_in_which_every_deadline_is_missed(world: World) -> None:
    case = await world.open(child=absent())
    began = await case.now()
    steps = ["triage", "checks", "contact", "support-review", "placement-offer", "case-review", "first-attendance"]
    for step in steps:
        while (waits := set(case.clocks()) - {"case-review"} - set(case.passed())) or step == "case-review":
            last = max(rings for name, rings in case.clocks().items() if name in (waits or {"case-review"}))
            await case.forward((last - await case.now()) / ONE_DAY + 0.1)
            if step == "case-review":
                break
        if step != "first-attendance":
            await meet(case, step)
    await case.forward((began + 365 * ONE_DAY - await case.now()) / ONE_DAY)
    everything = set(OUTCOMES) - {"dormant"} | set(UNSEEN)
    assert {name for name in case.passed() if not name.startswith("urgent-police")} == everything
    journal = case.journal()
    for entry in journal:
        if entry.action != "clock-passed":
            continue
        asked = [task.audience for task in entry.consequences.tasks]
        told = {"urgent-police": ["head"], "unseen-police": ["supervisor"]}  # the draft waits since the tenth day
        if (
            only := next((who for name, who in told.items() if entry.data["clock"].startswith(name)), None)
        ) is not None:
            assert asked == only
            continue
        assert "owner" in asked  # a task for somebody, and where it matters an alert: never a letter
        if (outcome := OUTCOMES.get(entry.data["clock"])) is not None:
            assert ("supervisor" in asked) == outcome.alert, entry.data["clock"]
    case_file = case.file()
    assert case_file.letters == []
    assert case_file.stage is Stage.REINTEGRATION
    assert [task for task in case_file.open_tasks() if task.urgent], "nobody has seen this child"
    await case.check()
