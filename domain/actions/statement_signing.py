"""A statement's exhibits, and its signature: by the witness alone, once every sentence was opened, with the declaration
of truth (Criminal Justice Act 1967 s.9(2); Criminal Procedure Rules Part 16).
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.statements import StatementAction
from domain.bundles.document import Kind
from domain.case_file import CaseFile, Document
from domain.deadline import uk_day
from domain.entry import Consequences, Entry
from domain.facts import Facts, Staff
from domain.guards.dates import refused
from domain.guards.guard import guard
from domain.guards.sources import law, practice
from domain.people import Line, Reasoned
from domain.statements.kept_out import ANOTHER, PROTECTED, WHO_TOLD, WHY, kept_out
from domain.statements.statement import Exhibit, Sentence, Statement, StatementState, next_label
from domain.verdict import Verdict
from domain.vocabulary import LetterState

CJA_9 = law("Criminal Justice Act 1967 s.9", verified=False)
CRIM_PR_16 = law("Criminal Procedure Rules r.16.2-16.3", verified=False)  # read as in force in 2022

UNOPENED = guard(
    "UNOPENED_SENTENCES", "A statement is signed once the witness has opened every sentence", practice("7.2"),
    absolute=True,
)  # fmt: skip
NOT_DECLARED = guard("NOT_DECLARED", "The witness declares that the statement is true", CJA_9)
NOT_SIGNED = guard("STATEMENT_NOT_SIGNED", "The witness signs in their own name, on the day", CRIM_PR_16)
PROTECTED_STATED = guard(
    "PROTECTED_IN_STATEMENT", "No protected detail stands in a statement", practice("4.3"), absolute=True
)
ANOTHER_STATED = guard(
    "ANOTHER_IN_STATEMENT",
    "A statement shows nothing of another parent, of other children, or of how anybody is reached",
    practice("7.3"),
    absolute=True,
)
WHO_TOLD_STATED = guard(
    "WHO_TOLD_IN_STATEMENT", "Nothing in a statement shows who told us in confidence", practice("4.9"), absolute=True
)
GUARDS = (UNOPENED, NOT_DECLARED, NOT_SIGNED, PROTECTED_STATED, ANOTHER_STATED, WHO_TOLD_STATED)
_KEPT_OUT = {PROTECTED: PROTECTED_STATED, ANOTHER: ANOTHER_STATED, WHO_TOLD: WHO_TOLD_STATED}
_HAS_PAGES = (LetterState.ISSUED, LetterState.POSTED, LetterState.RETURNED)


def bytes_of(case: CaseFile, source: str) -> str:
    """The SHA-256 of a document, or of the frozen pages of a letter; empty for none."""
    document = next((each for each in case.documents if each.id == source), None)
    letter = case.letter(source)
    frozen = letter.sha256 if letter and letter.state in _HAS_PAGES else ""
    return document.sha256 if document else frozen


def to_exhibit(case: CaseFile) -> list[str]:
    """What there is to produce: documents, and letters whose pages are frozen."""
    names = [*(each.id for each in case.documents), *(each.id for each in case.letters)]
    return [name for name in names if bytes_of(case, name)]


def not_yet(case: CaseFile, statement: Statement | None) -> list[str]:
    """What of that this statement does not produce already."""
    known = {each.source for each in statement.exhibits} if statement else set()
    return [name for name in to_exhibit(case) if name not in known]


class ExhibitAdded(StatementAction):
    """A document or letter that the witness produces. It gets the next label of this witness, and a sentence that
    identifies it (r.16.3).
    """

    name: ClassVar[str] = "add-exhibit"
    label: ClassVar[str] = "Add an exhibit to a statement"

    what: Reasoned = Field(title="What is it?", description="So that nobody can take it for another")
    source: Line = Field(title="Which document or letter?", json_schema_extra={"choices": "exhibits"})

    @classmethod
    def about_it(cls, statement: Statement | None) -> dict[str, Any]:
        return {**super().about_it(statement), "what": "a copy of the school’s attendance register", "source": ""}

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        body = super().example(case, today)
        statement = case.statement(body["statement"])
        return {**body, "source": next(iter(not_yet(case, statement)), "")}

    @classmethod
    def suggested(cls, facts: Facts) -> dict[str, Any]:
        body = super().suggested(facts)
        return {**body, "source": next(iter(not_yet(facts.case, facts.case.statement(body["statement"]))), "")}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        yield from super().in_the_way(facts)
        being_written = [each for each in facts.case.statements if each.state is StatementState.DRAFT]
        if being_written and not any(not_yet(facts.case, each) for each in being_written):
            yield refused(
                "NOTHING_TO_EXHIBIT",
                "No document or issued letter is left to produce",
                needs="a document or letter that is no exhibit yet",
            )

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        if not bytes_of(facts.case, self.source):
            yield refused("NO_SUCH_DOCUMENT", "No document or issued letter of this name is on the case", "source")
        statement = self.on(facts.case)
        if statement is not None and any(each.source == self.source for each in statement.exhibits):
            yield refused("EXHIBITED", "This is an exhibit of the statement already", "source")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(prepared={"label": next_label(facts.case.statements, facts.actor.id, facts.actor.name)})

    def change(self, case: CaseFile, entry: Entry) -> None:
        statement = self.on(case)
        if statement is None:
            return
        label = entry.consequences.prepared["label"]
        text = f"I produce {self.what.rstrip('.')} as exhibit {label}."
        said = Sentence(id=f"X{entry.seq}", entry=entry.seq, on=entry.happened_on, drafted=text, text=text)
        exhibit = Exhibit(
            label=label, what=self.what, source=self.source, sha256=bytes_of(case, self.source), sentence=said.id
        )
        statement.exhibits = [*statement.exhibits, exhibit]
        statement.sentences = [*statement.sentences, said]


class StatementSigned(StatementAction):
    """The pages are frozen with their hash, each with the signature, and filed on the case as a document."""

    name: ClassVar[str] = "sign-statement"
    label: ClassVar[str] = "Sign a statement"

    believe: bool = Field(
        default=False,
        title="This statement is true to the best of my knowledge and belief, and I make it knowing that, if it is put "
        "in evidence, I can be prosecuted if I have wilfully stated in it anything that I know to be false or do not "
        "believe to be true",
    )
    signature: Line = Field(title="Your name, as your signature on every page")

    @classmethod
    def about_it(cls, statement: Statement | None) -> dict[str, Any]:
        return {**super().about_it(statement), "believe": True, "signature": "Amina Okafor"}

    @classmethod
    def own(cls, facts: Facts) -> list[Statement]:
        """What can be signed first."""
        return sorted(super().own(facts), key=lambda each: any(True for _ in ready_to_sign(facts, each)))

    @classmethod
    def suggested(cls, facts: Facts) -> dict[str, Any]:
        return {**super().suggested(facts), "signature": facts.actor.name}

    @classmethod
    def not_possible(cls, facts: Facts) -> Iterable[Verdict]:
        yield from super().not_possible(facts)
        for first in cls.own(facts)[:1]:
            yield from ready_to_sign(facts, first)

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        if self.happened_on not in (None, facts.today):
            yield NOT_SIGNED.refuse("A statement is signed today", needs="today", field="happened_on")
        if not self.believe:
            yield NOT_DECLARED.refuse(
                "A statement without the declaration of truth proves nothing", needs="the declaration", field="believe"
            )
        if _plain(self.signature) != _plain(facts.actor.name):
            yield NOT_SIGNED.refuse("Sign with your name as we know it", needs="your name", field="signature")
        statement = self.on(facts.case)
        if statement is not None:
            yield from ready_to_sign(facts, statement)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(prepared={"name": facts.actor.name, "occupation": occupation(facts.actor)})

    def change(self, case: CaseFile, entry: Entry) -> None:
        statement, ready = self.on(case), entry.consequences.prepared
        if statement is None:
            return
        statement.state, statement.signature = StatementState.SIGNED, self.signature
        statement.signed_at, statement.signed_on = entry.recorded_at, uk_day(entry.recorded_at)
        statement.name, statement.occupation = ready.get("name", ""), ready.get("occupation", "")
        statement.sha256, statement.pages = ready.get("sha256", ""), ready.get("pages", 0)
        statement.document = f"D{entry.seq}"
        case.documents.append(
            Document(
                id=statement.document,
                title=f"Statement of {statement.name}, {statement.signed_on:%-d %B %Y}",
                sha256=statement.sha256,
                media_type="application/pdf",
                size=ready.get("size", 0),
                obtained_from=statement.name,
                pages=statement.pages,
                kind=Kind.STATEMENT,
                signed=True,
                obtained_on=statement.signed_on,
            )
        )


def ready_to_sign(facts: Facts, statement: Statement) -> Iterable[Verdict]:
    """What in the statement itself keeps it from being signed: shown on its page, whoever looks."""
    if unopened := len(statement.unopened):
        yield UNOPENED.refuse(
            f"{unopened} {'sentence has' if unopened == 1 else 'sentences have'} not been opened and confirmed",
            needs="open each beside its entry and confirm it",
        )
    if not statement.standing:
        yield refused("SAYS_NOTHING", "This statement says nothing", needs="a sentence")
    for kind in kept_out(facts.case, statement.words, statement.about, lambda text: bool(facts.betrays(text, ""))):
        yield _KEPT_OUT[kind].refuse(WHY[kind], needs="other words")


def occupation(person: Staff) -> str:
    return person.job_title or "Officer"


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
