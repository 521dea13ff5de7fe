"""School calendars from a file of terms and closures: all of it or nothing, and nothing that was known is lost."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from sqlalchemy import func, text, update
from sqlmodel import Session, col, select

from domain.calendars import LONGEST_HOLIDAY, WHOLE_AUTHORITY, Span, day_words, school_year, school_year_name
from domain.date_rules import FIRST_YEAR, LAST_YEAR
from records.table_file import ImportReport, Row, RowFault, read_day, read_table
from records.tables import CalendarSpanRow, SchoolRow

COLUMNS = ("school", "kind", "first", "last")
TERM, CLOSURE = "term", "closure"
LONGEST_TERM = timedelta(days=100)


@dataclass(frozen=True)
class Days:
    """One term or closure of one school ("" is the whole authority); `line` where the file says it, 0 where it is
    known from before.
    """

    school: str
    kind: str
    span: Span
    line: int = 0

    @property
    def year(self) -> int:
        return school_year(self.span.first)

    @property
    def said(self) -> tuple[str, Span]:
        """What it says, wherever it stands."""
        return self.kind, self.span


def import_calendar(session: Session, path: Path) -> ImportReport:
    """Read the terms and closures of schools. They replace what was known of those schools in the school years that
    the file covers; replaced rows stay, with the version that replaced them.

    Every bad row is named, and then nothing is stored. The same file again changes nothing. Raises FileRefused.
    """
    report = ImportReport()
    fresh = list(_read(path, report.refused))
    # until the end of the transaction nobody else imports a calendar; reading goes on
    session.execute(text("lock table calendar_span in share row exclusive mode"))
    known = _in_force(session)
    after = _after(known, fresh)
    report.refused += _terms_at_odds(fresh)
    report.refused += _closures_outside_terms(fresh, after)
    report.refused.sort(key=lambda fault: fault.line)
    if report.refused or not fresh:
        return report
    _store(session, known, fresh, report)
    report.notes += [*_not_in_the_register(session, fresh), *_gaps(fresh, after)]
    return report


def _read(path: Path, faults: list[RowFault]) -> Iterator[Days]:
    seen: dict[tuple[str, str, Span], int] = {}
    for row in read_table(path, COLUMNS, short_rows=True):
        found = row if isinstance(row, RowFault) else _days(row)
        if isinstance(found, Days) and (twice := seen.setdefault((found.school, *found.said), found.line)) < found.line:
            found = RowFault(found.line, "", f"is the same as line {twice}")
        if isinstance(found, RowFault):
            faults.append(found)
        else:
            yield found


def _days(row: Row) -> Days | RowFault:
    school, kind = row.cells["school"], row.cells["kind"].casefold()
    if school and not re.fullmatch(r"[0-9]{3}/[0-9]{4}", school):
        return RowFault(row.line, "school", "give authority and establishment number, like 800/4001, or leave it empty")
    if kind not in (TERM, CLOSURE):
        return RowFault(row.line, "kind", "is neither term nor closure")
    days = {}
    for column in ("first", "last"):
        try:
            days[column] = read_day(row.cells[column])
        except ValueError as wrong:
            return RowFault(row.line, column, str(wrong))
        if not FIRST_YEAR <= days[column].year <= LAST_YEAR:
            return RowFault(row.line, column, f"give a year from {FIRST_YEAR} to {LAST_YEAR}")
    if days["last"] < days["first"]:
        return RowFault(row.line, "last", "is before the first day")
    found = Days(school, kind, Span(first=days["first"], last=days["last"]), row.line)
    if kind == TERM and days["last"] - days["first"] >= LONGEST_TERM:
        too_long = f"a term of more than {LONGEST_TERM.days} days: give the half terms as terms of their own"
        return RowFault(row.line, "last", too_long)
    if school_year(days["last"]) != found.year:
        return RowFault(row.line, "last", "is in another school year: these end on 31 July")
    return found


def _in_force(session: Session) -> dict[str, list[Days]]:
    known: dict[str, list[Days]] = defaultdict(list)
    for row in session.exec(select(CalendarSpanRow).where(col(CalendarSpanRow.replaced_by).is_(None))):
        known[row.school].append(Days(row.school, row.kind, Span(first=row.first, last=row.last)))
    return known


def _after(known: Mapping[str, list[Days]], fresh: Sequence[Days]) -> dict[str, list[Days]]:
    """What will be in force: the file's years from the file, the others as they were."""
    covered = {(days.school, days.year) for days in fresh}
    after: dict[str, list[Days]] = defaultdict(list)
    for days in (*(days for spans in known.values() for days in spans), *fresh):
        if days.line or (days.school, days.year) not in covered:
            after[days.school].append(days)
    return after


def _terms_at_odds(fresh: Sequence[Days]) -> Iterator[RowFault]:
    terms: dict[str, list[Days]] = defaultdict(list)
    for term in sorted((days for days in fresh if days.kind == TERM), key=lambda term: (term.span.first, term.line)):
        terms[term.school].append(term)
    for of_school in terms.values():
        latest = of_school[0]
        for term in of_school[1:]:
            if term.span.first <= latest.span.last:
                yield RowFault(term.line, "first", f"overlaps the term on line {latest.line}")
            latest = max(latest, term, key=lambda term: term.span.last)


def _closures_outside_terms(fresh: Sequence[Days], after: Mapping[str, list[Days]]) -> Iterator[RowFault]:
    for closure in (days for days in fresh if days.kind == CLOSURE):
        own = [days.span for days in after[closure.school] if days.kind == TERM]
        terms = own or [days.span for days in after.get(WHOLE_AUTHORITY, ()) if days.kind == TERM]
        if not any(term.first <= closure.span.first and closure.span.last <= term.last for term in terms):
            whose = "this school" if own and closure.school else "the whole authority"
            year = school_year_name(closure.span.first)
            yield RowFault(closure.line, "first", f"lies in no term of {whose} that is known for {year}")


def _store(session: Session, known: Mapping[str, list[Days]], fresh: Sequence[Days], report: ImportReport) -> None:
    """Replace, school by school and year by year, only what differs."""
    newest = session.exec(select(func.coalesce(func.max(CalendarSpanRow.version), 0))).one()
    for school, year in sorted({(days.school, days.year) for days in fresh}):
        new = [days for days in fresh if (days.school, days.year) == (school, year)]
        old = [days for days in known.get(school, ()) if days.year == year]
        kept = {days.said for days in new} & {days.said for days in old}
        report.unchanged += len(kept)
        if len(kept) == len(new) == len(old):
            continue
        report.added += len(new) - len(kept)
        report.changed += len(old) - len(kept)
        session.execute(
            update(CalendarSpanRow)
            .where(
                col(CalendarSpanRow.school) == school,
                col(CalendarSpanRow.replaced_by).is_(None),
                col(CalendarSpanRow.first).between(date(year, 8, 1), date(year + 1, 7, 31)),
            )
            .values(replaced_by=newest + 1)
        )
        session.add_all(
            CalendarSpanRow(
                school=school, kind=days.kind, first=days.span.first, last=days.span.last, version=newest + 1
            )
            for days in new
        )
    session.flush()


def _not_in_the_register(session: Session, fresh: Iterable[Days]) -> Iterator[str]:
    named = {days.school for days in fresh} - {WHOLE_AUTHORITY}
    found = set(session.exec(select(SchoolRow.number).where(col(SchoolRow.number).in_(named))))
    for number in sorted(named - found):
        yield f"{number} is not a school that has been imported: check the number"


def _gaps(fresh: Iterable[Days], after: Mapping[str, list[Days]]) -> Iterator[str]:
    """Where a date will not be countable although the file is right as far as it goes."""
    authority = {days.year for days in after.get(WHOLE_AUTHORITY, ()) if days.kind == TERM}
    for school in sorted({days.school for days in fresh if days.kind == TERM}):
        terms = sorted((days for days in after[school] if days.kind == TERM), key=lambda term: term.span.first)
        if missing := sorted(authority - {term.year for term in terms}):
            years = ", ".join(school_year_name(date(year, 9, 1)) for year in missing)
            yield f"{school} has terms of its own, but none for {years}: no school day can be counted there then"
        for before, following in pairwise(terms):
            if before.year == following.year and following.span.first - before.span.last > LONGEST_HOLIDAY:
                whose = school or "the whole authority"
                days = f"{day_words(before.span.last)} and {day_words(following.span.first)}"
                yield f"{whose}: a term seems to be missing between {days}"
