"""The tables of transfer files and of reminders to schools. None is a projection, and none holds a child's name."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class TransferFileRow(SQLModel, table=True):
    """One file that came. Its pupils are not kept; the same file again is this one again. `refused` is why it was not
    read.
    """

    __tablename__ = "transfer_file"

    id: int | None = Field(default=None, sa_column=Column(BigInteger, primary_key=True, autoincrement=True))
    sha256: str = Field(unique=True)
    came_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    came_by: str
    source: str = ""
    destination: str = ""
    version: str = ""
    pupils: int = 0
    faulty: int = 0
    matched: int = 0
    refused: str = ""
    reason: str = ""


class TransferMatchRow(SQLModel, table=True):
    """A pupil of a file, by its place there, who may be the child of a case. `tell`: its process is not told yet."""

    __tablename__ = "transfer_match"

    file_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    number: int = Field(primary_key=True)
    case_ref: str = Field(primary_key=True)
    told: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    tell: bool = True


class SchoolReminderRow(SQLModel, table=True):
    """A reminder that the night sends: claimed before it leaves, so that none leaves twice."""

    __tablename__ = "school_reminder"

    key: str = Field(primary_key=True)
    case_ref: str
    claimed_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    sent_at: datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True), nullable=True))
