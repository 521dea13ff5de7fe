"""Records what this release's processes do, for every later one to be replayed against:

    .venv/bin/python -m pytest tests/histories/record.py

It writes a folder named for the release in pyproject.toml, and refuses where that is there: nothing is recorded again.
"""

import asyncio
import tomllib
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import text
from temporalio.testing import WorkflowEnvironment

from domain.vocabulary import LetterState
from records.database import transaction
from tests.fake_notify import API_KEY, FakeNotify
from tests.histories.recorded import HERE, write
from tests.workflows.post import MOTHER, approved, issued, letter_of
from tests.workflows.test_attendance_order import (
    test_from_the_notice_to_the_breach_of_the_order as from_the_notice_to_the_breach,
)
from tests.workflows.test_lost_whole import test_lost_and_found_two_terms_later as lost_and_found_two_terms_later
from tests.workflows.test_prosecution import (
    test_an_unpaid_notice_goes_to_court_and_ends_with_the_result as an_unpaid_notice_goes_to_court,
)
from tests.workflows.test_supervision_order import (
    test_made_extended_and_ended_by_school_age as made_extended_and_ended,
)
from tests.workflows.world import Case, World, world_of
from workflows.asking import Refusal
from workflows.sweep import NightlySweep


def release() -> Path:
    project = tomllib.loads((HERE.parents[1] / "pyproject.toml").read_text())["project"]
    return HERE / str(project["version"])


@pytest.fixture
def notify() -> Iterator[FakeNotify]:
    with FakeNotify() as fake:
        yield fake


@pytest.fixture
async def posting(database: str, temporal_env: WorkflowEnvironment, notify: FakeNotify) -> AsyncIterator[World]:
    async with world_of(database, temporal_env, notify_api_key=SecretStr(API_KEY), notify_url=notify.url) as made:
        yield made


@pytest.fixture
async def world(database: str, temporal_env: WorkflowEnvironment) -> AsyncIterator[World]:
    async with world_of(database, temporal_env, secure_addresses="@health.example") as made:
        yield made


async def test_record_this_release(posting: World, notify: FakeNotify) -> None:
    assert not release().exists(), "this release is recorded already"
    case = await posting.open(run_turns=25)
    await the_way_to_a_place(case)
    await letters(case, notify)
    await troubles(case)
    await the_end(case)
    long = await posting.open()
    await a_child_not_found(long)
    sweep = f"service/{posting.queue}"
    await posting.client.execute_workflow(NightlySweep.run, id=sweep, task_queue=posting.queue)

    for number, each in enumerate((case, long), start=1):
        await keep(posting, each.ref, f"journey-{number}")
        for letter in each.file().letters:
            if letter.channel:
                await keep(posting, f"{each.ref}/letter-{letter.id}", f"dispatch-{number}-{letter.id}")
    await keep(posting, sweep, "sweep")


async def an_agency_asked_by_e_mail(world: World) -> None:
    """There is no mail server here: a person is told."""
    case = await world.open()
    asked = {"subject": "health", "to": "Fixture Surgery", "how": "sent", "email": "records@health.example"}
    await case.do("ask-agency", **asked)
    await case.until(lambda: case.task("agency-mail-not-sent") is not None)


# A whole way of each proceeding, as its own tests play it.
WAYS = {
    "lost": lost_and_found_two_terms_later,  # police and tracing
    "mailed": an_agency_asked_by_e_mail,
    "charged": an_unpaid_notice_goes_to_court,
    "ordered": from_the_notice_to_the_breach,
    "supervised": made_extended_and_ended,
}


@pytest.mark.parametrize("way", WAYS)
async def test_record_the_proceedings_of_this_release(world: World, way: str) -> None:
    assert not list(release().glob(f"{way}-*")), "this way is recorded already"
    await WAYS[way](world)
    await asyncio.sleep(1)  # the engine's list lags a little behind
    query = f"TaskQueue = '{world.queue}'"
    ids = sorted({run.id async for run in world.client.list_workflows(query) if "/" in run.id or way == "mailed"})
    for workflow_id in ids:
        name = workflow_id.partition("/")[2] or "journey"
        await keep(world, workflow_id, f"{way}-{name}")


async def keep(world: World, workflow_id: str, name: str) -> None:
    """Every run of a process, oldest first."""
    owner = workflow_id.split("/")[0]
    keys = {owner: world.house.keys.get(owner)}
    await asyncio.sleep(1)  # the engine's list lags a little behind
    runs = [run async for run in world.client.list_workflows(f"WorkflowId = '{workflow_id}'")]
    for number, run in enumerate(sorted(runs, key=lambda run: run.start_time), start=1):
        handle = world.client.get_workflow_handle(workflow_id, run_id=run.run_id)
        write(release() / f"{name}-run-{number}.json", workflow_id, keys, await handle.fetch_history())


async def the_way_to_a_place(case: Case) -> None:
    await case.do("add-person", **MOTHER)
    await case.refused("decide-triage", route="missing-education", reasons="")
    await case.refused("complete-checks", found="nowhere", summary="Not a step yet.")
    await case.do("pause-clocks", reason="A funeral abroad.", until=(await case.today()).isoformat())
    await case.forward(4)
    await case.do("decide-triage", route="missing-education", reasons="On no roll.")
    await case.do("send-back", by="supervisor", to="referral", reason="Decided too soon.")
    await case.do("decide-triage", key="again", route="missing-education", reasons="On no roll.")
    await case.do("decide-triage", key="again", route="missing-education", reasons="On no roll.")
    await case.do("record-enquiry", subject="admissions", result="no-trace")
    await asyncio.gather(*(case.do("add-note", note=f"Call {number}.") for number in range(4)))
    await case.do("complete-checks", found="nowhere", summary="No trace anywhere.")
    await case.forward(35)
    await case.do("record-family-reached", how="in-person", said="They moved in September.")


async def letters(case: Case, notify: FakeNotify) -> None:
    mother = case.file().people[0].id
    notify.fail(2, 503)
    waiting = await issued(case, mother)
    dispatch = case.world.client.get_workflow_handle(f"{case.ref}/letter-{waiting}")
    for pause in (31, 62):
        await asyncio.sleep(0.3)
        await case.world.env.fast_forward(dispatch, timedelta(seconds=pause))
    await case.until(lambda: letter_of(case, waiting).state is LetterState.POSTED)
    notify.settle("received")
    await case.world.env.fast_forward(dispatch, timedelta(hours=6, seconds=5))
    assert await dispatch.result() == "posted"
    notify.refuse(400, "ValidationError", "Not a letter")
    refused = await issued(case, mother)
    await case.until(lambda: letter_of(case, refused).state is LetterState.STOPPED)
    stopped = await approved(case, mother)
    await case.do("stop-letter", letter=stopped, why="The family rang.")


async def troubles(case: Case) -> None:
    """A recorder and a standing row with a bug, each for a while."""
    statements = (
        "alter table journal add constraint broken check (action not in ('add-note', 'clock-passed')) not valid",
        "alter table standing rename to elsewhere",
    )
    mended = ("alter table journal drop constraint broken", "alter table elsewhere rename to standing")
    for broken, mend in zip(statements, mended, strict=True):
        change(case, broken)
        try:
            await case.do("add-note", note="In a bad moment.")
        except Refusal:
            assert broken.startswith("alter table journal")
        change(case, mend)
    await case.do("add-note", note="In a good one.")
    change(case, statements[0])
    rings = min(case.clocks().values())
    await case.world.env.fast_forward(case.handle, rings - await case.now() + timedelta(seconds=5))
    await asyncio.sleep(0.5)
    change(case, mended[0])
    await case.world.env.fast_forward(case.handle, timedelta(minutes=61))
    await case.until(lambda: case.actions()[-1] == "clock-passed")


def change(case: Case, statement: str) -> None:
    with transaction(case.world.house.engine) as session:
        session.execute(text(statement))


async def the_end(case: Case) -> None:
    await case.do("agree-support", needs="A place near home.", plan="Apply this week.")
    await case.do("record-offer", school_name="Fixture Academy")
    today = (await case.today()).isoformat()
    await case.do("record-place-accepted", starts_on=today, agreed_with="The mother")
    await case.forward(20)
    today = (await case.today()).isoformat()
    await case.do("confirm-first-attendance", attended_on=today, said_by="Attendance office")
    await case.close()
    await case.do("reopen-case", reason="She stopped coming.")


async def a_child_not_found(case: Case) -> None:
    await case.do("decide-triage", route="missing-education", reasons="On no roll.")
    await case.do("record-enquiry", subject="admissions", result="no-trace")
    await case.do("complete-checks", found="nowhere", summary="No trace anywhere.")
    await case.do("record-not-found", why="no-trace", tried="Two visits, letters, every contact.")
    await case.forward(200)
    await case.do("record-recheck", checked="Lost-pupil database and health: nothing.")
    await case.do("record-traced", trace="A cousin's school knows.")
