"""Days, times and counts as an officer would say them. Today is always an argument."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from domain.deadline import LONDON, uk_day


def day(value: date) -> str:
    """24 November 2026"""
    return f"{value:%-d %B %Y}"


def long_day(value: date) -> str:
    """Tuesday 24 November 2026"""
    return f"{value:%A %-d %B %Y}"


def short_day(value: date, today: date) -> str:
    """Thu 26 Nov, with the year where it is another one."""
    return f"{value:%a %-d %b}" if value.year == today.year else f"{value:%-d %b %Y}"


def clock(instant: datetime) -> str:
    """16:10, by the clock in London."""
    return f"{instant.astimezone(LONDON):%H:%M}"


def moment(instant: datetime, today: date) -> str:
    """today at 16:10; 24 November 2026 at 16:10"""
    return f"{near(uk_day(instant), today)} at {clock(instant)}"


def near(value: date, today: date) -> str:
    """today, yesterday, tomorrow, or the day."""
    return {0: "today", 1: "tomorrow", -1: "yesterday"}.get((value - today).days) or day(value)


def due(value: date, today: date) -> str:
    """2 days late, today, tomorrow, Thu 26 Nov"""
    late = (today - value).days
    if late > 0:
        return f"{count(late, 'day')} late"
    return near(value, today) if late >= -1 else short_day(value, today)


def due_long(value: date, today: date) -> str:
    """Due today, Tuesday 24 November 2026; was due on Friday 20 November 2026"""
    if value < today:
        return f"Was due on {long_day(value)}"
    return f"Due {near(value, today)}, {long_day(value)}" if value - today <= timedelta(days=1) else long_day(value)


def count(number: int, thing: str, things: str = "") -> str:
    """1 day, 12 days"""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


def listed(words: Iterable[str], last: str = "and") -> str:
    """a, b and c"""
    *first, end = list(words) or [""]
    return f"{', '.join(first)} {last} {end}" if first else end


def named(name: str, born: date | None, today: date) -> str:
    """Kai Example, 9"""
    if born is None:
        return name
    return f"{name}, {today.year - born.year - ((today.month, today.day) < (born.month, born.day))}"


def first_upper(words: str) -> str:
    """For words that begin a line; what follows keeps its own capitals."""
    return words[:1].upper() + words[1:]


def first_lower(sentence: str) -> str:
    """For a sentence that goes on after a colon; an abbreviation keeps its capitals."""
    return sentence if sentence[1:2].isupper() else sentence[:1].lower() + sentence[1:]


def shortened(text: str, most: int) -> tuple[str, bool]:
    """The beginning of a long text, ending with a whole word; whether something was left out."""
    if len(text) <= most:
        return text, False
    return text[:most].rsplit(maxsplit=1)[0].rstrip(" ,;:") + " …", True
