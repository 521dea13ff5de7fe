"""How a page becomes HTML: our own templates, strict; the design system's macros beside them, as they come."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse

from api.access import with_powers
from api.identity import Signed
from api.pages import words
from api.services import Public, Services
from domain.corrections import frozen
from domain.vocabulary import Role
from records import inbox
from records.database import transaction
from records.legal_list import legal_due
from records.matches import how_many_wait
from records.worklist import due_now

_HERE = Path(__file__).parent
ASSETS = _HERE.parent.parent / "build" / "assets"
_MACROS = {
    "govukBackLink": "back-link",
    "govukButton": "button",
    "govukCheckboxes": "checkboxes",
    "govukDateInput": "date-input",
    "govukDetails": "details",
    "govukErrorSummary": "error-summary",
    "govukFileUpload": "file-upload",
    "govukInput": "input",
    "govukInsetText": "inset-text",
    "govukNotificationBanner": "notification-banner",
    "govukPagination": "pagination",
    "govukRadios": "radios",
    "govukSelect": "select",
    "govukSkipLink": "skip-link",
    "govukTag": "tag",
    "govukTextarea": "textarea",
    "govukWarningText": "warning-text",
}
# What anybody who reads cases sees at the top of every page, and what the others see.
_CASEWORK_NAV = (
    ("/", "My work"),
    ("/cases", "Cases"),
    ("/inbox", "Inbox"),
    ("/matches", "Matches"),
    ("/post-room", "Post room"),
    ("/dates", "Dates"),
)
_LEGAL = ("/legal", "Legal work")
_LEGAL_NAV = (("/", "My work"), _LEGAL, ("/cases", "Cases"), ("/dates", "Dates"))
_OTHER_NAV = (("/", "Start"), ("/dates", "Dates"))
_ADMIN_NAV = (
    ("/", "Start"),
    ("/authorisations", "Authorisations"),
    ("/school-keys", "School keys"),
    ("/dates", "Dates"),
)
_RULES = ("/rules", "Rules")


@dataclass(frozen=True)
class NavItem:
    href: str
    text: str
    here: bool
    count: int = 0
    counted: str = "due now"


class _MissingAssets(dict[str, str]):
    """Before the assets are built, pages come without style rather than not at all."""

    def __missing__(self, name: str) -> str:
        return name


@cache
def _manifest(path: Path, changed: float) -> Mapping[str, str]:
    return _MissingAssets(json.loads(path.read_text()))


def asset(name: str) -> str:
    """The address of a file of the style sheet, by the name under which it was built."""
    manifest = ASSETS / "manifest.json"
    try:
        known = _manifest(manifest, manifest.stat().st_mtime)
    except FileNotFoundError:
        known = _MissingAssets()
    return f"/assets/{known[name]}"


@cache
def _environment() -> jinja2.Environment:
    theirs = jinja2.Environment(
        loader=jinja2.PrefixLoader({"govuk_frontend_jinja": jinja2.PackageLoader("govuk_frontend_jinja")}),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    ours = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for macro, folder in _MACROS.items():
        module = theirs.get_template(f"govuk_frontend_jinja/components/{folder}/macro.html").module
        ours.globals[macro] = getattr(module, macro)
    ours.globals |= {"asset": asset, "count": words.count, "words": words, "frozen": frozen()}
    ours.filters |= {"day": words.day, "long_day": words.long_day, "clock": words.clock, "listed": words.listed}
    return ours


def render(public: Public, template: str, values: Mapping[str, Any]) -> str:
    known: dict[str, Any] = {"me": None, "nav": [], "csrf": "", "title": "", "public": public, "closed": False}
    return _environment().get_template(template).render({**known, **values})


async def page(
    services: Services,
    signed: Signed | None,
    template: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **values: Any,
) -> HTMLResponse:
    """The page, with what stands at the top of each for whoever is signed in. `title` names it."""

    def make() -> str:
        today = services.today
        at_the_top: dict[str, Any] = {"today": today, "closed": services.out_of_hours}
        if signed is not None:
            at_the_top |= {"me": signed.staff, "csrf": signed.csrf, "nav": _nav(services, signed, values.get("here"))}
        return render(services.public, template, at_the_top | values)

    html = await run_in_threadpool(make)
    return HTMLResponse(html, status, dict(headers or {}))


def _nav(services: Services, signed: Signed, here: str | None) -> list[NavItem]:
    has = signed.staff.has
    others = _ADMIN_NAV if has(Role.ADMIN) else _OTHER_NAV
    items = _CASEWORK_NAV if has(Role.OFFICER, Role.SUPERVISOR) else _LEGAL_NAV if has(Role.LEGAL) else others
    if has(Role.SUPERVISOR):
        items = (*items[:2], _LEGAL, *items[2:])
    due, came_in, matches, legal = 0, 0, 0, 0
    if has(Role.LEGAL):
        with transaction(services.engine) as session:
            legal = legal_due(session, with_powers(session, services, signed), services.today)
    if has(Role.OFFICER, Role.SUPERVISOR):
        with transaction(services.engine) as session:
            due = due_now(session, signed.staff.id, signed.staff.team, signed.staff.roles, services.today)
            waits = inbox.waiting(session, services.today)
            came_in = waits.uploads + waits.lines
            matches = how_many_wait(session, with_powers(session, services, signed))
    counts = {
        "/": (due, "due now"),
        "/inbox": (came_in, "to look at"),
        "/matches": (matches, "possible match" if matches == 1 else "possible matches"),
        "/legal": (legal, "due now"),
    }
    return [NavItem(href, text, href == here, *counts.get(href, (0, ""))) for href, text in (*items, _RULES)]
