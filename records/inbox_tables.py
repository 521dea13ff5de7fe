"""The tables of the inbox. None is a projection: what is in them is no case yet."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from domain.vocabulary import Word


class UploadState(Word):
    WAITING = "waiting", "Waits to be confirmed"
    CONFIRMED = "confirmed", "Being taken in"
    DONE = "done", "Taken in"
    REJECTED = "rejected", "Rejected"


class LineState(Word):
    """What has become of one line. Those that wait for a person have a day by which."""

    READY = "ready", "Ready"
    REFUSED = "refused", "To be corrected or rejected"
    PROPOSED = "proposed", "A case is proposed"
    OPENED = "opened", "A case"
    NOTED = "noted", "Noted"
    STARTED = "started", "Has started: no case"
    SAME = "same", "Known already"
    REJECTED = "rejected", "Rejected"


WAITS_FOR_A_PERSON = (LineState.REFUSED, LineState.PROPOSED)


def _instant(nullable: bool = True) -> Any:
    return Field(default=None, sa_column=Column(DateTime(timezone=True), nullable=nullable))


def _json(nullable: bool = False) -> Any:
    return Field(default=None, sa_column=Column(JSONB, nullable=nullable))


class UploadRow(SQLModel, table=True):
    """One file or message. The same file sent again is this one again."""

    __tablename__ = "upload"

    id: int | None = Field(default=None, sa_column=Column(BigInteger, primary_key=True, autoincrement=True))
    kind: str
    sha256: str
    source: str
    uploaded_at: datetime = _instant(nullable=False)
    uploaded_by: str
    due_on: date
    state: str
    decided_at: datetime | None = _instant()
    decided_by: str | None = None
    reason: str = ""


class UploadLineRow(SQLModel, table=True):
    """One line. `child` and `upn` find the same child in another file; `tell` says that a case's process is still to be
    told of it.
    """

    __tablename__ = "upload_line"

    upload_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    line: int = Field(primary_key=True)
    state: str
    key: str
    cells: dict[str, str] = _json()
    body: dict[str, Any] = _json()
    told: dict[str, Any] | None = _json(nullable=True)
    faults: list[dict[str, Any]] = _json()
    child: str = ""
    upn: str = ""
    due_on: date | None = None
    case_ref: str | None = None
    tell: bool = False
    decided_at: datetime | None = _instant()
    decided_by: str | None = None
    reason: str = ""
