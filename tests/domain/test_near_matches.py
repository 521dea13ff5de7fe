"""What in a draft comes near to whoever told us in confidence, and what does not (PRACTICE 4.9, harm 8)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.near_matches import Somebody, near_matches, words_of

JOAN = Somebody("Joan Hathersage", "aunt", "01632 960555", "joan.hathersage@post.example")
USUAL = frozenset(
    {"we", "would", "like", "you", "to", "join", "us", "may", "will", "can", "child", "children", "parent", "school"}
    | {"many", "home", "doctor"}
)


def marked(text: str, *people: Somebody, passed_over: tuple[str, ...] = ()) -> list[str]:
    return words_of(near_matches(text, people or [JOAN], passed_over=passed_over, usual=USUAL))


@pytest.mark.parametrize(
    "betraying",
    [
        "as her aunt said",
        "Her auntie told us",
        "her Aunty’s house",
        "we spoke to Joan",
        "we spoke to JOAN",
        "we spoke to joan",
        "we spoke to Joanne",
        "we spoke to Jaon",
        "J o a n told us",
        "Joan’s view",
        "Mrs Hathersage",
        "Hathersage, Joan",
        "Hathersedge told us",
        "hathersidge told us",
        "Hather sage told us",
        "Hather-\nsage told us",
        "call 01632 960555",
        "call (01632) 960 555",
        "call +44 1632 960555",
        "call +44 (0)1632 960555",
        "call 01632-960-555.",
        "call 960555",
        "call 01632 960556",
        "write to joan.hathersage at post",
        "JOAN.HATHERSAGE@POST.EXAMPLE",
        "Joán",
    ],
)
def test_a_text_that_comes_near_is_marked(betraying: str) -> None:
    assert marked(f"We were told of this, {betraying}, last week."), betraying


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Elizabeth Moor", "Liz"),
        ("Liz Moor", "Elizabeth"),
        ("William Tarn", "Bill"),
        ("Mohammed Aziz", "Muhamad"),
        ("Katarzyna Nowak", "Kasia"),
        ("Łukasz Wójcik", "Wojcik"),
        ("Zoë Fell", "Zoe"),
        ("Siobhán O'Brien", "OBrien"),
        ("Sean MacDonald", "Mac Donald"),
        ("Олена Коваленко", "Kovalenko"),
        ("Anna Kowalski", "Kowalsky"),
        ("Will Moss", "Will"),
        ("Li Chen", "Li"),
    ],
)
def test_short_forms_other_spellings_and_other_letters(name: str, said: str) -> None:
    assert marked(f"It was {said} who saw this.", Somebody(name)) == [said]


@pytest.mark.parametrize(
    ("relation", "said"),
    [
        ("grandmother", "gran"),
        ("Grandmother", "her nan’s"),
        ("Neighbour", "neighbours"),
        ("Great-aunt of the child", "Auntie"),
        ("Family doctor", "doctor"),
        ("Dinner lady", "lady"),
    ],
)
def test_kin_and_callings(relation: str, said: str) -> None:
    assert marked(f"This is what {said} told us.", Somebody(relation=relation))


def test_what_is_found_is_shown_as_it_stands_and_where() -> None:
    text = "Dear reader,\nher auntie, Mrs Joann Hathersage,\nis on (01632) 960 555."
    found = near_matches(text, [JOAN])
    assert words_of(found) == ["auntie", "Joann", "Hathersage", "01632) 960 555"]
    assert [mark.line for mark in found] == [2, 2, 2, 3]
    assert all(text[mark.start : mark.end] == mark.words for mark in found)


@pytest.mark.parametrize(
    ("text", "somebody"),
    [
        ("We would like you to join us. Join us.", Somebody("Joan Hathersage")),
        ("John and June came.", Somebody("Joan Hathersage")),
        ("There are many ways home.", Somebody("Mary Moor")),
        ("We will call you. You may reply. Mark it, or so.", Somebody("Jo Bell")),
        ("It may be, and it will be.", Somebody("May Will")),
        ("Your child goes to school with other children.", Somebody(relation="Mother of a child at the school")),
        ("Nothing here.", Somebody("", " ", "12", "@")),
        ("Mr and Mrs of the at", Somebody("Mr The", "of the")),
        ("Call 01632 960001 on 24 November 2026.", JOAN),
    ],
)
def test_what_is_usual_is_no_mark(text: str, somebody: Somebody) -> None:
    assert marked(text, somebody) == []


def test_who_shares_a_name_with_the_child_is_not_betrayed_by_the_childs_name() -> None:
    somebody = Somebody("Joan Example", "aunt")
    text = "Dear Ms R Example, we write about Kai Example. Ms Example told us."
    shared = ("Kai Example", "Ms R Example")
    assert near_matches(text, [somebody], passed_over=shared)[0].start == text.index("Example told")
    assert len(near_matches(text, [somebody], passed_over=shared)) == 1
    assert marked("Kai Examples", somebody, passed_over=shared), "only the whole of what is passed over"


def test_of_several_people_each_is_looked_for() -> None:
    assert marked("Joan and Dilwyn said so.", JOAN, Somebody("Dilwyn Tarn")) == ["Joan", "Dilwyn"]


def test_nobody_is_found_in_a_printed_person() -> None:
    assert not near_matches(repr(JOAN) + str(JOAN), [JOAN])


@given(
    st.text(max_size=200),
    st.builds(Somebody, st.text(max_size=20), st.text(max_size=20), st.text(max_size=20), st.text(max_size=20)),
    st.lists(st.text(max_size=10), max_size=3),
)
def test_no_text_breaks_the_search(text: str, somebody: Somebody, passed_over: list[str]) -> None:
    for mark in near_matches(text, [somebody], passed_over=passed_over, usual=USUAL):
        assert text[mark.start : mark.end] == mark.words
        assert 1 <= mark.line <= text.count("\n") + 1
