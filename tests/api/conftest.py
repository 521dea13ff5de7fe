"""A site of its own for each test of the API."""

from collections.abc import AsyncIterator

import pytest
from temporalio.testing import WorkflowEnvironment

from tests.api.site import Site, site_of


@pytest.fixture
async def site(
    database: str, temporal_env: WorkflowEnvironment, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Site]:
    async with site_of(database, temporal_env, monkeypatch) as made:
        yield made
