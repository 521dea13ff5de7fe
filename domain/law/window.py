"""The national threshold: ten sessions coded G, N, O or U, in any mix, within ten school weeks in a row.

Guidance of August 2024. It asks that a penalty notice be considered; it never drafts one (PRACTICE 1.7, 6.5).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from domain.calendars import Almanac
from domain.law.codes import THRESHOLD_CODES
from domain.law.school_weeks import monday_of, numbered_weeks, week_of
from domain.law.sessions import Register, Session, Slot
from domain.law.unresolved import still_unresolved
from domain.proceedings.groundwork import InForce
from domain.school_age import of_school_age
from domain.vocabulary import Word

SESSIONS = 10
WEEKS = 10


class LeftOut(Word):
    """Why an unauthorised absence does not count towards the threshold."""

    USED = "used", "relied on by an earlier notice or prosecution"
    AGE = "age", "not certainly of compulsory school age"
    SUPERVISED = "supervised", "an education supervision order was in force"
    UNRESOLVED = "unresolved", "coded N for more than five school days: the school must say what it was"


@dataclass(frozen=True)
class Shown:
    """One line of a window: the session, whether it counts, and why or why not."""

    session: Session
    counts: bool
    why: str


@dataclass(frozen=True)
class Window:
    """Ten school weeks in a row, with every marked session in them and those that count.

    `first` is a Monday and `last` the Sunday of the tenth week, or of the last one that the register reaches.
    """

    first: date
    last: date
    weeks: int
    sessions: tuple[Session, ...]
    counted: tuple[Session, ...]
    left_out: Mapping[Slot, LeftOut] = field(repr=False, compare=False)

    @cached_property
    def shown(self) -> tuple[Shown, ...]:
        """Session by session, as evidence. Worked out when somebody looks: most windows are only counted."""
        counted = {session.slot for session in self.counted}
        return tuple(Shown(session, session.slot in counted, self._why(session)) for session in self.sessions)

    def _why(self, session: Session) -> str:
        left_out = self.left_out.get(session.slot)
        return left_out.label if left_out else session.meaning.meaning


@dataclass(frozen=True)
class Findings:
    """Every widest window that reaches the threshold, earliest first, and the absences left out of all of them."""

    windows: tuple[Window, ...] = ()
    left_out: Mapping[Slot, LeftOut] = field(default_factory=dict)

    @property
    def unresolved(self) -> tuple[Slot, ...]:
        """What the school has to recode before it can count."""
        return tuple(slot for slot, why in self.left_out.items() if why is LeftOut.UNRESOLVED)


def find_windows(
    register: Register,
    *,
    born: date | None,
    today: date,
    almanac: Almanac,
    used: Collection[Slot] = frozenset(),
    supervision: Sequence[InForce] = (),
) -> Findings:
    """All windows of one pupil, in one pass over the register. Raises CalendarMissing.

    A window that lies wholly inside another is not given again: each has a session that no earlier one holds.
    """
    absences = [session for session in register.sessions if session.code in THRESHOLD_CODES]
    if not absences:
        return Findings()
    left_out = _left_out(absences, register.school, born, today, almanac, used, supervision)
    counted = [session for session in absences if session.slot not in left_out] if left_out else absences
    windows = _windows(register, counted, almanac, left_out) if len(counted) >= SESSIONS else ()
    return Findings(tuple(windows), left_out)


def reaches_threshold(sessions: Sequence[Session], register: Register, almanac: Almanac) -> bool:
    """Whether ten of exactly these sessions lie within ten school weeks of this register. Raises CalendarMissing."""
    counted = sorted((s for s in sessions if s.code in THRESHOLD_CODES), key=lambda s: (s.day, s.half))
    return len(counted) >= SESSIONS and next(iter(_windows(register, counted, almanac, {})), None) is not None


def _left_out(
    absences: Sequence[Session],
    school: str,
    born: date | None,
    today: date,
    almanac: Almanac,
    used: Collection[Slot],
    supervision: Sequence[InForce],
) -> dict[Slot, LeftOut]:
    why: dict[Slot, LeftOut] = {}
    if used:
        why |= {session.slot: LeftOut.USED for session in absences if session.slot in used}
    for order in supervision:
        why |= {session.slot: LeftOut.SUPERVISED for session in absences if session.day in order}
    if days := _days_not_of_age(absences, born, almanac, school):
        why |= {session.slot: LeftOut.AGE for session in absences if session.day in days}
    for session in still_unresolved(absences, today, almanac, school):
        why.setdefault(session.slot, LeftOut.UNRESOLVED)
    return why


def _days_not_of_age(absences: Sequence[Session], born: date | None, almanac: Almanac, school: str) -> set[date]:
    """School age is one unbroken time: where it covers the first and the last day, it covers all between."""
    if all(of_school_age(born, session.day, almanac, school).of_age for session in (absences[0], absences[-1])):
        return set()
    days = {session.day for session in absences}
    return {day for day in days if not of_school_age(born, day, almanac, school).of_age}


def _windows(
    register: Register, counted: Sequence[Session], almanac: Almanac, left_out: Mapping[Slot, LeftOut]
) -> Iterator[Window]:
    """Two fingers along the sessions that count: one at the first of a window, one behind its last."""
    calendar = almanac.school(register.school)
    numbers = numbered_weeks(register.between(counted[0].day, date.max), calendar)
    in_order = list(numbers)
    number = [numbers[week_of(session.day)] for session in counted]
    behind_last = previous_end = 0
    for first in range(len(counted)):
        if first and number[first] == number[first - 1]:
            continue  # a window begins with the first session of its first week
        while behind_last < len(counted) and number[behind_last] < number[first] + WEEKS:
            behind_last += 1
        if behind_last - first >= SESSIONS and behind_last > previous_end:
            previous_end = behind_last
            weeks = in_order[number[first] : number[first] + WEEKS]
            yield _window(register, counted[first:behind_last], weeks, left_out)


def _window(
    register: Register, counted: Sequence[Session], weeks: Sequence[int], left_out: Mapping[Slot, LeftOut]
) -> Window:
    first, last = monday_of(weeks[0]), monday_of(weeks[-1]) + timedelta(days=6)
    return Window(first, last, len(weeks), register.between(first, last), tuple(counted), left_out)
