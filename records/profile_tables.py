"""Lawyers' signatures under the profiles of bundles."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, DateTime, Identity
from sqlmodel import Field, SQLModel


class ProfileSignatureRow(SQLModel, table=True):
    """A profile signed, or a signature taken back: by whom, when, under which authorisation, and for which content of
    the profile (`fingerprint`). Never updated, never deleted: a trigger refuses both.
    """

    __tablename__ = "profile_signature"

    id: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    profile: str
    fingerprint: str
    did: str
    who: str = Field(foreign_key="staff.id")
    document: str
    words: str
