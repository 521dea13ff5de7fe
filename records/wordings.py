"""Changed wordings of letters: each proposed by one person, decided by another, and in force from its day."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Column, Identity
from sqlmodel import Field, Session, col, select

from records.four_eyes import Proposal, put_forward, settle, to_decide, waiting


class WordingProposalRow(Proposal, table=True):
    """`body` as it was proposed, for drafts made on `since` or later. One a letter is open at a time."""

    __tablename__ = "wording_proposal"

    id: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    template: str
    body: str
    since: date


def wording_in_force(session: Session, template: str, on: date) -> WordingProposalRow | None:
    """The change by which this letter is drafted on that day; None where it is as released."""
    found = select(WordingProposalRow).where(
        WordingProposalRow.template == template,
        col(WordingProposalRow.approved).is_(True),
        col(WordingProposalRow.since) <= on,
    )
    return session.exec(found.order_by(col(WordingProposalRow.id).desc()).limit(1)).first()


def propose_wording(
    session: Session, template: str, body: str, since: date, reason: str, who: str, now: datetime
) -> WordingProposalRow:
    """Raises OneIsOpen."""
    row = WordingProposalRow(template=template, body=body, since=since, reason=reason, proposed_by=who, proposed_at=now)
    waits = any(each.template == template for each in waiting(session, WordingProposalRow))
    return put_forward(session, row, after=waits)


def decide_wording(session: Session, number: int, who: str, decision: str, now: datetime, *, approved: bool) -> None:
    """Raises DecidedAlready, OwnProposal."""
    row = to_decide(session, WordingProposalRow, number, who, approving=approved)
    settle(session, row, who, decision, now, approved=approved)
