"""Which two children are proposed as one, which as one family, and what is said for it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.matching.likeness import Adult, Guarded
from domain.matching.names import Name
from domain.matching.score import Finding
from tests.domain.matching.children import BORN, HOME, MOTHER, OTHER_UPN, UPN, child, compared, sibling


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (("Kai", "Example"), ("Kai", "Exmaple")),
        (("Mohammed", "Ali Khan"), ("Muhamad", "Khan")),
        (("Xiao Ming", "Wang"), ("Wang", "Xiaoming")),
        (("Małgorzata", "Nowak"), ("Gosia", "Nowak")),
        (("Chukwuemeka", "Okafor"), ("Emeka", "Okafor")),
        (("Siân", "ap Rhys"), ("Sian", "Rhys")),
        (("Aoife", "Ní Bhriain"), ("Aoife", "O'Brien-Walsh")),
        (("Юлія", "Шевченко"), ("Yuliia", "Shevchenko")),
    ],
)
def test_one_child_under_two_spellings(a: tuple[str, str], b: tuple[str, str]) -> None:
    match = compared(child(*a), child(*b))
    assert match.finding in (Finding.LIKELY, Finding.POSSIBLE)
    assert match.likelihood > 0.5
    assert "Same date of birth, 4 March 2015." in match.reasons


@pytest.mark.parametrize(
    "born",
    [date(2015, 4, 3), date(2015, 3, 14), date(2014, 3, 4), None],
)
def test_one_child_with_its_date_mistaken(born: date | None) -> None:
    match = compared(child("Kai"), child("Kai", born=born, **HOME))
    assert match.finding.shown
    assert compared(child("Kai", **HOME), child("Kai", born=born, **HOME)).finding is Finding.LIKELY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Aiden", "Jaiden"),
        ("Hayden", "Jayden"),
        ("Ava", "Eva"),
        ("Ella", "Ellie"),
        ("Hassan", "Hussain"),
        ("Amina", "Amna"),
        ("Harpreet", "Manpreet"),
        ("Taiwo", "Kehinde"),
        ("Jiahao", "Jiahui"),
        ("Oleksandr", "Oleksandra"),
        ("Mia", "Maya"),
        ("Leo", "Leon"),
        ("Mary Ann", "Mary Jane"),
        ("Lian", "Lina"),
        ("Kai", "Kia"),
        ("Daniel", "Danielle"),
    ],
)
def test_twins_are_never_one(one: str, other: str) -> None:
    match = compared(child(one, **HOME, adults=(MOTHER,)), child(other, **HOME, adults=(MOTHER,)))
    assert match.finding is Finding.FAMILY
    assert match.points > 11, "and still shown"


def test_twins_of_whom_one_is_not_known_to_live_anywhere() -> None:
    assert compared(child("Aiden", **HOME), child("Jaiden")).finding is Finding.FAMILY
    assert compared(child("Aiden", "Thistlewood"), child("Mabel", "Thistlewood")).finding is Finding.FAMILY


def test_twins_over_midnight() -> None:
    later = child("Jaiden", born=BORN + timedelta(days=1), **HOME)
    assert compared(child("Aiden", **HOME), later).finding is Finding.FAMILY


def test_a_twin_with_the_brothers_pupil_number_typed_in() -> None:
    """The number proves much, but two names are two names: perhaps, and a person decides."""
    match = compared(child("Hassan", **HOME, upns=(UPN,)), child("Hussain", **HOME, upns=(UPN,)))
    assert match.finding is Finding.POSSIBLE
    assert "Different given names: Hassan and Hussain." in match.against


def test_a_misspelt_child_of_one_home_is_shown_beside_the_twins() -> None:
    match = compared(child("Oliver", **HOME), child("Olivre", **HOME))
    assert match.finding is Finding.LIKELY, "two letters exchanged make no other name"
    unsure = compared(child("Oliver", **HOME), child("Olver", **HOME))
    assert unsure.finding is Finding.FAMILY
    assert any("misspelt" in said for said in unsure.against)


def test_a_boy_and_a_girl_are_two_children_unless_their_name_is_one() -> None:
    boy, girl = child("Alexander", sex="M", **HOME), child("Alex", sex="F", **HOME)
    assert compared(boy, girl).finding is Finding.FAMILY
    assert compared(boy, replace(girl, sex="M")).finding is Finding.LIKELY


def test_different_good_pupil_numbers_speak_against() -> None:
    near = compared(child("Katherine", **HOME, upns=(UPN,)), child("Kate", **HOME, upns=(OTHER_UPN,)))
    assert near.finding is Finding.FAMILY
    assert "Different unique pupil numbers, each with a check letter that fits." in near.against


def test_one_pupil_number_finds_a_child_under_a_new_name() -> None:
    match = compared(child("Kai", "Example", upns=(UPN,)), child("Kai", "Sample", upns=(UPN,)))
    assert match.finding is Finding.LIKELY
    assert match.reasons[0] == "Same unique pupil number, and its check letter fits."
    former = compared(child("Kai", upns=(OTHER_UPN, UPN)), child("Kai", born=None, upns=(UPN,)))
    assert any("former number" in said for said in former.reasons)
    wrong = "A" + UPN[1:]
    bad = compared(child("Kai", upns=(wrong,)), child("Kai", upns=(wrong,)))
    assert any("does not fit" in said for said in bad.reasons)
    typed = compared(child("Kai", upns=(UPN,)), child("Kai", upns=(UPN[:-1] + "9",)))
    assert any("differ by one character" in said for said in typed.reasons)


def test_brothers_and_sisters_are_family() -> None:
    older = child("Mia", born=date(2012, 9, 1), **HOME)
    assert compared(child("Kai", **HOME), older).finding is Finding.FAMILY
    recorded = compared(
        child("Kai", siblings=(sibling("Mia", born=date(2012, 9, 1)),)), replace(older, doors=frozenset())
    )
    assert recorded.finding is Finding.FAMILY
    by_reference = compared(child("Kai", siblings=(sibling("Somebody", ref="RC-1"),)), child("Mia", ref="RC-1"))
    assert by_reference.finding is Finding.FAMILY


def test_half_siblings_share_a_mother_and_a_home() -> None:
    half = child("Mia", "Sample", date(2012, 9, 1), **HOME, adults=(MOTHER,))
    assert compared(child("Kai", **HOME, adults=(MOTHER,)), half).finding is Finding.FAMILY


def test_a_father_and_his_son_of_one_name() -> None:
    father = child("John", "Thistlewood", date(1996, 7, 9), **HOME)
    match = compared(child("John", "Thistlewood", **HOME), father)
    assert match.finding is Finding.FAMILY
    assert any("parent and a child" in said for said in match.against)
    assert compared(
        child("John", "Thistlewood"), replace(father, doors=frozenset(), telephones=frozenset())
    ).finding is (Finding.DIFFERENT)


def test_a_namesake_is_another_child() -> None:
    assert compared(child("Mohammed", "Ali"), child("Mohammed", "Ali", date(2013, 8, 20))).finding is Finding.DIFFERENT
    one_day = compared(
        child("Mohammed", "Ali", adults=(Adult(("amina", "noor"), "mother", True),)),
        child("Mohammed", "Ali", adults=(Adult(("hodan", "farah"), "mother", True),)),
    )
    assert one_day.finding is Finding.POSSIBLE
    assert "Mothers of different names." in one_day.against


def test_an_alias_counts_as_a_name() -> None:
    known = child("Kai", "Example", BORN, Name.of("Kit", "Sample"))
    match = compared(known, child("Kit", "Sample"))
    assert match.finding is Finding.LIKELY
    assert compared(child("Kai"), child("Kit", "Sample")).finding is not Finding.LIKELY


def test_strangers_are_not_shown() -> None:
    assert compared(child("Linh", "Nguyen", date(2011, 5, 6)), child("Oliver", "Smith")).finding is Finding.DIFFERENT
    nobody = compared(child("", "", None), child("", "", None))
    assert nobody.finding is Finding.DIFFERENT


def test_the_first_of_january_proves_less() -> None:
    new_year = date(2015, 1, 1)
    assert compared(child("Abdi", born=new_year), child("Abdi", born=new_year)).points < (
        compared(child("Abdi"), child("Abdi")).points
    )


def test_what_is_protected_is_not_confirmed() -> None:
    """Whoever tries an address learns nothing from the reasons (PRACTICE 4.3)."""
    hidden = child("Kai", guarded=Guarded.DETAILS, school="s", **HOME)
    match = compared(child("Kai", school="s", **HOME), hidden)
    said = " ".join([*match.reasons, *match.against])
    assert match.protected
    for word in ("address", "telephone", "school", "postcode"):
        assert f"Same {word}" not in said
        assert f"Same last {word}" not in said
    assert "Details that are protected were compared too." in match.reasons
    open_said = compared(child("Kai", **HOME), child("Kai", **HOME)).reasons
    assert "Same address." in open_said


def test_family_alone_is_never_a_child() -> None:
    """Every detail of the household, and still only the household: its points are bounded."""
    rich = {**HOME, "emails": frozenset({"e"}), "postcodes": frozenset({"p"}), "adults": (MOTHER,), "school": "s"}
    shared = (sibling("Mia", born=date(2012, 1, 2)), sibling("Zed", born=date(2010, 1, 2)))
    a = child("Oliver", "Smith", **rich, siblings=shared)
    b = child("Linh", "Nguyen", date(2011, 5, 6), **rich, siblings=shared)
    match = compared(a, b)
    assert match.finding is Finding.FAMILY
    assert match.points < 0


def test_likelihood_grows_with_the_points() -> None:
    strong, weak = compared(child("Kai", **HOME), child("Kai", **HOME)), compared(child("Kai"), child("Kay", born=None))
    assert 0 < weak.likelihood < strong.likelihood <= 1
