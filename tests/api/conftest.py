"""A site for the tests of the API: one of its own for each, or one for all the tests of a file."""

import uuid
from collections.abc import AsyncIterator, Iterator

import psycopg
import pytest
from psycopg import sql
from temporalio.testing import WorkflowEnvironment

from rollcall.embedded_postgres import EmbeddedPostgres
from tests.api.site import Site, site_of


@pytest.fixture
async def site(
    database: str, temporal_env: WorkflowEnvironment, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Site]:
    """For a test that counts what there is, stops the worker, or changes a setting."""
    async with site_of(database, temporal_env, monkeypatch) as made:
        yield made


@pytest.fixture(scope="module")
def files_database(postgres: EmbeddedPostgres, template_database: str) -> Iterator[str]:
    name = f"file_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgres.url(), autocommit=True) as connection:
        create = sql.SQL("create database {} template {}")
        connection.execute(create.format(sql.Identifier(name), sql.Identifier(template_database)))
    yield postgres.url(name)
    with psycopg.connect(postgres.url(), autocommit=True) as connection:
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


@pytest.fixture(scope="module")
async def files_site(files_database: str, temporal_env: WorkflowEnvironment) -> AsyncIterator[Site]:
    """One for a whole file, whose tests look only at cases of their own and leave the rest as it is. Such a file says
    so by a fixture `site` of its own.
    """
    with pytest.MonkeyPatch.context() as patch:
        async with site_of(files_database, temporal_env, patch) as made:
            yield made
