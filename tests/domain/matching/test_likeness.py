"""What matching keeps of a case: names and dates, and of everything that can be protected only a hash."""

import json

import pytest

from domain.case_file import CaseFile
from domain.matching import numbers
from domain.matching.blocking import stored_keys, wanted_keys
from domain.matching.likeness import Guarded, Keyed, guarded, home_of, likeness_of
from domain.matching.shape import from_shape, to_shape
from domain.people import NOT_KNOWN, Address, Child, HouseholdChild, Person, ProtectedFlag
from domain.vocabulary import Protection, Relation
from tests.domain.matching.children import BORN, KEYED, UPN, child

PLANTED = ("Hidden Lane", "BA2 9ZZ", "BA29ZZ", "960123", "safe@refuge", "800/4099")


def case(*protections: Protection) -> CaseFile:
    home = Address(lines=["Flat 3, 17 Hidden Lane", "Sampleton"], postcode="BA2 9ZZ")
    return CaseFile(
        ref="RC-2026-000001",
        child=Child(
            given="Kai",
            surname="Example",
            known_as="Kit",
            aliases=["Kai Sample"],
            date_of_birth=BORN,
            upn=UPN,
            school="800/4099",
        ),
        people=[
            Person(
                id="P1",
                name="Ms Rosa Example",
                relation=Relation.MOTHER,
                address=home,
                telephone="01632 960 123 / +44 7700 900 456",
                email="Safe@Refuge.example",
            ),
            Person(id="P2", name="Dr W Worker", relation=Relation.SOCIAL_WORKER, address=home),
        ],
        household=[HouseholdChild(id="H1", name="Mia", date_of_birth=BORN)],
        protections=[ProtectedFlag(why=why, source="said", since=BORN) for why in protections],
    )


def test_nothing_that_protection_covers_is_kept_in_clear() -> None:
    likeness = likeness_of(case(), KEYED)
    kept = json.dumps([to_shape(likeness), sorted(stored_keys(likeness)), sorted(wanted_keys(likeness))])
    assert [planted for planted in PLANTED if planted.casefold() in kept.casefold()] == []
    assert len(likeness.telephones) == 2
    assert likeness.adults[0].words == ("rosa", "example")


def test_with_another_key_nothing_fits() -> None:
    ours, theirs = likeness_of(case(), KEYED), likeness_of(case(), Keyed(b"another"))
    assert ours.names == theirs.names
    assert ours.doors.isdisjoint(theirs.doors)
    assert ours.telephones.isdisjoint(theirs.telephones)
    assert KEYED("a", "bc") != KEYED("ab", "c")
    assert KEYED("school", "") == ""


def test_a_shape_tells_the_whole_likeness() -> None:
    likeness = likeness_of(case(Protection.REFUGE), KEYED)
    stored = json.loads(json.dumps(to_shape(likeness)))
    assert from_shape(likeness.ref, stored, Guarded.DETAILS) == likeness


def test_a_protected_identity_is_not_found_by_the_name_before() -> None:
    assert [name.shown for name in likeness_of(case(), KEYED).names] == ["Kai Example", "Kit Example", "Kai Sample"]
    adopted = likeness_of(case(Protection.ADOPTION), KEYED)
    assert "Sample" not in json.dumps(to_shape(adopted))
    assert adopted.guarded is Guarded.IDENTITY
    assert guarded(case(Protection.REFUGE)) is Guarded.DETAILS
    assert guarded(case()) is Guarded.OPEN


def test_without_details_nothing_is_left_to_try() -> None:
    bare = likeness_of(case(Protection.REFUGE), KEYED).without_details()
    assert (bare.school, *bare.doors, *bare.postcodes, *bare.telephones, *bare.emails) == ("",)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("01632 960 001", ["1632960001"]),
        ("+44 (0)1632 960001", ["1632960001"]),
        ("0044 1632 960001", ["1632960001"]),
        ("01632960001 or 07700 900 456", ["1632960001", "7700900456"]),
        ("01632 960 001 (after six)", ["1632960001"]),
        ("ring the aunt", []),
        ("", []),
    ],
)
def test_telephone_numbers(line: str, found: list[str]) -> None:
    assert list(numbers.telephones(line)) == found


def test_one_door() -> None:
    def door(*lines: str) -> str:
        return numbers.door(Address(lines=list(lines), postcode="BA1 1AA"))

    assert door("Flat 3, 17 Hidden Lane") == door("17 Hidden Ln", "Flat 3") == door("3/17 Hidden Lane")
    assert door("17 Hidden Lane") != door("18 Hidden Lane")
    assert door("Rose Cottage") == door("ROSE COTTAGE") != door("Ivy Cottage")
    asked = home_of(Address(lines=["17 Hidden Lane"], postcode="ba1 1aa"), KEYED)
    assert asked["doors"] == frozenset({KEYED("door", "BA11AA 17")})


def test_pupil_numbers() -> None:
    assert numbers.good_upn(UPN)
    assert not numbers.good_upn("A" + UPN[1:])
    assert not numbers.good_upn("nonsense")
    assert numbers.tidy_upn(" x8004 00126001") == UPN
    assert numbers.one_slip_apart(UPN, UPN[:-1] + "9")
    assert not numbers.one_slip_apart(UPN, UPN)


def test_what_one_slip_changes_is_still_found() -> None:
    on_file = stored_keys(child("Kai", "Example"))
    for asked in (
        child("Kia", "Example"),
        child("Kai", "Exmple", BORN.replace(day=5)),
        child("Example", "Kai", None),
        child("Kai", "Sample", BORN.replace(month=4, day=3)),
    ):
        assert not on_file.isdisjoint(wanted_keys(asked))
    assert on_file.isdisjoint(wanted_keys(child("Linh", "Nguyen", BORN.replace(year=2011, day=20))))


def test_a_name_that_nobody_has_told_is_no_name() -> None:
    adult = Person(id="P1", name=NOT_KNOWN)
    made = likeness_of(
        CaseFile(ref="RC-2026-000002", child=Child(given=NOT_KNOWN, surname=NOT_KNOWN), people=[adult]), KEYED
    )
    assert (made.name.all, made.adults) == ((), ())
    assert from_shape("RC-2026-000002", to_shape(made), Guarded.OPEN).name.all == ()
