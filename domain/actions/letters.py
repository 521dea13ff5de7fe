"""A letter's life: drafted, edited, approved, issued, posted, perhaps returned or stopped. Clocks send none (PRACTICE
1.1).
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import Action, Internal
from domain.calendars import working_day
from domain.case_file import CaseFile, Letter, Task
from domain.date_rules import work_out
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.guards.letters import (
    found,
    may_be_written_to,
    reaches,
    recipient_lines,
    same_address,
    second_person,
    summary_ready,
)
from domain.guards.sources import EA_572, practice
from domain.people import Day, Line, Reasoned, Words
from domain.verdict import Verdict
from domain.vocabulary import LetterState, Word


def _letter_in(case: CaseFile, *states: LetterState) -> str:
    return next((letter.id for letter in case.letters if letter.state in states), "")


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
    next_step: Words = Field(default="", title="What happens next?", description="For a visit card or a plan")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"template": "L02", "person": case.people[0].id if case.people else ""}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not facts.case.people:
            yield refused("NO_PERSON", "Nobody is recorded on this case yet", needs="add a person first")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        template = facts.templates.get(self.template)
        if template is None:
            yield refused("NO_SUCH_LETTER", "There is no letter of this name", "template")
            return
        yield from impossible_day(facts, self.contact_by, "contact_by", ahead=True)
        yield from may_be_written_to(facts.case, facts.case.person(self.person), supervisor=facts.supervisor)
        yield from summary_ready(facts.case, template.to)

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
            )
        )


class LetterAction(Action):
    """An action on one letter of the case."""

    topic: ClassVar[str] = "Letters"
    from_states: ClassVar[tuple[LetterState, ...]]

    letter: Line = Field(title="Which letter?", json_schema_extra={"choices": "letters"})

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"letter": _letter_in(case, *cls.from_states)}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not _letter_in(facts.case, *cls.from_states):
            states = " or ".join(state.label.lower() for state in cls.from_states)
            yield refused("NO_LETTER", f"No letter on this case is {states}", needs=f"a letter that is {states}")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from found(facts, self.letter, *self.from_states)

    def on(self, case: CaseFile) -> Letter | None:
        return case.letter(self.letter)


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
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        letter = case.letter(_letter_in(case, *cls.from_states))
        return {"letter": letter.id if letter else "", "text": letter.text if letter else "Dear Ms Example"}

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
            if template is not None:
                yield from summary_ready(facts.case, template.to)
                if template.may_sign and not facts.actor.has(*template.may_sign):
                    yield Verdict(
                        code="MAY_NOT_SIGN",
                        reason="Your role may not sign this letter",
                        source=practice("6.15"),
                        needs=" or ".join(sorted(role.label for role in template.may_sign)),
                        absolute=True,
                    )
            if person is not None:
                yield from reaches(person, letter)

    def change(self, case: CaseFile, entry: Entry) -> None:
        if (letter := self.on(case)) and (person := case.person(letter.person_id)):
            letter.state, letter.approved_by, letter.approved_on = LetterState.APPROVED, entry.actor, entry.happened_on
            letter.recipient_lines = recipient_lines(case, person)
            letter.pages = entry.consequences.prepared.get("pages", 0)


class LetterIssued(LetterAction):
    """From now on the exact bytes are frozen, with their hash."""

    name: ClassVar[str] = "issue-letter"
    label: ClassVar[str] = "Issue a letter"
    from_states: ClassVar[tuple[LetterState, ...]] = (LetterState.APPROVED,)

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        if (letter := self.on(facts.case)) and letter.state is LetterState.APPROVED:
            person = facts.case.person(letter.person_id)
            # The supervisor's say was needed at approval; what may have changed since is judged again.
            yield from may_be_written_to(facts.case, person, supervisor=True)
            if person is not None:
                yield from same_address(facts, letter, person)

    def change(self, case: CaseFile, entry: Entry) -> None:
        if letter := self.on(case):
            ready = entry.consequences.prepared
            letter.state, letter.issued_on = LetterState.ISSUED, entry.happened_on
            letter.sha256, letter.pages = ready.get("sha256", ""), ready.get("pages", 0)
            letter.channel = ready.get("channel", "post-room")


class Posting(Word):
    FIRST_CLASS = "first-class", "First-class post"
    BY_HAND = "by-hand", "Handed over"
    LEFT = "left", "Left at the last known address"


class LetterPosted(LetterAction):
    """Recorded late needs a reason and a second person; never earlier than approval (PRACTICE 4.10)."""

    name: ClassVar[str] = "record-posting"
    label: ClassVar[str] = "Record that a letter was posted"
    from_states: ClassVar[tuple[LetterState, ...]] = (LetterState.ISSUED,)

    posted_on: Day | None = Field(default=None, title="Posted on", description="Leave empty for today")
    how: Posting = Field(default=Posting.FIRST_CLASS, title="How?")
    late_reason: Words = Field(default="", title="If it was posted earlier: why is it recorded only now?")
    witness: Line = Field(
        default="", title="If it was posted earlier: who else saw it go?", json_schema_extra={"choices": "staff"}
    )

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        yield from impossible_day(facts, self.posted_on, "posted_on")
        letter, posted = self.on(facts.case), self.posted_on or facts.today
        if letter is None or letter.state is not LetterState.ISSUED:
            return
        person = facts.case.person(letter.person_id)
        # A letter to someone protected since may have gone before we knew: that is recorded, so only a fresh posting
        # is refused.
        if posted == facts.today:
            yield from may_be_written_to(facts.case, person, supervisor=True)
        if letter.approved_on and posted < letter.approved_on:
            yield Verdict(
                code="POSTED_BEFORE_APPROVAL",
                reason=f"It was approved only on {letter.approved_on:%-d %B %Y}",
                source=practice("4.10"),
                field="posted_on",
                needs="a later day",
                absolute=True,
            )
        if posted < facts.today:
            if not self.late_reason:
                yield Verdict(
                    code="LATE_REASON",
                    reason="A posting recorded late needs a reason",
                    source=practice("4.10"),
                    field="late_reason",
                    needs="a reason",
                    absolute=True,
                )
            if not self.witness or self.witness == facts.actor.id or not facts.roster.active(self.witness):
                yield Verdict(
                    code="SECOND_PERSON",
                    reason="A posting recorded late needs a second person",
                    source=practice("4.10"),
                    field="witness",
                    needs="a second person",
                    absolute=True,
                )

    def follows(self, facts: Facts, seq: int) -> Consequences:
        posted = self.posted_on or facts.today
        served = (
            work_out("deemed-service", posted, facts.almanac).last_day if self.how is Posting.FIRST_CLASS else posted
        )
        return Consequences(
            prepared={"posted_on": posted.isoformat(), "deemed_on": served.isoformat()}, rules=[EA_572.cite]
        )

    def change(self, case: CaseFile, entry: Entry) -> None:
        if letter := self.on(case):
            ready = entry.consequences.prepared
            letter.state, letter.posted_by = LetterState.POSTED, entry.actor
            letter.posted_on = date.fromisoformat(ready["posted_on"])
            letter.deemed_on = date.fromisoformat(ready["deemed_on"])


class LetterReturned(LetterAction):
    """The address was wrong: service is undone and somebody looks for the right one."""

    name: ClassVar[str] = "record-returned-post"
    label: ClassVar[str] = "Record that a letter came back"
    from_states: ClassVar[tuple[LetterState, ...]] = (LetterState.POSTED,)

    returned_on: Day | None = Field(default=None, title="When did it come back?", description="Leave empty for today")
    marked: Line = Field(default="", title="What was written on it?")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        yield from impossible_day(facts, self.returned_on, "returned_on")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        due = work_out("returned-post", facts.today, facts.almanac).last_day
        task = Task(
            id=f"T{seq}-returned",
            name="returned-post",
            title="A letter came back: find the right address",
            why="Returned undelivered",
            action="change-address",
            due_on=due,
            subject=self.letter,
        )
        return Consequences(tasks=[task])

    def change(self, case: CaseFile, entry: Entry) -> None:
        if letter := self.on(case):
            letter.state, letter.returned_on, letter.deemed_on = (
                LetterState.RETURNED,
                self.returned_on or entry.happened_on,
                None,
            )


class LetterStopped(LetterAction):
    name: ClassVar[str] = "stop-letter"
    label: ClassVar[str] = "Stop a letter before it is posted"
    from_states: ClassVar[tuple[LetterState, ...]] = (LetterState.DRAFT, LetterState.APPROVED, LetterState.ISSUED)

    why: Reasoned = Field(title="Why?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {**super().example(case, today), "why": "The family rang this morning."}

    def change(self, case: CaseFile, entry: Entry) -> None:
        if letter := self.on(case):
            letter.state, letter.stopped_why = LetterState.STOPPED, self.why


class LetterSent(Internal):
    """GOV.UK Notify took the letter: its own id, and the day."""

    name: ClassVar[str] = "letter-sent"
    label: ClassVar[str] = "Letter taken by GOV.UK Notify"

    letter: str
    notify_id: str

    def follows(self, facts: Facts, seq: int) -> Consequences:
        # Notify prints and posts on the next working day at the latest (its own service description; policy).
        posted = facts.today
        while not working_day(posted).counts:
            posted += timedelta(days=1)
        served = work_out("deemed-service", posted, facts.almanac).last_day
        return Consequences(prepared={"posted_on": posted.isoformat(), "deemed_on": served.isoformat()})

    def change(self, case: CaseFile, entry: Entry) -> None:
        if letter := case.letter(self.letter):
            ready = entry.consequences.prepared
            letter.state, letter.notify_id = LetterState.POSTED, self.notify_id
            letter.posted_on, letter.deemed_on = (
                date.fromisoformat(ready["posted_on"]),
                date.fromisoformat(ready["deemed_on"]),
            )


class LetterNotSent(Internal):
    """It did not leave: refused by Notify, or no longer allowed. It stops, and somebody is told."""

    name: ClassVar[str] = "letter-not-sent"
    label: ClassVar[str] = "Letter not sent"

    letter: str
    code: str

    def follows(self, facts: Facts, seq: int) -> Consequences:
        task = Task(
            id=f"T{seq}-unsent",
            name="letter-not-sent",
            title="A letter could not be sent: see why and decide",
            why=f"Refused: {self.code}",
            action="finish-task",
            due_on=facts.today,
            subject=self.letter,
        )
        return Consequences(tasks=[task])

    def change(self, case: CaseFile, entry: Entry) -> None:
        if (letter := case.letter(self.letter)) and letter.state is LetterState.ISSUED:
            letter.state, letter.stopped_why = LetterState.STOPPED, f"Not sent: {self.code}"
