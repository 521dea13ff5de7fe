"""Removing a pupil's name after twenty school days: 2024 regulations reg 9(1)(i), ground I. Guards G23 and G24.

A day counts only if every session the pupil should have attended is G, N or O. One present or other mark breaks the
run; a closure neither counts nor breaks; a missing mark is unknown, and the removal waits until it is filled
(PRACTICE 6.10). Deleting the name is the school's act, judged on the day of deletion.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, ConfigDict

from domain.calendars import ONE_DAY, Almanac, SchoolCalendar, Span
from domain.date_rules import work_out
from domain.deadline import Deadline
from domain.guards.sources import law, practice
from domain.law.codes import GROUND_I_CODES, Mark
from domain.law.guard import day_words, guard, some_of
from domain.law.sessions import HALVES, Register, Session, Slot, session_words, slot_words
from domain.law.unresolved import still_unresolved
from domain.proceedings.groundwork import Record
from domain.verdict import Verdict
from domain.vocabulary import Word

SCHOOL_DAYS = 20
REG_9 = "School Attendance (Pupil Registration) (England) Regulations 2024 reg 9"
GROUND_I = law(f"{REG_9}(1)(i)")

ORDER_NAMES_SCHOOL = guard(
    "REMOVAL_ORDER",
    "No removal on any ground while an attendance order names the school: it is amended or revoked first (ground A)",
    law(f"{REG_9}(1)(a)", verified=False),
)
G23_RUN = guard("G23_TWENTY_DAYS", "Twenty school days in a row, every session coded G, N or O", GROUND_I)
G23_MISSING = guard(
    "G23_MISSING_MARK", "A session without a mark is unknown: it is filled first", practice("6.10"), absolute=True
)
G23_UNRESOLVED = guard("G23_UNRESOLVED", "Code N is changed within five school days", practice("6.10"))
G23_UNABLE = guard(
    "G23_SICKNESS",
    "No reasonable grounds to believe that sickness or an unavoidable cause keeps the child away",
    GROUND_I,
)
G23_ENQUIRIES = guard("G23_ENQUIRIES", "School and authority have both made reasonable enquiries", GROUND_I)
G24_RETURN = guard(
    "G24_RETURN",
    "The school's deletion return reaches the authority before the name is deleted, or with it",
    law(f"{REG_9}; reg 13", verified=False),
)
GUARDS = (ORDER_NAMES_SCHOOL, G23_RUN, G23_MISSING, G23_UNRESOLVED, G23_UNABLE, G23_ENQUIRIES, G24_RETURN)


class Counts(Word):
    """What one school day does to the run."""

    COUNTS = "counts", "Counts"
    BREAKS = "breaks", "Breaks the run"
    CLOSED = "closed", "School closed: neither counts nor breaks"
    UNKNOWN = "unknown", "A mark is missing"


class Enquiries(Word):
    """What the joint enquiries of school and authority came to."""

    NOT_FOUND = "not-found", "The child was not found"
    WILL_NOT_RETURN = "will-not-return", "The child was found, and both agree that it will not attend again"


class Asked(Record):
    """What is on record when a school asks to remove a name under ground I.

    `unable` is whether there are grounds to believe in sickness or an unavoidable cause; `order` names an attendance
    order that names this school.
    """

    by_school: bool = False
    by_authority: bool = False
    outcome: Enquiries | None = None
    unable: bool | None = None
    return_received_on: date | None = None
    order: str = ""


class RunDay(BaseModel):
    """One school day of the run and what it does, with its marks."""

    model_config = ConfigDict(frozen=True)

    day: date
    counts: Counts
    marks: tuple[Session, ...] = ()
    missing: tuple[Slot, ...] = ()


class Run(BaseModel):
    """The school days before a deletion, back to the last that broke the run; oldest first."""

    model_config = ConfigDict(frozen=True)

    days: tuple[RunDay, ...]
    broken_on: date | None = None

    @property
    def known(self) -> "Run":
        """What is left of it after the last day on which a mark is missing."""
        last_gap = max((n for n, day in enumerate(self.days) if day.counts is Counts.UNKNOWN), default=-1)
        return Run(days=self.days[last_gap + 1 :], broken_on=self.broken_on)

    @property
    def counted(self) -> int:
        return sum(day.counts is Counts.COUNTS for day in self.days)

    @property
    def first(self) -> date | None:
        """The first day of absence; one that only a missing mark keeps from counting may be it."""
        return next((day.day for day in self.days if day.counts is not Counts.CLOSED), None)

    @property
    def missing(self) -> tuple[Slot, ...]:
        return tuple(slot for day in self.days for slot in day.missing)

    @property
    def closures(self) -> tuple[date, ...]:
        return tuple(day.day for day in self.days if day.counts is Counts.CLOSED)


def judged(day: date, register: Register) -> RunDay:
    """What one school day does to the run."""
    marks = register.on(day)
    expected = [mark for mark in marks if mark.meaning.mark is not Mark.CLOSED]
    missing = tuple(Slot(day, half) for half in HALVES if register.mark(Slot(day, half)) is None)
    if any(mark.code not in GROUND_I_CODES for mark in expected):
        return RunDay(day=day, counts=Counts.BREAKS, marks=marks)
    if missing:
        return RunDay(day=day, counts=Counts.UNKNOWN, marks=marks, missing=missing)
    return RunDay(day=day, counts=Counts.COUNTS if expected else Counts.CLOSED, marks=marks)


def run_before(day: date, register: Register, calendar: SchoolCalendar) -> Run:
    """The run as it stands on the morning of `day`. Raises CalendarMissing."""
    days: list[RunDay] = []
    back, earliest = day - ONE_DAY, min((session.day for session in register.sessions), default=day)
    while back >= earliest:
        if calendar.is_school_day(back):
            judgment = judged(back, register)
            if judgment.counts is Counts.BREAKS:
                return Run(days=tuple(reversed(days)), broken_on=back)
            days.append(judgment)
        back -= ONE_DAY
    return Run(days=tuple(reversed(days)))


def twentieth_day(run: Run, almanac: Almanac, school: str) -> Deadline | None:
    """When the twenty days from the first of this run are complete, if they go on as they are; closures that the
    register shows are not counted. None where no run has begun. Raises CalendarMissing.
    """
    if run.first is None:
        return None
    own = almanac.school(school)
    closed = tuple(Span(first=day, last=day) for day in run.closures)
    kept = own.model_copy(update={"closures": (*own.closures, *closed)})
    return work_out("removal-from-roll", run.first, Almanac.of([kept]), school)


@dataclass(frozen=True, kw_only=True)
class Removing:
    """A deletion under ground I, on a day."""

    asked: Asked
    on: date
    register: Register
    almanac: Almanac


def removing(step: Removing) -> Iterator[Verdict]:
    """Everything that stands in the way of deleting the name on `step.on`. Raises CalendarMissing."""
    yield from no_order_names(step.asked.order)
    yield from twenty_days(step.on, step.register, step.almanac)
    yield from enquiries(step.asked)
    received = step.asked.return_received_on
    if received is None or received > step.on:
        yield G24_RETURN.refuse("The deletion return has not reached the authority", needs="the school's return")


def no_order_names(order: str) -> Iterator[Verdict]:
    """Asked first, whatever the ground (PRACTICE 6.9)."""
    if order:
        yield ORDER_NAMES_SCHOOL.refuse(
            "A school attendance order names this school", needs="amend or revoke the order first"
        )


def twenty_days(on: date, register: Register, almanac: Almanac) -> Iterator[Verdict]:
    """G23. On the twentieth day itself it is not yet complete; the next school day is the first."""
    run = run_before(on, register, almanac.school(register.school))
    complete = _opens(run.known, almanac, register.school) if run.known.counted >= SCHOOL_DAYS else None
    if complete is None or complete > on:
        yield from _not_yet(run, complete or _opens(run, almanac, register.school))
    marks = [mark for day in run.known.days for mark in day.marks]
    if overdue := list(still_unresolved(marks, on, almanac, register.school)):
        yield G23_UNRESOLVED.refuse(
            f"Still coded N after five school days: {session_words(overdue)}",
            needs="ask the school to record what these absences were",
        )


def _not_yet(run: Run, opens: date | None) -> Iterator[Verdict]:
    """Too few days, or marks that would decide it are missing, or both."""
    if run.missing and run.known.counted < SCHOOL_DAYS:
        yield G23_MISSING.refuse(
            f"No mark for {some_of(slot_words(slot) for slot in run.missing)}", needs="ask the school to fill them"
        )
        if sum(day.counts is not Counts.CLOSED for day in run.days) >= SCHOOL_DAYS:
            return
    broken = f", after a break on {day_words(run.broken_on)}" if run.broken_on else ""
    yield G23_RUN.refuse(
        f"{run.known.counted} of twenty school days are complete{broken}",
        opens_on=opens,
        needs="twenty school days in a row",
    )


def _opens(run: Run, almanac: Almanac, school: str) -> date | None:
    deadline = twentieth_day(run, almanac, school)
    return deadline.next_step_from if deadline else None


def enquiries(asked: Asked) -> Iterator[Verdict]:
    if not (asked.by_school and asked.by_authority and asked.outcome):
        yield G23_ENQUIRIES.refuse(
            "The joint enquiries are not complete", needs="the enquiries of both, and what they came to"
        )
    if asked.unable is None:
        yield G23_UNABLE.refuse(
            "Nobody has recorded whether sickness or an unavoidable cause keeps the child away", needs="record it"
        )
    elif asked.unable:
        yield G23_UNABLE.refuse(
            "There are grounds to believe that sickness or an unavoidable cause keeps the child away",
            needs="another way than removal",
        )
