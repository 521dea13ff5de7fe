"""What a case has for a bundle: letters as issued, documents as filed and marked, certificates of service. And what it
has not, and what stays out and why. Nothing is passed over in silence.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from pydantic import BaseModel, ConfigDict

from domain.bundles.document import BundleDocument, Gathered, Kind, Marking, Missing, in_order
from domain.bundles.profile import Profile
from domain.case_file import CaseFile, Document, Letter
from domain.deadline import uk_day
from domain.evidence.exhibits import exhibit_labels
from domain.proceedings import Prosecution
from domain.vocabulary import LetterState

KIND_OF_LETTER: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "L05": Kind.NOTICE,
        "L06": Kind.NOTICE,
        "L07": Kind.ORDER,
        "L10": Kind.WARNING,
        "L11": Kind.NOTICE,
        "L13": Kind.NOTICE,
        "L14": Kind.INTERVIEW,
        "L16": Kind.CHARGE,
        "L17": Kind.CHARGE,
    }
)
_LEFT: Final = (LetterState.ISSUED, LetterState.POSTED, LetterState.RETURNED)
_MOST_TITLE: Final = 160


class Frozen(BaseModel):
    """Pages made from the record and kept by their hash, such as a certificate of service."""

    model_config = ConfigDict(frozen=True)

    sha256: str
    size: int
    pages: int
    on: date


def gather(
    case: CaseFile,
    profile: Profile,
    person: str,
    sizes: Mapping[str, int],
    certificates: Mapping[str, Frozen],
    about: str = "",
) -> Gathered:
    """For one profile and its reader (a person's id, or empty). `sizes` are the bytes of stored files by hash,
    `certificates` the frozen certificates of service by letter, `about` the proceeding it is for.
    """
    never = {each.id for each in case.documents if each.never_served} if profile.served else set()
    others = {each.id for each in case.documents if about and each.made_for not in ("", about)}
    found: list[BundleDocument] = []
    kept_out: list[tuple[BundleDocument, str]] = []
    for each in _all(case, profile, sizes, certificates):
        why = _stays_out(profile, each, person)
        if each.id in never or each.id in others:
            why = "for information only: never served" if each.id in never else "made for another proceeding"
        if why:
            kept_out.append((each, why))
        else:
            found.append(each)
    placed = [
        each for section in profile.sections for each in in_order([d for d in found if d.section == section.letter])
    ]
    there = {each.kind for each in placed}
    missing = tuple(
        Missing(kind=kind, section=section.letter, ask=f"Please file the {kind.words} on the case")
        for section, kind in profile.required()
        if kind not in there
    )
    unread = tuple(_without_pages(case, profile, person))
    return Gathered(documents=tuple(placed), missing=(*missing, *unread), kept_out=tuple(kept_out))


def _without_pages(case: CaseFile, profile: Profile, person: str) -> Iterator[Missing]:
    """What is filed, would go in, and cannot be opened as pages: it stops the bundle until a PDF of it is filed."""
    for document in case.documents:
        if not document.usable_pages:
            as_if = _of_document(case, profile, document.model_copy(update={"pages": 1, "redactions": []}), {})
            if not _stays_out(profile, as_if, person):
                ask = "Please file a PDF of it, as a copy of the document"
                yield Missing(kind=document.kind, section=as_if.section, ask=ask, title=document.title)


def _all(
    case: CaseFile, profile: Profile, sizes: Mapping[str, int], certificates: Mapping[str, Frozen]
) -> Iterator[BundleDocument]:
    for letter in case.letters:
        if letter.sha256 and letter.pages and letter.state in _LEFT:
            yield _of_letter(case, profile, letter, sizes.get(letter.sha256, 0))
            if letter.id in certificates and (frozen := certificates[letter.id]):
                yield BundleDocument(
                    id=f"S-{letter.id}",
                    title=f"Certificate of service: {letter.title}"[:_MOST_TITLE],
                    dated=frozen.on,
                    sha256=frozen.sha256,
                    size=frozen.size,
                    pages=frozen.pages,
                    kind=Kind.SERVICE,
                    section=_section(profile, Kind.SERVICE),
                    marking=letter.marking,  # it tells of the letter
                    about=letter.person_id,
                )
    for document in case.documents:
        if document.usable_pages:
            yield _of_document(case, profile, document, sizes)


def _of_letter(case: CaseFile, profile: Profile, letter: Letter, size: int) -> BundleDocument:
    kind = KIND_OF_LETTER.get(letter.template, Kind.CORRESPONDENCE)
    return BundleDocument(
        id=letter.id,
        title=letter.title[:_MOST_TITLE],
        dated=letter.issued_on,
        sha256=letter.sha256,
        size=size,
        pages=letter.pages,
        kind=kind,
        section=_section(profile, kind),
        marking=letter.marking,
        about=letter.person_id,
        exhibit=exhibit_labels(case).get(letter.id, ""),
    )


def _of_document(case: CaseFile, profile: Profile, document: Document, sizes: Mapping[str, int]) -> BundleDocument:
    signed = next((each for each in case.statements if each.document == document.id), None)
    picture = document.media_type if document.usable == document.sha256 else "application/pdf"
    return BundleDocument(
        id=document.id,
        title=document.title[:_MOST_TITLE],
        dated=document.obtained_on or (signed.signed_on if signed else None),
        sha256=document.usable,
        media_type=picture,
        size=sizes.get(document.usable, document.size),
        pages=document.usable_pages,
        kind=document.kind,
        section=_section(profile, document.kind),
        marking=document.marking,
        about=document.about,
        obtained_from=document.obtained_from,
        exhibit=exhibit_labels(case).get(document.id, ""),
        signed=signed.signed_on is not None if signed else document.signed,
    )


def _section(profile: Profile, kind: Kind) -> str:
    section = profile.section_for(kind)
    return section.letter if section else ""


def _stays_out(profile: Profile, document: BundleDocument, person: str) -> str:
    """Why it stays out by itself; empty where it goes in."""
    if no := profile.keeps_out(document.kind):
        return f"{document.kind.words}: {no.why}"
    if profile.served and document.marking is Marking.WITHHELD:
        return "withheld"
    if profile.evidential_only and document.marking is Marking.INFORMATION_ONLY:
        return "for information only: kept out of the served set"
    if profile.one_defendant and person and document.about and document.about != person:
        return "about or addressed to another person"
    if not document.section:
        return f"this profile has no section for it: {document.kind.words}"
    return ""


def returned_since(case: CaseFile, charge: Prosecution) -> int:
    """Documents to this defendant of which every service has come back since they were charged (PRACTICE 8.12)."""
    if charge.instituted_at is None:
        return 0
    since = uk_day(charge.instituted_at)
    letters = [each for each in case.letters if each.person_id == charge.person_id and each.ledger.reopened]
    back = [each for each in letters if each.returned_on is not None and each.returned_on >= since]
    return len(back) + charge.services.reopened


class Arrangement(BaseModel):
    """How people arranged what was gathered: an order, what was taken out or let in, words and parts of documents."""

    order: tuple[str, ...] = ()
    out: tuple[str, ...] = ()
    titles: dict[str, str] = {}
    exhibits: dict[str, str] = {}
    sections: dict[str, str] = {}
    parts: dict[str, tuple[int, int]] = {}
    directed: dict[str, str] = {}
    certificates: dict[str, Frozen] = {}
    hands: tuple[str, ...] = ()

    def moved(self, listed: Sequence[BundleDocument], document: str, by: int) -> "Arrangement":
        """One place up (-1) or down (1) within its section; at the edge nothing changes."""
        ids = [each.id for each in listed]
        at = ids.index(document)
        to = at + by
        if not 0 <= to < len(ids) or listed[to].section != listed[at].section:
            return self
        ids[at], ids[to] = ids[to], ids[at]
        return self.model_copy(update={"order": tuple(ids)})

    def placed(self, listed: Sequence[BundleDocument], document: str, beside: str, *, after: bool) -> "Arrangement":
        """Right before another document, or right after it, and in that one's section."""
        section = {each.id: each.section for each in listed}
        if document == beside:
            return self
        ids = [each.id for each in listed if each.id != document]
        ids.insert(ids.index(beside) + after, document)
        moved = {document: section[beside]} if section[beside] != section[document] else {}
        return self.model_copy(update={"order": tuple(ids), "sections": {**self.sections, **moved}})


def arranged(gathered: Gathered, arrangement: Arrangement, profile: Profile) -> Gathered:
    """The documents as people arranged them; what came since stands after them, in its section, by its date."""
    known = {letter.letter for letter in profile.sections}
    placed, out = [], list(gathered.kept_out)
    let_in = [each for each, _ in gathered.kept_out if each.id in arrangement.directed]
    out = [(each, why) for each, why in out if each.id not in arrangement.directed]
    for each in (*gathered.documents, *let_in):
        if each.id in arrangement.out:
            out.append((each, "taken out by hand"))
            continue
        placed.append(_as_arranged(each, arrangement, known))
    first = {name: at for at, name in enumerate(arrangement.order)}
    placed.sort(key=lambda each: (each.section, first.get(each.id, len(first))))
    there = {each.kind for each in placed}
    missing = (*gathered.missing, *_now_missing(profile, gathered, there))
    return Gathered(documents=tuple(placed), missing=missing, kept_out=tuple(out))


def _as_arranged(each: BundleDocument, arrangement: Arrangement, known: Iterable[str]) -> BundleDocument:
    section = arrangement.sections.get(each.id, each.section)
    first, last = arrangement.parts.get(each.id, (each.first_page, each.until))
    changed = {
        "title": arrangement.titles.get(each.id, each.title),
        "exhibit": arrangement.exhibits.get(each.id, each.exhibit),
        "section": section if section in known else each.section,
        "first_page": first,
        "last_page": min(last, each.pages),
        "directed": arrangement.directed.get(each.id, ""),
    }
    return BundleDocument.model_validate({**each.model_dump(), **changed})


def _now_missing(profile: Profile, gathered: Gathered, there: set[Kind]) -> Iterator[Missing]:
    """What was there and was taken out, where the profile asks for it."""
    lacking = {each.kind for each in gathered.missing if not each.title}
    for section, kind in profile.required():
        if kind not in there and kind not in lacking:
            yield Missing(kind=kind, section=section.letter, ask=f"The {kind.words} was taken out")
