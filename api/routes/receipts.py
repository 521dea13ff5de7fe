"""What became of an act that could not be answered at once: recorded, refused, or still pending."""

from typing import Any

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel
from sqlmodel import Session

from api.identity import Anyone, Signed
from api.opening import referral_key
from api.problems import Problem
from api.services import Services, Use
from domain.protecting import blanked, protected_values
from records.database import transaction
from records.journal import entry_by_key
from records.receipts import receipt_of, recorded_as
from records.recorder import NoSuchCase, load_case

router = APIRouter(prefix="/api", tags=["Actions"])


class ReceiptAnswer(BaseModel):
    """`status` is "recorded" (with the entry's number), "refused" (with its verdicts) or "pending"."""

    key: str
    status: str
    case: str
    action: str
    seq: int | None = None
    code: str | None = None
    verdicts: list[dict[str, Any]] = []
    open: list[str] = []


@router.get("/receipts/{key:path}", response_model_exclude_none=True)
async def receipt(key: str, services: Use, signed: Anyone) -> ReceiptAnswer:
    """Ask what became of an act. A receipt is its owner's: nobody else's key is found."""
    return await run_in_threadpool(receipt_answer, services, signed, key)


def receipt_answer(services: Services, signed: Signed, key: str) -> ReceiptAnswer:
    with transaction(services.engine) as session:
        row = receipt_of(session, signed.staff.id, key)
        if row is None and (opened := entry_by_key(session, referral_key(signed, key))) is not None:
            entry, _ = opened
            return ReceiptAnswer(key=key, status="recorded", case=entry.case, action=entry.action, seq=entry.seq)
        if row is None:
            raise Problem(404, "NO_SUCH_RECEIPT", "You have no receipt of this key")
        known = {"key": key, "case": row.case_ref, "action": row.action}
        if (seq := recorded_as(session, row.act_key)) is not None:
            return ReceiptAnswer(status="recorded", seq=seq, **known)
        if row.refusal is not None:
            return ReceiptAnswer(status="refused", **known, **blanked(row.refusal, _hidden(session, row.case_ref)))
        return ReceiptAnswer(status="pending", **known)


def _hidden(session: Session, ref: str) -> list[str]:
    try:
        return protected_values(load_case(session, ref))
    except NoSuchCase:
        return []  # erased since: its receipt is all that is left
