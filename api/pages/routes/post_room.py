"""The post room: print the letters that wait, then record that they went."""

import hashlib
import secrets

from fastapi import APIRouter, Response
from fastapi.concurrency import run_in_threadpool

from api.access import may_know
from api.acting import no_such_case, perform
from api.identity import Signed
from api.pages import kept
from api.pages.gate import Posted, PostingCasework, ReadingCasework
from api.pages.presenters.post_room import Outcome, post_room
from api.pages.rendering import page
from api.post_room import Waiting, batch
from api.problems import Problem
from api.services import Services, Use
from records.recorder import NoSuchCase

router = APIRouter(prefix="/post-room", include_in_schema=False)
_MOST = 200
_CHOOSE = "Choose at least one letter"


@router.get("")
async def what_waits(services: Use, signed: ReadingCasework) -> Response:
    return await _shown(services, signed)


async def _shown(
    services: Services, signed: Signed, *, status: int = 200, fault: str = "", outcomes: tuple[Outcome, ...] = ()
) -> Response:
    room = await run_in_threadpool(post_room, services, signed)
    return await page(
        services,
        signed,
        "post-room.html",
        status=status,
        title="Post room",
        here="/post-room",
        room=room,
        fault=fault,
        outcomes=outcomes,
        key=secrets.token_hex(16),
        whose=kept.whose(services, signed.staff.id),
    )


@router.post("/print")
async def print_chosen(services: Use, sent: PostingCasework) -> Response:
    """One PDF, each letter on a sheet of its own."""
    chosen = sent.typed.get("letter", [])[:_MOST]
    if sent.again or not chosen:
        return await _shown(services, sent.signed, status=422 if not sent.again else 200, fault=_CHOOSE)
    try:
        content = await run_in_threadpool(batch, services, sent.signed, chosen)
    except NoSuchCase:
        raise Problem(404, "NO_SUCH_LETTER", "There is no letter of this name") from None
    if content is None:
        return await _shown(services, sent.signed, status=409, fault="None of these letters may be posted")
    return Response(
        content,
        media_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="post-room.pdf"', "Cache-Control": "no-store"},
    )


@router.post("/posted")
async def record_posted(services: Use, sent: PostingCasework) -> Response:
    """One act for each letter, each with a key of its own made from the form's: sent twice, each is recorded once."""
    room = await run_in_threadpool(post_room, services, sent.signed)
    known = {each.id: each for each in (*room.ready, *room.held)}
    chosen = sent.typed.get("letter", [])[:_MOST]
    if sent.again or not chosen:
        return await _shown(services, sent.signed, status=422 if not sent.again else 200, fault=_CHOOSE)
    # What goes into the envelope of a notice before the notice: its posting would count for both.
    in_order = sorted(dict.fromkeys(chosen), key=lambda each: each in known and known[each].legal_effect)
    outcomes = [await _posted(services, sent, letter, known.get(letter)) for letter in in_order]
    status = 200 if all(each.well for each in outcomes) else 409
    return await _shown(services, sent.signed, status=status, outcomes=tuple(outcomes))


async def _posted(services: Services, sent: Posted, letter: str, waits: Waiting | None) -> Outcome:
    ref, _, own = letter.rpartition("-")
    title = f"{waits.title}, to {waits.to}" if waits else "A letter that does not wait here any more"
    href = f"/cases/{ref}/letters/{own}"
    key = hashlib.sha256(f"{sent.one(kept.KEY)} {letter}".encode()).hexdigest()[:32]
    body = {"letter": own, "how": sent.one("how") or "first-class", "evidence": sent.one("evidence")}
    if not await run_in_threadpool(may_know, services, sent.signed, [ref]):
        return Outcome(letter, title, no_such_case().body.detail, href, well=False)
    try:
        outcome = await perform(services, sent.signed, ref, "record-posting", body, key)
    except Problem as problem:
        return Outcome(letter, title, problem.body.detail, href, well=False)
    says = "Recorded as posted today" if outcome.receipt else "Received, being recorded"
    return Outcome(letter, title, says, href, well=True)
