"""Who looked at what, in words: for a case, a person, a month. What is unusual is pointed out; a person judges it."""

from datetime import date, datetime, time, timedelta

from pydantic import BaseModel

from api.services import Services
from domain.deadline import LONDON
from domain.facts import Roster
from records import looked
from records.database import transaction
from records.keys import SERVICE, KeyGone
from records.looked import Basis, Looked, Reader, What
from records.roster import roster

PER_PAGE = 50
WHAT = {
    What.CASE: "The case",
    What.HISTORY: "What has happened",
    What.LETTER: "A letter",
    What.DOCUMENT: "A document",
    What.REFERRER: "Who referred",
    What.PROTECTED: "Protected details",
    What.IDENTITIES: "Another identity",
    What.SEARCH: "Searched",
    What.EXPORT: "A file to take away",
    What.BUNDLE: "A bundle or case pack",
    What.ENGINE: "What the engine did",
    What.LOOKED: "Who looked",
}
BASIS = {
    Basis.OWN: "their own case",
    Basis.TEAM: "a case of their team",
    Basis.OTHER: "a case of others",
}


class Looking(BaseModel):
    """`words` is what was searched for; `unusual` says in words what is."""

    at: datetime
    who: str
    who_name: str
    case: str
    what: str
    item: str
    allowed: bool
    basis: str
    words: str
    unusual: list[str]


class PersonLooked(BaseModel):
    """`elsewhere` counts cases that are neither their own nor their team's."""

    who: str
    who_name: str
    readings: int
    cases: int
    searches: int
    elsewhere: int
    refused: int


class MonthLooked(BaseModel):
    first: date
    people: list[PersonLooked]
    unusual: list[Looking]


def of_case(services: Services, ref: str, page: int) -> tuple[list[Looking], int]:
    with transaction(services.engine) as session:
        found, total = looked.of_case(session, ref, page, PER_PAGE)
        people = roster(session, services.today)
    return [_told(services, people, each) for each in found], total


def of_person(services: Services, who: str, day: date, page: int) -> tuple[str, list[Looking]]:
    """Their name, and what they looked at in the month of that day; one more than a page where there is another."""
    first, last = _month(day)
    with transaction(services.engine) as session:
        found = looked.of_time(session, first, last, page, PER_PAGE, who=who)
        people = roster(session, services.today)
    return _name(people, who), [_told(services, people, each) for each in found]


def of_month(services: Services, day: date) -> MonthLooked:
    first, last = _month(day)
    with transaction(services.engine) as session:
        readers = looked.readers(session, first, last)
        unusual = looked.of_time(session, first, last, 1, 4 * PER_PAGE, unusual=True)
        people = roster(session, services.today)
    return MonthLooked(
        first=looked.month_of(day)[0],
        people=[_person(people, each) for each in readers],
        unusual=[_told(services, people, each) for each in unusual],
    )


def _month(day: date) -> tuple[datetime, datetime]:
    """By the calendar in London."""
    first, last = (datetime.combine(each, time(), LONDON) for each in looked.month_of(day))
    return first, last


def before(day: date) -> date:
    """A day of the month before."""
    return day.replace(day=1) - timedelta(days=1)


def _person(people: Roster, each: Reader) -> PersonLooked:
    return PersonLooked(who_name=_name(people, each.who), **vars(each))


def _told(services: Services, people: Roster, each: Looked) -> Looking:
    signs = (
        (each.night, "at night"),
        (each.surname, "the child has the reader's surname"),
        (each.many, f"more than {looked.MOST_CASES_AN_HOUR} cases in this hour"),
    )
    return Looking(
        at=each.at,
        who=each.who,
        who_name=_name(people, each.who),
        case=each.case_ref,
        what=WHAT[What(each.what)],
        item=each.item,
        allowed=each.allowed,
        basis=BASIS[Basis(each.basis)] if each.basis else "",
        words=_words(services, each.words),
        unusual=[says for true, says in signs if true],
    )


def _words(services: Services, sealed: bytes | None) -> str:
    if sealed is None:
        return ""
    try:
        return services.keys.open(SERVICE, sealed).decode()
    except KeyGone:
        return ""


def _name(people: Roster, who: str) -> str:
    known = people.staff.get(who)
    return known.name if known else who
