"""One legal step on a page of its own: the picture of its stages with dates, what it relies on, what has happened."""

from dataclasses import dataclass
from datetime import date

from api.acting import no_such_case
from api.case_view import case_view
from api.identity import Signed
from api.pages import words
from api.pages.presenters.journey import Step
from api.pages.presenters.proceedings import ProceedingBox, proceeding_boxes
from api.problems import Problem
from api.proceeding_view import ProceedingView
from api.services import Services
from domain.actions.of_proceedings import STAGES, stage_label
from domain.law.codes import CODES
from domain.proceedings import ProceedingKind
from domain.vocabulary import Role
from records.recorder import NoSuchCase

_SAID = {"done": "done", "now": "it is here", "ahead": "ahead"}


@dataclass(frozen=True)
class ProceedingPage:
    """`answer` is how many pages the answer to a request for personal data has; 0 while none is built."""

    ref: str
    child: str
    box: ProceedingBox
    steps: list[Step]
    rows: list[tuple[str, str]]
    offences: dict[str, list[dict[str, object]]]
    access: bool = False
    may_review: bool = False
    answer: int = 0


def proceeding_page(services: Services, signed: Signed, ref: str, name: str) -> ProceedingPage:
    """Raises Problem 404."""
    try:
        view = case_view(services, signed, ref)
    except NoSuchCase:
        raise no_such_case() from None
    found, today = view.proceedings.get(name), services.today
    if found is None:
        raise Problem(404, "NO_SUCH_PROCEEDING", "No proceeding of this name is on this case")
    box = next(each for each in proceeding_boxes(view, signed, today) if each.id == name)
    born = view.child.get("date_of_birth")
    child = words.named(str(view.child["name"]), date.fromisoformat(str(born)) if born else None, today)
    access = found.kind == ProceedingKind.SUBJECT_ACCESS
    pack = found.state.get("pack") if access else None
    return ProceedingPage(
        ref,
        child,
        box,
        steps_of(found, today),
        _sessions(found),
        found.offences,
        access=access,
        may_review=signed.staff.has(Role.SUPERVISOR, Role.LEGAL),
        answer=int(pack["pages"]) if pack else 0,
    )


def steps_of(view: ProceedingView, today: date) -> list[Step]:
    """The stages in their usual order; of one that it came to more than once, the last time. What it never came to and
    has left behind is not shown.
    """
    kind = ProceedingKind(view.kind)
    usual = list(STAGES[kind])
    reached = {usual[0]: view.opened_on, **{each.stage: each.on for each in view.reached}}
    at = usual.index(view.stage) if view.stage in usual else len(usual)
    steps = []
    for place, stage in enumerate(usual):
        state = (
            "now" if place == at and view.ended_on is None else "done" if stage in reached and place <= at else "ahead"
        )
        if state == "ahead" and (place < at or view.ended_on is not None):
            continue
        on = reached.get(stage) if state != "ahead" else None
        steps.append(Step(stage_label(kind, stage), state, _when(on, state, today), _SAID[state]))
    if view.ended_on is not None:
        steps.append(Step(view.stage_label, "now", _when(view.ended_on, "done", today), "it has ended"))
    return steps


def _when(on: date | None, state: str, today: date) -> str:
    if on is None:
        return ""
    day = f"{on:%-d %b}" if on.year == today.year else f"{on:%-d %b %Y}"
    return f"since {day}" if state == "now" else day


def _sessions(view: ProceedingView) -> list[tuple[str, str]]:
    """Each session relied on, with its code as it was frozen with the decision."""
    marks = view.state.get("sessions") or []
    lines = []
    for mark in marks:
        half = "morning" if mark["half"] == "AM" else "afternoon"
        was = f", coded {mark['recoded_from'][-1]['code']} before" if mark.get("recoded_from") else ""
        lines.append(
            (
                f"{words.long_day(date.fromisoformat(mark['day']))}, {half}",
                f"{mark['code']}: {CODES[mark['code']].meaning}{was}",
            )
        )
    return lines
