"""How a letter reaches its person, line by line in its ledger: posted, handed over, left, sent by e-mail as agreed; the
day proved; come back. A document of a legal step is judged again each time (PRACTICE 4.4, 4.5, 4.10).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.letters import LetterAction
from domain.case_file import CaseFile, Letter, Task
from domain.date_rules import work_out
from domain.deadline import uk_day
from domain.entry import Consequences, Entry, together
from domain.facts import Facts
from domain.guards.dates import impossible_day
from domain.guards.guard import guard
from domain.guards.letters import SECOND_PERSON, may_be_written_to
from domain.guards.order_letters import enclosed
from domain.guards.sources import EA_572, RECORD, practice
from domain.law.service import proving
from domain.people import Day, Line, Reasoned, Words
from domain.proceedings.served import CameBack, Ledger, Manner, Service
from domain.returned_notices import came_back, proved, undelivered
from domain.served_documents import leaving, mirror, of_letter, served_now
from domain.service_record import kept_out, service_of
from domain.verdict import Verdict
from domain.vocabulary import LetterState

LATE_REASON = guard(
    "LATE_REASON", "A posting recorded late needs a reason and a second person", practice("4.10"), absolute=True
)
POSTED_BEFORE_APPROVAL = guard(
    "POSTED_BEFORE_APPROVAL", "Nothing was posted before it was approved", practice("4.10"), absolute=True
)
RETURNED_BEFORE_POSTING = guard(
    "RETURNED_BEFORE_POSTING", "Nothing came back before it was posted", RECORD, absolute=True
)
GUARDS = (
    LATE_REASON,
    POSTED_BEFORE_APPROVAL,
    RETURNED_BEFORE_POSTING,
)


class Served(LetterAction):
    """One more line of the ledger. Recorded late it needs a reason and a second person; never earlier than approval
    (PRACTICE 4.10).
    """

    day_field: ClassVar[str] = "posted_on"

    posted_on: Day | None = Field(default=None, title="When did it leave?", description="Leave empty for today")
    how: Manner = Field(default=Manner.POST, title="How?")
    evidence: Words = Field(
        default="",
        title="On what evidence?",
        description="For post, leave empty for this record; else who took it, or where it was left, and who saw it",
    )
    late_reason: Words = Field(default="", title="If it left earlier: why is it recorded only now?")
    witness: Line = Field(
        default="", title="If it left earlier: who else saw it go?", json_schema_extra={"choices": "staff"}
    )

    def line(self, facts: Facts, letter: Letter, seq: int) -> Service:
        return service_of(
            facts,
            letter,
            seq,
            manner=self.how,
            on=self.day(facts.today),
            evidence=self.evidence,
            late_because=self.late_reason,
            witness=self.witness,
        )

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        yield from impossible_day(facts, self.posted_on, "posted_on")
        letter, left = self.on(facts.case), self.day(facts.today)
        if letter is None or not self.fits(letter):
            return
        yield from may_be_written_to(facts.case, facts.case.person(letter.person_id), supervisor=True)
        yield from self._late(facts, letter, left)
        yield from kept_out(facts, letter, self.line(facts, letter, 0))
        yield from leaving(facts, letter.id, left, self.how)
        if (found := of_letter(facts.case, letter.id)) is not None:
            yield from enclosed(facts.case, found[1])

    def _late(self, facts: Facts, letter: Letter, left: date) -> Iterator[Verdict]:
        if letter.approved_on and left < letter.approved_on:
            yield POSTED_BEFORE_APPROVAL.refuse(
                f"It was approved only on {letter.approved_on:%-d %B %Y}", needs="a later day", field="posted_on"
            )
        if left >= facts.today:
            return
        if not self.late_reason:
            yield LATE_REASON.refuse("A posting recorded late needs a reason", needs="a reason", field="late_reason")
        if not self.witness or self.witness == facts.actor.id or not facts.roster.active(self.witness):
            yield SECOND_PERSON.refuse(
                "A posting recorded late needs a second person", needs="a second person", field="witness"
            )

    def follows(self, facts: Facts, seq: int) -> Consequences:
        letter = self.on(facts.case)
        if letter is None:
            return Consequences()
        line = self.line(facts, letter, seq)
        own = {"service": line.model_dump(mode="json"), "posted_on": line.on.isoformat()}
        parts = [
            Consequences(prepared=own, rules=[EA_572.cite]),
            served_now(facts, letter.id, letter.ledger.with_entry(line), seq),
        ]
        goes_with = _enclosed(facts.case, letter.id)
        if goes_with is not None and goes_with.state is LetterState.ISSUED:
            with_it = line.model_copy(update={"id": f"S{seq}-{goes_with.id}", "letter": goes_with.id})
            parts.append(Consequences(prepared={"enclosed": with_it.model_dump(mode="json")}))
        return together(*parts)

    def change(self, case: CaseFile, entry: Entry) -> None:
        for written in (
            entry.consequences.prepared[name] for name in ("service", "enclosed") if self._has(entry, name)
        ):
            line = Service.model_validate(written)
            if letter := case.letter(line.letter):
                enter(case, letter, line, by=entry.actor)

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        """Serving it again is what was asked for where it had come back."""
        found = of_letter(case, self.letter)
        wanted = found and ("serve-again", found[0].name)
        return [task for task in case.open_tasks() if (task.name, task.subject) == wanted]

    def _has(self, entry: Entry, name: str) -> bool:
        return name in entry.consequences.prepared


def enter(case: CaseFile, letter: Letter, line: Service, *, by: str = "") -> None:
    """Write a line into the ledger of a letter, and into its legal step."""
    first = letter.posted_on is None or letter.state is not LetterState.POSTED
    letter.ledger = letter.ledger.with_entry(line)
    letter.state, letter.posted_by = LetterState.POSTED, by
    letter.posted_on = line.on if first else min(line.on, letter.posted_on or line.on)
    letter.deemed_on, letter.returned_on = letter.ledger.day, None
    mirror(case, letter)


def _enclosed(case: CaseFile, letter_id: str) -> Letter | None:
    found = of_letter(case, letter_id)
    return case.letter(found[1].encloses) if found else None


class LetterPosted(Served):
    """The first time it leaves."""

    name: ClassVar[str] = "record-posting"
    label: ClassVar[str] = "Record that a letter was posted or handed over"
    from_states: ClassVar[tuple[LetterState, ...]] = (LetterState.ISSUED,)


class ServedAgain(Served):
    """Another copy, or the one that came back: a second copy begins no period anew."""

    name: ClassVar[str] = "record-service"
    label: ClassVar[str] = "Record that a letter was served again"
    from_states: ClassVar[tuple[LetterState, ...]] = (LetterState.POSTED, LetterState.RETURNED)

    @classmethod
    def about(cls, letter: Letter | None) -> dict[str, Any]:
        return {**super().about(letter), "how": Manner.BY_HAND.value, "evidence": "Handed to her at her door."}


class ServiceProved(LetterAction):
    """The deemed day is rebuttable: evidence of the day of receipt stands in its place."""

    name: ClassVar[str] = "record-service-proof"
    label: ClassVar[str] = "Record proof of the day a letter was received"
    from_states: ClassVar[tuple[LetterState, ...]] = (LetterState.POSTED,)
    day_field: ClassVar[str] = "proved_on"

    proved_on: Day | None = Field(default=None, title="Received on", description="Leave empty for today")
    proof: Reasoned = Field(title="What proves it?")

    @classmethod
    def fits(cls, letter: Letter) -> bool:
        return letter.state is LetterState.POSTED and letter.ledger.standing is not None

    @classmethod
    def about(cls, letter: Letter | None) -> dict[str, Any]:
        return {**super().about(letter), "proof": "Signed for, and the slip is on file."}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        letter = self.on(facts.case)
        if letter is not None and (line := letter.ledger.standing) is not None:
            yield from proving(line, self.day(facts.today), self.proof, facts.today)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        letter = self.on(facts.case)
        if letter is None or letter.ledger.standing is None:
            return Consequences()
        on = self.day(facts.today)
        return together(served_now(facts, letter.id, self._proved(letter, on), seq), proved(facts, letter.id, on, seq))

    def _proved(self, letter: Letter, on: date) -> Ledger:
        line = letter.ledger.standing
        return letter.ledger.proved(line.id, on, self.proof) if line is not None else letter.ledger

    def change(self, case: CaseFile, entry: Entry) -> None:
        if letter := self.on(case):
            was = letter.ledger.day
            letter.ledger = self._proved(letter, entry.happened_on)
            letter.deemed_on = letter.ledger.day
            mirror(case, letter, uk_day(entry.recorded_at) if letter.deemed_on != was else None)


class LetterReturned(LetterAction):
    """The address was wrong, or it was refused: service is undone and somebody looks for the right way."""

    name: ClassVar[str] = "record-returned-post"
    label: ClassVar[str] = "Record that a letter came back"
    from_states: ClassVar[tuple[LetterState, ...]] = (LetterState.POSTED,)
    day_field: ClassVar[str] = "returned_on"

    returned_on: Day | None = Field(default=None, title="When did it come back?", description="Leave empty for today")
    refused: bool = Field(default=False, title="Was it refused?")
    marked: Line = Field(default="", title="What was written on it?")

    @property
    def why(self) -> CameBack:
        return CameBack.REFUSED if self.refused else CameBack.UNDELIVERED

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        yield from impossible_day(facts, self.returned_on, "returned_on")
        letter = self.on(facts.case)
        if letter is not None and letter.posted_on is not None and self.day(facts.today) < letter.posted_on:
            yield RETURNED_BEFORE_POSTING.refuse(
                f"It was posted only on {letter.posted_on:%-d %B %Y}", field="returned_on"
            )

    def follows(self, facts: Facts, seq: int) -> Consequences:
        letter = self.on(facts.case)
        due = work_out("returned-post", facts.today, facts.almanac).last_day
        task = Task(
            id=f"T{seq}-returned",
            name="returned-post",
            title="A letter came back: find the right address",
            why="Refused" if self.refused else "Returned undelivered",
            action="change-address",
            due_on=due,
            subject=letter.person_id if letter else "",
        )
        parts = [Consequences(tasks=[task])]
        if letter is not None:
            after = undone(letter.ledger, self.why, self.day(facts.today))
            if after.standing is None:
                parts.append(came_back(facts, self.letter, seq))
            parts.append(served_now(facts, letter.id, after, seq))
        return together(*parts)

    def change(self, case: CaseFile, entry: Entry) -> None:
        if letter := self.on(case):
            letter.ledger = undone(letter.ledger, self.why, entry.happened_on)
            letter.returned_on, letter.deemed_on = entry.happened_on, letter.ledger.day
            mirror(case, letter, uk_day(entry.recorded_at))
            if letter.ledger.standing is None:
                letter.state = LetterState.RETURNED
                undelivered(case, self.letter, entry.happened_on)


def undone(ledger: Ledger, why: CameBack, on: date) -> Ledger:
    """What came by post comes back by post; of a letter that was not posted, everything."""
    standing = [line for line in ledger.entries if line.stands]
    posted = [line for line in standing if line.manner is Manner.POST]
    for line in posted or standing:
        ledger = ledger.came_back(line.id, why, on)
    return ledger
