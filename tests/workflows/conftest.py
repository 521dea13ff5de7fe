"""Worlds for process tests: one of its own for each test, or one for all tests of a file that disturb nothing."""

from collections.abc import AsyncIterator

import pytest
from temporalio.testing import WorkflowEnvironment

from rollcall.embedded_postgres import EmbeddedPostgres
from tests.workflows.world import World, copy_of, world_of


@pytest.fixture
async def world(database: str, temporal_env: WorkflowEnvironment) -> AsyncIterator[World]:
    async with world_of(database, temporal_env) as made:
        yield made


@pytest.fixture(scope="module")
async def shared_world(
    postgres: EmbeddedPostgres, template_database: str, temporal_env: WorkflowEnvironment
) -> AsyncIterator[World]:
    """For tests that touch nothing but cases of their own: `world = shared_world` in such a file."""
    async with world_of(copy_of(postgres, template_database), temporal_env) as made:
        yield made
