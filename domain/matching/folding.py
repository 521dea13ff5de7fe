"""A name as its letters, however it was written: accents, apostrophes, hyphens, particles, and Cyrillic in Latin."""

import unicodedata
from functools import lru_cache

# Letters that no decomposition takes apart.
_LATIN = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a",
    "ŋ": "n", "ħ": "h", "ŧ": "t", "ɛ": "e", "ɔ": "o", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y",
}  # fmt: skip
# Ukrainian as its passports write it (2010), with the letters that only Russian and Bulgarian have.
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y",
    "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu",
    "я": "ia", "ы": "y", "э": "e", "ё": "e", "ъ": "",
}  # fmt: skip
_APOSTROPHES = dict.fromkeys("'’‘ʼʻʹ`´ʾʿ", "")
_TABLE = str.maketrans(_LATIN | _CYRILLIC | _APOSTROPHES)

# Joined to what follows: O Brien is O'Brien.
_JOINED = frozenset({"o", "mc", "mac", "abd", "abdul", "abdel", "abdal", "abdur", "abdi", "st"})
# Carry no name of their own, unless nothing else is there.
_PARTICLES = frozenset(
    {
        "al", "el", "ul", "ur", "as", "ad", "ibn", "bin", "bint", "ap", "ab", "ferch", "verch", "de", "da",
        "do", "dos", "del", "della", "di", "du", "la", "le", "van", "von", "der", "den", "ter", "y", "e", "ni", "nic",
        "ui", "thi", "mst", "mosammat", "musammat", "syed", "syeda", "sayed", "sayyid", "sheikh", "shaikh", "miss",
        "mr", "mrs", "ms", "master", "jr", "jnr", "junior", "senior", "baby",
    }
)  # fmt: skip
_WITH_LENITION = frozenset({"ni", "nic", "ui"})


@lru_cache(maxsize=100_000)
def folded(text: str) -> str:
    """Lower case, Latin, without accents and apostrophes; everything that is no letter or digit is one space."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_TABLE)
    bare = "".join(c for c in unicodedata.normalize("NFKD", plain).casefold() if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in bare.translate(_TABLE)).split())


@lru_cache(maxsize=100_000)
def words(text: str) -> tuple[str, ...]:
    """The words that make a name: particles and titles left out, prefixes joined to what they belong to."""
    found: list[str] = []
    prefix, lenited = "", False
    raw = folded(text).split()
    for word in raw:
        if word in _JOINED and len(raw) > 1:
            prefix += word
            continue
        if word in _PARTICLES or (word == "ben" and found):  # Ben Amor's son, but not Ben himself
            lenited = word in _WITH_LENITION
            continue
        found.append(prefix + (_without_lenition(word) if lenited else word))
        prefix, lenited = "", False
    if prefix:
        found.append(prefix)
    return tuple(found) or tuple(raw)


@lru_cache(maxsize=100_000)
def surname_words(text: str) -> tuple[str, ...]:
    """The same for a family name, a woman's form as the man's: Kowalska and Kowalski are one family."""
    return tuple(_family_form(word) for word in words(text))


_ENDINGS = (
    ("skaya", "ski"), ("skaia", "ski"), ("skyi", "ski"), ("skyy", "ski"), ("skij", "ski"), ("skiy", "ski"),
    ("ska", "ski"), ("sky", "ski"), ("skyj", "ski"), ("cka", "cki"), ("tska", "tski"), ("dzka", "dzki"),
    ("ova", "ov"), ("eva", "ev"), ("ina", "in"), ("yna", "yn"), ("aia", "yi"), ("aya", "yi"),
)  # fmt: skip


def _family_form(word: str) -> str:
    if len(word) < 6:
        return word
    for ending, man in _ENDINGS:
        if word.endswith(ending):
            return word.removesuffix(ending) + man
    return word


def _without_lenition(word: str) -> str:
    """Ní Bhriain is a daughter of Ó Briain."""
    return word[0] + word[2:] if len(word) > 3 and word[1] == "h" and word[0] in "bcdfgmpst" else word
