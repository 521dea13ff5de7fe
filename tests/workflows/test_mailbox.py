"""The mailbox: whatever comes at once, each act is taken by itself, recorded once and answered truly."""

import asyncio
from typing import Any

import pytest
from temporalio.client import WithStartWorkflowOperation, WorkflowUpdateFailedError
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.exceptions import ApplicationError

from domain.act import Act, Receipt
from domain.entry import broken_links
from domain.vocabulary import Stage
from records.database import transaction
from records.standing import standing_of
from tests.workflows.world import Case, World
from workflows.asking import Refusal
from workflows.journey import Journey
from workflows.starting import state_of


@pytest.fixture
def world(shared_world: World) -> World:
    return shared_world


TRIAGE: dict[str, Any] = {"route": "missing-education", "reasons": "On no roll."}


async def test_of_two_officers_at_once_one_gets_a_receipt_and_the_other_is_told(world: World) -> None:
    case = await world.open()
    answers = await asyncio.gather(
        case.do("decide-triage", by="officer", **TRIAGE),
        case.do("decide-triage", by="officer2", **TRIAGE),
        return_exceptions=True,
    )
    receipts = [answer for answer in answers if isinstance(answer, Receipt)]
    refusals = [answer for answer in answers if isinstance(answer, Refusal)]
    assert [(receipt.seq, receipt.stage) for receipt in receipts] == [(2, "checks")]
    assert [refusal.code for refusal in refusals] == ["NOT_A_STEP"]
    assert "complete-checks" in refusals[0].open
    assert case.actions() == ["referral-received", "decide-triage", "stage-entered"]


async def test_the_same_key_twice_at_once_is_one_entry(world: World) -> None:
    case = await world.open()
    act = {"key": "the-key", "note": "Rang the school."}
    first, second = await asyncio.gather(case.do("add-note", **act), case.do("add-note", **act))
    assert first == second
    assert case.actions() == ["referral-received", "add-note"]


async def test_a_key_with_another_body_is_refused(world: World) -> None:
    case = await world.open(run_turns=1)
    await case.do("decide-triage", key="the-key", **TRIAGE)
    # the run has changed, so the engine itself no longer knows the key
    assert await case.refused("add-note", key="the-key", note="Something else.") == ["KEY_REUSED"]
    assert await case.refused("decide-triage", key="the-key", route="lost", reasons="Other.") == ["KEY_REUSED"]
    assert len(case.journal()) == 3


async def test_an_act_sent_again_in_a_later_run_gets_its_first_answer_and_nothing_follows_twice(world: World) -> None:
    case = await world.open(run_turns=1)
    step = await case.do("decide-triage", key="the-step", **TRIAGE)
    note = await case.do("add-note", key="the-note", note="Rang the school.")
    before = case.journal()
    assert (await case.do("decide-triage", key="the-step", **TRIAGE)).seq == step.seq  # no step any more
    assert (await case.do("add-note", key="the-note", note="Rang the school.")).seq == note.seq
    assert case.journal() == before
    assert (await case.says()).stage == Stage.CHECKS


async def test_a_closing_sent_again_after_reopening_closes_nothing(world: World) -> None:
    case = await world.open(run_turns=1)
    first = await case.close(key="closing")
    reopened = await case.do("reopen-case", reason="It was another child.")
    assert (await case.close(key="closing")).seq == first.seq
    assert (await case.says()).stage == case.file().stage == Stage.CONTACT
    assert len(case.journal()) == reopened.seq + 1


async def test_a_refusal_spends_its_key_and_the_corrected_form_goes_through_under_a_new_one(world: World) -> None:
    case = await world.open()
    assert await case.refused("decide-triage", key="k1", route="missing-education", reasons="") == ["INVALID"]
    assert await case.refused("decide-triage", key="k1b", **TRIAGE, starts="tomorrow") == ["INVALID"]
    assert (await case.do("decide-triage", key="k2", **TRIAGE)).seq == 2


async def test_eighty_acts_eight_at_a_time_through_many_fresh_runs(world: World) -> None:
    case = await world.open(run_turns=7)
    gate, order = asyncio.Semaphore(8), []

    async def note(number: int) -> None:
        async with gate:
            receipt = await case.do("add-note", key=f"note-{number}", note=f"Call {number}.")
            order.append((receipt.seq, number))

    await case.do("decide-triage", **TRIAGE)
    await asyncio.gather(*(note(number) for number in range(80)))
    journal = case.journal()
    written = [(entry.seq, int(entry.key.rpartition("-")[2])) for entry in journal if entry.action == "add-note"]
    assert sorted(order) == written
    assert len(written) == 80
    assert broken_links(journal) == []


async def test_notes_alone_bring_fresh_runs_too(world: World) -> None:
    """A stage may last for years: a run must not grow until the next step."""
    case = await world.open(run_turns=3)
    first = (await case.handle.describe()).run_id
    for number in range(7):
        await case.do("add-note", note=f"Call {number}.")
    assert (await case.handle.describe()).run_id != first
    assert len(case.journal()) == 8


async def test_refusals_alone_bring_fresh_runs_too(world: World) -> None:
    """The engine takes only so many updates in one run, refused ones included."""
    case = await world.open(run_turns=3)
    first = (await case.handle.describe()).run_id
    for _ in range(7):
        assert await case.refused("complete-checks", found="nowhere", summary="Not yet.") == ["NOT_A_STEP"]
    assert (await case.handle.describe()).run_id != first
    await case.check()


async def test_more_at_once_than_the_engine_holds_for_one_process(world: World) -> None:
    case = await world.open()
    receipts = await asyncio.gather(*(case.do("add-note", note=f"Call {number}.") for number in range(30)))
    assert sorted(receipt.seq for receipt in receipts) == list(range(2, 32))


async def test_an_act_that_comes_before_the_first_line_of_the_process(world: World) -> None:
    case = await world.open(start=False)
    act = case.act("decide-triage", key="early", **TRIAGE)
    start = WithStartWorkflowOperation(
        Journey.run,
        state_of(case.file()),
        id=case.ref,
        task_queue=world.queue,
        id_conflict_policy=WorkflowIDConflictPolicy.FAIL,
    )
    receipt: Receipt = await world.client.execute_update_with_start_workflow(
        "act", act, start_workflow_operation=start, id=act.key, result_type=Receipt
    )
    assert (receipt.seq, receipt.stage) == (2, Stage.CHECKS)


async def test_nobody_acts_as_the_clock_or_as_the_process(world: World) -> None:
    case = await world.open()
    clock = {"clock": "triage", "rings_at": "2020-01-01T00:00:00Z"}
    sent = {"letter": "L2", "notify_id": "1"}
    for actor, action, data in (("clock", "clock-passed", clock), ("process", "letter-sent", sent)):
        act = Act(key=f"as-{actor}", action=action, actor=actor, data=data)
        with pytest.raises(WorkflowUpdateFailedError) as refused:
            await case.handle.execute_update("act", act, id=act.key, result_type=Receipt)
        assert isinstance(refused.value.cause, ApplicationError)
        assert refused.value.cause.type == "NOT_A_STEP"
    assert case.actions() == ["referral-received"]


async def test_what_is_no_act_at_all_is_refused_and_the_case_goes_on(world: World) -> None:
    case = await world.open()
    with pytest.raises(WorkflowUpdateFailedError):
        await case.handle.execute_update("act", {"nonsense": 1}, id="nonsense")
    assert (await case.do("add-note", note="Still here.")).seq == 2


async def test_what_stands_is_published_before_the_answer(world: World) -> None:
    case = await world.open()
    receipt = await case.do("decide-triage", **TRIAGE)
    row = standing_row(case)
    assert sorted(row.open) == sorted(receipt.open)
    assert row.stage == receipt.stage == Stage.CHECKS


def standing_row(case: Case) -> Any:
    with transaction(case.world.house.engine) as session:
        return standing_of(session, case.ref)
