"""Signs of danger and what follows at once: a higher level, a same-day task that nothing outranks, the clock to the
head of service.
"""

from datetime import timedelta

from domain.case_file import Task
from domain.clock import start_clock
from domain.date_rules import work_out
from domain.entry import Consequences, together
from domain.facts import Facts
from domain.unseen import ten_days
from domain.vocabulary import Indicator, Risk

HEAD_OF_SERVICE_AFTER = timedelta(hours=4)  # PRACTICE 1.2, policy
SAFEGUARDING_TASK, POLICE_TASK, CONSULT_TASK = "safeguarding-referral", "police-referral", "consult"


def danger(facts: Facts, indicators: list[Indicator], seq: int, words: str = "") -> Consequences:
    """A rule proposes and may raise a level; it never lowers one and sends nothing (PRACTICE 1.2, 1.3)."""
    if not indicators and not words:
        return Consequences()
    # A concern that somebody put into words is amber at least, whatever signs go with it.
    least = Risk.AMBER if words else Risk.GREEN
    proposed = max((least, *(indicator.proposes for indicator in indicators)), key=lambda risk: risk.rank)
    why = "; ".join(indicator.label for indicator in indicators) or words
    raised = Consequences(risk=proposed if proposed.rank > facts.case.risk.rank else None, risk_why=why)
    return together(raised, at_level(facts, proposed, seq, why))


def at_level(facts: Facts, level: Risk, seq: int, why: str) -> Consequences:
    """What a level asks of people: at red a call now; at amber advice and a visit by the next working day, and the
    police where nobody has seen the child for ten school days (DOMAIN 4).
    """
    match level:
        case Risk.RED:
            return together(_call_now(facts, seq, why), _unseen_too_long(facts, seq))
        case Risk.AMBER:
            return together(Consequences(tasks=[_consult(facts, seq, why)]), _unseen_too_long(facts, seq))
    return Consequences()


def _unseen_too_long(facts: Facts, seq: int) -> Consequences:
    """A case that becomes amber when the ten days are over already does not wait for the twenty."""
    waiting = any(task.name == POLICE_TASK for task in facts.case.open_tasks())
    if waiting or facts.case.risk is not Risk.GREEN or not ten_days(facts.case):
        return Consequences()
    task = Task(
        id=f"T{seq}-police-referral",
        name=POLICE_TASK,
        title="Nobody has seen this child for ten school days: refer to the police or say why not",
        why="The ten days were over when the level rose",
        action="send-safeguarding-referral",
        due_on=facts.today,
        urgent=True,
        subject="unseen-amber",
    )
    return Consequences(tasks=[task])


def _consult(facts: Facts, seq: int, why: str) -> Task:
    return Task(
        id=f"T{seq}-consult",
        name=CONSULT_TASK,
        title="Consult children's social care and see the child",
        why=why,
        action="send-safeguarding-referral",
        due_on=work_out("amber-advice", facts.today, facts.almanac).last_day,
        subject=f"concern-{seq}",
    )


def _call_now(facts: Facts, seq: int, why: str) -> Consequences:
    task = Task(
        id=f"T{seq}-danger",
        name=SAFEGUARDING_TASK,
        title="Call children's social care or the police now, then send the referral",
        why=why,
        action="send-safeguarding-referral",
        due_on=facts.today,
        urgent=True,
        subject=f"concern-{seq}",  # two concerns are two tasks: the second is not lost in the first
    )
    told = Task(
        id=f"T{seq}-told",
        name="supervisor-told",
        title="A child may be in danger: check that the call was made",
        why=why,
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
    return Consequences(tasks=[task, told], clocks=[clock])
