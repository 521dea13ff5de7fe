"""The notice to satisfy the authority: Education Act 1996 s.437(1)-(2), guards G01 to G03.

It appears that a child of compulsory school age in the area is not receiving suitable education: the authority shall
serve notice on the parent. The period is what the notice states, and never less than 15 days beginning with service.
"""

from collections.abc import Iterator
from datetime import date

from domain.calendars import ONE_DAY
from domain.guards.sources import RECORD, law
from domain.law.guard import guard
from domain.law.order_in_force import in_force
from domain.law.order_step import Step, on_any_step, was_signed
from domain.law.printed_day import Period, long_enough, may_leave
from domain.law.regime import WORDS, Regime
from domain.law.regime import in_force as law_in_force
from domain.proceedings.attendance_order import Notice
from domain.proceedings.served import Manner
from domain.verdict import Verdict

S437_1 = law("Education Act 1996 s.437(1)")
S437_2 = law("Education Act 1996 s.437(2)")

APPEARS = guard("NOTHING_APPEARS", "The record says why it appears that the education is not suitable", S437_1)
G03_TOO_SHORT = guard("G03_TOO_SHORT", "The notice gives at least 15 days beginning with the day of service", S437_2)
LIVE_ORDER = guard(
    "LIVE_ORDER", "No notice while an attendance order against this parent for this child is in force", S437_1
)
CHAIN_RUNNING = guard("CHAIN_RUNNING", "One chain at a time against one parent for one child", RECORD, absolute=True)
NOTICE_RUNNING = guard(
    "NOTICE_RUNNING",
    "A notice is issued afresh only where the last is void, was withdrawn or has come back",
    RECORD,
    absolute=True,
)
GUARDS = (APPEARS, G03_TOO_SHORT, LIVE_ORDER, CHAIN_RUNNING, NOTICE_RUNNING)


def period_of(step: Step, regime: Regime) -> Period:
    """From a day of service to the shortest period this law gives the first notice."""
    return lambda served: step.notice_period(regime, served)


def notice(step: Step, regime: Regime, printed: date | None = None) -> Iterator[Verdict]:
    """Everything that stands in the way of the first notice, with `printed` as its last day where one is given."""
    yield from law_in_force(regime, step.service_day, step.switch)
    if not step.chain.appears:
        yield APPEARS.refuse(
            "Nobody has recorded why it appears that the child is not receiving suitable education",
            needs="what was seen or not answered, in the officer's words",
        )
    yield from on_any_step(step)
    yield from _nothing_running(step)
    if printed is not None:
        yield from long_enough(G03_TOO_SHORT, period_of(step, regime), printed, step.service_day)


def _nothing_running(step: Step) -> Iterator[Verdict]:
    own, now = step.chain, step.chain.notice
    same = [other for other in step.others if other.person_id == own.person_id and other.name != own.name]
    for chain in (own, *same):
        live = in_force(chain.order, step.born, step.supervision, step.almanac, step.school)
        if live is not None and step.service_day in live:
            yield LIVE_ORDER.refuse(
                "An attendance order against this parent is in force",
                needs="the order revoked, or a charge under s.443",
            )
    if any(other.open and other.order is None for other in same):
        yield CHAIN_RUNNING.refuse(
            "A chain against this parent for this child is running already", needs="go on with that one, or end it"
        )
    if now is not None and now.letter != step.letter and good(step, now):
        yield NOTICE_RUNNING.refuse("A notice has been issued and is good", needs="its period to run")


def good(step: Step, notice: Notice) -> bool:
    """Not withdrawn, not come back, not void. One that is still on its way is good."""
    return notice.withdrawn_on is None and not notice.ledger.reopened and next(void(step, notice), None) is None


def leaving(step: Step, notice: Notice, on: date, manner: Manner) -> Iterator[Verdict]:
    """What is judged when it is posted or handed over (PRACTICE 4.5): the printed day, once more."""
    yield from was_signed(notice, WORDS[notice.regime].notice)
    yield from may_leave(
        G03_TOO_SHORT, period_of(step, notice.regime), notice.printed_last_day, on, manner, step.almanac
    )


def void(step: Step, notice: Notice) -> Iterator[Verdict]:
    """Why a served notice is void: its printed day is short of what its service, as it now stands, asks for, or it was
    served under a law that was not in force. A void notice is issued afresh.
    """
    served = notice.ledger.day
    if served is None:
        return
    for verdict in (
        *long_enough(G03_TOO_SHORT, period_of(step, notice.regime), notice.printed_last_day, served),
        *law_in_force(notice.regime, served, step.switch),
    ):
        yield verdict.model_copy(update={"reason": f"The notice is void. {verdict.reason}", "opens_on": None})


def last_day(notice: Notice) -> date:
    """The last day on which the parent may satisfy the authority within the period: what the notice states."""
    return notice.printed_last_day


def next_step_from(notice: Notice) -> date:
    """The first day after that period."""
    return last_day(notice) + ONE_DAY
