"""What the engine's own pages ask for so that a person can read a payload there: opened for a signed-in supervisor, and
each opening written down like any other reading. Sealing is not offered: nobody writes to the engine through this.
"""

import base64
import binascii
from typing import Annotated, Any

from cryptography.exceptions import InvalidTag
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field, JsonValue
from temporalio.api.common.v1 import Payload

from api.access import may_know
from api.identity import Signed, Whoever
from api.problems import Problem
from api.services import Services, Use
from domain.vocabulary import Role
from records import looked
from records.database import transaction
from records.keys import KeyGone
from records.looked import What

router = APIRouter(prefix="/api/codec", tags=["Proof"])
_MOST = 500
_SEALED = b"binary/encrypted"
_CODED: dict[str, JsonValue] = {"metadata": {"encoding": "anNvbi9wbGFpbg=="}, "data": "e30="}  # json/plain, {}


class Coded(BaseModel):
    """A payload as Temporal writes it in JSON: everything in base64."""

    metadata: dict[str, Annotated[str, Field(max_length=1_000)]] = {}
    data: Annotated[str, Field(max_length=4_000_000)] = ""


class CodedList(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [{"payloads": [_CODED]}]})

    payloads: Annotated[list[Coded], Field(max_length=_MOST)] = []


@router.options("/decode", include_in_schema=False)
async def may_ask(request: Request, services: Use) -> Response:
    """A browser asks first, from the engine's pages; nobody else's page is answered."""
    return Response(status_code=204, headers=_for_its_pages(request, services))


@router.post("/decode")
async def decode(asked: CodedList, request: Request, response: Response, services: Use, signed: Whoever) -> CodedList:
    """Open payloads. One whose key is gone, or of a case that is not there for you, comes back as it was."""
    if signed is None:
        raise Problem(401, "SIGN_IN", "Sign in first", headers={"WWW-Authenticate": "Bearer"})
    if not signed.staff.has(Role.SUPERVISOR):
        raise Problem(403, "ROLE", "Your role does not allow this")
    response.headers.update(_for_its_pages(request, services))
    given = [_payload(each) for each in asked.payloads]
    owners = sorted({each.metadata["key"].decode() for each in given if each.metadata.get("encoding") == _SEALED})
    known = [owner for owner in owners if await run_in_threadpool(may_know, services, signed, [owner])]
    if owners:
        await run_in_threadpool(_write, services, signed, owners, known)
    return CodedList(payloads=[_coded(await _opened(services, each, known)) for each in given])


async def _opened(services: Services, payload: Payload, known: list[str]) -> Payload:
    codec = services.client.data_converter.payload_codec
    if codec is None or payload.metadata.get("encoding") != _SEALED or payload.metadata["key"].decode() not in known:
        return payload
    try:
        (opened,) = await codec.decode([payload])
    except (KeyGone, InvalidTag, ValueError):
        return payload
    return opened


def _write(services: Services, signed: Signed, owners: list[str], known: list[str]) -> None:
    with transaction(services.engine) as session:
        for allowed, refs in ((True, known), (False, [each for each in owners if each not in known])):
            if refs:
                looked.write(
                    session,
                    who=signed.staff.id,
                    team=signed.staff.team,
                    refs=refs,
                    what=What.ENGINE,
                    item="payload",
                    allowed=allowed,
                    now=services.now(),
                )


def _for_its_pages(request: Request, services: Services) -> dict[str, str]:
    """Only the address of the engine's own pages that the settings name may read an answer from a browser."""
    origin = request.headers.get("origin", "")
    if not services.public.temporal_ui or origin != services.public.temporal_ui:
        return {}
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Credentials": "true",
        "Access-Control-Allow-Methods": "POST",
        "Access-Control-Allow-Headers": "content-type, x-namespace, authorization",
        "Vary": "Origin",
    }


def _payload(coded: Coded) -> Payload:
    try:
        metadata = {name: base64.b64decode(value, validate=True) for name, value in coded.metadata.items()}
        return Payload(metadata=metadata, data=base64.b64decode(coded.data, validate=True))
    except (binascii.Error, ValueError):
        raise Problem(422, "INVALID", "A payload is not in base64") from None


def _coded(payload: Payload) -> Coded:
    metadata: dict[str, Any] = {name: base64.b64encode(value).decode() for name, value in payload.metadata.items()}
    return Coded(metadata=metadata, data=base64.b64encode(payload.data).decode())
