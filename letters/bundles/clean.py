"""One page of a document made fit for a bundle: only what it shows, upright, of a size that can be read and printed."""

from dataclasses import dataclass, field
from typing import Final

import pikepdf

from letters.bundles.images import Matrix, fewer_dots, pictures, without_notes

A4: Final = (595.276, 841.89)
A3: Final = (841.89, 1190.551)
_SLACK: Final = 3.0  # points: a scanner's A4 is never quite A4
SMALLEST: Final = 280.0  # points; on a page narrower than this the stamp would cover what it says
_SHOWS: Final = ("/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/Group", "/UserUnit")
_TELLS: Final = (
    *("/Metadata", "/PieceInfo", "/LastModified", "/OPI", "/AF"),
    *("/StructParent", "/StructParents", "/Alternates", "/Ref"),
)


@dataclass
class Cleaned:
    """What was done to the pages of a document, as numbers of its pages from 1."""

    scaled_down: list[int] = field(default_factory=list)
    put_on_a4: list[int] = field(default_factory=list)
    turned: list[int] = field(default_factory=list)
    fewer_dots: list[int] = field(default_factory=list)
    too_fine: list[int] = field(default_factory=list)
    notes_removed: list[int] = field(default_factory=list)

    @property
    def said(self) -> list[str]:
        told = (
            ("larger than A3: made smaller to fit it", self.scaled_down),
            ("very small: put on A4", self.put_on_a4),
            ("on its side: turned to be read from left to right", self.turned),
            ("pictures above 300 dots an inch: made coarser in the bundle, not in the original", self.fewer_dots),
            ("pictures above 300 dots an inch that cannot be made coarser here", self.too_fine),
            ("the camera's notes taken out of a picture", self.notes_removed),
        )
        return [f"{pages_words(pages)} {what}" for what, pages in told if pages]


def pages_words(pages: list[int]) -> str:
    """`page 3:`, `pages 1, 2 and 5:`; long lists end with how many more."""
    shown = [str(page) for page in pages[:8]]
    if len(pages) > len(shown):
        return f"pages {', '.join(shown)} and {len(pages) - len(shown)} more:"
    if len(shown) == 1:
        return f"page {shown[0]}:"
    return f"pages {', '.join(shown[:-1])} and {shown[-1]}:"


class Cleaner:
    """Cleans the pages of one opened document in place. The document is a copy in memory; the original is kept."""

    def __init__(self, pdf: pikepdf.Pdf, turned: dict[int, int]) -> None:
        """`turned` says by how many degrees, clockwise, a page is to be turned, by its number from 1."""
        self._pdf, self._turned = pdf, turned
        self._images: set[tuple[int, int]] = set()
        self._seen: set[tuple[int, int]] = set()
        self.done = Cleaned()

    def clean(self, page: pikepdf.Page, number: int) -> pikepdf.Page:
        """The page, or another in its place."""
        for key in list(page.obj.keys()):
            if key not in _SHOWS and key not in ("/Type", "/Parent"):
                del page[key]
        if "/Resources" not in page:
            page.obj["/Resources"] = pikepdf.Dictionary()
        smaller, left = fewer_dots(self._pdf, page, self._images)
        if smaller:
            self.done.fewer_dots.append(number)
        if left:
            self.done.too_fine.append(number)
        noted = [without_notes(each) for each in pictures(page.get("/Resources")) if each.objgen not in self._seen]
        if any(noted):
            self.done.notes_removed.append(number)
        self._forget(page.get("/Resources"), 0)
        if turn := self._turned.get(number, 0):
            page.obj["/Rotate"] = (rotation(page) + turn) % 360
            self.done.turned.append(number)
        return self._fitting(page, number)

    def _forget(self, resources: object, depth: int) -> None:
        """What pictures and forms say of themselves, beside what they show."""
        if not isinstance(resources, pikepdf.Dictionary) or depth > 6:
            return
        for kind in ("/XObject", "/Pattern"):
            found = resources.get(kind)
            for key in found.keys() if isinstance(found, pikepdf.Dictionary) else ():
                thing = found.get(key) if isinstance(found, pikepdf.Dictionary) else None
                if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) or thing.objgen in self._seen:
                    continue
                if thing.is_indirect:
                    self._seen.add(thing.objgen)
                for tells in _TELLS:
                    if tells in thing:
                        del thing[tells]
                self._forget(thing.get("/Resources"), depth + 1)

    def _fitting(self, page: pikepdf.Page, number: int) -> pikepdf.Page:
        x0, y0, x1, y1 = visible_box(page)
        unit = float(page.get("/UserUnit", 1))
        width, height = (x1 - x0) * unit, (y1 - y0) * unit
        short, long = sorted((width, height))
        if short > A3[0] + _SLACK or long > A3[1] + _SLACK:
            self.done.scaled_down.append(number)
            return self._on_a_sheet(page, A3, shrink=True)
        if short < SMALLEST:
            self.done.put_on_a4.append(number)
            return self._on_a_sheet(page, A4, shrink=False)
        if unit != 1:
            return self._on_a_sheet(page, (short, long), shrink=True)
        return page

    def _on_a_sheet(self, page: pikepdf.Page, sheet: tuple[float, float], *, shrink: bool) -> pikepdf.Page:
        """The page drawn in the middle of a sheet, which lies on its side where the page is wide."""
        turn = rotation(page)
        x0, y0, x1, y1 = visible_box(page)
        width, height = (x1 - x0, y1 - y0) if turn in (0, 180) else (y1 - y0, x1 - x0)
        across, up = sheet if width <= height else (sheet[1], sheet[0])
        unit = float(page.get("/UserUnit", 1))
        scale = min(across / width, up / height)
        scale = scale if shrink else min(scale, unit)
        form = page.as_form_xobject(handle_transformations=False)
        if "/Matrix" in form:
            del form["/Matrix"]
        form["/BBox"] = pikepdf.Array([x0, y0, x1, y1])
        left, low = (across - width * scale) / 2, (up - height * scale) / 2
        upright = {
            0: (1, 0, 0, 1, -x0, -y0),
            90: (0, -1, 1, 0, -y0, x1),
            180: (-1, 0, 0, -1, x1, y1),
            270: (0, 1, -1, 0, y1, -x0),
        }[turn]
        a, b, c, d, e, f = (each * scale for each in upright)
        fresh = self._pdf.add_blank_page(page_size=(across, up))
        fresh.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=self._pdf.make_indirect(form)))
        fresh.Contents = self._pdf.make_stream(
            f"q {a:.5f} {b:.5f} {c:.5f} {d:.5f} {e + left:.3f} {f + low:.3f} cm /P Do Q".encode()
        )
        return fresh


def rotation(page: pikepdf.Page) -> int:
    """How far a viewer turns the page, clockwise: 0, 90, 180 or 270."""
    turn = page.get("/Rotate", 0)
    return int(turn) // 90 * 90 % 360 if isinstance(turn, int) else 0


def visible_box(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """What a viewer shows, in the page's points: left, bottom, right, top. A4 where the page says nothing usable."""
    media = _box(page.get("/MediaBox")) or (0.0, 0.0, *A4)
    crop = _box(page.get("/CropBox")) or media
    x0, y0 = max(media[0], crop[0]), max(media[1], crop[1])
    x1, y1 = min(media[2], crop[2]), min(media[3], crop[3])
    return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else media


def _box(found: object) -> tuple[float, float, float, float] | None:
    try:
        a, b, c, d = (float(each) for each in found)  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        return None
    box = (min(a, c), min(b, d), max(a, c), max(b, d))
    return box if box[2] > box[0] and box[3] > box[1] else None


STAMP: Final = (32 * 72 / 25.4, 7 * 72 / 25.4)  # points, as in stamps.typ
STAMP_MARGIN: Final = 7 * 72 / 25.4
_STAMP_TEXT: Final = 17 * 72 / 25.4  # from the right: no label is wider


def stamp_box(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """Where a page's number is printed, in the page's points: left, bottom, right, top."""
    x0, y0, x1, y1 = visible_box(page)
    wide, low, high = STAMP_MARGIN + _STAMP_TEXT, STAMP_MARGIN - 2, STAMP_MARGIN + STAMP[1]
    return {
        0: (x1 - wide, y0 + low, x1, y0 + high),
        90: (x1 - high, y1 - wide, x1 - low, y1),
        180: (x0, y1 - high, x0 + wide, y1 - low),
        270: (x0 + low, y0, x0 + high, y0 + wide),
    }[rotation(page)]


def stamp_matrix(page: pikepdf.Page, width: float, margin: float) -> Matrix:
    """Where a stamp of that width goes: the bottom right corner as the page is shown, upright, whatever its turn."""
    x0, y0, x1, y1 = visible_box(page)
    return {
        0: (1.0, 0.0, 0.0, 1.0, x1 - margin - width, y0 + margin),
        90: (0.0, 1.0, -1.0, 0.0, x1 - margin, y1 - margin - width),
        180: (-1.0, 0.0, 0.0, -1.0, x0 + margin + width, y1 - margin),
        270: (0.0, -1.0, 1.0, 0.0, x0 + margin, y0 + margin + width),
    }[rotation(page)]
