"""The local standards: each changed number proposed by one person with what it moves, approved by another."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from sqlmodel import Session, col, select

from api.calendar_change import tell_moved
from api.identity import Signed
from api.pages import words
from api.pages.forms.decision import LONGEST_WHY, UNDECIDED, Decision, by_four_eyes, decision_in
from api.pages.forms.field import Field, Kind, Typed, faulted, filled, summary
from api.pages.forms.reading import read
from api.pages.gate import Posted, posting, reading
from api.pages.presenters.policy import how_decided, how_proposed
from api.pages.rendering import page
from api.problems import FieldFault, Problem
from api.services import Services, Use
from domain.actions.clocks import StandardMoved
from domain.policy import STANDARDS, Standard
from domain.policy_changes import changeable, faults, in_force, sane, why_not
from domain.vocabulary import Role
from records.almanac import almanac
from records.calendar_impact import Move
from records.database import transaction
from records.four_eyes import OneIsOpen, decided, waiting
from records.standard_proposals import decide_standard, propose_standard, standard_moves
from records.standards import StandardProposalRow
from records.tables import StaffRow

PATH = "/policy/standards"
router = APIRouter(prefix=PATH, include_in_schema=False)
Reading = Annotated[Signed, Depends(reading(Role.SUPERVISOR, Role.ADMIN))]
Posting = Annotated[Posted, Depends(posting(Role.SUPERVISOR, Role.ADMIN))]
_MOST_MOVES = 60  # of each change on the page


@dataclass(frozen=True)
class Waiting:
    """A change that is to be decided: the first of the dates that it moves, and how many it moves in all."""

    number: int
    says: str
    by: str
    own: bool
    moves: list[Move]
    all: int


@dataclass(frozen=True)
class Line:
    standard: Standard
    says: str
    waits: bool


@router.get("")
async def as_they_stand(services: Use, signed: Reading) -> Response:
    return await _shown(services, signed)


@router.get("/{name}")
async def changing(name: str, services: Use, signed: Reading) -> Response:
    return await _form(services, signed, _changeable(name), {})


@router.post("/{name}")
async def put_forward(name: str, services: Use, sent: Posting) -> Response:
    standard = _changeable(name)
    if sent.again:
        return await _form(services, sent.signed, standard, sent.typed)
    wrong = await run_in_threadpool(_proposed, services, sent, standard)
    if wrong:
        return await _form(services, sent.signed, standard, sent.typed, wrong)
    return RedirectResponse(PATH, 303)


@router.post("/{number}/decision")
async def settle(number: int, services: Use, sent: Posting) -> Response:
    """Approved, it counts at once for what begins on its day or later, and the running clocks move."""
    decision = decision_in(sent)
    if sent.again or decision is None:
        fault = {"text": UNDECIDED, "href": f"#why-{number}"}
        typed = {number: sent.one("why").strip()}
        return await _shown(services, sent.signed, [] if sent.again else [fault], typed)
    with by_four_eyes():
        moved = await run_in_threadpool(_decided, services, sent.signed, number, decision)
    await tell_moved(services.client, moved, sent.signed.staff.id, number, StandardMoved)
    return RedirectResponse(PATH, 303)


def _changeable(name: str) -> Standard:
    """Raises Problem 404, and 409 with the reason for a standard that is not changed here."""
    standard = STANDARDS.get(name)
    if standard is None:
        raise Problem(404, "NO_SUCH_STANDARD", "There is no standard of this name")
    if reason := why_not(standard):
        raise Problem(409, "NOT_CHANGED_HERE", f"“{standard.label}” is not changed here: {reason}")
    return standard


def _questions(standard: Standard) -> tuple[Field, ...]:
    least, most = sane(standard)
    hint = f"From {least} to {most}. As released it is {standard.words}"
    runs = f"It counts from {standard.starts_from}. For what begins on this day or later the new number is used; dates "
    return (
        Field("value", Kind.NUMBER, f"How many {standard.unit}?", hint, required=True, width="3"),
        Field(
            "since", Kind.DAY, "From which day?", runs + "that run since then move when it is approved", required=True
        ),
        Field("reason", Kind.WORDS, "Why does it change?", required=True, rows=3),
    )


def _proposed(services: Services, sent: Posted, standard: Standard) -> list[FieldFault]:
    body, wrong = read(_questions(standard), sent.typed)
    said, reason = str(body.get("value", "")).strip(), str(body.get("reason", "")).strip()
    value = int(said) if said.isascii() and said.isdigit() and len(said) < 6 else None
    since = date.fromisoformat(body["since"]) if "since" in body else None
    known = {each.field for each in wrong}
    with transaction(services.engine) as session:
        changes = almanac(session).standards
        found = [*faults(standard.name, value, since, services.today, changes)]
        if not reason or len(reason) > LONGEST_WHY:
            found.append(("reason", "Say why, in at most 2,000 characters"))
        wrong += [FieldFault(field=field, message=says) for field, says in found if field not in known]
        if not wrong and value is not None and since is not None:
            try:
                propose_standard(session, standard.name, value, since, reason, sent.signed.staff.id, services.now())
            except OneIsOpen:
                says = "Another change of this standard waits to be decided: that comes first"
                wrong.append(FieldFault(field="value", message=says))
    return wrong


def _decided(services: Services, signed: Signed, number: int, decision: Decision) -> list[Move]:
    with transaction(services.engine) as session:
        return decide_standard(
            session, number, signed.staff.id, decision.why, services.now(), approved=decision.approved
        )


def _says(row: StandardProposalRow) -> str:
    standard = STANDARDS.get(row.name)
    if standard is None:
        return row.name
    return (
        f"{standard.label}: {standard.model_copy(update={'value': row.value}).words}, from {words.long_day(row.since)}"
    )


def _lines(session: Session, today: date) -> list[Line]:
    waits, changes = {row.name for row in waiting(session, StandardProposalRow)}, almanac(session).standards
    found = []
    for standard in changeable():
        now, change = in_force(standard, today, changes)
        says = f"since {words.long_day(change.since)}; released as {standard.words}" if change else ""
        found.append(Line(now, says, standard.name in waits))
    return found


async def _form(
    services: Services, signed: Signed, standard: Standard, typed: Typed, wrong: list[FieldFault] | None = None
) -> Response:
    fields, loose = faulted([filled(each, typed) for each in _questions(standard)], wrong or [])

    def now() -> str:
        with transaction(services.engine) as session:
            return in_force(standard, services.today, almanac(session).standards)[0].words

    return await page(
        services,
        signed,
        "policy-standard.html",
        status=422 if wrong else 200,
        title=("Error: " if wrong else "") + f"Change a standard: {standard.label}",
        here="/policy",
        standard=standard,
        now=await run_in_threadpool(now),
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
        with transaction(services.engine) as session:
            names = dict(session.exec(select(StaffRow.id, col(StaffRow.name))).all())
            waits = []
            for row in waiting(session, StandardProposalRow):
                moves = standard_moves(session, row.change)
                own = row.proposed_by == signed.staff.id
                by = how_proposed(row, names, services.today)
                waits.append(Waiting(row.id or 0, _says(row), by, own, moves[:_MOST_MOVES], len(moves)))
            past = [
                (_says(row), how_decided(row, names, services.today)) for row in decided(session, StandardProposalRow)
            ]
            return {"waiting": waits, "past": past, "lines": _lines(session, services.today)}

    return await page(
        services,
        signed,
        "policy-standards.html",
        status=422 if wrong else 200,
        title=("Error: " if wrong else "") + "Policy: standards",
        here="/policy",
        faults=wrong or [],
        typed=typed or {},
        never=[(each.label, why_not(each)) for each in STANDARDS.values() if why_not(each)],
        **await run_in_threadpool(known),
    )
