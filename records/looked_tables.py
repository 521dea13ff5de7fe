"""The table of who looked at what."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, Identity, LargeBinary
from sqlmodel import Field, SQLModel


def _instant() -> Any:
    return Field(sa_column=Column(DateTime(timezone=True), nullable=False))


class LookedRow(SQLModel, table=True):
    """One reading, allowed or refused: never changed, never taken away: a trigger sees to both. `case_ref` is empty
    for what is of no single case; `words` is what was searched for, sealed, and may be forgotten.
    """

    __tablename__ = "looked"

    id: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    at: datetime = _instant()
    who: str
    case_ref: str
    what: str
    item: str = ""
    allowed: bool
    basis: str = ""
    words: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
