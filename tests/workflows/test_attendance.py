"""Attendance before the law: a contract, and the notice to improve with its school weeks, on the real server."""

from datetime import date, timedelta
from typing import Any

from tests.workflows.noticed import CONSIDERED, NEEDS, Noticed, absences, begun, family, marked
from tests.workflows.world import Case, World

OFFERED: dict[str, Any] = {
    "weeks": 3,
    "support_offered": "A mentor, and a call each Friday.",
    "sufficient_improvement": "No absence without leave.",
}


async def improving(world: World, **data: Any) -> tuple[Case, str, str]:
    """A case whose mother has a notice to improve."""
    case, mother = await family(world)
    await case.do("record-improvement-notice", person=mother, **{**OFFERED, **data})
    return case, mother, case.file().improvements[0].id


async def ready(case: Case, mother: str, world: World, notice: str) -> Noticed:
    """Everything asked before a penalty notice, with that notice to improve named."""
    days = absences(world)
    marked(world, days)
    penalty = await begun(case, mother, days)
    await penalty.do("record-considered", **CONSIDERED)
    await penalty.do("record-needs", **NEEDS)
    await penalty.do("record-improvement", notice=notice)
    return penalty


def clock_days(case: Case, notice: str) -> tuple[date, date]:
    clock = case.file().clock(f"improvement-{notice}")
    assert clock is not None
    return clock.deadline.start, clock.last_day


async def test_a_notice_to_improve_runs_in_school_weeks_and_asks_how_it_ended(world: World) -> None:
    case, mother, notice = await improving(world)
    start, last_day = clock_days(case, notice)
    assert last_day >= start + timedelta(weeks=2, days=4)  # three full school weeks, holidays not among them
    penalty = await ready(case, mother, world, notice)
    assert await penalty.refused("prepare-penalty-notice") == ["G18_STILL_RUNNING"]
    codes = await case.refused("record-improvement-end", notice=notice, improved=True, found="All well so far.")
    assert codes == ["IMPROVEMENT_RUNNING"]
    await case.forward((last_day - await case.today()).days + 1)
    assert case.task("improvement-over") is not None
    await penalty.do("record-improvement", notice=notice)
    assert await penalty.refused("prepare-penalty-notice") == ["G18_IMPROVED"]
    await case.do("record-improvement-end", notice=notice, improved=True, found="No absence without leave.")
    assert case.task("improvement-over") is None
    await penalty.do("record-improvement", notice=notice)
    assert await penalty.refused("prepare-penalty-notice") == ["G18_IMPROVED"]


async def test_an_early_breach_counts_only_once_the_parent_was_told(world: World) -> None:
    case, mother, notice = await improving(world)
    await case.do("record-improvement-breach", notice=notice, found="Four sessions in the first week.")
    penalty = await ready(case, mother, world, notice)
    assert await penalty.refused("prepare-penalty-notice") == ["G18_STILL_RUNNING"]
    assert case.task("tell-of-breach") is not None
    await case.do("record-breach-told", notice=notice, how="By telephone.")
    assert case.task("tell-of-breach") is None
    await penalty.do("record-improvement", notice=notice)
    await penalty.do("prepare-penalty-notice")
    await penalty.at("prepared")


async def test_a_period_that_is_too_short_or_too_far_ahead_is_refused(world: World) -> None:
    case, mother = await family(world)
    assert await case.refused("record-improvement-notice", person=mother, **{**OFFERED, "weeks": 2}) == ["G18_LENGTH"]
    assert await case.refused("record-improvement-notice", person=mother, **{**OFFERED, "weeks": 7}) == ["G18_LENGTH"]
    far = (await case.today() + timedelta(days=15)).isoformat()
    assert await case.refused("record-improvement-notice", person=mother, served_on=far, **OFFERED) == ["FUTURE_DATE"]


async def test_its_letter_says_what_was_offered_and_until_when(world: World) -> None:
    case, mother, notice = await improving(world)
    _, last_day = clock_days(case, notice)
    assert "LETTER_ABOUT" in await case.refused("draft-letter", template="L10", person=mother)
    drafted = await case.do("draft-letter", template="L10", person=mother, concerning=notice)
    letter = case.file().letter(f"L{drafted.seq}")
    assert letter is not None
    assert f"{last_day:%-d %B %Y}" in letter.text
    assert OFFERED["support_offered"] in letter.text
    assert "We would tell you first" in letter.text


async def test_a_contract_is_reviewed_and_a_parent_may_say_no(world: World) -> None:
    case, mother = await family(world)
    review = await case.today() + timedelta(days=20)
    promised = {"parent_will": "Ring by nine.", "we_will": "A mentor."}
    assert await case.refused("record-attendance-contract", person=mother, agreed=True) == ["CONTRACT_EMPTY"]
    await case.do("record-attendance-contract", person=mother, agreed=False)
    assert case.task("attendance-contract") is None
    body = {"person": mother, "agreed": True, "review_on": review.isoformat(), **promised}
    await case.do("record-attendance-contract", **body)
    task = case.task("attendance-contract")
    assert task is not None
    assert task.due_on == review
    contract = case.file().contracts[-1].id
    drafted = await case.do("draft-letter", template="L09", person=mother, concerning=contract)
    assert "Ring by nine." in case.file().letters[-1].text, drafted.seq
