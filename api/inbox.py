"""The inbox as people use it: a file or a message shown before anything is done, confirmed or rejected, and each line
that waits settled.
"""

import hashlib
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from fastapi import UploadFile
from sqlmodel import Session

from api.access import with_powers
from api.identity import Signed
from api.problems import FieldFault, Problem, fault_of_reason
from api.services import Services
from api.taking_in import opened
from domain.case_access import may_know_of
from domain.date_rules import work_out
from domain.returns import ReturnKind
from records import inbox
from records.almanac import almanac
from records.database import transaction
from records.inbox import NoSuchUpload
from records.inbox_tables import LineState, UploadLineRow, UploadState
from records.recorder import NoSuchCase, load_case
from records.returns_file import Line, columns_of, line_of, read_lines
from records.table_file import FileRefused, Row

MOST_BYTES = 10_000_000  # 10 MB, policy: about 50,000 lines
_CASE_SHOWN = (LineState.OPENED, LineState.NOTED, LineState.SAME)


async def content_of(upload: UploadFile) -> bytes:
    """Raises Problem 413 or 422."""
    content = await upload.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise fault(413, "file", "Choose a file of at most 10 MB")
    if not content:
        raise fault(422, "file", "This file is empty")
    return content


def keep_file(services: Services, signed: Signed, kind: ReturnKind, content: bytes) -> tuple[int, bool]:
    """Keep a file to be looked at: its number, and whether it is new. Raises Problem 422 for one that is no table."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        try:
            lines = list(read_lines(Path(file.name), kind, services.today))
        except FileRefused as refused:
            raise fault(422, "file", str(refused)) from None
    if not lines:
        raise fault(422, "file", "This file has a header and no lines")
    return _keep(services, signed.staff.id, "file", kind, lines, hashlib.sha256(content).hexdigest())


def keep_message(
    services: Services, who: str, source: str, kind: ReturnKind, said: Sequence[Mapping[str, str]]
) -> tuple[int, bool]:
    """The same for lines that came as a message. Raises Problem 422 for a column that is not known."""
    needed, optional = columns_of(kind)
    for number, cells in enumerate(said):
        if unknown := sorted(set(cells) - {*needed, *optional}):
            raise fault(422, f"lines.{number}.{unknown[0][:40]}", f"Known are: {', '.join((*needed, *optional))}")
    lines: list[Line] = []
    keys: set[str] = set()
    for number, cells in enumerate(said, start=1):
        tidy = {name: " ".join(value.split()) for name, value in cells.items()}
        line = line_of(kind, Row(number, tidy), services.today)
        if not line.key or line.key not in keys:
            lines.append(line)
        keys.add(line.key)
    words = json.dumps([source, [dict(cells) for cells in said]], sort_keys=True)
    return _keep(services, who, source, kind, lines, hashlib.sha256(words.encode()).hexdigest())


def _keep(
    services: Services, who: str, source: str, kind: ReturnKind, lines: Sequence[Line], sha256: str
) -> tuple[int, bool]:
    with transaction(services.engine) as session:
        return inbox.keep(
            session,
            kind,
            lines,
            sha256=sha256,
            source=source,
            who=who,
            now=services.now(),
            almanac=almanac(session),
        )


def confirm(services: Services, signed: Signed, number: int) -> None:
    """Have it taken in, by the worker. Raises Problem 409 where it does not wait for that."""
    _decide(services, signed, number, confirmed=True, reason="")


def reject(services: Services, signed: Signed, number: int, reason: str) -> None:
    """Raises Problem 409 or 422."""
    _decide(services, signed, number, confirmed=False, reason=why(reason))


def _decide(services: Services, signed: Signed, number: int, *, confirmed: bool, reason: str) -> None:
    with transaction(services.engine) as session:
        try:
            inbox.decide(session, number, confirmed=confirmed, who=signed.staff.id, reason=reason, now=services.now())
        except NoSuchUpload:
            raise Problem(409, "NOT_WAITING", "This upload does not wait to be confirmed any more") from None


def correct(services: Services, signed: Signed, number: int, line: int, cells: Mapping[str, str]) -> UploadLineRow:
    """Judge a refused line again as a person has corrected it; where it is right now it is taken in with the others.
    Raises Problem 404 or 409.
    """
    with transaction(services.engine) as session:
        row = _waiting_line(session, number, line, LineState.REFUSED)
        upload = inbox.upload_of(session, number)
        kind = ReturnKind(upload.kind)
        wanted = {name for names in columns_of(kind) for name in names}
        tidy = {name: value.strip() for name, value in cells.items() if name in wanted}
        judged = line_of(kind, Row(line, tidy), services.today)
        due = row.due_on or work_out("unassigned", services.today, almanac(session)).last_day
        for column, value in inbox.as_kept(judged, due).items():
            setattr(row, column, value)
        row.decided_at, row.decided_by = services.now(), signed.staff.id
        if row.state == LineState.READY.value and upload.state == UploadState.DONE.value:
            upload.state = UploadState.CONFIRMED.value
        session.add(row)
        return row


def settle(services: Services, signed: Signed, number: int, line: int, *, open_it: bool, reason: str) -> UploadLineRow:
    """Open the case that a line proposes, or reject the line with a reason. Raises Problem 404, 409 or 422."""
    states = (LineState.PROPOSED,) if open_it else (LineState.PROPOSED, LineState.REFUSED)
    said = reason.strip() if open_it else why(reason)
    with transaction(services.engine) as session:
        row = _waiting_line(session, number, line, *states)
        if open_it and row.tell:
            raise Problem(409, "TRY_AGAIN", "This line is being worked on: try again in a moment")
        if open_it:
            opened(session, services, row)
        else:
            row.state, row.due_on = LineState.REJECTED.value, None
        row.decided_at, row.decided_by, row.reason = services.now(), signed.staff.id, said
        session.add(row)
        return row


def _waiting_line(session: Session, number: int, line: int, *states: LineState) -> UploadLineRow:
    try:
        row = inbox.line_at(session, number, line, lock=True)
    except NoSuchUpload:
        raise Problem(404, "NO_SUCH_LINE", "There is no such line") from None
    if row.state not in {state.value for state in states}:
        raise Problem(409, "NOT_WAITING", "This line does not wait for that any more")
    return row


def cases_shown(services: Services, signed: Signed, rows: Sequence[UploadLineRow]) -> dict[int, str]:
    """By line, the case that came of it, where this person may know of that case."""
    shown: dict[int, str] = {}
    with transaction(services.engine) as session:
        who = with_powers(session, services, signed)
        for row in rows:
            if row.case_ref is None or row.state not in {state.value for state in _CASE_SHOWN}:
                continue
            try:
                case = load_case(session, row.case_ref)
            except NoSuchCase:
                continue
            if may_know_of(who, case):
                shown[row.line] = row.case_ref
    return shown


def why(reason: str) -> str:
    """Raises Problem 422 for a reason that is none."""
    said = reason.strip()
    if wrong := fault_of_reason(said):
        raise fault(422, wrong.field, wrong.message)
    return said


def fault(status: int, field: str, message: str) -> Problem:
    return Problem(status, "UPLOAD", message, errors=[FieldFault(field=field, message=message)])
