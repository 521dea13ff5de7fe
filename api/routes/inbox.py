"""The inbox by the API: lists and returns as files or as lines, looked at, confirmed, and settled line by line."""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response, UploadFile
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from api import inbox as doing
from api.identity import Caseworker
from api.problems import Problem
from api.routes.school_referrals import School
from api.services import Services, Use
from domain.facts import SCHOOL_KEY
from domain.people import Line, Words
from domain.returns import ReturnKind
from records import inbox
from records.database import transaction
from records.inbox import Count, NoSuchUpload
from records.inbox_tables import LineState, UploadLineRow, UploadRow, UploadState

router = APIRouter(prefix="/api", tags=["Inbox"])
_MOST_LINES = 500

_LINE: dict[str, JsonValue] = {
    "given": "Kai",
    "surname": "Example",
    "date_of_birth": "2017-03-04",
    "school": "800/4001",
    "deleted_on": "2026-11-20",
    "ground": "I",
}


class UploadView(BaseModel):
    """One upload: what it is, how far it is, and what follows once it is confirmed. `lines` counts by state."""

    upload: int
    kind: str
    kind_label: str
    what_follows: str
    state: str
    state_label: str
    uploaded_at: datetime
    uploaded_by: str
    due_on: date
    lines: dict[str, int]
    href: str


class Fault(BaseModel):
    line: int
    column: str
    reason: str


class LineView(BaseModel):
    """One line: its cells as they came, what is wrong with it, and what has become of it."""

    upload: int
    line: int
    state: str
    state_label: str
    cells: dict[str, str]
    faults: list[Fault]
    due_on: date | None
    case: str | None
    reason: str


class Returned(BaseModel):
    """Lines of one return. A line's names are the columns of the file of that kind."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"kind": "deletion", "lines": [_LINE]}]})

    kind: ReturnKind
    lines: Annotated[list[dict[Line, Words]], Field(min_length=1, max_length=_MOST_LINES)]


class Taken(BaseModel):
    """Only that it has come in. What was known of the children before is never said to a school."""

    received: int
    refused: list[Fault]


class Rejection(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"reason": "Sent by mistake."}]})

    reason: Words


class Corrected(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"cells": _LINE}]})

    cells: dict[Line, Words]


@router.post("/uploads", status_code=201, response_model=UploadView)
async def upload_file(services: Use, signed: Caseworker, response: Response, kind: ReturnKind, file: UploadFile) -> Any:
    """Upload a file. Nothing is taken in before it is confirmed; the same file again is the same upload."""
    content = await doing.content_of(file)
    number, new = await run_in_threadpool(doing.keep_file, services, signed, kind, content)
    response.status_code = 201 if new else 200
    return await run_in_threadpool(_one, services, number)


@router.post("/returns", status_code=201, response_model=UploadView)
async def return_lines(services: Use, signed: Caseworker, response: Response, sent: Returned) -> Any:
    """The same as a file, for lines that come as a message."""
    number, new = await run_in_threadpool(
        doing.keep_message, services, signed.staff.id, "message", sent.kind, sent.lines
    )
    response.status_code = 201 if new else 200
    return await run_in_threadpool(_one, services, number)


@router.post("/school/returns", status_code=201, response_model=Taken)
async def school_return(sent: Returned, services: Use, school: School) -> Any:
    """A school's statutory return, by its own key and of its own pupils. Somebody here confirms it."""
    if sent.kind in (ReturnKind.REFERRALS, ReturnKind.EXPECTED):
        raise Problem(403, "ROLE", "A school refers by its own address; only returns are sent here")
    lines = [{**cells, "school": cells.get("school") or school.school} for cells in sent.lines]
    if any(cells["school"].replace("/", "") != school.school.replace("/", "") for cells in lines):
        raise Problem(403, "NOT_YOUR_PUPIL", "A school returns its own pupils only")
    number, _ = await run_in_threadpool(
        doing.keep_message, services, SCHOOL_KEY.id, f"school {school.school}", sent.kind, lines
    )
    return await run_in_threadpool(_taken, services, number)


@router.get("/uploads", response_model=list[UploadView])
async def all_uploads(services: Use, signed: Caseworker) -> Any:
    """Every upload: those that wait first."""
    return await run_in_threadpool(_all, services)


@router.get("/uploads/{number}", response_model=UploadView)
async def one_upload(number: int, services: Use, signed: Caseworker) -> Any:
    """How far an upload is: ask again while it is being taken in."""
    return await run_in_threadpool(_one, services, number)


@router.get("/uploads/{number}/lines", response_model=list[LineView])
async def upload_lines(
    number: int,
    services: Use,
    signed: Caseworker,
    state: Annotated[list[LineState], Query()] = [],  # noqa: B006 - FastAPI copies it
    skip: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Any:
    """The lines of an upload, a hundred at a time, by their states."""
    rows = await run_in_threadpool(_lines, services, number, state, skip)
    cases = await run_in_threadpool(doing.cases_shown, services, signed, rows)
    return [_line(row, cases.get(row.line)) for row in rows]


@router.post("/uploads/{number}/confirmation", response_model=UploadView)
async def confirm_upload(number: int, services: Use, signed: Caseworker) -> Any:
    """Have it taken in. Refused lines stay in the inbox until they are corrected or rejected."""
    await run_in_threadpool(doing.confirm, services, signed, number)
    return await run_in_threadpool(_one, services, number)


@router.post("/uploads/{number}/rejection", response_model=UploadView)
async def reject_upload(number: int, services: Use, signed: Caseworker, said: Rejection) -> Any:
    """Reject all of an upload, with a reason. The same file may come again."""
    await run_in_threadpool(doing.reject, services, signed, number, said.reason)
    return await run_in_threadpool(_one, services, number)


@router.post("/uploads/{number}/lines/{line}/correction", response_model=LineView)
async def correct_line(number: int, line: int, services: Use, signed: Caseworker, said: Corrected) -> Any:
    """Judge a refused line again as it is corrected here: all its cells, by column."""
    row = await run_in_threadpool(doing.correct, services, signed, number, line, said.cells)
    return _line(row, None)


@router.post("/uploads/{number}/lines/{line}/case", response_model=LineView)
async def open_line(number: int, line: int, services: Use, signed: Caseworker) -> Any:
    """Open the case that this line proposes."""
    row = await run_in_threadpool(doing.settle, services, signed, number, line, open_it=True, reason="")
    return _line(row, row.case_ref)


@router.post("/uploads/{number}/lines/{line}/rejection", response_model=LineView)
async def reject_line(number: int, line: int, services: Use, signed: Caseworker, said: Rejection) -> Any:
    """Reject a line that waits, with a reason. It stays in its upload."""
    row = await run_in_threadpool(doing.settle, services, signed, number, line, open_it=False, reason=said.reason)
    return _line(row, None)


def _all(services: Services) -> list[UploadView]:
    with transaction(services.engine) as session:
        rows = inbox.uploads(session)
        counts = inbox.counts_of(session, [row.id or 0 for row in rows])
    return [_view(row, counts[row.id or 0]) for row in rows]


def _one(services: Services, number: int) -> UploadView:
    with transaction(services.engine) as session:
        try:
            row = inbox.upload_of(session, number)
        except NoSuchUpload:
            raise no_such_upload() from None
        return _view(row, inbox.count_of(session, number))


def _view(row: UploadRow, count: Count) -> UploadView:
    kind, state = ReturnKind(row.kind), UploadState(row.state)
    return UploadView(
        upload=row.id or 0,
        kind=kind.value,
        kind_label=kind.label,
        what_follows=kind.what_follows,
        state=state.value,
        state_label=state.label,
        uploaded_at=row.uploaded_at,
        uploaded_by=row.uploaded_by,
        due_on=row.due_on,
        lines={each.value: many for each, many in count.by_state.items()},
        href=f"/api/uploads/{row.id}",
    )


def _lines(services: Services, number: int, states: list[LineState], skip: int) -> list[UploadLineRow]:
    with transaction(services.engine) as session:
        try:
            inbox.upload_of(session, number)
        except NoSuchUpload:
            raise no_such_upload() from None
        return inbox.lines_of(session, number, states, skip=skip)


def _taken(services: Services, number: int) -> Taken:
    with transaction(services.engine) as session:
        refused = inbox.lines_of(session, number, [LineState.REFUSED], most=_MOST_LINES)
        received = inbox.count_of(session, number).lines
    return Taken(received=received, refused=[Fault(**fault) for row in refused for fault in row.faults])


def _line(row: UploadLineRow, case: str | None) -> LineView:
    state = LineState(row.state)
    return LineView(
        upload=row.upload_id,
        line=row.line,
        state=state.value,
        state_label=state.label,
        cells=row.cells,
        faults=[Fault(**fault) for fault in row.faults],
        due_on=row.due_on,
        case=case,
        reason=row.reason,
    )


def no_such_upload() -> Problem:
    return Problem(404, "NO_SUCH_UPLOAD", "There is no upload of this number")
