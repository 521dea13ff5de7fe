"""The tables of the public door. None is a projection, and none is ever shown in a case."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, LargeBinary
from sqlmodel import Field, SQLModel


def _instant(nullable: bool = False) -> Any:
    return Field(default=None, sa_column=Column(DateTime(timezone=True), nullable=nullable))


def _counted() -> Any:
    return Field(default=None, sa_column=Column(BigInteger, primary_key=True, autoincrement=True))


class HeldAnswersRow(SQLModel, table=True):
    """What somebody has answered so far, sealed under a key that only their cookie makes."""

    __tablename__ = "held_answers"

    id_hash: str = Field(primary_key=True)
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    expires_at: datetime = _instant()


class KnockRow(SQLModel, table=True):
    """One report from one source (a keyed hash, never the address), forgotten after a day."""

    __tablename__ = "knock"

    id: int | None = _counted()
    source: str
    at: datetime = _instant()


class QuarantineRow(SQLModel, table=True):
    """A report that a person looks at before it is a case. Its reference is the one that its sender was given."""

    __tablename__ = "quarantine"

    ref: str = Field(primary_key=True)
    key: str = Field(unique=True)
    channel: str
    why: str
    danger: bool
    sealed: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    arrived_at: datetime = _instant()
    due_on: date
    decided_at: datetime | None = _instant(nullable=True)
    decided_by: str | None = None
    released: bool | None = None
    reason: str = ""


class DutyAlertRow(SQLModel, table=True):
    """A report of danger, told to the duty address by its reference until a person acknowledges it."""

    __tablename__ = "duty_alert"

    ref: str = Field(primary_key=True)
    raised_at: datetime = _instant()
    next_try_at: datetime = _instant()
    tries: int = 0
    sent: int = 0
    last_sent_at: datetime | None = _instant(nullable=True)
    last_code: str = ""
    acknowledged_at: datetime | None = _instant(nullable=True)
    acknowledged_by: str | None = None


class SchoolKeyRow(SQLModel, table=True):
    """The key of a school: its hash, never the key."""

    __tablename__ = "school_key"

    id: str = Field(primary_key=True)
    school: str
    hash: str
    made_at: datetime = _instant()
    made_by: str
    last_used_at: datetime | None = _instant(nullable=True)
    revoked_at: datetime | None = _instant(nullable=True)
    revoked_by: str | None = None


class DoorAuditRow(SQLModel, table=True):
    """Who did what at the door: keys made, used and revoked, reports opened and decided, alerts acknowledged."""

    __tablename__ = "door_audit"

    id: int | None = _counted()
    at: datetime = _instant()
    who: str
    did: str
    what: str
