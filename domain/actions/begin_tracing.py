"""The journey begins to trace a pupil who was lost to its school: the school has deleted the name and is to upload a
lost-pupil file (DOMAIN 5.1). What the school has done is taken as a fact, whether or not it was lawful.
"""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import Field

from domain.actions.base import Action
from domain.actions.tracing_step import tracings
from domain.calendars import CalendarMissing
from domain.case_file import CaseFile
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.guards.lost_file import located, undecided
from domain.people import Day
from domain.proceedings.tracing import Standing, Tracing
from domain.tracing_clocks import FILE, REMINDER, clock_of, lead_decides, next_search
from domain.verdict import Verdict


class TracingBegun(Action):
    name: ClassVar[str] = "begin-tracing"
    label: ClassVar[str] = "Begin to trace a lost pupil"
    help: ClassVar[str] = "The school has taken the name off its roll and is to upload a lost-pupil file."
    topic: ClassVar[str] = "Finding the child"
    day_field: ClassVar[str] = "happened_on"
    answers: ClassVar[tuple[str, ...]] = ("begin-tracing",)

    deleted_on: Day | None = Field(
        default=None, title="When did the school delete the name?", description="Leave empty for today"
    )
    school: Annotated[str, Field(pattern=r"^(|\d{3}/\d{4})$", title="Which school?")] = Field(
        default="", description="Authority and establishment number. Leave empty for the school of the case"
    )
    email: Annotated[str, Field(pattern=r"^(|[^\s@]+@[^\s@]+\.[^\s@]+)$", max_length=120)] = Field(
        default="",
        title="The school's e-mail address for reminders",
        description="They carry our reference and no name. Leave empty to remind it yourself",
    )

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"school": case.child.school or "800/4001", "email": "office@school.example"}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if any(each.open for each in tracings(facts.case)):
            yield refused("TRACING_UNDER_WAY", "This child is being traced already", needs="go on with that tracing")
        if located(facts.case, None):
            yield refused("CHILD_LOCATED", "Somebody knows where this child is", needs="nothing to trace")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.deleted_on, "deleted_on")
        if not (self.school or facts.case.child.school):
            yield refused("WHICH_SCHOOL", "Say which school deleted the name", "school")
            return
        try:
            clock_of(facts, self.proposed(facts), FILE, self.deleted_on or facts.today)
        except CalendarMissing as missing:
            yield refused("CALENDAR_MISSING", str(missing), needs="import the school's calendar")

    def proposed(self, facts: Facts) -> Tracing:
        return Tracing(
            name=f"tracing-{1 + len(tracings(facts.case))}",
            stage=Standing.AWAITING.value,
            opened_on=facts.today,
            stage_since=facts.today,
            school=self.school or facts.case.child.school,
            email=self.email,
            deleted_on=self.deleted_on or self.day(facts.today),
        )

    def follows(self, facts: Facts, seq: int) -> Consequences:
        """The school's last day, the first reminder and the first search. While a flag is open a safeguarding lead
        decides before anybody asks for a file.
        """
        tracing = self.proposed(facts)
        deleted = tracing.deleted_on or facts.today
        clocks = [
            clock_of(facts, tracing, FILE, deleted),
            clock_of(facts, tracing, REMINDER, deleted),
            next_search(facts, tracing, facts.today, 0),
        ]
        held = undecided(facts.case, tracing)
        return Consequences(
            clocks=clocks,
            tasks=[lead_decides(facts, seq, f"{tracing.name}:{FILE}")] if held else [],
            prepared={"proceeding": tracing.name, "tracing": tracing.model_dump(mode="json")},
        )

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.proceedings.append(Tracing.model_validate(entry.consequences.prepared["tracing"]))
