"""The inbox: what came as a file or a message, shown before anything is done, and each line until it is settled.

Nothing is taken in before somebody confirms it; nothing that cannot be taken in is forgotten (PRACTICE 5.1, 5.2).
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, text
from sqlmodel import Session, col, select

from domain.calendars import Almanac
from domain.case_file import CaseFile
from domain.date_rules import work_out
from domain.deadline import uk_day
from domain.returns import ReturnKind
from records.inbox_tables import WAITS_FOR_A_PERSON, LineState, UploadLineRow, UploadRow, UploadState
from records.returns_file import Line

_CHUNK = 500


class NoSuchUpload(Exception):
    """There is no upload, or no line in it, of this number that waits for this."""


@dataclass(frozen=True)
class Count:
    """How many lines of an upload stand how."""

    by_state: dict[LineState, int]

    @property
    def lines(self) -> int:
        return sum(self.by_state.values())

    def of(self, *states: LineState) -> int:
        return sum(self.by_state.get(state, 0) for state in states)


def keep(
    session: Session,
    kind: ReturnKind,
    lines: Iterable[Line],
    *,
    sha256: str,
    source: str,
    who: str,
    now: datetime,
    almanac: Almanac,
) -> tuple[int, bool]:
    """Keep an upload as it came, to be looked at. Returns its number, and whether it is new: the same file again is the
    same upload. Raises FileRefused while its lines are read, and then nothing is kept.
    """
    session.execute(text("select pg_advisory_xact_lock(hashtext(:same))"), {"same": f"upload:{kind}:{sha256}"})
    same = select(UploadRow.id).where(
        UploadRow.kind == kind.value, UploadRow.sha256 == sha256, UploadRow.state != UploadState.REJECTED.value
    )
    if (known := session.exec(same).first()) is not None:
        return known, False
    due = work_out("unassigned", uk_day(now), almanac).last_day
    upload = UploadRow(
        kind=kind.value,
        sha256=sha256,
        source=source,
        uploaded_at=now,
        uploaded_by=who,
        due_on=due,
        state=UploadState.WAITING.value,
    )
    session.add(upload)
    session.flush()
    assert upload.id is not None  # noqa: S101 - the database has just given it
    _write(session, [_stored(upload.id, line, due) for line in lines])
    return upload.id, True


def _write(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    for first in range(0, len(rows), _CHUNK):
        session.execute(UploadLineRow.__table__.insert(), list(rows[first : first + _CHUNK]))  # type: ignore[attr-defined]


def _stored(upload: int, line: Line, due: date) -> dict[str, Any]:
    return {"upload_id": upload, "line": line.line, **as_kept(line, due)}


def as_kept(line: Line, due: date) -> dict[str, Any]:
    """The columns of a line as it was read, or as a person has corrected it."""
    state = LineState.REFUSED if line.faults else LineState.READY
    child = line.body.get("child", {})
    return {
        "state": state.value,
        "key": line.key,
        "cells": line.cells,
        "body": line.body,
        "told": line.told.model_dump(mode="json") if line.told else None,
        "faults": [asdict(fault) for fault in line.faults],
        "child": named(child),
        "upn": child.get("upn", ""),
        "due_on": due if line.faults else None,
    }


def named(child: dict[str, Any]) -> str:
    """A child as two files may both name it: its names and its date of birth. Empty where that is not known."""
    born = child.get("date_of_birth")
    names = f"{child.get('given', '')} {child.get('surname', '')}".casefold().split()
    return f"{' '.join(names)}|{born}" if born and names else ""


def upload_of(session: Session, number: int, *, lock: bool = False) -> UploadRow:
    """Raises NoSuchUpload."""
    asked = select(UploadRow).where(UploadRow.id == number)
    row = session.exec(asked.with_for_update() if lock else asked).first()
    if row is None:
        raise NoSuchUpload
    return row


def uploads(session: Session, most: int = 100) -> list[UploadRow]:
    """Those that wait first, the oldest of them first; then what is settled, the newest first."""
    waits = col(UploadRow.state).in_((UploadState.WAITING.value, UploadState.CONFIRMED.value))
    order = (waits.desc(), case((waits, col(UploadRow.due_on))), col(UploadRow.id).desc())
    return list(session.exec(select(UploadRow).order_by(*order).limit(most)))


def counts_of(session: Session, numbers: Sequence[int]) -> dict[int, Count]:
    """Of each of these uploads, in one question."""
    rows = session.execute(
        text(
            """select upload_id, state, count(*) as many from upload_line where upload_id = any(:numbers)
               group by upload_id, state"""
        ),
        {"numbers": list(numbers)},
    )
    found: dict[int, dict[LineState, int]] = {number: {} for number in numbers}
    for row in rows:
        found[row.upload_id][LineState(row.state)] = row.many
    return {number: Count(by_state) for number, by_state in found.items()}


def count_of(session: Session, number: int) -> Count:
    return counts_of(session, [number])[number]


def lines_of(
    session: Session, number: int, states: Sequence[LineState] = (), *, skip: int = 0, most: int = 100
) -> list[UploadLineRow]:
    asked = select(UploadLineRow).where(UploadLineRow.upload_id == number)
    if states:
        asked = asked.where(col(UploadLineRow.state).in_([state.value for state in states]))
    return list(session.exec(asked.order_by(col(UploadLineRow.line)).offset(skip).limit(most)))


def line_at(session: Session, number: int, line: int, *, lock: bool = False) -> UploadLineRow:
    """Raises NoSuchUpload."""
    asked = select(UploadLineRow).where(UploadLineRow.upload_id == number, UploadLineRow.line == line)
    row = session.exec(asked.with_for_update() if lock else asked).first()
    if row is None:
        raise NoSuchUpload
    return row


@dataclass(frozen=True)
class Waiting:
    """What waits for a person: uploads to confirm and lines to settle; of them, how many are late."""

    uploads: int
    lines: int
    late: int


def waiting(session: Session, today: date) -> Waiting:
    row = session.execute(
        text(
            """select (select count(*) from upload where state = 'waiting') as uploads,
                      (select count(*) from upload_line where state in ('refused', 'proposed')) as lines,
                      (select count(*) from upload where state = 'waiting' and due_on < :today)
                    + (select count(*) from upload_line where state in ('refused', 'proposed') and due_on < :today)
                      as late"""
        ),
        {"today": today},
    ).one()
    return Waiting(row.uploads, row.lines, row.late)


def unsettled(session: Session, today: date, most: int = 200) -> list[UploadLineRow]:
    """Every line that waits for a person, in whatever upload: the longest due first."""
    waits = [state.value for state in WAITS_FOR_A_PERSON]
    asked = select(UploadLineRow).where(col(UploadLineRow.state).in_(waits))
    order = (col(UploadLineRow.due_on), col(UploadLineRow.upload_id), col(UploadLineRow.line))
    return list(session.exec(asked.order_by(*order).limit(most)))


def decide(session: Session, number: int, *, confirmed: bool, who: str, reason: str, now: datetime) -> UploadRow:
    """Confirm or reject an upload that waits for it. Raises NoSuchUpload."""
    row = upload_of(session, number, lock=True)
    if row.state != UploadState.WAITING.value:
        raise NoSuchUpload
    row.state = (UploadState.CONFIRMED if confirmed else UploadState.REJECTED).value
    row.decided_at, row.decided_by, row.reason = now, who, reason
    if not confirmed:
        session.execute(
            text("update upload_line set state = 'rejected', due_on = null where upload_id = :number"),
            {"number": number},
        )
    session.add(row)
    return row


_OPEN_CASES = text(
    """select ref, state, coalesce(state->'child'->>'upn', '') as upn,
              lower(child_name) || '|' || coalesce(date_of_birth::text, '') as child
       from case_file where stage <> 'closed' and closed_on is null
       and (state->'child'->>'upn' = any(:upns) or lower(child_name) || '|' || date_of_birth::text = any(:children))
       order by ref"""
)


def open_cases(session: Session, lines: Sequence[UploadLineRow]) -> dict[int, CaseFile]:
    """By the number of the line, the open case of the very child that it names: the same pupil number, or the same
    names and date of birth. Anything less is for the matches that people decide about.
    """
    asked = {"upns": [row.upn for row in lines if row.upn], "children": [row.child for row in lines if row.child]}
    found = session.execute(_OPEN_CASES, asked).all()
    by_upn = {row.upn: row.state for row in reversed(found) if row.upn}
    by_child = {row.child: row.state for row in reversed(found)}
    states = {row.line: by_upn.get(row.upn) or by_child.get(row.child) for row in lines}
    return {line: CaseFile.model_validate(state) for line, state in states.items() if state}


_STARTED = text(
    """select l.upn, l.child from upload_line l join upload u on u.id = l.upload_id
       where u.kind = 'new-pupil' and u.state in ('confirmed', 'done') and l.state in ('ready', 'noted')
       and (l.upn = any(:upns) or l.child = any(:children))"""
)


def started(session: Session, lines: Sequence[UploadLineRow]) -> set[int]:
    """The lines whose child a school has since named in a new-pupil return."""
    asked = {"upns": [row.upn for row in lines if row.upn], "children": [row.child for row in lines if row.child]}
    said = session.execute(_STARTED, asked).all()
    upns, children = {row.upn for row in said} - {""}, {row.child for row in said} - {""}
    return {row.line for row in lines if row.upn in upns or row.child in children}


_KNOWN = text(
    """select key, case_ref from upload_line where key = any(:keys)
       and state in ('opened', 'noted', 'started', 'proposed', 'same')"""
)


def known(session: Session, lines: Sequence[UploadLineRow]) -> dict[str, str | None]:
    """The keys of these lines that were taken in before, with the case that came of it, if any."""
    rows = session.execute(_KNOWN, {"keys": [row.key for row in lines]})
    return {row.key: row.case_ref for row in rows}


def next_ready(session: Session, most: int) -> list[UploadLineRow]:
    """The next lines of a confirmed upload to be taken in; nobody else takes them before this transaction ends."""
    confirmed = select(UploadRow.id).where(UploadRow.state == UploadState.CONFIRMED.value)
    first = session.exec(confirmed.order_by(col(UploadRow.id)).limit(1).with_for_update(skip_locked=True)).first()
    if first is None:
        return []
    ready = select(UploadLineRow).where(UploadLineRow.upload_id == first, UploadLineRow.state == LineState.READY.value)
    rows = list(session.exec(ready.order_by(col(UploadLineRow.line)).limit(most)))
    if not rows:
        upload_of(session, first).state = UploadState.DONE.value
    return rows


def to_tell(session: Session, most: int = 100) -> list[UploadLineRow]:
    """Lines that a case's process is still to be told of."""
    asked = select(UploadLineRow).where(col(UploadLineRow.tell))
    return list(session.exec(asked.order_by(col(UploadLineRow.upload_id), col(UploadLineRow.line)).limit(most)))


def was_told(session: Session, row: UploadLineRow) -> None:
    session.execute(
        text("update upload_line set tell = false where upload_id = :upload and line = :line and case_ref = :ref"),
        {"upload": row.upload_id, "line": row.line, "ref": row.case_ref},
    )
