"""Everything that has happened in a case, a page at a time, and one entry whole."""

from typing import Any

from api.acting import no_such_case
from api.identity import Signed
from api.pages import words
from api.pages.presenters.headlines import events
from api.pages.presenters.paging import pagination
from api.problems import Problem
from api.services import Services
from api.timeline import Happening, timeline
from records.database import transaction
from records.recorder import NoSuchCase
from records.tables import CaseRow

PER_PAGE = 25


def _told(services: Services, signed: Signed, ref: str) -> tuple[str, list[Happening]]:
    try:
        happened = timeline(services, signed, ref)
    except NoSuchCase:
        raise no_such_case() from None
    with transaction(services.engine) as session:
        row = session.get_one(CaseRow, ref)
        return words.named(row.child_name, row.date_of_birth, services.today), happened


def history_page(services: Services, signed: Signed, ref: str, number: int) -> dict[str, Any]:
    child, happened = _told(services, signed, ref)
    first = (number - 1) * PER_PAGE
    return {
        "ref": ref,
        "child": child,
        "says": f"{words.count(len(happened), 'entry', 'entries')}, newest first.",
        "happened": events(happened[first : first + PER_PAGE]),
        "pages": pagination(len(happened), PER_PAGE, number, lambda page: f"/cases/{ref}/history?page={page}"),
    }


def entry_page(services: Services, signed: Signed, ref: str, seq: int) -> dict[str, Any]:
    child, happened = _told(services, signed, ref)
    each = next((each for each in happened if each.seq == seq), None)
    if each is None:
        raise Problem(404, "NO_SUCH_ENTRY", "There is no entry of this number")
    return {"ref": ref, "child": child, "each": each, "headline": events([each])[0].headline}
