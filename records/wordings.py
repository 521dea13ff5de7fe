"""Changed wordings of letters: each proposed by one person, decided by another, and in force from its day."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import BigInteger, Column, DateTime, Identity
from sqlmodel import Field, Session, SQLModel, col, select

from records.proposals import DecidedAlready, OneIsOpen, OwnProposal


class WordingProposalRow(SQLModel, table=True):
    """`body` as it was proposed, for drafts made on `since` or later. One a letter is open at a time."""

    __tablename__ = "wording_proposal"

    id: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    template: str
    body: str
    since: date
    reason: str
    proposed_by: str = Field(foreign_key="staff.id")
    proposed_at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    decided_by: str | None = Field(default=None, foreign_key="staff.id")
    decided_at: datetime | None = Field(default=None, sa_column=Column(DateTime(timezone=True), nullable=True))
    approved: bool | None = None
    decision: str = ""


def wording_in_force(session: Session, template: str, on: date) -> WordingProposalRow | None:
    """The change by which this letter is drafted on that day; None where it is as released."""
    found = select(WordingProposalRow).where(
        WordingProposalRow.template == template,
        col(WordingProposalRow.approved).is_(True),
        col(WordingProposalRow.since) <= on,
    )
    return session.exec(found.order_by(col(WordingProposalRow.id).desc()).limit(1)).first()


def wordings_approved(session: Session) -> Iterator[WordingProposalRow]:
    """Every change that was approved, the oldest first."""
    approved = select(WordingProposalRow).where(col(WordingProposalRow.approved).is_(True))
    yield from session.exec(approved.order_by(col(WordingProposalRow.id)))


def propose_wording(
    session: Session, template: str, body: str, since: date, reason: str, who: str, now: datetime
) -> WordingProposalRow:
    """Raises OneIsOpen."""
    if any(row.template == template for row in open_wordings(session)):
        raise OneIsOpen
    row = WordingProposalRow(template=template, body=body, since=since, reason=reason, proposed_by=who, proposed_at=now)
    session.add(row)
    session.flush()
    return row


def open_wordings(session: Session) -> list[WordingProposalRow]:
    """The oldest first."""
    waiting = select(WordingProposalRow).where(col(WordingProposalRow.decided_at).is_(None))
    return list(session.exec(waiting.order_by(col(WordingProposalRow.id))))


def decided_wordings(session: Session, most: int = 20) -> list[WordingProposalRow]:
    """The newest first."""
    done = select(WordingProposalRow).where(col(WordingProposalRow.decided_at).is_not(None))
    return list(session.exec(done.order_by(col(WordingProposalRow.decided_at).desc()).limit(most)))


def decide_wording(session: Session, number: int, who: str, decision: str, now: datetime, *, approved: bool) -> None:
    """Raises DecidedAlready, OwnProposal."""
    asked = select(WordingProposalRow).where(WordingProposalRow.id == number).with_for_update()
    row = session.exec(asked).first()
    if row is None or row.decided_at is not None:
        raise DecidedAlready
    if row.proposed_by == who and approved:
        raise OwnProposal
    row.decided_by, row.decided_at, row.approved, row.decision = who, now, approved, decision
    session.add(row)
    session.flush()
