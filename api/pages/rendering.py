"""How a page becomes HTML: our own templates, strict; the design system's macros beside them, as they come."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse

from api.identity import Signed
from api.pages import kept, words
from api.pages.navigation import navigation
from api.services import Public, Services
from api.training.world import Step
from domain.corrections import frozen

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
    known["training_day"] = None
    return _environment().get_template(template).render({**known, **values})


def in_training(services: Services, values: Mapping[str, Any]) -> dict[str, Any]:
    """What stands above each page of a training world; nothing elsewhere. A case is where one comes back to."""
    if services.training is None:
        return {}
    ref = getattr(values.get("case"), "ref", "")
    back = f"/cases/{ref}" if ref else ""
    return {"training_day": services.today, "training_steps": list(Step), "training_back": back}


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
        at_the_top |= in_training(services, values)
        if signed is not None:
            at_the_top |= {
                "me": signed.staff,
                "csrf": signed.csrf,
                "whose": kept.whose(services, signed.staff.id),
                "nav": navigation(services, signed, values.get("here")),
            }
        return render(services.public, template, at_the_top | values)

    html = await run_in_threadpool(make)
    return HTMLResponse(html, status, dict(headers or {}))
