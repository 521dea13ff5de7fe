"""What an officer changed in a draft, which is kept with the letter, and what in it may betray who told us."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, Literal

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


# Words of one kinship say the same about the referrer as the one that was recorded.
_KIN: Final = tuple(
    frozenset(group.split())
    for group in (
        "aunt auntie aunty",
        "uncle",
        "grandmother grandma gran granny nan nana nanna nanny grandparent grandparents",
        "grandfather grandad granddad grandpa gramps grandparent grandparents",
        "mother mum mummy mom stepmother stepmum",
        "father dad daddy stepfather stepdad",
        "sister stepsister",
        "brother stepbrother",
        "neighbour neighbours neighbor neighbors",
        "cousin cousins",
        "teacher teachers headteacher",
        "doctor gp",
        "landlord landlady",
    )
)
_NO_NAMES: Final = frozenset(re.findall(r"\w+", "mr mrs miss ms dr the of and at for from by to com co uk org net www"))
# names that are also everyday words count only with a capital letter
_EVERYDAY: Final = frozenset(re.findall(r"\w+", "will may mark can an so do my day law young long best"))
_SEPARATORS: Final = r"[\s().+\-–/]*"


def near_matches(text: str, terms: Iterable[str]) -> list[str]:
    """The places in a text that come near one of the terms: a name, a relation, a telephone number, an address.

    Accents, capitals, spaces, punctuation and slips of spelling do not hide a match. It warns; a person judges.
    """
    found: dict[tuple[int, int], None] = {}
    for term in terms:
        for span in (*_near_numbers(text, term), *_near_words(text, term)):
            found[span] = None
    spans = sorted(found)
    innermost = [a for a in spans if not any(b != a and a[0] <= b[0] and b[1] <= a[1] for b in spans)]
    return list(dict.fromkeys(text[start:end] for start, end in innermost))


def _digits(text: str) -> str:
    return re.sub(r"^(?:00|\+)?44(?=\d{9})|^\+", "0", re.sub(r"[^\d+]", "", text)).lstrip("+")


def _near_numbers(text: str, term: str) -> Iterator[tuple[int, int]]:
    wanted = _digits(term)
    if len(wanted) < 6:
        return
    for match in re.finditer(rf"\+?\d(?:{_SEPARATORS}\d){{5,}}", text):
        number = _digits(match[0])
        if wanted[-6:] in number or number[-6:] in wanted or _slips(number, wanted, 1) <= 1:
            yield match.span()


def _fold(text: str) -> str:
    stripped = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(c for c in stripped.casefold() if c.isalnum())


def _near_words(text: str, term: str) -> Iterator[tuple[int, int]]:
    # of an e-mail address the part before the @ is the person's
    spoken = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", re.sub(r"@\S*", "", term))
    named = [word for word in spoken if _fold(word) not in _NO_NAMES]
    targets = {_fold(word): word for word in (*named, "".join(named)) if len(_fold(word)) > 1}
    words = [(m.start(), m.end(), m[0], _fold(m[0])) for m in re.finditer(r"[^\W_]+(?:['’][^\W_]+)*", text)]
    kin = frozenset().union(*(group for group in _KIN if group & targets.keys()))
    for start, end, word, folded in words:
        if folded in kin or re.sub(r"['’]?s$", "", word.casefold()) in kin:
            yield start, end
    for target, written in targets.items():
        for first, (start, _, as_typed, _) in enumerate(words):
            said = ""  # one word, or one typed in parts
            for parts, (_, end, _, folded) in enumerate(words[first : first + len(target) + 2], start=1):
                said += folded
                if len(said) > len(target) + 2:
                    break
                if len(said) >= len(target) - 2 and _same(said, target, as_typed, written, parts):
                    yield start, end


def _same(said: str, target: str, as_typed: str, written: str, parts: int) -> bool:
    if len(target) <= 3 or target in _EVERYDAY:
        return said == target and as_typed[:1].isupper() == written[:1].isupper()
    forms = (said, said.removesuffix("s"))  # a name with the s of "Joan’s"
    if target in forms:
        return True
    if parts == 1 and as_typed[0].isupper() and said.startswith(target) and len(said) <= len(target) + 2:
        return True  # Joan, Joanne
    if parts > 3 or (len(target) <= 5 and said[0] != target[0]):
        return False
    allowed = 1 if len(target) < 8 else 2
    if len(set(said) - set(target) - {"s"}) > allowed:  # quickly: too many letters that the term has not
        return False
    return min(_slips(form, target, allowed) for form in forms) <= allowed


def _slips(a: str, b: str, most: int) -> int:
    """How many letters are missing, added, wrong or swapped with their neighbour; `most` + 1 where it is more."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    earlier: Sequence[int] = ()
    row: Sequence[int] = range(len(b) + 1)
    for i, letter in enumerate(a, start=1):
        below = [i]
        for j, other in enumerate(b, start=1):
            cost = min(row[j] + 1, below[j - 1] + 1, row[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, earlier[j - 2] + 1)
            below.append(cost)
        earlier, row = row, below
    return min(row[-1], most + 1)
