"""How long nobody has seen the child: the clocks that escalate it (DOMAIN 4, PRACTICE 3.1).

Unseen is a child whose whereabouts are not known and whom no professional or known adult has credibly seen since it
last attended. Seeing it, or its attending, ends the clocks; a sighting of an earlier day does not.
"""

from datetime import date, timedelta

from domain.calendars import CalendarMissing
from domain.case_file import CaseFile
from domain.clock import Clock, ClockState, start_clock
from domain.entry import Consequences
from domain.facts import Facts
from domain.missing_calendar import calendar_task
from domain.vocabulary import CaseKind, Stage

UNSEEN = ("unseen-five", "unseen-amber", "unseen-police")
WHEREABOUTS_UNKNOWN = frozenset({CaseKind.CME, CaseKind.CME_LOST})
ONE_DAY = timedelta(days=1)


def unseen_clocks(
    facts: Facts, since: date | None, seq: int, basis: tuple[int, str] | None, school: str = ""
) -> Consequences:
    """From the first day nobody saw the child: five, ten and twenty school days. Where no calendar can count them,
    somebody is told: nothing is guessed.
    """
    if since is None:
        return Consequences()
    school = school or facts.case.child.school
    try:
        clocks = [
            start_clock(rule, since, facts.almanac, process=facts.case.ref, school=school or None, basis=basis)
            for rule in UNSEEN
        ]
    except CalendarMissing as missing:
        return Consequences(tasks=[calendar_task(facts, seq, str(missing))])
    return Consequences(clocks=clocks)


def last_known(case: CaseFile) -> date | None:
    """The last day on which somebody saw the child, or it was in school."""
    days = [sighting.on for sighting in case.sightings]
    if case.attended_on is not None:
        days.append(case.attended_on)
    return max(days, default=None)


def unseen_since(case: CaseFile, asked_on: date | None) -> date | None:
    """The first day from which nobody has seen the child: its first day absent, else the day on which we were first
    asked about a child whose whereabouts nobody knows. None where it has been seen since, or is not missing.
    """
    known, first = last_known(case), case.child.first_absent_on
    if first is not None and (known is None or known < first):
        return first
    if asked_on is None or case.kind not in WHEREABOUTS_UNKNOWN:
        return None
    return asked_on if known is None or known < asked_on else None


def whereabouts_unknown(case: CaseFile) -> bool:
    """Whether nobody knows where the child is: not where somebody has reached its family."""
    return case.kind in WHEREABOUTS_UNKNOWN and (case.reached_on is None or case.stage is Stage.DORMANT)


def lost_since(case: CaseFile) -> date | None:
    """The same for a child that cannot be found: from the day after it was last seen, else from the referral on."""
    known = last_known(case)
    return unseen_since(case, case.opened_on) or (known + ONE_DAY if known else case.opened_on)


def ended_by(case: CaseFile, seen_on: date) -> list[str]:
    """The clocks that a sighting on that day ends: those that began on it or before."""
    return [
        clock.name
        for clock in case.clocks
        if clock.name in UNSEEN
        and clock.state in (ClockState.RUNNING, ClockState.PAUSED)
        and clock.deadline.start <= seen_on
    ]


def counting(case: CaseFile) -> bool:
    """Whether the clocks run, or have run out with nobody having seen the child since they began."""
    return any(clock.name in UNSEEN and (clock.running or _ran_out(case, clock)) for clock in case.clocks)


def ten_days(case: CaseFile) -> bool:
    """Whether ten school days have passed without a sighting."""
    return any(clock.name == "unseen-amber" and _ran_out(case, clock) for clock in case.clocks)


def _ran_out(case: CaseFile, clock: Clock) -> bool:
    known = last_known(case)
    return clock.state is ClockState.PASSED and (known is None or known < clock.deadline.start)
