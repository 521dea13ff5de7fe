"""How near two names are."""

import pytest

from domain.matching.given_names import Kinship, kinship, two_names, whole
from domain.matching.names import (
    Closeness,
    Name,
    closeness,
    compare_family,
    compare_given,
    turned_round,
    word_in_common,
)
from domain.matching.slips import BESIDE, Slip, slip


@pytest.mark.parametrize(
    ("a", "b", "how"),
    [
        ("aidne", "aiden", Slip.EXCHANGED),
        ("hanna", "hana", Slip.DOUBLED),
        ("olivia", "olivua", Slip.NEIGHBOUR),
        ("oliver", "olver", Slip.MISSED),
        ("aiden", "jaiden", None),
        ("hayden", "jayden", None),
        ("ava", "eva", None),
        ("oliver", "olvr", None),
        ("oliver", "oliver", None),
        ("kai", "kia", Slip.EXCHANGED),
    ],
)
def test_one_slip(a: str, b: str, how: Slip | None) -> None:
    assert slip(a, b) is how
    assert slip(b, a) is how


def test_keys_beside_each_other_are_so_both_ways() -> None:
    assert ("a", "s") in BESIDE
    assert ("a", "z") in BESIDE
    assert ("a", "p") not in BESIDE
    assert all((b, a) in BESIDE for a, b in BESIDE)


@pytest.mark.parametrize(
    ("a", "b", "how"),
    [
        ("muhammad", "maxamed", Closeness.SPELLING),
        ("katherine", "catherine", Closeness.SPELLING),
        ("william", "bill", Closeness.SHORT),
        ("chukwuemeka", "emeka", Closeness.SHORT),
        ("malgorzata", "gosia", Closeness.SHORT),
        ("ella", "ellie", Closeness.SHORTS),
        ("andrii", "andrew", Closeness.ABROAD),
        ("hassan", "hussein", Closeness.DIFFERENT),
        ("marina", "martina", Closeness.DIFFERENT),
        ("amina", "amna", Closeness.DIFFERENT),
        ("harpreet", "manpreet", Closeness.DIFFERENT),
        ("k", "kai", Closeness.PART),
        ("winifred", "winnie", Closeness.PART),
        ("thistlewod", "thistlewood", Closeness.SLIP),
        ("szczepanski", "shchepanski", Closeness.SOUND),
        ("oliver", "linh", Closeness.DIFFERENT),
    ],
)
def test_two_words(a: str, b: str, how: Closeness) -> None:
    assert closeness(a, b) is how
    assert closeness(b, a) is how


def test_a_short_form_alone_is_no_name_that_tells_two_children_apart() -> None:
    assert whole("kasia") is False
    assert whole("hassan")
    assert two_names("hassan", "hussein")
    assert not two_names("kasia", "hussein")
    assert kinship("ben", "benjamin") is Kinship.SHORT


@pytest.mark.parametrize(
    ("a", "b", "how"),
    [
        ("Xiao Ming", "Xiaoming", Closeness.EQUAL),
        ("Ming Xiao", "Xiao Ming", Closeness.EQUAL),
        ("Muhammad Bilal", "Bilal", Closeness.EQUAL),
        ("Muhammad", "Muhammad Bilal", Closeness.PART),
        ("Mary Ann", "Mary-Ann", Closeness.EQUAL),
        ("Kai James", "James", Closeness.PART),
        ("Abdul Rahman", "Abdirahman", Closeness.SPELLING),
    ],
)
def test_given_names_of_several_words(a: str, b: str, how: Closeness) -> None:
    compared = compare_given(Name.of(a, "").given, Name.of(b, "").given)
    assert compared is not None
    assert compared.closeness is how


def test_second_names_that_differ_are_seen() -> None:
    compared = compare_given(("anna", "maria"), ("anna", "louise"))
    assert compared is not None
    assert compared.middle_differs
    initial = compare_given(("anna", "maria"), ("anna", "m"))
    assert initial is not None
    assert not initial.middle_differs


@pytest.mark.parametrize(
    ("a", "b", "how"),
    [
        ("Smith-Jones", "Smith Jones", Closeness.EQUAL),
        ("Smith-Jones", "Jones", Closeness.PART),
        ("Kaur Gill", "Gill", Closeness.EQUAL),
        ("Kaur", "Singh", Closeness.DIFFERENT),
        ("Wiśniewska", "Wisniewski", Closeness.EQUAL),
        ("Hussain", "Hussein", Closeness.SPELLING),
        ("Jack", "John", Closeness.DIFFERENT),
    ],
)
def test_family_names(a: str, b: str, how: Closeness) -> None:
    compared = compare_family(Name.of("", a).family, Name.of("", b).family)
    assert compared is not None
    assert compared.closeness is how


def test_a_missing_name_is_unknown() -> None:
    assert compare_given((), ("kai",)) is None
    assert compare_family(("example",), ()) is None


def test_names_the_other_way_round() -> None:
    assert turned_round(Name.of("Wei", "Zhang"), Name.of("Zhang", "Wei"))
    assert not turned_round(Name.of("Wei", "Zhang"), Name.of("Wei", "Zhao"))
    assert not turned_round(Name.of("Wei", ""), Name.of("", "Wei"))


def test_a_fathers_name_may_stand_anywhere() -> None:
    assert word_in_common(Name.of("Ayaan Warsame", "Farah"), Name.of("Ayaan", "Warsame")) == "warsame"
    assert word_in_common(Name.of("Simran Kaur", "Gill"), Name.of("Aman", "Kaur")) == ""


def test_a_name_in_one_line() -> None:
    assert Name.of_line("Kit", "Example").family == ("example",)
    assert Name.of_line("Kit Sample", "Example").family == ("sample",)
    assert Name.of_line("").all == ()
