"""When the office answers: London time, working days only."""

from datetime import UTC, datetime, time

import pytest

from domain.deadline import LONDON
from domain.office_hours import OfficeHours

OFFICE = OfficeHours(time(8, 30), time(17))


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (datetime(2026, 11, 24, 8, 29, 59, tzinfo=LONDON), False),
        (datetime(2026, 11, 24, 8, 30, tzinfo=LONDON), True),
        (datetime(2026, 11, 24, 16, 59, 59, tzinfo=LONDON), True),
        (datetime(2026, 11, 24, 17, 0, tzinfo=LONDON), False),
        (datetime(2026, 11, 28, 12, 0, tzinfo=LONDON), False),  # a Saturday
        (datetime(2026, 12, 25, 12, 0, tzinfo=LONDON), False),  # a bank holiday
        (datetime(2026, 7, 1, 7, 45, tzinfo=UTC), True),  # a quarter to nine in summer
        (datetime(2026, 1, 7, 7, 45, tzinfo=UTC), False),  # and not in winter
    ],
)
def test_the_office_is_open(at: datetime, is_open: bool) -> None:
    assert OFFICE.open_at(at) is is_open


def test_a_time_without_a_zone_is_no_instant() -> None:
    with pytest.raises(ValueError, match="time zone"):
        OFFICE.open_at(datetime(2026, 11, 24, 12))  # noqa: DTZ001
