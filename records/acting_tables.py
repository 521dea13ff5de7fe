"""Who acts for an absent person."""

from datetime import date

from sqlalchemy import BigInteger, Column, Identity
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
