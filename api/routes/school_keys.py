"""The keys by which schools refer: an administrator makes, lists and revokes them."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field

from api.identity import Signed, allowed
from api.problems import FieldFault, Problem
from api.services import Services, Use
from domain.vocabulary import Role
from records.database import transaction
from records.school_keys import MOST_AN_HOUR, NoSuchSchool, SchoolKey, make_key, revoke, school_keys

router = APIRouter(prefix="/api/school-keys", tags=["Schools"])
Administrator = Annotated[Signed, Depends(allowed(Role.ADMIN))]


class ForSchool(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"school": "800/2001"}]})

    school: Annotated[str, Field(pattern=r"^\d{3}/\d{4}$", description="Authority and number, like 800/4001")]


class NewKey(BaseModel):
    """`key` is shown in this answer and never again."""

    id: str
    school: str
    key: str
    an_hour: int = MOST_AN_HOUR


class KnownKey(BaseModel):
    id: str
    school: str
    school_name: str
    made_at: datetime
    made_by: str
    last_used_at: datetime | None
    revoked_at: datetime | None
    revoked_by: str | None


@router.get("")
async def list_school_keys(services: Use, signed: Administrator) -> list[KnownKey]:
    """Every key that was ever made, without the keys themselves."""
    return [KnownKey(**vars(key)) for key in await run_in_threadpool(listed, services)]


@router.post("", status_code=201)
async def make_school_key(wanted: ForSchool, services: Use, signed: Administrator) -> NewKey:
    """Make a key for a school. It is shown once: only its hash is kept."""
    return await run_in_threadpool(made, services, signed, wanted.school)


@router.post("/{key_id}/revoke")
async def revoke_school_key(key_id: str, services: Use, signed: Administrator) -> Any:
    """Revoke a key for good. Revoking it again changes nothing."""
    await run_in_threadpool(revoked, services, signed, key_id)
    return {"revoked": key_id}


def listed(services: Services) -> list[SchoolKey]:
    with transaction(services.engine) as session:
        return school_keys(session)


def made(services: Services, signed: Signed, school: str) -> NewKey:
    """Raises Problem 422 for a school that is not on the register."""
    try:
        with transaction(services.engine) as session:
            key_id, key = make_key(session, school, signed.staff.id, services.now())
    except NoSuchSchool:
        fault = FieldFault(field="school", message="No school of the register has this number")
        raise Problem(422, "INVALID", "Some answers need correcting", errors=[fault]) from None
    return NewKey(id=key_id, school=school, key=key)


def revoked(services: Services, signed: Signed, key_id: str) -> None:
    with transaction(services.engine) as session:
        if not revoke(session, key_id, signed.staff.id, services.now()):
            raise Problem(404, "NO_SUCH_KEY", "There is no key of this name")
