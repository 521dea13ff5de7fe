"""A site for the tests of the API: one of its own for each, or one for all the tests of a file."""

from collections.abc import AsyncIterator

import pytest
from temporalio.testing import WorkflowEnvironment

from tests.api.site import Site, site_of


@pytest.fixture
async def site(
    database: str, temporal_env: WorkflowEnvironment, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Site]:
    """For a test that counts what there is, stops the worker, or changes a setting."""
    async with site_of(database, temporal_env, monkeypatch) as made:
        yield made


@pytest.fixture(scope="module")
async def files_site(files_database: str, temporal_env: WorkflowEnvironment) -> AsyncIterator[Site]:
    """One for a whole file, whose tests look only at cases of their own and leave the rest as it is. Such a file says
    so by a fixture `site` of its own.
    """
    with pytest.MonkeyPatch.context() as patch:
        async with site_of(files_database, temporal_env, patch) as made:
            yield made
