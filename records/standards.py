"""Changed local standards: each proposed by one person and decided by another, and in force from its day."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Column, DateTime, Identity
from sqlmodel import Field, Session, SQLModel, col, select

from domain.policy_changes import StandardChange


class StandardProposalRow(SQLModel, table=True):
    """`value` in the standard's own unit, for what begins on `since` or later. One a standard is open at a time."""

    __tablename__ = "standard_proposal"

    id: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    name: str
    value: int
    since: date
    reason: str
    proposed_by: str = Field(foreign_key="staff.id")
    proposed_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    decided_by: str | None = Field(default=None, foreign_key="staff.id")
    decided_at: datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True), nullable=True))
    approved: bool | None = None
    decision: str = ""

    @property
    def change(self) -> StandardChange:
        """Of one standard one proposal at a time is open, so their numbers are in the order of their approvals."""
        return StandardChange(name=self.name, value=self.value, since=self.since, version=self.id or 0)


def standard_changes(session: Session) -> list[StandardChange]:
    """Every change that was approved, the oldest first."""
    approved = select(StandardProposalRow).where(col(StandardProposalRow.approved).is_(True))
    return [row.change for row in session.exec(approved.order_by(col(StandardProposalRow.id)))]
