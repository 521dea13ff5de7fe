"""From an order to a charge under s.443: scenarios S9 and S10, on a chain played to its order (PRACTICE 6.2, 6.8)."""

from datetime import date
from typing import Any

import pytest

from domain.law.compliance import before_charge, evidence_of_breach, held, not_registered, single_justice
from domain.law.prosecution import instituting
from domain.law.regime import OFF, Regime, Switch
from domain.proceedings.attendance_order import (
    Amendment,
    AttendanceOrder,
    Because,
    EndedBy,
    Ending,
    RegistrationAsked,
    Request,
)
from domain.proceedings.groundwork import InForce, LawyersReason
from domain.proceedings.prosecution import Offence
from domain.proceedings.served import CameBack
from tests.domain.law.builders import BORN, YEARS, at, charging_step, prosecution, refused, supervision_note
from tests.domain.law.order_builders import (
    FIXTURE,
    L05,
    L06,
    ONE_DAY,
    OTHER,
    day,
    evidence,
    intention_notice,
    ledger,
    made,
    notice,
    ordered,
    plan,
    step,
)

CHARGED = InForce(first=date(2026, 12, 8), last=date(2027, 1, 15))


def said(on: str = "2027-01-15", registered: str | None = None, number: str = FIXTURE.number) -> RegistrationAsked:
    return RegistrationAsked(
        school=number,
        asked_on=day(on),
        said_by="Admissions office",
        registered_on=day(registered) if registered else None,
        evidence="No pupil of that name is registered" if registered is None else "",
    )


BROKEN = ordered(registrations=[said()])


def charge(of: AttendanceOrder | None = BROKEN, instant: str = "2027-01-18", **changed: Any) -> list[str]:
    """Codes that stand in the way of a charge under s.443 at ten o'clock that day, all else being ready."""
    supervision = changed.pop("supervision", ())
    charged = changed.pop("charged", CHARGED)
    ready = {
        "offence": Offence.ORDER,
        "sessions": [],
        "charged": charged,
        "order": "attendance-order-1",
        "breach": list(evidence_of_breach(of, charged, day(instant))) if of else [],
        "supervision_considered": supervision_note(at("2027-01-16")),
    }
    order = held(of, BORN, supervision, YEARS) if of else None
    against = prosecution(**{**ready, **changed})
    ready_step = charging_step(at(instant), prosecution=against, order=order, notices=[], supervision=supervision)
    return refused(instituting(ready_step))


def test_scenario_9_no_order_no_charge() -> None:
    assert charge(None) == ["G08_NO_ORDER"]
    assert charge(ordered(order=None)) == ["G08_NO_ORDER"]
    assert charge(ordered(order=made(None), registrations=[said()])) == ["G08_NO_ORDER"]
    assert charge() == []


def test_scenario_10_the_half_about_orders() -> None:
    """s.447(1): considered first, by when it was recorded, earlier the same day being early enough."""
    assert charge(supervision_considered=None) == ["G09_SUPERVISION_FIRST"]
    assert charge(supervision_considered=supervision_note(at("2027-01-18", "10:00"))) == ["G09_SUPERVISION_FIRST"]
    afterwards = supervision_note(at("2027-01-19"), on=date(2027, 1, 10))
    assert charge(supervision_considered=afterwards) == ["G09_SUPERVISION_FIRST"]
    assert charge(supervision_considered=supervision_note(at("2027-01-18", "09:59"))) == []


@pytest.mark.parametrize(
    ("ending", "codes"),
    [("2027-01-16", []), ("2027-01-15", ["G08_NOT_IN_FORCE"])],
)
def test_the_order_was_live_on_every_date_charged(ending: str, codes: list[str]) -> None:
    revoked = ordered(order=made(ending=Ending(by=EndedBy.REVOKED, on=day(ending))), registrations=[said()])
    assert charge(revoked) == codes


def test_not_before_it_was_served() -> None:
    assert charge(charged=InForce(first=date(2026, 12, 7), last=CHARGED.last)) == []
    assert charge(charged=InForce(first=date(2026, 12, 6), last=CHARGED.last)) == ["G08_NOT_IN_FORCE"]


def test_a_supervision_order_ends_the_order_and_the_charge() -> None:
    before = (InForce(first=date(2027, 1, 15), last=date(2028, 1, 14)),)
    assert "G08_NOT_IN_FORCE" in charge(supervision=before)


def test_once_registered_it_is_section_444_and_never_443() -> None:
    assert "G08_REGISTERED" in charge(ordered(registrations=[said(registered="2027-01-11")]))
    elsewhere = ordered(registrations=[said(), said(registered="2027-01-11", number="800/4099")])
    assert charge(elsewhere) == []


def test_the_school_named_then_has_said_that_nobody_was_registered() -> None:
    on = day("2027-01-18")
    assert refused(before_charge(step("2027-01-18", BROKEN), CHARGED)) == []
    assert evidence_of_breach(BROKEN, CHARGED, on) == (
        "No pupil of that name is registered (Admissions office, asked on 15 January 2027)",
    )
    for too_early in (
        ordered(),
        ordered(registrations=[said("2027-01-14")]),
        ordered(registrations=[said("2027-01-19")]),
    ):
        assert refused(before_charge(step("2027-01-18", too_early), CHARGED)) == ["G08_SCHOOL_SAYS"]
        assert charge(too_early) == ["G08_NO_EVIDENCE"]
    other = ordered(registrations=[said(number=OTHER.number)])
    assert not_registered(other, CHARGED, on) == ()
    moved = Amendment(school=OTHER, because=Because.AUTHORITY, on=day("2027-01-11"), by="officer")
    amended = ordered(order=made(amendments=(moved,)), registrations=[said(number=OTHER.number)])
    assert len(not_registered(amended, CHARGED, on)) == 1
    assert not_registered(ordered(order=None), CHARGED, on) == ()
    later = ordered(registrations=[said("2027-01-18", registered="2027-01-18")])
    assert len(not_registered(later, CHARGED, on)) == 1


def test_nothing_the_parent_sent_lies_unanswered_when_a_charge_is_brought() -> None:
    on = day("2027-01-18")
    unread = ordered(registrations=[said()], evidence=[evidence(on="2027-01-11")])
    assert refused(before_charge(step("2027-01-18", unread), CHARGED)) == ["G08_WAITING"]
    asked = Request(id="R1", revoke=True, received_on=day("2027-01-11"))
    refused_one = asked.model_copy(update={"granted": False})
    for waiting in (asked, refused_one.model_copy(update={"referred_on": on})):
        assert refused(
            before_charge(step("2027-01-18", ordered(registrations=[said()], requests=[waiting])), CHARGED)
        ) == ["G08_WAITING"]
    for answered in (refused_one, refused_one.model_copy(update={"referred_on": on, "direction_on": on})):
        assert (
            refused(before_charge(step("2027-01-18", ordered(registrations=[said()], requests=[answered])), CHARGED))
            == []
        )


def test_an_order_falls_with_the_notices_it_rests_on() -> None:
    def rests(**changed: Any) -> list[str]:
        return refused(before_charge(step("2027-01-18", ordered(registrations=[said()], **changed)), CHARGED))

    for which, letter, served, make in (
        ("notices", L05, "2026-11-02", notice),
        ("intentions", L06, "2026-11-18", intention_notice),
    ):
        back = ledger(letter, served).came_back(f"S-{letter}-{served}", CameBack.UNDELIVERED, day("2027-01-18"))
        late = ledger(letter, served).proved(f"S-{letter}-{served}", day(served) + ONE_DAY, "Signed for")
        for fallen in (make(ledger=back), make(ledger=late), make(None), make(withdrawn_on=day("2027-01-18"))):
            assert rests(**{which: [fallen]}) == ["G08_RESTS"]
    under_plan = {
        "order": made(under_plan=True),
        "plan": plan(maintained=True, number=FIXTURE.number),
        "intentions": [],
    }
    assert rests(**under_plan) == []


def test_a_second_charge_on_the_same_order_waits_for_a_lawyer() -> None:
    convicted = ordered(registrations=[said()], convicted_on=date(2026, 12, 20))
    assert charge(convicted) == ["G08_CONVICTED"]
    reason = LawyersReason(lawyer="lawyer", on=date(2027, 1, 17), reason="A new failure after the conviction")
    assert charge(convicted, again=reason) == []


def test_breach_of_an_order_under_the_new_act_never_goes_to_a_single_justice() -> None:
    assert refused(single_justice(Regime.EA_1996, OFF)) == []
    assert refused(single_justice(Regime.CWSA_2026, OFF)) == ["G19_PRISON"]
    assert refused(single_justice(Regime.CWSA_2026, Switch(imprisonable=False))) == []
