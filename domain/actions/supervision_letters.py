"""What is written to social care and to the court: laid out as a PDF, filed on the case, and sent by whoever wrote it.

Neither goes to a parent, so neither is a letter of the post room: L18 consults social care (Children Act 1989 s.36(8)),
L19 answers the court (Education Act 1996 s.447(3)).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.filing import file_written_here
from domain.actions.supervision_step import SupervisionAction, supervision_order
from domain.case_file import CaseFile, Letter, Task
from domain.date_rules import work_out
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.guards.letters import MAY_NOT_SIGN, shows_nothing_protected
from domain.guards.near_matches import names_nobody_who_told
from domain.people import Address, Day, Line, Reasoned
from domain.proceedings.supervision_order import SupervisionOrder
from domain.verdict import Verdict


class WrittenOut(SupervisionAction):
    """A letter to another body. Its pages are made with the entry and never changed."""

    template: ClassVar[str]
    filed_as: ClassVar[str]

    to: Line = Field(title="To whom?", min_length=2, description="The team or office")
    office: Address = Field(title="Their address")
    words: Reasoned = Field(title="What do you write?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "to": "Children's social care",
            "office": {"lines": ["Fixture House", "Sampleton"], "postcode": "BA1 1AA"},
            "words": "The child has missed most of this term. Does the child have a social worker?",
        }

    def lawful(self, facts: Facts, order: SupervisionOrder) -> Iterator[Verdict]:
        said = Letter(id="", template=self.template, title=self.filed_as, person_id="", text=self.words)
        for verdict in shows_nothing_protected(facts.case, said, facts.sender):
            yield verdict.model_copy(update={"field": "words"})
        yield from names_nobody_who_told(facts, self.words, written_by={facts.actor.id}, field="words")
        template = facts.templates.get(self.template)
        if template is not None and template.may_sign and not facts.actor.has(*template.may_sign):
            yield MAY_NOT_SIGN.refuse(
                "Your role may not sign this letter",
                needs=" or ".join(sorted(role.label for role in template.may_sign)),
            )

    def change(self, case: CaseFile, entry: Entry) -> None:
        file_written_here(case, entry, self.filed_as, entry.consequences.prepared)


class SocialCareWritten(WrittenOut):
    name: ClassVar[str] = "write-to-social-care"
    label: ClassVar[str] = "Write to social care"
    template: ClassVar[str] = "L18"
    filed_as: ClassVar[str] = "L18: social care consulted about a supervision order"

    def follows(self, facts: Facts, seq: int) -> Consequences:
        answer = work_out("warning-reply", self.day(facts.today), facts.almanac)
        task = Task(
            id=f"T{seq}-social-care-view",
            name="social-care-view",
            title="Record what social care says about an education supervision order",
            why="No application before social care was consulted (s.36(8))",
            action="record-social-care-view",
            due_on=max(answer.last_day, facts.today),
            subject=facts.proceeding.name,
        )
        return Consequences(tasks=[task])


class ReplyWritten(WrittenOut):
    """The answer itself; that the court was told is recorded once it was."""

    name: ClassVar[str] = "write-to-court"
    label: ClassVar[str] = "Write the answer to the court"
    template: ClassVar[str] = "L19"
    filed_as: ClassVar[str] = "L19: answer to the court about a supervision order"

    applies: bool = Field(title="Does the authority apply for an order?")
    reference: Line = Field(default="", title="The court's reference")
    consulted: Line = Field(
        default="", title="Which local authority was consulted?", description="Where we do not apply"
    )
    consulted_on: Day | None = Field(default=None, title="When was it consulted?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {**super().example(case, today), "to": "The Justices' Clerk", "applies": True}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if supervision_order(facts).direction is None:
            yield refused("NO_DIRECTION", "No court has directed an application", needs="nothing to answer")

    def lawful(self, facts: Facts, order: SupervisionOrder) -> Iterator[Verdict]:
        yield from super().lawful(facts, order)
        yield from impossible_day(facts, self.consulted_on, "consulted_on")
        if not self.applies and (not self.consulted or self.consulted_on is None):
            yield refused(
                "CONSULTED_UNSAID",
                "An answer that the authority does not apply says who was consulted, and when",
                "consulted",
            )
