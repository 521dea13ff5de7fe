"""The Department's return: who counts, under which label, and that nothing small or restricted can be read off it."""

import csv
import io
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.census.counted import Counted, counted
from domain.census.figures import LOW, as_csv, faults, figures, safe_cell, suppressed
from domain.census.labels import Band, Breakdown, Said, Sex, Why, YearGroup, band, year_group
from domain.fold import fold_to
from tests.domain.play import Play, at

CENSUS = date(2026, 10, 1)


def test_the_labels_are_the_departments_twenty_reasons_and_eight_bands() -> None:
    assert (len(Why), len(Band), len({each.label for each in Why})) == (20, 8, 20)
    assert [each.label for each in Why] == sorted(each.label for each in Why), "in the order of the tables"


def test_a_band_begins_with_its_lower_bound() -> None:
    edges = {13: "Less than 2 weeks", 14: "2 to 4 weeks", 27: "2 to 4 weeks", 28: "4 to 8 weeks", 55: "4 to 8 weeks",
             56: "8 to 12 weeks", 84: "12 to 26 weeks", 182: "26 to 52 weeks", 363: "26 to 52 weeks",
             364: "Over 52 weeks", 0: "Less than 2 weeks"}  # fmt: skip
    assert {days: band(CENSUS - timedelta(days=days), CENSUS).label for days in edges} == edges
    assert band(date(2026, 8, 20), CENSUS) is Band.TO_8, "S25: 42 days"
    assert (band(None, CENSUS), band(CENSUS + timedelta(days=1), CENSUS)) == (Band.UNKNOWN, Band.UNKNOWN)


def test_year_groups_go_by_the_age_on_31_august() -> None:
    born = {date(2022, 8, 31): "R", date(2021, 9, 1): "R", date(2021, 8, 31): "1", date(2015, 3, 4): "7",
            date(2010, 9, 1): "11", date(2010, 8, 31): "unknown", date(2022, 9, 1): "unknown"}  # fmt: skip
    assert {day: year_group(day, CENSUS).value for day in born} == born
    assert year_group(date(2015, 3, 4), date(2027, 5, 20)) is YearGroup.Y7, "until the school year ends"
    assert year_group(None, CENSUS) is YearGroup.UNKNOWN


def test_of_compulsory_school_age_on_the_day_and_unknown_age_counts() -> None:
    child = Counted(missing=True)
    assert child.counts(CENSUS)
    born = {date(2021, 8, 31): True, date(2021, 9, 1): False, date(2010, 9, 1): True, date(2010, 8, 31): False}
    assert {day: child.model_copy(update={"born": day}).counts(CENSUS) for day in born} == born
    assert not child.model_copy(update={"since": date(2026, 10, 2)}).counts(CENSUS), "not missing yet"


def test_who_is_missing_education_and_who_is_on_a_roll() -> None:
    assert counted(Play().case).missing
    for kind in ("ATT", "EHE", "EXC", "LA-ENQ", "CME-LOST", "EMP"):
        assert not counted(Play(kind=kind).case).missing, kind
    home = Play(kind="EHE")
    home.act("record-return-details", why="unsuitable-home", known="The officer's decision.")
    assert counted(home.case).missing
    lost = Play(kind="CME-LOST")
    lost.case.missing_from = date(2026, 11, 9)
    assert (counted(lost.case).missing, counted(lost.case).since) == (True, date(2026, 11, 9))
    back = at("reintegration")
    assert counted(back.case).missing, "offered and accepted is still missing education"
    back.act("confirm-first-attendance", attended_on=back.today.isoformat(), said_by="Attendance office")
    assert not counted(back.case).missing
    assert not counted(at("closed").case).missing
    assert counted(at("dormant").case).missing


def test_what_is_recorded_for_the_return_counts_from_the_day_it_was_recorded() -> None:
    play = Play("2026-11-09", child={"sex": "F"}, indicators=["protection-plan"])
    play.to("2026-11-12")
    play.act("record-return-details", why="awaiting", since="2026-11-02", plan=True, protection=False, known="Seen.")
    before = counted(fold_to(play.case.ref, play.entries, date(2026, 11, 11)))
    after = counted(fold_to(play.case.ref, play.entries, date(2026, 11, 12)))
    assert (before.why, before.since, before.plan, before.protection) == (
        Why.NOT_RECORDED,
        None,
        Said.UNKNOWN,
        Said.YES,
    )
    assert (after.why, after.since, after.plan, after.protection) == (
        Why.AWAITING, date(2026, 11, 2), Said.YES, Said.NO,
    )  # fmt: skip
    assert after.sex is Sex.FEMALE
    assert play.refused("record-return-details", why="other", since="2027-01-01", known="Seen.") == "FUTURE_DATE"


CHILDREN = st.builds(
    Counted,
    missing=st.booleans(),
    since=st.none() | st.dates(date(2025, 1, 1), date(2027, 1, 1)),
    why=st.sampled_from(Why),
    sex=st.sampled_from(Sex),
    born=st.none() | st.dates(date(2005, 1, 1), date(2025, 1, 1)),
    plan=st.sampled_from(Said),
    protection=st.sampled_from(Said),
)


@given(st.lists(CHILDREN, max_size=60))
def test_every_breakdown_sums_to_the_total_and_no_small_number_can_be_worked_out(children: list[Counted]) -> None:
    found = figures(children, CENSUS)
    assert faults(found) == []
    assert set(found.numbers) == set(Breakdown)
    outside = suppressed(found)
    for by, numbers in outside.numbers.items():
        hidden = [value for value, number in numbers.items() if number is None]
        shown = {value: number for value, number in numbers.items() if number is not None}
        assert all(number == 0 or number >= 6 for number in shown.values())
        others = [number for number in found.numbers[by].values() if number]
        assert len(hidden) != 1 or len(others) == 1, "one alone is the total less the others"
        assert all(found.numbers[by][value] == number for value, number in shown.items())


def test_sums_that_do_not_agree_are_said() -> None:
    found = figures([Counted(missing=True)], CENSUS)
    broken = found.model_copy(update={"total": 2})
    assert len(faults(broken)) == len(Breakdown)
    assert faults(broken)[0] == "Reason: 1 children, and 2 in all"


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+44", "-1", "@SUM(A1)", "\tx", "\rx", "  =1+1"])
def test_no_cell_is_a_formula(name: str) -> None:
    rows = list(csv.reader(io.StringIO(as_csv(figures([Counted(missing=True)], CENSUS), name))))
    assert {row[0][:1] for row in rows[1:]} == {"'"}
    assert safe_cell("Fixture Borough") == "Fixture Borough"
    assert rows[1][1:] == ["2026-10-01", "Total", "Total", "1"]
    assert len(rows) == 2 + sum(len(by.words) for by in Breakdown)
    hidden = list(csv.reader(io.StringIO(as_csv(suppressed(figures([Counted(missing=True)], CENSUS)), name))))
    assert hidden[1][-1] == LOW
