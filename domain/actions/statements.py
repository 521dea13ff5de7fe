"""A statement while it is written: drafted from the record, each sentence opened beside its entry, worded and confirmed
by the witness alone (Criminal Justice Act 1967 s.9; PRACTICE 7.2).
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import ANYONE_INSIDE, Action
from domain.case_file import CaseFile
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import refused
from domain.guards.guard import guard
from domain.guards.sources import practice
from domain.guards.staff import NOT_STAFF
from domain.people import Line, Reasoned
from domain.proceedings import ProceedingKind
from domain.statements.drafting import Drafting, draft
from domain.statements.statement import LeftOut, Sentence, Statement, StatementState, Wording
from domain.verdict import Verdict
from domain.vocabulary import Role

NOT_THE_WITNESS = guard(
    "NOT_THE_WITNESS",
    "Only the witness words, opens and signs a statement",
    practice("7.2"),
    absolute=True,
)
STATEMENT_STATE = guard(
    "STATEMENT_STATE", "What was signed, or replaced by a later draft, is not written in any more", practice("7.2"),
    absolute=True,
)  # fmt: skip
GUARDS = (NOT_THE_WITNESS, STATEMENT_STATE)


class StatementDrafted(Action):
    """An unsigned draft of the same witness for the same prosecution is replaced, and kept as unused material."""

    name: ClassVar[str] = "draft-statement"
    label: ClassVar[str] = "Draft a witness statement"
    help: ClassVar[str] = "From what the witness recorded on this case. Only they can then word and sign it."
    topic: ClassVar[str] = "Statements"
    roles: ClassVar[frozenset[Role]] = ANYONE_INSIDE
    reads_journal: ClassVar[bool] = True

    witness: Line = Field(
        default="",
        title="Whose statement?",
        description="Leave empty for your own",
        json_schema_extra={"choices": "staff"},
    )
    about: Line = Field(default="", title="For which prosecution?", json_schema_extra={"choices": "proceedings"})

    def who(self, facts: Facts) -> str:
        return self.witness or facts.actor.id

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if not facts.roster.active(self.who(facts)):
            yield NOT_STAFF.refuse("Nobody of this name works here now", field="witness")
        kinds = {each.name: each.kind for each in facts.case.proceedings}
        if self.about and kinds.get(self.about) is not ProceedingKind.PROSECUTION:
            yield refused("NO_PROSECUTION", "No prosecution of this name is on this case", "about")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        witness = facts.roster.staff[self.who(facts)]
        of = Drafting(
            case=facts.case,
            witness=witness,
            about=self.about,
            authority=facts.sender.partition("\n")[0],
            betrays=lambda text: bool(facts.betrays(text, "")),
        )
        made = draft(of, facts.entries)
        return Consequences(
            prepared={
                "witness": witness.id,
                "sentences": [each.model_dump(mode="json") for each in made.sentences],
                "left_out": [each.model_dump(mode="json") for each in made.left_out],
            }
        )

    def change(self, case: CaseFile, entry: Entry) -> None:
        ready = entry.consequences.prepared
        for each in case.statements:
            same = (each.witness, each.about) == (ready["witness"], self.about)
            if same and each.state is StatementState.DRAFT:
                each.state = StatementState.REPLACED
        case.statements.append(
            Statement(
                id=f"W{entry.seq}",
                witness=ready["witness"],
                about=self.about,
                drafted_on=entry.happened_on,
                drafted_by=entry.actor,
                sentences=[Sentence.model_validate(each) for each in ready["sentences"]],
                left_out=[LeftOut.model_validate(each) for each in ready["left_out"]],
            )
        )


class StatementAction(Action):
    """What the witness does with a statement that is being written."""

    topic: ClassVar[str] = "Statements"
    roles: ClassVar[frozenset[Role]] = ANYONE_INSIDE

    statement: Line = Field(title="Which statement?", json_schema_extra={"choices": "statements"})

    @classmethod
    def about_it(cls, statement: Statement | None) -> dict[str, Any]:
        return {"statement": statement.id if statement else ""}

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return cls.about_it(next((each for each in case.statements if each.state is StatementState.DRAFT), None))

    @classmethod
    def suggested(cls, facts: Facts) -> dict[str, Any]:
        return (
            cls.about_it(next(iter(cls.own(facts)), None)) if cls.own(facts) else cls.example(facts.case, facts.today)
        )

    @classmethod
    def own(cls, facts: Facts) -> list[Statement]:
        """This person's, being written."""
        being_written = (each for each in facts.case.statements if each.state is StatementState.DRAFT)
        return [each for each in being_written if each.witness == facts.actor.id]

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not any(each.state is StatementState.DRAFT for each in facts.case.statements):
            yield refused("NO_STATEMENT", "No statement is being written on this case", needs="draft one first")

    @classmethod
    def not_possible(cls, facts: Facts) -> Iterable[Verdict]:
        found = list(cls.in_the_way(facts))
        if not found and not cls.own(facts):
            found.append(_not_theirs())
        return found

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        statement = facts.case.statement(self.statement)
        if statement is None:
            yield refused("NO_SUCH_STATEMENT", "This statement is not on the case", "statement")
        elif statement.state is not StatementState.DRAFT:
            yield STATEMENT_STATE.refuse(
                f"This statement is {statement.state.label.lower()}", needs="a new draft", field="statement"
            )
        elif facts.actor.id != statement.witness or facts.acting_for:
            yield _not_theirs()

    def on(self, case: CaseFile) -> Statement | None:
        return case.statement(self.statement)


def _not_theirs() -> Verdict:
    return NOT_THE_WITNESS.refuse("Only the witness words, opens and signs this statement", needs="the witness")


class SentenceAction(StatementAction):
    """What the witness does with one sentence."""

    sentence: Line = Field(title="Which sentence?")

    @classmethod
    def about_it(cls, statement: Statement | None) -> dict[str, Any]:
        known = [*statement.standing, *statement.sentences] if statement else []
        return {**super().about_it(statement), "sentence": known[0].id if known else ""}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        statement = self.on(facts.case)
        if statement is not None and statement.sentence(self.sentence) is None:
            yield refused("NO_SUCH_SENTENCE", "This sentence is not in the statement", "sentence")

    def of(self, case: CaseFile) -> Sentence | None:
        statement = self.on(case)
        return statement.sentence(self.sentence) if statement else None


class SentenceConfirmed(SentenceAction):
    """Opened beside the entry that it comes from, and confirmed as it stands."""

    name: ClassVar[str] = "confirm-sentence"
    label: ClassVar[str] = "Confirm a sentence of a statement"

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        sentence = self.of(facts.case)
        if sentence is not None and not sentence.stands:
            yield refused("LEFT_OUT", "This sentence is left out: put it back first", "sentence")

    def change(self, case: CaseFile, entry: Entry) -> None:
        if sentence := self.of(case):
            sentence.confirmed_at = entry.recorded_at


class SentenceWorded(SentenceAction):
    """In the witness's own words. What it said before is kept, with who changed it and when; it is to be confirmed
    again. A sentence that was left out is back.
    """

    name: ClassVar[str] = "word-sentence"
    label: ClassVar[str] = "Word a sentence of a statement"

    text: Reasoned = Field(title="What do you say?")

    @classmethod
    def about_it(cls, statement: Statement | None) -> dict[str, Any]:
        return {**super().about_it(statement), "text": "I made this statement from my own notes."}

    def change(self, case: CaseFile, entry: Entry) -> None:
        if sentence := self.of(case):
            if sentence.text != self.text:
                was = Wording(text=sentence.text, by=entry.actor, at=entry.recorded_at)
                sentence.earlier = [*sentence.earlier, was]
            sentence.text, sentence.left_out_why, sentence.confirmed_at = self.text, "", None


class SentenceLeftOut(SentenceAction):
    """Kept in the draft, struck out, with the reason."""

    name: ClassVar[str] = "leave-sentence-out"
    label: ClassVar[str] = "Leave a sentence out of a statement"

    why: Reasoned = Field(title="Why?")

    @classmethod
    def about_it(cls, statement: Statement | None) -> dict[str, Any]:
        return {**super().about_it(statement), "why": "I do not remember it."}

    def change(self, case: CaseFile, entry: Entry) -> None:
        if sentence := self.of(case):
            sentence.left_out_why, sentence.confirmed_at = self.why, None


class SentenceAdded(StatementAction):
    """What the witness remembers and no entry has drafted. It says in the draft that it comes from none."""

    name: ClassVar[str] = "add-sentence"
    label: ClassVar[str] = "Add a sentence to a statement"

    text: Reasoned = Field(title="What do you say?", description="What you saw, heard or did yourself")
    entry: int = Field(
        default=0, ge=0, title="From which entry?", description="Its number in the history; 0 if from none"
    )

    @classmethod
    def about_it(cls, statement: Statement | None) -> dict[str, Any]:
        return {**super().about_it(statement), "text": "The house was dark and nobody came to the door."}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        if self.entry > facts.case.seq:
            yield refused("NO_SUCH_ENTRY", "There is no entry of this number", "entry")

    def change(self, case: CaseFile, entry: Entry) -> None:
        if statement := self.on(case):
            added = Sentence(id=f"A{entry.seq}", entry=self.entry, on=entry.happened_on, text=self.text)
            statement.sentences = [*statement.sentences, added]
