"""How a title breaks into the lines of the index: worked out from the face itself, before anything is laid out."""

from functools import cache
from typing import Final

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from letters.faces import FOLDER, set_in_type, unprintable

POINTS: Final = 12.0  # PD27A asks for twelve points at least
WIDTH: Final = 84.0 * 72 / 25.4  # of the column, in points; the column is three millimetres wider
_ZERO_WIDTH: Final = "\u200b"


class UnprintableTitle(ValueError):
    """A title has characters that the face lacks. The message names the characters, not the title."""

    def __init__(self, characters: list[str]) -> None:
        super().__init__("characters that cannot be printed: " + ", ".join(f"U+{ord(c):04X}" for c in characters))
        self.characters = characters


@cache
def _widths() -> tuple[dict[int, float], float]:
    face = TTFont(FOLDER / "SourceSansPro-Regular.ttf", lazy=True)
    advance, scale = face["hmtx"], POINTS / face["head"].unitsPerEm
    return {code: advance[name][0] * scale for code, name in face.getBestCmap().items()}, POINTS


def _width(words: str) -> float:
    widths, widest = _widths()
    return sum(widths.get(ord(character), widest) for character in words)


def wrap(title: str) -> tuple[str, ...]:
    """The title in lines that each fit the column. Raises UnprintableTitle."""
    if lacking := unprintable(title):
        raise UnprintableTitle(lacking)
    lines = [""]
    for word in set_in_type(title).replace(_ZERO_WIDTH, " ").split():
        for part in _parts(word):
            longer = f"{lines[-1]} {part}".strip()
            if _width(longer) <= WIDTH:
                lines[-1] = longer
            else:
                lines.append(part)
    return tuple(line for line in lines if line)


def _parts(word: str) -> list[str]:
    """A word wider than the column, in pieces that fit."""
    parts = [""]
    for character in word:
        if _width(parts[-1] + character) > WIDTH:
            parts.append("")
        parts[-1] += character
    return parts
