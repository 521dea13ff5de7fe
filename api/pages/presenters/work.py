"""Somebody's work: what outranks everything, what is late, what is for today, this week and later; then what waits for
others. Beside it, what the team has to do, and what nobody has.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal
from urllib.parse import quote, urlencode

from sqlmodel import Session, col, select

from api.access import with_powers
from api.identity import Signed
from api.pages import words
from api.services import Services
from domain.facts import Staff
from domain.vocabulary import EnquirySubject, Risk, Role, Stage
from records import duty, inbox, quarantine, team_work
from records.database import transaction
from records.saved_views import View, views
from records.tables import StaffRow, SweepRow
from records.worklist import WorkLine, due_now, open_cases_of, work_of

_AHEAD = timedelta(days=366)
_MOST_LINES = 44  # on one page, which weighs at most 50 KB; the list of cases has the rest
Whose = Literal["mine", "team", "nobody"]
_WAITS_FOR = {"supervisor": "a supervisor", "head": "the head of service", "legal": "the legal team"}


@dataclass(frozen=True)
class Asked:
    """What the address asks for. The officer and the risk only narrow the lists of a team."""

    whose: Whose = "mine"
    officer: str = ""
    risk: str = ""

    @property
    def address(self) -> str:
        parts = {"whose": self.whose if self.whose != "mine" else "", "officer": self.officer, "risk": self.risk}
        said = urlencode({name: value for name, value in parts.items() if value})
        return f"/?{said}" if said else "/"


@dataclass(frozen=True)
class Tab:
    href: str
    text: str
    here: bool


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
    title: str = "My work"
    tabs: list[Tab] = field(default_factory=list)
    asked: Asked = field(default_factory=Asked)
    officers: list[dict[str, str]] = field(default_factory=list)
    risks: list[dict[str, str]] = field(default_factory=list)
    views: list[View] = field(default_factory=list)


def work_page(services: Services, signed: Signed, asked: Asked) -> Work:
    staff, today = signed.staff, services.today
    if not staff.has(Role.OFFICER, Role.SUPERVISOR):
        return Work(words.long_day(today), [], nothing="Nothing is given to you here.")
    with transaction(services.engine) as session:
        reader = with_powers(session, services, signed)
        names = dict(session.exec(select(StaffRow.id, col(StaffRow.name))).all())
        tabs, kept_lists = _tabs(session, reader, today, asked), views(session, staff)
        if asked.whose != "mine":
            return _teams(session, reader, asked, names, tabs, kept_lists, today)
        due = work_of(session, staff.id, staff.team, staff.roles, today + _AHEAD, most=400)
        needed = due_now(session, staff.id, staff.team, staff.roles, today)
        own = open_cases_of(session, staff.id)
        sections = list(_mine([line for line in due if line.audience == "owner"], today))
        absent = team_work.away(session, staff.id, today)
        sections += [_cover(each, team_work.lines_of(session, reader, [each.id]), today) for each in absent]
        sections.append(_waiting(session, reader, today))
        swept, findings = "", list[Finding]()
        danger, kept = duty.how_many_wait(session), quarantine.how_many_wait(session)
        came_in = inbox.waiting(session, today)
        if staff.has(Role.SUPERVISOR):
            told = [line for line in due if line.audience != "owner"]
            loose = team_work.nobodys_lines(session, reader)
            sections += _for_supervisors(told, loose, today, names)
            swept, findings = _sweep(session, today)
    says = [words.long_day(today), words.count(own, "open case")]
    says += [f"{needed} {'needs' if needed == 1 else 'need'} you today"] if needed else ["nothing is due today"]
    return Work(
        " · ".join(says),
        _within(sections),
        swept,
        findings,
        "Nothing waits for you. New work comes here by itself." if not any(s.lines for s in sections) else "",
        danger,
        kept,
        came_in,
        tabs=tabs,
        views=kept_lists,
    )


def _tabs(session: Session, reader: Staff, today: date, asked: Asked) -> list[Tab]:
    """The three lists, with how much is due in those that are not one's own."""
    team, nobodys = team_work.team_due(session, reader, today)
    named = [
        ("mine", "/", "Mine", 0),
        ("team", "/?whose=team", "My team" if reader.team else "Every team", team),
        ("nobody", "/?whose=nobody", "Without an officer", nobodys),
    ]
    return [Tab(href, f"{text} ({due})" if due else text, whose == asked.whose) for whose, href, text, due in named]


def _teams(
    session: Session,
    reader: Staff,
    asked: Asked,
    names: dict[str, str],
    tabs: list[Tab],
    kept_lists: list[View],
    today: date,
) -> Work:
    """The same order as one's own work, with whose each line is."""
    if asked.whose == "team":
        lines = team_work.team_lines(session, reader, officer=asked.officer, risk=asked.risk)
    else:
        lines = team_work.nobodys_lines(session, reader, risk=asked.risk)
    sections = _within(_mine(lines, today, names))
    people = session.exec(select(StaffRow).where(StaffRow.active).order_by(col(StaffRow.name)))
    ours = [row for row in people if not reader.team or row.team == reader.team]
    workers = [row for row in ours if {Role.OFFICER.value, Role.SUPERVISOR.value} & set(row.roles)]
    return Work(
        f"{words.long_day(today)} · {words.count(len(lines), 'thing')} to do",
        sections,
        nothing="" if sections else "Nothing waits here.",
        title="Work of the team" if asked.whose == "team" else "Work without an officer",
        tabs=tabs,
        asked=asked,
        officers=[{"value": "", "text": "Anybody"}, *({"value": row.id, "text": row.name} for row in workers)],
        risks=[{"value": "", "text": "Any"}, *({"value": risk.value, "text": risk.label} for risk in Risk)],
        views=kept_lists,
    )


def _cover(absent: team_work.Away, lines: list[WorkLine], today: date) -> Section:
    until = f" until {words.day(absent.last)}" if absent.last else ""
    return _section(f"For {absent.name}", lines, today, note=f"Away{until}. What you do here is recorded as for them.")


def _waiting(session: Session, reader: Staff, today: date) -> Section:
    """What is with somebody else: on one's own cases, and every enquiry that is not answered."""
    with_others = [
        replace(_line(line, today, {}), why=f"With {_WAITS_FOR.get(line.audience, 'somebody else')}", colour="")
        for line in team_work.waiting_lines(session, reader)
    ]
    asked = [
        Line(
            when=f"Since {words.short_day(each.asked_on, today)}",
            colour="",
            title=f"No answer yet: {EnquirySubject(each.subject).label}",
            href=f"/cases/{each.case_ref}/do/record-enquiry?subject={each.subject}",
            why="Record the answer when it comes",
            child=words.named(each.child_name, each.date_of_birth, today),
            case=f"{each.case_ref} · {Stage(each.stage).label}",
            ref=each.case_ref,
            risk=each.risk,
        )
        for each in team_work.outstanding(session, reader.id)
    ]
    return Section("Waiting for others", [*with_others, *asked], folded=True)


def _mine(lines: list[WorkLine], today: date, owners: dict[str, str] | None = None) -> Iterator[Section]:
    sunday = today + timedelta(days=6 - today.weekday())
    urgent = [line for line in lines if line.urgent]
    rest = [line for line in lines if not line.urgent]
    for title, chosen in (
        ("Now, before anything else", urgent),
        ("Overdue", [line for line in rest if line.due_on < today]),
        ("Today", [line for line in rest if line.due_on == today]),
        ("This week", [line for line in rest if today < line.due_on <= sunday]),
    ):
        yield _section(title, chosen, today, owners=owners)
    later = [line for line in rest if line.due_on > sunday]
    yield _section("Later", later, today, folded=True, owners=owners)


def _for_supervisors(
    told: list[WorkLine], loose: list[WorkLine], today: date, names: dict[str, str]
) -> Iterator[Section]:
    yield _section("Told to supervisors", told, today, owners=names)
    yield _section(
        "Cases without an officer", loose, today, note="Give each to somebody: what is due on them is nobody’s."
    )


def _within(sections: Iterable[Section]) -> list[Section]:
    """Those that have anything, with no more lines in all than a page can carry: the first ones come first."""
    room, kept = _MOST_LINES, list[Section]()
    for section in sections:
        shown = section.lines[:room]
        room -= len(shown)
        if section.lines:
            kept.append(replace(section, lines=shown, more=section.more + len(section.lines) - len(shown)))
    return kept


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
