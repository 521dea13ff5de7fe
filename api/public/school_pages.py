"""The page on which an administrator makes, lists and revokes the keys of schools."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from api.identity import Signed
from api.pages import words
from api.pages.forms.asked import with_schools
from api.pages.forms.field import Field, Kind, faulted, filled, summary
from api.pages.gate import Posted, posting, reading
from api.pages.rendering import page
from api.problems import FieldFault
from api.routes.school_keys import NewKey, listed, made, revoked
from api.services import Services, Use
from domain.vocabulary import Role
from records.database import transaction

router = APIRouter(prefix="/school-keys", include_in_schema=False)
Reading = Annotated[Signed, Depends(reading(Role.ADMIN))]
Posting = Annotated[Posted, Depends(posting(Role.ADMIN))]
_WHICH = Field("school", Kind.SCHOOL, "Which school?", "Part of its name, or its number like 800/4001", required=True)


@router.get("")
async def keys(services: Use, signed: Reading) -> Response:
    return await _shown(services, signed, _WHICH)


@router.post("")
async def make(services: Use, sent: Posting) -> Response:
    """The key stands on this one answer; the page that is loaded again asks for another."""
    typed = sent.typed

    def settle() -> tuple[Field, list[dict[str, str]], str]:
        with transaction(services.engine) as session:
            (asked,), faults = with_schools(session, [_WHICH], typed)
        (marked,), _ = faulted([filled(asked, typed)], faults)
        named = (typed.get("school") or [""])[0].strip()
        if not named:
            (marked,), _ = faulted([marked], [FieldFault(field="school", message="Name a school")])
        return marked, summary([marked]), named

    asked, faults, school = await run_in_threadpool(settle)
    if faults:
        return await _shown(services, sent.signed, asked, faults=faults, status=422)
    new = await run_in_threadpool(made, services, sent.signed, school)
    return await _shown(services, sent.signed, _WHICH, new=new)


@router.post("/{key_id}/revoke")
async def revoke(key_id: str, services: Use, sent: Posting) -> Response:
    await run_in_threadpool(revoked, services, sent.signed, key_id)
    return RedirectResponse("/school-keys", 303)


async def _shown(
    services: Services,
    signed: Signed,
    asked: Field,
    *,
    faults: list[dict[str, str]] | None = None,
    new: NewKey | None = None,
    status: int = 200,
) -> Response:
    return await page(
        services,
        signed,
        "school-keys.html",
        status=status,
        title=("Error: " if faults else "") + "School keys",
        here="/school-keys",
        asked=asked,
        faults=faults or [],
        new=new,
        keys=await run_in_threadpool(listed, services),
        moment=words.moment,
    )
