"""The form of an action: opened, sent, shown again with what is wrong."""

from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from api.acting import Outcome, perform
from api.identity import Signed
from api.pages import kept
from api.pages.drafts import KEPT_FOR, draft_of
from api.pages.forms.asked import asked_of, first_answers, with_schools
from api.pages.forms.correction import correction_body
from api.pages.forms.field import Field, Typed
from api.pages.forms.reading import faults_of, read, typed_of
from api.pages.gate import Posted, Posting, Reading
from api.pages.presenters.action import Said, action_page
from api.pages.presenters.kept_apart import SHOWN, kept_apart
from api.pages.presenters.loading import Where, action_at, loaded
from api.pages.rendering import page
from api.problems import FieldFault, Problem
from api.routes.receipts import receipt_answer
from api.services import Services, Use
from api.uploads import checked, store
from domain.act import Act
from domain.actions.access_step import ItemsDecided
from domain.actions.base import Action
from domain.corrections import CORRECTION
from records.database import transaction
from records.receipts import receipt_of

router = APIRouter(prefix="/cases/{ref}", include_in_schema=False)
_UNDER_WAY_REFRESH = "3"  # seconds
# What these work on is chosen on another page.
_CHOSEN_BEFORE = {
    "correct-entry": ("entry", "/history"),
    "edit-letter": ("letter", "#letters"),
    "confirm-sentence": ("sentence", "#letters"),
    "word-sentence": ("sentence", "#letters"),
    "redact-document": ("boxes", "#letters"),  # drawn on the document's own page
    "leave-sentence-out": ("sentence", "#letters"),
    "merge-case": ("other", "/matches"),
    "decide-not-same": ("other", "/matches"),
    "record-earlier-case": ("other", "/matches"),
}
_SAYS = {
    "KEY_REUSED": "This form was sent already, with other answers. Look at the case: if you mean to record something "
    "more, check the answers below and send them again.",
    "NOT_A_STEP": "This is not a step of the case any more: somebody was faster. What you typed is below.",
}


@router.get("/do/{name}")
@router.get("/proceedings/{proceeding}/do/{name}")
async def open_form(
    request: Request, ref: str, name: str, services: Use, signed: Reading, proceeding: str = ""
) -> Response:
    """Empty, or begun by the link that led here."""
    where = Where(ref, proceeding)
    action = await run_in_threadpool(action_at, services, where, name)
    if name == ItemsDecided.name:
        return RedirectResponse(f"/cases/{ref}/proceedings/{proceeding}/review", 303)
    if (first := _CHOSEN_BEFORE.get(name)) and first[0] not in request.query_params:
        return RedirectResponse(f"/cases/{ref}{first[1]}", 303)
    typed = await run_in_threadpool(_begun, services, signed, where, action, dict(request.query_params))
    return await _shown(services, signed, where, action, typed, Said())


def _begun(services: Services, signed: Signed, where: Where, action: type[Action], asked: dict[str, str]) -> Typed:
    with transaction(services.engine) as session:
        case = loaded(session, services, signed, where)
        return first_answers(case.facts, action, asked, case.hidden)


@router.post("/do/{name}")
@router.post("/proceedings/{proceeding}/do/{name}")
async def send_form(ref: str, name: str, services: Use, sent: Posting, proceeding: str = "") -> Response:
    where, signed, typed = Where(ref, proceeding), sent.signed, sent.typed
    action = await run_in_threadpool(action_at, services, where, name)
    if sent.again:
        return await _shown(
            services, signed, where, action, typed, Said(says="Here is what you typed. Check it and send.")
        )
    try:
        outcome = await _done(services, where, action, sent)
    except Problem as problem:
        if problem.body.status in (401, 403, 404) or problem.body.code == "FAULT":
            raise
        return await _shown(services, signed, where, action, typed, _said(problem, typed), problem.body.status)
    if outcome.receipt is None:
        return RedirectResponse(f"/cases/{ref}/receipts/{outcome.key}", 303)
    if name in SHOWN:
        return await _kept_apart(services, signed, ref, name, outcome.receipt.seq)
    return RedirectResponse(_after(ref, name, typed, outcome.receipt.seq), 303)


async def _done(services: Services, where: Where, action: type[Action], sent: Posted) -> Outcome:
    """Raises Problem where it is refused."""
    fields, body, faults = await run_in_threadpool(_read, services, sent.signed, where, action, sent.typed)
    if action.name == "file-document":
        body |= await _stored(services, sent, where.ref, faults)
    if not faults or action.name != CORRECTION:
        known = {fault.field for fault in faults}
        own = faults_of(action, body, fields)
        faults += [
            fault for fault in own if fault.field not in known and not (known & {"file"} and fault.field in _OF_FILE)
        ]
    if faults:
        raise Problem(422, "INVALID", "Some answers need correcting", errors=faults)
    overrides = {
        name.removeprefix("override."): answers[0].strip()
        for name, answers in sent.typed.items()
        if name.startswith("override.") and answers[0].strip()
    }
    key = sent.one(kept.KEY)
    if not key.isascii() or not 1 <= len(key) <= 64:
        raise Problem(422, "INVALID", "This form was not complete: check it and send it again")
    return await perform(services, sent.signed, where.ref, action.name, body, key, overrides, where.proceeding)


_OF_FILE = frozenset({"sha256", "media_type", "size"})


def _read(
    services: Services, signed: Signed, where: Where, action: type[Action], typed: Typed
) -> tuple[tuple[Field, ...], dict[str, Any], list[FieldFault]]:
    with transaction(services.engine) as session:
        facts = loaded(session, services, signed, where, entries=action.name == CORRECTION).facts
        fields, unsettled = with_schools(session, asked_of(facts, action, typed), typed)
        if action.name == CORRECTION:
            body, faults = correction_body(facts, fields, typed, services.cookie_key)
        else:
            body, faults = read(fields, typed)
        _name_of_school(body, fields, typed)
    return fields, body, [*unsettled, *faults]


def _name_of_school(body: dict[str, Any], fields: tuple[Field, ...], typed: Typed) -> None:
    """A school chosen from the list brings its name with it."""
    chosen = next((each for each in fields if each.path == "school"), None)
    if chosen is not None and body.get("school") and not body.get("school_name") and chosen.options:
        named = next((each.text for each in chosen.options if each.value == body["school"]), "")
        if named and any(each.path == "school_name" for each in fields):
            body["school_name"] = named
            typed["school_name"] = [named]


async def _stored(services: Services, sent: Posted, ref: str, faults: list[FieldFault]) -> dict[str, Any]:
    """The file, checked and kept by its SHA-256, as the body of the act names it."""
    file = sent.files.get("file")
    if file is None or not file.filename:
        faults.append(FieldFault(field="file", message="Choose a file"))
        return {}
    try:
        upload = await checked(file)
    except Problem as problem:
        faults += problem.body.errors
        return {}
    if not sent.one("title").strip():
        return {}  # it is asked for again anyway
    await run_in_threadpool(store, services, sent.signed.staff.id, ref, upload)
    form = upload.form("")
    return {name: form[name] for name in _OF_FILE}


def _said(problem: Problem, typed: Typed) -> Said:
    """What a refusal says with the form. One that was sent and refused has spent its key."""
    body = problem.body
    seen = (typed.get(kept.SEEN) or [""])[0]
    stale = body.code == "NOT_A_STEP"
    plain = "" if body.errors or body.verdicts else body.detail
    return Said(
        faults=body.errors,
        verdicts=body.verdicts,
        says=_SAYS.get(body.code, plain),
        changed_since=int(seen) if stale and seen.isdecimal() and len(seen) < 9 else 0 if stale else None,
        fresh_key=body.status == 409,
    )


async def _shown(
    services: Services,
    signed: Signed,
    where: Where,
    action: type[Action],
    typed: Typed,
    said: Said,
    status: int = 200,
) -> Response:
    form = await run_in_threadpool(action_page, services, signed, where, action, typed, said)
    if status == 200 and not form.open and not form.pick:
        status = 409
    return await page(
        services,
        signed,
        "action.html",
        status=status,
        title=("Error: " if form.faults else "") + f"{form.label}, {where.ref}",
        here="/cases",
        form=form,
        whose=kept.whose(services, signed.staff.id),
        draft=draft_of(services, signed.staff.id, f"{where.path}/{action.name}") if action.name in KEPT_FOR else None,
        overrides={
            name.removeprefix("override."): answers[0]
            for name, answers in typed.items()
            if name.startswith("override.")
        },
    )


def _after(ref: str, name: str, typed: Typed, seq: int) -> str:
    """Where one goes on: to the letter after an act on a letter, to the statement after one on a statement, else to
    the case, which says what was recorded.
    """
    statement = f"W{seq}" if name == "draft-statement" else (typed.get("statement") or [""])[0]
    if statement.isalnum():
        return f"/cases/{ref}/statements/{statement}" + ("/next" if name == "confirm-sentence" else "")
    letter = f"L{seq}" if name == "draft-letter" else (typed.get("letter") or [""])[0]
    where = f"/letters/{letter}" if letter.isalnum() else ""
    return f"/cases/{ref}{where}?{urlencode({'done': seq})}"


async def _kept_apart(services: Services, signed: Signed, ref: str, name: str, seq: int) -> Response:
    """Once: the answer to the form shows it, and no address does."""
    apart = await run_in_threadpool(kept_apart, services, signed, ref, name, seq)
    if apart is None:
        return RedirectResponse(f"/cases/{ref}/do/{name}", 303)
    return await page(services, signed, "kept-apart.html", title=f"{apart.title}, {ref}", here="/cases", apart=apart)


@router.get("/receipts/{key}")
async def under_way(ref: str, key: str, services: Use, signed: Reading) -> Response:
    """Received and not recorded yet: this page looks again by itself."""
    answer = await run_in_threadpool(receipt_answer, services, signed, key)
    if answer.status == "recorded":
        return RedirectResponse(_after(answer.case, answer.action, {}, answer.seq or 0), 303)
    if answer.status == "refused":
        typed, process = await run_in_threadpool(_as_it_was_typed, services, signed, key)
        problem = _as_problem(answer.code or "", answer.verdicts)
        where = Where(answer.case, process.partition("/")[2])
        action = await run_in_threadpool(action_at, services, where, answer.action)
        return await _shown(services, signed, where, action, typed, _said(problem, typed), 409)
    headers = {"Refresh": _UNDER_WAY_REFRESH}
    return await page(
        services, signed, "under-way.html", status=202, headers=headers, title="Being recorded", here="/cases", ref=ref
    )


def _as_problem(code: str, verdicts: list[dict[str, Any]]) -> Problem:
    if verdicts:
        faults = [FieldFault(field=each["field"], message=str(each["reason"])) for each in verdicts if "field" in each]
        return Problem(409, code, str(verdicts[0]["reason"]), verdicts=verdicts, errors=faults)
    return Problem(409, code, "It was not recorded: something went wrong on our side")


def _as_it_was_typed(services: Services, signed: Signed, key: str) -> tuple[Typed, str]:
    """The answers of an act that was refused after its caller had gone, empty where they are not kept any more; and
    the process that refused it.
    """
    with transaction(services.engine) as session:
        row = receipt_of(session, signed.staff.id, key)
        sealed, ref, process = (row.waiting, row.case_ref, row.process) if row is not None else (None, "", "")
    if sealed is None:
        return {}, process
    return typed_of(Act.model_validate_json(services.keys.open(ref, sealed)).data), process
