"""Opening a case: its reference, its key, its first entry and who told us, in one transaction; then its process."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi.concurrency import run_in_threadpool
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session
from temporalio.service import RPCError

from api.acting import act_key, refused_problem
from api.identity import Signed
from api.problems import Problem
from api.services import Services
from domain.act import Act
from domain.case_file import CaseFile
from domain.verdict import Refused
from records.database import transaction
from records.journal import entry_by_key, keys_in_use
from records.recorder import act_fingerprint, load_case, open_cases
from records.tables import ConfidenceRow
from workflows.asking import Refusal
from workflows.starting import start_journey

_START_WITHIN = 3.0  # seconds; the worker starts it otherwise


@dataclass(frozen=True)
class Opened:
    ref: str
    started: bool


async def open_referral(services: Services, signed: Signed, referral: dict[str, Any], key: str) -> Opened:
    """Raises Problem where the referral is refused or the key was used for another."""
    ref = await run_in_threadpool(_write, services, signed, referral, key)
    return Opened(ref, await start(services, ref))


def _write(services: Services, signed: Signed, referral: dict[str, Any], key: str) -> str:
    try:
        return _open(services, signed, referral, key)
    except IntegrityError:  # the same key, at the same moment: the other one opened the case
        return _open(services, signed, referral, key)


def _open(services: Services, signed: Signed, referral: dict[str, Any], key: str) -> str:
    with transaction(services.engine) as session:
        return open_in(session, services, signed, referral, key)


def open_in(
    session: Session, services: Services, signed: Signed, referral: dict[str, Any], key: str, reserved: str = ""
) -> str:
    """Open a case in the caller's transaction; or give the reference of the one that this key opened. `reserved` is a
    reference that was given out before, and whose key is made. Raises Problem where the referral is refused.
    """
    act, apart = _act_of(signed, referral, key)
    if (known := _already(services, session, act, apart)) is not None:
        return known
    refs = [reserved] if reserved else _reserve(session, services, 1)
    return _open_new(session, services, [(act, apart)], refs)[0]


def open_all(
    session: Session, services: Services, signed: Signed, referrals: Sequence[tuple[dict[str, Any], str]]
) -> list[str]:
    """What `open_in` does, for many referrals, each with its key: for all of them or, with its Problem, for none."""
    acts = [_act_of(signed, referral, key) for referral, key in referrals]
    used = keys_in_use(session, [act.key for act, _ in acts])
    known = {act.key: _already(services, session, act, apart) for act, apart in acts if act.key in used}
    fresh = [(act, apart) for act, apart in acts if known.get(act.key) is None]
    refs = iter(_open_new(session, services, fresh, _reserve(session, services, len(fresh))))
    return [known.get(act.key) or next(refs) for act, _ in acts]


def _open_new(
    session: Session, services: Services, acts: Sequence[tuple[Act, dict[str, Any]]], refs: list[str]
) -> list[str]:
    """Each act opens the case of its reference; what is kept apart of it is sealed with the case's key."""
    openings = [(act, ref) for (act, _), ref in zip(acts, refs, strict=True)]
    try:
        open_cases(session, openings, services.now(), services.letters.desk(session))
    except Refused as refused:
        raise refused_problem(Refusal("REFUSED", [verdict.public() for verdict in refused.verdicts])) from None
    for (_, apart), ref in zip(acts, refs, strict=True):
        sealed = services.keys.seal_in(session, ref, json.dumps(apart).encode())
        session.add(ConfidenceRow(case_ref=ref, sealed=sealed))
    return refs


def _reserve(session: Session, services: Services, many: int) -> list[str]:
    """References for new cases, whose keys are made."""
    if not many:
        return []
    refs = _next_references(session, services, many)
    services.keys.make_all(session, refs, services.now())
    return refs


def _act_of(signed: Signed, referral: dict[str, Any], key: str) -> tuple[Act, dict[str, Any]]:
    """The first act, and what is kept apart from it: the referrer always, the account where it was given in
    confidence.
    """
    body = dict(referral)
    apart = {"referrer": body.pop("referrer", {}), "account": body["account"] if body["confidential"] else ""}
    if body["confidential"]:
        body["account"] = ""
    body.setdefault("team", signed.staff.team)
    act = Act(
        key=referral_key(signed, key),
        action="referral-received",
        actor=signed.staff.id,
        role=signed.role,
        data=body,
    )
    return act, apart


def referral_key(signed: Signed, key: str) -> str:
    """The key of the first entry of a case that somebody opened with this key."""
    return act_key(signed, f"referral:{key}")


def _already(services: Services, session: Session, act: Act, apart: dict[str, Any]) -> str | None:
    """The case that this key opened. Raises Problem where it opened one for another referral."""
    known = entry_by_key(session, act.key)
    if known is None:
        return None
    entry, bound_to = known
    # The journal is bound to what it holds; what is kept apart is compared with what was sealed.
    row = session.get(ConfidenceRow, entry.case)
    sealed = json.loads(services.keys.open(entry.case, row.sealed)) if row else None
    if bound_to != act_fingerprint(act, entry.case) or sealed != apart:
        raise Problem(409, "KEY_REUSED", "This Idempotency-Key was used for another referral: use a new one")
    return entry.case


def next_reference(session: Session, services: Services) -> str:
    """The next reference, like RC-2026-000123. Numbers are never used again; a gap means nothing."""
    return _next_references(session, services, 1)[0]


def _next_references(session: Session, services: Services, many: int) -> list[str]:
    numbers = session.execute(text("select nextval('case_number') from generate_series(1, :many)"), {"many": many})
    return [f"RC-{services.today.year}-{number:06d}" for number in numbers.scalars()]


async def start(services: Services, ref: str) -> bool:
    """Start the case's process now. False where the engine is out of reach: the worker starts it once it is back."""
    case = await run_in_threadpool(_load, services, ref)
    try:
        async with asyncio.timeout(_START_WITHIN):
            await start_journey(services.client, case)
    except (RPCError, RuntimeError, TimeoutError):
        return False
    return True


def _load(services: Services, ref: str) -> CaseFile:
    with transaction(services.engine) as session:
        return load_case(session, ref)
