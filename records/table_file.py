"""Tables that people bring as text files: CSV of any common encoding and separator, row by row, faults named."""

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TextIO

SEPARATORS = (",", ";", "\t")
DAY_WORDS = "give a day as 2026-09-03 or 03/09/2026"
_CHUNK = 1 << 20
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f�]")
_SAYS_ITS_SEPARATOR = re.compile(r"^sep=(.)\s*$", re.IGNORECASE)


class FileRefused(ValueError):
    """The file as a whole cannot be read. The text says why and quotes nothing from a row."""


@dataclass(frozen=True)
class RowFault:
    """What is wrong with one row: the line where it begins (the header is line 1), the column, the reason. It quotes
    no value, which may be somebody's name.
    """

    line: int
    column: str
    reason: str

    @property
    def words(self) -> str:
        where = f"line {self.line}, {self.column}" if self.column else f"line {self.line}"
        return f"{where}: {self.reason}"


@dataclass
class ImportReport:
    """What an import did. Where the file is refused row by row, nothing else may have been done: see `refused`."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[RowFault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The report as lines to print."""
        yield f"{self.added} added, {self.changed} changed, {self.unchanged} unchanged, {len(self.refused)} refused"
        yield from (fault.words for fault in self.refused)
        yield from self.notes


@dataclass(frozen=True)
class Row:
    """The cells of the wanted columns, trimmed, by the column's own name. `line` is where the row begins."""

    line: int
    cells: dict[str, str]


def read_table(
    path: Path,
    needed: Sequence[str],
    optional: Sequence[str] = (),
    *,
    others: bool = False,
    short_rows: bool = False,
) -> Iterator[Row | RowFault]:
    """The rows of a table, one at a time; in its place, a fault for a row that cannot be taken apart.

    Columns are found by name in any order. `others`: columns that nobody asked for may stand there. `short_rows`:
    cells missing at a row's end are empty (spreadsheets leave them out). Raises FileRefused for a file that is empty,
    lacks a needed column, has one twice or one that nobody knows, or whose quotation marks do not close.
    """
    with path.open(encoding=_encoding(path), errors="replace", newline="") as file:
        header_text, before = _first_line(file)
        separator = _separator(header_text, (*needed, *optional))
        # strict: a stray quotation mark is an error of its row, not a silent change of what the row says
        reader = csv.reader(chain([header_text], file), delimiter=separator, strict=True)
        try:
            header = _header(next(reader), needed, optional, others=others)
        except csv.Error:
            raise FileRefused(f"Line {before + 1}: the quotation marks of the header do not fit") from None
        width, wanted = len(header), [(at, name) for at, name in enumerate(header) if name]
        while True:
            line = before + reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as wrong:
                yield _broken(line, wrong)
                continue
            if any(cell.strip() for cell in cells):
                yield _row(line, cells, width, wanted, short_rows=short_rows)


def read_day(text: str) -> date:
    """A day written 2026-09-03 or 3/9/2026 (day first). Raises ValueError with words for the person who wrote it."""
    if iso := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year, month, day = iso.groups()
    elif uk := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text):
        day, month, year = uk.groups()
    else:
        raise ValueError(DAY_WORDS)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError(f"there is no such day: {DAY_WORDS}") from None


def _encoding(path: Path) -> str:
    """UTF-8 or UTF-16 where the bytes say so, else what Windows writes in Britain."""
    with path.open("rb") as file:
        start = file.read(4096)
        if start.startswith(BOM_UTF8):
            return "utf-8-sig"
        if start.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            return "utf-16"
        if (zeros := start.count(0)) * 3 > len(start):  # every other byte of plain English in UTF-16
            return "utf-16-le" if start[1::2].count(0) * 2 > zeros else "utf-16-be"
        decoder = getincrementaldecoder("utf-8")()
        chunk = start
        try:
            while chunk:
                decoder.decode(chunk)
                chunk = file.read(_CHUNK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def _first_line(file: TextIO) -> tuple[str, int]:
    """The line of the header, and how many lines stand before it (empty ones, or a spreadsheet's `sep=;`)."""
    for before, text in enumerate(file):
        if text.strip() and not _SAYS_ITS_SEPARATOR.match(text):
            return text, before
    raise FileRefused("The file is empty")


def _separator(header_text: str, known: Sequence[str]) -> str:
    """The one under which most of the known columns appear."""
    names = {name.casefold() for name in known}

    def found(separator: str) -> int:
        return sum(cell.strip('" \r\n').casefold() in names for cell in header_text.split(separator))

    return max(SEPARATORS, key=found)


def _header(cells: Sequence[str], needed: Sequence[str], optional: Sequence[str], *, others: bool) -> list[str]:
    """For each column of the file the name it is known by, "" for one that nobody asked for."""
    while cells and not cells[-1].strip():  # a spreadsheet's empty columns
        cells = cells[:-1]
    known = {name.casefold(): name for name in (*needed, *optional)}
    header = [known.get(cell.strip().casefold(), "") for cell in cells]
    if missing := [name for name in needed if name not in header]:
        raise FileRefused(f"Columns are missing: {', '.join(missing)}")
    if twice := sorted({name for name in header if name and header.count(name) > 1}):
        raise FileRefused(f"Columns stand twice: {', '.join(twice)}")
    if not others and (unknown := [cell.strip() for cell, name in zip(cells, header, strict=True) if not name]):
        named = ", ".join(name[:40] or "(no name)" for name in unknown)
        raise FileRefused(f"Columns are not known: {named}. Known are: {', '.join(known.values())}")
    return header


def _row(line: int, cells: list[str], width: int, wanted: list[tuple[int, str]], *, short_rows: bool) -> Row | RowFault:
    if any(cell.strip() for cell in cells[width:]):
        return RowFault(line, "", f"the row has more than the {width} cells of the header")
    if len(cells) < width:
        if not short_rows:
            return RowFault(line, "", f"the row has only {len(cells)} of {width} cells")
        cells = cells + [""] * (width - len(cells))
    values = {}
    for at, name in wanted:
        value = cells[at].strip()
        if _UNREADABLE.search(value):
            return RowFault(line, name, "holds a character that cannot be read")
        values[name] = value
    return Row(line, values)


def _broken(line: int, wrong: csv.Error) -> RowFault:
    """A row whose quotation marks do not fit is named; one that never ends would swallow all that follow."""
    if "end of data" in str(wrong) or "field limit" in str(wrong):
        raise FileRefused(f"From line {line} on a quotation mark is not closed") from None
    return RowFault(line, "", "the quotation marks do not fit")
