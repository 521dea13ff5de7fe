"""Whether anybody's job, any power, calendar or standard has changed: one question, so that none is read again in
vain.
"""

from dataclasses import dataclass

from sqlalchemy import text
from sqlmodel import Session

# Of staff and powers the very words, for rows of theirs are changed in place. A calendar's are only added and replaced:
# its newest number tells, since that of a row that was rolled back is never given again, as its version may be.
_MARKS = text(
    """select md5(concat(
           (select string_agg(staff::text, ' ' order by id) from staff), ' | ',
           (select string_agg(authorisation::text, ' ' order by id) from authorisation)
       )) as people,
       (select max(id) from calendar_span) as newest, (select count(*) from calendar_span) as spans,
       (select coalesce(sum(id), 0)::bigint from standard_proposal where approved) as standards"""
)


@dataclass(frozen=True)
class Marks:
    """Equal as long as nothing has changed."""

    people: str
    calendars: tuple[int, int, int]


def marks(session: Session) -> Marks:
    row = session.execute(_MARKS).one()
    return Marks(people=row.people, calendars=(row.newest or 0, row.spans, row.standards))
