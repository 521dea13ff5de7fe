"""The school's lost-pupil file: reminded of, confirmed as uploaded, and decided about where a flag is open."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import Internal
from domain.actions.handing_over import filed
from domain.actions.tracing_step import TracingAction, tracing_of
from domain.case_file import CaseFile
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.guards.guard import guard
from domain.guards.lost_file import G25_FILE_NAME, G25_ONE_PUPIL, flags_open, may_be_asked_for, undecided
from domain.guards.sources import practice
from domain.people import Address, Day, Line, Reasoned
from domain.proceedings import Tracing
from domain.proceedings.tracing import LeadDecision, Reminded, Reminder, Uploaded
from domain.tracing_clocks import DECIDE, FILE, LATE, REMIND, REMINDER, SEEN_THERE, clock_of, lead_decides
from domain.transfer.names import lost_name
from domain.verdict import Verdict
from domain.vocabulary import Power

LEAD_NEEDED = guard(
    "LEAD_NEEDED", "A lost-pupil file while a flag is open is a safeguarding lead's to decide", practice("7.5"),
    absolute=True,
)  # fmt: skip
GUARDS = (LEAD_NEEDED,)


class Reminding(TracingAction):
    """What both ways of reminding have in common: the next reminder counts from this one."""

    answers: ClassVar[tuple[str, ...]] = (REMIND, LATE)

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        tracing = tracing_of(facts)
        if tracing.uploaded is not None:
            yield refused("ALREADY_UPLOADED", "The school has uploaded its file", needs="nothing to remind of")
        yield from may_be_asked_for(facts.case, tracing)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(clocks=[clock_of(facts, tracing_of(facts), REMINDER, self.day(facts.today))])


class SchoolReminded(Reminding):
    """By a person, however they did it."""

    name: ClassVar[str] = "record-lost-reminder"
    label: ClassVar[str] = "Record that the school was reminded to upload its file"

    how: Reminded = Field(title="How?")
    said: Line = Field(default="", title="To whom, and what did they say?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"how": "telephone", "said": "The office uploads it this week."}

    def change(self, case: CaseFile, entry: Entry) -> None:
        tracing = self.on(case, entry)
        number = 1 + len(tracing.reminders)
        reminder = Reminder(number=number, on=entry.happened_on, how=self.how, by=entry.actor)
        tracing.reminders = [*tracing.reminders, reminder]


class ReminderSent(Reminding, Internal):
    """By itself, in the night: an e-mail with a reference and no name (PRACTICE 1.1)."""

    name: ClassVar[str] = "lost-reminder-sent"
    label: ClassVar[str] = "The school was reminded by e-mail"

    number: int

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        """It has left: that is recorded whatever has been flagged since."""
        return ()

    def change(self, case: CaseFile, entry: Entry) -> None:
        tracing = self.on(case, entry)
        sent = Reminder(number=self.number, on=entry.happened_on, how=Reminded.EMAIL, by_itself=True)
        tracing.reminders = [*tracing.reminders, sent]


class LostUploadConfirmed(TracingAction):
    """A fact that the school tells. One that should not have been uploaded is told to the safeguarding lead at once."""

    name: ClassVar[str] = "confirm-lost-upload"
    label: ClassVar[str] = "Confirm that the school uploaded its lost-pupil file"
    day_field: ClassVar[str] = "uploaded_on"
    answers: ClassVar[tuple[str, ...]] = (REMIND, LATE, DECIDE, SEEN_THERE)

    uploaded_on: Day | None = Field(default=None, title="When was it uploaded?", description="Leave empty for today")
    file_name: Line = Field(title="What is the file called?", description="Such as 8004001_CTF_XXXXXXX_001.xml")
    one_pupil: bool = Field(title="Does it have exactly one pupil?")
    said_by: Line = Field(title="Who at the school said so?", min_length=2)
    office: Address | None = Field(
        default=None, title="The school's address, for a confirmation in writing", description="It names no pupil"
    )

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        school = (case.child.school or "800/4001").replace("/", "")
        return {"file_name": f"{school}_CTF_XXXXXXX_001.xml", "one_pupil": True, "said_by": "The school office"}

    def lawful(self, facts: Facts, tracing: Tracing) -> Iterator[Verdict]:
        yield from impossible_day(facts, self.uploaded_on, "uploaded_on")
        day = self.day(facts.today)
        if tracing.deleted_on is not None and day < tracing.deleted_on:
            yield refused("BEFORE_DELETION", "The name was still on the roll on that day", "uploaded_on")
        if not self.one_pupil:
            yield G25_ONE_PUPIL.refuse("The file has more than one pupil", needs="one file for each", field="one_pupil")
        if not lost_name(self.file_name, tracing.school):
            yield G25_FILE_NAME.refuse(
                "A lost-pupil file of this school is called otherwise", needs="its name", field="file_name"
            )

    def follows(self, facts: Facts, seq: int) -> Consequences:
        tracing = tracing_of(facts)
        stop = [f"{tracing.name}:{FILE}", f"{tracing.name}:{REMINDER}"]
        told = []
        if undecided(facts.case, tracing):
            why = "A lost-pupil file was uploaded while a flag is open: decide what follows today"
            told = [
                lead_decides(facts, seq, f"{tracing.name}:uploaded").model_copy(update={"urgent": True, "why": why})
            ]
        clock = facts.case.clock(f"{tracing.name}:{FILE}")
        late = max(0, (self.day(facts.today) - clock.last_day).days) if clock else 0
        return Consequences(
            stop=stop,
            tasks=told,
            prepared={"late": late, "covered": [self.file_name, *(self.office.printed() if self.office else [])]},
        )

    def change(self, case: CaseFile, entry: Entry) -> None:
        filed(case, entry, "L23: lost-pupil file confirmed to the school")
        self.on(case, entry).uploaded = Uploaded(
            on=entry.happened_on,
            file_name=self.file_name,
            said_by=self.said_by,
            by=entry.actor,
            late=entry.consequences.prepared.get("late", 0),
        )


class LostFileDecided(TracingAction):
    """In writing, by a safeguarding lead, of the flags that are open now (PRACTICE 7.5)."""

    name: ClassVar[str] = "decide-lost-file"
    label: ClassVar[str] = "Decide whether a lost-pupil file may be asked for or made"
    answers: ClassVar[tuple[str, ...]] = (DECIDE,)

    allowed: bool = Field(title="May a lost-pupil file be asked for and made?")
    reasons: Reasoned = Field(title="Your reasons")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"allowed": False, "reasons": "The other parent may search with a school's access."}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not flags_open(facts.case):
            yield refused("NO_FLAG", "No flag is open on this case", needs="nothing to decide")
        if Power.SAFEGUARDING_LEAD not in facts.actor.powers:
            yield LEAD_NEEDED.refuse("You are not a safeguarding lead", needs="ask a safeguarding lead")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(prepared={"flags": flags_open(facts.case)})

    def change(self, case: CaseFile, entry: Entry) -> None:
        tracing = self.on(case, entry)
        decision = LeadDecision(
            on=entry.happened_on,
            allowed=self.allowed,
            flags=entry.consequences.prepared["flags"],
            reasons=self.reasons,
            by=entry.actor,
        )
        tracing.decisions = [*tracing.decisions, decision]
