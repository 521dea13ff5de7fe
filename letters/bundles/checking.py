"""A finished file looked at from outside, before anybody gets it: does it say what the plan says, on every page?

This checks and never places: every position came from the plan (domain.bundles.plan).
"""

import io
from collections.abc import Iterator, Mapping

import pikepdf
import pypdfium2

from domain.bundles.plan import Plan, Volume
from domain.bundles.subject import Checked
from letters.bundles.building import Built, Finished
from letters.bundles.clean import stamp_box
from letters.one_reader import one_reader

Numbers = Mapping[tuple[int, int], int]


def checked(built: Built, finished: Finished) -> Checked:
    """One file of a bundle. Raises pikepdf.PdfError for what is no PDF."""
    plan, volume = built.plan, finished.volume
    planned = [str(label) for label in volume.labels()]
    with pikepdf.open(io.BytesIO(finished.content)) as pdf:
        labels = [str(page.label) for page in pdf.pages]
        numbers: Numbers = {page.obj.objgen: at for at, page in enumerate(pdf.pages, start=1)}
        leads = list(_leads(pdf, numbers))
        first, _, _, _, zoom = list(pdf.Root.OpenAction)
        stamps = _stamps(finished.content, [stamp_box(page) for page in pdf.pages])
        marks = list(_marks(pdf, numbers))
        sound = not pdf.check_pdf_syntax() and not pdf.get_warnings() and "/Names" not in pdf.Root
        opens = first.objgen == pdf.pages[0].objgen and zoom == 1
    wrong = [label for label, shown, stamp in zip(planned, labels, stamps, strict=False) if not label == shown == stamp]
    rows = [row for rows in volume.index for row in rows if row.document]
    led = {at for at in leads if at is not None}
    return Checked(
        pages=len(labels),
        size=len(finished.content),
        sound=sound,
        opens_at_100=opens,
        wrongly_numbered=tuple(wrong),
        lines=len(rows),
        lines_astray=tuple(row.page for row in rows if row.at not in led),
        bookmarks=sum(mark in marks for mark in _wanted(plan, volume)),
        bookmarks_wanted=len(_wanted(plan, volume)),
        dead_links=leads.count(None),
        pages_missing=abs(len(planned) - len(labels)),
        **_of_sources(built, volume),
    )


def _of_sources(built: Built, volume: Volume) -> dict[str, tuple[str, ...]]:
    """What was read of the documents' own pages, by the numbers those pages have here."""
    found: dict[str, list[str]] = {"without_text": [], "turned": [], "covered": [], "too_fine": []}
    firsts = {each.id: each.first_page for each in built.plan.documents}
    for run in volume.runs:
        labels = [str(label) for label in run.labels()]
        for label, read in zip(labels, built.read.get(run.document, ()), strict=False):
            found["without_text"] += [label] * (not read.has_text)
            found["turned"] += [label] * bool(read.turn)
            found["covered"] += [label] * read.hides
        found["too_fine"] += [labels[n - firsts[run.document]] for n in built.too_fine.get(run.document, ())]
    return {name: tuple(labels) for name, labels in found.items()}


def _wanted(plan: Plan, volume: Volume) -> list[tuple[str, int]]:
    """Every section and document, as its bookmark must read, with the page that it opens."""
    titles = {each.id: each.title for each in plan.documents}
    sections = {each.letter: f"Section {each.letter}: {each.title}" for each in plan.profile.sections}
    wanted, seen = [], set()
    for run in volume.runs:
        if run.section and run.section not in seen:
            seen.add(run.section)
            wanted.append((f"{run.label}  {sections[run.section]}", run.at))
        if run.document:
            wanted.append((f"{run.label}  {titles[run.document]}", run.at))
    return wanted


def _leads(pdf: pikepdf.Pdf, numbers: Numbers) -> Iterator[int | None]:
    for page in pdf.pages:
        notes = page.get("/Annots")
        for note in notes if isinstance(notes, pikepdf.Array) else ():
            target = note.get("/Dest")
            yield numbers.get(target[0].objgen) if isinstance(target, pikepdf.Array) else None


def _marks(pdf: pikepdf.Pdf, numbers: Numbers) -> Iterator[tuple[str, int]]:
    def walk(items: list[pikepdf.OutlineItem]) -> Iterator[tuple[str, int]]:
        for item in items:
            if isinstance(item.destination, pikepdf.Array):
                yield str(item.title), numbers.get(item.destination[0].objgen, 0)
            yield from walk(item.children)

    with pdf.open_outline() as outline:
        yield from list(walk(outline.root))


@one_reader
def _stamps(content: bytes, boxes: list[tuple[float, float, float, float]]) -> list[str]:
    """What is printed where each page's number belongs."""
    with pypdfium2.PdfDocument(content) as shown:
        return [
            "".join(page.get_textpage().get_text_bounded(*box).split()) for page, box in zip(shown, boxes, strict=True)
        ]


def own_words(plan: Plan, built: Built) -> dict[str, str]:
    """The text of a bundle that is its own, by where it stands: to be searched like the pages."""
    index = " ".join(
        " ".join((*row.lines, row.dated, row.exhibit))
        for volume in plan.volumes
        for rows in volume.index
        for row in rows
    )
    data = []
    for finished in built.files:
        with pikepdf.open(io.BytesIO(finished.content)) as pdf:
            data += [str(value) for value in dict(pdf.docinfo.items()).values()]
            data.append(pdf.Root.Metadata.read_bytes().decode())
            data += [words for words, _ in _marks(pdf, {})]
    return {"the index": index, "the file's own data": " ".join(data)}
