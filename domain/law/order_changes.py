"""Amending and revoking an order in force: Education Act 1996 ss.437(4), 440, 441(4) and 442.

ss.440 to 442 were not read in their own words. A parent who has a place elsewhere is entitled to the amendment; a
parent who educates otherwise, to the revocation, unless the authority finds that no satisfactory arrangements are made.
"""

from collections.abc import Iterator

from domain.guards.sources import law, practice
from domain.law.guard import guard
from domain.law.order_in_force import in_force
from domain.law.order_step import Step
from domain.law.school_named import may_be_named, plans_school
from domain.proceedings.attendance_order import Amendment, Because, Request
from domain.proceedings.named_school import SchoolKind
from domain.verdict import Verdict

S440 = law("Education Act 1996 s.440", verified=False)
S442 = law("Education Act 1996 s.442", verified=False)

NOT_IN_FORCE = guard(
    "ORDER_NOT_IN_FORCE", "Only an order in force is amended or revoked", law("Education Act 1996 s.437(4)")
)
MUST_AMEND = guard("S440_MUST_AMEND", "A place elsewhere, and the parent's request: the order is amended", S440)
NOT_MET = guard("S440_NOT_MET", "At the parent's request only to a school that has offered the child a place", S440)
REASONS = guard(
    "S442_REASONS",
    "Refusing to revoke needs the opinion that no satisfactory arrangements have been made, on evidence read",
    S442,
)
REFERRAL = guard("S442_REFERRAL", "A parent refused is told of the Secretary of State (s.442(3))", S442)
PLAN = guard("S442_PLAN", "Where a plan names a school, the way is to have the plan changed (s.442(5))", S442)
ANSWERED = guard("REQUEST_ANSWERED", "A request is answered once", practice("6.2"), absolute=True)
GUARDS = (NOT_IN_FORCE, MUST_AMEND, NOT_MET, REASONS, REFERRAL, PLAN, ANSWERED)


def order_in_force(step: Step) -> Iterator[Verdict]:
    live = in_force(step.chain.order, step.born, step.supervision, step.almanac, step.school)
    if live is None or step.day not in live:
        yield NOT_IN_FORCE.refuse("No order is in force", needs="an order, served and in force")


def entitled(request: Request) -> bool:
    """s.440(2)-(4): a place at another school is offered, and that school suits the child where it must."""
    if request.revoke or request.school is None or request.offered_on is None:
        return False
    return request.school.kind is SchoolKind.MAINTAINED or request.suitable is True


def asking(step: Step, request: Request) -> Iterator[Verdict]:
    """A request is recorded whenever it comes; only an order in force can be asked about."""
    yield from order_in_force(step)
    plan = step.chain.plan
    if plan is not None and plan.maintained and plan.school:
        yield PLAN.refuse(
            f"The child's plan names {plan.school_name or plan.school}", needs="a review of the plan", field="revoke"
        )
    if not request.revoke and request.school is None:
        yield NOT_MET.refuse("The request names no school", needs="the school that offers a place", field="school")


def answering(
    step: Step, request: Request, *, granted: bool, reasons: str, told_of_referral: bool
) -> Iterator[Verdict]:
    """The answer to a parent's request, by somebody with the power to sign (judged apart)."""
    if request.granted is not None:
        yield ANSWERED.refuse("This request has been answered", needs="a new request")
    yield from order_in_force(step)
    if request.revoke:
        yield from _revoking_asked(step, request, granted=granted, reasons=reasons, told_of_referral=told_of_referral)
    elif granted and not entitled(request):
        yield NOT_MET.refuse(
            "No place is offered there, or nobody has said that the school suits the child",
            needs="the offer of a place, and whether the school suits the child",
        )
    elif not granted and entitled(request):
        yield MUST_AMEND.refuse(
            "The child has the offer of a place there: the authority shall comply", needs="amend the order"
        )


def _revoking_asked(
    step: Step, request: Request, *, granted: bool, reasons: str, told_of_referral: bool
) -> Iterator[Verdict]:
    if granted:
        return
    unread = {evidence.id for evidence in step.chain.unread()} & set(request.evidence)
    if unread or not reasons.strip():
        yield REASONS.refuse(
            "The evidence sent with the request has not been read" if unread else "The refusal gives no reasons",
            needs="read the evidence, and say why no satisfactory arrangements have been made",
        )
    if not told_of_referral:
        yield REFERRAL.refuse(
            "The answer does not tell the parent that the question may go to the Secretary of State",
            needs="tell the parent",
            field="told_of_referral",
        )


def amending(step: Step, amendment: Amendment) -> Iterator[Verdict]:
    """Naming another school: because the parent has a place, because the plan changed, or by the authority itself."""
    yield from order_in_force(step)
    plan = step.chain.plan
    if plan is not None and plan.maintained:
        yield from plans_school(plan, amendment.school)
        return
    if amendment.because is Because.PARENT:
        asked = [request for request in step.chain.requests if entitled(request) and request.school is not None]
        if not any(
            request.school is not None and request.school.number == amendment.school.number for request in asked
        ):
            yield NOT_MET.refuse(
                f"No request of the parent rests on a place at {amendment.school.name}",
                needs="the parent's request, and the offer of a place",
                field="school",
            )
    else:
        yield from may_be_named(amendment.school, step.day)


def revoking(step: Step, reasons: str) -> Iterator[Verdict]:
    """By the authority itself, or because a request is granted (s.437(4)(a))."""
    yield from order_in_force(step)
    if not reasons.strip():
        yield REASONS.refuse("The revocation gives no reasons", needs="the reasons", field="reasons")
