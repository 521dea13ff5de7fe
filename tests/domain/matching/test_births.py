"""Dates of birth that are one date mistaken."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.matching.births import Birth, compare_births, near_births

BORN = date(2015, 3, 4)


@pytest.mark.parametrize(
    ("other", "how"),
    [
        (date(2015, 3, 4), Birth.EQUAL),
        (date(2015, 4, 3), Birth.TURNED),
        (date(2015, 3, 5), Birth.DIGIT),
        (date(2015, 3, 14), Birth.DIGIT),
        (date(2014, 3, 4), Birth.YEAR),
        (date(2051, 3, 4), Birth.EXCHANGED),
        (date(2012, 3, 4), Birth.DIGIT),
        (date(2015, 1, 1), Birth.NEW_YEAR),
        (date(2016, 1, 1), Birth.NEW_YEAR),
        (date(2005, 3, 4), Birth.DIFFERENT),
        (date(2015, 9, 28), Birth.DIFFERENT),
        (date(1985, 3, 4), Birth.DIFFERENT),
    ],
)
def test_how_two_dates_differ(other: date, how: Birth) -> None:
    for births in (compare_births(BORN, other), compare_births(other, BORN)):
        assert births is not None
        assert births.how is how


def test_an_unknown_date_is_no_difference() -> None:
    assert compare_births(BORN, None) is None
    assert compare_births(None, None) is None


def test_the_first_of_january_says_little() -> None:
    births = compare_births(date(2015, 1, 1), date(2015, 1, 1))
    assert births is not None
    assert births.new_year


@given(st.dates(date(2000, 1, 1), date(2030, 12, 31)), st.data())
def test_every_slip_is_asked_for(born: date, data: st.DataObject) -> None:
    near = list(near_births(born))
    assert born in near
    assert len(near) == len(set(near)) <= 45
    other = data.draw(st.sampled_from(near))
    births = compare_births(born, other)
    assert births is not None
    assert births.how is not Birth.DIFFERENT or abs(born.year - other.year) <= 9


@given(st.dates(date(2005, 1, 1), date(2025, 12, 31)), st.dates(date(2005, 1, 1), date(2025, 12, 31)))
def test_what_is_judged_a_slip_is_asked_for(a: date, b: date) -> None:
    births = compare_births(a, b)
    assert births is not None
    if births.how in (Birth.EQUAL, Birth.TURNED, Birth.YEAR):
        assert b in set(near_births(a))
