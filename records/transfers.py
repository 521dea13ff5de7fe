"""Transfer files: those that came, matched against every open case in a few questions; and numbers for those made."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col, select

from domain.matching.likeness import Guarded
from domain.matching.shape import from_shape
from domain.transfer.file import Came, Held
from domain.transfer.matching import Matched, keys_of_pupil, likeness_of_pupil, matched
from domain.transfer.names import MOST
from records.transfer_tables import TransferFileRow, TransferMatchRow

_SHARED = text("""
select asked.number, k.ref from unnest(cast(:keys as text[]), cast(:numbers as integer[])) as asked(key, number)
join likeness_key k on k.key = asked.key group by asked.number, k.ref
""")
_OPEN = text("""
select l.ref, l.shape, l.guarded from likeness l join case_file c on c.ref = l.ref
where l.ref = any(:refs) and c.stage <> 'closed'
""")
_NEXT = text("""
insert into transfer_serial (source, destination, last) values (:source, :destination, 1)
on conflict (source, destination) do update set last = 1 + transfer_serial.last % :most returning last
""")


def matches(session: Session, pupils: Sequence[Held]) -> list[Matched]:
    """Every open case whose child one of these pupils may be: two questions, however many pupils there are."""
    alike = {pupil.number: likeness_of_pupil(pupil) for pupil in pupils}
    asked = [(key, number) for number, likeness in alike.items() for key in keys_of_pupil(likeness)]
    if not asked:
        return []
    pairs = session.execute(_SHARED, {"keys": [key for key, _ in asked], "numbers": [number for _, number in asked]})
    by_pupil: dict[int, list[str]] = defaultdict(list)
    for row in pairs:
        by_pupil[row.number].append(row.ref)
    refs = sorted({ref for found in by_pupil.values() for ref in found})
    rows = session.execute(_OPEN, {"refs": refs})
    known = {row.ref: from_shape(row.ref, row.shape, Guarded(row.guarded)) for row in rows}
    return [
        each
        for number in sorted(by_pupil)
        for each in matched(number, alike[number], (known[ref] for ref in sorted(by_pupil[number]) if ref in known))
    ]


@dataclass(frozen=True)
class Kept:
    """A file that came, and whether it had come before."""

    row: TransferFileRow
    again: bool


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def known_file(session: Session, sha256: str) -> TransferFileRow | None:
    return session.exec(select(TransferFileRow).where(TransferFileRow.sha256 == sha256)).one_or_none()


def keep(session: Session, sha256: str, came: Came, by: str, now: datetime) -> TransferFileRow:
    """A file and whom its pupils may be, all at once or not at all. Of whoever matches nobody, nothing is kept."""
    found = matches(session, came.pupils)
    faulty = sum(bool(pupil.faults) for pupil in came.pupils)
    row = TransferFileRow(
        sha256=sha256,
        came_at=now,
        came_by=by,
        source=came.source,
        destination=came.to,
        version=came.version,
        pupils=len(came.pupils),
        faulty=faulty,
        matched=len({each.ref for each in found}),
    )
    session.add(row)
    session.flush()
    session.add_all(_match_row(row, came, each) for each in found)
    return row


def compare_again(session: Session, sha256: str, came: Came) -> TransferFileRow:
    """The same file once more: cases that were opened since are matched too, and no match is told twice. Raises
    LookupError where it has not come before.
    """
    row = session.exec(select(TransferFileRow).where(TransferFileRow.sha256 == sha256).with_for_update()).one_or_none()
    if row is None:
        raise LookupError("no such file")
    kept = session.exec(select(TransferMatchRow).where(TransferMatchRow.file_id == row.id)).all()
    have = {(each.number, each.case_ref) for each in kept}
    found = [each for each in matches(session, came.pupils) if (each.number, each.ref) not in have]
    row.matched = len({ref for _, ref in have} | {each.ref for each in found})
    session.add(row)
    session.add_all(_match_row(row, came, each) for each in found)
    return row


def keep_refused(session: Session, sha256: str, code: str, reason: str, by: str, now: datetime) -> TransferFileRow:
    row = TransferFileRow(sha256=sha256, came_at=now, came_by=by, refused=code, reason=reason)
    session.add(row)
    session.flush()
    return row


def _match_row(row: TransferFileRow, came: Came, found: Matched) -> TransferMatchRow:
    said: dict[str, Any] = {
        "file": row.id,
        "number": found.number,
        "by": [each.value for each in found.by],
        "school": f"{came.source[:3]}/{came.source[3:]}" if came.source else "",
        "school_name": came.source_name,
        "lost": came.lost,
        "audience": "supervisor" if found.restricted else "owner",
    }
    return TransferMatchRow(file_id=row.id or 0, number=found.number, case_ref=found.ref, told=said)


def to_tell(session: Session, most: int = 500) -> list[TransferMatchRow]:
    """The matches of which the process of the case is still to be told."""
    waiting = select(TransferMatchRow).where(col(TransferMatchRow.tell)).order_by(col(TransferMatchRow.file_id))
    return list(session.exec(waiting.limit(most)))


def was_told(session: Session, rows: Iterable[TransferMatchRow]) -> None:
    told = text("update transfer_match set tell = false where file_id = :file and number = :number and case_ref = :ref")
    for row in rows:
        session.execute(told, {"file": row.file_id, "number": row.number, "ref": row.case_ref})


def came_lately(session: Session, most: int = 100) -> list[TransferFileRow]:
    """The newest first."""
    return list(session.exec(select(TransferFileRow).order_by(col(TransferFileRow.id).desc()).limit(most)))


_OF_A_PROTECTED = text("""
select distinct m.file_id from transfer_match m join case_file c on c.ref = m.case_ref
where m.file_id = any(:files) and c.protected
""")


def hiding(session: Session, files: Sequence[int]) -> set[int]:
    """Of these files those that may have come from the school of a child whose details are protected."""
    return set(session.execute(_OF_A_PROTECTED, {"files": list(files)}).scalars())


def next_serial(session: Session, source: str, destination: str) -> int:
    """The number of the next file of this school to there: 1 to 999, and then from 1 again."""
    numbers = {"source": source, "destination": destination, "most": MOST}
    return int(session.execute(_NEXT, numbers).scalar_one())
