"""What lists read: the work of a person, the cases by any filter, the letters that wait to be posted."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import text
from sqlmodel import Session

from domain.case_access import knows_restricted
from domain.facts import Staff
from domain.matching.likeness import Guarded
from domain.vocabulary import Role
from records.case_access import NOT_BARRED
from records.projections import folded


@dataclass(frozen=True)
class WorkLine:
    case_ref: str
    item: str
    title: str
    why: str
    action: str
    due_on: date
    urgent: bool
    task: bool
    audience: str
    child_name: str
    date_of_birth: date | None
    stage: str
    risk: str
    owner: str


@dataclass(frozen=True)
class CaseLine:
    ref: str
    child_name: str
    date_of_birth: date | None
    kind: str
    stage: str
    risk: str
    owner: str
    team: str
    opened_on: date | None
    closed_on: date | None
    last_seen_on: date | None
    next_due: date | None
    next_thing: str
    urgent: bool
    protected: bool


_WORK = """
select w.case_ref, w.id as item, w.title, w.why, w.action, w.due_on, w.urgent, w.task, w.audience,
       c.child_name, c.date_of_birth, c.stage, c.risk, c.owner
from work_item w join case_file c on c.ref = w.case_ref
where {whose} and w.due_on <= :until and {not_barred}
order by (w.urgent) desc, w.due_on, w.case_ref, w.id limit :most
"""
_MINE = "(c.owner = :staff and w.audience = 'owner')"
_OF_SUPERVISORS = "(w.audience in ('supervisor', 'head') and (c.team = :team or :team = ''))"
# Somebody who is kept out of a case has nothing of it in any list.
_NOT_BARRED_FROM_WORK = NOT_BARRED.format(ref="w.case_ref")


def work_of(
    session: Session, staff_id: str, team: str, roles: frozenset[Role], until: date, most: int = 200
) -> list[WorkLine]:
    """What is due to a person, urgent first, then by day. A supervisor also has what was told to supervisors."""
    whose = f"({_MINE} or {_OF_SUPERVISORS})" if Role.SUPERVISOR in roles else _MINE
    asked = {"staff": staff_id, "me": staff_id, "team": team, "until": until, "most": most}
    rows = session.execute(text(_WORK.format(whose=whose, not_barred=_NOT_BARRED_FROM_WORK)), asked)
    return [WorkLine(**row._mapping) for row in rows]


_HOW_MANY_DUE = """select count(*) from work_item w join case_file c on c.ref = w.case_ref
where {whose} and (w.urgent or w.due_on <= :today) and {not_barred}"""


def due_now(session: Session, staff_id: str, team: str, roles: frozenset[Role], today: date) -> int:
    """How many things need somebody today or are late, as `work_of` would list them."""
    whose = f"({_MINE} or {_OF_SUPERVISORS})" if Role.SUPERVISOR in roles else _MINE
    asked = {"staff": staff_id, "me": staff_id, "team": team, "today": today}
    query = _HOW_MANY_DUE.format(whose=whose, not_barred=_NOT_BARRED_FROM_WORK)
    return int(session.execute(text(query), asked).scalar_one())


_OPEN_CASES = text("select count(*) from case_file where owner = :staff and stage <> 'closed'")


def open_cases_of(session: Session, staff_id: str) -> int:
    return int(session.execute(_OPEN_CASES, {"staff": staff_id}).scalar_one())


@dataclass(frozen=True)
class CaseFilter:
    """`due` is "overdue", "today", "week" or empty; `text` finds names, references, pupil numbers, schools and where a
    family lives. `near` also finds what is spelled a little differently.
    """

    stage: str = ""
    assignee: str = ""
    due: str = ""
    text: str = ""
    page: int = 1
    per_page: int = 25
    near: bool = False
    team: str = ""
    reason: str = ""


_COLUMNS = """ref, child_name, date_of_birth, kind, stage, risk, owner, team, opened_on, closed_on, last_seen_on,
    next_due, next_thing, urgent, protected"""


_COUNT = "select count(*) from case_file where {where}"
_PAGE = f"""select {_COLUMNS} from case_file where {{where}}
order by urgent desc, next_due nulls last, ref desc limit :most offset :skip"""  # noqa: S608 - fixed clauses only


# A case that the asker may not know of is not there: not in a list, and not in a number (domain.case_access).
_KNOWN = """(not exists (select from likeness l where l.ref = case_file.ref and l.guarded >= :restricted)
    or owner = :me
    or (:lawyer and state @? '$.proceedings[*] ? (@.kind != "police-referral" && @.kind != "tracing")'))"""


_NOT_BARRED = NOT_BARRED.format(ref="case_file.ref")


def cases(session: Session, asked: CaseFilter, today: date, reader: Staff) -> tuple[list[CaseLine], int]:
    """One page of the cases that the reader may know of, the soonest due first, and how many there are in all."""
    where, values = _where(asked, today)
    if asked.near:
        session.execute(_HOW_NEAR)
    where, values["me"] = f"{where} and {_NOT_BARRED}", reader.id
    if not knows_restricted(reader):
        where = f"{where} and {_KNOWN}"
        values |= {"restricted": int(Guarded.IDENTITY), "lawyer": reader.has(Role.LEGAL)}
    total = session.execute(text(_COUNT.format(where=where)), values).scalar_one()
    page = text(_PAGE.format(where=where))
    values |= {"most": asked.per_page, "skip": (asked.page - 1) * asked.per_page}
    return [CaseLine(**row._mapping) for row in session.execute(page, values)], int(total)


@dataclass(frozen=True)
class Found:
    """`near` says that nothing is spelled as asked, and that these are spelled a little differently."""

    lines: list[CaseLine]
    total: int
    near: bool


def searched(session: Session, asked: CaseFilter, today: date, reader: Staff) -> Found:
    """As `cases`; where nothing is spelled as the text says, what is spelled nearly so."""
    lines, total = cases(session, asked, today, reader)
    if total or not asked.text:
        return Found(lines, total, near=False)
    lines, total = cases(session, replace(asked, near=True), today, reader)
    return Found(lines, total, near=total > 0)


def _where(asked: CaseFilter, today: date) -> tuple[str, dict[str, object]]:
    clauses, values = ["true"], dict[str, object]()
    if asked.stage:
        clauses.append("stage = :stage")
        values["stage"] = asked.stage
    else:
        clauses.append("(stage <> 'closed' or :text <> '')")
        values["text"] = asked.text
    if asked.assignee:
        clauses.append("owner = :owner")
        values["owner"] = "" if asked.assignee == "nobody" else asked.assignee
    if asked.team:
        clauses.append("team = :team")
        values["team"] = asked.team
    if asked.reason:
        clauses.append("reason = :reason")
        values["reason"] = asked.reason
    match asked.due:
        case "overdue":
            clauses.append("next_due < :today")
        case "today":
            clauses.append("next_due = :today")
        case "week":
            clauses.append("next_due between :today and :week")
    values |= {"today": today, "week": today + timedelta(days=6 - today.weekday())}
    for number, word in enumerate(folded(asked.text).split()[:6]):
        clauses.append((_NEAR if asked.near else _SAID).format(number=number))
        values |= {f"word{number}": f"%{_plain(word)}%", f"spelled{number}": word}
    return " and ".join(clauses), values


# A school is found by its name too; a protected child's is not (PRACTICE 4.3).
_SAID = """(search like :word{number} escape '\\' or (not protected and school in (
    select s.number from school s
    where lower(s.name) like :word{number} escape '\\' or s.number = :spelled{number})))"""
# The operator is what the index serves; how near is near enough is set for the one question.
_NEAR = "(:spelled{number} <% search)"
_HOW_NEAR = text("set local pg_trgm.word_similarity_threshold = 0.45")


def _plain(word: str) -> str:
    """A word as itself: what LIKE would read as a wildcard is escaped."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


_WAITING = text(
    """select ref, state from case_file
       where state -> 'letters' @> '[{"state": "issued", "channel": "post-room"}]' order by ref limit :most"""
)


def cases_with_post(session: Session, most: int = 500) -> list[tuple[str, dict[str, object]]]:
    """The cases that have a letter waiting in the post room."""
    return [(row.ref, row.state) for row in session.execute(_WAITING, {"most": most})]
