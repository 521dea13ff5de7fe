"""A calendar feed (RFC 5545). It may stand on a telephone that others look at: each entry is a reference and one of a
fixed list of words, and nothing else (PRACTICE 8.14).
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from icalendar import Calendar, Event

from records.feeds import FeedLine


class FeedWord(StrEnum):
    """All that a feed ever says beside a reference. None of them tells what the matter is."""

    VISIT = "Visit"
    LETTER = "Letter"
    REVIEW = "Review"
    TASK = "Task"
    DAY = "Last day"


_BY_ACTION = {
    "record-visit": FeedWord.VISIT,
    "plan-visit": FeedWord.VISIT,
    "draft-letter": FeedWord.LETTER,
    "edit-letter": FeedWord.LETTER,
    "approve-letter": FeedWord.LETTER,
    "issue-letter": FeedWord.LETTER,
    "record-posting": FeedWord.LETTER,
    "review-support": FeedWord.REVIEW,
    "review-attendance": FeedWord.REVIEW,
}


def word_of(line: FeedLine) -> FeedWord:
    """By what is to be done; everything else is a task, or a day that ends something."""
    return _BY_ACTION.get(line.action, FeedWord.TASK if line.task else FeedWord.DAY)


def feed(lines: Iterable[FeedLine], now: datetime) -> bytes:
    """Whole days without time, place, words of anybody's, or an address that leads anywhere."""
    calendar = Calendar()
    calendar.add("prodid", "-//Rollcall//Work//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Work")
    for line in lines:
        event = Event()
        event.add("uid", _uid(line))
        event.add("dtstamp", now)
        event.add("dtstart", line.due_on)
        event.add("dtend", line.due_on + timedelta(days=1))
        event.add("summary", f"{line.case_ref} {word_of(line).value}")
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _uid(line: FeedLine) -> str:
    """The same thing has the same name in every answer; the name says nothing of it."""
    return f"{hashlib.sha256(f'{line.case_ref} {line.item}'.encode()).hexdigest()[:32]}@rollcall"
