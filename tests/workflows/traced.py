"""A child lost to its school and traced, for process tests: a world with a folder and a mail server of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from temporalio.testing import WorkflowEnvironment

from domain.proceedings import Tracing
from tests.fake_smtp import FakeSmtp
from tests.workflows.beside import Beside
from tests.workflows.world import Case, World, world_of

UPN, SCHOOL = "X800400126001", "800/4001"
CHILD = {"given": "Kai", "surname": "Example", "date_of_birth": "2015-03-04", "school": SCHOOL, "upn": UPN, "sex": "F"}
UPLOADED = {"file_name": "8004001_CTF_XXXXXXX_001.xml", "one_pupil": True, "said_by": "The school office"}


@asynccontextmanager
async def tracing_world(
    database: str, env: WorkflowEnvironment, folder: Path, mail: FakeSmtp | None = None, **settings: Any
) -> AsyncIterator[World]:
    server = {"smtp_server": f"127.0.0.1:{mail.port}", "smtp_security": "none"} if mail else {}
    async with world_of(database, env, transfer_folder=folder, **server, **settings) as made:
        yield made


@dataclass
class Traced(Beside):
    case: Case
    name: str

    @property
    def tracing(self) -> Tracing:
        found = self.state
        assert isinstance(found, Tracing)
        return found


async def traced(world: World, *, days_ago: int = 0, email: str = "office@school.example", **more: Any) -> Traced:
    """A case whose school deleted the name so many days ago."""
    case = await world.open(**{"child": CHILD, "kind": "CME-LOST", **more})
    deleted = await case.today() - timedelta(days=days_ago)
    await case.do("begin-tracing", deleted_on=deleted.isoformat(), email=email)
    name = case.file().proceedings[-1].name
    await case.until(lambda: f"{case.ref}/{name}" in case.rings())
    return Traced(case, name)
