"""What each process says is open now."""

import json

from sqlalchemy import text
from sqlmodel import Session, select

from domain.act import Standing
from records.tables import StandingRow

_PUBLISH = text(
    """insert into standing (process, case_ref, turn, stage, open, clocks, at)
       values (:process, :case, :turn, :stage, :open, cast(:clocks as jsonb), :at)
       on conflict (process) do update set turn = excluded.turn, stage = excluded.stage, open = excluded.open,
           clocks = excluded.clocks, at = excluded.at
       where standing.turn <= excluded.turn"""
)


def publish(session: Session, standing: Standing) -> None:
    """Overwrite where this turn is as new or newer; an older one changes nothing, so a repeat is harmless."""
    said = standing.model_dump(mode="json")
    session.execute(_PUBLISH, {**said, "clocks": json.dumps(said["clocks"])})


def standing_of(session: Session, process: str) -> StandingRow | None:
    return session.get(StandingRow, process)


def processes_of(session: Session, case_ref: str) -> list[StandingRow]:
    return list(session.exec(select(StandingRow).where(StandingRow.case_ref == case_ref)))
