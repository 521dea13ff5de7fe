"""The register of one pupil: in order, each session once, what it was before kept, what is missing unknown."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.law.sessions import HALVES, Half, Register, Session, Slot
from tests.domain.fixture_calendar import SCHOOL
from tests.domain.law.builders import CALENDAR, codes, filled, register, session

day = date.fromisoformat
sessions = st.builds(
    Session,
    day=st.dates(date(2026, 9, 3), date(2026, 9, 20)),
    half=st.sampled_from(HALVES),
    code=st.sampled_from(["/", "G", "N", "O", "U", "I"]),
)
imports = st.lists(sessions, max_size=25, unique_by=lambda each: each.slot)


def test_it_is_in_order_whatever_the_file_was() -> None:
    kept = register([session("2026-09-29"), session("2026-09-28", Half.PM), session("2026-09-28", Half.AM)])
    assert [each.slot for each in kept.sessions] == [
        Slot(day("2026-09-28"), Half.AM),
        Slot(day("2026-09-28"), Half.PM),
        Slot(day("2026-09-29"), Half.AM),
    ]


def test_a_session_given_twice_is_refused() -> None:
    with pytest.raises(ValidationError, match=r"28 September 2026 \(morning\) is given twice"):
        register([session("2026-09-28"), session("2026-09-28", code="I")])


def test_between_includes_both_ends() -> None:
    kept = filled("2026-09-28", "2026-10-02", "G")
    assert len(kept.between(day("2026-09-29"), day("2026-09-30"))) == 4
    assert kept.on(day("2026-09-27")) == ()
    assert len(kept.on(day("2026-10-02"))) == 2


def test_only_school_days_without_a_mark_are_missing() -> None:
    kept = register(codes(("2026-10-23", "O-"), ("2026-11-02", "-O")))
    assert list(kept.missing(day("2026-10-22"), day("2026-11-02"), CALENDAR)) == [
        Slot(day("2026-10-22"), Half.AM),
        Slot(day("2026-10-22"), Half.PM),
        Slot(day("2026-10-23"), Half.PM),
        Slot(day("2026-11-02"), Half.AM),
    ]


def test_a_recoded_session_keeps_what_it_was() -> None:
    first = register([]).merged([session("2026-09-28", code="N")], day("2026-09-28"))
    assert [each.code for each in first.added] == ["N"]
    second = first.register.merged([session("2026-09-28", code="O")], day("2026-10-01"))
    third = second.register.merged([session("2026-09-28", code="I")], day("2026-10-09"))
    assert [(change.was.code, change.now.code) for change in third.recoded] == [("O", "I")]
    kept = third.register.mark(Slot(day("2026-09-28"), Half.AM))
    assert kept is not None
    assert [(was.code, was.on) for was in kept.recoded_from] == [("N", day("2026-10-01")), ("O", day("2026-10-09"))]
    assert not second.added
    assert not third.added


@settings(max_examples=40)
@given(imports, imports)
def test_the_same_import_twice_changes_nothing(first: list[Session], second: list[Session]) -> None:
    once = Register(school=SCHOOL).merged(first, day("2026-10-01")).register.merged(second, day("2026-10-02")).register
    again = once.merged(second, day("2026-10-03"))
    assert again.register is once
    assert not again.added
    assert not again.recoded


@settings(max_examples=40)
@given(imports, imports)
def test_the_latest_import_is_what_the_register_says(first: list[Session], second: list[Session]) -> None:
    start = Register(school=SCHOOL).merged(first, day("2026-10-01")).register
    merged = start.merged(second, day("2026-10-02"))
    expected = {each.slot: each.code for each in first} | {each.slot: each.code for each in second}
    assert {each.slot: each.code for each in merged.register.sessions} == expected
    assert len(merged.added) == len(merged.register.sessions) - len(start.sessions)
    assert Register.model_validate_json(merged.register.model_dump_json()) == merged.register
