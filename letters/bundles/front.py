"""The pages of a bundle that are its own, laid out by Typst: cover, index, section sheets, and each page's stamp."""

import json
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst
from pydantic import BaseModel, ConfigDict

from domain.bundles.plan import HEAD_ROW, Plan, Volume
from letters.faces import FAMILY, FOLDER, set_in_type, unprintable
from letters.markdown import printable

_HERE: Final = Path(__file__).parent
_ONE_AT_A_TIME: Final = threading.Lock()
_NO_TIME: Final = datetime(2000, 1, 1, tzinfo=UTC)  # the same inputs give the same bytes on any day
LINKS: Final = "https://bundle.invalid/"  # where the front pages write the page that a line leads to


class FrontFault(Exception):
    """The bundle's own pages cannot be laid out. The message holds nothing of their text."""


class Cover(BaseModel):
    """What the first page says, in the court's order: above the parties, the parties, below the title, at the foot."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    above: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    title: str
    below: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()


@cache
def _compiler(file: str) -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])
    return typst.Compiler(_HERE / file, root=_HERE, font_paths=fonts, ignore_system_fonts=True)


def front_pages(plan: Plan, volume: Volume, cover: Cover, document_title: str) -> bytes:
    """Cover, index and section sheets of one file, one after another, tagged for a screen reader. Raises FrontFault."""
    sheets = [run.section for run in volume.runs if run.what == "sheet"]
    titles = {section.letter: section.title for section in plan.profile.sections}
    data = {
        "document_title": document_title,
        "cover": None if volume.supplement else _volume_cover(cover, volume),
        "index_title": f"Index of supplement {volume.supplement}" if volume.supplement else "Index",
        "index": [
            {"rows": [row.model_dump() for row in rows], "heights": [HEAD_ROW, *(row.height for row in rows)]}
            for rows in volume.index
        ],
        "sheets": [{"letter": letter, "title": titles[letter]} for letter in sheets],
    }
    return laid_out("front.typ", "bundle", data, tagged=True)


def _volume_cover(cover: Cover, volume: Volume) -> dict[str, Any]:
    words = cover.model_dump(mode="json")
    if volume.of > 1:
        words["below"] = [f"Volume {volume.number} of {volume.of}", *words["below"]]
    return words


def stamp_pages(labels: Sequence[str]) -> bytes:
    """One small page for each label. Raises FrontFault."""
    return laid_out("stamps.typ", "stamps", {"labels": list(labels)}, tagged=False)


def laid_out(file: str, name: str, data: dict[str, Any], *, tagged: bool) -> bytes:
    """What a template of this folder makes of this data. Raises FrontFault."""
    plain = _plain(data)
    if lacking := unprintable("".join(_strings(plain)).replace("\u200b", "")):
        raise FrontFault("characters that cannot be printed: " + ", ".join(f"U+{ord(each):04X}" for each in lacking))
    standards: dict[str, Any] = {"pdf_standards": "ua-1"} if tagged else {"pdf_tags": False}
    fault = ""
    with _ONE_AT_A_TIME:  # a compiler keeps the inputs of its last page
        try:
            pdf, warnings = _compiler(file).compile_with_warnings(
                format="pdf",
                sys_inputs={name: json.dumps({**plain, "face": FAMILY})},
                timestamp=_NO_TIME,
                **standards,
            )
        except typst.TypstError:
            fault = "the bundle's own pages could not be laid out"  # Typst's words may quote a title
    if fault:
        raise FrontFault(fault)
    if warnings or not isinstance(pdf, bytes):
        raise FrontFault(f"the bundle's own pages were laid out with {len(warnings)} warnings")
    return pdf


def _plain(data: Any) -> Any:
    if isinstance(data, str):
        return set_in_type(printable(data))
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    return [_plain(each) for each in data] if isinstance(data, list | tuple) else data


def _strings(data: Any) -> list[str]:
    if isinstance(data, str):
        return [data]
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [words for part in parts for words in _strings(part)]
