"""How a penalty notice ends unpaid: representations, the decision at 28 days, withdrawal.

2007 regulations regs 8 and 9. Nothing is withdrawn or charged by default: an undecided notice is alarmed, and past its
limit shown as a breach (PRACTICE 1.7, 6.12, 6.13).
"""

from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel, ConfigDict

from domain.calendars import ONE_DAY
from domain.guards.sources import law, practice
from domain.law.guard import LawGuard, day_words, guard
from domain.law.penalty_payment import standing
from domain.law.relied_on import looked_at
from domain.law.tariff import pounds
from domain.law.time_limit import limit_of
from domain.proceedings.penalty_notice import Choice, PenaltyNotice, Representation, WithdrawalGround
from domain.verdict import Verdict

REG_8 = law("Education (Penalty Notices) (England) Regulations 2007 reg 8")
REG_9 = law("Education (Penalty Notices) (England) Regulations 2007 reg 9")
ENDINGS = practice("6.13")

NOT_LIVE = guard(
    "NOTICE_NOT_LIVE", "Only a notice that was given, and not withdrawn, is decided on", ENDINGS, absolute=True
)
WITHDRAWN = guard("WITHDRAWAL_FINAL", "Withdrawal is final", REG_8)
UNDERSTOOD = guard(
    "WITHDRAWAL_UNDERSTOOD", "Before a notice is withdrawn its end is said and confirmed", ENDINGS, absolute=True
)
REG_9_ONLY = guard(
    "WITHDRAWAL_UNPAID", "Only an unpaid notice past its 28 days is withdrawn for not being charged", REG_9
)
BEGUN = guard("NOTICE_CHARGED", "Once proceedings have begun they end first", ENDINGS, absolute=True)
PAID = guard("NOTICE_PAID", "What is paid needs no decision", REG_9)
DECIDED = guard("NOTICE_DECIDED", "A decision is taken once; a later withdrawal says so itself", ENDINGS, absolute=True)
TOO_EARLY = guard("DECISION_TOO_EARLY", "No decision to prosecute before the 28 days are over", REG_9)
UNANSWERED = guard("REPRESENTATION_OPEN", "Representations are answered before a notice is charged", ENDINGS)
ANOTHER = guard(
    "REPRESENTATION_BY_ANOTHER",
    "Representations are answered by somebody other than the issuer",
    ENDINGS,
    absolute=True,
)
GUARDS = (
    NOT_LIVE,
    WITHDRAWN,
    UNDERSTOOD,
    REG_9_ONLY,
    BEGUN,
    PAID,
    DECIDED,
    TOO_EARLY,
    UNANSWERED,
    ANOTHER,
)


class DecisionDue(BaseModel):
    """Prosecute or withdraw: open since `since`, alarmed until somebody decides. `last_day` is the last day to charge
    for the earliest session; after it the notice is shown as a breach with its owner.
    """

    model_config = ConfigDict(frozen=True)

    since: date
    last_day: date
    breach: bool


def decision_due(notice: PenaltyNotice, today: date) -> DecisionDue | None:
    now = standing(notice, today)
    if not now.decision_due or now.charge_from is None or not notice.sessions:
        return None
    last_day = limit_of(min(session.day for session in notice.sessions)).last_day
    return DecisionDue(since=now.charge_from, last_day=last_day, breach=today > last_day)


def before_withdrawal(notice: PenaltyNotice, today: date) -> list[str]:
    """What withdrawal does, said before it is confirmed."""
    refund = standing(notice, today).paid - sum(refund.pence for refund in notice.refunds)
    said = [
        "Withdrawal is final.",
        "No prosecution for these sessions will be possible, under section 444(1) either.",
        "The notice no longer counts towards the two in three years.",
    ]
    return [*said, f"{pounds(refund)} goes back to the parent."] if refund > 0 else said


def withdrawing(notice: PenaltyNotice, ground: WithdrawalGround, *, understood: bool, today: date) -> Iterator[Verdict]:
    if notice.withdrawn is not None:
        yield WITHDRAWN.refuse(f"It was withdrawn on {day_words(notice.withdrawn.on)}", needs="nothing more to do")
        return
    if not notice.live:
        yield NOT_LIVE.refuse("This notice has not been given", needs="stop its letter instead")
        return
    if notice.proceedings_began_at is not None:
        yield BEGUN.refuse("Proceedings for these sessions have begun", needs="discontinue them first")
    if ground is WithdrawalGround.NOT_PROSECUTED:
        yield from _unpaid(notice, today, REG_9_ONLY)
    if not understood:
        yield UNDERSTOOD.refuse(
            " ".join(before_withdrawal(notice, today)), needs="confirm that this is understood", field="understood"
        )


def deciding(notice: PenaltyNotice, choice: Choice, today: date) -> Iterator[Verdict]:
    """The decision that is due when the 28 days are over (G17)."""
    if not notice.live:
        yield NOT_LIVE.refuse("There is no notice in force to decide on", needs="nothing to decide")
        return
    if notice.decision is not None:
        yield DECIDED.refuse(
            f"It was decided on {day_words(notice.decision.on)}", needs="withdraw it, if that is meant"
        )
    yield from _unpaid(notice, today, TOO_EARLY)
    if choice is Choice.PROSECUTE:
        yield from looked_at(notice)
        if any(each.answered_on is None for each in notice.representations):
            yield UNANSWERED.refuse("The parent's representations are not answered", needs="answer them first")


def answering(notice: PenaltyNotice, representation: Representation, by: str) -> Iterator[Verdict]:
    """The 28 days run on meanwhile."""
    if by in {notice.issued_by, *(hand.person for hand in notice.hands)}:
        yield ANOTHER.refuse("You gave, asked for or wrote this notice", needs="somebody else")
    if representation.answered_on is not None:
        yield DECIDED.refuse(f"It was answered on {day_words(representation.answered_on)}", needs="nothing more to do")


def _unpaid(notice: PenaltyNotice, today: date, early: LawGuard) -> Iterator[Verdict]:
    now = standing(notice, today)
    if now.discharged_on is not None:
        yield PAID.refuse(f"It was paid on {day_words(now.discharged_on)}", needs="nothing to decide")
    elif now.charge_from is None:
        yield early.refuse("It has no day of receipt, so its 28 days have not begun", needs="serve it again")
    elif today < now.charge_from:
        yield early.refuse(f"The parent may pay until {day_words(now.charge_from - ONE_DAY)}", opens_on=now.charge_from)
