"""What an officer changed in a draft, which is kept with the letter."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

from pydantic import BaseModel, ConfigDict


class Words(BaseModel):
    model_config = ConfigDict(frozen=True)

    kind: Literal["same", "added", "removed"]
    text: str


class Change(BaseModel):
    """One place where the edited text differs. Lines count from 1; `words` reads the change word by word, in order."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["added", "removed", "changed"]
    template_line: int
    edited_line: int
    before: str
    after: str
    words: tuple[Words, ...]


def difference(template_text: str, edited_text: str) -> list[Change]:
    """The changes from the wording as drafted to the text as edited; white space at a line's end is no change."""
    before = [line.rstrip() for line in template_text.strip().splitlines()]
    after = [line.rstrip() for line in edited_text.strip().splitlines()]
    changes: list[Change] = []
    for tag, i, to_i, j, to_j in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if tag == "replace" and to_i - i == to_j - j:
            pairs = [(n, n + 1, m, m + 1) for n, m in zip(range(i, to_i), range(j, to_j), strict=True)]
        else:
            pairs = [(i, to_i, j, to_j)]
        changes.extend(_change(before[a:b], after[c:d], a + 1, c + 1) for a, b, c, d in pairs)
    return [change for change in changes if change.before.strip() or change.after.strip()]


def _change(before: list[str], after: list[str], template_line: int, edited_line: int) -> Change:
    old, new = "\n".join(before), "\n".join(after)
    return Change(
        kind="added" if not before else "removed" if not after else "changed",
        template_line=template_line,
        edited_line=edited_line,
        before=old,
        after=new,
        words=tuple(_words(old, new)),
    )


def _words(old: str, new: str) -> Iterator[Words]:
    before, after = re.findall(r"\s+|\w+|[^\w\s]", old), re.findall(r"\s+|\w+|[^\w\s]", new)
    for tag, i, to_i, j, to_j in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Words(kind="same", text="".join(before[i:to_i]))
            continue
        if to_i > i:
            yield Words(kind="removed", text="".join(before[i:to_i]))
        if to_j > j:
            yield Words(kind="added", text="".join(after[j:to_j]))
