"""Absences that are no failure to attend: Education Act 1996 s.444(2A)-(6), each screened before a charge (guard G22).

Every family is asked the same, whatever its background: the travelling defence is about a trade (PRACTICE 1.3).
"""

from collections.abc import Iterator, Sequence
from datetime import date

from pydantic import BaseModel, ConfigDict

from domain.calendars import ONE_DAY, Span
from domain.dates.counting import corresponding_date
from domain.guards.sources import law, practice
from domain.law.guard import guard
from domain.law.sessions import Register
from domain.proceedings.prosecution import Defence, DefenceScreened, Finding
from domain.school_age import birthday
from domain.verdict import Verdict

S444_6 = law("Education Act 1996 s.444(6)")
TRAVELLING_ATTENDANCES = 200  # s.444(6)(c), in the twelve months ending with the institution of proceedings
TRAVELLING_FROM_AGE = 6

G22_UNSCREENED = guard(
    "G22_DEFENCES", "Every defence of s.444 is screened before a charge", practice("6 (defences)"), absolute=True
)
G22_APPLIES = guard(
    "G22_APPLIES",
    "No charge for absences that the law does not treat as a failure to attend",
    law("Education Act 1996 s.444(2A)-(6)"),
)
G22_TRAVELLING = guard(
    "G22_TRAVELLING",
    "A travelling family's 200 attendances in twelve months are counted to the day proceedings begin",
    S444_6,
)
GUARDS = (G22_UNSCREENED, G22_APPLIES, G22_TRAVELLING)


class TravellingFigures(BaseModel):
    """What s.444(6)(c) asks, counted from the register: every attendance at school or an approved place."""

    model_config = ConfigDict(frozen=True)

    year: Span
    attendances: int
    enough: bool


def travelling_figures(register: Register, born: date | None, instituted_on: date) -> TravellingFigures:
    """The twelve months ending with the day of institution. Below the age of six no number is asked."""
    year = Span(first=corresponding_date(instituted_on, -12) + ONE_DAY, last=instituted_on)
    attendances = sum(session.meaning.attended for session in register.between(year.first, year.last))
    six = born is None or birthday(born, TRAVELLING_FROM_AGE) <= instituted_on
    return TravellingFigures(
        year=year, attendances=attendances, enough=not six or attendances >= TRAVELLING_ATTENDANCES
    )


def screened(
    screens: Sequence[DefenceScreened], register: Register | None, born: date | None, instituted_on: date
) -> Iterator[Verdict]:
    """The last word on each defence counts."""
    found = {screen.defence: screen for screen in screens}
    if missing := [defence.label for defence in Defence if not _answered(found.get(defence))]:
        yield G22_UNSCREENED.refuse(
            f"Not screened: {'; '.join(missing)}",
            needs="say of each whether anything suggests it, and why it was ruled out",
        )
    if applies := [screen.defence.label for screen in found.values() if screen.finding is Finding.APPLIES]:
        yield G22_APPLIES.refuse(
            f"It applies: {'; '.join(applies)}", needs="leave those absences out, and screen the rest again"
        )
    travelling = found.get(Defence.TRAVELLING)
    if travelling is None or travelling.attendances is None or register is None:
        return
    figures = travelling_figures(register, born, instituted_on)
    if figures.enough and travelling.finding is Finding.RULED_OUT and travelling.attendances < TRAVELLING_ATTENDANCES:
        yield G22_TRAVELLING.refuse(
            f"It was ruled out on {travelling.attendances} attendances; in the twelve months to the day of the charge "
            f"there are {figures.attendances}",
            needs="screen the travelling defence again",
        )


def _answered(screen: DefenceScreened | None) -> bool:
    return screen is not None and (screen.finding is not Finding.RULED_OUT or bool(screen.reason))
