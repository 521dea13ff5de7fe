"""What the passing of each clock asks for: which task, of whom, by which form. One table for the journey's clocks, one
for those of proceedings.
"""

from dataclasses import dataclass

from domain.clock import Clock
from domain.reviews import RULE, WARNING
from domain.stage_clocks import LEAVING, REVIEW


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
    **dict.fromkeys(
        ("subject-access", "subject-access-extended"),
        Outcome(
            "access-overdue",
            "The time to answer a request for personal data is over: answer now, and tell them why it is late",
            "hand-over-access-pack",
        ),
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


def of_proceeding(clock: Clock) -> Outcome | None:
    """By what the clock is for, which stands in its name; else by its date rule."""
    purpose = clock.name.partition(":")[2]
    return OF_SUPERVISION[purpose] if purpose in OF_SUPERVISION else OF_PROCEEDINGS[clock.deadline.rule]
