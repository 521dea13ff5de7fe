"""What a session must be before a notice or a charge may rely on it, on that very date.

School age (G01), an unauthorised code as the register has it now, no supervision order in force, not used before.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from domain.calendars import Almanac
from domain.guards.sources import law, practice
from domain.law.codes import REG_10, Mark
from domain.law.guard import day_words, guard, some_of
from domain.law.sessions import Change, Register, Session, Slot, session_words, slot_words
from domain.law.unresolved import still_unresolved
from domain.proceedings.groundwork import InForce
from domain.proceedings.relying import ReliedOnRecoded, Relying
from domain.school_age import of_school_age
from domain.verdict import Verdict

S444 = law("Education Act 1996 s.444(1)")
SCHEDULE_3 = law("Children Act 1989 Sch.3 para 13", verified=False)

G01_SCHOOL_AGE = guard(
    "G01_SCHOOL_AGE", "The child was of compulsory school age on every date relied on", law("Education Act 1996 s.8")
)
NO_SESSIONS = guard("NO_SESSIONS", "A notice or charge for absence relies on sessions of the register", S444)
NOT_UNAUTHORISED = guard("NOT_UNAUTHORISED", "Only unauthorised absences are evidence: G, N, O and U", S444)
G12_UNRESOLVED = guard(
    "G12_UNRESOLVED", "Code N that has stood for more than five school days is recoded by the school first", REG_10
)
UNDER_SUPERVISION = guard(
    "UNDER_SUPERVISION",
    "No s.444 date while an education supervision order is in force: its directions take the place of that duty",
    SCHEDULE_3,
)
G15_USED = guard(
    "G15_USED_BEFORE",
    "No session is relied on twice against the same parent",
    law("Education Act 1996 s.444A; no one is punished twice for one absence", verified=False),
)
RECODED = guard(
    "RELIED_ON_RECODED",
    "A session recoded since the decision that relies on it blocks the next step until somebody has looked at it",
    practice("6.11"),
    absolute=True,
)
GUARDS = (G01_SCHOOL_AGE, NO_SESSIONS, NOT_UNAUTHORISED, G12_UNRESOLVED, UNDER_SUPERVISION, G15_USED, RECODED)


def of_age(days: Iterable[date], born: date | None, almanac: Almanac, school: str) -> Iterator[Verdict]:
    """G01, on each date relied on and not only on the day of the step (PRACTICE 6.1)."""
    verdicts = [of_school_age(born, day, almanac, school) for day in sorted(set(days))]
    outside = [verdict for verdict in verdicts if not verdict.of_age]
    if outside:
        yield G01_SCHOOL_AGE.refuse(
            f"On {some_of(day_words(verdict.on) for verdict in outside)}: {outside[0].reason}",
            needs="leave these dates out" if born is not None else "evidence of the date of birth",
        )


def unauthorised(relying: Relying, register: Register | None, today: date, almanac: Almanac) -> Iterator[Verdict]:
    """As frozen with the decision, and as the register has each session now. Raises CalendarMissing."""
    if not relying.sessions:
        yield NO_SESSIONS.refuse("No session is relied on", needs="choose the sessions")
        return
    settled = {(change.slot, change.now) for change in relying.recoded if change.settled_by}
    now, unlike = [], []
    for session in relying.sessions:
        mark = register.mark(session.slot) if register else session
        if mark is None or (mark.code != session.code and (mark.slot, mark.code) not in settled):
            unlike.append(session)
        else:
            now.append(mark)
    if unlike:
        yield RECODED.refuse(
            f"The register does not say this now: {session_words(unlike)}", needs="look at these sessions again"
        )
    if other := [session for session in now if session.meaning.mark is not Mark.UNAUTHORISED]:
        yield NOT_UNAUTHORISED.refuse(
            f"Not an unauthorised absence: {session_words(other)}", needs="leave these sessions out"
        )
    if overdue := list(still_unresolved(now, today, almanac, relying.school)):
        yield G12_UNRESOLVED.refuse(
            f"Still coded N after five school days: {session_words(overdue)}",
            needs="ask the school to record what these absences were",
        )


def not_under_supervision(sessions: Sequence[Session], supervision: Sequence[InForce]) -> Iterator[Verdict]:
    """PRACTICE 6.14: none for dates from the making of the order until it ends."""
    if within := [session for session in sessions if any(session.day in order for order in supervision)]:
        yield UNDER_SUPERVISION.refuse(
            f"An education supervision order was in force on these dates: {session_words(within)}",
            needs="leave these sessions out",
        )


def not_used(sessions: Sequence[Session], used: Collection[Slot]) -> Iterator[Verdict]:
    if twice := [session for session in sessions if session.slot in used]:
        yield G15_USED.refuse(
            f"An earlier notice or prosecution already relies on {session_words(twice)}",
            needs="leave these sessions out",
        )


def leaning_on(proceedings: Iterable[Relying], changes: Sequence[Change], on: date) -> Iterator[ReliedOnRecoded]:
    """For every open notice or charge that relies on a recoded session, what it relied on and what it is now.

    Each makes a same-day task and blocks the next step there (PRACTICE 6.11).
    """
    by_slot = {change.was.slot: change for change in changes}
    for proceeding in proceedings:
        if not proceeding.open:
            continue
        for session in proceeding.sessions:
            if change := by_slot.get(session.slot):
                yield ReliedOnRecoded(
                    proceeding=proceeding.name,
                    day=session.day,
                    half=session.half,
                    was=session.code,
                    now=change.now.code,
                    on=on,
                )


def looked_at(proceeding: Relying) -> Iterator[Verdict]:
    if waiting := [change for change in proceeding.recoded if not change.settled_by]:
        named = some_of(f"{slot_words(change.slot)} from {change.was} to {change.now}" for change in waiting)
        yield RECODED.refuse(
            f"The school has recoded a session relied on: {named}",
            needs="look at the change and record what it means for this step",
        )
