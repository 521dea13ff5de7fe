"""How long an order binds, how it is changed and ended, and which order names a school. ss.437(4), 440-442, 447(5)."""

from typing import Any

import pytest

from domain.law.order_changes import amending, answering, asking, entitled, revoking
from domain.law.order_in_force import in_force, last_days, naming
from domain.proceedings.attendance_order import Amendment, Because, EndedBy, Ending, Request
from domain.proceedings.groundwork import InForce
from domain.proceedings.named_school import SchoolKind
from domain.proceedings.served import CameBack
from tests.domain.law.builders import BORN, YEARS, refused
from tests.domain.law.order_builders import (
    FIXTURE,
    L07,
    OTHER,
    day,
    decision,
    evidence,
    ledger,
    made,
    ordered,
    plan,
    school,
    step,
)


def days(order: Any, born: str = "2015-03-04", supervision: tuple[InForce, ...] = ()) -> tuple[str, str] | None:
    found = in_force(order, day(born), supervision, YEARS)
    return (found.first.isoformat(), found.last.isoformat() if found.last else "") if found else None


def test_from_its_service_to_the_end_of_school_age() -> None:
    assert days(made()) == ("2026-12-07", "2031-06-27")
    assert days(made(None)) is None
    assert days(None) is None
    back = ledger(L07, "2026-12-07").came_back(f"S-{L07}-2026-12-07", CameBack.UNDELIVERED, day("2026-12-10"))
    assert days(made(ledger=back)) is None


def test_where_the_leaving_date_is_in_doubt_the_earlier_reading() -> None:
    assert days(made(), "2011-09-01") == ("2026-12-07", "2027-06-25")
    assert days(made(), "2011-09-30") == ("2026-12-07", "2028-06-30")


@pytest.mark.parametrize("by", list(EndedBy))
def test_it_ends_with_the_day_before_it_is_ended(by: EndedBy) -> None:
    ended = made(ending=Ending(by=by, on=day("2027-02-01")))
    assert days(ended) == ("2026-12-07", "2027-01-31")
    assert last_days(ended, BORN, (), YEARS)[0].why == by.label


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-12-08", "2027-12-07", ("2026-12-07", "2026-12-07")),
        ("2026-12-07", "2027-12-06", None),  # made on the day of service: never in force
        ("2026-09-01", "2026-12-07", None),
        ("2026-09-01", "2026-12-06", ("2026-12-07", "2031-06-27")),  # over before the order was served
        ("2026-09-01", None, None),
        ("2027-01-15", None, ("2026-12-07", "2027-01-14")),
    ],
)
def test_a_supervision_order_ends_it_for_good(first: str, last: str | None, expected: tuple[str, str] | None) -> None:
    """Sch.3 para 13(2): it ceases, and does not come back when the supervision order is over."""
    assert days(made(), supervision=(InForce(first=day(first), last=last and day(last)),)) == expected


def test_the_order_that_names_a_school_is_asked_before_any_removal() -> None:
    """PRACTICE 6.9."""
    moved = Amendment(school=OTHER, because=Because.AUTHORITY, on=day("2027-01-11"), by="officer")
    chain = ordered(order=made(amendments=(moved,)))

    def named(number: str, on: str) -> bool:
        return bool(naming([chain], number, day(on), BORN, (), YEARS))

    assert [named(FIXTURE.number, on) for on in ("2026-12-06", "2026-12-07", "2027-01-10", "2027-01-11")] == [
        False,
        True,
        True,
        False,
    ]
    assert [named(OTHER.number, on) for on in ("2027-01-10", "2027-01-11")] == [False, True]


# Requests: ss.440 and 442 ---------------------------------------------------------------------------------------------


def request(**changed: Any) -> Request:
    return Request.model_validate(
        {"id": "R1", "revoke": False, "received_on": day("2027-01-11"), "school": OTHER, **changed}
    )


OFFERED = {"offered_on": day("2027-01-12")}


def test_a_place_elsewhere_entitles_to_the_amendment() -> None:
    ready = step("2027-01-13", ordered())
    assert refused(answering(ready, request(**OFFERED), granted=True, reasons="", told_of_referral=False)) == []
    assert refused(answering(ready, request(**OFFERED), granted=False, reasons="No", told_of_referral=True)) == [
        "S440_MUST_AMEND"
    ]
    assert refused(answering(ready, request(), granted=True, reasons="", told_of_referral=False)) == ["S440_NOT_MET"]
    assert refused(answering(ready, request(), granted=False, reasons="", told_of_referral=False)) == []
    assert refused(answering(ready, request(granted=True), granted=False, reasons="", told_of_referral=False)) == [
        "REQUEST_ANSWERED"
    ]


def test_a_school_that_is_not_maintained_must_suit_the_child() -> None:
    academy = school("800/4009", kind=SchoolKind.ACADEMY)
    assert not entitled(request(school=academy, **OFFERED))
    assert entitled(request(school=academy, suitable=True, **OFFERED))
    assert not entitled(request(school=academy, suitable=False, **OFFERED))


def test_the_order_is_amended_to_the_school_that_offered_a_place() -> None:
    def amended(because: Because, requests: list[Request], to: Any = OTHER, **changed: Any) -> list[str]:
        wanted = Amendment(school=to, because=because, on=day("2027-01-13"), by="officer")
        return refused(amending(step("2027-01-13", ordered(requests=requests, **changed)), wanted))

    assert amended(Because.PARENT, [request(**OFFERED)]) == []
    assert amended(Because.PARENT, [request()]) == ["S440_NOT_MET"]
    assert amended(Because.PARENT, [request(**OFFERED)], to=school("800/4005")) == ["S440_NOT_MET"]
    assert amended(Because.AUTHORITY, []) == []
    assert amended(Because.AUTHORITY, [], to=school("800/4005", permanently_excluded=True)) == ["G06_EXCLUDED"]
    with_plan = {"plan": plan(maintained=True, number="800/7001")}
    assert amended(Because.PLAN, [], to=school("800/7001"), **with_plan) == []
    assert amended(Because.PARENT, [request(**OFFERED)], **with_plan) == ["G07_PLANS_SCHOOL"]
    assert amended(Because.AUTHORITY, [], order=made(None)) == ["ORDER_NOT_IN_FORCE"]


def test_refusing_to_revoke_needs_evidence_read_reasons_and_the_way_to_the_secretary_of_state() -> None:
    asked = request(revoke=True, school=None, evidence=["E1"])

    def answer(granted: bool, reasons: str = "No work was shown", told: bool = True, **changed: Any) -> list[str]:
        chain = ordered(evidence=[evidence(on="2027-01-11")], **changed)
        return refused(
            answering(step("2027-01-20", chain), asked, granted=granted, reasons=reasons, told_of_referral=told)
        )

    read = {"decisions": [decision("2026-11-17"), decision("2027-01-19", read=["E1"])]}
    assert answer(True) == []
    assert answer(False, **read) == []
    assert answer(False) == ["S442_REASONS"]
    assert answer(False, reasons=" ", **read) == ["S442_REASONS"]
    assert answer(False, told=False, **read) == ["S442_REFERRAL"]


def test_where_a_plan_names_a_school_the_way_is_the_plan() -> None:
    named = ordered(plan=plan(maintained=True, number="800/7001"))
    assert refused(asking(step("2027-01-11", named), request(revoke=True))) == ["S442_PLAN"]
    assert refused(asking(step("2027-01-11", ordered(plan=plan(maintained=True))), request(revoke=True))) == []
    assert refused(asking(step("2027-01-11", ordered()), request(school=None))) == ["S440_NOT_MET"]
    assert refused(asking(step("2026-12-06", ordered()), request())) == ["ORDER_NOT_IN_FORCE"]


def test_only_an_order_in_force_is_revoked() -> None:
    assert refused(revoking(step("2026-12-07", ordered()), "The child is in school elsewhere")) == []
    assert refused(revoking(step("2026-12-06", ordered()), "Why")) == ["ORDER_NOT_IN_FORCE"]
    assert refused(revoking(step("2031-06-27", ordered()), "Why")) == []
    assert refused(revoking(step("2031-06-28", ordered()), "Why")) == ["ORDER_NOT_IN_FORCE"]
    assert refused(revoking(step("2026-12-07", ordered()), " ")) == ["S442_REASONS"]
