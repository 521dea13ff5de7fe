"""Who acts for an absent person; and who entered and ended which line of the register of authorisations."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Column, DateTime, Identity
from sqlmodel import Field, SQLModel


class ActingRow(SQLModel, table=True):
    """`deputy` acts for `absent` from `valid_from` to `valid_to`, both days included; without an end, until ended."""

    __tablename__ = "acting"

    id: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    deputy: str = Field(foreign_key="staff.id")
    absent: str = Field(foreign_key="staff.id")
    valid_from: date
    valid_to: date | None = None
    granted_by: str


class AuthorityAuditRow(SQLModel, table=True):
    """One line of the register entered or ended: by whom, when, for which days and why. Never updated, never deleted: a
    trigger refuses both. `part` is "authorisation" or "acting", `line` the number there.
    """

    __tablename__ = "authority_audit"

    id: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    who: str
    did: str
    part: str
    line: int
    first: date
    last: date | None = None
    reason: str = ""
