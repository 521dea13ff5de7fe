"""The engine forgets what has ended; the audit does not. Each run's history is kept as it was, packed and hashed."""

import hashlib
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text
from sqlmodel import Session, col, select

from records.proof_tables import EndedRunRow


@dataclass(frozen=True)
class EndedRun:
    workflow_id: str
    run_id: str
    kind: str
    ended: str
    closed_at: datetime


def keep(session: Session, run: EndedRun, history: str, now: datetime) -> None:
    """`history` is JSON with sealed payloads: once the case's key is gone, nobody can read what it says."""
    content = zlib.compress(history.encode(), 6)
    session.add(
        EndedRunRow(
            workflow_id=run.workflow_id,
            run_id=run.run_id,
            case_ref=run.workflow_id.split("/")[0],
            kind=run.kind,
            ended=run.ended,
            closed_at=run.closed_at,
            kept_at=now,
            sha256=hashlib.sha256(content).hexdigest(),
            content=content,
        )
    )


def known(session: Session, workflow_ids: Sequence[str]) -> set[str]:
    """Which runs of these processes are kept."""
    asked = select(EndedRunRow.run_id).where(col(EndedRunRow.workflow_id).in_(workflow_ids))
    return set(session.exec(asked))


def newest(session: Session) -> datetime | None:
    """When the run that ended last, of those kept, ended."""
    found: datetime | None = session.execute(text("select max(closed_at) from ended_run")).scalar_one()
    return found


def runs_of(session: Session, workflow_id: str) -> list[EndedRunRow]:
    """The runs of a process that have ended, oldest first."""
    asked = select(EndedRunRow).where(EndedRunRow.workflow_id == workflow_id)
    return list(session.exec(asked.order_by(col(EndedRunRow.closed_at))))


def history_of(row: EndedRunRow) -> dict[str, Any]:
    """Raises ValueError where it is not what was kept."""
    if hashlib.sha256(row.content).hexdigest() != row.sha256:
        raise ValueError("changed")
    found: dict[str, Any] = json.loads(zlib.decompress(row.content))
    return found


def at_odds(connection: Connection) -> Iterator[tuple[str, str]]:
    """Kept histories that are not those that were kept: the case, and which."""
    rows = connection.execute(
        text(
            """select case_ref, workflow_id, run_id from ended_run where encode(sha256(content), 'hex') <> sha256
               order by workflow_id, closed_at"""
        )
    )
    for row in rows:
        yield row.case_ref, f"the kept history of {row.workflow_id}, run {row.run_id[:8]}, is not the one that was kept"
