"""A file of sessions: every bad row is named with its line and column, and says nothing about the pupil."""

from datetime import date

import pytest

from domain.calendars import Almanac, CalendarMissing
from domain.law.session_rows import BadRow, Row, read_rows
from tests.domain.fixture_calendar import SCHOOL
from tests.domain.law.builders import YEARS

UPN, OTHER = "X800400126001", "R674123101121"
TODAY = date(2026, 10, 5)


def row(line: int = 2, upn: str = UPN, on: str = "2026-09-28", half: str = "AM", code: str = "G") -> Row:
    return Row(line, upn, date.fromisoformat(on), half, code)


def test_good_rows_become_sessions_of_each_pupil() -> None:
    rows = [
        row(2),
        row(3, half="pm", code=" o "),
        row(4, upn=OTHER.lower(), code="\\"),
        row(5, upn=OTHER, half="PM", code="/"),
    ]
    read = read_rows(rows, SCHOOL, YEARS, TODAY)
    assert read.bad == []
    assert [each.code for each in read.sessions[UPN]] == ["G", "O"]
    assert [each.code for each in read.sessions[OTHER]] == ["/", "\\"], "one stroke for both halves is put right"


@pytest.mark.parametrize(
    ("wrong", "column", "why"),
    [
        (row(7, upn="Y800400126001"), "upn", "The check letter of this UPN does not fit its digits"),
        (row(7, upn="12345"), "upn", "A UPN is one letter and 12 digits, like X800400126001"),
        (row(7, upn=" "), "upn", "Enter the UPN"),
        (row(7, half="noon"), "session", "Write AM or PM"),
        (row(7, code="H"), "code", "'H' is not an attendance code in use since 19 August 2024"),
        (row(7, code=" "), "code", "There is no code: leave the row out, so that the session stays unknown"),
        (row(7, on="2026-10-06"), "date", "6 October 2026 has not come yet"),
        (row(7, on="2026-09-26"), "date", "26 September 2026 was not a school day: Saturday"),
        (row(7, on="2026-02-18"), "date", "18 February 2026 was not a school day: half term"),
        (row(7, on="2024-08-16"), "date", "16 August 2024 is before the codes in use since 19 August 2024"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_is_read(wrong: Row, column: str, why: str) -> None:
    read = read_rows([row(6), wrong, row(8, on="2026-09-29")], SCHOOL, YEARS, TODAY)
    assert read.bad == [BadRow(7, column, why)]
    assert [each.day.isoformat() for each in read.sessions[UPN]] == ["2026-09-28", "2026-09-29"]
    assert not wrong.upn.strip() or wrong.upn not in why


def test_today_itself_may_be_marked() -> None:
    assert read_rows([row(on="2026-10-05")], SCHOOL, YEARS, TODAY).bad == []


def test_a_session_twice_in_a_file_is_named_with_both_lines() -> None:
    read = read_rows([row(2), row(3), row(4, upn=OTHER), row(9, code="I")], SCHOOL, YEARS, TODAY)
    already = "this pupil's session 28 September 2026 (morning) stands on line 2 already"
    assert read.bad == [BadRow(3, "date", already), BadRow(9, "date", already)]
    assert len(read.sessions[UPN]) == len(read.sessions[OTHER]) == 1


def test_a_closure_may_be_marked_on_a_day_of_no_school() -> None:
    assert read_rows([row(on="2026-02-18", code="#")], SCHOOL, YEARS, TODAY).bad == []


def test_a_year_without_term_dates_is_named_and_not_guessed() -> None:
    read = read_rows([row(on="2025-01-14"), row(3)], SCHOOL, YEARS, TODAY)
    assert [(bad.line, bad.column) for bad in read.bad] == [(2, "date")]
    assert "No term dates of the school year 2024/25 are known" in read.bad[0].why
    with pytest.raises(CalendarMissing):
        read_rows([row()], SCHOOL, Almanac.of([]), TODAY)
