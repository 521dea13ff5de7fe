"""Letters on their way: posted, returned, taken by GOV.UK Notify or not, and one that left though it was stopped."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import Internal
from domain.actions.letters import LetterAction
from domain.calendars import Almanac, working_day
from domain.case_file import CaseFile, Letter, Task
from domain.date_rules import work_out
from domain.entry import Consequences, Entry, together
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.guards.letters import may_be_written_to
from domain.guards.sources import EA_572, practice
from domain.letters_at_risk import already_gone
from domain.people import Day, Line, Reasoned, Words
from domain.returned_notices import came_back, undelivered
from domain.verdict import Verdict
from domain.vocabulary import LetterState, Word


class Posting(Word):
    FIRST_CLASS = "first-class", "First-class post"
    BY_HAND = "by-hand", "Handed over"
    LEFT = "left", "Left at the last known address"


class LetterPosted(LetterAction):
    """Recorded late needs a reason and a second person; never earlier than approval (PRACTICE 4.10)."""

    name: ClassVar[str] = "record-posting"
    label: ClassVar[str] = "Record that a letter was posted"
    from_states: ClassVar[tuple[LetterState, ...]] = (LetterState.ISSUED,)
    day_field: ClassVar[str] = "posted_on"

    posted_on: Day | None = Field(default=None, title="Posted on", description="Leave empty for today")
    how: Posting = Field(default=Posting.FIRST_CLASS, title="How?")
    late_reason: Words = Field(default="", title="If it was posted earlier: why is it recorded only now?")
    witness: Line = Field(
        default="", title="If it was posted earlier: who else saw it go?", json_schema_extra={"choices": "staff"}
    )

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        yield from impossible_day(facts, self.posted_on, "posted_on")
        letter, posted = self.on(facts.case), self.day(facts.today)
        if letter is None or letter.state is not LetterState.ISSUED:
            return
        yield from may_be_written_to(facts.case, facts.case.person(letter.person_id), supervisor=True)
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
        return Consequences(prepared=served(self.day(facts.today), self.how, facts.almanac), rules=[EA_572.cite])

    def change(self, case: CaseFile, entry: Entry) -> None:
        if letter := self.on(case):
            ready = entry.consequences.prepared
            letter.state, letter.posted_by = LetterState.POSTED, entry.actor
            letter.posted_on = date.fromisoformat(ready["posted_on"])
            letter.deemed_on = date.fromisoformat(ready["deemed_on"])


def served(posted: date, how: Posting, almanac: Almanac) -> dict[str, str]:
    """When it was posted and when it counts as served: by hand on that day, by post on the second working day after
    (policy, rebuttable: PRACTICE 4.4).
    """
    on = work_out("deemed-service", posted, almanac).last_day if how is Posting.FIRST_CLASS else posted
    return {"posted_on": posted.isoformat(), "deemed_on": on.isoformat()}


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


class LetterReturned(LetterAction):
    """The address was wrong: service is undone and somebody looks for the right one."""

    name: ClassVar[str] = "record-returned-post"
    label: ClassVar[str] = "Record that a letter came back"
    from_states: ClassVar[tuple[LetterState, ...]] = (LetterState.POSTED,)
    day_field: ClassVar[str] = "returned_on"

    returned_on: Day | None = Field(default=None, title="When did it come back?", description="Leave empty for today")
    marked: Line = Field(default="", title="What was written on it?")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        yield from impossible_day(facts, self.returned_on, "returned_on")
        letter = self.on(facts.case)
        if letter is not None and letter.posted_on is not None and self.day(facts.today) < letter.posted_on:
            yield refused(
                "RETURNED_BEFORE_POSTING", f"It was posted only on {letter.posted_on:%-d %B %Y}", "returned_on"
            )

    def follows(self, facts: Facts, seq: int) -> Consequences:
        letter = self.on(facts.case)
        due = work_out("returned-post", facts.today, facts.almanac).last_day
        task = Task(
            id=f"T{seq}-returned",
            name="returned-post",
            title="A letter came back: find the right address",
            why="Returned undelivered",
            action="change-address",
            due_on=due,
            subject=letter.person_id if letter else "",
        )
        return together(Consequences(tasks=[task]), came_back(facts, self.letter, seq))

    def change(self, case: CaseFile, entry: Entry) -> None:
        if letter := self.on(case):
            letter.state, letter.returned_on, letter.deemed_on = LetterState.RETURNED, entry.happened_on, None
            undelivered(case, self.letter, entry.happened_on)


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
        # Stopped while Notify was taking it: it leaves all the same, and somebody has to know.
        stopped = (letter := facts.case.letter(self.letter)) is not None and letter.state is LetterState.STOPPED
        return Consequences(
            prepared=served(posted, Posting.FIRST_CLASS, facts.almanac),
            tasks=[already_gone(facts, letter, seq)] if stopped and letter else [],
        )

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
        return together(Consequences(tasks=[task]), came_back(facts, self.letter, seq))

    def change(self, case: CaseFile, entry: Entry) -> None:
        if (letter := case.letter(self.letter)) and letter.state in (LetterState.ISSUED, LetterState.POSTED):
            letter.state, letter.stopped_why = LetterState.STOPPED, f"Not sent: {self.code}"
            letter.posted_on = letter.deemed_on = None
            undelivered(case, self.letter, entry.happened_on)
