"""Paying a penalty notice: £80 within 21 days of receipt and £160 within 28, or the flat amount within 28.

2007 regulations regs 4 and 5 as amended by SI 2024/210. A payment counts on the day it was sent or handed over (policy,
PRACTICE 6.12). Too little discharges nothing; too much is refunded. Without a day of receipt neither period runs.
"""

from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel, ConfigDict

from domain.calendars import Almanac
from domain.date_rules import work_out
from domain.deadline import Deadline
from domain.guards.sources import practice
from domain.law.guard import day_words, guard
from domain.law.tariff import pounds
from domain.proceedings.penalty_notice import Payment, PenaltyNotice, Tariff
from domain.verdict import Verdict

PAYMENTS = practice("6.12")
_NO_CALENDAR = Almanac()  # calendar days are counted without one

NOT_GIVEN = guard("PAYMENT_NOT_DUE", "Money is taken only for a notice that was given", PAYMENTS, absolute=True)
IMPOSSIBLE = guard(
    "PAYMENT_DAY", "A payment was sent after the notice was given, and not in the future", PAYMENTS, absolute=True
)
TOO_MUCH = guard("PAYMENT_TOO_MUCH", "What is paid beyond the amount due goes back", PAYMENTS, absolute=True)
TWICE = guard("PAYMENT_TWICE", "A payment is recorded once", PAYMENTS, absolute=True)
GUARDS = (NOT_GIVEN, IMPOSSIBLE, TOO_MUCH, TWICE)


class Due(BaseModel):
    """One way left to discharge the notice: so much more, in pence, by that day (none while no period runs)."""

    model_config = ConfigDict(frozen=True)

    pence: int
    by: date | None


class Standing(BaseModel):
    """How a notice stands at the end of a day. Money in pence; `refund` is what is still to go back."""

    model_config = ConfigDict(frozen=True)

    paid: int
    discharged_on: date | None
    due: tuple[Due, ...]
    refund: int
    discount_until: date | None
    pay_until: date | None
    charge_from: date | None
    decision_due: bool

    @property
    def words(self) -> str:
        """What the parent is told the same day: what is missing, and by when."""
        if self.discharged_on:
            back = f" {pounds(self.refund)} goes back." if self.refund else ""
            return f"Paid on {day_words(self.discharged_on)}.{back}"
        ways = [f"{pounds(due.pence)} by {day_words(due.by)}" if due.by else pounds(due.pence) for due in self.due]
        return f"Still to pay: {', or '.join(ways)}." if ways else "Not paid in time."


class Clocks(BaseModel):
    """Both payment periods, or neither: a notice that came back has not been received."""

    model_config = ConfigDict(frozen=True)

    discount: Deadline | None = None
    payment: Deadline | None = None


def clocks(notice: PenaltyNotice) -> Clocks:
    if notice.received_on is None or not notice.live or notice.tariff is None:
        return Clocks()
    discount = work_out("penalty-discount", notice.received_on, _NO_CALENDAR) if notice.tariff.discount else None
    return Clocks(discount=discount, payment=work_out("penalty-payment", notice.received_on, _NO_CALENDAR))


def standing(notice: PenaltyNotice, today: date) -> Standing:
    """By what was sent until the end of `today`."""
    running = clocks(notice)
    discount_until = running.discount.last_day if running.discount else None
    pay_until = running.payment.last_day if running.payment else None
    charge_from = running.payment.next_step_from if running.payment else None
    payments = sorted(
        (payment for payment in notice.payments if not payment.failed and payment.sent_on <= today),
        key=lambda payment: payment.sent_on,
    )
    paid = sum(payment.pence for payment in payments)
    refunded = sum(refund.pence for refund in notice.refunds if refund.on <= today)
    price, discharged_on = _discharge(notice, payments, discount_until, pay_until)
    over = charge_from is not None and today >= charge_from
    open_still = notice.live and discharged_on is None and not over and notice.proceedings_began_at is None
    return Standing(
        paid=paid,
        discharged_on=discharged_on,
        due=_due(notice.tariff, paid, today, discount_until, pay_until) if open_still and notice.tariff else (),
        refund=max(0, _too_much(notice, paid, price) - refunded),
        discount_until=discount_until,
        pay_until=pay_until,
        charge_from=charge_from,
        decision_due=notice.live and over and discharged_on is None and notice.decision is None,
    )


def _discharge(
    notice: PenaltyNotice, payments: list[Payment], discount_until: date | None, pay_until: date | None
) -> tuple[int, date | None]:
    """The amount that discharged the notice and the day it did, or nothing. Parts add up.

    While no period runs because receipt is not known, neither has ended: who pays has the notice.
    """
    tariff = notice.tariff
    if tariff is None or not notice.live:
        return 0, None
    so_far = 0
    for payment in payments:
        so_far += payment.pence
        discount = tariff.discount
        if discount and so_far >= discount and (discount_until is None or payment.sent_on <= discount_until):
            return discount, payment.sent_on
        if so_far >= tariff.full and (pay_until is None or payment.sent_on <= pay_until):
            return tariff.full, payment.sent_on
    return 0, None


def _due(
    tariff: Tariff, paid: int, today: date, discount_until: date | None, pay_until: date | None
) -> tuple[Due, ...]:
    ways = []
    if tariff.discount and (discount_until is None or today <= discount_until):
        ways.append(Due(pence=tariff.discount - paid, by=discount_until))
    ways.append(Due(pence=tariff.full - paid, by=pay_until))
    return tuple(ways)


def _too_much(notice: PenaltyNotice, paid: int, price: int) -> int:
    """All of it where the notice is withdrawn or proceedings have begun; what goes beyond the amount where it is paid;
    nothing while it is still to be decided.
    """
    if not notice.live or notice.proceedings_began_at is not None:
        return paid
    return paid - price if price else 0


def paying(notice: PenaltyNotice, payment: Payment, refund: int, today: date) -> Iterator[Verdict]:
    """Whether a payment may be recorded with that much of it going back. A payment larger than what is due is taken
    only together with its refund.
    """
    if notice.issued_on is None or notice.tariff is None:
        yield NOT_GIVEN.refuse("This notice has not been given", needs="a notice that was given")
        return
    if any(other.id == payment.id for other in notice.payments):
        yield TWICE.refuse("This payment is recorded already", field="id", needs="another payment")
        return
    if not notice.issued_on <= payment.sent_on <= today:
        yield IMPOSSIBLE.refuse(
            f"It was sent between {day_words(notice.issued_on)} and today", field="sent_on", needs="the day it was sent"
        )
        return
    before = standing(notice, today).refund
    after = standing(notice.model_copy(update={"payments": [*notice.payments, payment]}), today).refund
    if refund != after - before:
        back = after - before
        yield TOO_MUCH.refuse(
            f"{pounds(back)} of it is more than is due" if back else "None of it is more than is due",
            field="refund",
            needs=f"record {pounds(back)} to be refunded",
        )
