"""The figures of a team: how old its open cases are, how long children waited, what came and went, and why."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlmodel import Session

from domain.vocabulary import Stage
from records.case_access import NOT_BARRED

# A case that the reader is kept out of is in no number, as it is in no list.
_TEAM = f"(c.team = :team or :team = '') and {NOT_BARRED.format(ref='c.ref')}"
AGES = (14, 28, 84)  # days since the case was opened: the last band is older


@dataclass(frozen=True)
class Waited:
    """Days from referral, of the cases that have reached it: how many they are, and half of them took no longer."""

    what: str
    cases: int
    median: float | None
    longest: int | None


_BY_STAGE = text(
    f"""select stage, count(*) filter (where age < :first), count(*) filter (where age >= :first and age < :second),
              count(*) filter (where age >= :second and age < :third), count(*) filter (where age >= :third)
       from (select c.stage, :today - c.opened_on as age from case_file c where c.stage <> 'closed' and {_TEAM}) each
       group by stage"""  # noqa: S608 - fixed clauses only
)
# By the first time that it was recorded; a visit counts where the child was seen at it.
_WAITED = text(
    f"""select what, count(*) as cases, percentile_cont(0.5) within group (order by days) as median,
              max(days) as longest
       from (
           select c.ref, case when j.action = 'record-offer' then 'offered'
                              when j.action = 'confirm-first-attendance' then 'started' else 'seen' end as what,
                  min(greatest(j.happened_on - c.opened_on, 0)) as days
           from journal j join case_file c on c.ref = j.case_ref
           where j.action in ('record-child-seen', 'record-visit', 'record-offer', 'confirm-first-attendance')
             and (j.action <> 'record-visit' or j.entry -> 'data' ->> 'outcome' = 'child-seen')
             and c.opened_on > :since and {_TEAM}
           group by 1, 2) each
       group by what"""  # noqa: S608
)
# By day first: a month is worked out for each day and not for each case.
_FLOW = text(
    f"""select date_trunc('month', on_day::timestamp)::date as month, sum(opened), sum(closed)
       from (select c.opened_on as on_day, count(*) as opened, 0 as closed from case_file c
             where c.opened_on >= :since and {_TEAM} group by 1
             union all select c.closed_on, 0, count(*) from case_file c
             where c.closed_on >= :since and {_TEAM} group by 1) each
       group by 1 order by 1"""  # noqa: S608
)
_REASONS = text(
    f"""select c.reason, count(*) from case_file c
       where c.stage <> 'closed' and {_TEAM} group by 1 order by 2 desc, 1"""  # noqa: S608
)
_GROUPS = text(
    f"""select g.name, count(*) from case_file c, unnest(c.groups) g(name)
       where c.groups <> '{{}}' and c.stage <> 'closed' and {_TEAM} group by 1 order by 2 desc, 1"""  # noqa: S608
)


def by_stage(session: Session, me: str, team: str, today: date) -> dict[Stage, list[int]]:
    """Open cases of each stage by age, the youngest band first."""
    first, second, third = AGES
    asked = {"me": me, "team": team, "today": today, "first": first, "second": second, "third": third}
    return {Stage(row[0]): [int(each) for each in row[1:]] for row in session.execute(_BY_STAGE, asked)}


def waited(session: Session, me: str, team: str, since: date) -> dict[str, Waited]:
    """Of the cases opened after that day."""
    rows = session.execute(_WAITED, {"me": me, "team": team, "since": since})
    return {row.what: Waited(row.what, int(row.cases), float(row.median), int(row.longest)) for row in rows}


def flow(session: Session, me: str, team: str, since: date) -> dict[date, tuple[int, int]]:
    """By the first of each month: cases opened, cases closed."""
    return {
        row[0]: (int(row[1]), int(row[2])) for row in session.execute(_FLOW, {"me": me, "team": team, "since": since})
    }


def reasons(session: Session, me: str, team: str) -> list[tuple[str, int]]:
    return [(str(row[0]), int(row[1])) for row in session.execute(_REASONS, {"me": me, "team": team})]


def groups(session: Session, me: str, team: str) -> list[tuple[str, int]]:
    return [(str(row[0]), int(row[1])) for row in session.execute(_GROUPS, {"me": me, "team": team})]


def teams(session: Session) -> list[str]:
    found = text(
        "select distinct team from staff where team <> '' union select distinct team from case_file order by 1"
    )
    return [row[0] for row in session.execute(found) if row[0]]
