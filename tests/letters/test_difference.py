"""What was edited in a letter."""

from hypothesis import given
from hypothesis import strategies as st

from letters.difference import difference
from letters.wording import draft
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
