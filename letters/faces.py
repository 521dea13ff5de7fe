"""The faces that letters are printed in, and which characters they have.

A character without a glyph is refused by name, never printed as an empty box: a name printed wrongly is a wrong name.
"""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FAMILY: Final = "Source Sans Pro"
FOLDER: Final = Path(str(files("font_source_sans_pro") / "files"))

# the same sign with another name, where the face lacks the rarer one
_TWINS: Final = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2009": " ", "\u2005": " ", "\u200a": " ", "\t": " "})
_LONGEST_RUN: Final = 40


@cache
def _characters(*faces: str) -> frozenset[str]:
    maps = (TTFont(FOLDER / f"SourceSansPro-{face}.ttf", lazy=True).getBestCmap() for face in faces)
    return frozenset(map(chr, set.intersection(*(set(each) for each in maps))))


def unprintable(text: str) -> list[str]:
    """The characters of a text that the letters' faces lack, each once, in their order."""
    known = _characters("Regular", "Bold")
    return [c for c in dict.fromkeys(text.translate(_TWINS)) if c not in known and c != "\n"]


def has_italic(text: str) -> bool:
    """Whether every character has an italic form; the italic faces lack a few letters that the upright ones have."""
    return _characters("It", "BoldIt").issuperset(text)


def set_in_type(text: str) -> str:
    """The text as it is set: twins for a few rare signs, and a place to break in a word longer than a line."""
    broken = re.sub(rf"\S{{{_LONGEST_RUN}}}(?=\S)", "\\g<0>\u200b", text.translate(_TWINS))
    return re.sub(r"\n+", " ", broken)
