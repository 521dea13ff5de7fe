"""Taking in what somebody has confirmed: line by line, each with what comes of it in one transaction."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlmodel import Session

from api.identity import Signed
from api.opening import open_all, open_in
from api.problems import Problem
from api.services import Services
from domain.case_access import restricted
from domain.case_file import CaseFile
from domain.date_rules import work_out
from domain.facts import PROCESS
from domain.returns import ReturnKind
from records import inbox
from records.almanac import almanac
from records.database import transaction
from records.inbox_tables import LineState, UploadLineRow
from records.referral_import import column_of
from records.table_file import RowFault

_log = structlog.get_logger("rollcall.inbox")
_AT_ONCE = 50  # lines in one transaction


@dataclass(frozen=True)
class Known:
    """What the records have of the children of some lines."""

    cases: Mapping[int, CaseFile]
    started: set[int]
    before: Mapping[str, str | None]


def take_some(services: Services) -> int:
    """Take in the next lines of what is confirmed. Returns how many; 0 where nothing waits."""
    with transaction(services.engine) as session:
        rows = inbox.next_ready(session, _AT_ONCE)
        if not rows:
            return 0
        kind = ReturnKind(inbox.upload_of(session, rows[0].upload_id).kind)
        known = Known(inbox.open_cases(session, rows), inbox.started(session, rows), inbox.known(session, rows))
        to_open = [row for row in rows if not _settled(services, kind, row, known)]
        _open_all(session, services, to_open)
    return len(rows)


def _settled(services: Services, kind: ReturnKind, row: UploadLineRow, known: Known) -> bool:
    """Say what becomes of a line that makes no case; False for one that does."""
    if row.key in known.before:
        row.state, row.case_ref = LineState.SAME.value, known.before[row.key]
        return True
    case = known.cases.get(row.line)
    match kind:
        case ReturnKind.REFERRALS:
            return False
        case ReturnKind.EXPECTED:
            if row.line in known.started:
                row.state = LineState.STARTED.value
            elif case is not None and not restricted(case):
                row.state, row.case_ref = LineState.SAME.value, case.ref
            else:
                return False
        case _:
            _noted(row, case, services.today, proposes=_proposes(kind, row))
    return True


def _open_all(session: Session, services: Services, rows: list[UploadLineRow]) -> None:
    """All at once, which asks the database far less; where one of them cannot be a case, each by itself."""
    if not rows:
        return
    try:
        with session.begin_nested():
            refs = open_all(session, services, Signed(PROCESS), [_referral(row) for row in rows])
    except (OperationalError, InterfaceError):
        raise  # an outage: the whole is tried again
    except Exception:  # noqa: BLE001 - of which line is found out below, and said there
        for row in rows:
            opened(session, services, row)
        return
    for row, ref in zip(rows, refs, strict=True):
        _is_a_case(row, ref)


def _referral(row: UploadLineRow) -> tuple[dict[str, Any], str]:
    """What the line refers, with the key of its case."""
    return {"confidential": False, **row.body}, f"import:{row.key}"


def _is_a_case(row: UploadLineRow, ref: str) -> None:
    row.case_ref, row.state, row.due_on = ref, LineState.OPENED.value, None
    row.tell = row.told is not None


def _proposes(kind: ReturnKind, row: UploadLineRow) -> bool:
    """Whether a case is proposed where the child has none."""
    if kind is ReturnKind.NEW_PUPIL:
        return False
    return kind is not ReturnKind.DELETION or not (row.told or {}).get("destination")


def _noted(row: UploadLineRow, case: CaseFile | None, today: date, *, proposes: bool) -> None:
    """The child's open case is told. Where nobody may know of that case, the answer is the one for a child who has
    none (PRACTICE 8.9).
    """
    if case is not None:
        row.case_ref, row.tell = case.ref, True
    hidden = case is None or restricted(case)
    row.state = (LineState.PROPOSED if proposes and hidden else LineState.NOTED).value
    row.due_on = today if row.state == LineState.PROPOSED.value else None


def opened(session: Session, services: Services, row: UploadLineRow) -> None:
    """Make it a case. One that cannot be is kept for a person, and holds up no other line."""
    try:
        with session.begin_nested():
            ref = open_in(session, services, Signed(PROCESS), *_referral(row))
    except Problem as problem:
        faults = faults_of(row.line, problem)
    except (OperationalError, InterfaceError):
        raise  # an outage: the whole is tried again
    except Exception as bug:  # noqa: BLE001 - of one line; the others go on
        _log.error("line_not_taken_in", kind=type(bug).__name__, upload=row.upload_id, line=row.line)
        faults = [RowFault(row.line, "", "could not be taken in, by a fault of ours: refer this child by hand")]
    else:
        _is_a_case(row, ref)
        return
    row.state, row.faults = LineState.REFUSED.value, [asdict(fault) for fault in faults]
    row.due_on = work_out("unassigned", services.today, almanac(session)).last_day


def faults_of(line: int, problem: Problem) -> list[RowFault]:
    """What the service says of a line, by the file's own columns."""
    verdicts = problem.body.verdicts or [{"reason": problem.body.detail}]
    return [
        RowFault(line, column_of(str(verdict.get("field") or "").split(".")), str(verdict["reason"]))
        for verdict in verdicts
    ]
