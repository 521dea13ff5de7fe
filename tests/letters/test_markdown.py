"""Reading an edited draft: structure where it is meant, words always."""

from hypothesis import given, settings
from hypothesis import strategies as st

from letters.markdown import Block, blocks, plain_text, printable

OFF = (
    "<b>bold</b>", "<!-- note -->", "[a](http://b.example)", "![a](b)", "`code`", "&copy;", "(c) 437(c)", "> quoted",
    "<http://a.example>", "~~gone~~", "***", "    indented", "```\nfenced\n```",
)  # fmt: skip


def kinds(markdown: str) -> list[str]:
    return [block.kind for block in blocks(markdown)]


def test_headings_lists_tables_bold_and_italic() -> None:
    body = blocks("# A\n\nOne **two** *three*\\\nfour\n\n- a\n- b\n\n3. c\n7. d\n\n| h | i |\n| - | - |\n| j | k |\n")
    assert [block.kind for block in body] == ["heading", "paragraph", "bullets", "numbers", "table"]
    words = [
        (piece.text.strip(), piece.bold, piece.italic, piece.line_break)
        for piece in body[1].pieces
        if piece != body[1].pieces[2]
    ]
    assert words == [("One", False, False, False), ("two", True, False, False), ("three", False, True, False),
                     ("", False, False, True), ("four", False, False, False)]  # fmt: skip
    assert body[3].numbers == (3, 7)
    assert [[plain_text((Block(kind="paragraph", pieces=cell),)) for cell in row] for row in body[4].rows] == [
        ["h", "i"],
        ["j", "k"],
    ]


def test_no_heading_skips_a_level() -> None:
    levels = [block.level for block in blocks("##### a\n\n### b\n\n# c\n\n###### d\n") if block.kind == "heading"]
    assert levels == [2, 3, 2, 3]


def test_what_is_switched_off_prints_as_typed() -> None:
    for typed in OFF:
        assert " ".join(plain_text(blocks(typed)).split()) == " ".join(typed.split())
        assert kinds(typed) == ["paragraph"]


def test_quotes_are_set_as_quotes() -> None:
    assert plain_text(blocks('It\'s "so"')) == "It’s “so”"


def test_what_nobody_can_see_is_gone() -> None:
    assert printable("A\u202eda\u2066 \u200bL\u00adee\x00\r\nx\ty") == "Ada Lee\nx\ty"
    assert printable("e\u0301") == "é"


def test_words_that_markdown_would_drop_are_printed() -> None:
    too_wide = "| a | b |\n| - | - |\n| 1 | 2 | three |"
    assert "three" in plain_text(blocks(too_wide))
    too_deep = "- " * 60 + "deep"
    assert "deep" in plain_text(blocks(too_deep))


_MARKS = st.sampled_from(
    [
        "# ",
        "- ",
        "1. ",
        "7) ",
        "**",
        "*",
        "_",
        "|",
        "| - |",
        "\n",
        "\n\n",
        "    ",
        "\\",
        "<b>",
        "`",
        "[x](y)",
        "> ",
        "==",
    ]
)
_TEXT = st.lists(st.one_of(_MARKS, st.text(alphabet="abc 12'\"ßéж", max_size=6)), max_size=40).map("".join)


@settings(max_examples=400)
@given(_TEXT)
def test_no_word_is_ever_lost_or_added(markdown: str) -> None:
    body = blocks(markdown)
    numbers = "".join(str(number) for number in _numbers(body))
    kept = sorted(c for c in plain_text(body) + numbers if c.isalnum())
    typed = sorted(c for c in printable(markdown) if c.isalnum())
    assert kept == typed


def _numbers(body: tuple[Block, ...]) -> list[int]:
    return [
        number for block in body for number in (*block.numbers, *(n for item in block.items for n in _numbers(item)))
    ]


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert isinstance(blocks(text), tuple)
