"""After an upgrade: case files and what is due, read again from the journal where this release reads it otherwise.

The journal itself is never touched. What a release learns to read in old entries (as when an enquiry was answered) is
then in every case file, and the nightly check compares like with like. A case file that does not belong to its journal
is no matter of an upgrade: it stays as it is, for `rollcall verify` to name.
"""

from typing import Any

from pydantic import ValidationError
from sqlalchemy import text
from sqlmodel import Session

from domain.case_file import CaseFile
from domain.census.counted import counted
from domain.fold import fold
from records.journal import entries_of
from records.matching import made_of
from records.projections import Stored, store, work_items

_CASES = text("select ref from case_file order by ref")
_STATE = text("select state, seq, head from case_file where ref = :ref for update")
_DUE = text("""select id, title, why, action, due_on, urgent, audience, task from work_item where case_ref = :ref""")
_NOTHING_DUE = text("delete from work_item where case_ref = :ref")


def refold(session: Session) -> int:
    """Every case that this release reads otherwise than its case file says. Returns how many there were."""
    return sum(_read_again(session, ref) for ref in session.execute(_CASES).scalars().all())


def _read_again(session: Session, ref: str) -> bool:
    row = session.execute(_STATE, {"ref": ref}).one()
    try:
        case, again = CaseFile.model_validate(row.state), fold(ref, entries_of(session, ref))
    except (ValidationError, LookupError, ValueError, TypeError):
        return False
    if (row.seq, row.head) != (again.seq, again.head):
        return False
    due: dict[str, dict[str, Any]] = {row.id: row._asdict() for row in session.execute(_DUE, {"ref": ref})}
    wanted = work_items(again)
    same_work = due.keys() == wanted.keys() and all(
        all(due[item][name] == value for name, value in what.items()) for item, what in wanted.items()
    )
    if case == again and same_work:
        return False
    session.execute(_NOTHING_DUE, {"ref": ref})
    # What it is found by and counted as has rules of its own, which complete it where it is missing or of another make.
    store(session, Stored({}, made_of(again), counted(again)), again)
    return True
