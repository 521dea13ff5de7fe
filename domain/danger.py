"""Signs of danger and what follows at once: a higher level, a same-day task that nothing outranks, the clock to the
head of service.
"""

from datetime import timedelta

from domain.case_file import Task
from domain.clock import start_clock
from domain.entry import Consequences
from domain.facts import Facts
from domain.vocabulary import Indicator, Risk

HEAD_OF_SERVICE_AFTER = timedelta(hours=4)  # PRACTICE 1.2, policy
SAFEGUARDING_TASK = "safeguarding-referral"


def danger(facts: Facts, indicators: list[Indicator], seq: int, words: str = "") -> Consequences:
    """A rule proposes and may raise a level; it never lowers one and sends nothing (PRACTICE 1.2, 1.3)."""
    if not indicators and not words:
        return Consequences()
    proposed = max((indicator.proposes for indicator in indicators), key=lambda risk: risk.rank, default=Risk.AMBER)
    named = "; ".join(indicator.label for indicator in indicators)
    raised = proposed if proposed.rank > facts.case.risk.rank else None
    if proposed is not Risk.RED:
        return Consequences(risk=raised, risk_why=named or words)
    task = Task(
        id=f"T{seq}-danger",
        name=SAFEGUARDING_TASK,
        title="Call children's social care or the police now, then send the referral",
        why=named or words,
        action="send-safeguarding-referral",
        due_on=facts.today,
        urgent=True,
    )
    told = Task(
        id=f"T{seq}-told",
        name="supervisor-told",
        title="A child may be in danger: check that the call was made",
        why=named or words,
        action="finish-task",
        due_on=facts.today,
        urgent=False,
        audience="supervisor",
        subject=task.id,
    )
    clock = start_clock(
        "urgent-safeguarding", facts.today, facts.almanac, process=facts.case.ref, name=f"urgent-safeguarding-{seq}"
    )
    clock = clock.model_copy(update={"rings_at": facts.now + HEAD_OF_SERVICE_AFTER})
    return Consequences(risk=raised, risk_why=named or words, tasks=[task, told], clocks=[clock])
