"""Paying: the last day to the day, parts and too much, post that came back; against an arithmetic of its own."""

from datetime import date, timedelta

import pytest
from hypothesis import given as given_by
from hypothesis import settings
from hypothesis import strategies as st

from domain.deadline import uk_day
from domain.law.excluded_in_public import TARIFF as EXCLUDED
from domain.law.penalty_payment import Due, Standing, clocks, paying, standing
from domain.law.tariff import FIRST, SECOND
from domain.proceedings.groundwork import LawyersReason
from domain.proceedings.penalty_notice import Payment, PenaltyNotice, Refund, Tariff, Withdrawal
from tests.domain.law.builders import at, given, only, refused

day = date.fromisoformat
# Scenario S12: received on Wednesday 14 October 2026, so £80 until 3 November and £160 until 10 November.
NOTICE = given()


def paid(*payments: tuple[int, str], notice: PenaltyNotice = NOTICE) -> PenaltyNotice:
    """Pounds, and the day they were sent."""
    made = [Payment(id=f"M{n}", pence=pounds * 100, sent_on=day(on)) for n, (pounds, on) in enumerate(payments)]
    return notice.model_copy(update={"payments": made})


def on(today: str, *payments: tuple[int, str], notice: PenaltyNotice = NOTICE) -> Standing:
    return standing(paid(*payments, notice=notice), day(today))


def due(now: Standing) -> list[tuple[int, str]]:
    return [(each.pence // 100, each.by.isoformat() if each.by else "") for each in now.due]


def test_s12_eighty_in_21_days_and_160_in_28() -> None:
    now = on("2026-10-14")
    assert (now.discount_until, now.pay_until, now.charge_from) == (
        day("2026-11-03"),
        day("2026-11-10"),
        day("2026-11-11"),
    )
    assert due(on("2026-11-03")) == [(80, "2026-11-03"), (160, "2026-11-10")]
    assert due(on("2026-11-04")) == [(160, "2026-11-10")]
    assert due(on("2026-11-10")) == [(160, "2026-11-10")]
    assert due(on("2026-11-11")) == []
    assert [on(today).decision_due for today in ("2026-11-10", "2026-11-11")] == [False, True]


def test_s13_eighty_a_day_late_leaves_eighty_to_pay() -> None:
    late = on("2026-11-04", (80, "2026-11-04"))
    assert late.discharged_on is None
    assert due(late) == [(80, "2026-11-10")]
    assert late.words == "Still to pay: £80 by 10 November 2026."
    in_time = on("2026-11-03", (80, "2026-11-03"))
    assert (in_time.discharged_on, in_time.due, in_time.refund) == (day("2026-11-03"), (), 0)
    assert not on("2027-01-01", (80, "2026-11-03")).decision_due
    balance = on("2026-11-10", (80, "2026-11-04"), (80, "2026-11-10"))
    assert balance.discharged_on == day("2026-11-10")
    day_late = on("2026-11-11", (80, "2026-11-04"), (80, "2026-11-11"))
    assert (day_late.discharged_on, day_late.decision_due, day_late.refund) == (None, True, 0)


def test_it_counts_on_the_day_it_was_sent_and_not_on_the_day_it_came() -> None:
    posted = Payment(id="M1", pence=8000, sent_on=day("2026-11-03"), received_on=day("2026-11-06"))
    assert standing(NOTICE.model_copy(update={"payments": [posted]}), day("2026-11-06")).discharged_on == posted.sent_on
    assert posted.sent_on == uk_day(at("2026-11-03", "23:59:59"))


def test_the_last_hour_of_day_21_in_summer_time() -> None:
    """PRACTICE 8.15: 23:30 London time is still that day, whatever the day is in UTC."""
    spring = given("2027-03-29", "2027-03-31")
    last_hour = at("2027-04-20", "23:30")
    assert last_hour.isoformat() == "2027-04-20T22:30:00+00:00"
    payment = Payment(id="M1", pence=8000, sent_on=uk_day(last_hour))
    assert standing(spring.model_copy(update={"payments": [payment]}), day("2027-04-21")).discharged_on == day(
        "2027-04-20"
    )
    after = Payment(id="M1", pence=8000, sent_on=uk_day(last_hour + timedelta(minutes=30)))
    assert standing(spring.model_copy(update={"payments": [after]}), day("2027-04-21")).discharged_on is None


def test_parts_add_up_and_say_what_is_missing() -> None:
    assert due(on("2026-10-20", (30, "2026-10-20"))) == [(50, "2026-11-03"), (130, "2026-11-10")]
    assert on("2026-10-20", (30, "2026-10-20")).words == (
        "Still to pay: £50 by 3 November 2026, or £130 by 10 November 2026."
    )
    assert on("2026-11-03", (30, "2026-10-20"), (50, "2026-11-03")).discharged_on == day("2026-11-03")
    assert due(on("2026-11-05", (30, "2026-10-20"), (50, "2026-11-05"))) == [(80, "2026-11-10")]


@pytest.mark.parametrize(
    ("payments", "refund"),
    [
        ([(100, "2026-11-02")], 20),
        ([(80, "2026-11-02"), (80, "2026-11-05")], 80),
        ([(160, "2026-10-20")], 80),  # inside 21 days £80 discharges: the rest goes back
        ([(50, "2026-11-02"), (150, "2026-11-05")], 40),
        ([(80, "2026-11-05")], 0),  # too little waits for the decision
    ],
)
def test_too_much_goes_back_and_too_little_waits(payments: list[tuple[int, str]], refund: int) -> None:
    assert on("2026-11-20", *payments).refund == refund * 100


def test_what_went_back_does_not_go_back_again() -> None:
    back = paid((100, "2026-11-02")).model_copy(update={"refunds": [Refund(pence=2000, on=day("2026-11-05"))]})
    assert [standing(back, day(today)).refund for today in ("2026-11-04", "2026-11-05")] == [2000, 0]


def test_too_little_goes_back_when_proceedings_begin_or_the_notice_is_withdrawn() -> None:
    part = paid((80, "2026-11-05"))
    begun = part.model_copy(update={"proceedings_began_at": at("2026-12-01")})
    withdrawal = Withdrawal(ground="ought-not", reason="Wrong dates", by="supervisor", on=day("2026-11-20"))
    ended = part.model_copy(update={"withdrawn": withdrawal})
    lost = part.model_copy(update={"never_given": LawyersReason(lawyer="l", on=day("2026-11-20"), reason="Returned")})
    assert [standing(each, day("2026-12-02")).refund for each in (part, begun, ended, lost)] == [0, 8000, 8000, 8000]
    all_of_it = paid((80, "2026-10-20")).model_copy(update={"withdrawn": withdrawal})
    now = standing(all_of_it, day("2026-12-02"))
    assert (now.refund, now.discharged_on, now.due, now.decision_due) == (8000, None, (), False)


def test_the_second_notice_is_flat() -> None:
    second = given(tariff=SECOND)
    assert clocks(second).discount is None
    assert due(on("2026-10-14", notice=second)) == [(160, "2026-11-10")]
    assert on("2026-11-03", (80, "2026-11-03"), notice=second).discharged_on is None
    assert on("2026-11-10", (160, "2026-11-10"), notice=second).discharged_on == day("2026-11-10")


def test_a_notice_that_came_back_has_no_clocks() -> None:
    """PRACTICE 6.12: both go back to "not started"."""
    returned = NOTICE.model_copy(update={"received_on": None, "returned_on": day("2026-10-19")})
    now = standing(returned, day("2027-01-04"))
    assert clocks(returned).payment is None
    assert (now.pay_until, now.charge_from, now.decision_due) == (None, None, False)
    assert due(now) == [(80, ""), (160, "")]
    assert now.words == "Still to pay: £80, or £160."
    served_again = returned.model_copy(update={"received_on": day("2027-01-06")})
    assert due(standing(served_again, day("2027-01-06"))) == [(80, "2027-01-26"), (160, "2027-02-02")]


def test_whoever_pays_without_a_day_of_receipt_has_the_notice() -> None:
    returned = NOTICE.model_copy(update={"received_on": None})
    assert on("2027-01-04", (80, "2027-01-04"), notice=returned).discharged_on == day("2027-01-04")


def test_a_cheque_that_bounced_pays_nothing() -> None:
    bounced = Payment(id="M1", pence=8000, sent_on=day("2026-10-20"), failed=True)
    assert standing(NOTICE.model_copy(update={"payments": [bounced]}), day("2026-10-22")).paid == 0


# Recording a payment ------------------------------------------------------------------------------------------------


def recording(
    pounds: int, sent: str, *, refund: int = 0, today: str = "2026-11-20", notice: PenaltyNotice = NOTICE
) -> list[str]:
    return refused(paying(notice, Payment(id="new", pence=pounds * 100, sent_on=day(sent)), refund * 100, day(today)))


def test_a_payment_larger_than_what_is_due_is_taken_only_with_its_refund() -> None:
    verdict = only(paying(NOTICE, Payment(id="new", pence=10000, sent_on=day("2026-11-02")), 0, day("2026-11-02")))
    assert (verdict.code, verdict.field, verdict.needs) == ("PAYMENT_TOO_MUCH", "refund", "record £20 to be refunded")
    assert recording(100, "2026-11-02", refund=20) == []
    assert recording(80, "2026-11-02", refund=20) == ["PAYMENT_TOO_MUCH"]
    assert recording(80, "2026-11-02") == []


def test_what_comes_after_it_is_paid_goes_back_whole() -> None:
    assert recording(80, "2026-11-05", refund=80, notice=paid((80, "2026-11-02"))) == []
    assert recording(80, "2026-11-05", notice=paid((80, "2026-11-02"))) == ["PAYMENT_TOO_MUCH"]


@pytest.mark.parametrize(
    ("sent", "codes"),
    [("2026-10-11", ["PAYMENT_DAY"]), ("2026-10-12", []), ("2026-11-20", []), ("2026-11-21", ["PAYMENT_DAY"])],
)
def test_a_payment_is_sent_after_the_notice_and_not_in_the_future(sent: str, codes: list[str]) -> None:
    assert recording(10, sent) == codes


def test_a_payment_is_recorded_once_and_only_for_a_notice_that_was_given() -> None:
    twice = paid((10, "2026-10-20"))
    assert refused(paying(twice, twice.payments[0], 0, day("2026-11-20"))) == ["PAYMENT_TWICE"]
    assert recording(10, "2026-10-20", notice=NOTICE.model_copy(update={"issued_on": None})) == ["PAYMENT_NOT_DUE"]


# The same arithmetic, said again ------------------------------------------------------------------------------------

RECEIVED = st.dates(date(2026, 1, 1), date(2028, 12, 31))
PAYMENTS = st.lists(st.tuples(st.integers(1, 20_000), st.integers(-2, 40)), max_size=6)


@settings(max_examples=120)
@given_by(RECEIVED, PAYMENTS, st.integers(-2, 45), st.sampled_from([FIRST, SECOND, EXCLUDED]))
def test_against_day_by_day_arithmetic(
    received: date, payments: list[tuple[int, int]], now: int, tariff: Tariff
) -> None:
    """Day 1 is the day of receipt."""
    made = [Payment(id=f"M{n}", pence=p, sent_on=received + timedelta(days=d - 1)) for n, (p, d) in enumerate(payments)]
    notice = NOTICE.model_copy(update={"received_on": received, "tariff": tariff, "payments": made})
    result = standing(notice, received + timedelta(days=now - 1))
    total, price, paid_on = 0, None, None
    for number in range(-2, now + 1):
        for pence in (p for p, d in payments if d == number):
            total += pence
            if price is None and tariff.discount and number <= 21 and total >= tariff.discount:
                price, paid_on = tariff.discount, number
            elif price is None and number <= 28 and total >= tariff.full:
                price, paid_on = tariff.full, number
    assert result.paid == total
    assert result.discharged_on == (None if paid_on is None else received + timedelta(days=paid_on - 1))
    assert result.refund == (total - price if price is not None else 0)
    assert result.decision_due == (price is None and now > 28)
    expected = []
    if price is None and now <= 28:
        if tariff.discount and now <= 21:
            expected.append(Due(pence=tariff.discount - total, by=received + timedelta(days=20)))
        expected.append(Due(pence=tariff.full - total, by=received + timedelta(days=27)))
    assert list(result.due) == expected
    assert all(each.pence > 0 for each in result.due)
