"""How records go wrong: what hands, ears and forms do to a name or a date."""

import random
import unicodedata
from datetime import date

from tests.matching_set.cultures import Culture

_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def mistyped(chance: random.Random, word: str) -> str:
    """One slip of the hand somewhere in a name, seldom at its first letter."""
    letters = [i for i, c in enumerate(word) if c.isalpha()]
    inner = [i for i in letters if i > 0] or letters
    at = letters[0] if chance.random() < 0.07 else chance.choice(inner)
    wrong = word
    while wrong == word:
        match chance.choice(("exchange", "double", "miss", "neighbour", "extra")):
            case "exchange" if at + 1 < len(word):
                wrong = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            case "double":
                wrong = word[: at + 1] + word[at:]
            case "miss" if len(word) > 4:
                wrong = word[:at] + word[at + 1 :]
            case "neighbour":
                wrong = word[:at] + _beside(chance, word[at]) + word[at + 1 :]
            case _:
                wrong = word[: at + 1] + _beside(chance, word[at]) + word[at + 1 :]
        at = chance.choice(inner)
    return wrong


def _beside(chance: random.Random, letter: str) -> str:
    plain = without_accents(letter).lower()
    for row in _KEYS:
        if plain in row:
            at = row.index(plain)
            return chance.choice([row[i] for i in (at - 1, at + 1) if 0 <= i < len(row)])
    return chance.choice("aeiou")


def without_accents(text: str) -> str:
    text = text.translate(str.maketrans("łŁđĐıİ", "lLdDiI"))
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def simplified(chance: random.Random, name: str) -> str:
    """Without accents, apostrophes or hyphens, as many a system stores it."""
    plain = without_accents(name)
    return plain.replace("'", chance.choice(("", " "))).replace("-", chance.choice((" ", "")))


def another_spelling(chance: random.Random, culture: Culture, name: str) -> str:
    """Another spelling of the first word that has one; the name itself where none has."""
    return _replaced(chance, name, culture.spellings, both_ways=True)


def short_form(chance: random.Random, culture: Culture, name: str) -> str:
    return _replaced(chance, name, culture.short, both_ways=False)


def _replaced(chance: random.Random, name: str, pairs: tuple[tuple[str, str], ...], *, both_ways: bool) -> str:
    table: dict[str, list[str]] = {}
    for a, b in pairs:
        table.setdefault(a, []).append(b)
        if both_ways:
            table.setdefault(b, []).append(a)
    words = name.split()
    for at, word in enumerate(words):
        if word in table:
            return " ".join([*words[:at], chance.choice(table[word]), *words[at + 1 :]])
    return name


def turned_date(chance: random.Random, born: date) -> date:
    """Day and month the other way round; the 3rd of the month before where that is no date."""
    if born.day <= 12 and born.day != born.month:
        return date(born.year, born.day, born.month)
    return wrong_digit(chance, born)


def wrong_digit(chance: random.Random, born: date) -> date:
    while True:
        text = f"{born:%d%m%Y}"
        at = chance.choice((0, 1, 1, 1, 3, 3, 7, 7))
        text = text[:at] + chance.choice("0123456789") + text[at + 1 :]
        try:
            wrong = date(int(text[4:]), int(text[2:4]), int(text[:2]))
        except ValueError:
            continue
        if wrong != born and abs(wrong.year - born.year) <= 3:
            return wrong


def wrong_year(chance: random.Random, born: date) -> date:
    year = born.year + chance.choice((-1, 1))
    return date(year, born.month, 28 if (born.month, born.day) == (2, 29) else born.day)
