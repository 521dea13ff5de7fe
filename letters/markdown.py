"""The Markdown that a letter may use, read into plain data for the page.

Headings, paragraphs, lists, tables, bold and italic. Everything else that Markdown can do is switched off, so it prints
as it was typed: HTML, links, images, code, quotations, entities. No word is ever lost: a text that Markdown would drop
words of (cells beyond a table's last column, lists nested too deep) is printed line by line as it stands.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from pydantic import BaseModel, ConfigDict

# The page's own title is the first level; a body may go two deeper (PDF/UA-1 wants no level skipped).
_FIRST_HEADING: Final = 2
_LAST_HEADING: Final = 3


class Piece(BaseModel):
    """A run of text in one style; a line break is a piece of its own."""

    model_config = ConfigDict(frozen=True)

    text: str = ""
    bold: bool = False
    italic: bool = False
    line_break: bool = False


class Block(BaseModel):
    model_config = ConfigDict(frozen=True)

    kind: Literal["heading", "paragraph", "bullets", "numbers", "table"]
    level: int = 0
    pieces: tuple[Piece, ...] = ()
    items: tuple[tuple["Block", ...], ...] = ()
    numbers: tuple[int, ...] = ()
    rows: tuple[tuple[tuple[Piece, ...], ...], ...] = ()


def _reader() -> MarkdownIt:
    reader = MarkdownIt("zero", {"html": False, "typographer": True, "quotes": "“”‘’"})
    # not "replacements": it would turn the (c) of a section's number into a copyright sign
    return reader.enable(["heading", "list", "table", "newline", "escape", "emphasis", "smartquotes"])


_READER = _reader()


def printable(text: str) -> str:
    """The text without what nobody can see: controls, and marks that reorder or hide what stands beside them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", "".join(c for c in lines if c in "\n\t" or not _unseen(c)))


def _unseen(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs"}


def blocks(markdown: str) -> tuple[Block, ...]:
    """The body of a letter as data. Never raises: whatever is not understood is text."""
    text = printable(markdown)
    tokens = _READER.parse(text)
    if _letters("".join(_read(tokens))) == _letters(text):
        body = [_block(node) for node in SyntaxTreeNode(tokens).children]
        # a heading without words is no place in the text, and PDF/UA has none
        return tuple(_with_even_headings([block for block in body if block.kind != "heading" or block.pieces]))
    lines = (line.strip() for line in text.split("\n"))
    return tuple(Block(kind="paragraph", pieces=(Piece(text=line),)) for line in lines if line)


def _read(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "list_item_open":
            yield token.info
        yield from (child.content for child in token.children or ())


def _letters(text: str) -> list[str]:
    return [character for character in text if character.isalnum()]


def plain_text(body: tuple[Block, ...]) -> str:
    """The words alone, a block to a line."""
    lines: list[str] = []
    for block in body:
        cells = (block.pieces, *(cell for row in block.rows for cell in row))
        lines.extend(text for pieces in cells if (text := "".join("\n" if p.line_break else p.text for p in pieces)))
        lines.extend(plain_text(item) for item in block.items)
    return "\n".join(lines)


def _with_even_headings(body: Iterable[Block]) -> Iterator[Block]:
    deepest = _FIRST_HEADING - 1
    for block in body:
        if block.kind != "heading":
            yield block
            continue
        deepest = max(_FIRST_HEADING, min(block.level, deepest + 1, _LAST_HEADING))
        yield block.model_copy(update={"level": deepest})


def _block(node: SyntaxTreeNode) -> Block:
    if node.type == "heading":
        return Block(kind="heading", level=int(node.tag[1]), pieces=_pieces(node))
    if node.type in {"bullet_list", "ordered_list"}:
        items = tuple(tuple(_within(child) for child in item.children) for item in node.children)
        if node.type == "bullet_list":
            return Block(kind="bullets", items=items)
        # as typed: whoever wrote "1." and "3." meant them
        return Block(kind="numbers", items=items, numbers=tuple(int(item.info) for item in node.children))
    if node.type == "table":
        rows = tuple(tuple(_pieces(cell) for cell in row.children) for part in node.children for row in part.children)
        return Block(kind="table", rows=rows)
    return Block(kind="paragraph", pieces=_pieces(node))


def _within(node: SyntaxTreeNode) -> Block:
    """A block of a list's item, where a heading is only a bold line: it divides no letter."""
    if node.type == "heading":
        return Block(kind="paragraph", pieces=_pieces(node, bold=True))
    return _block(node)


def _pieces(node: SyntaxTreeNode, bold: bool = False, italic: bool = False) -> tuple[Piece, ...]:
    found: list[Piece] = []
    for child in node.children:
        if child.type == "hardbreak":
            found.append(Piece(line_break=True))
        elif child.type == "softbreak":
            found.append(Piece(text=" ", bold=bold, italic=italic))
        elif child.children:
            found.extend(_pieces(child, bold or child.type == "strong", italic or child.type == "em"))
        elif child.content:
            found.append(Piece(text=child.content, bold=bold, italic=italic))
    return tuple(found)


# What would be read as Markdown in the middle of a line, and at its start. Inside a word an underscore is only that.
_INLINE = re.compile(r"([\\*|]|(?<![^\W_])_|_(?![^\W_]))")
_LINE_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|\d{1,9}(?=[.)](?:\s|$)))", re.MULTILINE)


def _start_escaped(match: re.Match[str]) -> str:
    mark = match[2]
    return match[1] + (mark + "\\" if mark[0].isdigit() else "\\" + mark)


def as_typed(text: str) -> str:
    """The text as one line of Markdown that prints exactly these words, whatever marks are in them."""
    return _LINE_START.sub(_start_escaped, _INLINE.sub(r"\\\1", " ".join(printable(text).split())))


def paragraphs_as_typed(text: str) -> str:
    """The same for a longer text: its paragraphs and its "- " lists stay, its words print as they are."""
    lines = [line.strip() for line in printable(text).strip().split("\n")]
    kept = [f"- {as_typed(line[2:])}" if line.startswith("- ") else as_typed(line) for line in lines]
    return "\n".join(kept)
