"""A world of its own for each process test."""

from collections.abc import AsyncIterator

import pytest
from temporalio.testing import WorkflowEnvironment

from tests.workflows.world import World, world_of


@pytest.fixture
async def world(database: str, temporal_env: WorkflowEnvironment) -> AsyncIterator[World]:
    async with world_of(database, temporal_env) as made:
        yield made
