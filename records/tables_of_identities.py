"""The restricted record of children with two identities: a room of its own, which no other query joins."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, DateTime
from sqlmodel import Field, SQLModel


class LinkedIdentityRow(SQLModel, table=True):
    """Two cases of one child, sealed."""

    __tablename__ = "linked_identity"

    id: int | None = Field(default=None, sa_column=Column(BigInteger, primary_key=True, autoincrement=True))
    sealed: bytes


class IdentityLookRow(SQLModel, table=True):
    """Who looked, from which case, and why. Never which other case it showed."""

    __tablename__ = "identity_look"

    id: int | None = Field(default=None, sa_column=Column(BigInteger, primary_key=True, autoincrement=True))
    at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    staff_id: str
    case_ref: str
    what: str
    reason: str
