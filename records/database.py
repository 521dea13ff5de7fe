"""The way to PostgreSQL: one engine a process, one migration path from the first table on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text
from sqlmodel import Session, create_engine

_MIGRATIONS = Path(__file__).parent / "migrations"
# One migration at a time, whoever starts first (an arbitrary number, ours alone).
_MIGRATION_LOCK = 707_001


def engine_of(url: str, *, connections: int = 20) -> Engine:
    """An engine on `postgresql://...` through psycopg 3. It asks a pooled connection whether it still lives before
    use.
    """
    dialect = url.replace("postgres://", "postgresql://", 1).replace("postgresql://", "postgresql+psycopg://", 1)
    return create_engine(
        dialect,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=5,
        pool_pre_ping=True,
        connect_args={"connect_timeout": 5},
    )


def migrate(url: str) -> None:
    """Bring the database to the newest table layout. Safe to run again, and by two processes at once."""
    engine = engine_of(url, connections=1)
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    with engine.begin() as connection:
        connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """One transaction: everything in it is stored, or nothing."""
    with Session(engine, expire_on_commit=False) as session, session.begin():
        yield session


def answers(engine: Engine) -> bool:
    """Whether PostgreSQL answers now."""
    try:
        with engine.connect() as connection:
            connection.execute(text("select 1"))
    except Exception:  # noqa: BLE001 - whatever the reason, it does not answer
        return False
    return True
