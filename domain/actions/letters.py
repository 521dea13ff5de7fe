"""A letter until it leaves: drafted, edited, approved, issued, or stopped. Clocks send none (PRACTICE 1.1)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import Action
from domain.case_file import CaseFile, Letter
from domain.deadline import uk_day
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.guards.guard import guard
from domain.guards.legal_letters import approving, drafting, issuing
from domain.guards.letters import (
    MAY_NOT_SIGN,
    found,
    may_be_written_to,
    reaches,
    recipient_lines,
    same_address,
    second_person,
    shows_nothing_protected,
    summary_ready,
)
from domain.guards.near_matches import NAMES_REFERRER, names_nobody_who_told
from domain.guards.sources import RECORD
from domain.people import Day, Line, Reasoned, Words
from domain.served_documents import post_by, sent_again
from domain.verdict import Verdict
from domain.vocabulary import LetterState

NOT_TO_A_PARENT = guard(
    "NOT_TO_A_PARENT", "A letter to whoever referred is never kept on the case", RECORD, absolute=True
)
GUARDS = (NOT_TO_A_PARENT,)


class LetterDrafted(Action):
    """One letter for one person who may be written to. The text is the template's, ready to edit."""

    name: ClassVar[str] = "draft-letter"
    label: ClassVar[str] = "Draft a letter"
    topic: ClassVar[str] = "Letters"

    template: Line = Field(title="Which letter?", json_schema_extra={"choices": "templates"})
    person: Line = Field(title="To whom?", json_schema_extra={"choices": "people"})
    contact_by: Day | None = Field(
        default=None, title="Please contact us by", description="Leave empty for the usual date"
    )
    visited_at: Line = Field(default="", title="Time of the visit", description="For a visit card, like 16:10")
    next_step: Words = Field(
        default="", title="What happens next?", description="For a visit card, a plan, or why more time is needed"
    )
    concerning: Line = Field(
        default="",
        title="Which legal step is it part of?",
        description="For a notice, a contract and their answers",
        json_schema_extra={"choices": "steps"},
    )

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"template": "L02", "person": case.people[0].id if case.people else ""}

    @classmethod
    def suggested(cls, facts: Facts) -> dict[str, Any]:
        body = cls.example(facts.case, facts.today)
        bodies = [{**body, "person": person.id} for person in facts.case.people]
        return next((each for each in bodies if not list(cls.model_validate(each).refusals(facts))), body)

    @classmethod
    def not_possible(cls, facts: Facts) -> Iterable[Verdict]:
        """Where nobody on the case may be written to."""
        return list(cls.in_the_way(facts)) or cls.model_validate(cls.suggested(facts)).refusals(facts)

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not facts.case.people:
            yield refused("NO_PERSON", "Nobody is recorded on this case yet", needs="add a person first")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        template = facts.templates.get(self.template)
        if template is None:
            yield refused("NO_SUCH_LETTER", "There is no letter of this name", "template")
            return
        if template.to != "parent":
            yield NOT_TO_A_PARENT.refuse(
                "This letter goes to the person who referred: it is never kept on the case"
                if template.to == "referrer"
                else "This letter goes to another body: it is written in its own legal step",
                field="template",
            )
            return
        yield from impossible_day(facts, self.contact_by, "contact_by", ahead=True)
        yield from may_be_written_to(facts.case, facts.case.person(self.person), supervisor=facts.supervisor)
        yield from summary_ready(facts.case, template.to)
        yield from drafting(facts.case, self.template, self.concerning, self.person)

    def change(self, case: CaseFile, entry: Entry) -> None:
        ready = entry.consequences.prepared
        case.letters.append(
            Letter(
                id=f"L{entry.seq}",
                template=self.template,
                title=ready.get("title", self.template),
                person_id=self.person,
                template_text=ready.get("text", ""),
                text=ready.get("text", ""),
                legal_effect=ready.get("legal_effect", False),
                written_by=entry.actor,
                about=self.concerning,
                wording=ready.get("wording", ""),
            )
        )


class LetterAction(Action):
    """An action on one letter of the case."""

    topic: ClassVar[str] = "Letters"
    from_states: ClassVar[tuple[LetterState, ...]] = ()

    letter: Line = Field(title="Which letter?", json_schema_extra={"choices": "letters"})

    @classmethod
    def fits(cls, letter: Letter) -> bool:
        """Whether it can be done to this letter as it stands."""
        return letter.state in cls.from_states

    @classmethod
    def first(cls, case: CaseFile) -> Letter | None:
        return next((letter for letter in case.letters if cls.fits(letter)), None)

    @classmethod
    def about(cls, letter: Letter | None) -> dict[str, Any]:
        """The example, about this letter."""
        return {"letter": letter.id if letter else ""}

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return cls.about(cls.first(case))

    @classmethod
    def suggested(cls, facts: Facts) -> dict[str, Any]:
        bodies = [cls.about(letter) for letter in facts.case.letters if cls.fits(letter)]
        possible = (body for body in bodies if not list(cls.model_validate(body).refusals(facts)))
        return next(possible, cls.example(facts.case, facts.today))

    @classmethod
    def not_possible(cls, facts: Facts) -> Iterable[Verdict]:
        """Where this person can do it to none of the letters."""
        return list(cls.in_the_way(facts)) or cls.model_validate(cls.suggested(facts)).refusals(facts)

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if cls.first(facts.case) is None:
            states = " or ".join(state.label.lower() for state in cls.from_states)
            yield refused("NO_LETTER", f"No letter on this case is {states}", needs=f"a letter that is {states}")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        letter = facts.case.letter(self.letter)
        yield from found(letter, self.from_states, fits=letter is not None and self.fits(letter))

    def on(self, case: CaseFile) -> Letter | None:
        return case.letter(self.letter)


def betrays_nobody(facts: Facts, letter: Letter) -> Iterable[Verdict]:
    """Whether its text may name whoever told us in confidence: judged by somebody who did not write it."""
    hands = {letter.written_by, *letter.edited_by}
    return names_nobody_who_told(facts, letter.text, written_by=hands, reader=letter.person_id, field="letter")


class LetterEdited(LetterAction):
    """The template's text is kept beside it, so the difference can always be shown. Editing undoes an approval."""

    name: ClassVar[str] = "edit-letter"
    label: ClassVar[str] = "Edit a letter"
    from_states: ClassVar[tuple[LetterState, ...]] = (LetterState.DRAFT, LetterState.APPROVED)

    text: Reasoned = Field(title="Text")
    goes_with: Line = Field(
        default="", title="What goes with it?", description="A translation, a reading, an easy-read copy"
    )

    @classmethod
    def about(cls, letter: Letter | None) -> dict[str, Any]:
        return {**super().about(letter), "text": letter.text if letter else "Dear Ms Example"}

    def change(self, case: CaseFile, entry: Entry) -> None:
        if letter := self.on(case):
            letter.text, letter.goes_with = self.text, self.goes_with or letter.goes_with
            letter.state, letter.approved_by, letter.approved_on, letter.recipient_lines = (
                LetterState.DRAFT,
                "",
                None,
                [],
            )
            letter.edited_by = [*letter.edited_by, entry.actor]
            letter.betrays_nobody_why = ""


class LetterApproved(LetterAction):
    """The person, the address and the text are judged afresh, and the address it will go to is fixed."""

    name: ClassVar[str] = "approve-letter"
    label: ClassVar[str] = "Approve a letter"
    # An approved one may be approved again: its address may have changed since.
    from_states: ClassVar[tuple[LetterState, ...]] = (LetterState.DRAFT, LetterState.APPROVED)

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        if letter := self.on(facts.case):
            template, person = facts.templates.get(letter.template), facts.case.person(letter.person_id)
            yield from may_be_written_to(facts.case, person, supervisor=facts.supervisor)
            yield from second_person(facts, letter)
            yield from approving(facts, letter)
            yield from shows_nothing_protected(facts.case, letter, facts.sender)
            yield from betrays_nobody(facts, letter)
            if template is not None:
                yield from summary_ready(facts.case, template.to)
                if template.may_sign and not facts.actor.has(*template.may_sign):
                    yield MAY_NOT_SIGN.refuse(
                        "Your role may not sign this letter",
                        needs=" or ".join(sorted(role.label for role in template.may_sign)),
                    )
            if person is not None:
                yield from reaches(person, letter)

    def change(self, case: CaseFile, entry: Entry) -> None:
        if (letter := self.on(case)) and (person := case.person(letter.person_id)):
            # Approved when it was recorded, whatever day is claimed: a posting is never earlier (PRACTICE 4.10).
            letter.state, letter.approved_by = LetterState.APPROVED, entry.actor
            letter.approved_on = uk_day(entry.recorded_at)
            letter.recipient_lines = recipient_lines(case, person)
            letter.pages = entry.consequences.prepared.get("pages", 0)
            letter.betrays_nobody_why = entry.overrides.get(NAMES_REFERRER.code, "")


class LetterIssued(LetterAction):
    """From now on the exact bytes are frozen, with their hash."""

    name: ClassVar[str] = "issue-letter"
    label: ClassVar[str] = "Issue a letter"
    from_states: ClassVar[tuple[LetterState, ...]] = (LetterState.APPROVED,)

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        if (letter := self.on(facts.case)) and letter.state is LetterState.APPROVED:
            person = facts.case.person(letter.person_id)
            # A rule that became stricter has stopped it; what else may have changed since approval is judged again.
            yield from may_be_written_to(facts.case, person, supervisor=True)
            yield from issuing(facts, letter)
            yield from shows_nothing_protected(facts.case, letter, facts.sender)
            if not letter.betrays_nobody_why:
                yield from betrays_nobody(facts, letter)
            if person is not None:
                yield from same_address(facts, letter, person)
                yield from reaches(person, letter)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        day = post_by(facts, self.letter)
        return Consequences(prepared={"post_by": day.isoformat()} if day else {})

    def change(self, case: CaseFile, entry: Entry) -> None:
        if letter := self.on(case):
            ready = entry.consequences.prepared
            letter.state, letter.issued_on = LetterState.ISSUED, uk_day(entry.recorded_at)
            letter.sha256, letter.pages = ready.get("sha256", ""), ready.get("pages", 0)
            letter.channel = ready.get("channel", "post-room")
            letter.post_by = date.fromisoformat(ready["post_by"]) if ready.get("post_by") else None
            sent_again(case, letter)


class LetterStopped(LetterAction):
    name: ClassVar[str] = "stop-letter"
    label: ClassVar[str] = "Stop a letter before it is posted"
    from_states: ClassVar[tuple[LetterState, ...]] = (LetterState.DRAFT, LetterState.APPROVED, LetterState.ISSUED)

    why: Reasoned = Field(title="Why?")

    @classmethod
    def about(cls, letter: Letter | None) -> dict[str, Any]:
        return {**super().about(letter), "why": "The family rang this morning."}

    def change(self, case: CaseFile, entry: Entry) -> None:
        if letter := self.on(case):
            letter.state, letter.stopped_why = LetterState.STOPPED, self.why
