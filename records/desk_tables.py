"""What people keep for themselves: lists under a name, and calendar feeds. Not part of any case file."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, DateTime, Identity
from sqlmodel import Field, SQLModel


class SavedViewRow(SQLModel, table=True):
    """A list with its filters, by the address that shows it. With a `team` it is shared with that team."""

    __tablename__ = "saved_view"

    id: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    owner: str = Field(foreign_key="staff.id")
    team: str = ""
    name: str
    address: str
    made_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))


class FeedRow(SQLModel, table=True):
    """The feed of a person's work or of their whole team's. The secret itself is shown once and kept nowhere."""

    __tablename__ = "calendar_feed"

    id: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    token_hash: str = Field(unique=True)
    owner: str = Field(foreign_key="staff.id")
    whole_team: bool = False
    made_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    revoked_at: datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True), nullable=True))
