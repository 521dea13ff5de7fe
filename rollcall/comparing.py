"""Cases whose names, dates, numbers or places are new, compared with the others; what may be one child is proposed.

Nothing follows but a task for a person (PRACTICE 1.5). It runs beside the worker, after the referral has been
answered, so that no answer can show whether there was a match (PRACTICE 8.9).
"""

import asyncio
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlmodel import col
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from domain.matching.proposing import ForCase, proposals, withdrawals
from domain.vocabulary import Stage
from records.database import transaction
from records.identities import linked
from records.matches import compare_later, compared, found_for, proposed_for, to_compare
from records.tables import CaseRow
from rollcall.wiring import House

_AGAIN = timedelta(minutes=1)


async def compare_waiting(house: House, client: Client) -> None:
    """Compare what waits. A case whose process is not there yet is compared again in a minute."""
    asked: dict[tuple[str, frozenset[str]], str] = {}
    for ref in await asyncio.to_thread(_waiting, house):
        looked, acts = await asyncio.to_thread(_acts, house, ref)
        try:
            for act in acts:
                pair = act.act.action, frozenset({act.case, str(act.act.data["other"])})
                if asked.setdefault(pair, ref) != ref:
                    continue  # of two that are compared now, one asks: its process may not have recorded it yet
                await client.get_workflow_handle(act.case).signal("report", act.act)
        except RPCError as fault:
            if fault.status is not RPCStatusCode.NOT_FOUND:
                raise
            await asyncio.to_thread(_later, house, ref, looked + _AGAIN)
        else:
            await asyncio.to_thread(_compared, house, ref, looked)


def _waiting(house: House) -> list[str]:
    with transaction(house.engine) as session:
        return to_compare(session, session.execute(_CLOCK).scalar_one())


def _acts(house: House, ref: str) -> tuple[datetime, list[ForCase]]:
    """What to tell which case, and when we looked: by the clock of the database."""
    with transaction(house.engine) as session:
        looked = session.execute(_CLOCK).scalar_one()
        stage = session.execute(select(col(CaseRow.stage)).where(col(CaseRow.ref) == ref)).scalar_one_or_none()
        if stage is None:
            return looked, []
        found, before = found_for(session, ref, linked(session, house.keys)), proposed_for(session, ref)
    closed = stage == Stage.CLOSED
    return looked, [*withdrawals(ref, found, before), *proposals(ref, found, before, closed=closed)]


_CLOCK = select(func.clock_timestamp())


def _later(house: House, ref: str, at: datetime) -> None:
    with transaction(house.engine) as session:
        compare_later(session, ref, at)


def _compared(house: House, ref: str, looked: datetime) -> None:
    with transaction(house.engine) as session:
        compared(session, ref, looked)
