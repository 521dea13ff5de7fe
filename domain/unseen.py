"""How long nobody has seen the child: the clocks that escalate it (DOMAIN 4)."""

from datetime import date

from domain.calendars import CalendarMissing
from domain.clock import Clock, start_clock
from domain.facts import Facts


def unseen_clocks(facts: Facts, process: str, since: date | None, school: str, basis: tuple[int, str]) -> list[Clock]:
    """From the first day nobody saw the child: ten and twenty school days (DOMAIN 4). None where no calendar can
    count them.
    """
    if since is None:
        return []
    try:
        return [
            start_clock(rule, since, facts.almanac, process=process, school=school or None, basis=basis)
            for rule in ("unseen-amber", "unseen-police")
        ]
    except CalendarMissing:
        return []
