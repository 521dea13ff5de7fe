"""Schools from the official register: the establishment file of Get Information about Schools (GIAS), as downloaded."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import text
from sqlmodel import Session

from domain.people import Postcode
from records.table_file import ImportReport, Row, RowFault, read_table

URN, AUTHORITY, NUMBER, NAME = "URN", "LA (code)", "EstablishmentNumber", "EstablishmentName"
PHASE, KIND, STATUS = "PhaseOfEducation (name)", "TypeOfEstablishment (name)", "EstablishmentStatus (name)"
STREET, TOWN, POSTCODE, TELEPHONE = "Street", "Town", "Postcode", "TelephoneNum"
HEAD = ("HeadTitle (name)", "HeadFirstName", "HeadLastName")
COLUMNS = (URN, AUTHORITY, NUMBER, NAME, PHASE, KIND, STATUS, STREET, TOWN, POSTCODE, TELEPHONE, *HEAD)

_POSTCODE: TypeAdapter[str] = TypeAdapter(Postcode)
_FIELDS = "number, urn, name, phase, kind, status, street, town, postcode, telephone, head"
_STAGED = f"copy incoming_school ({_FIELDS}) from stdin"

# A school that became an academy keeps its number: the register then has a closed and an open school of one number,
# and a pupil's record means the open one; of two alike the one registered last.
_RANK = """case when {0}.status like 'Open%' then 2 when {0}.status like 'Proposed%' then 1 else 0 end,
           case when {0}.urn ~ '^[0-9]+$' then {0}.urn::bigint else 0 end"""

_STORE = text(
    f"""
    with best as (
        select distinct on (number) {_FIELDS} from incoming_school
        order by number, ({_RANK.format("incoming_school")}) desc
    ), written as (
        insert into school ({_FIELDS}) select {_FIELDS} from best
        on conflict (number) do update set
            urn = excluded.urn, name = excluded.name, phase = excluded.phase, kind = excluded.kind,
            status = excluded.status, street = excluded.street, town = excluded.town, postcode = excluded.postcode,
            telephone = excluded.telephone, head = excluded.head
        where school is distinct from excluded
            and (school.urn = excluded.urn or ({_RANK.format("school")}) < ({_RANK.format("excluded")}))
        returning old.number is null as added
    )
    select (select count(*) from best) as numbers, count(*) filter (where added) as added,
           count(*) filter (where not added) as changed
    from written
    """  # noqa: S608 - put together from the constants above
)


def import_establishments(session: Session, path: Path) -> ImportReport:
    """Add and update schools from the register's file; none is removed, because cases go on naming closed ones.

    Every row that does not fit is named and left out; the others are taken. The same file again changes nothing.
    Raises FileRefused for a file without the register's own columns.
    """
    report = ImportReport()
    numberless, staged = 0, 0
    session.execute(text("drop table if exists incoming_school"))
    session.execute(text("create temporary table incoming_school (like school) on commit drop"))
    driver: Any = session.connection().connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(_STAGED) as copy:
        for found in _checked(path):
            if isinstance(found, RowFault):
                report.refused.append(found)
            elif found is None:
                numberless += 1
            else:
                copy.write_row(found)
                staged += 1
    numbers, report.added, report.changed = session.execute(_STORE).one()
    report.unchanged = numbers - report.added - report.changed
    if numberless:
        report.notes.append(f"{numberless} without an establishment number left out: no pupil's record names them")
    if staged > numbers:
        report.notes.append(f"{staged - numbers} earlier schools left out: another school has their number now")
    return report


def _checked(path: Path) -> Iterator[tuple[str, ...] | RowFault | None]:
    """What is to be stored of each row; None for an establishment that has no number (a children's centre, say)."""
    seen: dict[str, int] = {}
    for row in read_table(path, COLUMNS, others=True):
        if isinstance(row, RowFault):
            yield row
        elif fault := _fault(row, seen):
            yield fault
        else:
            seen[row.cells[URN]] = row.line
            yield _school(row) if row.cells[NUMBER] else None


def _fault(row: Row, seen: dict[str, int]) -> RowFault | None:
    cells = row.cells
    checks = (
        (URN, re.fullmatch(r"[0-9]{1,9}", cells[URN]), "is not a number"),
        (URN, cells[URN] not in seen, f"stands on line {seen.get(cells[URN])} already"),
        (AUTHORITY, re.fullmatch(r"[0-9]{1,3}", cells[AUTHORITY]), "is not a code of three digits"),
        (NUMBER, re.fullmatch(r"[0-9]{0,4}", cells[NUMBER]), "is not a number of four digits"),
        (NAME, cells[NAME], "is empty"),
        (NAME, len(cells[NAME]) <= 200, "is longer than 200 characters"),
        (STATUS, cells[STATUS], "is empty"),
        (POSTCODE, _postcode(cells[POSTCODE]) is not None, "is not a UK postcode"),
    )
    return next((RowFault(row.line, column, reason) for column, right, reason in checks if not right), None)


def _school(row: Row) -> tuple[str, ...]:
    cells = row.cells
    # spreadsheets drop leading noughts
    number = f"{cells[AUTHORITY].zfill(3)}/{cells[NUMBER].zfill(4)}"
    head = " ".join(part for part in (cells[name] for name in HEAD) if part)
    rest = (cells[name] for name in (NAME, PHASE, KIND, STATUS, STREET, TOWN))
    return (number, cells[URN], *rest, _postcode(cells[POSTCODE]) or "", cells[TELEPHONE], head)


def _postcode(value: str) -> str | None:
    """The postcode as it is written; "" where there is none, None where it is not one."""
    try:
        return _POSTCODE.validate_python(value) if value else ""
    except ValidationError:
        return None
