"""Whether what is stored about one case agrees with its journal: case file, work items, standing rows, documents.

Causes name columns, stages, actions and ids; never a value, which may be somebody's name.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from domain.act import Standing
from domain.actions import open_in
from domain.case_file import CaseFile
from domain.facts import Roster
from domain.vocabulary import LetterState
from records.projections import case_row, work_items
from records.recorder import clocks_of
from records.tables import StandingRow

_FROZEN = (LetterState.ISSUED, LetterState.POSTED, LetterState.RETURNED)


def case_file_at_odds(case: CaseFile, stored: Mapping[str, Any] | None) -> Iterator[str]:
    """The stored row of `case_file` against the case that its journal tells."""
    if stored is None:
        yield "it has a journal and no case file"
        return
    if stored["seq"] > case.seq:
        yield f"the case file knows entry {stored['seq']}, the journal ends with entry {case.seq}: its end was removed"
    elif stored["seq"] < case.seq:
        yield f"the journal goes on to entry {case.seq}, the case file knows only entry {stored['seq']}"
    row = case_row(case)
    names = [name for name in row if name not in ("state", "seq") and row[name] != stored[name]]
    if names:
        yield f"the case file says otherwise than the journal, in {', '.join(names)}"
    try:
        # read and written again: a file stored before a field existed says the same as one with its default
        state = CaseFile.model_validate(stored["state"]).model_dump(mode="json")
    except ValidationError:
        yield "the case file cannot be read"
        return
    if parts := [name for name in state if state[name] != row["state"][name] and name not in ("seq", "head")]:
        yield f"the case file's state says otherwise than the journal, in {', '.join(parts)}"


def work_at_odds(case: CaseFile, stored: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    wanted = work_items(case)
    for item in sorted(wanted.keys() | stored.keys()):
        if item not in stored:
            yield f"work item {item} is missing"
        elif item not in wanted:
            yield f"work item {item} stands there, and nothing calls for it"
        elif names := [name for name in wanted[item] if wanted[item][name] != stored[item][name]]:
            yield f"work item {item} says otherwise than the journal, in {', '.join(names)}"


def standing_at_odds(case: CaseFile, stored: Iterable[StandingRow]) -> Iterator[str]:
    """What the case's own process published, against the journal."""
    row = next((row for row in stored if row.process == case.ref), None)
    if row is None:
        if case.open:
            yield "it is open, and its process has never said what can be done"
        return
    if row.stage != case.stage:
        yield f"its process stands in {row.stage}, its journal in {case.stage.value}"
        return
    steps, open_now = {action.name for action in open_in(case.stage)}, set(row.open)
    if extra := sorted(open_now - steps):
        yield f"open in {case.stage.value} and no step of it: {', '.join(extra)}"
    if missing := sorted(steps - open_now):
        yield f"a step of {case.stage.value} and not open: {', '.join(missing)}"
    if _instants(row.clocks) != clocks_of(case, row.process):
        yield "its process waits for other clocks than those that run by its journal"


def processes_at_odds(
    case: CaseFile, stored: Iterable[StandingRow], said: Mapping[str, Standing | None]
) -> Iterator[str]:
    """The standing rows against what the processes answered before the rows were read; None is no answer. A process
    that nobody asked is not judged: it may have begun since.
    """
    rows = {row.process: row for row in stored}
    for process, answer in said.items():
        name = "its process" if process == case.ref else f"the process {process}"
        row = rows.get(process)
        if answer is None:
            if case.open:
                yield f"it is open, and {name} does not answer"
        elif row is None:
            if process != case.ref:  # the case's own is missed by `standing_at_odds`
                yield f"{name} runs, and has never said what can be done"
        elif row.turn < answer.turn:
            yield f"{name} is at turn {answer.turn}, its standing row at turn {row.turn}"
        elif row.turn == answer.turn and _told(row) != _told(answer):
            yield f"{name} says otherwise than its standing row"


def not_looked_after(case: CaseFile, people: Roster) -> Iterator[str]:
    """At every moment every open case has a next dated thing and somebody active to do it (PRACTICE 2.4)."""
    if not case.open:
        return
    if case.next_due is None:
        yield "it is open, and nothing is due next"
    if case.owner and not people.active(case.owner):
        yield "it is open, and its officer no longer works here"
    elif not case.owner and not people.team_has_someone(case.team):
        yield "it is open, without an officer and without a team in which anybody works"


def documents_of(case: CaseFile) -> dict[str, str]:
    """What the case rests on, by hash: its letters from issue on and its filed documents."""
    letters = {letter.sha256: f"letter {letter.id}" for letter in case.letters if letter.state in _FROZEN}
    return letters | {document.sha256: f"document {document.id}" for document in case.documents}


def _told(standing: Standing | StandingRow) -> tuple[str, list[str], dict[str, datetime]]:
    return standing.stage, sorted(standing.open), _instants(standing.clocks)


def _instants(clocks: Mapping[str, Any]) -> dict[str, datetime]:
    return {name: datetime.fromisoformat(str(rings_at)) for name, rings_at in clocks.items()}
