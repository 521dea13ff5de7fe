"""The register of authorisations and the second person (PRACTICE 6.15, guard G29)."""

from typing import Any

import pytest
from pydantic import ValidationError

from domain.law.authority import ActingFor, Authorisation, Register, holds, second_person, signed
from domain.proceedings.groundwork import Hand, InForce
from domain.vocabulary import Power
from tests.domain.law.builders import only, refused
from tests.domain.law.order_builders import day


def line(person: str = "signer", power: Power = Power.SIGN_437, **changed: Any) -> Authorisation:
    ready = {
        "person": person,
        "power": power,
        "granted_by": "director",
        "first": "2026-09-01",
        "document": "Scheme, line 1",
    }
    return Authorisation.model_validate({**ready, **changed}, strict=False)


def hand(person: str = "signer", on: str = "2026-11-02", acting_for: str = "") -> Hand:
    return Hand(person=person, on=day(on), acting_for=acting_for)


@pytest.mark.parametrize(
    ("on", "codes"),
    [("2026-08-31", ["NOT_AUTHORISED"]), ("2026-09-01", []), ("2026-12-31", []), ("2027-01-01", ["NOT_AUTHORISED"])],
)
def test_a_power_is_held_from_its_first_day_to_its_last(on: str, codes: list[str]) -> None:
    register = Register(entries=(line(last="2026-12-31"),))
    assert refused(holds(register, Power.SIGN_437, hand(on=on))) == codes


def test_a_power_that_begins_later_says_from_when() -> None:
    early = only(holds(Register(entries=(line(),)), Power.SIGN_437, hand(on="2026-08-31")))
    assert (early.opens_on, early.overridable) == (day("2026-09-01"), False)
    assert only(holds(Register(), Power.SIGN_437, hand())).opens_on is None


def test_another_power_or_another_person_is_none() -> None:
    register = Register(entries=(line(), line("other", Power.EXPEDIENT)))
    assert refused(holds(register, Power.EXPEDIENT, hand())) == ["NOT_AUTHORISED"]
    assert register.holders(Power.SIGN_437, day("2026-11-02")) == ("signer",)
    found = register.relied_on("signer", Power.SIGN_437, day("2026-11-02"))
    assert found is not None
    assert found.document == "Scheme, line 1"


def test_a_deputy_needs_the_power_in_their_own_name() -> None:
    register = Register(entries=(line("absent"),))
    assert refused(holds(register, Power.SIGN_437, hand("deputy", acting_for="absent"))) == ["NOT_AUTHORISED"]


def test_nobody_grants_themselves_a_power_and_none_ends_before_it_begins() -> None:
    with pytest.raises(ValidationError, match="grants a power to themselves"):
        line(granted_by="signer")
    with pytest.raises(ValidationError, match="ends before it begins"):
        line(last="2026-08-31")


# Four eyes ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("approver", ["asker", "writer", "editor"])
def test_who_asked_wrote_or_edited_does_not_approve(approver: str) -> None:
    authors = [hand("asker"), hand("writer"), hand("editor")]
    refusal = only(second_person(Register(), hand(approver), authors))
    assert (refusal.code, refusal.overridable) == ("G29_SECOND_PERSON", False)
    assert refused(second_person(Register(), hand("fourth"), authors)) == []


def test_a_deputy_counts_as_both_in_either_order() -> None:
    """B acts for A: neither approves what either asked, wrote or edited."""
    wrote_for_a = [hand("b", acting_for="a")]
    assert refused(second_person(Register(), hand("a"), wrote_for_a)) == ["G29_SECOND_PERSON"]
    assert refused(second_person(Register(), hand("b"), wrote_for_a)) == ["G29_SECOND_PERSON"]
    assert refused(second_person(Register(), hand("b", acting_for="a"), [hand("a")])) == ["G29_SECOND_PERSON"]
    assert refused(second_person(Register(), hand("c"), wrote_for_a)) == []


def test_a_deputy_counts_as_both_in_their_own_name_too_on_the_days_of_the_absence() -> None:
    absence = ActingFor(deputy="b", absent="a", when=InForce(first=day("2026-11-02"), last=day("2026-11-13")))
    register = Register(acting=(absence,))
    for on, codes in (
        ("2026-11-01", []),
        ("2026-11-02", ["G29_SECOND_PERSON"]),
        ("2026-11-13", ["G29_SECOND_PERSON"]),
        ("2026-11-14", []),
    ):
        assert refused(second_person(register, hand("b", on), [hand("a", "2026-10-20")])) == codes
        assert refused(second_person(register, hand("a", "2026-12-01"), [hand("b", on)])) == codes


def test_a_deputy_of_a_deputy_counts_as_all_three() -> None:
    whole = InForce(first=day("2026-11-01"), last=day("2026-11-30"))
    register = Register(
        acting=(ActingFor(deputy="c", absent="b", when=whole), ActingFor(deputy="b", absent="a", when=whole))
    )
    assert register.counts_as(hand("c")) == {"a", "b", "c"}
    assert register.counts_as(hand("a")) == {"a"}


def test_signing_asks_for_both() -> None:
    register = Register(entries=(line(),))
    assert refused(signed(register, Power.SIGN_437, hand(), [hand("writer")])) == []
    assert refused(signed(register, Power.SIGN_437, hand(), [hand()])) == ["G29_SECOND_PERSON"]
    assert refused(signed(register, Power.SIGN_437, hand("x"), [hand("x")])) == ["NOT_AUTHORISED", "G29_SECOND_PERSON"]
