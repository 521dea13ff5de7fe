"""Two cases of one child, merged and undone by a person on one of them; the other process follows by itself."""

import asyncio

from domain.vocabulary import Closure, Stage
from tests.workflows.world import Case, World


async def until(case: Case, stage: Stage) -> None:
    """Until the other process has heard of it."""
    for _ in range(200):
        if case.file().stage is stage:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"never {stage}")


async def test_a_merge_closes_the_other_case_and_undoing_opens_it_where_it_stood(world: World) -> None:
    survivor, other = await world.open(), await world.open()
    await other.do("decide-triage", route="missing-education", reasons="On no roll.")
    before = [case.file().model_dump(mode="json", exclude={"seq", "head"}) for case in (survivor, other)]
    await survivor.do("merge-case", other=other.ref, reason="Both schools confirm one child.")
    await until(other, Stage.CLOSED)
    assert other.file().closure is Closure.DUPLICATE
    assert survivor.actions()[-1] == "merge-case"
    assert await other.refused("complete-checks", found="nowhere", summary="No trace.") == ["NOT_A_STEP"]
    receipt = await other.do("undo-merge", other=survivor.ref, reason="Twins: two certificates.")
    assert receipt.stage == Stage.CHECKS
    for _ in range(200):
        if survivor.actions()[-1] == "undo-merge":
            break
        await asyncio.sleep(0.05)
    after = [case.file().model_dump(mode="json", exclude={"seq", "head"}) for case in (survivor, other)]
    assert after == before
    await other.do("record-enquiry", subject="admissions", result="no-trace")
    assert (await other.do("complete-checks", found="nowhere", summary="No trace.")).stage == Stage.CONTACT


async def test_undone_from_the_case_that_went_on(world: World) -> None:
    survivor, other = await world.open(), await world.open()
    await survivor.do("merge-case", other=other.ref, reason="Both schools confirm one child.")
    await until(other, Stage.CLOSED)
    await survivor.do("undo-merge", other=other.ref, reason="Twins: two certificates.")
    await until(other, Stage.REFERRAL)
    assert survivor.actions()[-1] == "undo-merge"
    assert other.actions()[-1] == "undo-merge"
