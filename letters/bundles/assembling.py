"""A file of a bundle put together by pikepdf, from the plan: every page stamped, labelled, bookmarked and led to.

Same inputs, same versions, same bytes: no clock, no chance, and an identifier made from the content.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf, String

from domain.bundles.plan import Label, Plan, Run, Volume
from letters.bundles.clean import STAMP, STAMP_MARGIN, stamp_matrix
from letters.bundles.front import LINKS, Cover, front_pages, stamp_pages

_STAMP_NAME: Final = Name("/RollcallPageNumber")


class NotAsPlanned(Exception):
    """What was made is not what was planned: it is not given out. The message holds nothing of its text."""


@dataclass(frozen=True)
class Titles:
    """What the file says of itself: never more than the profile lets it say."""

    document: str  # the file's own title
    bookmarks: Mapping[str, str]  # by document id
    sections: Mapping[str, str]  # by letter


def assemble(plan: Plan, volume: Volume, pages: Mapping[str, Sequence[Page]], cover: Cover, titles: Titles) -> bytes:
    """One file. `pages` are the cleaned pages of each of its documents, by id. Raises NotAsPlanned and FrontFault."""
    front = pikepdf.open(io.BytesIO(front_pages(plan, volume, cover, titles.document)))
    with front as pdf:
        own = [page.obj for page in pdf.pages]
        _put_in_order(pdf, volume, own, pages)
        if len(pdf.pages) != volume.pages:
            raise NotAsPlanned(f"{len(pdf.pages)} pages were made, {volume.pages} were planned")
        every = list(pdf.pages)
        _lead(pdf, own, every)
        _stamp(pdf, every, [str(label) for label in volume.labels()])
        _bookmark(pdf, volume, every, titles)
        _describe(pdf, volume, every, titles)
        made = io.BytesIO()
        pdf.save(
            made,
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            force_version="1.7",
        )
    return made.getvalue()


def _put_in_order(pdf: Pdf, volume: Volume, own: Sequence[pikepdf.Object], pages: Mapping[str, Sequence[Page]]) -> None:
    """Cover and index stand first already; each section's sheet and documents follow as the plan has them."""
    sheets = [run for run in volume.runs if run.what == "sheet"]
    leading = sum(run.pages for run in volume.runs if run.what in ("cover", "index"))
    if len(own) != leading + len(sheets):
        raise NotAsPlanned(f"{len(own)} pages of its own were made, {leading + len(sheets)} were planned")
    if sheets:
        del pdf.pages[leading:]
    at = leading
    for run in volume.runs[sum(run.what in ("cover", "index") for run in volume.runs) :]:
        if run.what == "sheet":
            pdf.pages.append(Page(own[at]))
            at += 1
            continue
        ready = pages[run.document]
        if len(ready) != run.pages:
            raise NotAsPlanned(f"{len(ready)} pages of {run.document} were read, {run.pages} were planned")
        pdf.pages.extend(ready)


def _lead(pdf: Pdf, own: Sequence[pikepdf.Object], every: list[Page]) -> None:
    """Each line of the index to the page that the plan gave it."""
    for page in own:
        for note in page.get("/Annots", Array()):
            target = str(note.get("/A", Dictionary()).get("/URI", ""))
            if not target.startswith(LINKS):
                raise NotAsPlanned("a line of the index leads out of the bundle")
            at = int(target.removeprefix(LINKS))
            del note["/A"]
            note["/Dest"] = Array([every[at - 1].obj, Name.XYZ, None, None, None])
            note["/Border"] = Array([0, 0, 0])


def _stamp(pdf: Pdf, every: list[Page], labels: list[str]) -> None:
    with pikepdf.open(io.BytesIO(stamp_pages(labels))) as stamps:
        if len(stamps.pages) != len(every):
            raise NotAsPlanned("there is not one stamp for each page")
        for page, stamp in zip(every, stamps.pages, strict=True):
            form = pdf.copy_foreign(stamps.make_indirect(stamp.as_form_xobject(handle_transformations=False)))
            resources = _copy(page.obj.get("/Resources"))
            drawn = _copy(resources.get("/XObject"))
            drawn[str(_STAMP_NAME)] = form
            resources.XObject = drawn
            page.obj["/Resources"] = resources
            place = " ".join(f"{each:.3f}" for each in stamp_matrix(page, STAMP[0], STAMP_MARGIN))
            # a page's number is no part of what it says: a screen reader passes over it
            over = f"\nQ /Artifact <</Type /Pagination>> BDC q {place} cm {_STAMP_NAME} Do Q EMC\n"
            page.contents_add(pdf.make_stream(b"q\n"), prepend=True)
            page.contents_add(pdf.make_stream(over.encode()))


def _copy(found: object) -> Dictionary:
    """Of this page alone: pages may share one."""
    return Dictionary(dict(found.items())) if isinstance(found, Dictionary) else Dictionary()


def _bookmark(pdf: Pdf, volume: Volume, every: list[Page], titles: Titles) -> None:
    """Sections and documents, each with its page number in the bookmark (general guidance, 29 November 2021)."""

    def item(words: str, run: Run) -> pikepdf.OutlineItem:
        shown = Array([every[run.at - 1].obj, Name.XYZ, None, None, None])
        return pikepdf.OutlineItem(f"{run.label}  {words}", shown)

    with pdf.open_outline() as outline:
        inside: pikepdf.OutlineItem | None = None
        section = ""
        for run in volume.runs:
            if run.what in ("cover", "index"):
                outline.root.append(item(titles.sections.get(run.what, run.what.capitalize()), run))
                continue
            if run.section != section:
                section = run.section
                inside = item(f"Section {section}: {titles.sections[section]}", run)
                outline.root.append(inside)
            if run.document and inside is not None:
                inside.children.append(item(titles.bookmarks[run.document], run))


def _describe(pdf: Pdf, volume: Volume, every: list[Page], titles: Titles) -> None:
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    pdf.docinfo["/Title"] = titles.document
    root = pdf.Root
    root.Lang = String("en-GB")
    root.PageMode = Name.UseOutlines
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.OpenAction = Array([every[0].obj, Name.XYZ, None, None, 1])  # opens at 100 %
    root.PageLabels = Dictionary(Nums=Array(list(_labels(volume))))
    root.Metadata = pdf.make_stream(_xmp(titles.document), Type=Name.Metadata, Subtype=Name.XML)
    for page in every:
        if "/Annots" in page.obj and not len(page.obj["/Annots"]):
            del page.obj["/Annots"]


def _labels(volume: Volume) -> Iterator[object]:
    """The number tree: a new range wherever the count does not simply go on."""
    expected: Label | None = None
    at = 0
    for run in volume.runs:
        if run.label != expected:
            label = Dictionary(S=Name.r if run.label.roman else Name.D, St=run.label.number)
            if run.label.prefix:
                label.P = String(run.label.prefix)
            yield at
            yield label
        expected = run.label.model_copy(update={"number": run.label.number + run.pages})
        at += run.pages


def _xmp(title: str) -> bytes:
    words = escape(title)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{words}</rdf:li></rdf:Alt></dc:title>'
        "<dc:language><rdf:Bag><rdf:li>en-GB</rdf:li></rdf:Bag></dc:language>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
        '<?xpacket end="r"?>'
    ).encode()
