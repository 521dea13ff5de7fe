"""Terms and closures from a file: all or nothing, replaced by school and year, and never forgotten."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import col, select

from domain.calendars import Almanac, CalendarMissing, Span
from records.almanac import almanac
from records.calendar_import import import_calendar
from records.database import engine_of, transaction
from records.table_file import FileRefused, ImportReport
from records.tables import CalendarSpanRow, SchoolRow

AUTHORITY = """school,kind,first,last
,term,2026-09-03,2026-10-23
,term,2026-11-02,2026-12-18
,term,2027-01-04,2027-02-12
,term,2027-02-22,2027-03-25
,term,2027-04-12,2027-05-28
,term,2027-06-07,2027-07-22
"""
NEXT_YEAR = """school,kind,first,last
,term,2027-09-02,2027-10-22
,term,2027-11-01,2027-12-17
"""


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    engine = engine_of(database, connections=3)
    with transaction(engine) as session:
        session.add(SchoolRow(number="800/4001", name="Fixture Academy"))
        session.add(SchoolRow(number="800/2001", name="Fixture Primary"))
    yield engine
    engine.dispose()


def load(engine: Engine, path: Path, content: str | bytes) -> ImportReport:
    file = path / "calendar.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    with transaction(engine) as session:
        return import_calendar(session, file)


def rows(engine: Engine) -> list[tuple[str, str, str, str, int, int | None]]:
    with transaction(engine) as session:
        found = session.exec(select(CalendarSpanRow).order_by(col(CalendarSpanRow.id))).all()
    return [
        (row.school, row.kind, row.first.isoformat(), row.last.isoformat(), row.version, row.replaced_by)
        for row in found
    ]


def known(engine: Engine) -> Almanac:
    with transaction(engine) as session:
        return almanac(session)


def faults(report: ImportReport) -> list[str]:
    return [fault.words for fault in report.refused]


def test_the_terms_of_the_authority_count_for_every_school(engine: Engine, tmp_path: Path) -> None:
    report = load(engine, tmp_path, AUTHORITY)
    assert (report.added, report.changed, report.unchanged, report.refused, report.notes) == (6, 0, 0, [], [])
    calendar = known(engine).school("800/4001")
    assert len(calendar.school_days(date(2026, 9, 3), date(2027, 7, 22))) == 194
    assert calendar.version == "1"


def test_the_same_file_again_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    load(engine, tmp_path, AUTHORITY)
    before = rows(engine)
    report = load(engine, tmp_path, AUTHORITY.replace("2026-09-03", "3/9/2026").replace("\n", "\r\n"))
    assert (report.added, report.changed, report.unchanged) == (0, 0, 6)
    assert rows(engine) == before


def test_a_new_file_replaces_its_own_schools_and_years_only(engine: Engine, tmp_path: Path) -> None:
    load(engine, tmp_path, AUTHORITY)
    load(engine, tmp_path, NEXT_YEAR)
    load(engine, tmp_path, "school,kind,first,last\n800/4001,closure,2026-09-03,2026-09-04\n")
    report = load(engine, tmp_path, NEXT_YEAR.replace("2027-12-17", "2027-12-16"))
    assert (report.added, report.changed, report.unchanged) == (1, 1, 1)
    in_force = [row for row in rows(engine) if row[5] is None]
    assert [row[4] for row in in_force] == [1, 1, 1, 1, 1, 1, 3, 4, 4]
    assert [row for row in rows(engine) if row[5] is not None] == [
        ("", "term", "2027-09-02", "2027-10-22", 2, 4),
        ("", "term", "2027-11-01", "2027-12-17", 2, 4),
    ]
    assert known(engine).school().version == "4"
    assert known(engine).school("800/4001").version == "4+3"
    assert date(2027, 12, 17) not in known(engine).school().terms[-1]


def test_a_closure_that_is_taken_out_of_the_file_is_gone(engine: Engine, tmp_path: Path) -> None:
    load(engine, tmp_path, AUTHORITY + ",closure,2026-09-03,2026-09-03\n")
    report = load(engine, tmp_path, AUTHORITY)
    assert (report.added, report.changed, report.unchanged) == (0, 1, 6)
    assert known(engine).school().is_school_day(date(2026, 9, 3))


def test_a_school_with_terms_of_its_own_keeps_them(engine: Engine, tmp_path: Path) -> None:
    load(engine, tmp_path, AUTHORITY)
    own = "school,kind,first,last\n800/4001,term,2026-08-27,2026-10-16\n800/4001,closure,2026-08-27,2026-08-28\n"
    load(engine, tmp_path, own)
    calendar = known(engine).school("800/4001")
    assert calendar.terms == (Span(first=date(2026, 8, 27), last=date(2026, 10, 16)),)
    assert not calendar.is_school_day(date(2026, 8, 28))
    assert known(engine).school("800/2001").is_school_day(date(2026, 10, 19))


BAD_ROWS = [
    ("8004001,term,2026-09-03,2026-10-23", "school: give authority and establishment number, like 800/4001, or "),
    ("800/4001,holiday,2026-09-03,2026-10-23", "kind: is neither term nor closure"),
    ("800/4001,term,3 Sept 2026,2026-10-23", "first: give a day as 2026-09-03 or 03/09/2026"),
    ("800/4001,term,2026-09-03,", "last: give a day as 2026-09-03 or 03/09/2026"),
    ("800/4001,term,2026-09-03,31/9/2026", "last: there is no such day: give a day as 2026-09-03 or 03/09/2026"),
    ("800/4001,term,0026-09-03,2026-10-23", "first: give a year from 1990 to 2090"),
    ("800/4001,term,2026-10-23,2026-09-03", "last: is before the first day"),
    ("800/4001,term,2026-09-03,2026-12-12", "last: a term of more than 100 days: give the half terms as terms "),
    ("800/4001,term,2027-07-01,2027-08-02", "last: is in another school year: these end on 31 July"),
    (",term,2026-10-23,2026-10-30", "first: overlaps the term on line 2"),
    (",term,2027-07-22,2027-07-23", "first: overlaps the term on line 7"),
    (",term,2026-09-03,2026-10-23", "is the same as line 2"),
    (",closure,2026-10-26,2026-10-26", "first: lies in no term of the whole authority that is known for 2026/27"),
    (",closure,2026-10-22,2026-10-26", "first: lies in no term of the whole authority that is known for 2026/27"),
    ("800/2001,closure,2027-09-03,2027-09-03", "first: lies in no term of the whole authority that is known for "),
    ("800/4001,term,2026-09-03,2026-10-23,x", "the row has more than the 4 cells of the header"),
]


def test_one_bad_row_is_named_and_stores_nothing(engine: Engine, tmp_path: Path, subtests: pytest.Subtests) -> None:
    for row, fault in BAD_ROWS:
        with subtests.test(row=row):
            report = load(engine, tmp_path, f"{AUTHORITY}{row}\n")
            assert [found.line for found in report.refused] == [8]
            named = report.refused[0].words.removeprefix("line 8, ").removeprefix("line 8: ")
            assert named.startswith(fault)
            assert (report.added, rows(engine)) == (0, [])


def test_a_hundred_days_are_a_term(engine: Engine, tmp_path: Path) -> None:
    assert load(engine, tmp_path, "school,kind,first,last\n,term,2026-09-03,2026-12-11\n").added == 1


def test_every_bad_row_is_named_at_once_in_the_order_of_the_file(engine: Engine, tmp_path: Path) -> None:
    text = (
        "kind,last,first,school\n"
        "closure,2026-09-01,2026-09-01,\n"
        "term,2026-10-23,2026-09-03,\n"
        "term,2026-11-13,2026-09-30,\n"
        "inset,2026-09-03,2026-09-03,\n"
        "term,2026-12-18,2026-11-13,\n"
    )
    assert faults(load(engine, tmp_path, text)) == [
        "line 2, first: lies in no term of the whole authority that is known for 2026/27",
        "line 4, first: overlaps the term on line 3",
        "line 5, kind: is neither term nor closure",
        "line 6, first: overlaps the term on line 4",
    ]


def test_an_inset_day_must_lie_in_a_term_of_its_own_school(engine: Engine, tmp_path: Path) -> None:
    """A school with terms of its own does not fall back to the authority's, not even in a year it says nothing of."""
    load(engine, tmp_path, AUTHORITY)
    load(engine, tmp_path, NEXT_YEAR)
    load(engine, tmp_path, "school,kind,first,last\n800/4001,term,2026-08-27,2026-10-16\n")
    report = load(engine, tmp_path, "school,kind,first,last\n800/4001,closure,2027-09-03,2027-09-03\n")
    assert faults(report) == ["line 2, first: lies in no term of this school that is known for 2027/28"]
    assert load(engine, tmp_path, "school,kind,first,last\n800/2001,closure,2027-09-03,2027-09-03\n").added == 1


def test_closures_alone_would_take_away_the_terms_of_their_year(engine: Engine, tmp_path: Path) -> None:
    load(engine, tmp_path, "school,kind,first,last\n800/4001,term,2026-08-27,2026-10-16\n")
    load(engine, tmp_path, AUTHORITY)
    report = load(engine, tmp_path, "school,kind,first,last\n800/4001,closure,2026-08-27,2026-08-27\n")
    assert faults(report) == ["line 2, first: lies in no term of the whole authority that is known for 2026/27"]
    assert known(engine).school("800/4001").is_school_day(date(2026, 8, 27))


SPREADSHEETS: list[str | bytes] = [
    AUTHORITY.replace(",", ";"),
    AUTHORITY.replace(",", "\t").encode("utf-16"),
    "sep=;\r\n" + AUTHORITY.replace(",", ";").replace("\n", "\r\n"),
    "\ufeff" + AUTHORITY.replace("school,kind", '"School","Kind"'),
    AUTHORITY + ",,,\n\n",
    AUTHORITY.replace("first,last", "first,last,,"),
]


def test_what_spreadsheets_write_is_read(engine: Engine, tmp_path: Path) -> None:
    load(engine, tmp_path, AUTHORITY)
    assert [load(engine, tmp_path, content).unchanged for content in SPREADSHEETS] == [6] * 6


OTHER_FILES = [
    ("", "The file is empty"),
    ("school,kind,first\n", "Columns are missing: last"),
    ("school,kind,first,last,last\n", "Columns stand twice: last"),
    ("school,kind,first,last,note\n", "Columns are not known: note. Known are: school, kind, first, last"),
    (AUTHORITY + ',term,"2027-09-02,2027-10-22\n', "From line 8 on a quotation mark is not closed"),
    ('school,"kind"x,first,last\n', "Line 1: the quotation marks of the header do not fit"),
]


def test_a_file_of_another_kind_is_refused(engine: Engine, tmp_path: Path, subtests: pytest.Subtests) -> None:
    for content, why in OTHER_FILES:
        with subtests.test(why):
            with pytest.raises(FileRefused, match=f"^{why}$"):
                load(engine, tmp_path, content)
            assert rows(engine) == []


def test_what_cannot_be_counted_afterwards_is_said(engine: Engine, tmp_path: Path) -> None:
    load(engine, tmp_path, NEXT_YEAR)
    report = load(
        engine,
        tmp_path,
        "school,kind,first,last\n800/4009,term,2026-09-03,2026-10-23\n800/4009,term,2027-01-04,2027-02-12\n",
    )
    assert report.added == 2
    assert report.notes == [
        "800/4009 is not a school that has been imported: check the number",
        "800/4009 has terms of its own, but none for 2027/28: no school day can be counted there then",
        "800/4009: a term seems to be missing between Friday 23 October 2026 and Monday 4 January 2027",
    ]
    with pytest.raises(CalendarMissing):
        known(engine).school("800/4009").is_school_day(date(2026, 11, 20))


def test_two_imports_at_once_are_one_after_the_other(engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "calendar.csv"
    file.write_text(AUTHORITY)
    with transaction(engine) as first:
        import_calendar(first, file)
        with transaction(engine) as second:
            second.connection().exec_driver_sql("set local lock_timeout = '50ms'")
            with pytest.raises(OperationalError, match="lock timeout"):
                import_calendar(second, file)
            second.rollback()
