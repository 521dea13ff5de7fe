"""An action: what is asked, when it is lawful, what follows from it, and what it changes. One class says all four."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from domain.case_file import CaseFile, Task
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.people import Day, Words
from domain.verdict import Verdict
from domain.vocabulary import Role

CASEWORK = frozenset({Role.OFFICER, Role.SUPERVISOR})
SUPERVISION = frozenset({Role.SUPERVISOR})
ANYONE_INSIDE = frozenset({Role.OFFICER, Role.SUPERVISOR, Role.LEGAL})
NOBODY: frozenset[Role] = frozenset()


class Action(BaseModel):
    """Fields are the form. `answers` names the tasks that it does, `meets` the clocks that it meets, `topic` its
    group on the page.
    """

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    name: ClassVar[str]
    label: ClassVar[str]
    help: ClassVar[str] = ""
    topic: ClassVar[str] = "Case"
    roles: ClassVar[frozenset[Role]] = CASEWORK
    answers: ClassVar[tuple[str, ...]] = ()
    meets: ClassVar[tuple[str, ...]] = ()
    day_field: ClassVar[str] = "happened_on"
    backward: ClassVar[bool] = False  # it ends or takes back what was begun: possible, and never offered first
    reads_register: ClassVar[bool] = False  # whether its guards look at the child's attendance register
    reads_journal: ClassVar[bool] = False  # whether what follows from it is worked out from the whole journal

    happened_on: Day | None = Field(default=None, title="When did it happen?", description="Leave empty for today")
    note: Words = Field(default="", title="Anything else to note")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        """A body that this case would accept as it stands, as far as one can be known."""
        return {}

    @classmethod
    def suggested(cls, facts: Facts) -> dict[str, Any]:
        """The same for the person who looks: of several letters or people, one that this person can act on."""
        return cls.example(facts.case, facts.today)

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        """What stands in the way before anybody has filled in the form, and then of whatever is filled in. Only
        verdicts that refuse.
        """
        return ()

    @classmethod
    def not_possible(cls, facts: Facts) -> Iterable[Verdict]:
        """What keeps this person from it whatever is filled in: for the list of what can be done and what cannot."""
        return cls.in_the_way(facts)

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        """What more stands in the way of this form as filled in. Only verdicts that refuse."""
        return ()

    def follows(self, facts: Facts, seq: int) -> Consequences:
        """What follows, worked out once when it is recorded as entry `seq`."""
        return Consequences()

    def change(self, case: CaseFile, entry: Entry) -> None:
        """What it changes in the case. Called by the fold only; uses nothing but the case and the entry."""

    def clocks_met(self, case: CaseFile) -> Iterable[str]:
        """The clocks it meets on this case, as changed by it."""
        return self.meets

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        """The open tasks it does on this case, as changed by it."""
        return [task for task in case.open_tasks() if task.name in self.answers]

    def day(self, today: date) -> date:
        """The day it happened: of the field named by `day_field` where it is filled in, else of `happened_on`."""
        named: date | None = getattr(self, self.day_field)
        return named or self.happened_on or today


class Internal(Action):
    """Recorded by a process or the clock, never by a person: no route accepts it."""

    roles: ClassVar[frozenset[Role]] = NOBODY
