"""The legal steps beside a case: where each stands, what can be done in it, what cannot and why."""

from dataclasses import dataclass
from datetime import date

from api.case_view import CaseView
from api.identity import Signed
from api.open_actions import OpenAction
from api.pages import words
from api.pages.presenters.clocks import ClockBox, clock_box
from api.pages.presenters.possible import Doing, NotYet, not_yet
from api.proceeding_view import ProceedingView
from domain.actions.access_step import ItemsDecided
from domain.deadline import Stretch


@dataclass(frozen=True)
class ProceedingBox:
    id: str
    title: str
    says: str
    story: list[str]
    links: list[Doing]
    blocked: list[NotYet]
    clocks: list[ClockBox]


def proceeding_boxes(view: CaseView, signed: Signed, today: date) -> list[ProceedingBox]:
    """Those that run first."""
    found = sorted(view.proceedings.values(), key=lambda each: (each.ended_on is not None, each.name))
    return [_box(view, signed, each, today) for each in found]


def _box(view: CaseView, signed: Signed, each: ProceedingView, today: date) -> ProceedingBox:
    person = next((person.name for person in view.people if person.id == each.person_id), "")
    path = f"/cases/{view.ref}/proceedings/{each.name}"
    clocks = [
        clock_box(
            clock.label,
            clock.state,
            clock.kind,
            clock.last_day,
            [Stretch.model_validate(day) for day in clock.days],
            clock.explanation,
            today,
        )
        for clock in each.deadlines
    ]
    return ProceedingBox(
        each.name,
        ": ".join(filter(None, (each.kind_label, person))),
        _says(each),
        each.story,
        [_doing(path, action) for action in _steps_first(each.actions)],
        [not_yet(path, blocked, signed) for blocked in each.blocked if blocked.code not in ("NOT_A_STEP", "ROLE")],
        clocks,
    )


def _doing(path: str, action: OpenAction) -> Doing:
    there = "review" if action.name == ItemsDecided.name else f"do/{action.name}"  # each thing beside what it says
    return Doing(f"{path}/{there}", action.label, bold=action.step and not action.backward)


def _steps_first(actions: list[OpenAction]) -> list[OpenAction]:
    """What goes on comes first, and what ends it or goes back last."""
    return sorted(actions, key=lambda action: (action.backward, not action.step))


def _says(each: ProceedingView) -> str:
    opened = f"begun {words.day(each.opened_on)}" if each.opened_on else ""
    ended = f"ended {words.day(each.ended_on)}" if each.ended_on else ""
    outcome = each.stage_label if each.ended_on else ""
    stage = "" if each.ended_on else f"now: {words.first_lower(each.stage_label)}"
    return words.first_upper(" · ".join(filter(None, (opened, stage, ended, outcome))))
