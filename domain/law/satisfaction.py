"""Not satisfied, and expedient: the two tests of Education Act 1996 s.437(3), guards G04 and G05 (PRACTICE 6.2).

Evidence may come on any day and is read whenever it comes. The end of the period decides nothing: an officer does, and
says which evidence was read. A parent's silence is no opinion.
"""

from collections.abc import Collection, Iterator
from datetime import date

from domain.guards.dates import refused
from domain.guards.sources import law, practice
from domain.law.authority import Register, holds
from domain.law.guard import day_words, guard
from domain.law.order_step import Step, was_signed
from domain.law.regime import WORDS
from domain.law.suitable_education_notice import next_step_from, void
from domain.proceedings.attendance_order import AttendanceOrder, Notice, Satisfaction
from domain.proceedings.groundwork import Hand
from domain.verdict import Verdict
from domain.vocabulary import Power

S437_3A = law("Education Act 1996 s.437(3)(a)")
S437_3B = law("Education Act 1996 s.437(3)(b)")

G04_NO_NOTICE = guard("G04_NO_NOTICE", "A notice under s.437(1) was served, and its service stands", S437_3A)
G04_PERIOD = guard("G04_PERIOD", "No next step before the period of the notice is over", S437_3A)
G04_UNREAD = guard("G04_UNREAD", "No next step while any evidence is unread", practice("6.2"), absolute=True)
G04_UNDECIDED = guard(
    "G04_UNDECIDED", "An officer has decided, on the evidence, that the authority is not satisfied", S437_3A
)
G04_SATISFIED = guard("G04_SATISFIED", "No next step where the authority is satisfied", S437_3A)
G04_READ = guard(
    "G04_READ", "The decision names the evidence read, and only evidence that came", practice("6.2"), absolute=True
)
G05_NO_OPINION = guard("G05_NO_OPINION", "A named authorised officer finds school expedient, with reasons", S437_3B)
G05_NOT_EXPEDIENT = guard("G05_NOT_EXPEDIENT", "No order where school is not expedient", S437_3B)
GUARDS = (
    G04_NO_NOTICE,
    G04_PERIOD,
    G04_UNREAD,
    G04_UNDECIDED,
    G04_SATISFIED,
    G04_READ,
    G05_NO_OPINION,
    G05_NOT_EXPEDIENT,
)


def deciding(chain: AttendanceOrder, satisfied: bool, read: Collection[str]) -> Iterator[Verdict]:
    """The officer's decision, at any time after the notice was served: it names evidence that came, and is not "not
    satisfied" while some of it lies unread.
    """
    if chain.notice is None or chain.notice.ledger.standing is None:
        yield G04_NO_NOTICE.refuse(
            "No notice under s.437(1) has been served, or its service came back", needs="a notice, served"
        )
    known = {evidence.id for evidence in chain.evidence}
    if unknown := sorted(set(read) - known):
        yield G04_READ.refuse(
            f"Not evidence in this chain: {', '.join(unknown)}", needs="evidence that came", field="read"
        )
    if satisfied and not (set(read) | {piece for decision in chain.decisions for piece in decision.read}):
        yield G04_READ.refuse(
            "Nobody is satisfied by nothing: no evidence has been read", needs="the evidence read", field="read"
        )
    waiting = [evidence for evidence in chain.unread() if evidence.id not in read]
    if not satisfied and waiting:
        yield _unread(len(waiting))


def forming_opinion(register: Register, hand: Hand, reasons: str) -> Iterator[Verdict]:
    """G05: by somebody whom the register gives the power on that day, in their own words."""
    yield from holds(register, Power.EXPEDIENT, hand)
    if not reasons.strip():
        yield refused("REASONS", "An opinion has reasons, in the officer's own words", "reasons", "the reasons")


def not_satisfied_and_expedient(step: Step) -> Iterator[Verdict]:
    """Everything that the intention notice and the order ask of what went before them."""
    notice = step.chain.notice
    if notice is None:
        yield G04_NO_NOTICE.refuse("No notice under s.437(1) has been issued", needs="a notice, served")
        return
    yield from notice_over(step, notice)
    if waiting := list(step.chain.unread()):
        yield _unread(len(waiting))
    yield from _decided(step.chain.decision, notice.ledger.day)
    yield from _opinion(step.chain, notice.ledger.day)


def notice_over(step: Step, notice: Notice) -> Iterator[Verdict]:
    """The notice was signed, is served and good, and the period it states is over today."""
    served = notice.ledger.day
    yield from was_signed(notice, WORDS[notice.regime].notice)
    if notice.withdrawn_on is not None:
        yield G04_NO_NOTICE.refuse("The notice was withdrawn", needs="a fresh notice, served")
    elif served is None:
        came_back = "The notice came back" if notice.ledger.reopened else "The notice has not been served"
        yield G04_NO_NOTICE.refuse(came_back, needs="service of the notice, or a fresh one")
    else:
        yield from void(step, notice)
        opens = next_step_from(notice)
        if step.day < opens:
            yield G04_PERIOD.refuse(
                f"The parent has until {day_words(notice.printed_last_day)} to satisfy the authority", opens_on=opens
            )


def _decided(decision: Satisfaction | None, served: date | None) -> Iterator[Verdict]:
    """The decision that stands was made on this notice, not on an earlier one."""
    if decision is None or (served is not None and decision.on < served):
        yield G04_UNDECIDED.refuse(
            "No officer has decided, since this notice was served, whether the authority is satisfied",
            needs="an officer's decision that says which evidence was read",
        )
    elif decision.satisfied:
        yield G04_SATISFIED.refuse(
            f"The authority was satisfied on {day_words(decision.on)}", needs="nothing more: the chain ends here"
        )


def _opinion(chain: AttendanceOrder, served: date | None) -> Iterator[Verdict]:
    opinion = chain.opinion
    if opinion is None or not opinion.authorisation or (served is not None and opinion.on < served):
        yield G05_NO_OPINION.refuse(
            "No authorised officer has found, since this notice was served, that school is expedient",
            needs="the opinion of somebody whom the register gives that power, with reasons",
        )
    elif not opinion.expedient:
        yield G05_NOT_EXPEDIENT.refuse(
            f"School was found not expedient on {day_words(opinion.on)}", needs="a new opinion, or another way"
        )


def _unread(count: int) -> Verdict:
    pieces = "1 piece of evidence has" if count == 1 else f"{count} pieces of evidence have"
    return G04_UNREAD.refuse(f"{pieces} not been read", needs="read it, and decide again", field="read")
