"""The team today, as a supervisor needs to see it: what is late, who has too much, what waits for a second person."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from api.identity import Signed
from api.pages import words
from api.pages.presenters.work import href_of
from api.services import Services
from domain.calendars import Almanac
from domain.policy import STANDARDS
from domain.policy_changes import in_force
from domain.vocabulary import Role, Stage
from records.almanac import almanac
from records.database import transaction
from records.tables import StaffRow
from records.team_today import DueLine, Load, cases_of, drafts, due_lines, loads, pauses
from records.team_work import team_due

_SHOWN = 10  # of letters and of pauses: the page stays one that can be read
_NEAR = 2  # working days ahead: what will be late unless somebody does it


@dataclass(frozen=True)
class Thing:
    when: str
    colour: str
    title: str
    href: str
    child: str
    ref: str
    says: str
    risk: str = ""


@dataclass(frozen=True)
class TeamPage:
    says: str
    loads: list[Load]
    late: list[Thing]
    late_all: int
    near: list[Thing]
    near_all: int
    drafts: list[Thing]
    drafts_all: int
    paused: list[Thing]
    paused_all: int
    nobodys: int


@dataclass(frozen=True)
class Movable:
    ref: str
    child: str
    says: str
    risk: str


@dataclass(frozen=True)
class Moving:
    """Whose cases these are, which they are, and who could have them."""

    name: str
    officer: str
    cases: list[Movable]
    to: list[dict[str, str]]


def team_page(services: Services, signed: Signed) -> TeamPage:
    today, team, me = services.today, signed.staff.team, signed.staff.id
    with transaction(services.engine) as session:
        names = dict(session.exec(select(StaffRow.id, col(StaffRow.name))).all())
        days = almanac(session)
        late, late_all = due_lines(session, me, team, today - timedelta(days=1))
        near, near_all = due_lines(session, me, team, _working_day(days, today, _NEAR), today)
        nobodys = team_due(session, signed.staff, today)[1]
        # A pause that is half over is looked at.
        long = in_force(STANDARDS["pause-limit"], today, days.standards)[0].value // 2
        waiting, standing = drafts(session, me, team), pauses(session, me, team)
        return TeamPage(
            says=" · ".join((words.long_day(today), team or "Every team")),
            loads=loads(session, me, team, today),
            late=[_due(line, today, names) for line in late],
            late_all=late_all,
            near=[_due(line, today, names) for line in near],
            near_all=near_all,
            drafts=[
                Thing(
                    when="",
                    colour="",
                    title=each.title,
                    href=f"/cases/{each.case_ref}/letters/{each.letter}",
                    child=words.named(each.child_name, each.date_of_birth, today),
                    ref=each.case_ref,
                    says=f"Written by {names.get(each.written_by, each.written_by)}"
                    + (", with legal effect" if each.legal_effect else ""),
                )
                for each in waiting[:_SHOWN]
            ],
            drafts_all=len(waiting),
            paused=[
                Thing(
                    when=f"Until {words.short_day(each.until, today)}",
                    colour="yellow" if _working_days(days, each.began, today) > long else "",
                    title=each.reason,
                    href=f"/cases/{each.case_ref}",
                    child=words.named(each.child_name, each.date_of_birth, today),
                    ref=each.case_ref,
                    says=f"Paused for {words.count(_working_days(days, each.began, today), 'working day')}",
                )
                for each in standing[:_SHOWN]
            ],
            paused_all=len(standing),
            nobodys=nobodys,
        )


def moving(services: Services, signed: Signed, officer: str) -> Moving | None:
    """None where nobody of that name has ever worked here."""
    today = services.today
    with transaction(services.engine) as session:
        row = session.get(StaffRow, officer) if officer else None
        if officer and row is None:
            return None
        found = cases_of(session, signed.staff.id, officer, signed.staff.team)
        to = [{"value": "", "text": "Choose somebody"}, *_workers(session, officer)]
    cases = [
        Movable(
            each["ref"],
            words.named(each["child_name"], each["date_of_birth"], today),
            f"{Stage(each['stage']).label} · {each['next_thing']}"
            + (f", {words.due(each['next_due'], today)}" if each["next_due"] else ""),
            each["risk"],
        )
        for each in found
    ]
    return Moving(row.name if row else "nobody", officer, cases, to)


def _workers(session: Session, but: str) -> list[dict[str, str]]:
    rows = session.exec(select(StaffRow).where(StaffRow.active).order_by(col(StaffRow.name)))
    allowed = {Role.OFFICER.value, Role.SUPERVISOR.value}
    return [{"value": row.id, "text": row.name} for row in rows if row.id != but and allowed & set(row.roles)]


def _due(line: DueLine, today: date, names: dict[str, str]) -> Thing:
    late, now = line.due_on < today, line.due_on == today
    return Thing(
        when=words.first_upper(words.due(line.due_on, today)),
        colour="red" if late else "yellow" if now else "",
        title=line.title,
        href=href_of(line.case_ref, line.action, line.item if line.task else ""),
        child=words.named(line.child_name, line.date_of_birth, today),
        ref=line.case_ref,
        says=names.get(line.owner, line.owner) or "Nobody’s",
        risk=line.risk,
    )


def _working_day(days: Almanac, start: date, count: int) -> date:
    """The working day that many after `start`."""
    day = start
    while count:
        day += timedelta(days=1)
        count -= days.is_working_day(day)
    return day


def _working_days(days: Almanac, first: date, last: date) -> int:
    """How many working days have gone since `first`."""
    return sum(days.is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))
