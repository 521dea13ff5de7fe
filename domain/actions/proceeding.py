"""An action of a proceeding: it knows which one it belongs to, and reaches only that one's state."""

from collections.abc import Iterable
from typing import ClassVar

from domain.actions.base import Action, Internal
from domain.case_file import CaseFile, Task
from domain.clock import Clock, ClockState
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.proceedings import AnyProceeding, ProceedingKind
from domain.proceedings.base import Reached


def own(case: CaseFile, entry: Entry) -> AnyProceeding:
    """The proceeding whose process recorded this entry. Raises LookupError where there is none: a bug."""
    found = case.proceeding(entry.process)
    if found is None:
        raise LookupError("no proceeding")
    return found


def clock_name(proceeding: AnyProceeding, rule: str) -> str:
    """Clocks are unique in a case: a proceeding's begin with its name."""
    return f"{proceeding.name}:{rule}"


def running(facts: Facts, rule: str) -> Clock | None:
    """The proceeding's own clock of that rule, while it runs."""
    clock = facts.case.clock(clock_name(facts.proceeding, rule))
    return clock if clock is not None and clock.running else None


class ProceedingAction(Action):
    """`kind` is the proceeding it is a step of; `topic` its group on the page."""

    kind: ClassVar[ProceedingKind]


def alarms_of(case: CaseFile, name: str) -> list[Task]:
    """What the clock of its six months has told."""
    told = (task for task in case.open_tasks() if task.subject.startswith(f"{name}:"))
    return [task for task in told if task.name.startswith("limit-")]


class ProceedingMoved(Internal):
    """The process went on to its next stage, or came to its end."""

    name: ClassVar[str] = "proceeding-moved"
    label: ClassVar[str] = "Proceeding moved on"

    stage: str
    ended: bool = False
    outcome: str = ""

    def follows(self, facts: Facts, seq: int) -> Consequences:
        if not self.ended:
            return Consequences()
        process = f"{facts.case.ref}/{facts.proceeding.name}"
        alive = (ClockState.RUNNING, ClockState.PAUSED)
        return Consequences(stop=[c.name for c in facts.case.clocks if c.process == process and c.state in alive])

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        """With its end the alarms of its six months are over."""
        return alarms_of(case, own(case, entry).name) if self.ended else ()

    def change(self, case: CaseFile, entry: Entry) -> None:
        proceeding = own(case, entry)
        proceeding.stage, proceeding.stage_since = self.stage, entry.happened_on
        if not self.ended:
            proceeding.reached.append(Reached(stage=self.stage, on=entry.happened_on))
        if self.ended:
            proceeding.ended_on, proceeding.outcome = entry.happened_on, self.outcome
