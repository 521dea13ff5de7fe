"""A transfer file that we make to help the school: made, sent by a named person, and what became of it (DOMAIN 5)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import Internal
from domain.actions.filing import file_written_here
from domain.actions.tracing_step import TracingAction, tracing_of
from domain.case_file import CaseFile, Task
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import refused
from domain.guards.lost_file import has_the_facts, may_be_made
from domain.people import Line
from domain.proceedings import Tracing
from domain.proceedings.tracing import Made
from domain.transfer.file import Destination
from domain.verdict import Verdict

NOT_SENT = "transfer-file-not-sent"
# Why a file did not leave, in words; whatever else it was stands as its code.
WHY_NOT = {
    "CLOCK_SKIPPED": "the clock has been skipped, so nothing leaves",
    "TRAINING": "this is training, so nothing leaves",
    "LOST_FILE_FLAG": "a flag is open on the case",
    "G25_LOCATED": "somebody knows where the child is",
    "FILE_CHANGED": "another file of this name lies there",
    "HOST_KEY": "the server is not the one that was agreed",
}


class TransferFileMade(TracingAction):
    """Its bytes are made with the entry and never changed. Nothing leaves by this: somebody sends it."""

    name: ClassVar[str] = "make-transfer-file"
    label: ClassVar[str] = "Make a transfer file to help the school"
    help: ClassVar[str] = "The school's own upload is what counts. This one helps it, and says so."

    destination: Destination = Field(title="Where has the child gone?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"destination": "lost"}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        tracing = tracing_of(facts)
        if tracing.uploaded is not None:
            yield refused("ALREADY_UPLOADED", "The school has uploaded its file", needs="nothing to help with")
        yield from has_the_facts(facts.case)

    def lawful(self, facts: Facts, tracing: Tracing) -> Iterator[Verdict]:
        yield from may_be_made(facts.case, tracing, self.destination)

    def change(self, case: CaseFile, entry: Entry) -> None:
        tracing, ready = self.on(case, entry), entry.consequences.prepared["file"]
        title = "Transfer file made to help the school"
        document = file_written_here(case, entry, title, ready, media_type="application/xml")
        made = Made(
            id=f"F{entry.seq}",
            file_name=ready["name"],
            destination=self.destination,
            document=document,
            sha256=ready["sha256"],
            on=entry.happened_on,
            by=entry.actor,
        )
        tracing.files = [*tracing.files, made]


class OfOneFile(TracingAction):
    """`file` is the file's id on this tracing."""

    file: Line = Field(title="Which file?", json_schema_extra={"choices": "transfer-files"})

    def its_file(self, tracing: Tracing) -> Made:
        found = tracing.file(self.file)
        if found is None:
            raise LookupError("no file")
        return found


class TransferFileSent(OfOneFile):
    """A disclosure: a named person sends it, and the law is asked again (PRACTICE 1.1). It is handed over right after,
    and what became of it is told.
    """

    name: ClassVar[str] = "send-transfer-file"
    label: ClassVar[str] = "Send the transfer file to the school"
    answers: ClassVar[tuple[str, ...]] = (NOT_SENT,)

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        made = [each.id for trace in case.proceedings if isinstance(trace, Tracing) for each in trace.files]
        return {"file": made[-1] if made else ""}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not tracing_of(facts).files:
            yield refused("NO_FILE", "No transfer file has been made", needs="make one first")

    def lawful(self, facts: Facts, tracing: Tracing) -> Iterator[Verdict]:
        made = tracing.file(self.file)
        if not tracing.files:
            return
        if made is None:
            yield refused("NO_FILE", "There is no such file on this tracing", "file")
            return
        if made.delivered_on is not None:
            yield refused("ALREADY_SENT", "This file has left already", "file", needs="nothing to send")
        elif made.sent_on is not None and not made.refused:
            yield refused("ON_ITS_WAY", "This file is on its way", "file", needs="wait until it is told")
        yield from may_be_made(facts.case, tracing, made.destination)

    def change(self, case: CaseFile, entry: Entry) -> None:
        tracing = self.on(case, entry)
        sent = {"sent_on": entry.happened_on, "sent_by": entry.actor, "refused": ""}
        tracing.kept(self.its_file(tracing).model_copy(update=sent))


class TransferFileDelivered(OfOneFile, Internal):
    name: ClassVar[str] = "transfer-file-delivered"
    label: ClassVar[str] = "The transfer file has left"
    answers: ClassVar[tuple[str, ...]] = (NOT_SENT,)

    via: Line

    def change(self, case: CaseFile, entry: Entry) -> None:
        tracing = self.on(case, entry)
        left = {"delivered_on": entry.happened_on, "via": self.via, "refused": ""}
        tracing.kept(self.its_file(tracing).model_copy(update=left))


class TransferFileNotDelivered(OfOneFile, Internal):
    """It did not leave: somebody is told why, and nothing tries again by itself."""

    name: ClassVar[str] = "transfer-file-not-delivered"
    label: ClassVar[str] = "The transfer file has not left"

    code: Line

    def follows(self, facts: Facts, seq: int) -> Consequences:
        task = Task(
            id=f"T{seq}-{NOT_SENT}",
            name=NOT_SENT,
            title="A transfer file did not leave: send it again, or give it to the school in another way",
            why=f"It did not leave: {WHY_NOT.get(self.code, self.code)}",
            action="send-transfer-file",
            due_on=facts.today,
            subject=facts.proceeding.name,
        )
        return Consequences(tasks=[task])

    def change(self, case: CaseFile, entry: Entry) -> None:
        tracing = self.on(case, entry)
        tracing.kept(self.its_file(tracing).model_copy(update={"refused": self.code}))
