"""A whole bundle, from a profile's plan and the bytes of its documents: one file, or volumes where a file is too large.

Every document is read or the building stops and says which; nothing is ever passed over.
"""

import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pikepdf import Page

from domain.bundles.document import BundleDocument
from domain.bundles.plan import Plan, Volume, make_plan
from domain.bundles.profile import Profile
from letters.bundles.assembling import Titles, assemble
from letters.bundles.clean import Cleaner
from letters.bundles.front import Cover
from letters.bundles.index_lines import UnprintableTitle, wrap
from letters.bundles.reading import PageRead, Unreadable, read_pages
from letters.bundles.source import Source, Unusable, open_source

Fetch = Callable[[BundleDocument], bytes | None]  # the bytes of a document; None where they are not there
Progress = Callable[[int, int], None]  # documents read, documents in all; may raise to stop the building
_TRIES: Final = 4


class TooLarge(Exception):
    """One document alone is larger than a file may be."""


@dataclass(frozen=True)
class Finished:
    """One file of the bundle."""

    volume: Volume
    content: bytes


@dataclass
class Built:
    """A bundle as it was built. `said` is what was repaired, left behind or changed, by document; `read` is what each
    page of each document says; `too_fine` the pages, from 1, with pictures that could not be made coarser.
    """

    plan: Plan
    files: tuple[Finished, ...] = ()
    said: dict[str, list[str]] = field(default_factory=dict)
    read: dict[str, tuple[PageRead, ...]] = field(default_factory=dict)
    too_fine: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        return self.plan.pages


def _nobody(_done: int, _all: int) -> None:
    """Progress that nobody follows."""


def planned(profile: Profile, documents: Sequence[BundleDocument], *, split_at: int = 0) -> Plan:
    """The plan with this room's type. Raises CannotPlan; Unusable for a title that cannot be printed."""
    for each in documents:
        try:
            wrap(each.title)
        except UnprintableTitle as fault:
            raise Unusable(each.id, f"has a title with {fault}") from None
    return make_plan(profile, documents, wrap, split_at=split_at)


def build(plan: Plan, fetch: Fetch, cover: Cover, document_title: str, progress: Progress = _nobody) -> Built:
    """Raises Unusable, TooLarge, NotAsPlanned, FrontFault; whatever `progress` raises stops it."""
    built = Built(plan)
    by_id = {each.id: each for each in plan.documents}
    done = 0
    files = []
    for volume in plan.volumes:
        sources: list[Source] = []
        pages: dict[str, Sequence[Page]] = {}
        try:
            for run in volume.runs:
                if not run.document:
                    continue
                progress(done, len(by_id))
                source, pages[run.document] = _prepared(by_id[run.document], fetch, built)
                sources.append(source)
                done += 1
            progress(done, len(by_id))
            files.append(Finished(volume, assemble(plan, volume, pages, cover, _titles(plan, document_title))))
        finally:
            for source in sources:
                source.pdf.close()
    built.files = tuple(files)
    return built


def build_within(
    profile: Profile,
    documents: Sequence[BundleDocument],
    fetch: Fetch,
    cover: Cover,
    document_title: str,
    progress: Progress = _nobody,
) -> Built:
    """A bundle each of whose files is within the profile's size: in volumes where one file is not. Raises TooLarge
    where one document alone is too large, and what `build` raises.
    """
    limit = profile.size_limit
    sizes = sum(each.size * each.length // each.pages for each in documents)
    split_at = 0 if sizes <= limit else int(limit * 0.9)
    for _ in range(_TRIES):
        plan = planned(profile, documents, split_at=split_at)
        built = build(plan, fetch, cover, document_title, progress)
        over = [each for each in built.files if len(each.content) > limit]
        if not over:
            return built
        if any(sum(bool(run.document) for run in each.volume.runs) == 1 for each in over):
            break
        split_at = int((split_at or max(sizes, limit)) * 0.6)
    raise TooLarge(
        f"a document is larger than the {limit // 1_000_000} MB of one file: shorten it or ask for a lower quality"
    )


def _prepared(document: BundleDocument, fetch: Fetch, built: Built) -> tuple[Source, Sequence[Page]]:
    content = fetch(document)
    if content is None:
        raise Unusable(document.id, "is missing: its file is not kept here")
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise Unusable(document.id, "is not what was filed: its bytes have changed since")
    source = open_source(document, content)
    try:
        read = _read(source, content)
        turned = {document.first_page + n: page.turn for n, page in enumerate(read) if page.turn}
        cleaner = Cleaner(source.pdf, turned)
        pages = [cleaner.clean(page, document.first_page + n) for n, page in enumerate(source.pages())]
    except Unusable:
        source.pdf.close()
        raise
    except (RuntimeError, TypeError, ValueError, AttributeError, KeyError, ArithmeticError) as fault:
        source.pdf.close()
        raise Unusable(document.id, "cannot be read: its parts do not fit together") from fault
    built.read[document.id] = read
    if cleaner.done.too_fine:
        built.too_fine[document.id] = tuple(cleaner.done.too_fine)
    if said := [*source.said, *cleaner.done.said]:
        built.said[document.id] = said
    return source, pages


def _read(source: Source, content: bytes) -> tuple[PageRead, ...]:
    document = source.document
    if document.media_type != "application/pdf":
        return (PageRead(""),)
    if source.said:  # repaired or flattened: what is read is what will be shown
        copy = io.BytesIO()
        source.pdf.save(copy)
        content = copy.getvalue()
    try:
        read = read_pages(content, document.first_page, document.until)
    except Unreadable:
        raise Unusable(document.id, "cannot be read: a second reader cannot open one of its pages") from None
    if len(read) != document.length:
        raise Unusable(document.id, f"shows {len(read)} pages to one reader and {document.length} to another")
    return read


def _titles(plan: Plan, document_title: str) -> Titles:
    sections: Mapping[str, str] = {each.letter: each.title for each in plan.profile.sections}
    return Titles(document_title, {each.id: each.title for each in plan.documents}, sections)
