"""The inbox in words: what waits for whom, what an upload holds and how far it is, and one line with its columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from api.identity import Signed
from api.inbox import cases_shown
from api.pages import words
from api.problems import Problem
from api.services import Services
from domain.returns import ReturnKind
from records import inbox
from records.database import transaction
from records.inbox import NoSuchUpload
from records.inbox_tables import LineState, UploadLineRow, UploadRow, UploadState
from records.returns_file import columns_of
from records.roster import roster

PER_PAGE = 100
_COLOURS = {
    LineState.READY: "blue",
    LineState.REFUSED: "red",
    LineState.PROPOSED: "yellow",
    LineState.OPENED: "green",
    LineState.REJECTED: "grey",
}
# What a person looks at first; then the rest, in the order of the file.
_FIRST = (LineState.REFUSED, LineState.PROPOSED)


@dataclass(frozen=True)
class UploadLine:
    """One line of the table. `child` is whom it names, as it was written."""

    upload: int
    line: int
    child: str
    state: str
    colour: str
    why: str
    due_on: date | None
    case: str
    open: bool


@dataclass(frozen=True)
class UploadSummary:
    number: int
    kind: ReturnKind
    state: UploadState
    uploaded_at: datetime
    by: str
    due_on: date
    says: str
    decided_at: datetime | None
    decided_by: str
    reason: str


@dataclass(frozen=True)
class InboxPage:
    waiting: list[UploadSummary]
    settled: list[UploadSummary]
    lines: list[UploadLine]


@dataclass(frozen=True)
class UploadPage:
    about: UploadSummary
    lines: list[UploadLine]
    page: int
    pages: int
    taken: int  # of a hundred
    refused: int
    ready: int

    @property
    def running(self) -> bool:
        return self.about.state is UploadState.CONFIRMED


@dataclass(frozen=True)
class LinePage:
    line: UploadLine
    about: UploadSummary
    columns: list[tuple[str, str, str]]  # name, value, what is wrong with it
    correctable: bool
    proposed: bool


def inbox_page(services: Services) -> InboxPage:
    with transaction(services.engine) as session:
        rows, names = inbox.uploads(session), _names(session, services)
        counts = inbox.counts_of(session, [row.id or 0 for row in rows])
        shown = [_summary(row, counts[row.id or 0], names) for row in rows]
        lines = [_line(row, {}) for row in inbox.unsettled(session, services.today)]
    open_states = (UploadState.WAITING, UploadState.CONFIRMED)
    return InboxPage(
        [each for each in shown if each.state in open_states],
        [each for each in shown if each.state not in open_states],
        lines,
    )


def upload_page(services: Services, signed: Signed, number: int, at: int) -> UploadPage:
    """Raises Problem 404."""
    with transaction(services.engine) as session:
        count = inbox.count_of(session, number)
        about = _summary(_upload(session, number), count, _names(session, services))
        first = count.of(*_FIRST)
        skip = (at - 1) * PER_PAGE
        rows = inbox.lines_of(session, number, _FIRST, skip=skip, most=PER_PAGE) if skip < first else []
        if len(rows) < PER_PAGE:
            rest = [state for state in LineState if state not in _FIRST]
            after = max(0, skip - first)
            rows += inbox.lines_of(session, number, rest, skip=after, most=PER_PAGE - len(rows))
    cases = cases_shown(services, signed, rows)
    left = count.of(LineState.READY)
    good = count.lines - count.of(LineState.REFUSED)
    return UploadPage(
        about,
        [_line(row, cases) for row in rows],
        at,
        max(1, -(-count.lines // PER_PAGE)),
        100 * (good - left) // good if good else 100,
        count.of(LineState.REFUSED),
        left,
    )


def line_page(
    services: Services, signed: Signed, number: int, line: int, cells: dict[str, str] | None = None
) -> LinePage:
    """Raises Problem 404."""
    with transaction(services.engine) as session:
        upload = _upload(session, number)
        about = _summary(upload, inbox.count_of(session, number), _names(session, services))
        try:
            row = inbox.line_at(session, number, line)
        except NoSuchUpload:
            raise Problem(404, "NO_SUCH_LINE", "There is no such line") from None
    wrong = {str(fault["column"]): str(fault["reason"]) for fault in row.faults}
    needed, optional = columns_of(ReturnKind(upload.kind))
    values = row.cells if cells is None else cells
    return LinePage(
        _line(row, cases_shown(services, signed, [row])),
        about,
        [(name, values.get(name, ""), wrong.get(name, "")) for name in (*needed, *optional)],
        row.state == LineState.REFUSED.value,
        row.state == LineState.PROPOSED.value,
    )


def _upload(session: Session, number: int) -> UploadRow:
    try:
        return inbox.upload_of(session, number)
    except NoSuchUpload:
        raise Problem(404, "NO_SUCH_UPLOAD", "There is no upload of this number") from None


def _names(session: Session, services: Services) -> dict[str, str]:
    return {person.id: person.name for person in roster(session, services.today).staff.values()}


def _summary(row: UploadRow, count: inbox.Count, names: Mapping[str, str]) -> UploadSummary:
    said = [words.count(count.lines, "line")]
    said += [f"{count.of(state)} {_SAID[state]}" for state in _SAID if count.of(state)]
    return UploadSummary(
        row.id or 0,
        ReturnKind(row.kind),
        UploadState(row.state),
        row.uploaded_at,
        names.get(row.uploaded_by, "") or row.source,
        row.due_on,
        ", ".join(said),
        row.decided_at,
        names.get(row.decided_by or "", ""),
        row.reason,
    )


_SAID = {
    LineState.READY: "ready",
    LineState.REFUSED: "to be corrected or rejected",
    LineState.PROPOSED: "proposed as cases",
    LineState.OPENED: "made cases",
    LineState.NOTED: "noted",
    LineState.STARTED: "started after all",
    LineState.SAME: "known already",
    LineState.REJECTED: "rejected",
}


def _line(row: UploadLineRow, cases: dict[int, str]) -> UploadLine:
    state = LineState(row.state)
    return UploadLine(
        row.upload_id,
        row.line,
        " ".join(filter(None, (row.cells.get("given"), row.cells.get("surname")))) or "Not readable",
        state.label,
        _COLOURS.get(state, "turquoise"),
        row.reason or _wrong(row.faults) or (str(row.body.get("account", "")) if state is LineState.PROPOSED else ""),
        row.due_on,
        cases.get(row.line, ""),
        state in _FIRST,
    )


def _wrong(faults: Sequence[dict[str, object]]) -> str:
    return "; ".join(": ".join(filter(None, (named(str(each["column"])), str(each["reason"])))) for each in faults)


def named(column: str) -> str:
    """A column of a file as a person reads it."""
    return column.replace("_", " ")
