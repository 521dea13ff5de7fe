"""Histories of runs that have ended are kept as they were, sealed and hashed; one that is exchanged is named."""

import json

from sqlalchemy import text

from records import archives
from records.database import transaction
from rollcall.archiving import keep_ended
from rollcall.verifying import against_anchors
from tests.workflows.world import World


async def test_an_ended_run_is_kept_once_sealed_and_an_exchanged_one_is_named(world: World) -> None:
    case = await world.open(run_turns=3)
    for number in range(4):  # it moves to a fresh run on the way
        await case.do("add-note", note=f"Planted words {number}.")
    await case.forward(1)

    async def kept() -> list[archives.EndedRunRow]:
        await keep_ended(world.house, world.client)
        with transaction(world.house.engine) as session:
            return archives.runs_of(session, case.ref)

    for _ in range(100):
        if found := await kept():
            break
    first = found[0]
    assert (first.kind, first.ended, first.case_ref) == ("Journey", "continued_as_new", case.ref)
    history = archives.history_of(first)
    assert len(history["events"]) > 10
    assert "Planted" not in json.dumps(history)
    assert len({row.run_id for row in await kept()}) == len(await kept())
    assert against_anchors(world.house) == []
    with transaction(world.house.engine) as session:
        session.execute(text("set local session_replication_role = replica"))
        session.execute(text("update ended_run set content = 'x' where run_id = :run"), {"run": first.run_id})
    says = f"the kept history of {case.ref}, run {first.run_id[:8]}, is not the one that was kept"
    assert against_anchors(world.house) == [(case.ref, says)]
