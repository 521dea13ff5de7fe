"""Signing in: attempts under way, who may come in, and whose sessions run."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlmodel import Session, col, delete, select

from domain.vocabulary import Role
from records.door_audit import note
from records.sign_in_tables import SignInRow, SubjectRow
from records.tables import SessionRow, StaffRow

ATTEMPT = timedelta(minutes=10)  # for which one may take
COUNTED = timedelta(minutes=15)
MOST_BEGUN = 300  # from one source in that time: a whole office behind one address, first thing in the morning
MOST_REFUSED = 20
_MOST_SEALED = 1_100_000  # bytes kept for an attempt: the answers of a form that waits, and what binds them
_ONE_AT_A_TIME = text("select pg_advisory_xact_lock(707005)")
_TAKE = text(
    "delete from sign_in where state_hash = :state and browser_hash = :browser and began_at > :since returning sealed"
)


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def begin(session: Session, *, state: str, browser: str, source: str, sealed: bytes, now: datetime) -> bool:
    """Keep an attempt until it comes back. False, and nothing kept, where too many came from there."""
    session.execute(delete(SignInRow).where(col(SignInRow.began_at) < now - COUNTED))
    begun = text("select count(*) from sign_in where source = :source")
    if session.execute(begun, {"source": source}).scalar_one() >= MOST_BEGUN or len(sealed) > _MOST_SEALED:
        return False
    session.add(
        SignInRow(state_hash=hashed(state), browser_hash=hashed(browser), source=source, sealed=sealed, began_at=now)
    )
    return True


def take(session: Session, *, state: str, browser: str, now: datetime) -> bytes | None:
    """What an attempt was bound to. Once: the same state again, or from another browser, finds nothing."""
    asked = {"state": hashed(state), "browser": hashed(browser), "since": now - ATTEMPT}
    sealed = session.execute(_TAKE, asked).scalar_one_or_none()
    return bytes(sealed) if sealed is not None else None


@dataclass(frozen=True)
class Comer:
    """Whoever signed in, as their provider told it."""

    issuer: str
    subject: str
    name: str
    roles: Sequence[Role]
    team: str = ""
    job_title: str = ""
    telephone: str = ""


def admit(session: Session, comer: Comer, now: datetime) -> tuple[str, str]:
    """Their id, made or refreshed from what was told; and why they may not come in, or an empty code.

    Somebody whose last role was taken away is let out everywhere, and has none here either.
    """
    session.execute(_ONE_AT_A_TIME)
    known = session.get(SubjectRow, (comer.issuer, comer.subject))
    row = session.get(StaffRow, known.staff_id) if known else None
    if not comer.roles:
        if row is not None:
            row.roles = []
            end_sessions(session, row.id, "provider", now, why="no role")
        return (row.id if row else ""), "NO_ROLE"
    if row is not None and not row.active:
        return row.id, "LEFT"
    if row is None:
        # An id that says nothing of anybody: it stands in every journal.
        row = StaffRow(id=f"p-{secrets.token_hex(4)}", name=comer.name or "Without a name", roles=[])
        session.add(row)
        session.flush()
        session.add(SubjectRow(issuer=comer.issuer, subject=comer.subject, staff_id=row.id))
        note(session, row.id, "joined", "by signing in", now)
    before = (row.roles, row.team)
    row.roles = [role.value for role in comer.roles]
    row.name, row.team = comer.name or row.name, comer.team or row.team
    row.job_title, row.telephone = comer.job_title or row.job_title, comer.telephone or row.telephone
    if before != (row.roles, row.team):
        note(session, row.id, "roles", ", ".join(row.roles), now)
    return row.id, ""


@dataclass(frozen=True)
class Running:
    """A session somebody has. `name` tells it from others and opens nothing."""

    name: str
    staff_id: str
    browser: str
    began_at: datetime
    seen_at: datetime


def sessions_of(session: Session, staff_id: str, since: datetime) -> list[Running]:
    """The sessions in which something was asked since then, newest first."""
    mine = select(SessionRow).where(SessionRow.staff_id == staff_id, col(SessionRow.seen_at) > since)
    rows = session.exec(mine.order_by(col(SessionRow.seen_at).desc()))
    return [Running(row.id_hash[:16], row.staff_id, row.browser, row.began_at, row.seen_at) for row in rows]


def end_session_named(session: Session, staff_id: str, name: str, who: str, now: datetime) -> bool:
    """Whether this person had a session of that name; it is over now."""
    named = session.exec(select(SessionRow).where(SessionRow.staff_id == staff_id)).all()
    found = [row for row in named if row.id_hash[:16] == name]
    for row in found:
        session.delete(row)
        note(session, who, "session-ended", staff_id, now)
    return bool(found)


def end_sessions(session: Session, staff_id: str, who: str, now: datetime, *, why: str = "") -> int:
    """End all of a person's. Returns how many there were."""
    ended = session.execute(delete(SessionRow).where(col(SessionRow.staff_id) == staff_id))
    note(session, who, "sessions-ended", f"{staff_id} {why}".strip(), now)
    return int(getattr(ended, "rowcount", 0))
