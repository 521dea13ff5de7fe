"""The answer to a request for personal data: collected with the entry that says so, and built with the entry by which a
second person passes it. The same decisions give the same bytes.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlmodel import Session

from activities.access_material import AccessMaterial, Material, as_decided
from activities.agency_letters import keep
from domain.actions.access_step import access_request
from domain.actions.base import Action
from domain.actions.subject_access import AccessCollected, AccessHandedOver, AccessPassed
from domain.bundles.document import BundleDocument, in_order
from domain.bundles.leaks import PROTECTED, REFERRER, Guarded, leaks
from domain.bundles.plan import CannotPlan
from domain.bundles.profile import MB, Section
from domain.bundles.profiles import SUBJECT_ACCESS
from domain.deadline import uk_day
from domain.facts import Facts
from domain.guards.dates import refused
from domain.guards.personal_data import LEAKS
from domain.proceedings.subject_access import Answer, Kept, SubjectAccess
from domain.protecting import scrubbed, shows
from domain.subject_access import Around, given_words, kept_back, still_shows
from domain.verdict import Refused
from letters.access_pages import ABOUT, RECORD, AccessPages, Said, about_pdf, record_pdf
from letters.bundles.assembling import NotAsPlanned
from letters.bundles.building import Built, TooLarge, build_within
from letters.bundles.checking import own_words
from letters.bundles.front import Cover, FrontFault
from letters.bundles.reading import read_pages
from letters.bundles.source import Unusable
from letters.facts import Authority
from letters.page import PageFault, page_count
from records.confidence import Confidence
from records.tables import DocumentRow

PDF: Final = "application/pdf"
OTHERS: Final = "an address, telephone or e-mail of somebody else"
# As the profile for bundles, with the authority's own pages first. One file, whatever its size.
PROFILE: Final = SUBJECT_ACCESS.model_copy(
    update={
        "sections": (
            Section(letter="A", title="About this answer"),
            Section(letter="B", title="The record"),
            Section(letter="C", title="Letters"),
            Section(letter="D", title="Documents"),
        ),
        "size_limit": 2_000 * MB,
    }
)
_SECTION: Final = {Kept.LETTER: "C", Kept.DOCUMENT: "D"}
_HELD: Final = {
    Kept.ENTRY: "what our record of the case says",
    Kept.STEPS: "the steps that the case went through",
    Kept.LETTER: "letters",
    Kept.DOCUMENT: "documents",
    Kept.REGISTER: "the school registers that we were sent",
    Kept.LOOKED: "how often the record was looked at",
}


class AccessDesk:
    def __init__(self, authority: Authority, confidence: Confidence, sender: str) -> None:
        self._authority = authority
        self.material = AccessMaterial(confidence, sender)

    def prepared(self, session: Session, action: Action, facts: Facts) -> dict[str, Any]:
        """For the entry. Raises Refused where something must not go out, or has changed since it was reviewed."""
        match action:
            case AccessCollected():
                found, _ = self.material.of(session, facts.case, access_request(facts), facts.roster, facts.now)
                return {"items": [each.item.model_dump(mode="json") for each in found]}
            case AccessPassed():
                return {"pack": self._pack(session, facts, access_request(facts))}
            case AccessHandedOver():
                self._still_shows_nobody(session, facts, access_request(facts))
        return {}

    def _pack(self, session: Session, facts: Facts, request: SubjectAccess) -> dict[str, Any]:
        if request.collected_at is None:  # the guard has seen to it
            raise LookupError("nothing collected")
        chosen, who = self._as_reviewed(session, facts, request, request.collected_at)
        given = [each for each in chosen if request.decided[each.item.id].answer is not Answer.WITHHOLD]
        try:
            content, pages = self._built(session, facts, request, given, who)
        except (PageFault, FrontFault, TooLarge, CannotPlan, Unusable, NotAsPlanned) as fault:
            raise Refused(refused("CANNOT_BUILD", f"The answer cannot be built: {fault}")) from None
        answers = [each.answer for each in request.decided.values()]
        return {
            "sha256": keep(session, content, PDF),
            "size": len(content),
            "pages": pages,
            "given": answers.count(Answer.GIVE),
            "redacted": answers.count(Answer.REDACT),
            "withheld": answers.count(Answer.WITHHOLD),
        }

    def _still_shows_nobody(self, session: Session, facts: Facts, request: SubjectAccess) -> None:
        """Something may have been protected since it was built. Raises Refused."""
        row = session.get(DocumentRow, request.pack.sha256) if request.pack else None
        if row is None:
            raise Refused(refused("NO_ANSWER_BUILT", "The answer is not kept any more", needs="send it back"))
        text = "\n".join(page.text for page in read_pages(row.content))
        who = self.material.around(session, facts.case, request, facts.roster)
        for what, values in ((PROTECTED, who.protected), (REFERRER, who.told), (OTHERS, who.contacts)):
            if shows(text, values):
                raise Refused(LEAKS.refuse(f"The answer shows {what} by now", needs="send it back to the review"))

    def _as_reviewed(
        self, session: Session, facts: Facts, request: SubjectAccess, at: datetime
    ) -> tuple[list[Material], Around]:
        """What was reviewed, as it still is. Raises Refused where something is not what was looked at."""
        found, who = self.material.of(session, facts.case, request, facts.roster, at)
        now = {each.item.id: each for each in found}
        for item in request.items:
            known = now.get(item.id)
            if known is None or (known.item.sha256, known.item.shows) != (item.sha256, item.shows):
                again = "send it back, and collect again"
                raise Refused(refused("CHANGED_SINCE", "Something has changed since it was reviewed", needs=again))
        return [now[item.id] for item in request.items], who

    def _built(
        self, session: Session, facts: Facts, request: SubjectAccess, given: Sequence[Material], who: Around
    ) -> tuple[bytes, int]:
        pages = self._pages(facts, request, given, who)
        own = {"about": (ABOUT, "A", about_pdf(pages)), "record": (RECORD, "B", record_pdf(pages))}
        documents = [_own(name, title, section, pdf) for name, (title, section, pdf) in own.items()]
        for kept in (Kept.LETTER, Kept.DOCUMENT):
            files = [self._titled(each, who) for each in given if each.item.kept is kept]
            documents += [each.model_copy(update={"section": _SECTION[kept]}) for each in in_order(files)]
        bytes_of = {name: pdf for name, (_, _, pdf) in own.items()}

        def fetch(document: BundleDocument) -> bytes | None:
            if document.id in bytes_of:
                return bytes_of[document.id]
            row = session.get(DocumentRow, document.sha256)
            return row.content if row else None

        cover = Cover(
            above=(PROFILE.court,),
            parties=(self._authority.name,),
            title=PROFILE.title,
            below=(f"Answer to a request received on {pages.received_on:%-d %B %Y}",),
            foot=(f"Reference {facts.case.ref}",),
        )
        built = build_within(PROFILE, documents, fetch, cover, f"{PROFILE.title} {facts.case.ref}")
        _shows_nobody(built, who)
        return built.files[0].content, built.pages

    def _pages(self, facts: Facts, request: SubjectAccess, given: Sequence[Material], who: Around) -> AccessPages:
        said = []
        for each in given:
            if each.file is None:
                decided = request.decided[each.item.id]
                words = given_words("\n".join((each.item.title, *each.lines)), decided, who)
                if still_shows(words, who):
                    raise Refused(
                        LEAKS.refuse(f"One entry comes near to {REFERRER}: {each.item.id}", needs="leave it out")
                    )
                title, *lines = words.split("\n")
                part = each.item.kept.label
                blanked = decided.answer is Answer.REDACT
                said.append(Said(part=part, on=each.item.on, title=title, lines=tuple(lines), blanked=blanked))
        held = [words for kept, words in _HELD.items() if any(each.item.kept is kept for each in given)]
        return AccessPages(
            authority=self._authority,
            reference=facts.case.ref,
            received_on=request.received_on or facts.today,
            answered_on=uk_day(request.collected_at or facts.now),  # the same on whatever day it is passed
            wanted=scrubbed(request.wanted, [*who.protected, *who.told, *who.others]),
            held=tuple(held),
            kept_back=tuple(kept_back(request)),
            said=tuple(said),
        )

    def _titled(self, each: Material, who: Around) -> BundleDocument:
        """A title is written by an officer: it may show what its pages do not."""
        if each.file is None:
            raise Refused(refused("CANNOT_BE_GIVEN", "Something given cannot be opened as pages"))
        hidden = [*who.protected, *who.told, *who.others]
        title = scrubbed(each.item.title, hidden)
        if title != each.item.title:
            title = "A letter" if each.item.kept is Kept.LETTER else "A document"
        file = as_decided(each, title).file
        if file is None:
            raise LookupError("no file")
        return file


def _own(name: str, title: str, section: str, pdf: bytes) -> BundleDocument:
    sha256 = hashlib.sha256(pdf).hexdigest()
    return BundleDocument(id=name, title=title, sha256=sha256, size=len(pdf), pages=page_count(pdf), section=section)


def _shows_nobody(built: Built, who: Around) -> None:
    """The finished pages are read by another reader and searched once more. Raises Refused; no value is repeated."""
    guarded = [
        each
        for each in (
            Guarded(what=REFERRER, values=who.told),
            Guarded(what=PROTECTED, values=who.protected),
            Guarded(what=OTHERS, values=who.contacts),
        )
        if each.values
    ]
    pages = [
        (str(label), read.text)
        for volume in built.plan.volumes
        for run in volume.runs
        if run.document
        for label, read in zip(run.labels(), built.read[run.document], strict=True)
    ]
    if found := leaks(guarded, pages, own_words(built.plan, built)):
        said = "; ".join(f"{each.what}, {each.where or ' '.join(('page', *each.pages))}" for each in found)
        raise Refused(LEAKS.refuse(f"The answer shows {said}", needs="leave it out, or blank it"))
