"""Everything that has happened in a case, a page at a time, and one entry whole."""

from itertools import groupby
from typing import Any
from urllib.parse import quote

from api.acting import no_such_case
from api.entry_view import entry_closely
from api.identity import Signed
from api.pages import words
from api.pages.presenters.headlines import Event, events
from api.pages.presenters.paging import pagination
from api.problems import Problem
from api.services import Services
from api.timeline import Happening, timeline
from domain.actions import ACTIONS
from domain.vocabulary import Role
from records.database import transaction
from records.recorder import NoSuchCase
from records.tables import CaseRow

PER_PAGE = 25
_FOLDED_FROM = 3


def _told(services: Services, signed: Signed, ref: str) -> tuple[str, list[Happening]]:
    try:
        happened = timeline(services, signed, ref)
    except NoSuchCase:
        raise no_such_case() from None
    with transaction(services.engine) as session:
        row = session.get_one(CaseRow, ref)
        return words.named(row.child_name, row.date_of_birth, services.today), happened


def history_page(services: Services, signed: Signed, ref: str, number: int, kind: str = "") -> dict[str, Any]:
    """A page of it, newest first; of one kind where `kind` names a topic."""
    child, happened = _told(services, signed, ref)
    kinds = sorted({_topic(each) for each in happened})
    chosen = [each for each in happened if _topic(each) == kind] if kind in kinds else happened
    first = (number - 1) * PER_PAGE
    of = f"kind={quote(kind)}&" if kind in kinds else ""
    return {
        "ref": ref,
        "child": child,
        "kind": kind if kind in kinds else "",
        "kinds": [{"value": "", "text": "Everything"}, *({"value": each, "text": each} for each in kinds)],
        "says": f"{words.count(len(chosen), 'entry', 'entries')}, newest first.",
        "happened": folded(events(chosen[first : first + PER_PAGE])),
        "supervisor": signed.staff.has(Role.SUPERVISOR),
        "pages": pagination(len(chosen), PER_PAGE, number, lambda page: f"/cases/{ref}/history?{of}page={page}"),
    }


def folded(happened: list[Event]) -> list[list[Event]]:
    """Entries one by one; but three or more in a row that the clock or the process wrote stand together, to be opened.
    None is left out.
    """
    groups: list[list[Event]] = []
    for quiet, run in groupby(happened, key=lambda each: each.quiet):
        together = list(run)
        groups += [together] if quiet and len(together) >= _FOLDED_FROM else [[each] for each in together]
    return groups


def _topic(each: Happening) -> str:
    """What an entry is about; what the service records by itself has a kind of its own."""
    action = ACTIONS.get(each.action)
    return action.topic if action is not None and action.roles else "By itself"


def entry_page(services: Services, signed: Signed, ref: str, seq: int) -> dict[str, Any]:
    child, happened = _told(services, signed, ref)
    each = next((each for each in happened if each.seq == seq), None)
    if each is None:
        raise Problem(404, "NO_SUCH_ENTRY", "There is no entry of this number")
    return {
        "ref": ref,
        "child": child,
        "each": each,
        "headline": events([each])[0].headline,
        "closely": entry_closely(services, signed, ref, seq),
        "supervisor": signed.staff.has(Role.SUPERVISOR),
    }
