"""Minding the door by the API: danger to be acknowledged, and reports held back for a person."""

from datetime import date, datetime
from typing import Any

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict

from api.identity import Caseworker
from api.opening import start
from api.public.deciding import acknowledge, alerts_of, decide_about, looked_at, quarantine_of
from api.services import Use
from domain.people import Reasoned
from records.quarantine import Kept

router = APIRouter(prefix="/api", tags=["The door"])


class AlertAnswer(BaseModel):
    """`sent` is how often the duty address was told; `late` that it should have been by now."""

    reference: str
    raised_at: datetime
    sent: int
    late: bool
    acknowledged_at: datetime | None
    acknowledged_by: str | None


class ReportAnswer(BaseModel):
    reference: str
    channel: str
    why: str
    danger: bool
    arrived_at: datetime
    due_on: date
    released: bool | None
    reason: str


class Decision(BaseModel):
    """`released` makes it a case, under the reference that its sender has; else it is rejected, and kept sealed."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"released": True, "reason": "A neighbour's report."}]}
    )

    released: bool
    reason: Reasoned


@router.get("/danger")
async def list_danger(services: Use, signed: Caseworker) -> list[AlertAnswer]:
    """Reports of danger that nobody has acknowledged, and the last that somebody has."""
    alerts = await run_in_threadpool(alerts_of, services)
    return [
        AlertAnswer(
            reference=each.ref,
            raised_at=each.raised_at,
            sent=each.sent,
            late=each.late(services.now()),
            acknowledged_at=each.acknowledged_at,
            acknowledged_by=each.acknowledged_by,
        )
        for each in (*alerts.waiting, *alerts.acknowledged)
    ]


@router.post("/danger/{ref}/acknowledgement")
async def acknowledge_danger(ref: str, services: Use, signed: Caseworker) -> Any:
    """Say that you have this report of danger. The duty address is told no more."""
    await run_in_threadpool(acknowledge, services, signed, ref)
    return {"reference": ref, "acknowledged_by": signed.staff.id}


@router.get("/quarantine")
async def list_quarantine(services: Use, signed: Caseworker) -> list[ReportAnswer]:
    """Reports that wait for a person, and those decided last."""
    kept = await run_in_threadpool(quarantine_of, services)
    return [_answer(each) for each in (*kept.waiting, *kept.decided)]


@router.get("/quarantine/{ref}")
async def open_quarantined(ref: str, services: Use, signed: Caseworker) -> dict[str, Any]:
    """Read one report, without who sent it. That you did is written down."""
    kept, report = await run_in_threadpool(looked_at, services, signed, ref)
    return {**_answer(kept).model_dump(), "report": report}


@router.post("/quarantine/{ref}/decision")
async def decide_quarantined(ref: str, decision: Decision, services: Use, signed: Caseworker) -> Any:
    """Make a report a case, or reject it. Once, and with a reason."""
    released = decision.released
    await run_in_threadpool(decide_about, services, signed, ref, released=released, reason=decision.reason)
    if released:
        await start(services, ref)
    return {"reference": ref, "released": released}


def _answer(kept: Kept) -> ReportAnswer:
    return ReportAnswer(
        reference=kept.ref,
        channel=kept.channel,
        why=kept.why,
        danger=kept.danger,
        arrived_at=kept.arrived_at,
        due_on=kept.due_on,
        released=kept.released,
        reason=kept.reason,
    )
