"""Somebody's work: what outranks everything, what is late, what is for today, this week and later."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import quote

from sqlmodel import Session, col, select

from api.identity import Signed
from api.pages import words
from api.services import Services
from domain.vocabulary import Role, Stage
from records import duty, inbox, quarantine
from records.database import transaction
from records.tables import StaffRow, SweepRow
from records.worklist import WorkLine, due_now, open_cases_of, unassigned_work, work_of

_AHEAD = timedelta(days=366)
_MOST_LINES = 60  # in one section; the list of cases has the rest


@dataclass(frozen=True)
class Line:
    when: str
    colour: str  # of the tag that `when` stands in; none where it is plain text
    title: str
    href: str
    why: str
    child: str
    case: str
    ref: str
    risk: str


@dataclass(frozen=True)
class Section:
    title: str
    lines: list[Line]
    more: int = 0
    folded: bool = False
    note: str = ""


@dataclass(frozen=True)
class Finding:
    ref: str
    cause: str


@dataclass(frozen=True)
class Work:
    says: str
    sections: list[Section]
    swept: str = ""
    findings: list[Finding] = field(default_factory=list)
    nothing: str = ""
    danger: int = 0  # reports of danger that nobody has acknowledged
    kept: int = 0  # reports that wait in quarantine
    came_in: inbox.Waiting = field(default_factory=lambda: inbox.Waiting(0, 0, 0))


def work_page(services: Services, signed: Signed) -> Work:
    staff, today = signed.staff, services.today
    if not staff.has(Role.OFFICER, Role.SUPERVISOR):
        return Work(words.long_day(today), [], nothing="Nothing is given to you here.")
    with transaction(services.engine) as session:
        due = work_of(session, staff.id, staff.team, staff.roles, today + _AHEAD, most=400)
        needed = due_now(session, staff.id, staff.team, staff.roles, today)
        own = open_cases_of(session, staff.id)
        sections = list(_mine([line for line in due if line.audience == "owner"], today))
        swept, findings = "", list[Finding]()
        danger, kept = duty.how_many_wait(session), quarantine.how_many_wait(session)
        came_in = inbox.waiting(session, today)
        if staff.has(Role.SUPERVISOR):
            names = dict(session.exec(select(StaffRow.id, col(StaffRow.name))).all())
            told = [line for line in due if line.audience != "owner"]
            loose = unassigned_work(session, staff.team, today + _AHEAD)
            sections += _for_supervisors(told, loose, today, names)
            swept, findings = _sweep(session, today)
    says = [words.long_day(today), words.count(own, "open case")]
    says += [f"{needed} {'needs' if needed == 1 else 'need'} you today"] if needed else ["nothing is due today"]
    return Work(
        " · ".join(says),
        [section for section in sections if section.lines],
        swept,
        findings,
        "Nothing waits for you. New work comes here by itself." if not any(s.lines for s in sections) else "",
        danger,
        kept,
        came_in,
    )


def _mine(lines: list[WorkLine], today: date) -> Iterator[Section]:
    sunday = today + timedelta(days=6 - today.weekday())
    urgent = [line for line in lines if line.urgent]
    rest = [line for line in lines if not line.urgent]
    yield _section("Now, before anything else", urgent, today)
    yield _section("Overdue", (line for line in rest if line.due_on < today), today)
    yield _section("Today", (line for line in rest if line.due_on == today), today)
    yield _section("This week", (line for line in rest if today < line.due_on <= sunday), today)
    yield _section("Later", (line for line in rest if line.due_on > sunday), today, folded=True)


def _for_supervisors(
    told: list[WorkLine], loose: list[WorkLine], today: date, names: dict[str, str]
) -> Iterator[Section]:
    yield _section("Told to supervisors", told, today, owners=names)
    yield _section(
        "Cases without an officer", loose, today, note="Give each to somebody: what is due on them is nobody’s."
    )


def _section(
    title: str,
    lines: Iterable[WorkLine],
    today: date,
    *,
    folded: bool = False,
    note: str = "",
    owners: dict[str, str] | None = None,
) -> Section:
    every = list(lines)
    shown = [_line(line, today, owners or {}) for line in every[:_MOST_LINES]]
    return Section(title, shown, len(every) - len(shown), folded, note)


def _line(line: WorkLine, today: date, owners: dict[str, str]) -> Line:
    late, now = line.due_on < today, line.due_on == today
    when = "now" if line.urgent and not late else words.due(line.due_on, today)
    owner = owners.get(line.owner, "")
    return Line(
        when=words.first_upper(when),
        colour="red" if late or line.urgent else "yellow" if now else "",
        title=line.title,
        href=href_of(line.case_ref, line.action, line.item if line.task else ""),
        why=line.why,
        child=words.named(line.child_name, line.date_of_birth, today),
        case=" · ".join([line.case_ref, Stage(line.stage).label] + [owner] * bool(owner)),
        ref=line.case_ref,
        risk=line.risk,
    )


def href_of(ref: str, action: str, task: str) -> str:
    """The very form that does it; finishing a task names the task. In a proceeding it has an address of its own."""
    if "/" in action:
        return f"/cases/{ref}/{action}"
    asked = f"?task={quote(task)}" if task and action == "finish-task" else ""
    return f"/cases/{ref}/do/{action}{asked}"


def _sweep(session: Session, today: date) -> tuple[str, list[Finding]]:
    """When the last nightly comparison was made, and what it found."""
    last = session.exec(select(SweepRow).order_by(col(SweepRow.at).desc()).limit(1)).first()
    if last is None:
        return "", []
    checked = f"{words.count(last.checked, 'case')} compared {words.moment(last.at, today)}"
    return checked, [Finding(str(each["case"]), str(each["cause"])) for each in last.findings[:20]]
