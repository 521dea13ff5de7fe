"""Which clocks start when a case enters a stage (DOMAIN 2.1), and the standing review that keeps every open case in
sight.
"""

from datetime import date

from domain.calendars import CalendarMissing
from domain.clock import Clock, ClockState, start_clock
from domain.entry import Consequences, together
from domain.facts import Facts
from domain.missing_calendar import calendar_task
from domain.reviews import OF_REVIEWS
from domain.unseen import UNSEEN, counting, lost_since, unseen_clocks
from domain.vocabulary import Stage

REVIEW, LEAVING = "case-review", "leaving-date"
OF_A_STAGE: dict[Stage, tuple[str, ...]] = {
    Stage.REFERRAL: ("triage",),
    Stage.CHECKS: ("checks", "household-check"),
    Stage.CONTACT: ("first-contact", "contact"),
    Stage.SUPPORT: ("support-review",),
    Stage.PLACEMENT: ("placement-offer", "support-review"),
    Stage.REINTEGRATION: (),
    Stage.DORMANT: (),
    Stage.CLOSED: (),
}
# These do not end with the stage that started them.
OUTLIVING = ("visit-", "enquiry-", *OF_REVIEWS)
OUTLIVE = frozenset({REVIEW, "household-check", "acknowledge-referral", "pause-ends", *UNSEEN})

# What these asked for goes with the stage that asked it.
OF_ONE_STAGE = (
    frozenset(
        {name for names in OF_A_STAGE.values() for name in names}
        | {"first-attendance", "dormant", LEAVING, *(f"reintegration-review-{n}" for n in (1, 2, 3))}
    )
    - OUTLIVE
)


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


def support_review(facts: Facts, start: date) -> Clock:
    return clock_of(facts, "support-review", start=start)


def look_again(facts: Facts, done: int, start: date | None = None) -> Clock:
    """Monthly for three months, then termly (DOMAIN 2.1, stage 10)."""
    return clock_of(
        facts,
        "dormant-monthly" if done < 3 else "dormant-termly",
        name="dormant",
        label="Look for the child again",
        start=start,
    )


def leaving(facts: Facts, born: date | None) -> list[Clock]:
    """A child never found does not close by age: on the leaving date a supervisor decides (PRACTICE 3.5)."""
    if born is None:
        return []
    label = "A child never found reaches the leaving date"
    return [clock_of(facts, "compulsory-school-age-ends", name=LEAVING, label=label, start=born)]


def review(facts: Facts, start: date | None = None) -> Clock:
    """Started afresh by every action: a case that nobody has touched comes back by itself (PRACTICE 2.4)."""
    return clock_of(facts, REVIEW, start=start)


def entering(facts: Facts, stage: Stage, day: date, seq: int) -> Consequences:
    """What starts, and what of the earlier stage stops, on entering a stage on `day` as entry `seq`."""
    parts = [_started(facts, rule, day, seq) for rule in OF_A_STAGE[stage]]
    if stage is Stage.REINTEGRATION:
        parts.append(Consequences(clocks=_after_start(facts, day)))
    if stage is Stage.DORMANT:
        never_found = [look_again(facts, facts.case.rechecks, day), *leaving(facts, facts.case.child.date_of_birth)]
        parts.append(Consequences(clocks=never_found))
        if not counting(facts.case):
            parts.append(unseen_clocks(facts, lost_since(facts.case), seq, None))
    if stage is not Stage.CLOSED:
        parts.append(Consequences(clocks=[review(facts, day)]))
    entered = together(*parts)
    started = {clock.name for clock in entered.clocks}
    stop = [
        clock.name
        for clock in facts.case.clocks
        if clock.state in (ClockState.RUNNING, ClockState.PAUSED)
        and clock.name not in started
        and _ends_with_its_stage(clock)
    ]
    done = [task.id for task in facts.case.open_tasks() if task.subject in OF_ONE_STAGE - started]
    return entered.model_copy(update={"stop": stop, "done": done})


def _started(facts: Facts, rule: str, day: date, seq: int) -> Consequences:
    case = facts.case
    if rule == "household-check" and case.household_asked and all(child.checked for child in case.household):
        return Consequences()
    try:
        return Consequences(clocks=[clock_of(facts, rule, start=day)])
    except CalendarMissing as missing:
        return Consequences(tasks=[calendar_task(facts, seq, str(missing))])


def _ends_with_its_stage(clock: Clock) -> bool:
    if "/" in clock.process:
        return False  # a proceeding's own: it does not end with a stage of the journey
    if clock.name == LEAVING:
        return True
    return clock.name not in OUTLIVE and clock.kind == "local" and not clock.name.startswith(OUTLIVING)


def _after_start(facts: Facts, day: date) -> list[Clock]:
    """The first day, then 2, 6 and 12 weeks after it (DOMAIN 2.1, stage 5)."""
    starts_on = facts.case.place.starts_on or day
    basis = (facts.case.place.seq, "starts_on") if facts.case.place.seq else None
    return [clock_of(facts, "first-attendance", start=starts_on, basis=basis), *reviews(facts, starts_on, basis)]


def reviews(facts: Facts, first_day: date, basis: tuple[int, str] | None) -> list[Clock]:
    return [
        clock_of(
            facts, f"reintegration-review-{n}", label=f"Attendance after {weeks} weeks", start=first_day, basis=basis
        )
        for n, weeks in ((1, 2), (2, 6), (3, 12))
    ]
