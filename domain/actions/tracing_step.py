"""What every step of a tracing has in common: its own tracing, and a calendar that may be missing."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from domain.actions.proceeding import ProceedingAction, own
from domain.calendars import CalendarMissing
from domain.case_file import CaseFile, Task
from domain.entry import Entry
from domain.facts import Facts
from domain.guards.dates import refused
from domain.proceedings import ProceedingKind, Tracing
from domain.verdict import Verdict
from domain.vocabulary import Stage


class TracingAction(ProceedingAction):
    kind: ClassVar[ProceedingKind] = ProceedingKind.TRACING
    topic: ClassVar[str] = "Tracing a lost pupil"

    def on(self, case: CaseFile, entry: Entry) -> Tracing:
        found = own(case, entry)
        if not isinstance(found, Tracing):
            raise LookupError("no tracing")
        return found

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        try:
            yield from self.lawful(facts, tracing_of(facts))
        except CalendarMissing as missing:
            yield refused("CALENDAR_MISSING", str(missing), needs="import the school's calendar")

    def lawful(self, facts: Facts, tracing: Tracing) -> Iterator[Verdict]:
        yield from ()


def tracing_of(facts: Facts) -> Tracing:
    """The tracing whose process asks. Raises LookupError in any other process: a bug."""
    found = facts.proceeding
    if not isinstance(found, Tracing):
        raise LookupError("no tracing")
    return found


def tracings(case: CaseFile) -> list[Tracing]:
    return [each for each in case.proceedings if isinstance(each, Tracing)]


def follow_trace(facts: Facts, seq: int, why: str, subject: str, *, audience: str = "owner") -> Task:
    """Somebody may be this child: a person looks. A match closes nothing (PRACTICE 1.5)."""
    return Task(
        id=f"T{seq}-trace",
        name="trace",
        title="Somebody may have a trace of this child: compare, and follow it",
        why=why,
        action="record-traced" if facts.case.stage is Stage.DORMANT else "finish-task",
        due_on=facts.today,
        audience=audience,
        subject=subject,
    )
