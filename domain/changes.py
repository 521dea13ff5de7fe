"""What one entry changed in a case, from what to what: worked out from the case before it and the case after it."""

from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel

from domain.case_file import CaseFile
from domain.clock import Clock, ClockState

_RUNNING = frozenset({ClockState.RUNNING, ClockState.PAUSED})
_ENDED = {
    ClockState.MET: "met",
    ClockState.PASSED: "passed",
    ClockState.STOPPED: "stopped",
    ClockState.PAUSED: "paused",
    ClockState.RUNNING: "running",
}


class Change(BaseModel):
    """`before` is empty where there was nothing, `after` where there is nothing now."""

    what: str
    before: str
    after: str


def changes(before: CaseFile, after: CaseFile) -> list[Change]:
    """Where the case stands, who has it, its risk, clocks, tasks and letters. Ids of people are left as they are."""
    found = [*_of_the_case(before, after), *_of_clocks(before, after), *_of_tasks(before, after)]
    return [*found, *_of_letters(before, after)]


def _of_the_case(before: CaseFile, after: CaseFile) -> Iterator[Change]:
    new = before.seq == 0
    for what, was, now in (
        ("Stage", before.stage.label, after.stage.label),
        ("Risk", before.risk.label, after.risk.label),
        ("Officer", before.owner, after.owner),
        ("Team", before.team, after.team),
        ("Next thing due", _due(before), _due(after)),
        ("Child last seen", _seen(before), _seen(after)),
        ("Outcome", before.closure.label if before.closure else "", after.closure.label if after.closure else ""),
    ):
        if was != now:
            yield Change(what=what, before="" if new else was, after=now)


def _due(case: CaseFile) -> str:
    return f"{case.next_thing}, {_day(case.next_due)}" if case.next_due else ""


def _seen(case: CaseFile) -> str:
    return _day(case.last_sighting.on) if case.last_sighting else ""


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"


def _of_clocks(before: CaseFile, after: CaseFile) -> Iterator[Change]:
    was = {clock.name: clock for clock in before.clocks}
    for clock in after.clocks:
        old = was.get(clock.name)
        said = (_clock(old), _clock(clock))
        if said[0] != said[1]:
            yield Change(what=f"Clock: {clock.label}", before=said[0], after=said[1])


def _clock(clock: Clock | None) -> str:
    if clock is None:
        return ""
    last = f"last day {_day(clock.last_day)}"
    return last if clock.state is ClockState.RUNNING else f"{_ENDED[clock.state]}, {last}"


def _of_tasks(before: CaseFile, after: CaseFile) -> Iterator[Change]:
    was, now = ({task.id: task for task in case.open_tasks()} for case in (before, after))
    for task in now.values():
        if task.id not in was:
            yield Change(what=f"Task: {task.title}", before="", after=f"to do by {_day(task.due_on)}")
    for task in was.values():
        if task.id not in now:
            yield Change(what=f"Task: {task.title}", before=f"to do by {_day(task.due_on)}", after="done")


def _of_letters(before: CaseFile, after: CaseFile) -> Iterator[Change]:
    was = {letter.id: letter.state.label for letter in before.letters}
    for letter in after.letters:
        if was.get(letter.id) != letter.state.label:
            yield Change(what=f"Letter: {letter.title}", before=was.get(letter.id, ""), after=letter.state.label)
