"""What a document is worth: evidence, information only, or withheld with a reason (PRACTICE 7.1)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import ANYONE_INSIDE, Action
from domain.bundles.document import Kind, Marking
from domain.case_file import CaseFile, Document
from domain.entry import Entry
from domain.evidence.who_told import WHO_TOLD_IN_FILE
from domain.facts import Facts
from domain.guards.dates import refused
from domain.guards.guard import guard
from domain.guards.near_matches import names_nobody_who_told
from domain.guards.sources import practice
from domain.people import Line, Words
from domain.verdict import Verdict
from domain.vocabulary import Role

NO_PAGES = guard(
    "NO_PAGES", "What cannot be opened as pages is no evidence until a PDF of it is supplied", practice("7.1"),
    absolute=True,
)  # fmt: skip
WITHHELD_WHY = guard("WITHHELD_WHY", "What is withheld says why", practice("7.1"), absolute=True)
PRIVILEGED = guard("PRIVILEGED", "Legal advice is never served as evidence", practice("7.1"), absolute=True)
FOR_INFORMATION_ONLY = guard(
    "FOR_INFORMATION_ONLY",
    "A certificate of more than the charged period is for information only",
    practice("7.1"),
    absolute=True,
)
GUARDS = (NO_PAGES, WITHHELD_WHY, PRIVILEGED, FOR_INFORMATION_ONLY, WHO_TOLD_IN_FILE)


class DocumentMarked(Action):
    """Said again as often as it changes: the last word stands."""

    name: ClassVar[str] = "mark-document"
    label: ClassVar[str] = "Say what a document is worth"
    help: ClassVar[str] = (
        "Evidence is served. What is information only or withheld stands on the schedule of unused material."
    )
    topic: ClassVar[str] = "Documents"
    roles: ClassVar[frozenset[Role]] = ANYONE_INSIDE

    document: Line = Field(title="Which document?", json_schema_extra={"choices": "documents"})
    marking: Marking = Field(title="What is it worth?")
    kind: Kind | None = Field(default=None, title="What sort of document is it?", description="Leave empty to keep it")
    signed: bool | None = Field(default=None, title="Is it signed?")
    reason: Words = Field(default="", title="Why?", description="Needed where it is withheld")

    @classmethod
    def about(cls, document: Document | None) -> dict[str, Any]:
        return {"document": document.id if document else "", "marking": "INFORMATION_ONLY"}

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return cls.about(next(iter(case.documents), None))

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not facts.case.documents:
            yield refused("NO_DOCUMENT", "No document is filed on this case", needs="a document")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        document = facts.case.document(self.document)
        if document is None:
            yield refused("NO_SUCH_DOCUMENT", "This document is not on the case", "document")
            return
        if self.marking is Marking.EVIDENTIAL and not document.usable_pages:
            yield NO_PAGES.refuse(
                "This document cannot be opened as pages: it is no evidence yet",
                needs="file a PDF of it, as a copy of this document",
                field="marking",
            )
        if self.marking is Marking.EVIDENTIAL and document.never_served:
            yield FOR_INFORMATION_ONLY.refuse(
                "It covers more than the charge: it is for information only", needs="the certificate of the charge"
            )
        if self.marking is Marking.EVIDENTIAL and (self.kind or document.kind) is Kind.ADVICE:
            yield PRIVILEGED.refuse("Legal advice is privileged: withhold it", needs="withhold it", field="marking")
        if self.marking is Marking.WITHHELD and not self.reason:
            yield WITHHELD_WHY.refuse("Say why it is withheld", needs="a reason", field="reason")
        yield from names_nobody_who_told(facts, self.reason, written_by=set(), field="reason")

    def change(self, case: CaseFile, entry: Entry) -> None:
        if document := case.document(self.document):
            document.marking, document.marking_why = self.marking, self.reason
            document.kind = self.kind or document.kind
            document.signed = document.signed if self.signed is None else self.signed
            document.marked_by, document.marked_on = entry.actor, entry.happened_on
