"""The tracing of a lost pupil on the real server: files that leave and that come, reminders by night, searches."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from temporalio.client import Client
from temporalio.testing import WorkflowEnvironment

from activities.tracing_night import Night, TracingNight
from domain.case_file import Task
from letters.transfer.writing import written
from records.database import transaction
from records.tables import AuthorisationRow
from records.transfers import came_lately
from tests.fake_smtp import FakeSmtp
from tests.letters.test_transfer_file import WHOLE, made
from tests.workflows.traced import CHILD, SCHOOL, UPLOADED, UPN, Traced, traced, tracing_world
from tests.workflows.world import World
from workflows.tracing_night import NightlyTracing

FILE, _PAUSE = "8004001_CTF_XXXXXXX_001.xml", timedelta(minutes=2)


@pytest.fixture
def mail() -> Iterator[FakeSmtp]:
    with FakeSmtp() as server:
        yield server


@pytest.fixture
async def world(database: str, temporal_env: WorkflowEnvironment, folder: Path, mail: FakeSmtp) -> AsyncIterator[World]:
    async with tracing_world(database, temporal_env, folder, mail) as made:
        yield made


def left(folder: Path) -> list[str]:
    return [each.name for each in (folder / "out").iterdir()] if (folder / "out").exists() else []


async def test_a_file_leaves_once_a_person_sends_it_and_searches_go_on_until_the_child_is_found(
    world: World, folder: Path
) -> None:
    trace = await traced(world)
    await trace.do("make-transfer-file", destination="lost")
    assert left(folder) == [], "making it sends nothing"
    await trace.do("send-transfer-file", by="supervisor", file=trace.tracing.files[0].id)
    await trace.case.until(lambda: trace.tracing.files[0].via == "folder")
    root = etree.fromstring((folder / "out" / FILE).read_bytes())
    assert (root.findtext(".//UPN"), root.findtext("Header/CTFversion")) == (UPN, "26.0")
    assert [each.tag for each in root.find("CTFpupilData/Pupil")] == [
        "UPN", "Surname", "Forename", "DOB", "Sex", "SchoolHistory",
    ]  # fmt: skip
    assert await trace.refused("send-transfer-file", file=trace.tracing.files[0].id) == ["ALREADY_SENT"]
    office = {"lines": ["Fixture School", "Sampleton"], "postcode": "BA1 1AA"}
    await trace.do("confirm-lost-upload", **UPLOADED, office=office)
    await trace.at("searching")
    assert trace.case.file().documents[-1].title == "L23: lost-pupil file confirmed to the school"
    for _ in range(2):
        await trace.to(trace.last_day("lost-search"))
        await trace.case.forward(1)
        await trace.case.until(lambda: _task(trace, "search-lost-pupils") is not None)
        await trace.do("record-lost-search", result="nothing")
    assert _task(trace, "search-lost-pupils") is None
    await trace.do("end-tracing", ended="found", how_known="Another authority has confirmed the child.")
    await trace.over("found")
    await trace.case.check()


def _task(trace: Traced, name: str) -> Task | None:
    return trace.case.task(name)


async def test_with_a_skipped_clock_no_file_leaves_and_somebody_is_told(world: World, folder: Path) -> None:
    trace = await traced(world)
    await trace.do("make-transfer-file", destination="lost")
    await trace.case.forward(2)
    await trace.do("send-transfer-file", file=trace.tracing.files[0].id)
    await trace.case.until(lambda: trace.case.task("transfer-file-not-sent") is not None)
    assert trace.tracing.files[0].refused == "CLOCK_SKIPPED"
    assert left(folder) == []


async def test_in_training_neither_a_file_nor_a_reminder_leaves(
    database: str, temporal_env: WorkflowEnvironment, folder: Path, mail: FakeSmtp
) -> None:
    async with tracing_world(database, temporal_env, folder, mail, training=True) as world:
        trace = await traced(world, days_ago=14)
        await trace.do("make-transfer-file", destination="lost")
        await trace.do("send-transfer-file", file=trace.tracing.files[0].id)
        await trace.case.until(lambda: trace.tracing.files[0].refused == "TRAINING")
        night = await world.house.night(world.client).run()
    assert (night.held, night.reminded, mail.taken) == (1, 0, [])
    assert left(folder) == []


async def test_a_flag_raised_after_the_sending_holds_the_file_at_the_door(world: World, folder: Path) -> None:
    """The worker is down while a person sends the file and another protects the family."""
    trace = await traced(world)
    await trace.do("make-transfer-file", destination="lost")
    (folder / "out").write_text("in the way")  # the folder cannot be made: the end is away
    await trace.do("send-transfer-file", file=trace.tracing.files[0].id)
    await trace.case.do("protect-details", why="refuge", source="The refuge worker")
    (folder / "out").unlink()
    delivery = f"{trace.case.ref}/{trace.name}-file-{_sent(trace)}"
    await world.env.fast_forward(world.client.get_workflow_handle(delivery), _PAUSE)
    await trace.case.until(lambda: trace.tracing.files[0].refused == "LOST_FILE_FLAG")
    assert left(folder) == []


def _sent(trace: Traced) -> int:
    return next(entry.seq for entry in trace.case.journal() if entry.action == "send-transfer-file")


async def test_a_night_that_breaks_off_is_run_again_and_nothing_is_done_twice(world: World, mail: FakeSmtp) -> None:
    due = [await traced(world, days_ago=14) for _ in range(4)]
    not_due = await traced(world)
    flagged = await traced(world, days_ago=14, indicators=["domestic-abuse"])
    silent = await traced(world, days_ago=14, email="")
    for each in (*due, silent):
        await each.case.until(lambda each=each: each.case.task("remind-school") is not None)
    await flagged.case.until(lambda: "tracing-1:lost-file-reminder" in flagged.case.passed())
    before = {each.case.ref: each.case.file().seq for each in (not_due, flagged, silent)}
    with pytest.raises(RuntimeError, match="killed"):
        await _night(world, Breaking(world.client, after=2)).run()
    assert len(mail.taken) == 3, "the third has left, and nobody was told of it"
    for each in due:
        if len([one for one in mail.taken[:2] if each.case.ref in one]) == 1:
            await each.case.until(lambda each=each: each.case.task("remind-school") is None)
    again = await _night(world).run()
    assert (again.traces, again.reminded, again.held) == (7, 2, 1)
    for each in due:
        await each.case.until(lambda each=each: each.case.task("remind-school") is None)
    third = await _night(world).run()
    assert (third.reminded, third.woken) == (0, set())
    assert len(mail.taken) == 4
    for each in due:
        assert [(one.number, one.by_itself) for one in each.tracing.reminders] == [(1, True)]
        (letter,) = [one for one in mail.taken if each.case.ref in one]
        assert "Example" not in letter
        assert "Kai" not in letter
        assert "To: office@school.example" in letter
    assert before == {each.case.ref: each.case.file().seq for each in (not_due, flagged, silent)}, (
        "whoever has nothing due is not woken"
    )


class Breaking:
    """A client that is killed at a signal: what was sent before it has left."""

    def __init__(self, client: Client, after: int) -> None:
        self._client, self._left = client, after

    def get_workflow_handle(self, process: str) -> Any:
        if self._left == 0:
            raise RuntimeError("killed")
        self._left -= 1
        return self._client.get_workflow_handle(process)


def _night(world: World, client: Any = None) -> TracingNight:
    return world.house.night(client or world.client)


async def test_files_that_came_are_read_matched_and_told_once_and_close_nothing(world: World, folder: Path) -> None:
    trace = await traced(world)
    other = await world.open(child={**CHILD, "given": "Zoë", "surname": "Haddad", "upn": ""})
    stranger = await world.open(child={"given": "Ottoline", "surname": "Pattern", "date_of_birth": "2011-11-30"})
    for part in ("out", "in", "refused"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    moved = WHOLE.model_copy(update={"upn": UPN, "surname": "Renamed"})
    file = made(moved, destination=made().source.model_copy(update={"number": "865/4002"}))
    (folder / "in" / "8654002_CTF_800LLLL_001.xml").write_bytes(written(file))
    bad = b"<!DOCTYPE x [<!ENTITY a 'b'>]><CTfile>&a;</CTfile>"
    (folder / "in" / "bad.xml").write_bytes(bad)
    before = (other.file().seq, stranger.file().seq)
    woken = await world.client.execute_workflow(
        NightlyTracing.run, id=f"service/night-{world.queue}", task_queue=world.queue
    )
    assert woken == 1
    await trace.case.until(lambda: trace.case.task("trace") is not None)
    task = trace.case.task("trace")
    assert task is not None
    assert "Same unique pupil number" in task.why
    assert (trace.tracing.open, trace.case.file().open) == (True, True)
    assert [each.name for each in (folder / "in").iterdir()] == []
    assert [each.name for each in (folder / "refused").iterdir()] == ["bad.xml"]
    (folder / "in" / "the same again.xml").write_bytes(written(file))
    done = Night()
    night = _night(world)
    await night.take_files(done)
    assert done.files == 0, "a name that is none is left where it is"
    (folder / "in" / "the same again.xml").rename(folder / "in" / "again.xml")
    assert (await night.run()).woken == set()
    assert (other.file().seq, stranger.file().seq) == before
    with transaction(world.house.engine) as session:
        newest, oldest = came_lately(session)
    assert {newest.refused, oldest.refused} == {"", "DOCTYPE"}


async def test_its_own_schools_lost_file_shows_the_upload_and_no_trace(world: World) -> None:
    trace = await traced(world)
    lost = made(WHOLE.model_copy(update={"upn": UPN}))
    assert lost.source.number == SCHOOL
    night, done = _night(world), Night()
    assert night.take(written(lost), done, "officer")
    await night.tell_matches(done)
    await trace.case.until(lambda: trace.case.task("lost-file-seen") is not None)
    assert trace.case.task("trace") is None
    await trace.do("confirm-lost-upload", **UPLOADED)
    assert trace.case.task("lost-file-seen") is None


async def test_a_lead_decides_in_writing_before_the_school_is_asked(world: World, mail: FakeSmtp) -> None:
    trace = await traced(world, days_ago=14, indicators=["domestic-abuse"])
    await trace.case.until(lambda: trace.case.task("decide-lost-file") is not None)
    assert (await _night(world).run()).held == 0, "no reminder is even due"
    assert await trace.refused("decide-lost-file", allowed=True, reasons="Agreed.") == ["LEAD_NEEDED"]
    with transaction(world.house.engine) as session:
        today = datetime.now(UTC).date()
        lead = {"staff_id": "supervisor", "power": "safeguarding-lead", "granted_by": "head"}
        session.add(AuthorisationRow(**lead, valid_from=today))
    await trace.do("decide-lost-file", by="supervisor", allowed=True, reasons="Strategy meeting today.")
    await trace.do("record-lost-reminder", how="telephone", said="This week.")
    assert mail.taken == []
