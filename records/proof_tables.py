"""The tables that prove what was: daily anchors of every chain, backups made, and the engine's histories of runs that
have ended.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, DateTime, LargeBinary
from sqlmodel import Field, SQLModel


def _instant() -> Any:
    return Field(sa_column=Column(DateTime(timezone=True), nullable=False))


class AnchorRow(SQLModel, table=True):
    """That the anchor of a day was made. What it says stands in its file, out of this database's reach."""

    __tablename__ = "anchor"

    day: date = Field(primary_key=True)
    made_at: datetime = _instant()
    cases: int
    digest: str
    mailed: bool = False


class BackupRow(SQLModel, table=True):
    """That a backup was made, and of what: where it lies is known elsewhere."""

    __tablename__ = "backup_made"

    made_at: datetime = Field(sa_column=Column(DateTime(timezone=True), primary_key=True))
    cases: int
    entries: int
    sha256: str


class EndedRunRow(SQLModel, table=True):
    """One run as the engine kept it, packed: its payloads are sealed with the case's key, as they were there."""

    __tablename__ = "ended_run"

    workflow_id: str = Field(primary_key=True)
    run_id: str = Field(primary_key=True)
    case_ref: str = Field(index=True)
    kind: str
    ended: str
    closed_at: datetime = _instant()
    kept_at: datetime = _instant()
    sha256: str
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
