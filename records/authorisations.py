"""The register of authorisations as people keep it: lines are entered and ended, never taken away, and each of both is
written down with whoever did it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text
from sqlmodel import Session, col, select

from domain.law.authority import ActingFor, Authorisation
from domain.proceedings.groundwork import InForce
from domain.vocabulary import Power
from records.acting_tables import ActingRow, AuthorityAuditRow
from records.tables import AuthorisationRow

GRANTED, ENDED = "granted", "ended"
AUTHORISATION, ACTING = "authorisation", "acting"
_ONE_AT_A_TIME = text("select pg_advisory_xact_lock(707004)")


@dataclass(frozen=True)
class End:
    """Who ended a line, when and why. A line may also have had its last day from the first."""

    at: datetime
    by: str
    reason: str


@dataclass(frozen=True)
class Held:
    number: int
    line: Authorisation
    end: End | None = None


@dataclass(frozen=True)
class Deputy:
    number: int
    acting: ActingFor
    granted_by: str
    end: End | None = None


def keep(session: Session) -> None:
    """One person at a time keeps the register: what is judged still stands when it is written."""
    session.execute(_ONE_AT_A_TIME)


def held_powers(session: Session) -> list[Held]:
    """Every line there ever was, in the order in which they were entered."""
    ends = _ends(session, AUTHORISATION)
    rows = session.exec(select(AuthorisationRow).order_by(col(AuthorisationRow.id)))
    return [Held(row.id, line_of(row), ends.get(row.id)) for row in rows if row.id is not None]


def deputies(session: Session) -> list[Deputy]:
    """Everybody who ever acted for somebody else, in the order in which it was entered."""
    ends = _ends(session, ACTING)
    rows = session.exec(select(ActingRow).order_by(col(ActingRow.id)))
    return [Deputy(row.id, acting_of(row), row.granted_by, ends.get(row.id)) for row in rows if row.id is not None]


def grant(session: Session, line: Authorisation, now: datetime) -> int:
    """The number of the new line."""
    row = AuthorisationRow(
        staff_id=line.person,
        power=line.power.value,
        granted_by=line.granted_by,
        valid_from=line.first,
        valid_to=line.last,
        document=line.document,
    )
    return _entered(session, row, AUTHORISATION, line.granted_by, now)


def deputise(session: Session, acting: ActingFor, who: str, now: datetime) -> int:
    """The number of the new line."""
    row = ActingRow(
        deputy=acting.deputy,
        absent=acting.absent,
        valid_from=acting.when.first,
        valid_to=acting.when.last,
        granted_by=who,
    )
    return _entered(session, row, ACTING, who, now)


def end(session: Session, part: str, number: int, last: date, reason: str, who: str, now: datetime) -> None:
    """Set the last day of a line of that part. Raises LookupError where there is none of that number."""
    granted = session.get(AuthorisationRow, number) if part == AUTHORISATION else None
    row = granted if part == AUTHORISATION else session.get(ActingRow, number)
    if row is None:
        raise LookupError("no such line")
    row.valid_to = last
    _note(session, row, part, ENDED, who, now, reason)


def _entered(session: Session, row: AuthorisationRow | ActingRow, part: str, who: str, now: datetime) -> int:
    session.add(row)
    session.flush()
    _note(session, row, part, GRANTED, who, now)
    return row.id or 0


def _note(
    session: Session,
    row: AuthorisationRow | ActingRow,
    part: str,
    did: str,
    who: str,
    now: datetime,
    reason: str = "",
) -> None:
    entry = AuthorityAuditRow(at=now, who=who, did=did, part=part, line=row.id or 0, first=row.valid_from)
    entry.last, entry.reason = row.valid_to, reason
    session.add(entry)


def _ends(session: Session, part: str) -> Mapping[int, End]:
    """Of each line that somebody ended, how it was ended last."""
    ended = select(AuthorityAuditRow).where(AuthorityAuditRow.part == part, AuthorityAuditRow.did == ENDED)
    rows = session.exec(ended.order_by(col(AuthorityAuditRow.id)))
    return {row.line: End(at=row.at, by=row.who, reason=row.reason) for row in rows}


def line_of(row: AuthorisationRow) -> Authorisation:
    return Authorisation(
        person=row.staff_id,
        power=Power(row.power),
        granted_by=row.granted_by,
        first=row.valid_from,
        last=row.valid_to,
        document=row.document,
    )


def acting_of(row: ActingRow) -> ActingFor:
    return ActingFor(deputy=row.deputy, absent=row.absent, when=InForce(first=row.valid_from, last=row.valid_to))
