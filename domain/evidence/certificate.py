"""The head teacher's certificate of attendance: every session of the period with its code, and which are relied on
(Education Act 1996 s.566; PRACTICE 7.1).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from pydantic import BaseModel, ConfigDict

from domain.calendars import Almanac, CalendarMissing
from domain.case_file import CaseFile
from domain.guards.dates import refused
from domain.guards.guard import guard
from domain.guards.sources import law, practice
from domain.law.codes import CODES, Mark
from domain.law.guard import day_words
from domain.law.sessions import HALVES, Register, Session, Slot, session_words, slot_words
from domain.proceedings import Prosecution
from domain.verdict import Verdict

EA_566 = law("Education Act 1996 s.566", verified=False)
NO_SESSIONS = guard(
    "NOTHING_TO_CERTIFY", "A certificate of attendance is about the sessions that a charge relies on", EA_566
)
MARK_MISSING = guard(
    "MARK_MISSING", "Every session of the period has a mark in the register", practice("6.10, 7.1"), absolute=True
)
REGISTER_MOVED = guard(
    "REGISTER_MOVED",
    "The register still says of every session relied on what it said when it was chosen",
    practice("6.11, 7.1"),
    absolute=True,
)
_YEAR_BEGINS = (9, 1)  # 1 September; the register is of school years


class CertifiedDay(BaseModel):
    """`am` and `pm` are codes, empty where there was no session; `relied_on` names the halves that the charge uses."""

    model_config = ConfigDict(frozen=True)

    day: date
    am: str = ""
    pm: str = ""
    relied_on: tuple[str, ...] = ()


class Certified(BaseModel):
    """`totals` counts every code; `sessions` leaves out those on which the school was closed or the pupil not due."""

    model_config = ConfigDict(frozen=True)

    first: date
    last: date
    days: tuple[CertifiedDay, ...]
    totals: tuple[tuple[str, int], ...]
    sessions: int
    attended: int
    unauthorised: int
    relied_on: int


def period_of(charge: Prosecution) -> tuple[date, date]:
    """From the first to the last session relied on, both included. Raises ValueError where there is none."""
    days = [mark.day for mark in charge.sessions]
    return min(days), max(days)


def school_year(charge: Prosecution, register: Register) -> tuple[date, date]:
    """From 1 September before the last session relied on to the last day that the register has of that school year."""
    _, last = period_of(charge)
    begins = date(last.year if (last.month, last.day) >= _YEAR_BEGINS else last.year - 1, *_YEAR_BEGINS)
    ends = date(begins.year + 1, *_YEAR_BEGINS) - timedelta(days=1)
    marked = [mark.day for mark in register.between(begins, ends)]
    return begins, max(marked, default=last)


def may_be_certified(
    charge: Prosecution, register: Register | None, almanac: Almanac, *, whole_year: bool = False
) -> Iterator[Verdict]:
    """What stands in its way: only verdicts that refuse."""
    if not charge.sessions:
        yield NO_SESSIONS.refuse("This prosecution relies on no sessions", needs="a charge about absence")
        return
    if register is None:
        yield refused(
            "NO_REGISTER", "No register of this school is imported for this child", needs="import the register"
        )
        return
    yield from _still_the_same(charge, register)
    if whole_year:
        return  # for information: a missing mark shows as missing
    first, last = period_of(charge)
    try:
        missing = list(register.missing(first, last, almanac.school(charge.school)))
    except CalendarMissing as fault:
        yield refused("CALENDAR_MISSING", str(fault), needs="import the school's calendar")
        return
    if missing:
        some = ", ".join(slot_words(slot) for slot in missing[:4])
        more = f" and {len(missing) - 4} more" if len(missing) > 4 else ""
        yield MARK_MISSING.refuse(f"The register has no mark for {some}{more}", needs="a full import of the register")


def _still_the_same(charge: Prosecution, register: Register) -> Iterator[Verdict]:
    moved = [mark for mark in charge.sessions if (now := register.mark(mark.slot)) is None or now.code != mark.code]
    if moved or any(not each.settled_by for each in charge.recoded):
        which = session_words(moved) if moved else "a session"
        yield REGISTER_MOVED.refuse(
            f"The register has changed since the sessions were chosen: {which}",
            needs="settle what was recoded, or choose the sessions again",
        )


def certified(charge: Prosecution, register: Register, first: date, last: date) -> Certified:
    """Every session that the register has from `first` to `last`, both included, day by day."""
    marks = register.between(first, last)
    relied = charge.slots
    days = tuple(_day(day, marks, relied) for day in sorted({mark.day for mark in marks}))
    counted = Counter(mark.code for mark in marks)
    due = [mark for mark in marks if mark.meaning.mark not in (Mark.CLOSED, Mark.NOT_ON_ROLL, Mark.NOT_REQUIRED)]
    return Certified(
        first=first,
        last=last,
        days=days,
        totals=tuple((code, counted[code]) for code in CODES if counted[code]),
        sessions=len(due),
        attended=sum(mark.meaning.attended for mark in due),
        unauthorised=sum(mark.meaning.mark is Mark.UNAUTHORISED for mark in due),
        relied_on=sum(mark.slot in relied for mark in marks),
    )


def _day(day: date, marks: Sequence[Session], relied: frozenset[Slot]) -> CertifiedDay:
    codes = {mark.half: mark.code for mark in marks if mark.day == day}
    am, pm = (codes.get(half, "") for half in HALVES)
    used = tuple(half.label for half in HALVES if Slot(day, half) in relied)
    return CertifiedDay(day=day, am=am, pm=pm, relied_on=used)


def title_of(certificate: Certified, *, whole_year: bool) -> str:
    what = "Year-to-date certificate of attendance" if whole_year else "Certificate of attendance"
    return f"{what}, {day_words(certificate.first)} to {day_words(certificate.last)}"


def sessions_certified(case: CaseFile, charge: Prosecution) -> int | None:
    """How many sessions relied on the last certificate of this charge has; None where none was made."""
    made = [each for each in case.documents if each.made_for == charge.name and each.certified is not None]
    return made[-1].certified if made else None
