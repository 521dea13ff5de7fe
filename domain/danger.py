"""Signs of danger and what follows at once: a higher level, a same-day task that nothing outranks, the clock to the
head of service; and the referral to the police, drafted by a rule and sent by a person (PRACTICE 1.2).
"""

from collections.abc import Sequence
from datetime import timedelta

from domain.case_file import CaseFile, Task
from domain.clock import start_clock
from domain.date_rules import work_out
from domain.entry import Consequences, together
from domain.facts import Facts
from domain.proceedings import PoliceReferral
from domain.risk_rules import POLICE_AT_ONCE, UNSEEN_FIVE, UNSEEN_PRIMARY, UNSEEN_TEN, RiskRule, primary_age, rules_of
from domain.unseen import ten_days, whereabouts_unknown
from domain.vocabulary import Indicator, Risk

HEAD_OF_SERVICE_AFTER = timedelta(hours=4)  # PRACTICE 1.2, policy
SAFEGUARDING_TASK, POLICE_TASK, CONSULT_TASK = "safeguarding-referral", "police-referral", "consult"
URGENT, URGENT_POLICE = "urgent-safeguarding", "urgent-police"  # clocks, by how their names begin
SEND_TO_POLICE = "send-police-referral"


def danger(facts: Facts, indicators: list[Indicator], seq: int, words: str = "") -> Consequences:
    """A rule proposes and may raise a level; it never lowers one and sends nothing (PRACTICE 1.2, 1.3). A concern that
    somebody put into words is amber at least, whatever signs go with it.
    """
    fired = rules_of(indicators, in_words=bool(words))
    if not fired:
        return Consequences()
    why = "; ".join(indicator.label for indicator in indicators) or words
    at_once = next((rule for rule in rules_of(set(indicators) & POLICE_AT_ONCE)), None)
    police = police_drafted(facts, seq, at_once, "concern") if at_once else Consequences()
    return together(raised(facts, fired, seq, why), at_level(facts, fired[0].level, seq, why), police)


def raised(facts: Facts, fired: Sequence[RiskRule], seq: int, why: str) -> Consequences:
    """The level that these rules propose, where it is higher than it stands; with the names of those that raise it."""
    proposed = max((rule.level for rule in fired), key=lambda level: level.rank)
    if proposed.rank <= facts.case.risk.rank:
        return Consequences()
    return Consequences(risk=proposed, risk_why=why, rules=[rule.name for rule in fired if rule.level is proposed])


def unseen_for_a_week(facts: Facts, seq: int, subject: str) -> Consequences:
    """Five school days without a sighting raise the level: to amber, and to red for a child of primary age."""
    if not whereabouts_unknown(facts.case):
        return Consequences()
    primary = primary_age(facts.case.child.date_of_birth, facts.today)
    rule = UNSEEN_PRIMARY if primary else UNSEEN_FIVE
    higher = raised(facts, [rule], seq, rule.says)
    if higher.risk is None:
        return Consequences()
    police = police_drafted(facts, seq, rule, subject) if primary else Consequences()
    return together(higher, at_level(facts, rule.level, seq, rule.says), police)


def lost_at_primary_age(facts: Facts, seq: int) -> Consequences:
    """A child of primary age whose whereabouts nobody knows is red at once, whatever the day count: the guidance has it
    referred at once.
    """
    if not primary_age(facts.case.child.date_of_birth, facts.today):
        return Consequences()
    higher = raised(facts, [UNSEEN_PRIMARY], seq, UNSEEN_PRIMARY.says)
    if higher.risk is None:
        return Consequences()
    police = police_drafted(facts, seq, UNSEEN_PRIMARY, "lost")
    return together(higher, at_level(facts, Risk.RED, seq, UNSEEN_PRIMARY.says), police)


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
    if facts.case.risk is not Risk.GREEN or not ten_days(facts.case):
        return Consequences()
    return police_drafted(facts, seq, UNSEEN_TEN, "unseen-amber")


def police_drafted(facts: Facts, seq: int, rule: RiskRule, subject: str) -> Consequences:
    """The referral is drafted from what the case holds, and stands above everything until a named person sends it or
    says why not. The supervisor knows at once, the head of service after four hours. Where the police have the child's
    case already, a supervisor is told that the rule has fired.
    """
    if police_have_it(facts.case):
        return Consequences(tasks=[_still_looking(facts, seq, rule, subject)])
    if any(task.name == POLICE_TASK for task in facts.case.open_tasks()):
        return Consequences()
    task = Task(
        id=f"T{seq}-{POLICE_TASK}",
        name=POLICE_TASK,
        title="A referral to the police is drafted: send it, or say why not",
        why=rule.says,
        action=SEND_TO_POLICE,
        due_on=facts.today,
        urgent=True,
        subject=subject,
    )
    told = Task(
        id=f"T{seq}-police-told",
        name="supervisor-told",
        title="A referral to the police is drafted: check that it is sent",
        why=rule.says,
        action="finish-task",
        due_on=facts.today,
        audience="supervisor",
        subject=task.id,
    )
    clock = start_clock(
        URGENT,
        facts.today,
        facts.almanac,
        process=facts.case.ref,
        name=f"{URGENT_POLICE}-{seq}",
        label="Head of service told that a referral to the police waits",
    )
    clock = clock.model_copy(update={"rings_at": facts.now + HEAD_OF_SERVICE_AFTER})
    return Consequences(tasks=[task, told], clocks=[clock], prepared={"police_rule": rule.name})


def police_have_it(case: CaseFile) -> bool:
    """Whether the police look for this child now."""
    return any(isinstance(each, PoliceReferral) and each.open and each.found is None for each in case.proceedings)


def _still_looking(facts: Facts, seq: int, rule: RiskRule, subject: str) -> Task:
    return Task(
        id=f"T{seq}-still-looking",
        name="police-still-looking",
        title="Nobody has found this child: ask the police what they have done, and decide with them what is next",
        why=rule.says,
        action="finish-task",
        due_on=facts.today,
        audience="supervisor",
        subject=subject,
    )


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
    clock = start_clock(URGENT, facts.today, facts.almanac, process=facts.case.ref, name=f"{URGENT}-{seq}")
    clock = clock.model_copy(update={"rings_at": facts.now + HEAD_OF_SERVICE_AFTER})
    return Consequences(tasks=[task, told], clocks=[clock])
