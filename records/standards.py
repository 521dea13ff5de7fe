"""Changed local standards: each proposed by one person and decided by another, and in force from its day."""

from datetime import date

from sqlalchemy import BigInteger, Column, Identity
from sqlmodel import Field, Session

from domain.policy_changes import StandardChange
from records.four_eyes import Proposal, approved


class StandardProposalRow(Proposal, table=True):
    """`value` in the standard's own unit, for what begins on `since` or later. One a standard is open at a time."""

    __tablename__ = "standard_proposal"

    id: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    name: str
    value: int
    since: date

    @property
    def change(self) -> StandardChange:
        """Of one standard one proposal at a time is open, so their numbers are in the order of their approvals."""
        return StandardChange(name=self.name, value=self.value, since=self.since, version=self.id or 0)


def standard_changes(session: Session) -> list[StandardChange]:
    """Every change that was approved, the oldest first."""
    return [row.change for row in approved(session, StandardProposalRow)]
