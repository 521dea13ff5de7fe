"""Whose case it is, what is noted, what is done, what is filed."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import Field

from domain.actions.base import ANYONE_INSIDE, SUPERVISION, Action, Internal
from domain.bundles.document import Kind
from domain.case_file import CaseFile, Document, Task
from domain.danger import POLICE_TASK, SAFEGUARDING_TASK
from domain.entry import Consequences, Entry
from domain.facts import Facts, Staff
from domain.guards.dates import impossible_day, refused
from domain.guards.guard import guard
from domain.guards.near_matches import names_nobody_who_told
from domain.guards.sources import practice
from domain.guards.staff import SUPERVISOR_NEEDED, may_have_it, works_here
from domain.people import Day, Line, Name, Reasoned, Words
from domain.verdict import Verdict
from domain.vocabulary import Role, Stage

LEGAL_EFFECT = guard(
    "LEGAL_EFFECT",
    "A case is not sent back while something with legal effect rests on it",
    practice("2"),
    absolute=True,
)
OWN_FORM = guard(
    "OWN_FORM", "Safeguarding work ends only by saying what was sent or why not", practice("1.2"), absolute=True
)
LAWYER_NEEDED = guard(
    "LAWYER_NEEDED",
    "What is asked of lawyers is answered by one, or by a supervisor",
    practice("1.2"),
    absolute=True,
)
GUARDS = (
    LEGAL_EFFECT,
    OWN_FORM,
    LAWYER_NEEDED,
)


# Done only by saying what was sent, or why not, by name (PRACTICE 1.2).
ONLY_BY_THEIR_FORM = frozenset({SAFEGUARDING_TASK, "head-of-service", POLICE_TASK})


class NoteAdded(Action):
    name: ClassVar[str] = "add-note"
    label: ClassVar[str] = "Add a note"
    roles: ClassVar[frozenset[Role]] = ANYONE_INSIDE

    note: Reasoned = Field(title="Note")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"note": "The school will ring back on Thursday."}


class CaseAssigned(Action):
    name: ClassVar[str] = "assign-case"
    label: ClassVar[str] = "Assign the case"
    answers: ClassVar[tuple[str, ...]] = ("unowned",)

    owner: Line = Field(
        default="",
        title="To whom?",
        description="Leave empty to take it yourself",
        json_schema_extra={"choices": "staff"},
    )
    reason: Words = Field(default="", title="Why?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reason": "I know the family."}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from may_have_it(facts, self.owner or facts.actor.id, "owner")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        team = facts.roster.staff[self.owner or facts.actor.id].team
        return Consequences(prepared={"team": team or facts.case.team})

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.owner, case.team = self.owner or entry.actor, entry.consequences.prepared.get("team", case.team)


class CaseHandedOn(Internal):
    """Recorded by the service when somebody leaves, or is kept out of the case from now on: it goes to a team that is
    there (PRACTICE 2.4), which `domain.afterwards` sees to after every act.
    """

    name: ClassVar[str] = "hand-on"
    label: ClassVar[str] = "Handed on: its officer has left, or may not have it"


class TaskFinished(Action):
    name: ClassVar[str] = "finish-task"
    label: ClassVar[str] = "Finish a task"
    roles: ClassVar[frozenset[Role]] = ANYONE_INSIDE

    task: Line = Field(title="Which task?", json_schema_extra={"choices": "tasks"})
    result: Reasoned = Field(title="What was done?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        mine = sorted(_finishable(case), key=lambda task: task.audience == "supervisor")
        return {"task": mine[0].id if mine else "", "result": "Looked at; the visit is planned."}

    @classmethod
    def suggested(cls, facts: Facts) -> dict[str, Any]:
        body = cls.example(facts.case, facts.today)
        theirs = (task.id for task in _finishable(facts.case) if is_theirs(facts.actor, task))
        return {**body, "task": next(theirs, body["task"])}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not any(is_theirs(facts.actor, task) for task in _finishable(facts.case)):
            yield refused("NO_TASK", "No task is open that you can finish like this", needs="nothing to finish")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        task = next((task for task in facts.case.open_tasks() if task.id == self.task), None)
        if task is None:
            yield refused("NO_SUCH_TASK", "This task is not open on this case", "task")
        elif task.name in ONLY_BY_THEIR_FORM:
            yield OWN_FORM.refuse(
                "Safeguarding work ends only by recording what was sent, or why not",
                needs="record the referral or the reason",
                field="task",
            )
        elif task.audience == "legal" and not is_theirs(facts.actor, task):
            yield LAWYER_NEEDED.refuse("This is a lawyer's to answer", needs="a lawyer, or a supervisor", field="task")
        elif task.audience == "owner" and not is_theirs(facts.actor, task):
            yield refused("NOT_YOURS", "This is the officer's to do", "task", needs="an officer")
        elif task.audience == "supervisor" and not facts.supervisor:
            yield SUPERVISOR_NEEDED.refuse("This is the supervisor's to answer", needs="a supervisor", field="task")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(done=[self.task])


def is_theirs(person: Staff, task: Task) -> bool:
    """Whether a task told to that audience is this person's to finish. A supervisor may finish every one."""
    if person.has(Role.SUPERVISOR):
        return True
    if task.audience == "legal":
        return person.has(Role.LEGAL)
    return task.audience != "supervisor" and person.has(Role.OFFICER)


def _finishable(case: CaseFile) -> list[Task]:
    return [task for task in case.open_tasks() if task.name not in ONLY_BY_THEIR_FORM]


class CaseSentBack(Action):
    name: ClassVar[str] = "send-back"
    label: ClassVar[str] = "Send the case back a stage"
    roles: ClassVar[frozenset[Role]] = SUPERVISION

    to: Stage = Field(title="To which stage?")
    reason: Reasoned = Field(title="Why?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "to": earlier_stages(case.stage)[-1].value if earlier_stages(case.stage) else Stage.REFERRAL.value,
            "reason": "The checks were not complete.",
        }

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not earlier_stages(facts.case.stage):
            yield refused(
                "NO_EARLIER_STAGE", "There is no earlier stage to send this case back to", needs="nothing to undo"
            )
        if facts.case.legal_effect:
            yield LEGAL_EFFECT.refuse(
                "Something with legal effect rests on where the case stands: it is not sent back",
                needs="withdraw what has legal effect first",
            )

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if self.to not in earlier_stages(facts.case.stage):
            yield refused("NOT_EARLIER", f"{self.to.label} is not an earlier stage than {facts.case.stage.label}", "to")


ORDER = (Stage.REFERRAL, Stage.CHECKS, Stage.CONTACT, Stage.SUPPORT, Stage.PLACEMENT, Stage.REINTEGRATION)


def earlier_stages(stage: Stage) -> tuple[Stage, ...]:
    if stage is Stage.DORMANT:
        return ORDER[: ORDER.index(Stage.SUPPORT)]
    return ORDER[: ORDER.index(stage)] if stage in ORDER else ()


class DocumentFiled(Action):
    """The bytes are stored by their SHA-256 before this is recorded; the journal names them."""

    name: ClassVar[str] = "file-document"
    label: ClassVar[str] = "File a document"
    roles: ClassVar[frozenset[Role]] = ANYONE_INSIDE
    # A page that says what it is, kept wherever it is filed, so that the example can be sent as it stands.
    SPECIMEN_SHA256: ClassVar[str] = "0deec2274a6831080eb71a85a4c9508fe2a86aaa99dc6c302e17c51d05ec6c00"
    SPECIMEN_SIZE: ClassVar[int] = 556

    title: Name = Field(title="What is it?")
    sha256: Annotated[
        str, Field(pattern="^[0-9a-f]{64}$", title="Stored document", json_schema_extra={"choices": "upload"})
    ]
    media_type: Line = Field(title="Type")
    size: int = Field(ge=1, le=20_000_000, title="Size in bytes")
    obtained_from: Line = Field(default="", title="From whom?")
    obtained_on: Day | None = Field(default=None, title="When was it obtained?")
    obtained_by: Line = Field(
        default="",
        title="Who obtained it?",
        description="Leave empty if you did",
        json_schema_extra={"choices": "staff"},
    )
    kind: Kind | None = Field(default=None, title="What sort of document is it?")
    about: Line = Field(
        default="", title="Whom does it concern, or is it addressed to?", json_schema_extra={"choices": "people"}
    )
    copy_of: Line = Field(
        default="",
        title="Is it a PDF of a document that has no pages?",
        json_schema_extra={"choices": "without-pages"},
    )

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "title": "Specimen document",
            "sha256": cls.SPECIMEN_SHA256,
            "media_type": "application/pdf",
            "size": cls.SPECIMEN_SIZE,
            "obtained_from": "Fixture Academy",
        }

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.obtained_on, "obtained_on")
        yield from works_here(facts, self.obtained_by, "obtained_by")
        if self.about and facts.case.person(self.about) is None:
            yield refused("NO_SUCH_PERSON", "This person is not on the case", "about")
        yield from self._copies(facts)
        # A title is read by everybody who reads the case, and stays in its history (PRACTICE 8.8).
        for field, said in (("title", self.title), ("obtained_from", self.obtained_from)):
            yield from names_nobody_who_told(facts, said, written_by=set(), field=field)

    def _copies(self, facts: Facts) -> Iterable[Verdict]:
        original = facts.case.document(self.copy_of)
        if self.copy_of and (original is None or original.usable_pages):
            yield refused("NOT_WITHOUT_PAGES", "This document has pages, or is not on the case", "copy_of")
        elif self.copy_of and self.media_type != "application/pdf":
            yield refused("NOT_A_PDF", "Only a PDF stands for a document that has no pages", "copy_of")

    def change(self, case: CaseFile, entry: Entry) -> None:
        found = entry.consequences.prepared.get("reading", {})
        if original := case.document(self.copy_of):
            original.copy_sha256 = found.get("copy_sha256") or self.sha256
            original.copy_size = found.get("copy_size") or self.size
            original.copy_how = f"Supplied on {entry.happened_on:%-d %B %Y}"
            original.pages, original.without_text = found.get("pages", 0), found.get("without_text", [])
            original.said = [*original.said, *found.get("said", [])]
            return
        case.documents.append(
            Document(
                id=f"D{entry.seq}",
                title=self.title,
                sha256=self.sha256,
                media_type=self.media_type,
                size=self.size,
                obtained_from=self.obtained_from,
                obtained_on=self.obtained_on,
                obtained_by=self.obtained_by or entry.actor,
                kind=self.kind or Kind.OTHER,
                about=self.about,
                **found,
            )
        )


class ProtectedDetailsShown(Action):
    """Looking at protected details is itself an entry: who looked, and why."""

    name: ClassVar[str] = "show-protected-details"
    label: ClassVar[str] = "Show protected details"
    topic: ClassVar[str] = "People"

    reason: Reasoned = Field(title="Why do you need them?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reason": "To agree tomorrow's meeting place with the refuge worker."}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not facts.case.protected:
            yield refused("NOT_PROTECTED", "No details are protected on this case", needs="nothing is hidden")
