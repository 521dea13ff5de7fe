"""The links by which schools reach their own part of a case. No projection, and never shown in a case."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, DateTime
from sqlmodel import Field, SQLModel


def _instant(nullable: bool = False) -> Any:
    return Field(default=None, sa_column=Column(DateTime(timezone=True), nullable=nullable))


class CaseLinkRow(SQLModel, table=True):
    """The hash of the secret, never the secret."""

    __tablename__ = "case_link"

    id: str = Field(primary_key=True)
    case_ref: str = Field(index=True)
    school: str
    hash: str
    made_at: datetime = _instant()
    made_by: str
    expires_at: datetime = _instant()
    opened_at: datetime | None = _instant(nullable=True)
    sent_at: datetime | None = _instant(nullable=True)
    revoked_at: datetime | None = _instant(nullable=True)
    revoked_by: str | None = None
