"""A change that one person puts forward and another decides. What is decided stays, and is decided once."""

from datetime import datetime
from typing import TypeVar

from sqlalchemy import DateTime
from sqlmodel import Field, Session, SQLModel, col, select


class Proposal(SQLModel):
    """What every kind of proposal has; a kind's table adds its number and what is proposed."""

    id: int | None = None
    reason: str
    proposed_by: str = Field(foreign_key="staff.id")
    proposed_at: datetime = Field(sa_type=DateTime(timezone=True))
    decided_by: str | None = Field(default=None, foreign_key="staff.id")
    decided_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    approved: bool | None = None
    decision: str = ""


Kind = TypeVar("Kind", bound=Proposal)


class OneIsOpen(Exception):
    """Another proposal waits: it is decided first, since what each moves depends on the other."""


class DecidedAlready(Exception):
    """Somebody was faster."""


class OwnProposal(Exception):
    """Whoever proposed it does not decide it (four eyes)."""


def put_forward(session: Session, row: Kind, *, after: bool) -> Kind:
    """Keep it to be decided, with its number. Raises OneIsOpen where it would come `after` one that waits."""
    if after:
        raise OneIsOpen
    session.add(row)
    session.flush()
    return row


def waiting(session: Session, kind: type[Kind]) -> list[Kind]:
    """Those to be decided, the oldest first."""
    asked = select(kind).where(col(kind.decided_at).is_(None))
    return list(session.exec(asked.order_by(col(kind.id))))


def decided(session: Session, kind: type[Kind], most: int = 20) -> list[Kind]:
    """The newest first."""
    asked = select(kind).where(col(kind.decided_at).is_not(None))
    return list(session.exec(asked.order_by(col(kind.decided_at).desc()).limit(most)))


def approved(session: Session, kind: type[Kind]) -> list[Kind]:
    """The oldest first."""
    asked = select(kind).where(col(kind.approved).is_(True))
    return list(session.exec(asked.order_by(col(kind.id))))


def to_decide(session: Session, kind: type[Kind], number: int, who: str, *, approving: bool) -> Kind:
    """The one to be decided, held until the transaction ends. Raises DecidedAlready, OwnProposal: one's own is
    withdrawn, not approved.
    """
    row = session.exec(select(kind).where(kind.id == number).with_for_update()).first()
    if row is None or row.decided_at is not None:
        raise DecidedAlready
    if row.proposed_by == who and approving:
        raise OwnProposal
    return row


def settle(session: Session, row: Proposal, who: str, decision: str, now: datetime, *, approved: bool) -> None:
    row.decided_by, row.decided_at, row.approved, row.decision = who, now, approved, decision
    session.add(row)
    session.flush()
