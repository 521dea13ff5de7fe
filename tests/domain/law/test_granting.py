"""Who may enter and end a line of the register of authorisations, and for which days (PRACTICE 6.15, 2.3)."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from domain.law.authority import ActingFor, Register
from domain.law.granting import deputising, ending, granting, relieving
from domain.proceedings.groundwork import InForce
from domain.vocabulary import Power
from tests.domain.law.builders import only, refused
from tests.domain.law.order_builders import day
from tests.domain.law.test_authority import line

TODAY = day("2026-11-24")


def acting(deputy: str, absent: str, first: str = "2026-11-02", last: str | None = None) -> ActingFor:
    return ActingFor(deputy=deputy, absent=absent, when=InForce(first=day(first), last=day(last) if last else None))


@pytest.mark.parametrize(
    ("first", "codes"), [("2026-11-23", ["NOT_BACKDATED"]), ("2026-11-24", []), ("2026-11-25", [])]
)
def test_a_power_is_granted_for_today_and_later(first: str, codes: list[str]) -> None:
    assert refused(granting(Register(), line(first=first), TODAY)) == codes


def test_nobody_grants_to_themselves_through_another_whom_they_act_for() -> None:
    granted = line("head", first="2026-11-24", granted_by="deputy")
    assert refused(granting(Register(), granted, TODAY)) == []
    for both in (acting("deputy", "head"), acting("head", "deputy")):
        refusal = only(granting(Register(acting=(both,)), granted, TODAY))
        assert (refusal.code, refusal.field, refusal.overridable) == ("OWN_AUTHORITY", "person", False)
    over = acting("deputy", "head", last="2026-11-23")
    assert refused(granting(Register(acting=(over,)), granted, TODAY)) == []


@pytest.mark.parametrize(
    ("held", "first", "last", "codes"),
    [
        ("2026-12-31", "2026-12-31", None, ["HELD_ALREADY"]),
        ("2026-12-31", "2027-01-01", None, []),
        (None, "2027-01-01", None, ["HELD_ALREADY"]),
        (None, "2027-01-01", "2027-01-01", ["HELD_ALREADY"]),
    ],
)
def test_on_any_day_one_line_says_it(held: str | None, first: str, last: str | None, codes: list[str]) -> None:
    register = Register(entries=(line(last=held),))
    assert refused(granting(register, line(first=first, last=last), TODAY)) == codes
    assert refused(granting(register, line("other", first=first, last=last), TODAY)) == []
    assert refused(granting(register, line(power=Power.EXPEDIENT, first=first, last=last), TODAY)) == []


@pytest.mark.parametrize(
    ("known", "last", "codes"),
    [
        (None, "2026-11-23", ["NOT_BACKDATED"]),
        (None, "2026-11-24", []),
        ("2026-12-31", "2026-12-30", []),
        ("2026-12-31", "2026-12-31", ["ENDS_ALREADY"]),
        ("2026-12-31", "2027-01-01", ["ENDS_ALREADY"]),
        ("2026-11-23", "2026-11-24", ["ENDS_ALREADY"]),
    ],
)
def test_an_end_is_today_or_later_and_only_brought_forward(known: str | None, last: str, codes: list[str]) -> None:
    assert refused(ending(Register(), line(last=known), day(last), "admin", TODAY)) == codes
    assert refused(relieving(acting("b", "a", last=known), day(last), "admin", TODAY)) == codes


def test_nobody_ends_a_power_of_their_own() -> None:
    end = (line(), TODAY + timedelta(days=1))
    assert refused(ending(Register(), *end, "signer", TODAY)) == ["OWN_AUTHORITY"]
    assert refused(ending(Register(acting=(acting("b", "signer"),)), *end, "b", TODAY)) == ["OWN_AUTHORITY"]
    assert refused(ending(Register(), *end, "b", TODAY)) == []


def test_neither_of_the_two_says_who_acts_for_whom() -> None:
    for by, codes in (("a", ["OWN_AUTHORITY"]), ("b", ["OWN_AUTHORITY"]), ("admin", [])):
        assert refused(deputising(Register(), acting("b", "a"), by)) == codes
        assert refused(relieving(acting("b", "a"), TODAY, by, TODAY)) == codes


def test_who_acts_is_said_once_for_any_day_and_may_be_said_late() -> None:
    register = Register(acting=(acting("b", "a", "2026-11-02", "2026-11-06"),))
    assert refused(deputising(register, acting("b", "a", "2026-11-06"), "admin")) == ["HELD_ALREADY"]
    assert refused(deputising(register, acting("b", "a", "2026-11-07"), "admin")) == []
    assert refused(deputising(register, acting("a", "b", "2026-11-06"), "admin")) == []


def test_nobody_acts_for_themselves() -> None:
    with pytest.raises(ValidationError, match="acts for themselves"):
        acting("a", "a")
