"""A school's page for its part of the joint enquiries: reached by a secret link, for that case alone."""

import secrets
from datetime import date
from typing import Any

from fastapi import APIRouter, Request, Response, UploadFile
from fastapi.concurrency import run_in_threadpool
from pydantic import ValidationError
from starlette.datastructures import UploadFile as Incoming

from api.pages.forms.field import Field, Kind, Option, Typed, every, faulted, filled, summary
from api.pages.forms.reading import read
from api.pages.gate import from_here, gathered
from api.pages.rendering import page
from api.problems import FieldFault, Problem, field_faults
from api.school_part import NOT_OPEN, SchoolView, school_view, send_part
from api.services import Services, Use
from api.uploads import TAKEN, Upload, checked, store
from domain.actions.school_part import SchoolAnswered
from domain.enquiry_list import OF_SCHOOL
from domain.facts import PROCESS
from domain.vocabulary import EnquiryResult
from records import case_links
from records.case_links import CaseLink
from records.database import transaction

router = APIRouter(prefix="/school-part", include_in_schema=False)
# The same on every page: a browser's history tells nobody of whom it was.
_TITLE = "Form for schools"
_MOST_FIELDS = 200
_RESULTS = (
    Option(EnquiryResult.NO_TRACE.value, "Done: no trace"),
    Option(EnquiryResult.TRACE.value, "Done: a trace to follow"),
    Option(EnquiryResult.LOCATED.value, "Done: the child was located"),
    Option(EnquiryResult.NO_ANSWER.value, "Asked, no answer yet"),
    Option(EnquiryResult.NOT_NEEDED.value, "Not done, for a reason"),
)
_ENQUIRIES = tuple(
    Field(
        subject.value,
        Kind.GROUP,
        subject.label,
        "Leave it empty if you have nothing new to say of it",
        fields=(
            Field(f"{subject.value}.result", Kind.RADIOS, "What came of it?", options=_RESULTS),
            Field(f"{subject.value}.asked_on", Kind.DAY, "When?"),
            Field(f"{subject.value}.whom", Kind.TEXT, "Whom did you ask, and who asked?"),
            Field(f"{subject.value}.said", Kind.WORDS, "What was said or found? Or why was it not done?", rows=3),
        ),
    )
    for subject in OF_SCHOOL
)
_ABOUT = (
    Field(
        "unable",
        Kind.YES_NO,
        "Have you reasonable grounds to believe that sickness or an unavoidable cause keeps the child away?",
        "Leave it empty if you do not know yet",
    ),
    Field("unable_why", Kind.WORDS, "Which grounds?", "Only if yes", rows=3),
    Field("file", Kind.FILE, "Is there a document?", f"One of at most 20 MB: {TAKEN}"),
    Field("title", Kind.TEXT, "What is the document?", "Only if you attach one. Do not write the child’s name here"),
    Field("wants_removal", Kind.TICK, "The school asks to delete the child’s name from its roll"),
    Field("complete", Kind.TICK, "The school’s enquiries are complete"),
    Field("said_by", Kind.TEXT, "Your name", required=True),
    Field("role", Kind.TEXT, "Your job at the school", required=True),
)


@router.get("/{link}")
async def form(link: str, services: Use) -> Response:
    found = await run_in_threadpool(_followed, services, link)
    if found is None:
        return await _closed(services)
    return await _shown(services, link, found[1], {})


@router.post("/{link}")
async def send(link: str, request: Request, services: Use) -> Response:
    if not from_here(request):
        raise Problem(403, "ORIGIN", "Use this form from its own page")
    form = await request.form(max_fields=_MOST_FIELDS, max_files=1)
    typed = gathered([(name, value) for name, value in form.multi_items() if isinstance(value, str)])
    found = await run_in_threadpool(_followed, services, link)
    if found is None:
        return await _closed(services)
    known, view = found
    body, faults = _body(typed)
    upload, wrong = await _attached(form.get("file"), body)
    faults = [*faults, *wrong] or _wrong(body)
    if faults:
        return await _shown(services, link, view, typed, faults=faults, status=422)
    if not await run_in_threadpool(_counted, services, known):
        said = [FieldFault(field="", message="This is more than can be sent in an hour: please call the authority")]
        return await _shown(services, link, view, typed, faults=said, status=429)
    if upload is not None and not await _stored(services, known, upload):
        return await _shown(services, link, view, typed, faults=[FieldFault(field="file", message=_PLAIN)], status=422)
    try:
        number = await send_part(services, known.case_ref, known.id, body, (typed.get("once") or [""])[0])
    except Problem as problem:
        return await _shown(
            services, link, view, typed, faults=[FieldFault(field="", message=problem.body.detail)], status=503
        )
    sent = [(line["subject"], {**line, "asked_on": date.fromisoformat(line["asked_on"])}) for line in body["lines"]]
    return await page(
        services,
        None,
        "school-part-sent.html",
        title=_TITLE,
        number=number,
        at=services.now(),
        link=link,
        sent=[(_label(subject), _result(line["result"]), line) for subject, line in sent],
        body=body,
        headers=_PRIVATE,
    )


_PRIVATE = {"Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}


def _followed(services: Services, said: str) -> tuple[CaseLink, SchoolView] | None:
    now = services.now()
    with transaction(services.engine) as session:
        link = case_links.link_of(session, said, now)
        if link is None:
            return None
        case_links.opened(session, link, now)
    try:
        return link, school_view(services, link.case_ref)
    except Problem:
        return None


def _counted(services: Services, link: CaseLink) -> bool:
    with transaction(services.engine) as session:
        return case_links.sent(session, link, services.now())


# The same whatever was found beside the pages of the file: whether anything is confidential, it does not tell.
_PLAIN = "This file could not be taken. Print or scan it to a new PDF and send that, or call the authority"


async def _attached(sent: object, body: dict[str, Any]) -> tuple[Upload | None, list[FieldFault]]:
    """The file, if there is one, put into the body with what the school calls it. Nothing is stored yet."""
    title = str(body.pop("title", "")).strip()
    if not isinstance(sent, Incoming) or not sent.filename:
        return None, [FieldFault(field="file", message="Choose the document")] if title else []
    if not title:
        return None, [FieldFault(field="title", message="Say what the document is")]
    try:
        upload = await checked(UploadFile(sent.file, size=sent.size, filename=sent.filename, headers=sent.headers))
    except Problem as problem:
        return None, problem.body.errors or [FieldFault(field="file", message=problem.body.detail)]
    form = upload.form(title)
    body["document"] = {name: form[name] for name in ("title", "sha256", "media_type", "size")}
    return upload, []


async def _stored(services: Services, link: CaseLink, upload: Upload) -> bool:
    try:
        await run_in_threadpool(store, services, PROCESS.id, link.case_ref, upload)
    except Problem:
        return False
    return True


def _body(typed: Typed) -> tuple[dict[str, Any], list[FieldFault]]:
    """What was typed, as the form of the case: only the lines of which something was said."""
    said, faults = read(_ABOUT, typed)
    lines = []
    for group in _ENQUIRIES:
        line, wrong = read(group.fields, typed)
        faults += wrong
        if not line:
            continue
        for name, needed in (("result", "Choose one of the answers"), ("asked_on", "Enter the day, month and year")):
            if name not in line and not any(each.field.startswith(f"{group.path}.{name}") for each in wrong):
                faults.append(FieldFault(field=f"{group.path}.{name}", message=needed))
        if line.get("result") == EnquiryResult.NOT_NEEDED.value and not line.get("said"):
            faults.append(FieldFault(field=f"{group.path}.said", message="Say why it was not done"))
        lines.append({"subject": group.path, **line})
    for name in ("said_by", "role"):
        if not said.get(name):
            faults.append(FieldFault(field=name, message="This is needed"))
    return {**said, "lines": lines}, faults


def _wrong(body: dict[str, Any]) -> list[FieldFault]:
    try:
        SchoolAnswered.model_validate(body)
    except ValidationError as wrong:
        subjects = [line["subject"] for line in body["lines"]]
        found = field_faults(wrong.errors(include_url=False, include_input=False))
        return [FieldFault(field=_at(fault.field, subjects), message=fault.message) for fault in found]
    return []


def _at(field: str, subjects: list[str]) -> str:
    """lines.2.asked_on is asked as school-visit.asked_on."""
    parts = field.split(".")
    if len(parts) > 2 and parts[0] == "lines" and parts[1].isdigit():
        return f"{subjects[int(parts[1])]}.{parts[2]}"
    return field


async def _shown(
    services: Services,
    link: str,
    view: SchoolView,
    typed: Typed,
    *,
    faults: list[FieldFault] | None = None,
    status: int = 200,
) -> Response:
    marked, loose = faulted([filled(each, typed) for each in (*_ENQUIRIES, *_ABOUT)], faults or [])
    return await page(
        services,
        None,
        "school-part.html",
        status=status,
        title=f"Error: {_TITLE}" if faults else _TITLE,
        view=view,
        link=link,
        once=(typed.get("once") or [secrets.token_hex(12)])[0],
        fields=marked,
        faults=[*summary(tuple(every(marked))), *({"text": fault.message} for fault in loose)],
        headers=_PRIVATE,
    )


async def _closed(services: Services) -> Response:
    """Alike for a link that never was, one that has run out, and one to a case that no school reaches now."""
    return await page(
        services, None, "school-part-closed.html", status=404, title=_TITLE, says=NOT_OPEN, headers=_PRIVATE
    )


def _label(subject: str) -> str:
    return next(each.title for each in _ENQUIRIES if each.path == subject)


def _result(value: str) -> str:
    return next(each.text for each in _RESULTS if each.value == value)
