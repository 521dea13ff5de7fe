"""The schools' registers: imported, recoded, imported again, and what leaned on a session that was recoded."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from domain.law.sessions import Half, Slot
from records.database import engine_of, transaction
from records.registers import RegisterReport, import_register, register_of
from records.table_file import FileRefused
from records.tables import CalendarSpanRow

SCHOOL, UPN, OTHER = "800/4001", "X800400126001", "A800400126003"
# A Monday in a term that is over, whatever year it is.
MONDAY = date(datetime.now(UTC).year - 1, 9, 1) + timedelta(weeks=2)
MONDAY -= timedelta(days=MONDAY.weekday())
NOW = datetime.combine(MONDAY + timedelta(weeks=8), datetime.min.time(), UTC)


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    made = engine_of(database)
    with transaction(made) as session:
        first, last = MONDAY - timedelta(days=7), MONDAY + timedelta(weeks=11, days=4)
        session.add(CalendarSpanRow(school="", kind="term", version=1, first=first, last=last))
    yield made
    made.dispose()


def imported(
    engine: Engine,
    folder: Path,
    *rows: str,
    school: str = SCHOOL,
    header: str = "upn,date,session,code",
    **at: datetime,
) -> RegisterReport:
    file = folder / "register.csv"
    file.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    with transaction(engine) as session:
        return import_register(session, file, now=at.get("now", NOW), school=school)


def line(day: date = MONDAY, half: str = "AM", code: str = "G", upn: str = UPN) -> str:
    return f"{upn},{day:%d/%m/%Y},{half},{code}"


def test_sessions_arrive_and_the_same_file_again_changes_nothing(engine: Engine, folder: Path) -> None:
    rows = [line(), line(half="pm", code="o"), line(MONDAY + timedelta(days=1), code="/")]
    first = imported(engine, folder, *rows)
    assert (first.added, first.changed, first.unchanged, first.refused) == (3, 0, 0, [])
    again = imported(engine, folder, *rows)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 3)
    with transaction(engine) as session:
        register = register_of(session, UPN)
    assert register.school == SCHOOL
    assert [session.code for session in register.sessions] == ["G", "O", "/"]


def test_every_bad_row_is_named_and_the_good_ones_stand(engine: Engine, folder: Path) -> None:
    report = imported(
        engine,
        folder,
        line(),
        line(half="noon"),
        line(half="PM", code="Q9"),
        line(MONDAY + timedelta(days=5)),
        line(upn="X800400126002"),
        line(),
        f"{UPN},30/02/2026,AM,G",
        line(MONDAY + timedelta(weeks=10)),
    )
    assert (report.added, [fault.line for fault in report.refused]) == (1, [3, 4, 5, 6, 7, 8, 9])
    assert [fault.column for fault in report.refused] == ["session", "code", "date", "upn", "date", "date", "date"]
    assert not any(UPN in fault.words for fault in report.refused)


def test_a_recoded_session_keeps_every_earlier_code(engine: Engine, folder: Path) -> None:
    imported(engine, folder, line(code="N"))
    report = imported(engine, folder, line(code="O"), now=NOW + timedelta(days=1))
    assert (report.added, report.changed, report.unchanged) == (0, 1, 0)
    imported(engine, folder, line(code="I"), now=NOW + timedelta(days=2))
    with transaction(engine) as session:
        mark = register_of(session, UPN, SCHOOL).mark(Slot(MONDAY, Half.AM))
    assert mark is not None
    assert mark.code == "I"
    days = [NOW.date() + timedelta(days=1), NOW.date() + timedelta(days=2)]
    assert [(each.code, each.on) for each in mark.recoded_from] == list(zip("NO", days, strict=True))


def test_pupils_and_schools_are_kept_apart(engine: Engine, folder: Path) -> None:
    header = "school,upn,date,session,code"
    rows = [
        f"800/4001,{line()}",
        f"800/4002,{line(MONDAY + timedelta(days=1))}",
        f"800/4001,{line(upn=OTHER, code='I')}",
    ]
    assert imported(engine, folder, *rows, header=header, school="").added == 3
    with transaction(engine) as session:
        assert [mark.code for mark in register_of(session, OTHER).sessions] == ["I"]
        assert register_of(session, UPN).school == "800/4002"  # where the pupil was marked last
        assert register_of(session, UPN, "800/4001").sessions[0].day == MONDAY


def test_a_file_that_does_not_say_its_school_is_named_row_by_row(engine: Engine, folder: Path) -> None:
    report = imported(engine, folder, line(), school="")
    assert [fault.column for fault in report.refused] == ["school"]


def test_a_school_without_any_calendar_is_refused_and_nothing_is_stored(engine: Engine, folder: Path) -> None:
    with transaction(engine) as session:
        session.execute(text("delete from calendar_span"))
    with pytest.raises(FileRefused):
        imported(engine, folder, line())
    with transaction(engine) as session:
        assert register_of(session, UPN).sessions == ()


def test_a_hundred_thousand_sessions_come_in_once(engine: Engine, folder: Path) -> None:
    days = [MONDAY + timedelta(weeks=week, days=day) for week in range(7) for day in range(5)]
    halves = [(day, half) for day in days for half in ("AM", "PM")]
    upns = [f"A8004{pupil:07}A" for pupil in range(1430)]
    rows = [line(day, half, "G", upn) for upn in upns for day, half in halves][:100_000]
    for expected in ("added", "unchanged"):
        report = imported(engine, folder, *rows)
        assert getattr(report, expected) == 100_000
