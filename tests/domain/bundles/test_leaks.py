"""Nothing leaks into a bundle: harms 1 and 8 and PRACTICE 7.3, by every way of writing a value."""

from datetime import date

import pytest

from domain.bundles.leaks import PROTECTED, REFERRER, guarded, leaks, near
from domain.case_file import CaseFile
from domain.near_matches import Somebody
from domain.people import Address, Child, HouseholdChild, Person, ProtectedFlag
from domain.vocabulary import Protection

MOTHER = Person(
    id="P1", name="Tess Sample", address=Address(lines=["4 Elm Row"], postcode="NM1 4QT"), telephone="01632 960111"
)
FATHER = Person(
    id="P2",
    name="Omar Planted",
    address=Address(lines=["19 Larch Close", "Northmoor"], postcode="NM9 9ZZ"),
    telephone="07700 900123",
    email="omar@planted.example",
)
REFERRERS = [Somebody("Joan Whitlock", "aunt", "01632 960999", "joan@aunt.example")]


def case(**more: object) -> CaseFile:
    given: dict[str, object] = {
        "ref": "RC-2026-000061",
        "child": Child(given="Kai", surname="Sample"),
        "people": [MOTHER, FATHER],
        "household": [HouseholdChild(id="H1", name="Mira Sample")],
        **more,
    }
    return CaseFile.model_validate(given)


PROTECTED_CASE = case(
    protections=[ProtectedFlag(id="F1", why=Protection.REFUGE, source="Social worker", since=date(2026, 9, 1))],
    covered=["Harbour House, 3 Quay Street", "07700 900456", "Saltern Academy"],
)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("lives at 19  larch\nclose now", "another parent"),
        ("ring him on +44 7700 900 123", "another parent"),
        ("write to OMAR@planted.example", "another parent"),
        ("at NM99ZZ", "another parent"),
        ("with her sister Mira", "another child"),
        ("seen at Harbour House", PROTECTED),
        ("seen in Quay Street", PROTECTED),
        ("moved to saltern-academy".replace("-", " "), PROTECTED),
        ("as Joan Whitlock told us", REFERRER),
        ("call 01632960999", REFERRER),
    ],
)
def test_a_value_is_found_however_it_is_written_and_never_repeated(text: str, what: str) -> None:
    guard = guarded(PROTECTED_CASE, "P1", REFERRERS)
    found = leaks(guard, [("A1", "Nothing here"), ("B7", f"We were told that he {text}.")], {})
    assert [each.pages for each in found if what in each.what] == [("B7",)]
    inside = leaks(guard, [("A1", "")], {"the index": text, "the file's own data": "Bundle"})
    assert [each.where for each in inside if what in each.what] == ["the index"]
    for each in (*found, *inside):
        assert not any(value in each.model_dump_json() for value in ("Larch", "900123", "Mira", "Quay", "Joan"))


def test_what_belongs_in_the_bundle_is_no_leak() -> None:
    guard = guarded(PROTECTED_CASE, "P1", REFERRERS)
    said = "Tess Sample of 4 Elm Row NM1 4QT, telephone 01632 960111, and Omar Planted are parents of Kai Sample."
    assert leaks(guard, [("1", said)], {}) == ()
    # nothing is protected on this case, and the service's own lawyers may read of both parents
    assert leaks(guarded(case(), "", ()), [("1", "at Harbour House with Mira of 19 Larch Close")], {}) == ()
    # parents who live at one address have it in common
    together = case(people=[MOTHER, FATHER.model_copy(update={"address": MOTHER.address})])
    assert leaks(guarded(together, "P1"), [("1", "of 4 Elm Row")], {}) == ()


def test_a_lawyer_may_tick_another_parent_or_child_and_nobody_the_protected_or_the_referrer() -> None:
    guard = guarded(PROTECTED_CASE, "P1", REFERRERS)
    pages = [("1", "19 Larch Close, Mira, Quay Street, Joan Whitlock")]
    ticks = [each.allow for each in guard]
    assert sorted(filter(None, ticks)) == ["child:H1", "parent:P2"]
    left = leaks(guard, pages, {}, allowed=["child:H1", "parent:P2", "", PROTECTED, REFERRER])
    assert sorted(each.what for each in left) == sorted([PROTECTED, REFERRER])


def test_what_comes_near_to_the_referrer_is_shown_to_a_person() -> None:
    pages = [("3", "Her auntie rang on Tuesday."), ("4", "The school rang on Tuesday.")]
    assert near(REFERRERS, pages, (), frozenset()) == ("3",)
    assert near([], pages, (), frozenset()) == ()
