"""The list of cases: what is asked in the address, and a page of answers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from sqlmodel import Session, col, select

from api.access import with_powers
from api.identity import Signed
from api.pages import words
from api.pages.presenters.paging import pagination
from api.services import Services
from domain.vocabulary import CaseKind, Reason, Role, Stage
from records.database import transaction
from records.saved_views import View, views
from records.tables import StaffRow
from records.worklist import CaseFilter, CaseLine, searched

_DUE = (("", "Any day"), ("overdue", "Overdue"), ("today", "Today"), ("week", "This week"))
PER_PAGE = 25


@dataclass(frozen=True)
class Row:
    ref: str
    name: str
    kind: str
    stage: str
    risk: str
    officer: str
    next_thing: str
    due: str
    colour: str
    seen: str
    protected: bool


@dataclass(frozen=True)
class CaseList:
    rows: list[Row]
    says: str
    asked: CaseFilter
    only: str  # what the address asks for beyond the form's own questions
    stages: list[dict[str, str]]
    officers: list[dict[str, str]]
    due: list[dict[str, str]]
    pages: dict[str, object] | None
    address: str
    views: list[View]


def case_list(services: Services, signed: Signed, asked: CaseFilter) -> CaseList:
    today = services.today
    whose = signed.staff.id if asked.assignee == "me" else asked.assignee
    with transaction(services.engine) as session:
        names, kept = _officers(session), views(session, signed.staff)
        reader, wanted = with_powers(session, services, signed), replace(asked, assignee=whose)
        answer = searched(session, wanted, today, reader)
    found, total = answer.lines, answer.total
    first = (asked.page - 1) * asked.per_page
    says = words.count(total, "case")
    if answer.near:
        says = f"Nothing is spelled “{asked.text}”. {words.first_upper(says)} {'is' if total == 1 else 'are'} near it"
    elif total > asked.per_page and found:
        says = f"{first + 1:,} to {first + len(found):,} of {says}"
    return CaseList(
        rows=[_row(services, line, names) for line in found],
        says=says,
        asked=asked,
        only=", ".join(filter(None, (asked.team, Reason(asked.reason).label if asked.reason else ""))),
        stages=[_item("", "Every open stage"), *(_item(stage.value, stage.label) for stage in Stage)],
        officers=[
            _item("", "Anybody"),
            _item("me", "Me"),
            _item("nobody", "Nobody"),
            *(_item(who, name) for who, name in names.items() if who != signed.staff.id),
        ],
        due=[_item(value, text) for value, text in _DUE],
        pages=pagination(total, asked.per_page, asked.page, lambda page: _href(asked, page)),
        address=_href(asked, 0),
        views=kept,
    )


def _officers(session: Session) -> dict[str, str]:
    rows = session.exec(select(StaffRow).where(StaffRow.active).order_by(col(StaffRow.name)))
    return {row.id: row.name for row in rows if {Role.OFFICER.value, Role.SUPERVISOR.value} & set(row.roles)}


def _item(value: str, text: str) -> dict[str, str]:
    return {"value": value, "text": text}


def _row(services: Services, line: CaseLine, names: Mapping[str, str]) -> Row:
    today = services.today
    late = line.next_due is not None and line.next_due < today
    return Row(
        ref=line.ref,
        name=words.named(line.child_name, line.date_of_birth, today),
        kind=CaseKind(line.kind).label,
        stage=Stage(line.stage).label,
        risk=line.risk,
        officer=names.get(line.owner, line.owner) or "Nobody",
        next_thing=line.next_thing,
        due=words.first_upper(words.due(line.next_due, today)) if line.next_due else "",
        colour="red" if late or line.urgent else "yellow" if line.next_due == today else "",
        seen=words.day(line.last_seen_on) if line.last_seen_on else "",
        protected=line.protected,
    )


def _href(asked: CaseFilter, page: int) -> str:
    parts = {name: getattr(asked, name) for name in ("stage", "assignee", "due", "text", "team", "reason")}
    parts |= {"page": page}
    said = urlencode({name: value for name, value in parts.items() if value})
    return f"/cases?{said}" if said else "/cases"
