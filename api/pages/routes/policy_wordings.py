"""The wordings of letters: proposed by one person, shown as a difference and as pages, and approved by another."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from sqlmodel import Session, col, select

from activities.wordings import template_in_force
from api.identity import Signed
from api.pages import words
from api.pages.forms.decision import LONGEST_WHY, UNDECIDED, Decision, by_four_eyes, decision_in
from api.pages.forms.field import Field, Kind, Typed, faulted, filled, summary
from api.pages.forms.reading import read, typed_of
from api.pages.gate import Posted, posting, reading
from api.pages.presenters.policy import how_decided, how_proposed
from api.pages.rendering import page
from api.problems import FieldFault, Problem
from api.services import Services, Use
from domain.vocabulary import Role
from letters.difference import Change, difference
from letters.page import PageFault, page_count, page_images
from letters.rewording import LONGEST, faults, reworded, specimen, why_not_reworded
from letters.wording import TEMPLATES, Template
from records.database import transaction
from records.four_eyes import OneIsOpen, decided, waiting
from records.tables import StaffRow
from records.wordings import WordingProposalRow, decide_wording, propose_wording

PATH = "/policy/wordings"
router = APIRouter(prefix=PATH, include_in_schema=False)
Reading = Annotated[Signed, Depends(reading(Role.SUPERVISOR, Role.ADMIN))]
Posting = Annotated[Posted, Depends(posting(Role.SUPERVISOR, Role.ADMIN))]
_TO = {"parent": "To a parent", "referrer": "To whoever told us", "agency": "To another body"}


@dataclass(frozen=True)
class Waiting:
    """Other words that are to be decided, beside those in force today."""

    number: int
    title: str
    since: date
    by: str
    own: bool
    changes: list[Change]
    pages: list[str]  # none where it cannot be printed any more


@dataclass(frozen=True)
class Line:
    id: str
    title: str
    to: str
    version: str
    waits: bool
    why_not: str


@router.get("")
async def as_they_stand(services: Use, signed: Reading) -> Response:
    return await _shown(services, signed)


@router.get("/{template}")
async def changing(template: str, services: Use, signed: Reading) -> Response:
    """With the words in force, to be changed."""
    released = _changeable(template)

    def now() -> Typed:
        with transaction(services.engine) as session:
            body = template_in_force(session, released.id, services.today)[0].body
        return typed_of({"body": body, "since": services.today})

    return await _form(services, signed, released, await run_in_threadpool(now))


@router.post("/{template}")
async def put_forward(template: str, services: Use, sent: Posting) -> Response:
    released = _changeable(template)
    if sent.again:
        return await _form(services, sent.signed, released, sent.typed)
    wrong = await run_in_threadpool(_proposed, services, sent, released)
    if wrong:
        return await _form(services, sent.signed, released, sent.typed, wrong)
    return RedirectResponse(PATH, 303)


@router.get("/{number}/pages/{page_number}.png")
async def one_page(number: int, page_number: int, services: Use, signed: Reading) -> Response:
    """What waits to be decided, as it would be printed, to nobody."""
    png = await run_in_threadpool(_drawn, services, number, page_number)
    return Response(png, media_type="image/png", headers={"Cache-Control": "no-store"})


@router.post("/{number}/decision")
async def settle(number: int, services: Use, sent: Posting) -> Response:
    """Approved, drafts made from its day on use it. What was drafted before keeps its words."""
    decision = decision_in(sent)
    if sent.again or decision is None:
        fault = {"text": UNDECIDED, "href": f"#why-{number}"}
        typed = {number: sent.one("why").strip()}
        return await _shown(services, sent.signed, [] if sent.again else [fault], typed)
    with by_four_eyes():
        await run_in_threadpool(_decided, services, sent.signed, number, decision)
    return RedirectResponse(PATH, 303)


def _changeable(template: str) -> Template:
    """Raises Problem 404, and 409 with the reason for a letter that is not changed here."""
    released = TEMPLATES.get(template)
    if released is None:
        raise Problem(404, "NO_SUCH_LETTER", "There is no letter of this name")
    if reason := why_not_reworded(released):
        raise Problem(409, "NOT_CHANGED_HERE", f"“{released.title}” is not changed here: {reason}")
    return released


def _questions() -> tuple[Field, ...]:
    hint = "What stands between {{ and }} or {% and %} is filled in or decides what is said: it stays as it is written"
    since = "Drafts made on this day or later use it, from today at the earliest"
    return (
        Field("body", Kind.WORDS, "What the letter says", hint, required=True, rows=22),
        Field("since", Kind.DAY, "From which day?", since, required=True),
        Field("reason", Kind.WORDS, "Why does it change?", required=True, rows=3),
    )


def _proposed(services: Services, sent: Posted, released: Template) -> list[FieldFault]:
    body, wrong = read(_questions(), sent.typed)
    said, reason = str(body.get("body", "")), str(body.get("reason", "")).strip()
    since = date.fromisoformat(body["since"]) if "since" in body else None
    known = {each.field for each in wrong}
    # Against the released wording: what that tells must stay, however often it was put in other words.
    wrong += [
        FieldFault(field="body", message=fault)
        for fault in faults(released, said, services.today, services.letters.authority)[:10]
    ]
    if "since" not in known and (since is None or since < services.today):
        wrong.append(FieldFault(field="since", message="Give today or a later day: no letter is drafted again"))
    if not reason or len(reason) > LONGEST_WHY:
        wrong.append(FieldFault(field="reason", message="Say why, in at most 2,000 characters"))
    if not wrong and since is not None:
        try:
            with transaction(services.engine) as session:
                who = sent.signed.staff.id
                propose_wording(session, released.id, said.strip() + "\n", since, reason, who, services.now())
        except OneIsOpen:
            says = "Another change of this letter waits to be decided: that comes first"
            wrong.append(FieldFault(field="body", message=says))
    return wrong


def _decided(services: Services, signed: Signed, number: int, decision: Decision) -> None:
    with transaction(services.engine) as session:
        decide_wording(session, number, signed.staff.id, decision.why, services.now(), approved=decision.approved)


def _pages(services: Services, row: WordingProposalRow) -> list[str]:
    try:
        template = reworded(TEMPLATES[row.template], row.body, row.id or 0)
        count = page_count(specimen(template, services.today, services.letters.authority))
    except (KeyError, PageFault):
        return []
    return [f"{PATH}/{row.id}/pages/{number}.png" for number in range(1, count + 1)]


def _drawn(services: Services, number: int, page_number: int) -> bytes:
    with transaction(services.engine) as session:
        row = session.get(WordingProposalRow, number)
        if row is None or row.template not in TEMPLATES:
            raise Problem(404, "NO_SUCH_CHANGE", "There is no change of this number")
        template = reworded(TEMPLATES[row.template], row.body, number)
    try:
        images = page_images(specimen(template, services.today, services.letters.authority))
    except PageFault:
        raise Problem(409, "CANNOT_LAY_OUT", "This letter does not fit its pages any more") from None
    if not 1 <= page_number <= len(images):
        raise Problem(404, "NO_SUCH_PAGE", "This letter has no page of this number")
    return images[page_number - 1]


def _title(row: WordingProposalRow) -> str:
    known = TEMPLATES.get(row.template)
    return f"{row.template} {known.title}" if known else row.template


def _waiting(services: Services, session: Session, row: WordingProposalRow, by: str, me: str) -> Waiting:
    now, _ = template_in_force(session, row.template, services.today)
    return Waiting(
        number=row.id or 0,
        title=_title(row),
        since=row.since,
        by=by,
        own=row.proposed_by == me,
        changes=difference(now.body, row.body),
        pages=_pages(services, row),
    )


async def _form(
    services: Services, signed: Signed, released: Template, typed: Typed, wrong: list[FieldFault] | None = None
) -> Response:
    fields, loose = faulted([filled(each, typed) for each in _questions()], wrong or [])
    return await page(
        services,
        signed,
        "policy-wording.html",
        status=422 if wrong else 200,
        title=("Error: " if wrong else "") + f"Change a letter: {released.title}",
        here="/policy",
        letter=released,
        to=_TO[released.to],
        most=LONGEST,
        fields=fields,
        faults=[*summary(fields), *({"text": fault.message} for fault in loose)],
    )


async def _shown(
    services: Services,
    signed: Signed,
    wrong: list[dict[str, str]] | None = None,
    typed: dict[int, str] | None = None,
) -> Response:
    def known() -> dict[str, Any]:
        today = services.today
        with transaction(services.engine) as session:
            names = dict(session.exec(select(StaffRow.id, col(StaffRow.name))).all())
            waits = waiting(session, WordingProposalRow)
            past = [
                (f"{_title(row)}, from {words.long_day(row.since)}", how_decided(row, names, today))
                for row in decided(session, WordingProposalRow)
            ]
            lines = [
                Line(
                    each.id,
                    each.title,
                    _TO[each.to],
                    template_in_force(session, each.id, today)[1],
                    any(row.template == each.id for row in waits),
                    why_not_reworded(each),
                )
                for each in TEMPLATES.values()
            ]
            return {
                "waiting": [
                    _waiting(services, session, row, how_proposed(row, names, today), signed.staff.id) for row in waits
                ],
                "past": past,
                "lines": [line for line in lines if not line.why_not],
                "never": [line for line in lines if line.why_not],
            }

    return await page(
        services,
        signed,
        "policy-wordings.html",
        status=422 if wrong else 200,
        title=("Error: " if wrong else "") + "Policy: letters",
        here="/policy",
        faults=wrong or [],
        typed=typed or {},
        **await run_in_threadpool(known),
    )
