"""Every process that an earlier release began goes on under this code: its history is replayed, in the worker's own
sandbox, and does the same again.

One that fails here is a change that would stall running cases: keep the old way behind `workflow.patched`. A recorded
history is never made again; a release adds its own with `.venv/bin/python -m pytest tests/histories/record.py`.
"""

from pathlib import Path
from typing import cast

import pytest
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer

from records.keys import CaseKeys
from rollcall.case_codec import sealed_converter
from rollcall.spans import Linked
from rollcall.worker import PROCESSES, sandbox
from tests.histories.recorded import TestKeys, all_recorded, read


def replayer(keys: dict[str, bytes], *, traced: bool = False) -> Replayer:
    converter = sealed_converter(cast("CaseKeys", TestKeys(keys)))
    return Replayer(
        workflows=PROCESSES,
        data_converter=converter,
        workflow_runner=sandbox(),
        interceptors=[Linked()] if traced else [],
    )


def test_there_is_something_to_replay() -> None:
    kinds = {file.stem.split("-")[0] for file in all_recorded()}
    assert kinds == {"journey", "dispatch", "sweep", "charged", "ordered", "supervised", "lost", "mailed"}


@pytest.mark.parametrize("file", all_recorded(), ids=lambda file: f"{file.parent.name}/{file.stem}")
async def test_what_an_earlier_release_began_goes_on(file: Path) -> None:
    recorded = read(file)
    result = await replayer(recorded.keys).replay_workflow(recorded.as_history(), raise_on_replay_failure=False)
    assert result.replay_failure is None


async def test_it_goes_on_with_traces_switched_on(subtests: pytest.Subtests) -> None:
    """Traces are carried by headers alone: no command is another one for them."""
    for file in all_recorded():
        with subtests.test(file.stem):
            recorded = read(file)
            result = await replayer(recorded.keys, traced=True).replay_workflow(
                recorded.as_history(), raise_on_replay_failure=False
            )
            assert result.replay_failure is None


async def test_a_history_that_went_another_way_is_noticed() -> None:
    recorded = read(next(file for file in all_recorded() if file.stem.startswith("journey")))
    assert '"name": "record"' in recorded.history
    other = WorkflowHistory.from_json(
        recorded.workflow_id, recorded.history.replace('"name": "record"', '"name": "remember"')
    )
    result = await replayer(recorded.keys).replay_workflow(other, raise_on_replay_failure=False)
    assert result.replay_failure is not None
