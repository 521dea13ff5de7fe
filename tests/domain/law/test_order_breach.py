"""Section 443: an order, served, in force on every date charged, not complied with, and not convicted on before."""

from collections.abc import Sequence
from datetime import date

import pytest

from domain.law.order_breach import OrderHeld, breach, charged_days
from domain.law.prosecution import instituting
from domain.proceedings.groundwork import InForce, LawyersReason
from domain.proceedings.prosecution import Offence, Procedure
from tests.domain.law.builders import at, charging_step, only, prosecution, refused

day = date.fromisoformat
NO_ONE_CAME = ["The school says that nobody was registered"]
CHARGED = InForce(first=day("2026-12-07"), last=day("2027-01-15"))


def order_of(**changed: object) -> OrderHeld:
    return OrderHeld.model_validate(
        {
            "name": "attendance-order-1",
            "served_on": day("2026-12-03"),
            "in_force": InForce(first=day("2026-12-03")),
            **changed,
        }
    )


ORDER = order_of()


def stands(
    order: OrderHeld | None = ORDER,
    period: InForce | None = CHARGED,
    evidence: Sequence[str] = NO_ONE_CAME,
    supervision: Sequence[InForce] = (),
    again: LawyersReason | None = None,
) -> list[str]:
    """What stands in the way of a charge on 20 January 2027."""
    return refused(breach(order, period, evidence, supervision, again, day("2027-01-20")))


def test_nothing_stands_in_the_way_of_an_order_not_complied_with() -> None:
    assert stands() == []


def test_s9_without_an_order_blocked() -> None:
    verdict = only(breach(None, CHARGED, NO_ONE_CAME, (), None, day("2027-01-20")))
    assert (verdict.code, verdict.overridable) == ("G08_NO_ORDER", False)
    assert stands(order=order_of(served_on=None)) == ["G08_NO_ORDER"]
    assert stands(order=order_of(in_force=None)) == ["G08_NO_ORDER"]


@pytest.mark.parametrize(
    ("first", "last", "ended", "codes"),
    [
        ("2026-12-03", "2027-01-15", None, []),
        ("2026-12-02", "2027-01-15", None, ["G08_NOT_IN_FORCE"]),
        ("2026-12-07", "2027-01-15", "2027-01-15", []),  # revoked on the 16th: it was live on every date charged
        ("2026-12-07", "2027-01-15", "2027-01-14", ["G08_NOT_IN_FORCE"]),
    ],
)
def test_in_force_on_every_date_charged(first: str, last: str, ended: str | None, codes: list[str]) -> None:
    period = InForce(first=day(first), last=day(last))
    in_force = InForce(first=day("2026-12-03"), last=day(ended) if ended else None)
    assert stands(order=order_of(in_force=in_force), period=period) == codes


def test_served_later_than_made_it_binds_from_service() -> None:
    late = order_of(in_force=InForce(first=day("2026-11-30")), served_on=day("2026-12-08"))
    assert stands(order=late) == ["G08_NOT_IN_FORCE"]
    assert stands(order=late, period=InForce(first=day("2026-12-08"), last=day("2027-01-15"))) == []


def test_it_says_from_when_to_when_and_on_what_evidence() -> None:
    assert stands(period=None) == ["G08_NO_PERIOD"]
    assert stands(evidence=[]) == ["G08_NO_EVIDENCE"]
    assert stands(evidence=[" "]) == ["G08_NO_EVIDENCE"]


def test_once_registered_never_443() -> None:
    """PRACTICE 6.8: what an order demands is registration."""
    verdict = only(breach(order_of(registered_on=day("2027-01-20")), CHARGED, NO_ONE_CAME, (), None, day("2027-01-20")))
    assert (verdict.code, verdict.needs) == ("G08_REGISTERED", "for absence since then, a charge under s.444")
    assert stands(order=order_of(registered_on=day("2027-01-21"))) == []


@pytest.mark.parametrize(
    ("first", "last", "codes"),
    [
        ("2027-01-18", None, ["G08_SUPERVISION"]),  # in force when proceedings begin
        ("2026-12-20", "2026-12-21", ["G08_SUPERVISION"]),  # within the dates charged
        ("2026-06-01", "2026-12-07", ["G08_SUPERVISION"]),  # to the first of them
        ("2026-06-01", "2026-12-06", []),
        ("2027-01-21", None, []),
    ],
)
def test_an_order_has_no_effect_under_a_supervision_order(first: str, last: str | None, codes: list[str]) -> None:
    supervision = InForce(first=day(first), last=day(last) if last else None)
    assert stands(supervision=(supervision,)) == codes


def test_a_second_charge_on_an_order_convicted_on_waits_for_a_lawyer() -> None:
    convicted = order_of(convicted_on=day("2026-12-18"))
    verdict = only(breach(convicted, CHARGED, NO_ONE_CAME, (), None, day("2027-01-20")))
    assert verdict.code == "G08_CONVICTED"
    assert verdict.needs == "a lawyer's named reason, or a fresh notice under section 437"
    named = LawyersReason(lawyer="lawyer", on=day("2027-01-20"), reason="A new failure after conviction")
    assert stands(order=convicted, again=named) == []
    assert stands(order=convicted, again=named.model_copy(update={"on": day("2027-01-21")})) == ["G08_CONVICTED"]
    assert stands(order=convicted, again=named.model_copy(update={"lawyer": ""})) == ["G08_CONVICTED"]


def test_the_dates_charged_end_with_the_day_of_institution() -> None:
    assert charged_days(InForce(first=day("2027-01-18")), day("2027-01-20")) == (
        day("2027-01-18"),
        day("2027-01-19"),
        day("2027-01-20"),
    )
    assert charged_days(InForce(first=day("2027-01-21")), day("2027-01-20")) == ()
    assert charged_days(None, day("2027-01-20")) == ()


def test_a_whole_443_charge() -> None:
    made = prosecution(offence=Offence.ORDER, sessions=[], charged=CHARGED, breach=NO_ONE_CAME, defences=[])
    step = charging_step(at("2027-01-20"), prosecution=made, order=order_of(), notices=[], register=None)
    assert refused(instituting(step)) == []
    assert step.within_time() is step
    without = prosecution(
        offence=Offence.ORDER,
        sessions=[],
        charged=CHARGED,
        breach=NO_ONE_CAME,
        supervision_considered=None,
        procedure=Procedure.REQUISITION,
    )
    assert refused(instituting(charging_step(at("2027-01-20"), prosecution=without, order=order_of()))) == [
        "G09_SUPERVISION_FIRST"
    ]


def test_days_of_the_breach_drop_out_one_by_one() -> None:
    made = prosecution(offence=Offence.ORDER, sessions=[], charged=CHARGED, breach=NO_ONE_CAME, defences=[])
    late = charging_step(at("2027-06-10"), prosecution=made, order=order_of(), notices=[])
    assert late.within_time().prosecution.charged == InForce(first=day("2026-12-10"), last=day("2027-01-15"))
    assert refused(instituting(late)) == []
    too_late = charging_step(at("2027-07-16"), prosecution=made, order=order_of(), notices=[])
    assert "G10_OUT_OF_TIME" in refused(instituting(too_late))


@pytest.mark.parametrize(
    ("born", "codes"),
    [
        ("2011-03-04", []),
        ("2021-12-31", ["G01_SCHOOL_AGE"]),  # of age from 31 December only
        ("2021-08-31", []),
        ("2009-03-04", ["G01_SCHOOL_AGE"]),
    ],
)
def test_the_child_is_of_school_age_on_the_dates_charged(born: str, codes: list[str]) -> None:
    made = prosecution(offence=Offence.ORDER, sessions=[], charged=CHARGED, breach=NO_ONE_CAME, defences=[])
    step = charging_step(at("2027-01-20"), prosecution=made, order=order_of(), notices=[], born=day(born))
    assert refused(instituting(step)) == codes
