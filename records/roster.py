"""Who works here and what each may do; the schools by number."""

from datetime import date
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, or_
from sqlmodel import Session, col, select

from domain.facts import Roster, Staff
from domain.law.authority import Register as Authorisations
from domain.vocabulary import Power, Role
from records.acting_tables import ActingRow
from records.authorisations import acting_of, line_of
from records.marks import Marks, marks
from records.tables import AuthorisationRow, StaffRow

_cached: WeakKeyDictionary[Engine, tuple[tuple[date, str], Roster]] = WeakKeyDictionary()


def roster(session: Session, today: date, marked: Marks | None = None) -> Roster:
    """Everybody, with the powers in force on `today`, cached for each database. `marked` where the caller has asked
    for the marks already.
    """
    engine = session.get_bind().engine
    state = (today, (marked or marks(session)).people)
    known = _cached.get(engine)
    if known is not None and known[0] == state:
        return known[1]
    fresh = _as_stored(session, today)
    if marks(session).people == state[1]:  # not where somebody changed it between the two questions
        _cached[engine] = (state, fresh)
    return fresh


def _as_stored(session: Session, today: date) -> Roster:
    powers: dict[str, set[Power]] = {}
    in_force = select(AuthorisationRow).where(
        AuthorisationRow.valid_from <= today,
        or_(col(AuthorisationRow.valid_to).is_(None), col(AuthorisationRow.valid_to) >= today),
    )
    for granted in session.exec(in_force):
        powers.setdefault(granted.staff_id, set()).add(Power(granted.power))
    return Roster(
        staff={row.id: staff_of(row, frozenset(powers.get(row.id, ()))) for row in session.exec(select(StaffRow))}
    )


def authorisations(session: Session) -> Authorisations:
    """The whole register of authorisations and who acts for whom, past lines and those to come included."""
    rows = session.exec(select(AuthorisationRow).order_by(col(AuthorisationRow.id)))
    acting = session.exec(select(ActingRow).order_by(col(ActingRow.id)))
    return Authorisations(
        entries=tuple(map(line_of, rows)),
        acting=tuple(map(acting_of, acting)),
    )


def staff_of(row: StaffRow, powers: frozenset[Power] = frozenset()) -> Staff:
    return Staff(
        id=row.id,
        name=row.name,
        roles=frozenset(Role(role) for role in row.roles),
        team=row.team,
        active=row.active,
        job_title=row.job_title,
        telephone=row.telephone,
        powers=powers,
    )


def staff_member(session: Session, staff_id: str) -> Staff | None:
    """Somebody who works here now, or None."""
    row = session.get(StaffRow, staff_id)
    return staff_of(row) if row is not None and row.active else None
