"""The school calendars as they stand, as one almanac; read again only when one has changed."""

from sqlalchemy import func
from sqlmodel import Session, col, select

from domain.calendars import Almanac, SchoolCalendar, Span
from records.tables import CalendarSpanRow

_cached: dict[int, tuple[tuple[int, int], Almanac]] = {}


def almanac(session: Session) -> Almanac:
    """Every calendar in force. Cached for each database by its newest version."""
    bind = id(session.get_bind())
    newest, rows = session.exec(
        select(func.coalesce(func.max(CalendarSpanRow.version), 0), func.count(col(CalendarSpanRow.id)))
    ).one()
    known = _cached.get(bind)
    if known is not None and known[0] == (newest, rows):
        return known[1]
    fresh = Almanac.of(_calendars(session))
    _cached[bind] = ((newest, rows), fresh)
    return fresh


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
