"""Everything Temporal stores is sealed with the key of its case (DESIGN 4, Secrets).

Encoding finds the key by the workflow's id and never makes one; decoding finds it by the name in the payload's own
metadata, so replay, lists and the engine's own pages work. Both fail closed: nothing is stored or read in clear.
"""

import asyncio
import copy
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from temporalio.api.common.v1 import Payload
from temporalio.contrib.pydantic import PydanticPayloadConverter
from temporalio.converter import (
    DataConverter,
    DefaultFailureConverterWithEncodedAttributes,
    PayloadCodec,
    SerializationContext,
    WithSerializationContext,
)

from records.keys import CaseKeys

_ENCODING = b"binary/encrypted"


class NotSealed(Exception):
    """A payload in clear, or one that belongs to no case: refused."""


class CaseCodec(PayloadCodec, WithSerializationContext):
    def __init__(self, keys: CaseKeys, owner: str | None = None) -> None:
        self._keys, self._owner = keys, owner

    def with_context(self, context: SerializationContext) -> Self:
        workflow_id = getattr(context, "workflow_id", None)
        return type(self)(self._keys, workflow_id.split("/")[0] if workflow_id else None)

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        if not payloads:
            return []
        if self._owner is None:
            raise NotSealed("nothing is stored for no case")
        name = self._owner.encode()
        cipher = AESGCM(await self._key(self._owner))
        return [_seal(cipher, name, payload) for payload in payloads]

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        opened = []
        for payload in payloads:
            if payload.metadata.get("encoding") != _ENCODING:
                raise NotSealed("a payload in clear was refused")
            name = payload.metadata["key"]
            cipher = AESGCM(await self._key(name.decode()))
            clear = Payload()
            clear.ParseFromString(cipher.decrypt(payload.data[:12], payload.data[12:], name))
            opened.append(clear)
        return opened

    async def _key(self, owner: str) -> bytes:
        if (known := self._keys.known(owner)) is not None:
            return known
        return await asyncio.to_thread(self._keys.get, owner)


def _seal(cipher: AESGCM, name: bytes, payload: Payload) -> Payload:
    nonce = os.urandom(12)
    sealed = nonce + cipher.encrypt(nonce, payload.SerializeToString(), name)
    return Payload(metadata={"encoding": _ENCODING, "key": name}, data=sealed)


class _OneForAll(PydanticPayloadConverter):
    """It keeps nothing of what it converts, so one serves everybody: the library would make it, and all it knows of our
    models, anew for each step of each process.
    """

    _one: ClassVar[Self | None] = None

    def __new__(cls) -> Self:
        if cls._one is None:
            one = super().__new__(cls)
            super().__init__(one)
            cls._one = one
        return cls._one

    def __init__(self) -> None:
        """As it was made once."""


@dataclass(frozen=True)
class _SealedConverter(DataConverter):
    """Only the codec has to know whose payloads it is given. For each of them the library would make every converter
    anew.
    """

    def with_context(self, context: SerializationContext) -> Self:
        copied = copy.copy(self)
        if isinstance(self.payload_codec, CaseCodec):
            object.__setattr__(copied, "payload_codec", self.payload_codec.with_context(context))
        return copied


def sealed_converter(keys: CaseKeys) -> DataConverter:
    """Pydantic models as JSON, sealed; failure messages too, or they would leak in clear."""
    return _SealedConverter(
        payload_converter_class=_OneForAll,
        payload_codec=CaseCodec(keys),
        failure_converter_class=DefaultFailureConverterWithEncodedAttributes,
    )
