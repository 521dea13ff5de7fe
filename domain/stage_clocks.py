"""Which clocks start when a case enters a stage (DOMAIN 2.1), and the standing review that keeps every open case in
sight.
"""

from datetime import date

from domain.calendars import CalendarMissing
from domain.case_file import Task
from domain.clock import Clock, ClockState, start_clock
from domain.entry import Consequences
from domain.facts import Facts
from domain.vocabulary import Stage

REVIEW = "case-review"
OF_A_STAGE: dict[Stage, tuple[str, ...]] = {
    Stage.REFERRAL: ("triage",),
    Stage.CHECKS: ("checks", "household-check"),
    Stage.CONTACT: ("first-contact", "contact"),
    Stage.SUPPORT: ("support-review",),
    Stage.PLACEMENT: ("placement-offer",),
    Stage.REINTEGRATION: (),
    Stage.DORMANT: (),
    Stage.CLOSED: (),
}
# These do not end with the stage that started them.
OUTLIVE = frozenset({REVIEW, "household-check", "acknowledge-referral", "unseen-amber", "unseen-police", "pause-ends"})


def clock_of(
    facts: Facts,
    rule: str,
    *,
    name: str | None = None,
    label: str | None = None,
    start: date | None = None,
    basis: tuple[int, str] | None = None,
) -> Clock:
    school = facts.case.place.school or facts.case.child.school or None
    return start_clock(
        rule,
        start or facts.today,
        facts.almanac,
        process=facts.case.ref,
        name=name,
        label=label,
        school=school,
        basis=basis,
    )


def support_review(facts: Facts) -> Clock:
    return clock_of(facts, "support-review")


def look_again(facts: Facts, done: int, start: date | None = None) -> Clock:
    """Monthly for three months, then termly (DOMAIN 2.1, stage 10)."""
    return clock_of(
        facts,
        "dormant-monthly" if done < 3 else "dormant-termly",
        name="dormant",
        label="Look for the child again",
        start=start,
    )


def review(facts: Facts, start: date | None = None) -> Clock:
    """Started afresh by every action: a case that nobody has touched comes back by itself (PRACTICE 2.4)."""
    return clock_of(facts, REVIEW, start=start)


def entering(facts: Facts, stage: Stage, day: date, seq: int) -> Consequences:
    """What starts, and what of the earlier stage stops, on entering a stage on `day` as entry `seq`."""
    clocks: list[Clock] = []
    tasks: list[Task] = []
    for rule in OF_A_STAGE[stage]:
        if (
            rule == "household-check"
            and facts.case.household_asked
            and all(child.checked for child in facts.case.household)
        ):
            continue
        try:
            clocks.append(clock_of(facts, rule, start=day))
        except CalendarMissing as missing:
            tasks.append(calendar_task(facts, seq, str(missing)))
    if stage is Stage.REINTEGRATION:
        clocks += _after_start(facts, day)
    if stage is Stage.DORMANT:
        clocks.append(look_again(facts, facts.case.rechecks, day))
    if stage is not Stage.CLOSED:
        clocks.append(review(facts, day))
    started = {clock.name for clock in clocks}
    stop = [
        clock.name
        for clock in facts.case.clocks
        if clock.state in (ClockState.RUNNING, ClockState.PAUSED)
        and clock.name not in started
        and _ends_with_its_stage(clock)
    ]
    return Consequences(clocks=clocks, stop=stop, tasks=tasks)


def _ends_with_its_stage(clock: Clock) -> bool:
    return clock.name not in OUTLIVE and clock.kind == "local" and not clock.name.startswith("visit-")


def _after_start(facts: Facts, day: date) -> list[Clock]:
    """The first day, then 2, 6 and 12 weeks after it (DOMAIN 2.1, stage 5)."""
    starts_on = facts.case.place.starts_on or day
    basis = (facts.case.place.seq, "starts_on") if facts.case.place.seq else None
    first = clock_of(facts, "first-attendance", start=starts_on, basis=basis)
    reviews = [
        clock_of(
            facts, f"reintegration-review-{n}", label=f"Attendance after {weeks} weeks", start=starts_on, basis=basis
        )
        for n, weeks in ((1, 2), (2, 6), (3, 12))
    ]
    return [first, *reviews]


def calendar_task(facts: Facts, seq: int, why: str) -> Task:
    """A date that cannot be counted is never guessed: somebody imports the calendar."""
    return Task(
        id=f"T{seq}-calendar",
        name="calendar-missing",
        title="Import the school calendar: a date cannot be worked out",
        why=why,
        action="finish-task",
        due_on=facts.today,
        audience="supervisor",
    )
