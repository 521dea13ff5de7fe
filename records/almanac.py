"""The school calendars as they stand and the local standards in force, as one almanac; read again only when one of them
has changed.
"""

from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from domain.calendars import Almanac, SchoolCalendar, Span
from records.marks import Marks, marks
from records.standards import standard_changes
from records.tables import CalendarSpanRow

_cached: WeakKeyDictionary[Engine, tuple[tuple[int, int, int], Almanac]] = WeakKeyDictionary()


def almanac(session: Session, marked: Marks | None = None) -> Almanac:
    """Every calendar and changed standard, cached for each database. `marked` where the caller has asked for the marks
    already.
    """
    engine = session.get_bind().engine
    state = (marked or marks(session)).calendars
    known = _cached.get(engine)
    if known is not None and known[0] == state:
        return known[1]
    fresh = as_stored(session)
    _cached[engine] = (state, fresh)
    return fresh


def as_stored(session: Session) -> Almanac:
    """Every calendar as this transaction sees it, read afresh: also one that may yet be undone."""
    return Almanac.of(_calendars(session), standard_changes(session))


def _calendars(session: Session) -> list[SchoolCalendar]:
    spans: dict[str, list[CalendarSpanRow]] = {}
    for row in session.exec(select(CalendarSpanRow).where(col(CalendarSpanRow.replaced_by).is_(None))):
        spans.setdefault(row.school, []).append(row)
    return [
        SchoolCalendar(
            school=school,
            terms=tuple(Span(first=row.first, last=row.last) for row in rows if row.kind == "term"),
            closures=tuple(Span(first=row.first, last=row.last) for row in rows if row.kind == "closure"),
            version=str(max(row.version for row in rows)),
        )
        for school, rows in spans.items()
    ]
