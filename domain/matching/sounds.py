"""A key for how a name sounds, for names from many languages written in Latin letters.

Keys made for English take Mohammed and Muhamad, Szymon and Shimon, Qasim and Kasim apart. This one keeps only what
survives between spellings: the first sound and the consonants, in broad classes (k, q, c, kh and g are one; s, z, sh
and sz are one; t, d and th are one), each once where it stands twice. It is made to find candidates: alone it proves
nothing.
"""

from functools import lru_cache

_LENGTH = 6
# `*` stands for nothing heard.
_GROUPS = {
    "shch": "S", "tsch": "J", "szcz": "S", "sch": "S", "dzh": "J", "tch": "J", "ck": "K", "cq": "K", "sh": "S",
    "sz": "S", "cz": "J", "ch": "J", "zh": "J", "dj": "J", "dz": "S", "ts": "S", "tz": "S", "ph": "F", "kh": "K",
    "th": "T", "dh": "T", "bh": "B", "rh": "R", "wh": "F", "hs": "S", "rz": "J", "gn": "N", "ng": "N", "gh": "*",
}  # fmt: skip
_SINGLE = {
    "b": "B", "p": "P", "f": "F", "v": "F", "w": "F", "k": "K", "q": "K", "g": "K", "c": "K", "t": "T", "d": "T",
    "s": "S", "z": "S", "x": "S", "j": "J", "l": "L", "m": "M", "n": "N", "r": "R",
}  # fmt: skip
_VOWELS = "aeiou"


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """The key of one folded word; empty for none."""
    if not word:
        return ""
    found, at = _first(word)
    while at < len(word) and len(found) < _LENGTH:
        heard, at = _next(word, at)
        if heard and heard != "*" and not found.endswith(heard):
            found += heard
    return found


def _first(word: str) -> tuple[str, int]:
    """What a word begins with: a vowel is any vowel, a half-vowel is j, and a silent letter is passed over."""
    if word[:2] in ("kn", "pn", "wr", "ps"):
        return _SINGLE[word[1]], 2
    if word[:2] == "gh":
        return "K", 2
    if word[0] == "y" or (word[0] in "ij" and word[1:2] and word[1] in _VOWELS):
        return "J", 1
    if word[0] == "h":
        return "H", 1
    if word[0] in _VOWELS:
        return "A", 1
    heard, at = _next(word, 0)
    return heard.strip("*") or word[0].upper(), at


def _next(word: str, at: int) -> tuple[str, int]:
    for length in (4, 3, 2):
        if (heard := _GROUPS.get(word[at : at + length])) is not None:
            return heard, at + length
    letter = word[at]
    if letter == "c" and word[at + 1 : at + 2] and word[at + 1] in "eiy":
        return "S", at + 1
    return _SINGLE.get(letter, ""), at + 1
