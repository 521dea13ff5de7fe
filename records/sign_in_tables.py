"""The tables of signing in by the authority's own provider."""

from datetime import datetime

from sqlalchemy import Column, DateTime, LargeBinary
from sqlmodel import Field, SQLModel


class SignInRow(SQLModel, table=True):
    """One attempt under way: what it is bound to, by hashes of its state and of the browser's cookie. Taken once."""

    __tablename__ = "sign_in"

    state_hash: str = Field(primary_key=True)
    browser_hash: str
    source: str
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    began_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))


class SubjectRow(SQLModel, table=True):
    """Who of those who work here is meant by a provider's subject."""

    __tablename__ = "subject"

    issuer: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    staff_id: str = Field(foreign_key="staff.id")
