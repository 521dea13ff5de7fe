"""The page of the register of authorisations, and the forms by which it is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from pydantic import BaseModel

from api.authority_kept import (
    KEEPERS,
    Deputising,
    Ending,
    Grant,
    deputise,
    end_acting,
    end_power,
    grant,
    no_such_line,
)
from api.identity import Signed
from api.pages.forms.field import Typed
from api.pages.forms.reading import faults_of, read, typed_of
from api.pages.gate import Posted, ReadingAnyone, posting, reading
from api.pages.presenters.authorisations import PATH, line_in_words, questions_of, register_form, register_page
from api.pages.rendering import page
from api.problems import FieldFault, Problem
from api.services import Services, Use

router = APIRouter(prefix=PATH, include_in_schema=False)
Reading = Annotated[Signed, Depends(reading(*KEEPERS))]
Posting = Annotated[Posted, Depends(posting(*KEEPERS))]
_CORRECTABLE = (409, 422)


@dataclass(frozen=True)
class Asking:
    """One form: `path` below the page, and `about` the line that it ends."""

    path: str
    title: str
    button: str
    model: type[BaseModel]
    today: str  # the question that today is the usual answer to
    about: str = ""
    says: str = ""


_GRANT = Asking("new", "Grant a power", "Grant", Grant, "first")
_DEPUTISE = Asking(
    "acting/new",
    "Say who acts for an absent person",
    "Record",
    Deputising,
    "first",
    says="It gives nobody a power. While it lasts both count as one: neither approves what either asked for, wrote or "
    "edited.",
)


@router.get("")
async def register(
    services: Use, signed: ReadingAnyone, number: Annotated[int, Query(ge=1, le=1_000, alias="page")] = 1
) -> Response:
    kept = await run_in_threadpool(register_page, services, signed, number)
    return await page(services, signed, "authorisations.html", title="Authorisations", here=PATH, register=kept)


@router.get("/new")
async def granting(services: Use, signed: Reading) -> Response:
    return await _shown(services, signed, _GRANT, _usual(services, _GRANT))


@router.post("/new")
async def granted(services: Use, sent: Posting) -> Response:
    return await _kept(services, sent, _GRANT, lambda asked: grant(services, sent.signed, asked))


@router.get("/acting/new")
async def deputising(services: Use, signed: Reading) -> Response:
    return await _shown(services, signed, _DEPUTISE, _usual(services, _DEPUTISE))


@router.post("/acting/new")
async def deputised(services: Use, sent: Posting) -> Response:
    return await _kept(services, sent, _DEPUTISE, lambda asked: deputise(services, sent.signed, asked))


@router.get("/{number}/end")
async def ending(number: int, services: Use, signed: Reading) -> Response:
    asking = await run_in_threadpool(_ending, services, "power", number)
    return await _shown(services, signed, asking, _usual(services, asking))


@router.post("/{number}/end")
async def ended(number: int, services: Use, sent: Posting) -> Response:
    asking = await run_in_threadpool(_ending, services, "power", number)
    return await _kept(services, sent, asking, lambda asked: end_power(services, sent.signed, number, asked))


@router.get("/acting/{number}/end")
async def relieving(number: int, services: Use, signed: Reading) -> Response:
    asking = await run_in_threadpool(_ending, services, "acting", number)
    return await _shown(services, signed, asking, _usual(services, asking))


@router.post("/acting/{number}/end")
async def relieved(number: int, services: Use, sent: Posting) -> Response:
    asking = await run_in_threadpool(_ending, services, "acting", number)
    return await _kept(services, sent, asking, lambda asked: end_acting(services, sent.signed, number, asked))


def _ending(services: Services, part: str, number: int) -> Asking:
    """Raises Problem 404."""
    about = line_in_words(services, part, number)
    if not about:
        raise no_such_line()
    path, title = (f"{number}/end", "End a power") if part == "power" else (f"acting/{number}/end", "End acting for")
    says = "What was done until then stays as it was. The line stays in the register, with you and your reason."
    return Asking(path, title, "End it", Ending, "last", about, says)


def _usual(services: Services, asking: Asking) -> Typed:
    return typed_of({asking.today: services.today})


async def _kept(services: Services, sent: Posted, asking: Asking, keep: Callable[[Any], object]) -> Response:
    """Keep what was asked, or show the form again with what is wrong."""

    def settle() -> list[FieldFault]:
        fields = questions_of(services, sent.signed, asking.model)
        body, faults = read(fields, sent.typed)
        named = {each.field for each in faults}
        faults += [each for each in faults_of(asking.model, body, fields) if each.field not in named]
        if not faults:
            keep(asking.model.model_validate(body))
        return faults

    if sent.again:
        return await _shown(services, sent.signed, asking, sent.typed)
    try:
        faults = await run_in_threadpool(settle)
    except Problem as problem:
        if problem.body.status not in _CORRECTABLE:
            raise
        faults = list(problem.body.errors) or [FieldFault(field="", message=problem.body.detail)]
    if faults:
        return await _shown(services, sent.signed, asking, sent.typed, faults)
    return RedirectResponse(PATH, 303)


async def _shown(
    services: Services, signed: Signed, asking: Asking, typed: Typed, faults: list[FieldFault] | None = None
) -> Response:
    form = await run_in_threadpool(register_form, services, signed, asking.model, typed, faults or [])
    return await page(
        services,
        signed,
        "authorisation-form.html",
        status=422 if faults else 200,
        title=("Error: " if faults else "") + asking.title,
        here=PATH,
        asking=asking,
        form=form,
    )
