"""The case as its journal tells it: one entry after another, each applied by the action that wrote it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from domain.actions import ACTIONS
from domain.case_file import CaseFile, Task
from domain.clock import ClockState
from domain.corrections import CORRECTION, corrected
from domain.deadline import uk_day
from domain.entry import Consequences, Entry
from domain.matching.taking_back import UNDO, still_standing
from domain.protecting import covered_by
from domain.vocabulary import LetterState

REREAD = frozenset({CORRECTION, UNDO})


def fold(ref: str, entries: Sequence[Entry]) -> CaseFile:
    """The whole journal of a case, with its corrections and without what was taken back, as a case file."""
    case = CaseFile(ref=ref)
    for entry in still_standing(corrected(entries)):
        apply(case, entry)
    return case


def fold_to(ref: str, entries: Sequence[Entry], day: date) -> CaseFile:
    """The case as it was known at the end of a day in London."""
    return fold(ref, [entry for entry in entries if uk_day(entry.recorded_at) <= day])


def next_case(case: CaseFile, entries: Sequence[Entry], entry: Entry) -> CaseFile:
    """The case after one more entry. A correction, and a merge undone, read the whole journal again; anything else
    adds itself.
    """
    if entry.action in REREAD:
        return fold(case.ref, [*entries, entry])
    apply(case, entry)
    return case


def apply(case: CaseFile, entry: Entry) -> None:
    form = ACTIONS[entry.action].model_validate(entry.data)
    form.change(case, entry)
    for clock_name in list(form.clocks_met(case)):
        _settle(case, clock_name, ClockState.MET, entry)
    _do(case, list(form.tasks_done(case, entry)), entry.seq)
    if entry.action == "clock-passed":
        _pass(case, entry)
    follow(case, entry.consequences, entry)
    if covered := covered_by(entry):
        case.covered = sorted({*case.covered, *covered})
    case.seq, case.head = entry.seq, entry.hash


def follow(case: CaseFile, consequences: Consequences, entry: Entry) -> None:
    """Most entries, as notes and calls, have few consequences: what there is none of costs a long journal nothing."""
    for name in consequences.stop:
        _settle(case, name, ClockState.STOPPED, entry)
    if consequences.clocks:
        started = {clock.name for clock in consequences.clocks}
        case.clocks = [clock for clock in case.clocks if clock.name not in started]
        case.clocks += [
            clock.model_copy() for clock in consequences.clocks
        ]  # an entry is never changed by what comes later
    if consequences.done:
        for task in case.tasks:
            if task.id in consequences.done and task.open:
                task.done_seq = entry.seq
    for task in consequences.tasks:
        _add(case, task)
    if consequences.risk is not None:
        case.risk, case.risk_why = consequences.risk, [consequences.risk_why]
        case.risk_rules, case.risk_by = list(consequences.rules), ""
    if ready := consequences.prepared:
        _take(case, ready)


def _take(case: CaseFile, ready: Mapping[str, Any]) -> None:
    """What was made ready beforehand that is of the case as a whole: whose it is, and which letters stop."""
    case.owner, case.team = ready.get("owner", case.owner), ready.get("new_team", case.team)
    stopped = ready.get("stopped", ())
    for letter in case.letters:
        if letter.id in stopped:
            letter.state, letter.stopped_why = LetterState.STOPPED, ready.get("stopped_why", "")


def _add(case: CaseFile, task: Task) -> None:
    """The same thing is not asked twice: an open task of the same name and subject stays as it is."""
    if not any(
        other.open and other.name == task.name and other.subject == task.subject and other.audience == task.audience
        for other in case.tasks
    ):
        case.tasks.append(task.model_copy())


def _do(case: CaseFile, tasks: Iterable[Task], seq: int) -> None:
    """An action does the tasks it answers, and the alert that told the supervisor of the same passed deadline."""
    subjects = set()
    for task in tasks:
        task.done_seq = seq
        subjects |= {task.subject, task.id}
    for task in case.open_tasks() if subjects else ():
        if task.name in ("deadline-passed", "supervisor-told") and task.subject in subjects:
            task.done_seq = seq


def _settle(case: CaseFile, name: str, state: ClockState, entry: Entry) -> None:
    clock = case.clock(name)
    if clock is not None and clock.state in (ClockState.RUNNING, ClockState.PAUSED):
        clock.state, clock.settled_on = state, uk_day(entry.recorded_at)


def _pass(case: CaseFile, entry: Entry) -> None:
    """A clock that a later correction moved beyond this moment had not passed."""
    clock = case.clock(entry.data["clock"])
    rings_at = datetime.fromisoformat(entry.data["rings_at"])
    if clock is not None and clock.running and clock.rings_at <= rings_at:
        clock.state, clock.settled_on = ClockState.PASSED, uk_day(entry.recorded_at)
