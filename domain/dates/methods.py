"""From a day to a deadline: days counted on, months counted on, days counted back."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from domain.calendars import BANK_HOLIDAYS_VERSION, ONE_DAY, DayNote, day_words, working_day
from domain.dates.counting import corresponding_date, count, every_day, joined
from domain.dates.rule import DateNotPossible, Question, Unit
from domain.deadline import Deadline, Stretch

NO_VERSION = "none needed"


def answer(
    question: Question,
    *,
    stretches: tuple[Stretch, ...],
    how: str,
    outcome: tuple[str, ...],
    last_day: date,
    about: date | None = None,
    next_step_from: date | None = None,
    barred_from: date | None = None,
    notes: tuple[str, ...] = (),
    unit: Unit = "calendar",
    version: str = NO_VERSION,
) -> Deadline:
    """A deadline of the rule that was asked. `about` is the day the rule is about where that is not its last day."""
    rule = question.rule
    return Deadline(
        rule=rule.name,
        label=rule.label,
        source=rule.source,
        start=question.start,
        start_words=rule.starts_from,
        calendar=unit,
        calendar_version=version,
        date=about or last_day,
        last_day=last_day,
        next_step_from=next_step_from,
        barred_from=barred_from,
        stretches=stretches,
        how=how,
        outcome=outcome,
        notes=notes,
    )


def last_day_words(day: date) -> str:
    return f"The last day is {day_words(day)}; it ends at 23:59 UK time."


@dataclass(frozen=True)
class Opens:
    """What the end of the period opens: on the very next day, on the next school day, or `days` later."""

    what: str
    on: Literal["day", "school day"] = "day"
    days: int = 1


@dataclass(frozen=True)
class Days:
    """`number` days counted on, beginning with the start or after it. Weeks are calendar days, seven each."""

    number: int
    unit: Unit = "calendar"
    beginning_with: bool = False
    weeks: bool = False
    opens: Opens | None = None
    about_next: bool = False
    notes: tuple[str, ...] = ()

    @property
    def days(self) -> int:
        return self.number * 7 if self.weeks else self.number

    def __call__(self, question: Question) -> Deadline:
        start, given = question.start, question.given
        version = NO_VERSION
        note = every_day
        if self.unit == "working":
            note, version = working_day, BANK_HOLIDAYS_VERSION
        elif self.unit == "school":
            calendar = question.school_calendar
            note, version = calendar.note, calendar.version
        stretches: tuple[Stretch, ...]
        if given is not None:
            stretches = (Stretch(first=start, last=given, counts=True, why="up to the date the court directed"),)
            how = f"The court directed {day_words(given)}; without that it would be {self._words()}."
        else:
            words = question.rule.starts_from
            stretches = count(start, self.days, note, from_start=self.beginning_with, start_words=words)
            how = f"{self._words()[0].upper()}{self._words()[1:]}."
        last_day = stretches[-1].last
        outcome = [last_day_words(last_day)]
        next_step_from = None
        if self.opens:
            if self.opens.on == "school day":
                next_step_from = question.school_calendar.next_school_day(last_day)
            else:
                next_step_from = last_day + timedelta(days=self.opens.days)
            outcome.append(f"From {day_words(next_step_from)} {self.opens.what}.")
        return answer(
            question,
            stretches=stretches,
            how=how,
            outcome=tuple(outcome),
            last_day=last_day,
            about=next_step_from if self.about_next else None,
            next_step_from=next_step_from,
            notes=self.notes,
            unit=self.unit,
            version=version,
        )

    def _words(self) -> str:
        if self.number == 0:
            return "the same day"
        unit = "week" if self.weeks else f"{self.unit} day"
        number = f"{self.number} {unit}{'' if self.number == 1 else 's'}"
        return f"{number}, {'beginning with that day' if self.beginning_with else 'counted after that day'}"


@dataclass(frozen=True)
class Months:
    """To the same date `number` months on, or that month's end; on to a working day only where the rule says so."""

    number: int
    to_working_day: bool = False
    bars: str | None = None
    notes: tuple[str, ...] = ()

    def __call__(self, question: Question) -> Deadline:
        start = question.start
        same_date = corresponding_date(start, self.number)
        days = [(start, DayNote(False, question.rule.starts_from))]
        days += [
            (start + timedelta(days=n), DayNote(True, "within the period"))
            for n in range(1, (same_date - start).days + 1)
        ]
        last_day = same_date
        if self.to_working_day:
            while not working_day(last_day).counts:
                last_day += ONE_DAY
                seen = working_day(last_day)
                days.append((last_day, DayNote(False, "the next working day" if seen.counts else seen.why)))
        how = f"{self.number} month{'' if self.number == 1 else 's'}, to the same date: {day_words(same_date)}."
        if same_date.day != start.day:
            how = f"{how.split(',')[0]}, to {day_words(same_date)}, the end of a month that has no day {start.day}."
        if last_day != same_date:
            how += f" That is not a working day ({working_day(same_date).why}), so the last day moves to the next one."
        outcome = [last_day_words(last_day)]
        barred_from = None
        if self.bars:
            barred_from = last_day + ONE_DAY
            outcome.append(f"From {day_words(barred_from)} {self.bars}.")
        return answer(
            question,
            stretches=joined(days),
            how=how,
            outcome=tuple(outcome),
            last_day=last_day,
            barred_from=barred_from,
            notes=self.notes,
            unit="working" if self.to_working_day else "calendar",
            version=BANK_HOLIDAYS_VERSION if self.to_working_day else NO_VERSION,
        )


@dataclass(frozen=True)
class DaysBefore:
    """`number` calendar days counted back from the day named, which is not counted itself."""

    number: int
    notes: tuple[str, ...] = ()

    def __call__(self, question: Question) -> Deadline:
        start = question.start
        last_day = start - timedelta(days=self.number)
        return answer(
            question,
            stretches=(
                Stretch(first=last_day, last=start - ONE_DAY, counts=True, why=f"the {self.number} days before"),
                Stretch(first=start, last=start, counts=False, why=question.rule.starts_from),
            ),
            how=f"{self.number} calendar days, counted back from that day.",
            outcome=(last_day_words(last_day),),
            last_day=last_day,
            notes=self.notes,
        )


@dataclass(frozen=True)
class WorkingDaysBefore:
    """`number` working days counted back from the day named, which is not counted itself."""

    number: int
    notes: tuple[str, ...] = ()

    def __call__(self, question: Question) -> Deadline:
        days = [(question.start, DayNote(False, question.rule.starts_from))]
        day, counted = question.start, 0
        while counted < self.number:
            day -= ONE_DAY
            seen = working_day(day)
            days.append((day, seen))
            counted += seen.counts
        return answer(
            question,
            stretches=joined(days[::-1]),
            how=f"{self.number} working days, counted back from that day.",
            outcome=(last_day_words(day),),
            last_day=day,
            notes=self.notes,
            unit="working",
            version=BANK_HOLIDAYS_VERSION,
        )


def check_given(question: Question) -> None:
    """Raises DateNotPossible for a directed date where the rule knows none, or one before the rule begins to run."""
    if question.given is None:
        return
    if not question.rule.takes_given:
        raise DateNotPossible(f"{question.rule.label}: no court directs this date.")
    if question.given < question.start:
        raise DateNotPossible(
            f"The date the court directed, {day_words(question.given)}, is before the direction itself."
        )
