"""What a passed deadline does: a task, an alert to the supervisor, an escalation. Never a letter (PRACTICE 1.1)."""

from dataclasses import dataclass, replace

from domain.case_file import Task
from domain.clock import Clock, start_clock
from domain.danger import SEND_TO_POLICE, URGENT, URGENT_POLICE, police_drafted, unseen_for_a_week
from domain.deadline import uk_day
from domain.entry import Consequences, together
from domain.facts import Facts
from domain.limit_alarms import LIMIT, limit_alarm
from domain.reviews import RULE, WARNING
from domain.risk_rules import UNSEEN_TEN, UNSEEN_TWENTY
from domain.stage_clocks import LEAVING, REVIEW, look_again, review
from domain.tracing_clocks import RULES as OF_TRACING
from domain.tracing_clocks import tracing_passed
from domain.unseen import UNSEEN, unseen_clocks, unseen_since
from domain.vocabulary import Risk, Stage


@dataclass(frozen=True)
class Outcome:
    """`task` is its name (an action that answers it does it), `action` the form to open; alerts go to a supervisor."""

    task: str
    title: str
    action: str
    alert: bool = True
    urgent: bool = False
    audience: str = "owner"


OUTCOMES: dict[str, Outcome] = {
    "acknowledge-referral": Outcome("acknowledge-referral", "Acknowledge the referral", "acknowledge-referral"),
    "triage": Outcome("triage", "Decide what this case is", "decide-triage"),
    "checks": Outcome("checks", "Complete the checks", "complete-checks"),
    "household-check": Outcome("household-check", "Check the other children of the household", "check-household-child"),
    "first-contact": Outcome("first-contact", "Try to reach the family", "record-contact"),
    "contact": Outcome("contact", "Nobody has been reached: decide what is next", "record-not-found"),
    "support-review": Outcome("support-review", "Review the support", "review-support", alert=False),
    "placement-offer": Outcome("placement-offer", "No place has been offered in time: press for one", "record-offer"),
    "first-attendance": Outcome(
        "first-attendance", "Ask the school whether the child started", "confirm-first-attendance", alert=False
    ),
    "reintegration-review-1": Outcome(
        "attendance-review", "Review attendance after 2 weeks", "review-attendance", alert=False
    ),
    "reintegration-review-2": Outcome(
        "attendance-review", "Review attendance after 6 weeks", "review-attendance", alert=False
    ),
    "reintegration-review-3": Outcome(
        "attendance-review", "Review attendance after 12 weeks", "review-attendance", alert=False
    ),
    "dormant": Outcome("recheck", "Look for the child again", "record-recheck", alert=False),
    REVIEW: Outcome("case-review", "Nothing has happened for ten working days: look at this case", "finish-task"),
}


UNSEEN_AT_GREEN = Outcome("unseen", "Nobody has seen this child for ten school days", "record-child-seen", alert=False)
CARE_DECISION = Outcome(
    "care-decision", "Ask children's social care what it decided, and record it", "record-care-decision"
)
CHASE = Outcome(
    "chase-enquiry", "No answer to an enquiry: ask again, or record what came", "chase-enquiry", alert=False
)
CHASE_SCHOOL = Outcome(
    "ask-school-again", "The school has not sent its part of the enquiries: ask again", "ask-school", alert=False
)
NEVER_FOUND = Outcome(
    "never-found",
    "This child was never found and is over school age now: decide, and record who was told",
    "close-case",
    alert=False,
    audience="supervisor",
)


SATISFIED = Outcome(
    "decide-satisfaction",
    "The parent's time to satisfy the authority is over: read what came, and decide what follows",
    "decide-satisfaction",
)
CHOOSING = Outcome(
    "prepare-order", "The parent's days to choose a school are over: decide on the order", "prepare-attendance-order"
)
# Of the clocks of proceedings, by their date rule; None where its passing asks for nothing.
OF_PROCEEDINGS: dict[str, Outcome | None] = {
    "single-justice-reply": Outcome(
        "plea-due",
        "The time to answer a single justice notice is over: record the plea, or that none came",
        "record-plea",
        audience="legal",
    ),
    "penalty-discount": None,
    "suitable-education-notice": SATISFIED,
    "cwsa-preliminary-notice": SATISFIED,
    "school-choice-notice": CHOOSING,
    "cwsa-school-nomination-notice": CHOOSING,
    "order-registration": Outcome(
        "ask-registration",
        "Ask the school named in the order whether the child is registered",
        "record-registration",
        alert=False,
    ),
    "compulsory-school-age-ends": None,
    "police-answer": Outcome(
        "police-answer", "Ask the police for their reference and how they graded it", "record-police-answer"
    ),
    **dict.fromkeys(
        ("police-update", "police-update-high"),
        Outcome("police-update", "Ask the police what they have done, and record it", "record-police-update"),
    ),
    "return-interview": Outcome(
        "return-interview", "Offer the child a return interview", "record-return-interview", urgent=True
    ),
    "penalty-payment": Outcome(
        "decide-unpaid", "A penalty notice is unpaid after 28 days: prosecute or withdraw", "decide-unpaid-notice"
    ),
}
# Of a supervision order. It ends by its time or with compulsory school age: one clock for whichever comes first.
OF_SUPERVISION: dict[str, Outcome | None] = {
    "supervision-order-reply": Outcome(
        "answer-court-late",
        "A court waits for its answer about a supervision order: the last day has passed, answer now",
        "reply-to-court",
        urgent=True,
    ),
    "supervision-order-extension": Outcome(
        "consider-extension",
        "A supervision order ends in three months: decide whether to ask for longer",
        "apply-for-extension",
        alert=False,
    ),
    "supervision-order-ends": Outcome(
        "supervision-over", "A supervision order has run out: record what follows", "record-supervision-end"
    ),
}
# Whoever has to answer is asked again and again, until there is an answer.
ASKED_AGAIN = frozenset(
    {
        *("order-registration", "police-update", "police-update-high"),
        *("care-decision", "agency-answer", "hand-over-answer"),
    }
)
HAND_OVER = Outcome("hand-over-answer", "Ask the other authority whether it has the child", "record-hand-over-answer")
AUTHORITY_WAITS = Outcome("authority-answer", "Another authority waits for our answer", "answer-authority-enquiry")
IMPROVEMENT = Outcome(
    "improvement-over", "The improvement period is over: record how it ended", "record-improvement-end"
)
REVIEW_RULE = Outcome(
    "review-contact-rule",
    "Review how a person may be contacted: keep the rule or change it",
    "set-contact-rule",
    alert=False,
)
REVIEW_WARNING = Outcome(
    "review-warning", "Review a warning for visits: keep it or end it", "review-warning", alert=False
)


def outcome_of(clock: Clock) -> Outcome:
    """What its passing asks for."""
    match clock.name:
        case "unseen-amber":
            return UNSEEN_AT_GREEN
        case name if name == LEAVING:
            return NEVER_FOUND
        case "enquiry-school":
            return CHASE_SCHOOL
        case name if name.startswith("enquiry-"):
            return CHASE
        case name if name.startswith("hand-over-answer-"):
            return HAND_OVER
        case name if name.startswith("authority-answer-"):
            return AUTHORITY_WAITS
        case name if name.startswith("care-decision-"):
            return CARE_DECISION
        case name if name.startswith("improvement-"):
            return IMPROVEMENT
        case name if name.startswith(f"{RULE}-"):
            return REVIEW_RULE
        case name if name.startswith(f"{WARNING}-"):
            return REVIEW_WARNING
    return OUTCOMES[clock.name]


def _of_proceeding(clock: Clock) -> Outcome | None:
    """By what the clock is for, which stands in its name; else by its date rule."""
    purpose = clock.name.partition(":")[2]
    return OF_SUPERVISION[purpose] if purpose in OF_SUPERVISION else OF_PROCEEDINGS[clock.deadline.rule]


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
    outcome = _of_proceeding(clock) if "/" in clock.process else outcome_of(clock)
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
