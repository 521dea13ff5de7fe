"""Two cases as their processes left them, for the tests of what `verify` finds."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from records.database import engine_of
from tests.records.tampering import open_two_cases


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """A database with two cases. A file that needs another one makes its own."""
    engine = engine_of(database, connections=3)
    open_two_cases(engine)
    yield engine
    engine.dispose()
