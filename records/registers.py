"""The schools' attendance registers: imported as files, kept with every code a session has had.

What is right in a file is stored and every bad row is named. The same file again changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from domain.calendars import CalendarMissing
from domain.case_file import CaseFile
from domain.deadline import uk_day
from domain.law.relied_on import leaning_on
from domain.law.session_rows import Row as SessionRow
from domain.law.session_rows import read_rows
from domain.law.sessions import Change, Half, Recoding, Register
from domain.law.sessions import Session as Mark
from domain.proceedings.relying import ReliedOnRecoded, Relying
from records.almanac import almanac
from records.table_file import FileRefused, ImportReport, RowFault, read_day, read_table

NEEDED, OPTIONAL = ("upn", "date", "session", "code"), ("school",)
_INCOMING = """
create temporary table incoming (upn text, school text, day date, half text, code text) on commit drop
"""
_RECODE = """
update session_mark m set replaced_at = :now from incoming i
where (m.upn, m.school, m.day, m.half) = (i.upn, i.school, i.day, i.half) and m.replaced_at is null and m.code <> i.code
"""
_ADD = """
insert into session_mark (upn, school, day, half, code, imported_at)
select upn, school, day, half, code, :now from incoming on conflict do nothing
"""
# The two indexes are of what is in force and of what is not: asked for together, neither would be used.
_OF_PUPIL = text("""
select school, day, half, code, replaced_at from session_mark where upn = :upn and replaced_at is null
union all
select school, day, half, code, replaced_at from session_mark where upn = :upn and replaced_at is not null
order by school, day, half, replaced_at nulls last
""")
_LEANING = text("""
select state from case_file
where state #>> '{child,upn}' = any(:upns) and jsonb_array_length(state -> 'proceedings') > 0 order by ref
""")


@dataclass(frozen=True)
class Leaning:
    """A proceeding that relies on a session which the register no longer has as it relied on it."""

    case: str
    recoded: ReliedOnRecoded
    times: int  # how often that session has been recorded there as recoded before

    @property
    def process(self) -> str:
        return f"{self.case}/{self.recoded.proceeding}"


@dataclass
class RegisterReport(ImportReport):
    """`changed` counts sessions recoded; `leaning` is what must be told to the proceedings that relied on them."""

    leaning: list[Leaning] = field(default_factory=list)


def import_register(
    session: Session, source: Path | Iterable[tuple[str, SessionRow]], *, now: datetime, school: str = ""
) -> RegisterReport:
    """Read the sessions of pupils from a file, or from rows with the school of each. `school` is for a file without
    that column. Raises FileRefused.
    """
    report = RegisterReport()
    today, calendars = uk_day(now), almanac(session)
    given = _read(source, school, report.refused) if isinstance(source, Path) else source
    by_school: dict[str, list[SessionRow]] = defaultdict(list)
    for number, row in given:
        by_school[number].append(row)
    session.execute(text("lock table session_mark in share row exclusive mode"))  # one import at a time
    session.execute(text(_INCOMING))
    upns: set[str] = set()
    read = 0
    for number, rows in sorted(by_school.items()):
        try:
            found = read_rows(rows, number, calendars, today)
        except CalendarMissing as missing:
            raise FileRefused(str(missing)) from None
        report.refused += [RowFault(bad.line, bad.column, bad.why) for bad in found.bad]
        read += _copy(session, number, found.sessions)
        upns |= set(found.sessions)
    report.refused.sort(key=lambda fault: fault.line)
    report.changed = _count(session, _RECODE, now)
    report.added = _count(session, _ADD, now) - report.changed
    report.unchanged = read - report.added - report.changed
    report.leaning = list(leaning(session, upns, today))
    if report.leaning:
        report.notes.append(f"{len(report.leaning)} sessions that a proceeding relies on were recoded")
    return report


def _read(path: Path, school: str, faults: list[RowFault]) -> Iterator[tuple[str, SessionRow]]:
    days: dict[str, date] = {}
    for row in read_table(path, NEEDED, OPTIONAL, others=True):
        if isinstance(row, RowFault):
            faults.append(row)
            continue
        cells = row.cells
        if not (number := cells.get("school") or school):
            faults.append(RowFault(row.line, "school", "say which school: 800/4001"))
            continue
        if (written := cells["date"]) not in days:
            try:
                days[written] = read_day(written)
            except ValueError as wrong:
                faults.append(RowFault(row.line, "date", str(wrong)))
                continue
        yield number, SessionRow(row.line, cells["upn"], days[written], cells["session"], cells["code"])


def _copy(session: Session, school: str, sessions: dict[str, list[Mark]]) -> int:
    number = 0
    driver: Any = session.connection().connection.driver_connection
    with driver.cursor() as cursor, cursor.copy("copy incoming (upn, school, day, half, code) from stdin") as copy:
        for upn, marks in sessions.items():
            for mark in marks:
                copy.write_row((upn, school, mark.day, mark.half.value, mark.code))
            number += len(marks)
    return number


def _count(session: Session, statement: str, now: datetime) -> int:
    return int(session.execute(text(statement), {"now": now}).rowcount)  # type: ignore[attr-defined]


def registers_of(session: Session, upn: str) -> dict[str, Register]:
    """The register of a pupil at each school that sent one, by the school's number."""
    marks: dict[str, list[Mark]] = defaultdict(list)
    earlier: list[Recoding] = []
    if not upn:
        return {}
    for school, day, half, code, replaced_at in session.execute(_OF_PUPIL, {"upn": upn}):
        if replaced_at is not None:
            earlier.append(Recoding(code=code, on=uk_day(replaced_at)))
            continue
        marks[school].append(Mark(day=day, half=Half(half), code=code, recoded_from=tuple(earlier)))
        earlier = []
    return {school: Register(school=school, sessions=tuple(found)) for school, found in marks.items()}


def register_of(session: Session, upn: str, school: str = "") -> Register:
    """The pupil's register at that school; without one, at the school that marked the pupil last. Empty where none
    is known.
    """
    found = registers_of(session, upn)
    if not school and found:
        school = max(found, key=lambda number: found[number].sessions[-1].day)
    return found.get(school, Register(school=school))


def leaning(session: Session, upns: Iterable[str], today: date) -> Iterator[Leaning]:
    """What open proceedings rely on and the register now has otherwise, and they have not been told yet. Judged by
    the register as it stands: a telling that was lost is made up for at the next import.
    """
    for (state,) in session.execute(_LEANING, {"upns": sorted(upns)}):
        case = CaseFile.model_validate(state)
        relying = [each for each in case.proceedings if isinstance(each, Relying) and each.open and each.sessions]
        registers = registers_of(session, case.child.upn) if relying else {}
        for proceeding in relying:
            if (register := registers.get(proceeding.school)) is None:
                continue
            for recoded in leaning_on([proceeding], _changes(proceeding, register), today):
                times = sum(each.slot == recoded.slot for each in proceeding.recoded)
                yield Leaning(case.ref, recoded, times)


def _changes(proceeding: Relying, register: Register) -> list[Change]:
    known = {mark.slot: mark.code for mark in proceeding.sessions}
    known |= {each.slot: each.now for each in proceeding.recoded}
    return [
        Change(mark, now)
        for mark in proceeding.sessions
        if (now := register.mark(mark.slot)) is not None and now.code != known[mark.slot]
    ]
