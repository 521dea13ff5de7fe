"""The notice of the school to be named: Education Act 1996 s.438(2), guards G04 to G07.

Before the order the authority tells the parent that it intends to serve one, which school it will name and which others
it regards as suitable. For a child with an education, health and care plan s.438 does not apply: there is no such
notice and no choice period (PRACTICE 6.3).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from domain.calendars import ONE_DAY
from domain.guards.sources import RECORD, law
from domain.law.guard import day_words, guard
from domain.law.order_in_force import in_force
from domain.law.order_step import Step, on_any_step, was_signed
from domain.law.printed_day import Period, long_enough, may_leave
from domain.law.regime import WORDS, Regime, same_chain
from domain.law.satisfaction import not_satisfied_and_expedient
from domain.law.school_named import may_be_named, named_once, plan_known
from domain.law.suitable_education_notice import next_step_from
from domain.proceedings.attendance_order import IntentionNotice
from domain.proceedings.named_school import NamedSchool
from domain.proceedings.served import Manner
from domain.verdict import Verdict

S438 = law("Education Act 1996 s.438", verified=False)

G07_NOT_FOR_PLAN = guard(
    "G07_NO_CHOICE_PERIOD", "For a child with a plan there is no intention notice and no choice period", S438
)
G06_TOO_SHORT = guard("G06_TOO_SHORT", "The notice leaves the parent 15 days, beginning with service, to choose", S438)
G06_NO_NOTICE = guard("G06_NO_NOTICE", "An intention notice was served before the order, and its service stands", S438)
G06_PERIOD = guard("G06_PERIOD", "No order before the parent's days to choose are over", S438)
G06_TOO_EARLY = guard("G06_TOO_EARLY", "The intention notice was served after the first notice's period was over", S438)
INTENTION_RUNNING = guard(
    "INTENTION_RUNNING",
    "An intention notice is issued afresh only where the last is void, was withdrawn or has come back",
    RECORD,
    absolute=True,
)
ORDER_MADE = guard("ORDER_MADE", "A chain has one order", RECORD, absolute=True)
GUARDS = (G07_NOT_FOR_PLAN, G06_TOO_SHORT, G06_NO_NOTICE, G06_PERIOD, G06_TOO_EARLY, INTENTION_RUNNING, ORDER_MADE)


@dataclass(frozen=True, kw_only=True)
class Intention:
    """What the notice will say."""

    regime: Regime
    school: NamedSchool
    alternatives: tuple[NamedSchool, ...] = field(default=())
    printed: date | None = None

    @property
    def schools(self) -> tuple[NamedSchool, ...]:
        return (self.school, *self.alternatives)


def period_of(step: Step, regime: Regime) -> Period:
    """From a day of service to the shortest period this law gives the parent to choose."""
    return lambda served: step.choice_period(regime, served)


def before_intention(step: Step) -> Iterator[Verdict]:
    """What stands in the way of an intention notice whatever it will say."""
    chain = step.chain
    if chain.plan_child:
        yield G07_NOT_FOR_PLAN.refuse(
            "The child has an education, health and care plan: s.438 does not apply",
            needs="the order itself, naming the plan's school",
        )
    else:
        yield from plan_known(chain)
    yield from not_satisfied_and_expedient(step)
    yield from on_any_step(step)
    yield from no_order_yet(step)
    now = chain.intention
    if now is not None and now.letter != step.letter and good(step, now):
        yield INTENTION_RUNNING.refuse("An intention notice has been issued and is good", needs="its period to run")


def intention(step: Step, says: Intention) -> Iterator[Verdict]:
    """Everything that stands in the way of this intention notice."""
    yield from before_intention(step)
    if step.chain.regime is not None:
        yield from same_chain(step.chain.regime, says.regime, step.service_day, step.switch)
    yield from named_once(says.schools)
    for school in says.schools:
        yield from may_be_named(school, step.day)
    if says.printed is not None:
        yield from long_enough(G06_TOO_SHORT, period_of(step, says.regime), says.printed, step.service_day)


def leaving(step: Step, notice: IntentionNotice, on: date, manner: Manner) -> Iterator[Verdict]:
    """What is judged when it is posted or handed over (PRACTICE 4.5): the printed day, once more."""
    yield from was_signed(notice, WORDS[notice.regime].choice)
    yield from may_leave(
        G06_TOO_SHORT, period_of(step, notice.regime), notice.printed_last_day, on, manner, step.almanac
    )


def void(step: Step, notice: IntentionNotice) -> Iterator[Verdict]:
    """Why a served intention notice is void: too short a period, or served before the first notice's was over."""
    served = notice.ledger.day
    if served is None:
        return
    for verdict in long_enough(G06_TOO_SHORT, period_of(step, notice.regime), notice.printed_last_day, served):
        yield verdict.model_copy(update={"reason": f"The notice is void. {verdict.reason}"})
    first = step.chain.notice
    if first is not None and served < next_step_from(first):
        yield G06_TOO_EARLY.refuse(
            f"The notice is void. It was served on {day_words(served)}, and the parent had until "
            f"{day_words(first.printed_last_day)} to satisfy the authority",
            needs="a fresh intention notice",
        )


def good(step: Step, notice: IntentionNotice) -> bool:
    """Not withdrawn, not come back, not void. One that is still on its way is good."""
    return notice.withdrawn_on is None and not notice.ledger.reopened and next(void(step, notice), None) is None


def choice_over(step: Step) -> Iterator[Verdict]:
    """G06: the intention notice was signed, is served and good, and the parent's days to choose are over today."""
    notice = step.chain.intention
    if notice is None:
        yield G06_NO_NOTICE.refuse("No intention notice has been issued", needs="an intention notice, served")
        return
    yield from was_signed(notice, WORDS[notice.regime].choice)
    if notice.withdrawn_on is not None:
        yield G06_NO_NOTICE.refuse("The intention notice was withdrawn", needs="a fresh intention notice, served")
    elif notice.ledger.day is None:
        came_back = "came back" if notice.ledger.reopened else "has not been served"
        yield G06_NO_NOTICE.refuse(f"The intention notice {came_back}", needs="service, or a fresh intention notice")
    else:
        yield from void(step, notice)
        opens = order_from(notice)
        if step.day < opens:
            yield G06_PERIOD.refuse(
                f"The parent has until {day_words(notice.printed_last_day)} to choose a school", opens_on=opens
            )


def order_from(notice: IntentionNotice) -> date:
    """The first day on which the order may be made: the day after the last that the notice gives."""
    return notice.printed_last_day + ONE_DAY


def no_order_yet(step: Step) -> Iterator[Verdict]:
    order = step.chain.order
    if order is None or order.letter == step.letter:
        return
    live = in_force(order, step.born, step.supervision, step.almanac, step.school)
    yield ORDER_MADE.refuse(
        "The order of this chain is in force"
        if live is not None and step.day in live
        else "This chain has had its order",
        needs="to amend or revoke that order"
        if live is not None and step.day in live
        else "a fresh notice under s.437",
    )
