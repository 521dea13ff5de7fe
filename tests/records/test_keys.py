"""The keys of cases and of the service, in a real database."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from sqlalchemy import Engine, text

from records.database import engine_of, transaction
from records.keys import SERVICE, CaseKeys

NOW = datetime(2026, 11, 9, 10, 0, tzinfo=UTC)


def test_worker_and_api_may_make_the_service_key_at_the_same_time(database: str) -> None:
    engine = engine_of(database, connections=3)
    worker, api = (CaseKeys(engine, [bytes(32)]) for _ in range(2))
    with ThreadPoolExecutor(1) as other:
        with transaction(engine) as session:
            worker.ensure_service_key(session, NOW)
            at_once = other.submit(ensure, engine, api)
            while not waits_for_another(engine):  # it has not seen the key, and must wait for who makes it
                assert not at_once.done()
                time.sleep(0.01)
        at_once.result(10)
    assert worker.get(SERVICE) == api.get(SERVICE)
    engine.dispose()


def ensure(engine: Engine, keys: CaseKeys) -> None:
    with transaction(engine) as session:
        keys.ensure_service_key(session, NOW)


def waits_for_another(engine: Engine) -> bool:
    with engine.connect() as connection:
        waiting = text("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
        return bool(connection.execute(waiting).scalar_one())
