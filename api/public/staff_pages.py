"""The pages of those who mind the door: danger that somebody has to acknowledge, and reports in quarantine."""

from fastapi import APIRouter, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from api.opening import start
from api.pages import words
from api.pages.gate import PostingCasework, ReadingCasework
from api.pages.rendering import page
from api.problems import FieldFault, Problem, fault_of_reason
from api.public.deciding import acknowledge, alerts_of, decide_about, in_words, looked_at, quarantine_of
from api.services import Services, Use
from domain.vocabulary import Channel
from records.database import transaction
from records.quarantine import Why
from records.roster import roster

router = APIRouter(include_in_schema=False)


@router.get("/danger")
async def danger(services: Use, signed: ReadingCasework) -> Response:
    alerts = await run_in_threadpool(alerts_of, services)
    return await page(
        services,
        signed,
        "danger.html",
        title="Danger reported",
        here="/danger",
        alerts=alerts,
        names=await run_in_threadpool(_names, services),
        now=services.now(),
        moment=words.moment,
    )


@router.post("/danger/{ref}")
async def acknowledged(ref: str, services: Use, sent: PostingCasework) -> Response:
    await run_in_threadpool(acknowledge, services, sent.signed, ref)
    return RedirectResponse("/danger", 303)


@router.get("/quarantine")
async def quarantine(services: Use, signed: ReadingCasework) -> Response:
    return await page(
        services,
        signed,
        "quarantine.html",
        title="Reports to look at",
        here="/quarantine",
        kept=await run_in_threadpool(quarantine_of, services),
        names=await run_in_threadpool(_names, services),
        labels={each.value: each.label for each in (*Channel, *Why)},
        moment=words.moment,
    )


@router.get("/quarantine/{ref}")
async def one(ref: str, services: Use, signed: ReadingCasework) -> Response:
    return await _shown(services, signed, ref)


@router.post("/quarantine/{ref}")
async def decided(ref: str, services: Use, sent: PostingCasework) -> Response:
    released, reason = sent.one("decision"), sent.one("reason").strip()
    faults = []
    if released not in ("release", "reject"):
        faults.append(FieldFault(field="decision", message="Choose one of the answers"))
    if wrong := fault_of_reason(reason):
        faults.append(wrong)
    if faults:
        return await _shown(services, sent.signed, ref, faults, released, reason)
    try:
        await run_in_threadpool(decide_about, services, sent.signed, ref, released=released == "release", reason=reason)
    except Problem as problem:
        if problem.body.status != 409:
            raise
        refused = [FieldFault(field="decision", message=problem.body.detail)]
        return await _shown(services, sent.signed, ref, refused, released, reason)
    if released == "release":
        await start(services, ref)
        return RedirectResponse(f"/cases/{ref}", 303)
    return RedirectResponse("/quarantine", 303)


async def _shown(
    services: Services,
    signed: ReadingCasework,
    ref: str,
    faults: list[FieldFault] | None = None,
    decision: str = "",
    reason: str = "",
) -> Response:
    kept, report = await run_in_threadpool(looked_at, services, signed, ref)
    return await page(
        services,
        signed,
        "quarantined.html",
        status=422 if faults else 200,
        title=("Error: " if faults else "") + ref,
        here="/quarantine",
        kept=kept,
        why=Why(kept.why).label,
        lines=in_words(report),
        moment=words.moment,
        faults=[{"text": each.message, "href": f"#{each.field}"} for each in faults or []],
        decision=decision,
        reason=reason,
    )


def _names(services: Services) -> dict[str, str]:
    with transaction(services.engine) as session:
        return {person.id: person.name for person in roster(session, services.today).staff.values()}
