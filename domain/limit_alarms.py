"""The six months of a session relied on: told 60, 28, 14, 7, 3 and 1 days before, and when they are over.

One clock for a proceeding: its last day is the limit of the earliest session that can still be charged, it rings at the
next alarm, and each ringing starts it again (PRACTICE 6.4).
"""

from collections.abc import Iterable
from datetime import date, timedelta

from domain.case_file import Task
from domain.clock import Clock
from domain.deadline import end_of, uk_day
from domain.entry import Consequences
from domain.facts import Facts
from domain.law.order_breach import charged_days
from domain.law.time_limit import alarms, chargeable, limit_of
from domain.proceedings import AnyProceeding
from domain.proceedings.penalty_notice import PenaltyNotice
from domain.proceedings.prosecution import Prosecution
from domain.proceedings.relying import Relying

LIMIT = "prosecution-limit"
# Officer, approver and head of legal.
TOLD = ("owner", "supervisor", "legal")


def limit_clock(name: str, ref: str, days: Iterable[date], after: date) -> Clock | None:
    """The clock with its next alarm after that day; None where nothing can be charged on it any more. On the last day
    of one session it still rings the next morning, to say that it is over.
    """
    known = sorted(set(days))
    coming = [alarm.on for alarm in alarms(known, after + timedelta(days=1))]
    kept = chargeable(known, after).kept
    if not kept:
        return None
    limit = limit_of(kept[0])
    day = min([*(on for on in coming), limit.last_day + timedelta(days=1)])
    return Clock(
        name=f"{name}:{LIMIT}",
        process=f"{ref}/{name}",
        label=limit.label,
        deadline=limit,
        rings_at=end_of(day - timedelta(days=1)),
    )


def days_of(proceeding: AnyProceeding, until: date) -> list[date]:
    """Each day that it relies on; of a breach that still lasts, those to `until`."""
    if isinstance(proceeding, PenaltyNotice):
        return proceeding.offence_days
    if isinstance(proceeding, Prosecution) and proceeding.charged is not None:
        return list(charged_days(proceeding.charged, until))
    return [mark.day for mark in proceeding.sessions] if isinstance(proceeding, Relying) else []


def limit_alarm(facts: Facts, clock: Clock, seq: int) -> Consequences:
    """What the ringing of that clock does: everybody is told, and it rings again at the next alarm."""
    name = clock.name.partition(":")[0]
    proceeding = facts.case.proceeding(name)
    today = uk_day(clock.rings_at)  # the first instant of the day of the alarm
    days = days_of(proceeding, today) if proceeding else []
    left = (clock.last_day - today).days
    over = left < 0
    title = (
        f"The six months for a session have run out: {clock.last_day:%-d %B %Y} was the last day to charge"
        if over
        else f"Last day to charge for the earliest session: {clock.last_day:%-d %B %Y}, in {left} days"
    )
    tasks = [
        Task(
            id=f"T{seq}-limit-{audience}",
            name=f"limit-{'over' if over else left}",
            title=title,
            why=clock.label,
            action="finish-task",
            due_on=today,
            urgent=over or left <= 3,
            audience=audience,
            subject=f"{clock.name}:{clock.last_day}",
        )
        for audience in TOLD
    ]
    following = limit_clock(name, facts.case.ref, days, today)
    return Consequences(tasks=tasks, clocks=[following] if following else [])
