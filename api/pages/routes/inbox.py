"""The pages of the inbox: what came in, what it would do, and every line that waits for a person."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from api import inbox as doing
from api.pages import words
from api.pages.gate import PostingCasework, ReadingCasework
from api.pages.presenters.inbox import PER_PAGE, inbox_page, line_page, named, upload_page
from api.pages.rendering import page
from api.problems import Problem
from api.services import Services, Use
from domain.returns import ReturnKind
from records.returns_file import columns_of

router = APIRouter(prefix="/inbox", include_in_schema=False)


@router.get("")
async def inbox(services: Use, signed: ReadingCasework) -> Response:
    return await _inbox(services, signed)


@router.post("")
async def upload(services: Use, sent: PostingCasework) -> Response:
    """Keep the file, and show what it holds."""
    kind, file = sent.one("kind"), sent.files.get("file")
    faults = [] if kind in list(ReturnKind) else [{"text": "Choose what is in the file", "href": "#kind"}]
    if file is None:
        faults.append({"text": "Choose a file", "href": "#file"})
    if faults or file is None:
        return await _inbox(services, sent.signed, faults, kind)
    try:
        content = await doing.content_of(file)
        number, _ = await run_in_threadpool(doing.keep_file, services, sent.signed, ReturnKind(kind), content)
    except Problem as problem:
        said = [{"text": each.message, "href": f"#{each.field}"} for each in problem.body.errors]
        return await _inbox(services, sent.signed, said, kind, problem.body.status)
    return RedirectResponse(f"/inbox/{number}", 303)


@router.get("/{number}")
async def one(
    number: int,
    services: Use,
    signed: ReadingCasework,
    at: Annotated[int, Query(ge=1, le=100_000, alias="page")] = 1,
) -> Response:
    return await _upload(services, signed, number, at)


@router.post("/{number}")
async def decided(number: int, services: Use, sent: PostingCasework) -> Response:
    decision, reason = sent.one("decision"), sent.one("reason")
    try:
        if decision == "confirm":
            await run_in_threadpool(doing.confirm, services, sent.signed, number)
        elif decision == "reject":
            await run_in_threadpool(doing.reject, services, sent.signed, number, reason)
        else:
            raise doing.fault(422, "decision", "Choose one of the answers")
    except Problem as problem:
        if not problem.body.errors:
            raise
        said = [{"text": each.message, "href": f"#{each.field}"} for each in problem.body.errors]
        return await _upload(services, sent.signed, number, 1, said, decision, reason)
    return RedirectResponse(f"/inbox/{number}" if decision == "confirm" else "/inbox", 303)


@router.get("/{number}/lines/{line}")
async def one_line(number: int, line: int, services: Use, signed: ReadingCasework) -> Response:
    return await _line(services, signed, number, line)


@router.post("/{number}/lines/{line}")
async def settled(number: int, line: int, services: Use, sent: PostingCasework) -> Response:
    """Corrected, opened as a case, or rejected with a reason."""
    decision, reason = sent.one("decision"), sent.one("reason")
    cells = {name.removeprefix("cell."): sent.one(name) for name in sent.typed if name.startswith("cell.")}
    try:
        if decision == "correct":
            row = await run_in_threadpool(doing.correct, services, sent.signed, number, line, cells)
            if row.faults:
                said = [
                    {"text": f"{named(each['column']).capitalize() or 'The line'}: {each['reason']}"}
                    for each in row.faults
                ]
                return await _line(services, sent.signed, number, line, said, decision=decision)
        elif decision in ("open", "reject"):
            row = await run_in_threadpool(
                doing.settle, services, sent.signed, number, line, open_it=decision == "open", reason=reason
            )
            if decision == "open" and row.case_ref and not row.faults:
                return RedirectResponse(f"/cases/{row.case_ref}", 303)
        else:
            raise doing.fault(422, "decision", "Choose one of the answers")
    except Problem as problem:
        if not problem.body.errors:
            raise
        said = [{"text": each.message, "href": f"#{each.field}"} for each in problem.body.errors]
        return await _line(services, sent.signed, number, line, said, cells, decision, reason)
    return RedirectResponse(f"/inbox/{number}", 303)


async def _inbox(
    services: Services,
    signed: ReadingCasework,
    faults: list[dict[str, str]] | None = None,
    kind: str = "",
    status: int = 422,
) -> Response:
    return await page(
        services,
        signed,
        "inbox.html",
        status=status if faults else 200,
        title=("Error: " if faults else "") + "Inbox",
        here="/inbox",
        inbox=await run_in_threadpool(inbox_page, services),
        kinds=[(each, columns_of(each)) for each in ReturnKind],
        chosen=kind,
        faults=faults or [],
        moment=words.moment,
    )


async def _upload(
    services: Services,
    signed: ReadingCasework,
    number: int,
    at: int,
    faults: list[dict[str, str]] | None = None,
    decision: str = "",
    reason: str = "",
) -> Response:
    shown = await run_in_threadpool(upload_page, services, signed, number, at)
    return await page(
        services,
        signed,
        "upload.html",
        status=422 if faults else 200,
        title=("Error: " if faults else "") + f"Upload {number}",
        here="/inbox",
        upload=shown,
        per_page=PER_PAGE,
        faults=faults or [],
        decision=decision,
        reason=reason,
        moment=words.moment,
    )


async def _line(
    services: Services,
    signed: ReadingCasework,
    number: int,
    line: int,
    faults: list[dict[str, str]] | None = None,
    cells: dict[str, str] | None = None,
    decision: str = "",
    reason: str = "",
) -> Response:
    shown = await run_in_threadpool(line_page, services, signed, number, line, cells)
    return await page(
        services,
        signed,
        "upload-line.html",
        status=422 if faults else 200,
        title=("Error: " if faults else "") + f"Upload {number}, line {line}",
        here="/inbox",
        shown=shown,
        faults=faults or [],
        decision=decision,
        reason=reason,
        moment=words.moment,
    )
