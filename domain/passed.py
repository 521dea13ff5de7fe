"""What a passed deadline does: a task, an alert to the supervisor, an escalation. Never a letter (PRACTICE 1.1)."""

from dataclasses import replace

from domain.case_file import Task
from domain.clock import Clock, start_clock
from domain.danger import SEND_TO_POLICE, URGENT, URGENT_POLICE, police_drafted, unseen_for_a_week
from domain.deadline import uk_day
from domain.entry import Consequences, together
from domain.facts import Facts
from domain.limit_alarms import LIMIT, limit_alarm
from domain.outcomes import ASKED_AGAIN, Outcome, of_proceeding, outcome_of
from domain.risk_rules import UNSEEN_TEN, UNSEEN_TWENTY
from domain.stage_clocks import REVIEW, look_again, review
from domain.tracing_clocks import RULES as OF_TRACING
from domain.tracing_clocks import tracing_passed
from domain.unseen import UNSEEN, unseen_clocks, unseen_since
from domain.vocabulary import Risk, Stage


def passing(facts: Facts, clock: Clock, seq: int) -> Consequences:
    """The consequences of one clock having rung, as entry `seq`."""
    if clock.name.startswith((URGENT, URGENT_POLICE)):
        return _told_head_of_service(facts, clock, seq)
    if clock.name.startswith("visit-"):
        return _visit_not_ended(facts, clock, seq)
    if clock.deadline.rule == LIMIT:
        return limit_alarm(facts, clock, seq)
    if clock.deadline.rule in OF_TRACING:
        return tracing_passed(facts, clock, seq)
    if clock.name in UNSEEN and (unseen := _unseen(facts, clock, seq)) is not None:
        return unseen
    outcome = of_proceeding(clock) if "/" in clock.process else outcome_of(clock)
    if outcome is None:
        return Consequences()
    return together(Consequences(tasks=_tasks_of(facts, outcome, clock, seq)), _again(facts, clock, seq))


def _unseen(facts: Facts, clock: Clock, seq: int) -> Consequences | None:
    """Five days raise the level; ten at amber and above, and twenty whatever the level, have the referral to the police
    drafted (DOMAIN 4). None where ten days pass at green: somebody lowered it, and is asked to see the child. All that
    follows is counted from when it passed, however late it was noticed.
    """
    then = replace(facts, today=uk_day(clock.rings_at), now=clock.rings_at)
    match clock.name:
        case "unseen-five":
            return unseen_for_a_week(then, seq, clock.name)
        case "unseen-amber" if facts.case.risk is Risk.GREEN:
            return None
    rule = UNSEEN_TEN if clock.name == "unseen-amber" else UNSEEN_TWENTY
    alert = _task(facts, seq, "deadline-passed", f"Deadline passed: {clock.label}", "finish-task", clock,
                  audience="supervisor")  # fmt: skip
    return together(Consequences(tasks=[alert]), police_drafted(then, seq, rule, clock.name))


def _tasks_of(facts: Facts, outcome: Outcome, clock: Clock, seq: int) -> list[Task]:
    tasks = [
        _task(
            facts,
            seq,
            outcome.task,
            outcome.title,
            outcome.action,
            clock,
            urgent=outcome.urgent,
            audience=outcome.audience,
        )
    ]
    if outcome.alert:
        tasks.append(
            _task(
                facts,
                seq,
                "deadline-passed",
                f"Deadline passed: {clock.label}",
                "finish-task",
                clock,
                audience="supervisor",
            )
        )
    return tasks


def _again(facts: Facts, clock: Clock, seq: int) -> Consequences:
    """A review and a re-check come again by themselves, counted from the day that passed, however late it was
    noticed. A review also starts the clocks of an unseen child that no calendar could count before.
    """
    match clock.name:
        case name if name == REVIEW:
            return together(Consequences(clocks=[review(facts, clock.last_day)]), _not_counted_yet(facts, seq))
        case "dormant":
            return Consequences(clocks=[look_again(facts, facts.case.rechecks + 1, clock.last_day)])
    if clock.deadline.rule in ASKED_AGAIN:
        again = start_clock(
            clock.deadline.rule,
            clock.last_day,
            facts.almanac,
            process=clock.process,
            name=clock.name,
            label=clock.label,
        )
        return Consequences(clocks=[again])
    return Consequences()


def _not_counted_yet(facts: Facts, seq: int) -> Consequences:
    case = facts.case
    if case.stage is Stage.REFERRAL and case.child.first_absent_on is None:
        return Consequences()  # nobody has said yet that this child is missing
    if any(clock.name in UNSEEN for clock in case.clocks):
        return Consequences()
    return unseen_clocks(facts, unseen_since(case, case.opened_on), seq, None)


def _told_head_of_service(facts: Facts, clock: Clock, seq: int) -> Consequences:
    title, form = "A child may be in danger and nobody has recorded the call", "send-safeguarding-referral"
    if clock.name.startswith(URGENT_POLICE):
        title, form = "A referral to the police is drafted and nobody has sent it", SEND_TO_POLICE
    title = f"{title}: four hours have passed"
    return Consequences(tasks=[_task(facts, seq, "head-of-service", title, form, clock, urgent=True, audience="head")])


def _visit_not_ended(facts: Facts, clock: Clock, seq: int) -> Consequences:
    title = "A home visit has not been ended in time: call the officer"
    return Consequences(
        tasks=[_task(facts, seq, "visit-overdue", title, "record-visit", clock, urgent=True, audience="supervisor")]
    )


def _task(
    facts: Facts,
    seq: int,
    name: str,
    title: str,
    action: str,
    clock: Clock,
    *,
    urgent: bool = False,
    audience: str = "owner",
) -> Task:
    return Task(
        id=f"T{seq}-{name}",
        name=name,
        title=title,
        why=f"Was due by {clock.last_day:%-d %B %Y}: {clock.label}",
        action=action,
        due_on=uk_day(clock.rings_at),
        urgent=urgent,
        audience=audience,
        subject=clock.name,
    )
