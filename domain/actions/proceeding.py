"""An action of a proceeding: it knows which one it belongs to, and reaches only that one's state."""

from typing import ClassVar

from domain.actions.base import Action, Internal
from domain.case_file import CaseFile
from domain.clock import Clock, ClockState
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.proceedings import AnyProceeding, ProceedingKind


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

    def change(self, case: CaseFile, entry: Entry) -> None:
        proceeding = own(case, entry)
        proceeding.stage, proceeding.stage_since = self.stage, entry.happened_on
        if self.ended:
            proceeding.ended_on, proceeding.outcome = entry.happened_on, self.outcome
