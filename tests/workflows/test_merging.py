"""Two cases of one child, merged and undone by a person on one of them; the other process follows by itself."""

import asyncio
import json

from sqlalchemy import text

from domain.vocabulary import Closure, Stage
from records.database import transaction
from tests.workflows.world import Case, World

AUNT = {"name": "Ms Joan Sample", "relation": "relative", "telephone": "01632 960 888"}


async def until(case: Case, stage: Stage) -> None:
    """Until the other process has heard of it."""
    for _ in range(200):
        if case.file().stage is stage:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"never {stage}")


def projected(case: Case) -> bytes:
    """Every row that is worked out from the journal, but for the number and seal of its last entry."""
    queries = (
        """select to_jsonb(c) - 'seq' - 'head' || jsonb_build_object('state', c.state - 'seq' - 'head')
           from case_file c where ref = :ref""",
        "select to_jsonb(w) from work_item w where case_ref = :ref order by id",
        "select to_jsonb(l) - 'compare_at' from likeness l where ref = :ref",
        "select to_jsonb(k) from likeness_key k where ref = :ref order by key",
    )
    with transaction(case.world.house.engine) as session:
        rows = [list(session.execute(text(query), {"ref": case.ref}).scalars()) for query in queries]
    return json.dumps(rows, sort_keys=True).encode()


async def test_a_merge_closes_the_other_case_and_undoing_opens_it_where_it_stood(world: World) -> None:
    survivor, other = await world.open(), await world.open(adults=[AUNT], child={"given": "Kay", "surname": "Example"})
    await other.do("decide-triage", route="missing-education", reasons="On no roll.")
    before = [projected(case) for case in (survivor, other)]
    assert all(all(json.loads(rows)) for rows in before), "each table has something to lose"
    await survivor.do("merge-case", other=other.ref, reason="Both schools confirm one child.")
    await until(other, Stage.CLOSED)
    assert other.file().closure is Closure.DUPLICATE
    assert survivor.actions()[-1] == "merge-case"
    assert [person.name for person in survivor.file().people] == ["Ms Joan Sample"]
    assert all(projected(case) != was for case, was in zip((survivor, other), before, strict=True))
    assert await other.refused("complete-checks", found="nowhere", summary="No trace.") == ["NOT_A_STEP"]
    receipt = await other.do("undo-merge", other=survivor.ref, reason="Twins: two certificates.")
    assert receipt.stage == Stage.CHECKS
    await survivor.until(lambda: survivor.actions()[-1] == "undo-merge")
    assert [projected(case) for case in (survivor, other)] == before, "byte for byte (PRACTICE 8.10)"
    await other.do("record-enquiry", subject="admissions", result="no-trace")
    assert (await other.do("complete-checks", found="nowhere", summary="No trace.")).stage == Stage.CONTACT
    for case in (survivor, other):
        await case.check()


async def test_undone_from_the_case_that_went_on(world: World) -> None:
    survivor, other = await world.open(), await world.open()
    await survivor.do("merge-case", other=other.ref, reason="Both schools confirm one child.")
    await until(other, Stage.CLOSED)
    await survivor.do("undo-merge", other=other.ref, reason="Twins: two certificates.")
    await until(other, Stage.REFERRAL)
    assert survivor.actions()[-1] == "undo-merge"
    assert other.actions()[-1] == "undo-merge"
