"""What Temporal stores is sealed with the case's own key, or it is not stored at all."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import Engine, text
from temporalio.api.common.v1 import Payload
from temporalio.converter import WorkflowSerializationContext

from records.database import engine_of, transaction
from records.keys import CaseKeys, KeyGone
from rollcall.case_codec import CaseCodec, NotSealed

ONE, OTHER = "RC-2026-000001", "RC-2026-000002"
CLEAR = Payload(metadata={"encoding": b"json/plain"}, data=b'"Kai Example, 1 Fixture Road"')
MASTER, NEWER = os.urandom(32), os.urandom(32)


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = engine_of(database, connections=2)
    make(engine, ONE, OTHER)
    yield engine
    engine.dispose()


def make(engine: Engine, *names: str, master: bytes = MASTER) -> None:
    with transaction(engine) as session:
        for name in names:
            CaseKeys(engine, (master,)).make(session, name, datetime.now(UTC))


def codec(engine: Engine, workflow: str | None = None, *masters: bytes) -> CaseCodec:
    """As in a process that has just started: no key is open yet."""
    made = CaseCodec(CaseKeys(engine, masters or (MASTER,)))
    return made.with_context(WorkflowSerializationContext("default", workflow)) if workflow else made


def keys_in(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text("select count(*) from case_key")).scalar_one())


async def test_what_is_sealed_opens_again_and_shows_only_whose_it_is(engine: Engine) -> None:
    [sealed] = await codec(engine, ONE).encode([CLEAR])
    assert dict(sealed.metadata) == {"encoding": b"binary/encrypted", "key": ONE.encode()}
    assert b"Kai" not in sealed.SerializeToString()
    assert b"json" not in sealed.SerializeToString()
    assert await codec(engine).decode([sealed]) == [CLEAR]  # by the payload itself: lists and replay have no context


async def test_the_same_words_are_never_sealed_alike(engine: Engine) -> None:
    sealing = codec(engine, ONE)
    first, second = await sealing.encode([CLEAR, CLEAR])
    assert first.data != second.data


async def test_a_process_of_a_case_uses_the_key_of_the_case(engine: Engine) -> None:
    [sealed] = await codec(engine, f"{ONE}/letter-L5").encode([CLEAR])
    assert sealed.metadata["key"] == ONE.encode()


async def test_nothing_is_stored_for_no_case(engine: Engine) -> None:
    with pytest.raises(NotSealed):
        await codec(engine).encode([CLEAR])
    assert await codec(engine).encode([]) == []


async def test_a_payload_in_clear_is_refused(engine: Engine) -> None:
    with pytest.raises(NotSealed):
        await codec(engine, ONE).decode([CLEAR])


async def test_sealing_never_makes_a_key(engine: Engine) -> None:
    before = keys_in(engine)
    with pytest.raises(KeyGone):
        await codec(engine, "RC-2026-999999").encode([CLEAR])
    assert keys_in(engine) == before


async def test_a_destroyed_key_stays_destroyed(engine: Engine) -> None:
    [sealed] = await codec(engine, ONE).encode([CLEAR])
    with transaction(engine) as session:
        session.execute(text("delete from case_key where case_ref = :ref"), {"ref": ONE})
    with pytest.raises(KeyGone):
        await codec(engine).decode([sealed])
    with pytest.raises(KeyGone):
        await codec(engine, ONE).encode([CLEAR])
    make(engine, ONE)  # even one of the same name opens nothing
    with pytest.raises(InvalidTag):
        await codec(engine).decode([sealed])


async def test_sealed_bytes_that_were_changed_or_given_to_another_case_do_not_open(engine: Engine) -> None:
    [sealed] = await codec(engine, ONE).encode([CLEAR])
    changed = Payload(metadata=dict(sealed.metadata), data=sealed.data[:-1] + bytes([sealed.data[-1] ^ 1]))
    moved = Payload(metadata={**sealed.metadata, "key": OTHER.encode()}, data=sealed.data)
    for wrong in (changed, moved):
        with pytest.raises(InvalidTag):
            await codec(engine).decode([wrong])


async def test_older_master_keys_still_open_and_only_the_newest_wraps(engine: Engine) -> None:
    [sealed] = await codec(engine, ONE).encode([CLEAR])
    assert await codec(engine, None, NEWER, MASTER).decode([sealed]) == [CLEAR]
    with pytest.raises(KeyGone):
        await codec(engine, None, NEWER).decode([sealed])
    with transaction(engine) as session:
        CaseKeys(engine, (NEWER, MASTER)).make(session, "RC-2026-000003", datetime.now(UTC))
    [newer] = await codec(engine, "RC-2026-000003", NEWER).encode([CLEAR])
    with pytest.raises(KeyGone):
        await codec(engine, None, MASTER).decode([newer])
