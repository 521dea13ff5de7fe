"""Sessions as a letter lists them."""

from collections.abc import Iterable
from itertools import groupby

from domain.law.sessions import Session
from letters.legal_facts import Absence


def absence_lines(sessions: Iterable[Session]) -> tuple[Absence, ...]:
    """Day by day, the halves of a day together where they were recorded alike."""
    lines = []
    for day, marks in groupby(sorted(sessions, key=lambda mark: (mark.day, mark.half)), key=lambda mark: mark.day):
        for meaning, alike in groupby(marks, key=lambda mark: mark.meaning.meaning):
            lines.append(Absence(day=day, halves=" and ".join(mark.half.label for mark in alike), meaning=meaning))
    return tuple(lines)
