"""The clocks of a tracing: the school's last day, reminders, and searches of the lost pupils' area, weekly and then
monthly. None closes anything; each asks somebody to do the next thing.
"""

from datetime import date

from domain.case_file import Task
from domain.clock import Clock, start_clock
from domain.entry import Consequences
from domain.facts import Facts
from domain.guards.lost_file import undecided
from domain.proceedings import Tracing

FILE, REMINDER, WEEKLY, MONTHLY = "lost-pupil-file", "lost-file-reminder", "lost-search-weekly", "lost-search-monthly"
RULES = frozenset({FILE, REMINDER, WEEKLY, MONTHLY})
SEARCH = "lost-search"
WEEKLY_SEARCHES = 4
LATE, REMIND, DECIDE, LOOK = "lost-file-late", "remind-school", "decide-lost-file", "search-lost-pupils"
SEEN_THERE = "lost-file-seen"


def clock_of(facts: Facts, tracing: Tracing, rule: str, start: date) -> Clock:
    """Searches have one clock under one name, whichever rule counts it. Raises CalendarMissing."""
    name = SEARCH if rule in (WEEKLY, MONTHLY) else rule
    return start_clock(
        rule,
        start,
        facts.almanac,
        process=f"{facts.case.ref}/{tracing.name}",
        name=f"{tracing.name}:{name}",
        school=tracing.school if rule == FILE else None,
    )


def next_search(facts: Facts, tracing: Tracing, start: date, done: int) -> Clock:
    """Weekly while fewer than four searches are done, then monthly (policy)."""
    return clock_of(facts, tracing, WEEKLY if done < WEEKLY_SEARCHES else MONTHLY, start)


def tracing_passed(facts: Facts, clock: Clock, seq: int) -> Consequences:
    """What one of them asks for when it passes. A reminder and a search come again by themselves."""
    tracing = facts.case.proceeding(clock.process)
    if not isinstance(tracing, Tracing):
        raise LookupError("no tracing")
    rule = clock.deadline.rule
    if rule in (WEEKLY, MONTHLY):
        again = clock_of(facts, tracing, rule, clock.last_day)
        task = _task(facts, seq, LOOK, "Search the lost pupils' area for this child", "record-lost-search", clock)
        return Consequences(clocks=[again], tasks=[task])
    clocks = [clock_of(facts, tracing, REMINDER, clock.last_day)] if rule == REMINDER else []
    if undecided(facts.case, tracing):
        return Consequences(clocks=clocks, tasks=[lead_decides(facts, seq, clock.name)])
    if rule == REMINDER:
        title = "Remind the school to upload its lost-pupil file"
        return Consequences(clocks=clocks, tasks=[_task(facts, seq, REMIND, title, "record-lost-reminder", clock)])
    title = "The school has not uploaded its lost-pupil file in time: ask its head"
    late = _task(facts, seq, LATE, title, "record-lost-reminder", clock)
    told = _task(facts, seq, "deadline-passed", f"Deadline passed: {clock.label}", "finish-task", clock)
    return Consequences(tasks=[late, told.model_copy(update={"audience": "supervisor"})])


def lead_decides(facts: Facts, seq: int, subject: str) -> Task:
    """Until then nobody asks the school for a file (PRACTICE 7.5)."""
    return Task(
        id=f"T{seq}-{DECIDE}",
        name=DECIDE,
        title="Decide as safeguarding lead whether a lost-pupil file may be asked for",
        why="A flag is open on this case",
        action="decide-lost-file",
        due_on=facts.today,
        audience="supervisor",
        subject=subject,
    )


def _task(facts: Facts, seq: int, name: str, title: str, action: str, clock: Clock) -> Task:
    return Task(
        id=f"T{seq}-{name}",
        name=name,
        title=title,
        why=f"{clock.label}: the last day was {clock.last_day:%-d %B %Y}",
        action=action,
        due_on=facts.today,
        subject=clock.name,
    )
