"""Worlds for process tests: one of its own for each test, or one for all tests of a file that disturb nothing."""

from collections.abc import AsyncIterator

import pytest
from temporalio.testing import WorkflowEnvironment

from tests.workflows.world import World, world_of


@pytest.fixture
async def world(database: str, temporal_env: WorkflowEnvironment) -> AsyncIterator[World]:
    async with world_of(database, temporal_env) as made:
        yield made


@pytest.fixture(scope="module")
async def shared_world(files_database: str, temporal_env: WorkflowEnvironment) -> AsyncIterator[World]:
    """For tests that touch nothing but cases of their own: `world = shared_world` in such a file."""
    async with world_of(files_database, temporal_env) as made:
        yield made
