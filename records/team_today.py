"""How a team stands today: who has how many cases, what is late or soon will be, what waits for a second person."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from records.case_access import NOT_BARRED

# A case that the reader is kept out of is in no list and in no number.
_TEAM = f"(c.team = :team or :team = '') and {NOT_BARRED.format(ref='c.ref')}"


@dataclass(frozen=True)
class Load:
    """One person's open cases. `active` is False for somebody who has left, whose cases must go to somebody else."""

    id: str
    name: str
    active: bool
    open: int
    red: int
    amber: int
    green: int
    late: int
    today: int


@dataclass(frozen=True)
class DueLine:
    case_ref: str
    title: str
    action: str
    item: str
    task: bool
    due_on: date
    child_name: str
    date_of_birth: date | None
    risk: str
    owner: str


@dataclass(frozen=True)
class Draft:
    """A letter that waits for somebody who did not write it."""

    case_ref: str
    letter: str
    title: str
    child_name: str
    date_of_birth: date | None
    written_by: str
    legal_effect: bool


@dataclass(frozen=True)
class Paused:
    case_ref: str
    child_name: str
    date_of_birth: date | None
    owner: str
    began: date
    until: date
    reason: str


_LOADS = text(
    f"""with load as (
           select owner, count(*) as open, count(*) filter (where risk = 'red') as red,
                  count(*) filter (where risk = 'amber') as amber, count(*) filter (where risk = 'green') as green
           from case_file c where stage <> 'closed' and owner <> '' and {_TEAM} group by owner),
       due as (
           select c.owner, count(*) filter (where w.due_on < :today) as late,
                  count(*) filter (where w.due_on = :today) as today
           from work_item w join case_file c on c.ref = w.case_ref
           where w.audience = 'owner' and c.owner <> '' and w.due_on <= :today and {_TEAM} group by c.owner)
       select s.id, s.name, s.active, coalesce(load.open, 0) as open, coalesce(load.red, 0) as red,
              coalesce(load.amber, 0) as amber, coalesce(load.green, 0) as green, coalesce(due.late, 0) as late,
              coalesce(due.today, 0) as today
       from staff s left join load on load.owner = s.id left join due on due.owner = s.id
       where load.open > 0
          or (s.active and s.roles && array['officer', 'supervisor'] and (s.team = :team or :team = ''))
       order by s.active, s.name, s.id"""  # noqa: S608 - fixed clauses only
)
_DUE = text(
    f"""select w.case_ref, w.title, w.action, w.id as item, w.task, w.due_on, c.child_name, c.date_of_birth, c.risk,
              c.owner
       from work_item w join case_file c on c.ref = w.case_ref
       where w.audience = 'owner' and w.due_on between :first and :last and {_TEAM}
       order by w.urgent desc, w.due_on, w.case_ref, w.id limit :most"""  # noqa: S608
)
_HOW_MANY = text(
    f"""select count(*) from work_item w join case_file c on c.ref = w.case_ref
       where w.audience = 'owner' and w.due_on between :first and :last and {_TEAM}"""  # noqa: S608
)
_DRAFTS = text(
    f"""select c.ref as case_ref, l ->> 'id' as letter, l ->> 'title' as title, c.child_name, c.date_of_birth,
              coalesce(l ->> 'written_by', '') as written_by, coalesce((l ->> 'legal_effect')::boolean, false)
                  as legal_effect
       from case_file c, jsonb_array_elements(c.state -> 'letters') l
       where c.state -> 'letters' @> '[{{"state": "draft"}}]' and l ->> 'state' = 'draft' and {_TEAM}
       order by c.ref, l ->> 'id' limit :most"""  # noqa: S608
)
_PAUSED = text(
    f"""select c.ref as case_ref, c.child_name, c.date_of_birth, c.owner,
              (c.state -> 'pause' ->> 'began')::date as began, (c.state -> 'pause' ->> 'until')::date as until,
              c.state -> 'pause' ->> 'reason' as reason
       from case_file c where (c.state -> 'pause') <> 'null' and c.stage <> 'closed' and {_TEAM}
       order by began, c.ref limit :most"""  # noqa: S608
)
_OWN_CASES = text(
    f"""select c.ref, c.child_name, c.date_of_birth, c.stage, c.risk, c.next_due, c.next_thing from case_file c
       where c.owner = :owner and c.stage <> 'closed' and {_TEAM} order by c.ref limit :most"""  # noqa: S608
)
_FIRST = date(1, 1, 1)


def loads(session: Session, me: str, team: str, today: date) -> list[Load]:
    """Whoever works in the team, and whoever still has a case of it, leavers first."""
    return [Load(**row._mapping) for row in session.execute(_LOADS, {"me": me, "team": team, "today": today})]


def due_lines(
    session: Session, me: str, team: str, last: date, first: date = _FIRST, most: int = 15
) -> tuple[list[DueLine], int]:
    """What falls due from `first` to `last`, both included, the soonest; and how much that is in all."""
    asked = {"me": me, "team": team, "first": first, "last": last, "most": most}
    rows = [DueLine(**row._mapping) for row in session.execute(_DUE, asked)]
    return rows, int(session.execute(_HOW_MANY, asked).scalar_one())


def drafts(session: Session, me: str, team: str, most: int = 500) -> list[Draft]:
    return [Draft(**row._mapping) for row in session.execute(_DRAFTS, {"me": me, "team": team, "most": most})]


def pauses(session: Session, me: str, team: str, most: int = 500) -> list[Paused]:
    """Cases whose clocks stand still, the longest first."""
    return [Paused(**row._mapping) for row in session.execute(_PAUSED, {"me": me, "team": team, "most": most})]


def cases_of(session: Session, me: str, owner: str, team: str, most: int = 60) -> list[dict[str, Any]]:
    """The open cases of a person ("" for nobody's), for handing them to others."""
    return [
        dict(row._mapping)
        for row in session.execute(_OWN_CASES, {"me": me, "owner": owner, "team": team, "most": most})
    ]
