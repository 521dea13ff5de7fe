"""The school attendance order: Education Act 1996 ss.437(3)-(6), 438, 441, guards G06 and G07.

The parent has not satisfied the authority within the period, and it is expedient that the child attends school: the
authority shall serve an order to cause the child to become a registered pupil at the school it names.
"""

from collections.abc import Iterator
from datetime import date

from domain.guards.sources import law
from domain.law.guard import guard
from domain.law.intention_notice import choice_over, no_order_yet, order_from
from domain.law.order_step import Step, on_any_step, was_signed
from domain.law.parents_choice import chosen, honoured
from domain.law.regime import WORDS, Regime, same_chain
from domain.law.satisfaction import not_satisfied_and_expedient
from domain.law.school_named import G06_SCHOOL, plan_known, plans_school
from domain.law.suitable_education_notice import next_step_from
from domain.proceedings.attendance_order import Copy, CopyTo, Order
from domain.proceedings.named_school import NamedSchool
from domain.verdict import Verdict

S437_5 = law("Education Act 1996 s.437(5)")
COPIES = guard("COPIES_DUE", "Governing body and head of the school named are told of the order (s.437(5))", S437_5)
GUARDS = (COPIES,)


def before_order(step: Step) -> Iterator[Verdict]:
    """What stands in the way of the order whatever school it will name. What was judged before the intention notice is
    judged again: evidence may have come, and a supervision order.
    """
    yield from plan_known(step.chain)
    yield from not_satisfied_and_expedient(step)
    if not step.chain.plan_child:
        yield from choice_over(step)
    yield from on_any_step(step)
    yield from no_order_yet(step)


def order(step: Step, regime: Regime, school: NamedSchool) -> Iterator[Verdict]:
    """Everything that stands in the way of an order that names this school."""
    yield from before_order(step)
    if step.chain.regime is not None:
        yield from same_chain(step.chain.regime, regime, step.service_day, step.switch)
    plan = step.chain.plan
    if plan is not None and plan.maintained:
        yield from plans_school(plan, school)
    else:
        yield from honoured(step.chain, school)
    if school.closed_on is not None and school.closed_on <= step.day:
        yield G06_SCHOOL.refuse(f"{school.name} is closed", needs="a school that is open", field="school")


def leaving(order: Order) -> Iterator[Verdict]:
    yield from was_signed(order, WORDS[order.regime].order)


def earliest(step: Step) -> date | None:
    """The first day on which the order may be made, on the record as it is; None where a notice is still to be served.

    Only dates: what else stands in the way is for `order` to say.
    """
    notice, said = step.chain.notice, step.chain.intention
    if notice is None or notice.ledger.day is None:
        return None
    if step.chain.plan_child:
        return next_step_from(notice)
    return None if said is None or said.ledger.day is None else max(next_step_from(notice), order_from(said))


def to_be_named(step: Step) -> NamedSchool | None:
    """The school that the order must name: the parent's choice, else that of the intention notice. For a child with a
    plan the caller knows it from the plan.
    """
    said = step.chain.intention
    return chosen(step.chain) or (said.school if said else None)


def copies_due(order: Order) -> tuple[CopyTo, ...]:
    """Who has not been told yet of the order as it stands, and of every school it names: a task, not a condition."""
    sent = {(copy.to, copy.school) for copy in order.copies}
    return tuple(to for to in CopyTo if (to, order.names.number) not in sent)


def telling(order: Order, copy: Copy) -> Iterator[Verdict]:
    """What stands in the way of recording a copy: it is of an order served, to the school that it names or named."""
    named = {order.school.number, *(amended.school.number for amended in order.amendments)}
    if copy.school not in named:
        yield COPIES.refuse(
            "The order does not name this school", needs="the school named in the order", field="school"
        )
    if copy.on < order.made_on:
        yield COPIES.refuse("The order had not been made", needs="a day not before the order", field="on")
