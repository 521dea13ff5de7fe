"""Where every page of a bundle stands, known before any page is written.

The plan is the only source of positions: index, bookmarks, stamps and page labels are all made from it, and what was
made is checked against it. Nothing is ever found by reading our own output back.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from domain.bundles.document import BundleDocument
from domain.bundles.profile import Numbering, Profile

Wrap = Callable[[str], tuple[str, ...]]  # a title as the lines it takes up in the index
What = Literal["cover", "index", "sheet", "document"]

# The index is drawn in rows of known heights (millimetres), so how many pages it takes is worked out, not found out.
LINE: Final = 5.6
PADDING: Final = 3.0
SECTION_ROW: Final = 10.0
HEAD_ROW: Final = 9.0
ROOM: Final = 241.0
HEADING: Final = 15.0  # the title of the index, on its first page


class CannotPlan(Exception):
    """The documents make no bundle of this profile; the words name which and why."""


class Label(BaseModel):
    """What is stamped on a page and shown by the viewer: `A12`, `12` or, for pages before the sections, `ii`."""

    model_config = ConfigDict(frozen=True)

    prefix: str
    number: int
    roman: bool = False

    def __str__(self) -> str:
        return self.prefix + (_roman(self.number) if self.roman else str(self.number))


class Run(BaseModel):
    """Pages that belong together, in the file one after another. `at` is the place of the first in its file, from 1;
    `label` is that page's own, the others count on from it.
    """

    model_config = ConfigDict(frozen=True)

    what: What
    at: int
    pages: int
    label: Label
    section: str = ""
    document: str = ""

    def labels(self) -> Iterator[Label]:
        return (self.label.model_copy(update={"number": self.label.number + n}) for n in range(self.pages))

    @property
    def words(self) -> str:
        """`B3 to B9`, `12`."""
        first, last = str(self.label), str(self.label.model_copy(update={"number": self.label.number + self.pages - 1}))
        return first if self.pages == 1 else f"{first} to {last}"


class IndexRow(BaseModel):
    """A line of the index: of a section (no document) or of a document. `at` is the page that it leads to."""

    model_config = ConfigDict(frozen=True)

    lines: tuple[str, ...]
    at: int
    page: str
    dated: str = ""
    exhibit: str = ""
    section: str = ""
    document: str = ""

    @property
    def height(self) -> float:
        return len(self.lines) * LINE + PADDING if self.document else SECTION_ROW


class Volume(BaseModel):
    """One file. `index` holds the rows of each page of its index."""

    model_config = ConfigDict(frozen=True)

    number: int
    of: int
    runs: tuple[Run, ...]
    index: tuple[tuple[IndexRow, ...], ...]
    supplement: int = 0

    @property
    def pages(self) -> int:
        return sum(run.pages for run in self.runs)

    def labels(self) -> Iterator[Label]:
        """Of every page, first to last."""
        return (label for run in self.runs for label in run.labels())

    def run_of(self, document: str) -> Run:
        return next(run for run in self.runs if run.document == document)


class Plan(BaseModel):
    """A whole bundle: its documents in order, and the file or files that hold them."""

    model_config = ConfigDict(frozen=True)

    profile: Profile
    documents: tuple[BundleDocument, ...]
    volumes: tuple[Volume, ...]

    @property
    def pages(self) -> int:
        return sum(volume.pages for volume in self.volumes)

    def place(self, document: str) -> Run:
        """Where a document stands. Raises StopIteration for one that is not in it."""
        return next(run for volume in self.volumes for run in volume.runs if run.document == document)

    def last_numbers(self) -> dict[str, int]:
        """The last number given under each prefix: where a supplement goes on."""
        found: dict[str, int] = {}
        for volume in self.volumes:
            for label in volume.labels():
                if not label.roman:
                    found[label.prefix] = max(found.get(label.prefix, 0), label.number)
        return found


def make_plan(profile: Profile, documents: Sequence[BundleDocument], wrap: Wrap, *, split_at: int = 0) -> Plan:
    """The plan of these documents, each in its `section`, in the order given within it. With `split_at` (bytes) a new
    volume begins where the sources together would be larger. Raises CannotPlan.
    """
    ordered = _checked(profile, documents)
    parts = _parted(ordered, split_at)
    numbers: dict[str, int] = {}
    volumes = tuple(_volume(profile, part, wrap, numbers, at, len(parts)) for at, part in enumerate(parts, start=1))
    return Plan(profile=profile, documents=ordered, volumes=volumes)


def make_supplement(before: Plan, documents: Sequence[BundleDocument], wrap: Wrap, *, number: int = 1) -> Plan:
    """Late pages: a file of their own, numbered on from the last page of `before` so that no number moves; where pages
    are numbered by section, under the next free letter. Raises CannotPlan.
    """
    profile, known = before.profile, {each.id for each in before.documents}
    if again := [each.title for each in documents if each.id in known]:
        raise CannotPlan(f"already in the bundle: {again[0]}")
    numbers = before.last_numbers()
    letter = profile.sections[-1].letter
    if profile.numbering is Numbering.BY_SECTION:
        letter = chr(ord(max([letter, *numbers])) + 1)
        if letter > "Z":
            raise CannotPlan("there is no letter left for a supplement")
    title = f"Supplement {number}"
    section = profile.sections[0].model_copy(update={"letter": letter, "title": title, "required": ()})
    of_its_own = profile.model_copy(update={"sections": (section,), "section_sheets": False})
    late = _checked(of_its_own, [each.model_copy(update={"section": letter}) for each in documents])
    volume = _volume(of_its_own, late, wrap, numbers, 1, 1, supplement=number)
    return Plan(profile=of_its_own, documents=late, volumes=(volume,))


def _checked(profile: Profile, documents: Sequence[BundleDocument]) -> tuple[BundleDocument, ...]:
    if not documents:
        raise CannotPlan("there is no document to put in the bundle")
    seen: set[str] = set()
    for each in documents:
        if each.id in seen:
            raise CannotPlan(f"listed twice: {each.title}")
        seen.add(each.id)
        if profile.section(each.section) is None:
            raise CannotPlan(f"in no section of this profile: {each.title}")
    return tuple(sorted(documents, key=lambda each: each.section))


def _parted(documents: tuple[BundleDocument, ...], split_at: int) -> list[tuple[BundleDocument, ...]]:
    parts: list[list[BundleDocument]] = [[]]
    size = 0
    for each in documents:
        weight = each.size * each.length // each.pages
        if split_at and parts[-1] and size + weight > split_at:
            parts.append([])
            size = 0
        parts[-1].append(each)
        size += weight
    return [tuple(part) for part in parts]


def _volume(
    profile: Profile,
    documents: tuple[BundleDocument, ...],
    wrap: Wrap,
    numbers: dict[str, int],
    number: int,
    of: int,
    *,
    supplement: int = 0,
) -> Volume:
    """One file; `numbers` holds the last number used under each prefix and is moved on."""
    by_section = profile.numbering is Numbering.BY_SECTION
    sections = [(letter, tuple(each)) for letter, each in groupby(documents, key=lambda each: each.section)]
    titles = {letter: _section_words(profile, letter) for letter, _ in sections}
    rows: list[tuple[str, BundleDocument | None, tuple[str, ...]]] = []
    for letter, members in sections:
        rows.append((letter, None, (titles[letter],)))
        rows += [(letter, each, wrap(each.title)) for each in members]
    paged = _paged(
        [(SECTION_ROW if each is None else len(lines) * LINE + PADDING, each is None) for _, each, lines in rows]
    )
    runs: list[Run] = []
    at = 1

    def add(what: What, pages: int, prefix: str, *, roman: bool = False, section: str = "", document: str = "") -> Run:
        nonlocal at
        key = "~" if roman else prefix
        label = Label(prefix=prefix, number=numbers.get(key, 0) + 1, roman=roman)
        run = Run(what=what, at=at, pages=pages, label=label, section=section, document=document)
        numbers[key] = numbers.get(key, 0) + pages
        at += pages
        runs.append(run)
        return run

    if not supplement:
        add("cover", 1, "", roman=by_section)
    own = sections[0][0] if supplement and by_section else ""
    add("index", len(paged), own, roman=by_section and not supplement)
    places: dict[tuple[str, str], Run] = {}
    for letter, members in sections:
        prefix = letter if by_section else ""
        if profile.section_sheets:
            places[letter, ""] = add("sheet", 1, prefix, section=letter)
        for each in members:
            run = add("document", each.length, prefix, section=letter, document=each.id)
            places[letter, each.id] = run
            places.setdefault((letter, ""), run)
    made = [
        IndexRow(
            lines=lines,
            at=places[letter, each.id if each else ""].at,
            page=places[letter, each.id].words if each else "",
            dated=f"{each.dated:%-d %b %Y}" if each and each.dated else "",
            exhibit=each.exhibit if each else "",
            section=letter,
            document=each.id if each else "",
        )
        for letter, each, lines in rows
    ]
    index = tuple(tuple(made[first:last]) for first, last in paged)
    return Volume(number=number, of=of, runs=tuple(runs), index=index, supplement=supplement)


def _section_words(profile: Profile, letter: str) -> str:
    section = profile.section(letter)
    return f"{letter}  {section.title}" if section else letter


def _paged(rows: Sequence[tuple[float, bool]]) -> list[tuple[int, int]]:
    """Which rows stand on which page of the index: (first, one after the last), of rows by their height and
    whether they name a section: such a row is never the last of a page.
    """
    pages: list[tuple[int, int]] = []
    first, room = 0, ROOM - HEADING - HEAD_ROW
    for n, (height, names_section) in enumerate(rows):
        needed = height + (rows[n + 1][0] if names_section else 0)
        if needed > room and n > first:
            pages.append((first, n))
            first, room = n, ROOM - HEAD_ROW
        room -= height
    return [*pages, (first, len(rows))]


_ROMAN: Final = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def _roman(number: int) -> str:
    said = ""
    for value, letters in _ROMAN:
        while number >= value:
            said, number = said + letters, number - value
    return said
