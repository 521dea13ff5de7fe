"""A site of its own for each test of the pages, with people who can sign in."""

from collections.abc import AsyncIterator

import pytest
from temporalio.testing import WorkflowEnvironment

from tests.api.site import Site, site_of
from tests.pages.telling import Rows
from tests.pages.visitor import Visitor, populate


@pytest.fixture
async def site(
    database: str, temporal_env: WorkflowEnvironment, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Site]:
    async with site_of(database, temporal_env, monkeypatch) as made:
        populate(made)
        yield made


@pytest.fixture
async def officer(site: Site) -> AsyncIterator[Visitor]:
    async with Visitor.signed_in(site, "officer") as visitor:
        yield visitor


@pytest.fixture
async def supervisor(site: Site) -> AsyncIterator[Visitor]:
    async with Visitor.signed_in(site, "supervisor") as visitor:
        yield visitor


@pytest.fixture
def rows(site: Site) -> Rows:
    return Rows(site)
