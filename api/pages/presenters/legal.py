"""The legal team's page: what waits for a lawyer, under the heading that it belongs to, soonest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from api.identity import Signed
from api.legal_queue import LABELS, QueueLine, legal_queue
from api.pages import words
from api.pages.presenters.paging import pagination
from api.pages.presenters.work import Line, href_of
from api.services import Services
from records.database import transaction
from records.tables import StaffRow

PER_PAGE = 50


@dataclass(frozen=True)
class Heading:
    title: str
    lines: list[Line]


@dataclass(frozen=True)
class LegalPage:
    says: str
    headings: list[Heading]
    pages: dict[str, object] | None


def legal_page(services: Services, signed: Signed, page: int) -> LegalPage:
    queue, today = legal_queue(services, signed, page=page, per_page=PER_PAGE), services.today
    with transaction(services.engine) as session:
        names = dict(session.exec(select(StaffRow.id, col(StaffRow.name))).all())
    found = [
        Heading(title, [_line(line, today, names) for line in queue.lines if line.heading == heading])
        for heading, title in LABELS.items()
    ]
    says = f"{words.long_day(today)} · {words.count(queue.total, 'thing')} for the legal team"
    pages = pagination(queue.total, PER_PAGE, page, lambda number: f"/legal?page={number}")
    return LegalPage(says, [each for each in found if each.lines], pages)


def _line(line: QueueLine, today: date, names: Mapping[str, str]) -> Line:
    late, now = line.due_on < today, line.due_on == today
    when = "now" if line.urgent and not late else words.due(line.due_on, today)
    owner = names.get(line.owner, "")
    return Line(
        when=words.first_upper(when),
        colour="red" if late or line.urgent else "yellow" if now else "",
        title=line.title,
        href=href_of(line.case, line.form, line.id),
        why=line.why,
        child=words.named(line.child_name, line.date_of_birth, today),
        case=" · ".join([line.case] + [owner] * bool(owner)),
        ref=line.case,
        risk=line.risk,
    )
