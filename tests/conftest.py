"""Real services for the tests: a PostgreSQL 18 and a Temporal server, started once a run, ending with it."""

import os
import shutil
import signal
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from temporalio.testing import TimeSkippingConfig, WorkflowEnvironment

from rollcall import embedded_temporal
from rollcall.embedded_postgres import EmbeddedPostgres
from tests.databases import Databases

_TEMPLATE = "rollcall_template"

# Property tests are judged by what they find, not by how fast a busy machine runs one example. In CI they look where
# they looked before, so that a change is judged by what it changed; at a desk they look somewhere new each time.
settings.register_profile("rollcall", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("rollcall")


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder that another account may pass through: as root, PostgreSQL runs as one, and pytest's own
    temporary folders admit nobody else."""
    path = Path(tempfile.mkdtemp(prefix="rollcall-test-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    """The run's PostgreSQL. Its files need not survive a power cut, so it does not wait for the disk."""
    home = Path(tempfile.mkdtemp(prefix="rollcall-postgres-"))
    home.chmod(0o711)
    options = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_connections": "200"}
    service = EmbeddedPostgres(home / "data", log=home / "log", options=options)
    server = service.start_and_wait()
    yield service
    server.send_signal(signal.SIGINT)
    server.wait(20)
    service.forget_sockets()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_url(postgres: EmbeddedPostgres) -> str:
    """The address of the run's PostgreSQL: its maintenance database, for making others."""
    return postgres.url()


@pytest.fixture(scope="session")
def template_database(postgres: EmbeddedPostgres) -> str:
    """The name of a database with every migration applied and no rows: copied, never used."""
    from records.database import migrate

    postgres.create_database(_TEMPLATE)
    migrate(postgres.url(_TEMPLATE))
    return _TEMPLATE


@pytest.fixture(scope="session")
def databases(postgres: EmbeddedPostgres, template_database: str) -> Databases:
    return Databases(postgres, template_database)


@pytest.fixture
def database(databases: Databases) -> Iterator[str]:
    """The address of a migrated database without rows, for one test."""
    address = databases.take()
    yield address
    databases.give_back(address)


@pytest.fixture(scope="module")
def files_database(databases: Databases) -> Iterator[str]:
    """The same for all the tests of a file."""
    address = databases.take()
    yield address
    databases.give_back(address)


@pytest.fixture(scope="session")
async def temporal_env() -> AsyncIterator[WorkflowEnvironment]:
    """The run's Temporal server. Each workflow has its own clock, which `fast_forward` moves."""
    dynamic = ("frontend.WorkflowTimeSkippingEnabled=true", 'history.timerProcessorMaxTimeShift="1ms"')
    environment = await WorkflowEnvironment.start_time_skipping_v2(
        dev_server_existing_path=str(embedded_temporal.program()),
        dev_server_extra_args=[word for setting in dynamic for word in ("--dynamic-config-value", setting)],
        dev_server_log_level="error",
        ts_config=TimeSkippingConfig(enabled=False),
    )
    async with environment:
        yield environment


@pytest.fixture(scope="session")
def chromium() -> str:
    """The Chromium of this machine. Without one a browser test is skipped, and in CI fails."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    if os.environ.get("CI") == "true":
        pytest.fail("no Chromium: .ci/run installs it")
    pytest.skip("no Chromium on this machine (on Debian: apt-get install chromium)")
