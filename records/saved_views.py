"""Lists that somebody keeps under a name: their address and nothing else. Shared ones are seen by the whole team."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, or_, select

from domain.facts import Staff
from records.desk_tables import SavedViewRow

MOST = 30  # of one person


class TooMany(Exception):
    """Nobody finds one among more than these."""


@dataclass(frozen=True)
class View:
    number: int
    name: str
    address: str
    own: bool
    shared: bool


def views(session: Session, staff: Staff) -> list[View]:
    """A person's own, and those that others of their team share."""
    mine = col(SavedViewRow.owner) == staff.id
    teams = (col(SavedViewRow.team) == staff.team) & (col(SavedViewRow.team) != "")
    rows = session.exec(select(SavedViewRow).where(or_(mine, teams)).order_by(col(SavedViewRow.name)))
    return [
        View(row.id, row.name, row.address, own=row.owner == staff.id, shared=bool(row.team)) for row in rows if row.id
    ]


def keep_view(session: Session, staff: Staff, name: str, address: str, now: datetime, *, shared: bool) -> None:
    """Under a name that its owner has used already it takes the old one's place. Raises TooMany."""
    known = session.exec(select(SavedViewRow).where(SavedViewRow.owner == staff.id, SavedViewRow.name == name)).first()
    if known is None:
        many = session.exec(select(func.count()).select_from(SavedViewRow).where(SavedViewRow.owner == staff.id)).one()
        if many >= MOST:
            raise TooMany
        known = SavedViewRow(owner=staff.id, name=name, address=address, made_at=now)
    known.address, known.team, known.made_at = address, staff.team if shared else "", now
    session.add(known)


def drop_view(session: Session, staff: Staff, number: int) -> bool:
    """False where it is not theirs."""
    row = session.get(SavedViewRow, number)
    if row is None or row.owner != staff.id:
        return False
    session.delete(row)
    return True
