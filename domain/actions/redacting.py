"""Taking something out of a document: drawn by one person, looked at by another; the original stays (PRACTICE 7.5)."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import Field

from domain.actions.base import ANYONE_INSIDE, Action
from domain.case_file import CaseFile, Document
from domain.entry import Entry
from domain.evidence.redaction import Box, Redaction
from domain.facts import Facts
from domain.guards.dates import refused
from domain.guards.guard import guard
from domain.guards.sources import practice
from domain.people import Line, Words
from domain.verdict import Verdict
from domain.vocabulary import Role

SECOND_LOOK = guard(
    "SECOND_LOOK",
    "What was taken out of a document is looked at by somebody who did not draw it",
    practice("7.5"),
    absolute=True,
)
NOT_LOOKED_AT = guard("NOT_LOOKED_AT", "A redaction is passed by looking at its pages", practice("7.5"), absolute=True)
GUARDS = (SECOND_LOOK, NOT_LOOKED_AT)


class DocumentRedacted(Action):
    """Always of the whole, unredacted document with every box that is wanted: nothing is built on an earlier one. The
    pages are made from this document and these boxes, before it is recorded or as it is.
    """

    name: ClassVar[str] = "redact-document"
    label: ClassVar[str] = "Take something out of a document"
    topic: ClassVar[str] = "Documents"
    roles: ClassVar[frozenset[Role]] = ANYONE_INSIDE

    document: Line = Field(title="Which document?", json_schema_extra={"choices": "documents"})
    boxes: Annotated[list[Box], Field(title="Where?", min_length=1, max_length=400)]

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        box = {"page": 1, "left": 100, "top": 100, "right": 900, "bottom": 150, "ground": "third-party"}
        first = next((each.id for each in case.documents if each.pages), "")
        return {"document": first, "boxes": [box]}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not any(each.pages for each in facts.case.documents):
            yield refused("NO_DOCUMENT", "No document with pages is on this case", needs="a document")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        document = facts.case.document(self.document)
        if document is None:
            yield refused("NO_SUCH_DOCUMENT", "This document is not on the case", "document")
        elif not document.pages:
            yield refused("NO_SUCH_PAGE", "This document cannot be opened as pages", "document")
        else:
            yield from boxes_fit(document, self.boxes)

    def change(self, case: CaseFile, entry: Entry) -> None:
        document, ready = case.document(self.document), entry.consequences.prepared
        if document is not None:
            document.redactions = [
                *document.redactions,
                Redaction(
                    id=f"R{entry.seq}",
                    boxes=self.boxes,
                    drawn_by=entry.actor,
                    drawn_on=entry.happened_on,
                    of_sha256=document.copy_sha256 or document.sha256,
                    sha256=ready.get("redacted", ""),
                    size=ready.get("size", 0),
                    pages=ready.get("pages", document.pages),
                ),
            ]


def boxes_fit(document: Document, boxes: Iterable[Box]) -> Iterable[Verdict]:
    for number, box in enumerate(boxes):
        if box.page > document.pages:
            yield refused("NO_SUCH_PAGE", f"This document has {document.pages} pages", f"boxes.{number}.page")
        if not box.covers:
            yield refused("EMPTY_BOX", "This box covers nothing: left is before right, top before bottom",
                          f"boxes.{number}.left")  # fmt: skip


class RedactionChecked(Action):
    """Passed, the redacted pages are what anybody outside sees of it. Sent back, it is kept and used for nothing."""

    name: ClassVar[str] = "check-redaction"
    label: ClassVar[str] = "Check what was taken out of a document"
    topic: ClassVar[str] = "Documents"
    roles: ClassVar[frozenset[Role]] = ANYONE_INSIDE

    document: Line = Field(title="Which document?", json_schema_extra={"choices": "redacted"})
    looked: bool = Field(default=False, title="I have looked at every page that was changed")
    passed: bool = Field(title="Is everything covered that must be, and nothing else?")
    wrong: Words = Field(default="", title="If not: what is wrong?", description="Without the words themselves")

    @classmethod
    def waiting(cls, case: CaseFile) -> list[Document]:
        return [each for each in case.documents if unchecked(each) is not None]

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        first = next((each.id for each in cls.waiting(case)), "")
        return {"document": first, "looked": True, "passed": True}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not cls.waiting(facts.case):
            yield refused("NO_REDACTION", "No redaction waits to be checked", needs="nothing to check")

    @classmethod
    def not_possible(cls, facts: Facts) -> Iterable[Verdict]:
        found = list(cls.in_the_way(facts))
        drawn = {each.drawn_by for document in cls.waiting(facts.case) if (each := unchecked(document))}
        return found or ([_second()] if drawn and drawn <= {facts.actor.id, facts.acting_for} else [])

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        document = facts.case.document(self.document)
        redaction = unchecked(document) if document else None
        if redaction is None:
            yield refused("NO_REDACTION", "No redaction of this document waits to be checked", "document")
            return
        if redaction.drawn_by in (facts.actor.id, facts.acting_for):
            yield _second()
        if self.passed and not self.looked:
            yield NOT_LOOKED_AT.refuse("Look at every page that was changed", needs="look at them", field="looked")
        if not self.passed and not self.wrong:
            yield refused("WHY_NOT", "Say what is wrong with it", "wrong")

    def change(self, case: CaseFile, entry: Entry) -> None:
        document = case.document(self.document)
        redaction = unchecked(document) if document else None
        if redaction is not None:
            redaction.checked_by, redaction.checked_on = entry.actor, entry.happened_on
            redaction.passed, redaction.why = self.passed, self.wrong


def unchecked(document: Document) -> Redaction | None:
    """The newest, where nobody has checked it. An older one that was overtaken is never checked."""
    newest = document.redactions[-1] if document.redactions else None
    return newest if newest is not None and newest.passed is None else None


def _second() -> Verdict:
    return SECOND_LOOK.refuse("You drew this redaction: somebody else looks at it", needs="a second person")
