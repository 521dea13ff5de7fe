"""Letters that GOV.UK Notify took or did not take, and one that left though it was stopped."""

from collections.abc import Iterable
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import Internal
from domain.actions.letters import LetterAction
from domain.actions.post import enter, undone
from domain.case_file import CaseFile, Letter, Task
from domain.deadline import uk_day
from domain.entry import Consequences, Entry, together
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.letters_at_risk import already_gone
from domain.people import Day, Reasoned
from domain.proceedings.served import CameBack, Manner, Service
from domain.returned_notices import came_back, undelivered
from domain.served_documents import mirror, served_now
from domain.service_record import NOTIFY, posting_day, service_of
from domain.verdict import Verdict
from domain.vocabulary import LetterState


class LetterLeft(LetterAction):
    """What happened is recorded, whatever should have been: a letter that was stopped had left before. Nothing counts
    as served by it.
    """

    name: ClassVar[str] = "record-letter-left"
    label: ClassVar[str] = "Record that a stopped letter had already left"
    from_states: ClassVar[tuple[LetterState, ...]] = (LetterState.STOPPED,)
    day_field: ClassVar[str] = "posted_on"

    posted_on: Day | None = Field(default=None, title="When did it leave?", description="Leave empty for today")
    how_known: Reasoned = Field(title="How do you know?")

    @classmethod
    def fits(cls, letter: Letter) -> bool:
        return letter.state is LetterState.STOPPED and letter.issued_on is not None and letter.posted_on is None

    @classmethod
    def about(cls, letter: Letter | None) -> dict[str, Any]:
        return {**super().about(letter), "how_known": "It was in this morning's bag."}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        yield from impossible_day(facts, self.posted_on, "posted_on")
        letter = self.on(facts.case)
        if letter is not None and letter.issued_on is not None and self.day(facts.today) < letter.issued_on:
            yield refused("LEFT_BEFORE_ISSUE", f"It was issued only on {letter.issued_on:%-d %B %Y}", "posted_on")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        letter = self.on(facts.case)
        return Consequences(tasks=[already_gone(facts, letter, seq)] if letter else [])

    def change(self, case: CaseFile, entry: Entry) -> None:
        if letter := self.on(case):
            letter.state, letter.posted_on, letter.posted_by = LetterState.POSTED, entry.happened_on, entry.actor


class LetterSent(Internal):
    """GOV.UK Notify took the letter: its own id, and the day."""

    name: ClassVar[str] = "letter-sent"
    label: ClassVar[str] = "Letter taken by GOV.UK Notify"

    letter: str
    notify_id: str

    def follows(self, facts: Facts, seq: int) -> Consequences:
        letter = facts.case.letter(self.letter)
        if letter is None:
            return Consequences()
        posted = posting_day(facts.today)
        evidence = f"Its own number {self.notify_id}"
        line = service_of(facts, letter, seq, manner=Manner.POST, on=posted, by=NOTIFY, evidence=evidence)
        # Stopped while Notify was taking it: it leaves all the same, and somebody has to know.
        stopped = letter.state is LetterState.STOPPED
        return together(
            Consequences(
                prepared={"service": line.model_dump(mode="json")},
                tasks=[already_gone(facts, letter, seq)] if stopped else [],
            ),
            served_now(facts, letter.id, letter.ledger.with_entry(line), seq),
        )

    def change(self, case: CaseFile, entry: Entry) -> None:
        if letter := case.letter(self.letter):
            letter.notify_id = self.notify_id
            enter(case, letter, Service.model_validate(entry.consequences.prepared["service"]), by=letter.posted_by)


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
        parts = [Consequences(tasks=[task]), came_back(facts, self.letter, seq)]
        if (letter := facts.case.letter(self.letter)) is not None:
            after = undone(letter.ledger, CameBack.UNDELIVERED, facts.today)
            parts.append(served_now(facts, letter.id, after, seq))
        return together(*parts)

    def change(self, case: CaseFile, entry: Entry) -> None:
        if (letter := case.letter(self.letter)) and letter.state in (LetterState.ISSUED, LetterState.POSTED):
            letter.state, letter.stopped_why = LetterState.STOPPED, f"Not sent: {self.code}"
            letter.posted_on = letter.deemed_on = None
            letter.ledger = undone(letter.ledger, CameBack.UNDELIVERED, entry.happened_on)
            mirror(case, letter, uk_day(entry.recorded_at))
            undelivered(case, self.letter, entry.happened_on)
