"""Bundles: from documents of every sort to the finished file, with the memory that it took."""

import io
import multiprocessing
import resource
import time
from collections.abc import Iterator

import pikepdf

from domain.bundles.document import BundleDocument
from domain.bundles.profile import Numbering
from letters.bundles.building import build, planned
from letters.page import lay_out
from tests.bench.figures import Figure, at_most
from tests.letters.bundles.hostile import document, kept, photograph, statement
from tests.letters.bundles.test_bundle import COVER, TITLE, profile
from tests.letters.samples import letter

_DOCUMENTS = 60
_SHAPES = ((500, 6.0), (2_000, 30.0))


def bundles() -> Iterator[Figure]:
    """Each in a process of its own, so that its memory is its own."""
    for pages, seconds in _SHAPES:
        with multiprocessing.get_context("spawn").Pool(1) as one:
            took, megabytes, size, made = one.apply(_measured, (pages,))
        spread = f"once; {made} pages, {size / 1e6:.1f} MB, {_DOCUMENTS} documents"
        yield at_most(f"a bundle of {pages:,} pages", seconds, took, "s", spread)
        yield at_most(f"its memory, {pages:,} pages", 500, megabytes, "MB", "at its highest, the documents included")


def _measured(pages: int) -> tuple[float, float, int, int]:
    """Seconds, megabytes, bytes of the file, its pages."""
    contents = list(_contents(pages))
    store = kept(contents)
    listed = [_listed(n, each) for n, each in enumerate(contents)]
    began = time.perf_counter()
    plan = planned(profile(Numbering.BY_SECTION), listed)
    built = build(plan, lambda each: store[each.sha256], COVER, TITLE)
    took = time.perf_counter() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return took, most, len(built.files[0].content), built.pages


def _contents(pages: int) -> Iterator[bytes]:
    """A third letters as they are issued, a third typed statements, a third scans at 300 dots an inch; none alike."""
    letters = [lay_out(letter("L24", reference=f"RC-2026-{n:06d}")) for n in range(_DOCUMENTS // 3)]
    for n in range(_DOCUMENTS):
        length = pages * (n + 1) // _DOCUMENTS - pages * n // _DOCUMENTS
        if n % 3 == 0:
            yield _long(letters[n // 3], length)
        elif n % 3 == 1:
            yield statement(f"Statement number {n} of a witness who saw what was done that day", length)
        else:
            yield _scans(n, length)


def _long(one: bytes, pages: int) -> bytes:
    with pikepdf.open(io.BytesIO(one)) as pdf:
        while len(pdf.pages) < pages:
            pdf.pages.append(pdf.pages[len(pdf.pages) % 4])
        del pdf.pages[pages:]
        made = io.BytesIO()
        pdf.save(made)
    return made.getvalue()


def _scans(number: int, pages: int) -> bytes:
    with pikepdf.new() as pdf:
        for n in range(pages):
            page = pdf.add_blank_page(page_size=(595, 842))
            stream = pikepdf.Stream(pdf, photograph(1240 + number, 1754 + n))
            stream.Type, stream.Subtype, stream.Filter = (
                pikepdf.Name.XObject,
                pikepdf.Name.Image,
                pikepdf.Name.DCTDecode,
            )
            stream.Width, stream.Height, stream.BitsPerComponent = 1240 + number, 1754 + n, 8
            stream.ColorSpace = pikepdf.Name.DeviceRGB
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=stream))
            page.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /I Do Q")
        made = io.BytesIO()
        pdf.save(made)
    return made.getvalue()


def _listed(number: int, content: bytes) -> BundleDocument:
    return document(number, content, section="ABC"[number * 3 // _DOCUMENTS], exhibit=f"AO/{number + 1}")
