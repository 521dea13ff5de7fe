"""The Department's return as it is shown: to the team in full and with the children behind each number, to everybody
else with small numbers suppressed (PRACTICE 7.5).

To whoever may not know of a restricted case its child is in no number and no list, as if it were not there (8.9).
"""

from datetime import date, datetime

from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from api.access import with_powers
from api.identity import Signed
from api.problems import Problem
from api.services import Services
from domain.case_access import knows_restricted
from domain.census.figures import Figures, as_csv, faults, figures, suppressed
from domain.census.labels import Breakdown
from domain.facts import Staff
from domain.matching.likeness import Guarded
from domain.vocabulary import Role
from records.census import Return, lines_for, return_of, submit
from records.database import transaction

TEAM = (Role.OFFICER, Role.SUPERVISOR)
_UNKNOWN_TO = text("""select l.ref from likeness l join case_file c on c.ref = l.ref
    where l.guarded >= :restricted and c.owner <> :me""")
_KEPT_OUT_OF = text("select case_ref from barred where staff_id = :me and ended_at is null")


class Number(BaseModel):
    """`children` is empty where it is suppressed."""

    value: str
    label: str
    children: int | None


class Part(BaseModel):
    by: Breakdown
    label: str
    numbers: list[Number]


class ReturnView(BaseModel):
    """`suppressed`: small numbers are left out for this reader. `faults` are sums that do not agree."""

    census_on: date
    total: int | None
    parts: list[Part]
    suppressed: bool
    faults: list[str]
    submitted_at: datetime | None
    submitted_by: str


class ReturnSummary(BaseModel):
    census_on: date
    submitted_at: datetime | None
    to_come: bool


class ReturnLine(BaseModel):
    """A child behind a number. `labels` are what it was counted by, in the order of the breakdowns."""

    case: str
    child_name: str
    date_of_birth: date | None
    owner: str
    labels: list[str]


def returns(services: Services) -> list[ReturnSummary]:
    """The census dates of the settings, the newest first."""
    with transaction(services.engine) as session:
        rows = session.execute(text("select census_on, submitted_at from census_return"))
        done = {row.census_on: row.submitted_at for row in rows}
    return [
        ReturnSummary(census_on=on, submitted_at=done.get(on), to_come=on >= services.today)
        for on in sorted(services.census_dates, reverse=True)
    ]


def return_view(services: Services, signed: Signed, on: date) -> ReturnView:
    """Raises Problem 404 for a day that is no census date."""
    with transaction(services.engine) as session:
        reader = with_powers(session, services, signed)
        found, said = _read(session, services, reader, on)
    outside = not reader.has(*TEAM)
    return ReturnView(
        census_on=on,
        total=said.total,
        parts=[
            Part(
                by=by,
                label=by.label,
                numbers=[
                    Number(value=value, label=by.words(value).label, children=children)
                    for value, children in numbers.items()
                ],
            )
            for by, numbers in said.numbers.items()
        ],
        suppressed=outside,
        faults=[] if outside else faults(said),
        submitted_at=found.submitted_at,
        submitted_by=found.submitted_by,
    )


def return_csv(services: Services, signed: Signed, on: date) -> str:
    with transaction(services.engine) as session:
        reader = with_powers(session, services, signed)
        _, said = _read(session, services, reader, on)
    return as_csv(said, services.public.authority)


def return_lines(services: Services, signed: Signed, on: date, by: Breakdown | None, value: str) -> list[ReturnLine]:
    """The children behind one number, or behind the total. Raises Problem 404."""
    if by is not None and value not in {word.value for word in by.words}:
        raise _no_such_number()
    with transaction(services.engine) as session:
        reader = with_powers(session, services, signed)
        found, _ = _read(session, services, reader, on)
        behind = {ref: child for ref, child in found.children.items() if by is None or child.label(by, on) == value}
        lines = lines_for(session, sorted(behind), reader)
    return [
        ReturnLine(
            case=line.ref,
            child_name=line.child_name,
            date_of_birth=line.date_of_birth,
            owner=line.owner,
            labels=[behind[line.ref].label(each, on).label for each in Breakdown],
        )
        for line in lines
    ]


def submit_return(services: Services, signed: Signed, on: date) -> None:
    """Freeze it, as it stands. Raises Problem 404 or 409."""
    with transaction(services.engine) as session:
        reader = with_powers(session, services, signed)
        _read(session, services, reader, on)
        found = return_of(session, on)  # the whole of it, whoever submits it
    if on >= services.today:
        raise Problem(409, "CENSUS_TO_COME", "The census date is not over yet")
    if found.submitted_at is not None:
        raise _submitted()
    if wrong := faults(found.figures):
        raise Problem(409, "SUMS", f"The sums do not agree: {wrong[0]}")
    try:
        with transaction(services.engine) as session:
            submit(session, found, reader.id, services.now())
    except IntegrityError:
        raise _submitted() from None


def _read(session: Session, services: Services, reader: Staff, on: date) -> tuple[Return, Figures]:
    """The return, and its figures as this reader may know them."""
    if on not in services.census_dates:
        raise Problem(404, "NO_SUCH_CENSUS", "This is no census date of the settings")
    found = return_of(session, on)
    if not reader.has(*TEAM):
        return found, suppressed(found.figures)
    hidden = set(session.execute(_KEPT_OUT_OF, {"me": reader.id}).scalars())
    if not knows_restricted(reader):
        hidden |= set(session.execute(_UNKNOWN_TO, {"restricted": int(Guarded.IDENTITY), "me": reader.id}).scalars())
    if hidden.isdisjoint(found.children):
        return found, found.figures
    children = {ref: child for ref, child in found.children.items() if ref not in hidden}
    known = Return(on, children, figures(children.values(), on), found.submitted_at, found.submitted_by)
    return known, known.figures


def _submitted() -> Problem:
    return Problem(409, "ALREADY_SUBMITTED", "This return is submitted already, and frozen")


def _no_such_number() -> Problem:
    return Problem(404, "NO_SUCH_NUMBER", "There is no such number in the return")
