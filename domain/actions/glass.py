"""Somebody opened a restricted case that is not theirs, with a reason: its officer and supervisors are told at once."""

from typing import ClassVar

from pydantic import Field

from domain.actions.base import Internal
from domain.case_file import Task
from domain.entry import Consequences
from domain.facts import Facts
from domain.people import Line, Reasoned


class GlassBroken(Internal):
    """It is open to them for a day. The tasks are to look at why, and are done by whoever finds the reason good or acts
    on it.
    """

    name: ClassVar[str] = "glass-broken"
    label: ClassVar[str] = "Opened with a reason by somebody who may not usually know of it"

    who: Line = Field(title="By whom")
    reason: Reasoned = Field(title="Why")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        person = facts.roster.staff.get(self.who)
        title = f"{person.name if person else self.who} opened this restricted case: look at why"
        audiences = ("owner", "supervisor") if facts.case.owner != self.who else ("supervisor",)
        tasks = [
            Task(
                id=f"T{seq}-glass-{audience}",
                name="look-at-glass",
                title=title,
                why=self.reason,
                action="finish-task",
                due_on=facts.today,
                audience=audience,
                subject=f"{self.who}:{seq}",
            )
            for audience in audiences
        ]
        return Consequences(tasks=tasks)
