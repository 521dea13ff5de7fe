"""What the legal team's queue reads: every task told to lawyers, and the last day to charge of every proceeding."""

from datetime import date

from sqlalchemy import text
from sqlmodel import Session

from domain.case_access import knows_restricted
from domain.facts import Staff
from domain.matching.likeness import Guarded
from domain.vocabulary import Role
from records.case_access import NOT_BARRED
from records.worklist import WorkLine

_FROM = """from work_item w join case_file c on c.ref = w.case_ref where w.audience = 'legal' and {known}"""
_LINES = """select w.case_ref, w.id as item, w.title, w.why, w.action, w.due_on, w.urgent, w.task, w.audience,
       c.child_name, c.date_of_birth, c.stage, c.risk, c.owner """
_ORDER = " order by w.urgent desc, w.due_on, w.case_ref, w.id limit :most offset :skip"
_COUNT = "select count(*) "
_DUE = " and w.task and (w.urgent or w.due_on <= :today)"
# As in the list of cases: to whoever may not know of it, a restricted case is not there (domain.case_access).
_KNOWN = """(not exists (select from likeness l where l.ref = c.ref and l.guarded >= :restricted)
    or c.owner = :me
    or (:lawyer and c.state @? '$.proceedings[*] ? (@.kind != "police-referral" && @.kind != "tracing")'))"""

_NOT_BARRED = NOT_BARRED.format(ref="c.ref")


def legal_work(session: Session, reader: Staff, *, page: int, per_page: int) -> tuple[list[WorkLine], int]:
    """One page, urgent first and then the soonest due; and how many there are in all."""
    clause, values = _readable(reader)
    total = session.execute(text(_COUNT + _FROM.format(known=clause)), values).scalar_one()
    asked = {**values, "most": per_page, "skip": (page - 1) * per_page}
    rows = session.execute(text(_LINES + _FROM.format(known=clause) + _ORDER), asked)
    return [WorkLine(**row._mapping) for row in rows], int(total)


def legal_due(session: Session, reader: Staff, today: date) -> int:
    """How many tasks of lawyers are for today or late."""
    clause, values = _readable(reader)
    counted = session.execute(text(_COUNT + _FROM.format(known=clause) + _DUE), {**values, "today": today})
    return int(counted.scalar_one())


def _readable(reader: Staff) -> tuple[str, dict[str, object]]:
    if knows_restricted(reader):
        return _NOT_BARRED, {"me": reader.id}
    known = {"restricted": int(Guarded.IDENTITY), "me": reader.id, "lawyer": reader.has(Role.LEGAL)}
    return f"{_NOT_BARRED} and {_KNOWN}", known
