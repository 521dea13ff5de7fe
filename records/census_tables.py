"""The tables of the Department's return."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class AsKnownRow(SQLModel, table=True):
    """Projection: what the return needs of a case, after each entry that changed it. With it a day in the past is read
    in one question, and says what the fold of the journal to that day would.
    """

    __tablename__ = "as_known"

    case_ref: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    recorded_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    facts: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))


class CensusReturnRow(SQLModel, table=True):
    """A return that was submitted: frozen, as a trigger sees to."""

    __tablename__ = "census_return"

    census_on: date = Field(primary_key=True)
    submitted_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    submitted_by: str
    figures: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))


class CensusLineRow(SQLModel, table=True):
    """One child of a return that was submitted: its case, and what it was counted by."""

    __tablename__ = "census_line"

    id: int | None = Field(default=None, sa_column=Column(BigInteger, primary_key=True, autoincrement=True))
    census_on: date
    case_ref: str
    facts: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
