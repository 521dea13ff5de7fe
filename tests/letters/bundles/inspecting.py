"""A bundle looked at from outside: stamps by what is printed in the corner, labels, bookmarks and links by the file."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
import pypdfium2


@dataclass(frozen=True)
class Line:
    """A line of the index that leads somewhere: its words and the page (from 1) that opens."""

    words: str
    at: int


@dataclass
class Bundle:
    pages: int
    stamps: list[str]
    labels: list[str]
    texts: list[str]
    links: list[Line]
    bookmarks: list[tuple[str, int, int]]  # words, page, depth
    dead: list[str]
    sizes: list[tuple[float, float]]


def inspect(content: bytes, corner: float = 23 * 72 / 25.4) -> Bundle:
    with pypdfium2.PdfDocument(content) as shown, pikepdf.open(io.BytesIO(content)) as pdf:
        numbers = {page.objgen: n for n, page in enumerate(pdf.pages, start=1)}
        stamps, texts, sizes = [], [], []
        for page in shown:
            width, height = page.get_size()
            words = page.get_textpage()
            sizes.append((width, height))
            texts.append(" ".join(words.get_text_range().split()))
            # pdfium gives text by the page's own points, whatever the page's turn
            left, bottom, right, top = _corner(page, corner)
            stamps.append("".join(words.get_text_bounded(left, bottom, right, top).split()))
        links, dead = [], []
        for n, page in enumerate(pdf.pages):
            for note in page.get("/Annots", ()):
                target = note.get("/Dest")
                at = numbers.get(target[0].objgen) if target is not None else None
                if at is None:
                    dead.append(f"page {n + 1}")
                    continue
                box = [float(each) for each in note.Rect]
                links.append(Line(" ".join(shown[n].get_textpage().get_text_bounded(*box).split()), at))
        return Bundle(
            pages=len(pdf.pages),
            stamps=stamps,
            labels=[str(page.label) for page in pdf.pages],
            texts=texts,
            links=links,
            bookmarks=list(_outline(pdf, numbers)),
            dead=dead,
            sizes=sizes,
        )


def _corner(page: pypdfium2.PdfPage, wide: float) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = page.get_cropbox()
    high = 14 * 72 / 25.4
    return {
        0: (x1 - wide, y0, x1, y0 + high),
        90: (x1 - high, y1 - wide, x1, y1),
        180: (x0, y1 - high, x0 + wide, y1),
        270: (x0, y0, x0 + high, y0 + wide),
    }[page.get_rotation()]


def _outline(pdf: pikepdf.Pdf, numbers: dict[tuple[int, int], int]) -> Iterator[tuple[str, int, int]]:
    def walk(items: list[pikepdf.OutlineItem], depth: int) -> Iterator[tuple[str, int, int]]:
        for item in items:
            assert item.destination is not None
            yield str(item.title), numbers[item.destination[0].objgen], depth  # type: ignore[index, union-attr]
            yield from walk(item.children, depth + 1)

    with pdf.open_outline() as outline:
        return iter(list(walk(outline.root, 0)))


def tags(pdf: pikepdf.Pdf) -> list[str]:
    found: list[str] = []

    def walk(node: object) -> None:
        if isinstance(node, pikepdf.Array):
            for each in node:
                walk(each)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(str(node.S))
            walk(node.get("/K"))

    walk(pdf.Root.StructTreeRoot)
    return found
