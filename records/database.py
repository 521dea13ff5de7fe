"""The way to PostgreSQL: one engine a process, one migration path from the first table on."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session, create_engine

from records.census import complete as complete_known
from records.matching import complete
from records.refolding import refold

_MIGRATIONS = Path(__file__).parent / "migrations"
# One migration at a time, whoever starts first (an arbitrary number, ours alone).
_MIGRATION_LOCK = 707_001
# A connection that was in use this many seconds ago is not asked whether it still lives: under load the question costs
# more than a sixth of all that is said to the database. Should it have died since, that is an outage like any other.
_FRESH = 1.0


def engine_of(url: str, *, connections: int = 20) -> Engine:
    """An engine on `postgresql://...` through psycopg 3. A pooled connection that has lain idle is asked first whether
    it still lives.
    """
    dialect = url.replace("postgres://", "postgresql://", 1).replace("postgresql://", "postgresql+psycopg://", 1)
    engine = create_engine(
        dialect,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=5,
        connect_args={"connect_timeout": 5},
    )
    event.listen(engine, "checkin", _note_use)
    event.listen(engine, "checkout", _ask_if_idle)
    return engine


def _note_use(connection: psycopg.Connection | None, entry: ConnectionPoolEntry) -> None:
    entry.info["used"] = time.monotonic()


def _ask_if_idle(connection: psycopg.Connection, entry: ConnectionPoolEntry, proxy: object) -> None:
    """Raises DisconnectionError for one that has died: the pool then makes another."""
    if time.monotonic() - entry.info.get("used", time.monotonic()) < _FRESH:
        return
    try:
        connection.execute("select 1")
        connection.rollback()
    except psycopg.Error:
        raise DisconnectionError from None


def migrate(url: str) -> None:
    """Bring the database to the newest table layout. Safe to run again, and by two processes at once."""
    engine = engine_of(url, connections=1)
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with engine.begin() as connection:
        connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
        config.attributes["connection"] = connection
        before = _release(connection)
        command.upgrade(config, "head")
        with Session(connection) as session:
            if before != _release(connection):
                refold(session)
            complete(session)
            complete_known(session)
            session.flush()
    engine.dispose()


def _release(connection: Connection) -> str | None:
    """Which table layout is there; None before the first."""
    if not connection.execute(text("select to_regclass('alembic_version') is not null")).scalar_one():
        return None
    return connection.execute(text("select version_num from alembic_version")).scalar_one_or_none()


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """One transaction: everything in it is stored, or nothing."""
    with Session(engine, expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """For one question that every request asks: no transaction is begun and ended around it, which would be two more
    turns to the server than the question itself. What is asked twice in it may have changed in between.
    """
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection, Session(connection) as session:
        yield session


def answers(engine: Engine) -> bool:
    """Whether PostgreSQL answers now."""
    try:
        with engine.connect() as connection:
            connection.execute(text("select 1"))
    except Exception:  # noqa: BLE001 - whatever the reason, it does not answer
        return False
    return True
