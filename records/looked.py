"""Who looked: every reading of a case, a document, a letter or of who referred, every search and export, also refused.

One row, written before the answer leaves. What is unusual about a reading is worked out when somebody asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

MOST_CASES_AN_HOUR = 30  # more, by one person, is pointed out; an officer of fifty cases reads ten in a busy hour
NIGHT = (22, 6)  # from this hour to that, by the clock in London
_ONE = timedelta(days=1)


class What(StrEnum):
    """What was looked at."""

    CASE = "case"
    HISTORY = "history"
    LETTER = "letter"
    DOCUMENT = "document"
    REFERRER = "referrer"
    PROTECTED = "protected"
    IDENTITIES = "identities"
    SEARCH = "search"
    EXPORT = "export"
    BUNDLE = "bundle"
    ENGINE = "engine"
    LOOKED = "looked"


class Basis(StrEnum):
    """How the reader stood to the case at that moment: why they may have needed it."""

    OWN = "own"
    TEAM = "team"
    OTHER = "other"


# Worked out from the case as it stands at this moment, in the one statement that writes.
_WRITE = text(
    """insert into looked (at, who, case_ref, what, item, allowed, basis, words)
       select :at, :who, asked.ref, :what, :item, :allowed,
              case when c.ref is null then '' when c.owner = :who then 'own'
                   when c.team <> '' and c.team = :team then 'team' else 'other' end, :words
       from unnest(cast(:refs as text[])) as asked (ref) left join case_file c on c.ref = asked.ref"""
)


def write(
    session: Session,
    *,
    who: str,
    team: str,
    refs: Sequence[str],
    what: What,
    item: str,
    allowed: bool,
    now: datetime,
    words: bytes | None = None,
) -> None:
    """One row for each case; one without a case where there is none."""
    session.execute(
        _WRITE,
        {
            "at": now,
            "who": who,
            "team": team,
            "refs": list(refs) or [""],
            "what": what.value,
            "item": item,
            "allowed": allowed,
            "words": words,
        },
    )


@dataclass(frozen=True)
class Looked:
    """`night`, `surname` and `many` are what is unusual about it."""

    id: int
    at: datetime
    who: str
    case_ref: str
    what: str
    item: str
    allowed: bool
    basis: str
    words: bytes | None
    night: bool
    surname: bool
    many: bool

    @property
    def unusual(self) -> bool:
        return self.night or self.surname or self.many


# A person's name ends with their surname; a name of one word is none.
_JUDGED = """
with here as (
    select l.*, extract(hour from l.at at time zone 'Europe/London') as hour,
           lower(substring(s.name from '\\s(\\S+)$')) = lower(substring(c.child_name from '\\s(\\S+)$')) as surname,
           date_trunc('hour', l.at) as within
    from looked l left join staff s on s.id = l.who left join case_file c on c.ref = l.case_ref
    where {where}
), crowded as (
    select who, date_trunc('hour', at) as within from looked
    where case_ref <> '' and at >= :first and at < :last and (:who = '' or who = :who)
    group by who, date_trunc('hour', at) having count(distinct case_ref) > :most
)
select h.id, h.at, h.who, h.case_ref, h.what, h.item, h.allowed, h.basis, h.words,
       h.hour >= :night or h.hour < :morning as night, coalesce(h.surname, false) as surname, k.who is not null as many
from here h left join crowded k on k.who = h.who and k.within = h.within
{only} order by h.id desc limit :limit offset :offset
"""
_OF_CASE = "l.case_ref = :ref"
_IN_TIME = "l.at >= :first and l.at < :last and (:who = '' or l.who = :who)"
_UNUSUAL = "where h.hour >= :night or h.hour < :morning or h.surname or k.who is not null"


def of_case(session: Session, ref: str, page: int, per_page: int) -> tuple[list[Looked], int]:
    """Who looked at a case, newest first, with how many there are in all."""
    total = session.execute(text("select count(*) from looked where case_ref = :ref"), {"ref": ref}).scalar_one()
    first = session.execute(text("select min(at), max(at) from looked where case_ref = :ref"), {"ref": ref}).one()
    if not total:
        return [], 0
    span = {"first": first[0], "last": first[1] + _ONE}
    return _judged(session, _OF_CASE, "", page, per_page, ref=ref, who="", **span), int(total)


def of_time(
    session: Session, first: datetime, last: datetime, page: int, per_page: int, *, who: str = "", unusual: bool = False
) -> list[Looked]:
    """Readings from `first` until before `last`, newest first: of one person or of all, or only the unusual ones."""
    only = _UNUSUAL if unusual else ""
    return _judged(session, _IN_TIME, only, page, per_page, who=who, first=first, last=last)


def _judged(session: Session, where: str, only: str, page: int, per_page: int, **asked: Any) -> list[Looked]:
    given = {
        "most": MOST_CASES_AN_HOUR,
        "night": NIGHT[0],
        "morning": NIGHT[1],
        "limit": per_page,
        "offset": (page - 1) * per_page,
        **asked,
    }
    rows = session.execute(text(_JUDGED.format(where=where, only=only)), given)
    return [Looked(**row) for row in rows.mappings()]


@dataclass(frozen=True)
class Reader:
    """What one person looked at in a month."""

    who: str
    readings: int
    cases: int
    searches: int
    elsewhere: int
    refused: int


_READERS = text(
    """select who, count(*) as readings, count(distinct case_ref) filter (where case_ref <> '') as cases,
              count(*) filter (where what = 'search') as searches,
              count(distinct case_ref) filter (where basis = 'other') as elsewhere,
              count(*) filter (where not allowed) as refused
       from looked where at >= :first and at < :last group by who order by readings desc, who"""
)


def readers(session: Session, first: datetime, last: datetime) -> list[Reader]:
    rows = session.execute(_READERS, {"first": first, "last": last})
    return [Reader(**row) for row in rows.mappings()]


def month_of(day: date) -> tuple[date, date]:
    """The first day of its month, and that of the next one."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1)


def forget_words(session: Session, ids: Sequence[int]) -> None:
    """What was searched for is forgotten where it named somebody whose record is erased; that there was a search is
    not.
    """
    session.execute(text("update looked set words = null where id = any(:ids)"), {"ids": list(ids)})
