"""A penalty notice by actions, from any day: nothing opens a day early or closes a day late (PRACTICE 2, 6.12)."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.proceedings import PenaltyNotice
from tests.domain.law.test_every_edge import AWKWARD
from tests.domain.stepping import Steps
from tests.domain.test_third_notice import family, whole

DECISION = {"choice": "prosecute", "reason": "The evidence is plain."}
# The registers begin in September 2025, and ten school weeks must lie behind a notice.
days = st.sampled_from([day for day in AWKWARD if day > date(2026, 1, 1)]) | st.dates(
    date(2026, 1, 12), date(2028, 6, 30)
)


def received(on: date) -> tuple[Steps, PenaltyNotice, date]:
    """Given and posted on that day, and received as deemed."""
    play = family(on.isoformat())
    whole(play)
    play.step("record-notice-service")
    notice = play.proceeding()
    assert isinstance(notice, PenaltyNotice)
    assert notice.received_on is not None
    return play, notice, notice.received_on


def last_days(play: Steps) -> tuple[date, date]:
    clocks = (play.clock(f"penalty-notice-1:{rule}") for rule in ("penalty-discount", "penalty-payment"))
    discount, payment = (clock.last_day for clock in clocks)
    return discount, payment


def outcome(play: Steps) -> str:
    return play.proceeding().outcome


@settings(max_examples=20, deadline=None)
@given(days)
def test_each_day_of_payment_and_decision_is_the_laws(on: date) -> None:
    play, _, first = received(on)
    assert last_days(play) == (first + timedelta(days=20), first + timedelta(days=27))
    for day, pence, paid in (
        (first + timedelta(days=20), 8000, True),
        (first + timedelta(days=21), 8000, False),
        (first + timedelta(days=27), 16000, True),
    ):
        paying = play.copied()
        paying.to(day)
        paying.step("record-penalty-payment", pence=pence, reference="Receipt 1")
        assert outcome(paying) == ("paid" if paid else ""), day
    play.to(first + timedelta(days=27))
    assert play.no_step("decide-unpaid-notice", by="supervisor", **DECISION) == "DECISION_TOO_EARLY"
    (early,) = play.why_no_step("decide-unpaid-notice", by="supervisor", **DECISION)
    assert early.opens_on == first + timedelta(days=28)
    assert play.proceeding().stage == "paying"
    play.to(first + timedelta(days=28))
    assert "decide-unpaid" in play.tasks()
    play.step("decide-unpaid-notice", by="supervisor", **DECISION)
    assert play.proceeding().stage == "charging"
