"""What was edited, and what in it could betray who told us (PRACTICE 4.9, harm 8)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.difference import difference, near_matches
from letters.wording import TEMPLATES, draft
from tests.letters.samples import FACTS


def test_no_edit_is_no_difference() -> None:
    text = draft("L02", FACTS)
    assert difference(text, text) == []
    assert difference(text, text.replace("\n", "  \n") + "\n\n") == []


def test_a_changed_word_is_shown_as_a_word() -> None:
    (change,) = difference("Dear Ms A,\n\nPlease call me soon.\n\nBye", "Dear Ms A,\n\nPlease ring me soon.\n\nBye")
    assert (change.kind, change.template_line, change.edited_line) == ("changed", 3, 3)
    assert [(w.kind, w.text) for w in change.words] == [
        ("same", "Please "), ("removed", "call"), ("added", "ring"), ("same", " me soon."),
    ]  # fmt: skip


def test_added_and_removed_lines() -> None:
    added, removed = difference("one\ntwo\nthree\nfour", "one\ntwo\nnew\nthree")
    assert (added.kind, added.after, added.before, added.edited_line) == ("added", "new", "", 3)
    assert (removed.kind, removed.before, removed.after, removed.template_line) == ("removed", "four", "", 4)


_LINES = st.lists(st.sampled_from(["", "one two", "one three", "four", "five six seven"]), max_size=8)


@given(_LINES, _LINES)
def test_the_difference_reads_back_to_both_texts(before: list[str], after: list[str]) -> None:
    for change in difference("\n".join(before), "\n".join(after)):
        assert "".join(w.text for w in change.words if w.kind != "added") == change.before
        assert "".join(w.text for w in change.words if w.kind != "removed") == change.after
        assert change.before != change.after


REFERRER = ("Joan Hathersage", "aunt", "01632 960555", "joan.hathersage@post.example")


@pytest.mark.parametrize(
    "betraying",
    [
        "as her aunt said",
        "Her auntie told us",
        "her Aunty’s house",
        "we spoke to Joan",
        "we spoke to JOAN",
        "we spoke to Joanne",
        "we spoke to Jaon",
        "J o a n told us",
        "Joan’s view",
        "Mrs Hathersage",
        "Hathersedge told us",
        "Hather sage told us",
        "Hather-\nsage told us",
        "call 01632 960555",
        "call (01632) 960 555",
        "call +44 1632 960555",
        "call 01632-960-555.",
        "call 01632 960556",
        "write to joan.hathersage at post",
        "Joán",
    ],
)
def test_a_draft_that_comes_near_the_referrer_warns(betraying: str) -> None:
    text = draft("L02", FACTS.model_copy(update={"told": f"We were told of this, {betraying}, last week."}))
    assert near_matches(text, REFERRER), betraying


@pytest.mark.parametrize("template_id", sorted(TEMPLATES))
def test_the_wordings_alone_do_not_warn(template_id: str) -> None:
    assert near_matches(draft(template_id, FACTS), REFERRER) == []
    assert (
        near_matches(draft(template_id, FACTS), ["Will Pemberton", "neighbour", "01632 960778", "Mr Ali Nkemelu"]) == []
    )


def test_what_is_found_is_shown_as_it_stands() -> None:
    found = near_matches("Her auntie, Mrs Joann Hathersage, on (01632) 960 555.", REFERRER)
    assert found == ["auntie", "Joann", "Hathersage", "01632) 960 555"]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("your gran is welcome", ["grandmother"]),
        ("her nan’s flat", ["Grandmother"]),
        ("the people next door, her neighbours", ["neighbour"]),
        ("Li said so", ["Li"]),
        ("Mac Donald", ["MacDonald"]),
        ("O Brien", ["O'Brien"]),
        ("Zoe", ["Zoë"]),
        ("Will came", ["Will"]),
    ],
)
def test_other_names_and_kin(text: str, terms: list[str]) -> None:
    assert near_matches(text, terms)


def test_everyday_words_are_not_names() -> None:
    assert near_matches("We will call you. You may reply. Do it by mark or so.", ["Will", "May", "Mark", "Jo"]) == []
    assert near_matches("Nothing here.", ["", " ", "12", "Mr", "the"]) == []


@given(st.text(max_size=200), st.lists(st.text(max_size=20), max_size=3))
def test_no_text_breaks_the_search(text: str, terms: list[str]) -> None:
    assert all(found in text for found in near_matches(text, terms))
