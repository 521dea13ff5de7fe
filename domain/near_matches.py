"""What in a text comes near to a person: a name, a relation, a telephone number, an e-mail address (PRACTICE 4.9).

Accents, capitals, spaces, short forms, other spellings and slips of the hand do not hide a match. It warns; a person
judges. What it answers are places in the text itself, so it says nothing that its reader could not read there already.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import Final

from pydantic import BaseModel, ConfigDict

from domain.matching.folding import folded
from domain.matching.given_names import Kinship, kinship, whole
from domain.matching.names import Closeness, closeness, family_closeness
from domain.matching.slips import distance

Span = tuple[int, int]
# Words of one kinship say the same about somebody as the one that was recorded.
_KIN: Final = tuple(
    frozenset(group.split())
    for group in (
        "aunt auntie aunty aunts",
        "uncle uncles",
        "grandmother grandma gran granny nan nana nanna nanny grandparent grandparents",
        "grandfather grandad granddad grandpa gramps grandparent grandparents",
        "mother mum mummy mom stepmother stepmum",
        "father dad daddy stepfather stepdad",
        "sister stepsister",
        "brother stepbrother",
        "neighbour neighbours neighbor neighbors",
        "cousin cousins",
        "partner girlfriend boyfriend fiance fiancee",
        "friend friends",
        "teacher teachers headteacher",
        "doctor gp",
        "nurse nurses",
        "landlord landlady",
    )
)
_NO_NAMES: Final = frozenset(
    {"mr", "mrs", "miss", "ms", "mx", "dr", "the", "of", "and", "at", "for", "from", "by", "to", "in", "her", "his"}
    | {"their", "my", "our", "com", "co", "uk", "org", "net", "www", "great", "step", "half", "old", "next", "close"}
)
# Names that are also everyday words count only with a capital letter.
_EVERYDAY: Final = frozenset(
    {"will", "may", "mark", "can", "an", "so", "do", "my", "day", "law", "young", "long", "best"}
)
_ONE_NAME: Final = frozenset({Closeness.SPELLING, Closeness.SHORT, Closeness.SHORTS, Closeness.ABROAD})
_SEPARATORS: Final = r"[\s().+\-–/]*"
_SHORT_NAME, _SHORT_WORD = 5, 3  # letters: in these a slip makes another name, or no name at all
_NOTHING: Final = "\0"
_DIGITS, _TELLING = 6, 6  # of a number: fewer are none, and so many of its last tell whose it is


class Mark(BaseModel):
    """A place in a text. `words` is how it stands there; lines count from 1; `start` and `end` are in characters."""

    model_config = ConfigDict(frozen=True)

    words: str
    line: int
    start: int
    end: int


@dataclass(frozen=True)
class Somebody:
    """A person who must not be recognised. Printing it tells nothing."""

    name: str = field(default="", repr=False)
    relation: str = field(default="", repr=False)
    telephone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)


def near_matches(
    text: str,
    people: Iterable[Somebody],
    *,
    passed_over: Iterable[str] = (),
    usual: Collection[str] = frozenset(),
) -> tuple[Mark, ...]:
    """The places that come near one of the people, in order, none within another.

    `passed_over` is what stands in such a text in any case, as it is written: our own wordings, the child, the reader.
    `usual` are words in small letters that it is usual to write: none is taken for a slip of a name, and a relation
    that is described by one (child, school) is no mark.
    """
    searched = _without(text, passed_over)
    runs = _runs(searched)
    found: set[Span] = set()
    for each in people:
        found |= {*_near_numbers(searched, each.telephone), *_near_email(searched, each.email)}
        found |= {*_near_name(runs, _email_name(each.email), usual), *_near_name(runs, each.name, usual)}
        found |= set(_near_relation(runs, each.relation, usual))
    spans = sorted(found)
    innermost = [a for a in spans if not any(b != a and a[0] <= b[0] and b[1] <= a[1] for b in spans)]
    return tuple(
        Mark(words=text[start:end], line=text.count("\n", 0, start) + 1, start=start, end=end)
        for start, end in innermost
    )


def words_of(marks: Iterable[Mark]) -> list[str]:
    """Each marked word once, in order."""
    return list(dict.fromkeys(mark.words for mark in marks))


def _without(text: str, passed_over: Iterable[str]) -> str:
    """The same text, as long, in which what is passed over is no word."""
    for said in sorted({each.strip() for each in passed_over} - {""}, key=lambda each: (-len(each), each)):
        at = text.find(said)
        while at >= 0:
            end = at + len(said)
            whole = not (_joined(text[at - 1 : at], said[0]) or _joined(said[-1], text[end : end + 1]))
            text = f"{text[:at]}{_NOTHING * len(said)}{text[end:]}" if whole else text
            at = text.find(said, end)
    return text


def _joined(left: str, right: str) -> bool:
    return left.isalnum() and right.isalnum()


def _digits(text: str) -> str:
    return re.sub(r"^(?:00|\+)?44(?=\d{9})|^\+", "0", re.sub(r"[^\d+]", "", text.replace("(0)", ""))).lstrip("+")


def _near_numbers(text: str, line: str) -> Iterator[Span]:
    """A number, or one digit off; in any grouping, with or without the country or the area."""
    said = [_digits(found) for found in re.findall(rf"\+?\d(?:{_SEPARATORS}\d){{5,}}", line)]
    for wanted in (each for each in said if len(each) >= _DIGITS):
        for match in re.finditer(rf"\+?\d(?:{_SEPARATORS}\d){{5,}}", text):
            number = _digits(match[0])
            if wanted[-_TELLING:] in number or number[-_TELLING:] in wanted or distance(number, wanted, 1) <= 1:
                yield match.span()


def _near_email(text: str, email: str) -> Iterator[Span]:
    """The address, however it is spaced or its @ and dots are spelt."""
    name, _, host = email.strip().partition("@")
    if not name or not host:
        return
    between = {"@": r"\s*(?:@|\(at\)|\bat\b)\s*", ".": r"\s*(?:\.|\bdot\b)\s*"}
    pattern = "".join(between.get(each) or re.escape(each) for each in f"{name}@{host}")
    yield from (match.span() for match in re.finditer(pattern, text, re.IGNORECASE))


def _email_name(email: str) -> str:
    """Of an address the part before the @ is the person's."""
    return re.sub(r"@\S*", "", email)


@lru_cache(maxsize=20_000)
def _plain(word: str) -> str:
    return folded(word).replace(" ", "")


def _spoken(line: str) -> list[str]:
    found = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", line)
    return [word for word in found if _plain(word) not in _NO_NAMES and len(_plain(word)) > 1]


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    typed: str
    plain: str

    @property
    def capital(self) -> bool:
        return self.typed[:1].isupper()


def _runs(text: str) -> list[list[_Word]]:
    """The words between what is passed over: one may be typed in parts, but none goes on beyond it."""
    runs: list[list[_Word]] = [[]]
    for match in re.finditer(r"\0+|[^\W_]+(?:['’][^\W_]+)*", text):
        if match[0][0] == _NOTHING:
            runs.append([])
        else:
            runs[-1].append(_Word(match.start(), match.end(), match[0], _plain(match[0])))
    return runs


def _near_relation(runs: list[list[_Word]], relation: str, usual: Collection[str]) -> Iterator[Span]:
    said = {_plain(word) for word in _spoken(relation)}
    kin = frozenset[str]().union(*(group for group in _KIN if group & said))
    told = kin | {word for word in said if word not in usual}
    for word in chain.from_iterable(runs):
        if not told.isdisjoint((word.plain, word.plain.removesuffix("s"))):
            yield word.start, word.end


def _near_name(runs: list[list[_Word]], name: str, usual: Collection[str]) -> Iterator[Span]:
    named = _spoken(name)
    targets = {_plain(word): word for word in (*named, "".join(named)) if word}
    for target, written in targets.items():
        for run in runs:
            yield from _in_run(run, target, written, usual)


def _in_run(run: list[_Word], target: str, written: str, usual: Collection[str]) -> Iterator[Span]:
    for first, begins in enumerate(run):
        said = ""  # one word, or one typed in parts
        for parts, word in enumerate(run[first : first + len(target) + 2], start=1):
            said += word.plain
            if len(said) > len(target) + 6 or (parts > 1 and len(said) > len(target) + 2):
                break
            if _same(said, target, begins, written, parts, usual):
                yield begins.start, word.end


def _same(said: str, target: str, begins: _Word, written: str, parts: int, usual: Collection[str]) -> bool:
    if len(target) <= _SHORT_WORD or target in _EVERYDAY or target in usual:
        same_case = begins.capital == written[:1].isupper()
        return same_case and (said == target or (parts == 1 and begins.capital and _one_name(said, target)))
    forms = {said, said.removesuffix("s")}  # a name with the s of "Joan’s"
    if target in forms:
        return True
    if said in usual or (not begins.capital and len(target) <= _SHORT_NAME):
        return False
    if parts == 1 and begins.capital:
        if said.startswith(target) and len(said) <= len(target) + 2:
            return True  # Joan, Joanne
        if any(_one_name(form, target) for form in forms):
            return True
    if parts > 3 or (len(target) <= _SHORT_NAME and said[0] != target[0]):
        return False
    return any(_mistyped(form, target) for form in forms)


def _one_name(said: str, target: str) -> bool:
    """A short form, another spelling, the same in another language; or written otherwise and said alike."""
    if closeness(said, target) in _ONE_NAME:
        return True
    if _another(said, target):
        return False
    long_enough = min(len(said), len(target)) > _SHORT_WORD
    return long_enough and family_closeness(said, target) in (Closeness.SLIP, Closeness.SOUND, Closeness.SPELLING)


def _another(said: str, target: str) -> bool:
    """John is no slip for Joan: it is somebody's name itself."""
    return whole(said) and kinship(said, target) is Kinship.NONE


def _mistyped(said: str, target: str) -> bool:
    if _another(said, target):
        return False
    allowed = 1 if len(target) < 8 else 2
    if len(set(said) - set(target) - {"s"}) > allowed:  # quickly: too many letters that the name has not
        return False
    return distance(said, target, allowed) <= allowed
