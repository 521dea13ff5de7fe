"""Who works here: entered before their first sign-in, gone, and back. What somebody did keeps their name."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlmodel import Session

from domain.vocabulary import Role
from records.door_audit import note
from records.sign_in_tables import SubjectRow
from records.sign_ins import end_sessions
from records.tables import StaffRow

_ALL = text(
    """select s.id, s.name, s.roles, s.team, s.active,
              (select max(at) from door_audit where who = s.id and did = 'signed-in') as signed_in_at,
              (select count(*) from session where staff_id = s.id and seen_at > :since) as sessions,
              (select count(*) from case_file where owner = s.id and stage <> 'closed') as cases
       from staff s order by s.active desc, s.name, s.id"""
)


class NotKept(Exception):
    """Somebody could not be entered. The text names no person."""


@dataclass(frozen=True)
class AtWork:
    id: str
    name: str
    roles: list[str]
    team: str
    active: bool
    signed_in_at: datetime | None
    sessions: int
    cases: int


def everybody(session: Session, since: datetime) -> list[AtWork]:
    """Who works here first, then who has left. `sessions` are those in use since then, `cases` the open ones."""
    return [AtWork(**row) for row in session.execute(_ALL, {"since": since}).mappings()]


def enter(session: Session, person: StaffRow, now: datetime, *, who: str, issuer: str = "", subject: str = "") -> None:
    """Somebody new. With a subject of the provider they are known by it from their first sign-in on. Raises NotKept."""
    if session.get(StaffRow, person.id) is not None:
        raise NotKept("somebody has this id already")
    if not person.roles or not set(person.roles) <= {role.value for role in Role}:
        raise NotKept("a role is needed: " + ", ".join(role.value for role in Role))
    session.add(person)
    session.flush()
    if subject:
        if session.get(SubjectRow, (issuer, subject)) is not None:
            raise NotKept("somebody has this subject already")
        session.add(SubjectRow(issuer=issuer, subject=subject, staff_id=person.id))
    note(session, who, "entered", f"{person.id} {', '.join(person.roles)}", now)


def has_left(session: Session, person: str, who: str, now: datetime) -> bool:
    """Whether there was anybody to leave. Their sessions end at once; their cases are handed on within a minute."""
    row = session.get(StaffRow, person)
    if row is None or not row.active:
        return False
    row.active = False
    end_sessions(session, person, who, now)
    note(session, who, "left", person, now)
    return True


def is_back(session: Session, person: str, who: str, now: datetime) -> bool:
    """Whether there was anybody to take back. Their cases stay with whoever has them now."""
    row = session.get(StaffRow, person)
    if row is None or row.active:
        return False
    row.active = True
    note(session, who, "back", person, now)
    return True


A_QUARTER = timedelta(days=91)
_LAST = text("select at, who from door_audit where did = 'roles-reviewed' order by id desc limit 1")


@dataclass(frozen=True)
class Review:
    """When somebody last looked through who has which role, and who that was; by when it is due again."""

    at: datetime | None
    by: str
    due_at: datetime | None

    def overdue(self, now: datetime) -> bool:
        return self.due_at is None or self.due_at < now


def last_review(session: Session) -> Review:
    row = session.execute(_LAST).first()
    return Review(row.at, row.who, row.at + A_QUARTER) if row else Review(None, "", None)


def review(session: Session, who: str, now: datetime) -> None:
    """Somebody looked through all of them."""
    note(session, who, "roles-reviewed", "", now)
