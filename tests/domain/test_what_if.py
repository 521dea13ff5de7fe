"""What would follow: the same days as the clocks', one from another, and never a guess."""

from datetime import date

import pytest

from domain.calendars import Almanac
from domain.date_rules import RULES, work_out
from domain.what_if import EVENTS, what_follows


@pytest.mark.parametrize(
    ("event", "on", "days"),
    [
        # Posted on a Friday: served on the second working day, and the fifteen days of the notice run from then.
        ("post-437", date(2026, 11, 6), [date(2026, 11, 10), date(2026, 11, 24)]),
        ("hand-437", date(2026, 11, 2), [date(2026, 11, 16)]),
        ("penalty", date(2026, 10, 14), [date(2026, 11, 3), date(2026, 11, 10)]),
        ("session", date(2026, 10, 2), [date(2027, 4, 2)]),
    ],
)
def test_the_days_follow_one_from_another(event: str, on: date, days: list[date]) -> None:
    found = list(what_follows(EVENTS[event], on, Almanac.of([]), None))
    assert [each.deadline and each.deadline.last_day for each in found] == days


def test_what_cannot_be_worked_out_says_why_and_nothing_runs_from_it() -> None:
    found = list(what_follows(EVENTS["unseen"], date(2026, 11, 9), Almanac.of([]), None))
    assert [each.deadline is None for each in found] == [True, True, True, True, False]
    assert all("school" in each.why_not for each in found[:4])


def test_every_event_names_rules_that_there_are() -> None:
    for event in EVENTS.values():
        for named in event.rules:
            rule, _, after = named.partition(":")
            assert rule in RULES
            assert after in ("", *(other.partition(":")[0] for other in event.rules))
    assert work_out("suitable-education-notice", date(2026, 11, 2), Almanac.of([])).last_day == date(2026, 11, 16)
