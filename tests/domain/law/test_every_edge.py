"""Both sides of the edge of every guard that a day opens or closes, from any day: over half-term, Christmas, leap days
and clock changes. The day is worked out again here, without the law's own code.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.deadline import LONDON
from domain.law.authority import Authorisation, holds
from domain.law.authority import Register as Authorisations
from domain.law.excluded_in_public import may_be_given
from domain.law.improvement import improvement
from domain.law.information import explained
from domain.law.interview import interview_offered
from domain.law.penalty_ending import deciding
from domain.law.prosecution import instituting
from domain.law.regime import Regime, Switch, in_force
from domain.law.relied_on import not_under_supervision
from domain.law.supervision_order import SupervisionStep, of_age
from domain.law.tariff import FIRST, SECOND
from domain.law.tariff import may_be_given as another
from domain.law.unresolved import still_unresolved
from domain.proceedings.groundwork import Hand, ImprovementNotice, InForce
from domain.proceedings.penalty_notice import Choice, Sighting
from domain.proceedings.prosecution import Interview, InterviewOutcome
from domain.proceedings.served import Explained, LegalPath
from domain.proceedings.supervision_order import SupervisionOrder
from domain.verdict import Verdict
from domain.vocabulary import Power
from tests.domain.law import builders
from tests.domain.law.builders import (
    CALENDAR,
    CHILD,
    EARLY,
    SCHOOL,
    YEARS,
    at,
    charging_step,
)
from tests.domain.law.builders import (
    given as given_notice,
)
from tests.domain.law.order_builders import ledger

ONE_DAY = timedelta(days=1)
PRESCRIBED = ((3, 31), (8, 31), (12, 31))
# Half-terms, Christmas, Easter, the leap day, and the Sundays on which the clocks change; and any day at all.
AWKWARD = [
    date(2026, 10, 23), date(2026, 10, 24), date(2026, 10, 25), date(2026, 11, 1), date(2026, 12, 18),
    date(2026, 12, 24), date(2026, 12, 31), date(2027, 1, 3), date(2027, 2, 12), date(2027, 2, 28), date(2027, 3, 25),
    date(2027, 3, 27), date(2027, 3, 28), date(2027, 3, 29), date(2027, 10, 31), date(2028, 1, 31), date(2028, 2, 28),
    date(2028, 2, 29), date(2028, 3, 1), date(2028, 3, 26),
]  # fmt: skip
days = st.sampled_from(AWKWARD) | st.dates(date(2026, 1, 5), date(2028, 7, 1))


def instants(day: date) -> tuple[datetime, datetime]:
    """The first and the last minute of a day in London."""
    return tuple(datetime.combine(day, clock, LONDON) for clock in (time(0, 0), time(23, 59)))  # type: ignore[return-value]


@dataclass(frozen=True)
class Edge:
    """`asked` gives the verdicts on a day; `opens` the day worked out again; both from one anchor day."""

    code: str
    asked: Callable[[date, date], Iterable[Verdict]]
    opens: Callable[[date], date]


def same_date(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def next_prescribed(day: date) -> date:
    while (day.month, day.day) not in PRESCRIBED:
        day += ONE_DAY
    return day


def improving(anchor: date, on: date) -> Iterable[Verdict]:
    running = ImprovementNotice(served_on=anchor - timedelta(weeks=6), weeks=6, last_day=anchor)
    # Once it is over somebody has said how it ended: not enough.
    ended = running.model_copy(update={"improved": False}) if on > anchor else running
    return improvement(ended, "", on)


def registered(anchor: date, on: date) -> Iterable[Verdict]:
    line = Authorisation(person="signer", power=Power.SIGN_437, granted_by="head", first=anchor)
    return holds(Authorisations(entries=(line,)), Power.SIGN_437, Hand(person="signer", on=on))


def missed(anchor: date, on: date) -> Iterable[Verdict]:
    offered = Interview(
        offered_on=date(2025, 12, 1),
        recorded_at=at("2025-12-01"),
        appointment_on=anchor,
        outcome=InterviewOutcome.NOT_ATTENDED,
    )
    for instant in instants(on):
        yield from interview_offered(offered, instant)


def informed(anchor: date, on: date) -> Iterable[Verdict]:
    sent = Explained(
        path=LegalPath.PENALTY_NOTICE, person_id="P1", letter="L24", ledger=ledger("L24", anchor.isoformat())
    )
    return explained(LegalPath.PENALTY_NOTICE, "P1", "L11", [sent], on)


def charged(anchor: date, on: date) -> Iterable[Verdict]:
    notice = builders.unpaid(issued=(anchor - ONE_DAY).isoformat(), received=anchor.isoformat())
    for instant in instants(on):
        yield from instituting(charging_step(instant, notices=[notice]))


def third(anchor: date, on: date) -> Iterable[Verdict]:
    known = [
        given_notice(issued=anchor.isoformat(), name="penalty-notice-1"),
        given_notice(issued=(anchor + ONE_DAY).isoformat(), name="penalty-notice-2"),
    ]
    return another(known, "P1", CHILD, on, None)


EDGES = [
    Edge("G18_STILL_RUNNING", improving, lambda anchor: anchor + ONE_DAY),
    Edge(
        "DECISION_TOO_EARLY",
        lambda anchor, on: deciding(
            given_notice(issued=(anchor - ONE_DAY).isoformat(), received=anchor.isoformat()), Choice.WITHDRAW, on
        ),
        lambda anchor: anchor + timedelta(days=28),
    ),
    Edge("G16_PAYMENT_PERIOD", charged, lambda anchor: anchor + timedelta(days=28)),
    Edge("NOT_AUTHORISED", registered, lambda anchor: anchor),
    Edge("G20_INTERVIEW", missed, lambda anchor: anchor),
    Edge("G28_INFORMATION", informed, lambda anchor: anchor),
    Edge(
        "G30_REGIME",
        lambda anchor, on: in_force(Regime.CWSA_2026, on, Switch(appointed=anchor)),
        lambda anchor: anchor,
    ),
    Edge("G14_CAP", third, lambda anchor: same_date(anchor, 3)),
    Edge(
        "NOTICE_BACKDATED",
        lambda anchor, on: another([given_notice(issued=anchor.isoformat())], "P1", CHILD, on, None),
        lambda anchor: anchor,
    ),
    Edge(
        "G01_SUPERVISED",
        lambda anchor, on: of_age(
            SupervisionStep(
                order=SupervisionOrder(name=""), at=EARLY, born=same_date(anchor, -5), almanac=YEARS, school=SCHOOL
            ),
            on,
        ),
        next_prescribed,
    ),
]


@pytest.mark.parametrize("edge", EDGES, ids=lambda edge: edge.code)
@settings(max_examples=60, deadline=None)
@given(anchor=days)
def test_refused_to_the_day_before_and_not_on_the_day(edge: Edge, anchor: date) -> None:
    opens = edge.opens(anchor)
    for before in (opens - ONE_DAY, opens - timedelta(days=5)):
        if edge.code == "G14_CAP" and before <= anchor + ONE_DAY:
            continue
        found = [verdict for verdict in edge.asked(anchor, before) if verdict.code == edge.code]
        assert found, f"{before} is too early"
        assert {verdict.opens_on for verdict in found} == {opens}
    assert edge.code not in {verdict.code for verdict in edge.asked(anchor, opens)}, f"{opens} is not"


@settings(max_examples=100, deadline=None)
@given(first=days, length=st.integers(0, 400))
def test_no_date_of_an_order_is_charged_and_every_date_beside_it_may_be(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    order = InForce(first=first, last=last)
    for day, refused in ((first - ONE_DAY, False), (first, True), (last, True), (last + ONE_DAY, False)):
        (mark,) = builders.codes((day.isoformat(), "G-"))
        assert bool(list(not_under_supervision([mark], [order]))) is refused


@settings(max_examples=100, deadline=None)
@given(days, st.integers(0, 60))
def test_an_unresolved_mark_stands_five_school_days_and_no_longer(day: date, later: int) -> None:
    on = day + timedelta(days=later)
    passed = sum(CALENDAR.is_school_day(day + timedelta(days=n)) for n in range(1, later))
    marks = builders.codes((day.isoformat(), "NN"))
    # Overdue once the fifth school day after it lies behind: today itself has not passed.
    assert bool(list(still_unresolved(marks, on, YEARS, SCHOOL))) is (later > 0 and passed >= 5)


@settings(max_examples=100, deadline=None)
@given(days, st.integers(0, 25))
def test_only_the_first_five_school_days_of_an_exclusion(began: date, later: int) -> None:
    seen = began + timedelta(days=later)
    number = sum(CALENDAR.is_school_day(began + timedelta(days=n)) for n in range(later + 1))
    sighting = Sighting(
        seen_on=seen,
        in_school_hours=True,
        exclusion_began=began,
        told_on=began,
        told_days=(seen,),
        justification="None was given",
    )
    within = CALENDAR.is_school_day(seen) and number <= 5
    assert [verdict.code for verdict in may_be_given(sighting, YEARS, SCHOOL)] == (
        [] if within else ["G27_FIRST_FIVE_DAYS"]
    )


@pytest.mark.parametrize("on", ["2029-02-28", "2031-02-28"])
def test_the_lower_tariff_comes_back_on_the_day_the_first_has_left(on: str) -> None:
    """Given on 1 March three years before: on 28 February it counts, on 1 March it does not."""
    day = date.fromisoformat(on)
    first = given_notice(issued=f"{day.year - 3}-03-01")
    counts = list(another([first], "P1", CHILD, day, FIRST))
    assert [verdict.code for verdict in counts] == ["G13_TARIFF"]
    assert list(another([first], "P1", CHILD, day, SECOND)) == []
    assert list(another([first], "P1", CHILD, day + ONE_DAY, FIRST)) == []
