"""Nothing of a family reaches the engine or a log.

A whole case is played with planted words in every field that takes text, refused and failing acts included, on a server
that keeps a file and with the worker as a process of its own; then everything that either has written is searched.
"""

import asyncio
import base64
import logging
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import text
from temporalio.client import Client
from temporalio.testing import WorkflowEnvironment

from domain.actions import JOURNEY
from domain.case_file import CaseFile
from records.database import transaction
from rollcall.case_codec import sealed_converter
from rollcall.embedded_temporal import EmbeddedTemporal, free_port
from rollcall.wiring import House
from tests.fake_notify import API_KEY, FakeNotify
from tests.workflows.planting import PLANTS, POSTCODE, TRACES, UPN, Planter, text_fields, traces_in
from tests.workflows.player import ACCEPTED, EVERYTHING, Player
from tests.workflows.world import Case, World, fill, house_of
from workflows.asking import Refusal
from workflows.starting import TASK_QUEUE
from workflows.sweep import SCHEDULE_ID

CHECKOUT = Path(__file__).resolve().parents[2]
CONTROL = "Controlword"


def referral() -> dict[str, Any]:
    address = {"lines": [PLANTS["address"], "Sampleton"], "postcode": POSTCODE}
    adult = {"name": PLANTS["adult"], "relation": "mother", "lives_with_child": True, "address": address}
    return {
        "channel": "public",
        "child": {
            "given": "Zebedee",
            "surname": "Quillfeather",
            "date_of_birth": "2016-03-04",
            "upn": UPN,
            "school": "800/4001",
        },
        "adults": [{**adult, "telephone": PLANTS["telephone"], "email": PLANTS["e-mail"]}],
        "account": f"As her {PLANTS['referrer']} says, nobody has seen the child since {PLANTS['school']} closed.",
    }


async def test_nothing_that_was_planted_reaches_the_engine_or_a_log(
    database: str, folder: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    with FakeNotify() as notify:
        async with engine_with_a_file(folder) as engine:
            house = house_with(database, engine, notify)
            fill(house)
            with worker_process(house, folder):
                client = await Client.connect(engine.address, data_converter=sealed_converter(house.keys))
                world = World(house, client, WorkflowEnvironment.from_client(client), queue=TASK_QUEUE)
                case = UnmovedCase(world, (await world.open(**referral())).ref)
                player = Player(case)
                notify.refuse(400, "ValidationError", f"The letter to {PLANTS['adult']} cannot be printed")
                notify.fail(1000, 503)
                await player.play()
                await failing(case)
                await in_clear(engine.address)
                assert await client.get_schedule_handle(SCHEDULE_ID).describe()
                written = await whatever_anybody_may_ask(engine)
    written |= files_in(folder)
    written["python's log"] = caplog.text.encode()
    written["standard output and error"] = "".join(capfd.readouterr()).encode()

    assert player.tried == EVERYTHING
    assert player.done >= ACCEPTED, {name: player.refusals.get(name) for name in ACCEPTED - player.done}
    assert len(notify.requests) > 2
    assert written["worker.log"]
    # The search finds what is there: in the journal every plant, in the engine's file what was not sealed.
    assert {trace.split(" (")[0] for trace in traces_in(journal_of(house))} == set(TRACES)
    assert traces_in(b"".join(written[name] for name in written if name.startswith("temporal.db")), [CONTROL])
    found = {where: traces_in(content) for where, content in written.items()}
    assert {where: traces for where, traces in found.items() if traces} == {}
    house.engine.dispose()


def test_no_form_has_a_field_for_words_that_is_not_planted() -> None:
    for action in JOURNEY:
        body = Planter().fill(action, CaseFile(ref="RC-2026-000001"), date(2026, 11, 9))
        for name in text_fields(action):
            assert traces_in(str(body.get(name)).encode()), f"{action.name}.{name}"


@pytest.mark.parametrize("word", [*TRACES, CONTROL])
@pytest.mark.parametrize("before", ["", "x", "xy", "xyz"])
def test_the_search_finds_a_word_in_every_disguise(word: str, before: str) -> None:
    sentence = f"{before} {word} was here"
    for disguise in (
        sentence.encode(),
        sentence.upper().encode(),
        sentence.encode("utf-16-le"),
        sentence.encode("utf-16-be"),
        base64.b64encode(sentence.encode()),
        sentence.encode().hex().encode(),
    ):
        assert traces_in(disguise, [word])
    assert not traces_in(os.urandom(100_000), [word])


class UnmovedCase(Case):
    """On a server without virtual time."""

    async def now(self) -> datetime:
        return datetime.now(UTC)


async def failing(case: Case) -> None:
    """Errors whose own words quote the row: PostgreSQL refuses one, and a table is not there."""
    engine = case.world.house.engine
    with transaction(engine) as session:
        session.execute(text("alter table journal add constraint broken check (action <> 'add-note') not valid"))
    with pytest.raises(Refusal, match="FAULT"):
        await case.do("add-note", note=" / ".join(PLANTS.values()))
    with transaction(engine) as session:
        session.execute(text("alter table journal drop constraint broken"))
        session.execute(text("alter table case_file rename to elsewhere"))
    with pytest.raises(Refusal, match="FAULT"):
        await case.do("raise-danger", indicators=["trafficking"], words=PLANTS["child"])
    with transaction(engine) as session:
        session.execute(text("alter table elsewhere rename to case_file"))
    await case.do("add-note", note="The case goes on.")


async def in_clear(address: str) -> None:
    """What the engine keeps of a process that does not seal: shows that the search can find something."""
    client = await Client.connect(address)
    await client.start_workflow("Nothing", CONTROL, id="control", task_queue="nobody")


async def whatever_anybody_may_ask(engine: EmbeddedTemporal) -> dict[str, bytes]:
    """Lists, memos and whole histories of every run of every process, without any key."""
    await asyncio.sleep(1)  # the engine's list lags a little behind
    plain = await Client.connect(engine.address)
    written = {}
    async for run in plain.list_workflows():
        written[f"list of {run.id} {run.run_id}"] = str(run.raw_info).encode()
        history = await plain.get_workflow_handle(run.id, run_id=run.run_id).fetch_history()
        written[f"history of {run.id} {run.run_id}"] = history.to_json().encode()
        written[f"events of {run.id} {run.run_id}"] = b"".join(e.SerializeToString() for e in history.events)
    assert any("/letter-" in where for where in written)
    return written


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def journal_of(house: House) -> bytes:
    with house.engine.connect() as connection:
        return "".join(connection.execute(text("select entry::text from journal")).scalars()).encode()


@asynccontextmanager
async def engine_with_a_file(folder: Path) -> AsyncIterator[EmbeddedTemporal]:
    engine = EmbeddedTemporal(folder, log=folder / "temporal.log", port=free_port())
    server = engine.start()
    try:
        while not await asyncio.to_thread(engine.answers):
            assert server.poll() is None, engine.last_words()
        yield engine
    finally:
        server.send_signal(signal.SIGKILL)  # so that the write-ahead log stays as it is
        server.wait(20)


@contextmanager
def worker_process(house: House, folder: Path) -> Iterator[None]:
    """`rollcall worker`, as talkative as it can be set."""
    settings = house.settings
    assert settings.master_key is not None
    assert settings.notify_api_key is not None
    environment = {
        "ENV": "development",
        "DATA_DIR": str(folder / "data"),
        "DATABASE_URL": str(settings.database_url),
        "TEMPORAL_ADDRESS": str(settings.temporal_address),
        "MASTER_KEY": settings.master_key.get_secret_value(),
        "NOTIFY_API_KEY": settings.notify_api_key.get_secret_value(),
        "NOTIFY_URL": settings.notify_url,
        "LOG_LEVEL": "DEBUG",
    }
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ROLLCALL_")}
    with (folder / "worker.log").open("wb") as log:
        worker = subprocess.Popen(
            [sys.executable, "-m", "rollcall", "worker"],
            cwd=CHECKOUT,
            env=clean | {f"ROLLCALL_{name}": value for name, value in environment.items()},
            stdout=log,
            stderr=log,
        )
    try:
        yield
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.wait(20)


def house_with(database: str, engine: EmbeddedTemporal, notify: FakeNotify) -> House:
    return house_of(database, engine.address, notify_api_key=SecretStr(API_KEY), notify_url=notify.url)
