"""What a team has to do, what nobody has, what waits for others, and what somebody has who is away."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlmodel import Session

from domain.case_access import knows_restricted
from domain.facts import Staff
from domain.matching.likeness import Guarded
from records.case_access import NOT_BARRED
from records.worklist import WorkLine

_LINES = """select w.case_ref, w.id as item, w.title, w.why, w.action, w.due_on, w.urgent, w.task, w.audience,
       c.child_name, c.date_of_birth, c.stage, c.risk, c.owner
from work_item w join case_file c on c.ref = w.case_ref
where {where} and {known} order by w.urgent desc, w.due_on, w.case_ref, w.id limit :most"""
_COUNT = "select count(*) from work_item w join case_file c on c.ref = w.case_ref where {where} and {known}"
# A case that the reader may not know of is in no list and in no number (domain.case_access).
_KNOWN = """(c.owner = :me
    or not exists (select from likeness l where l.ref = c.ref and l.guarded >= :restricted))"""
_NOT_BARRED = NOT_BARRED.format(ref="c.ref")
_OF_TEAM = "w.audience = 'owner' and c.owner <> '' and (c.team = :team or :team = '')"
_NOBODYS = "w.audience = 'owner' and c.owner = '' and (c.team = :team or :team = '')"
_DUE = " and (w.urgent or w.due_on <= :today)"


@dataclass(frozen=True)
class Away:
    """Somebody for whom another acts today; `last` is the last day of it, where that is known."""

    id: str
    name: str
    last: date | None


@dataclass(frozen=True)
class Outstanding:
    """An enquiry that nobody has answered yet."""

    case_ref: str
    child_name: str
    date_of_birth: date | None
    stage: str
    risk: str
    subject: str
    asked_on: date


def _readable(reader: Staff) -> tuple[str, dict[str, object]]:
    if knows_restricted(reader):
        return _NOT_BARRED, {"me": reader.id}
    return f"{_NOT_BARRED} and {_KNOWN}", {"restricted": int(Guarded.IDENTITY), "me": reader.id}


def _lines(session: Session, reader: Staff, where: str, most: int, **asked: object) -> list[WorkLine]:
    known, values = _readable(reader)
    rows = session.execute(text(_LINES.format(where=where, known=known)), {**values, **asked, "most": most})
    return [WorkLine(**row._mapping) for row in rows]


def _count(session: Session, reader: Staff, where: str, **asked: object) -> int:
    known, values = _readable(reader)
    return int(session.execute(text(_COUNT.format(where=where, known=known)), {**values, **asked}).scalar_one())


def team_lines(
    session: Session, reader: Staff, *, officer: str = "", risk: str = "", late: date | None = None, most: int = 400
) -> list[WorkLine]:
    """What the officers of the reader's team have to do; of every team where the reader has none. `late` leaves only
    what was due before that day.
    """
    where, asked = _OF_TEAM, {"team": reader.team, "officer": officer, "risk": risk, "late": late}
    for wanted, clause in ((officer, "c.owner = :officer"), (risk, "c.risk = :risk"), (late, "w.due_on < :late")):
        where += f" and {clause}" if wanted else ""
    return _lines(session, reader, where, most, **asked)


def nobodys_lines(session: Session, reader: Staff, *, risk: str = "", most: int = 400) -> list[WorkLine]:
    where = _NOBODYS + (" and c.risk = :risk" if risk else "")
    return _lines(session, reader, where, most, team=reader.team, risk=risk)


_DUE_IN_TEAM = """select count(*) filter (where c.owner <> '') as team, count(*) filter (where c.owner = '') as nobodys
from work_item w join case_file c on c.ref = w.case_ref
where w.audience = 'owner' and (c.team = :team or :team = '') and (w.urgent or w.due_on <= :today) and {known}"""


def team_due(session: Session, reader: Staff, today: date) -> tuple[int, int]:
    """How much is due today or late in the team with an officer, and how much of it is nobody's."""
    known, values = _readable(reader)
    asked = {**values, "team": reader.team, "today": today}
    row = session.execute(text(_DUE_IN_TEAM.format(known=known)), asked).one()
    return int(row.team), int(row.nobodys)


def waiting_lines(session: Session, reader: Staff, most: int = 100) -> list[WorkLine]:
    """What others have to do on the reader's own cases before these can go on."""
    return _lines(session, reader, "c.owner = :staff and w.audience <> 'owner'", most, staff=reader.id)


_OUTSTANDING = text(
    """select c.ref as case_ref, c.child_name, c.date_of_birth, c.stage, c.risk, e ->> 'subject' as subject,
              (e ->> 'asked_on')::date as asked_on
       from case_file c, jsonb_array_elements(c.state -> 'enquiries') e
       where c.owner = :staff and c.stage <> 'closed' and e ->> 'result' = 'no-answer'
         and (c.state -> 'enquiries') @> '[{"result": "no-answer"}]'
         and {not_barred}
         and not exists (select from jsonb_array_elements(c.state -> 'enquiries') later
                         where later ->> 'subject' = e ->> 'subject' and later ->> 'result' <> 'no-answer'
                           and (later ->> 'seq')::int > (e ->> 'seq')::int)
       order by asked_on, c.ref limit :most""".replace("{not_barred}", _NOT_BARRED)
)


def outstanding(session: Session, staff_id: str, most: int = 100) -> list[Outstanding]:
    rows = session.execute(_OUTSTANDING, {"staff": staff_id, "me": staff_id, "most": most})
    return [Outstanding(**row._mapping) for row in rows]


_AWAY = text(
    """select s.id, s.name, max(a.valid_to) as last from acting a join staff s on s.id = a.absent
       where a.deputy = :staff and a.valid_from <= :today and (a.valid_to is null or a.valid_to >= :today)
       group by s.id, s.name order by s.name"""
)


def away(session: Session, deputy: str, today: date) -> list[Away]:
    """For whom this person acts today."""
    return [Away(row.id, row.name, row.last) for row in session.execute(_AWAY, {"staff": deputy, "today": today})]


_FOR_OWNER = text(
    """select a.absent from acting a join case_file c on c.owner = a.absent where c.ref = :ref and a.deputy = :staff
         and a.valid_from <= :today and (a.valid_to is null or a.valid_to >= :today) limit 1"""
)


def acting_for_owner(session: Session, deputy: str, ref: str, today: date) -> str:
    """The officer of the case, where `deputy` acts for them on that day; else empty."""
    return str(session.execute(_FOR_OWNER, {"ref": ref, "staff": deputy, "today": today}).scalar() or "")


def lines_of(session: Session, reader: Staff, people: Iterable[str], most: int = 200) -> list[WorkLine]:
    """What these people have to do, as somebody who acts for them may see it."""
    return _lines(session, reader, "c.owner = any(:people) and w.audience = 'owner'", most, people=list(people))


def due_of(session: Session, reader: Staff, people: Iterable[str], today: date) -> int:
    where = "c.owner = any(:people) and w.audience = 'owner'" + _DUE
    return _count(session, reader, where, people=list(people), today=today)
