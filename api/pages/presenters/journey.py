"""The picture of a child's journey: what is behind, where it stands, what is ahead."""

from dataclasses import dataclass
from datetime import date

from api.case_view import CaseView
from domain.vocabulary import Stage

_ALONG = (
    Stage.REFERRAL,
    Stage.CHECKS,
    Stage.CONTACT,
    Stage.SUPPORT,
    Stage.PLACEMENT,
    Stage.REINTEGRATION,
    Stage.CLOSED,
)


@dataclass(frozen=True)
class Step:
    label: str
    state: str  # done, now, ahead
    when: str
    said: str  # for those who do not see the picture


_SAID = {"done": "done", "now": "the case is here", "ahead": "ahead"}


def journey(view: CaseView, today: date) -> list[Step]:
    here = Stage(view.stage)
    along = list(_ALONG)
    entered = {Stage(passage["stage"]): passage["on"] for passage in view.passages}
    if Stage.DORMANT in entered:  # most children are found: the stage shows only where it has been reached
        along.insert(along.index(Stage.SUPPORT), Stage.DORMANT)
    at = along.index(here)
    steps = []
    for place, stage in enumerate(along):
        on = entered.get(stage)
        state = "now" if stage is here else "done" if on is not None and place < at else "ahead"
        steps.append(Step(stage.label, state, _when(on, state, today), _SAID[state]))
    return steps


def _when(on: date | None, state: str, today: date) -> str:
    if on is None or state == "ahead":
        return ""
    day = f"{on:%-d %b}" if on.year == today.year else f"{on:%-d %b %Y}"
    return f"since {day}" if state == "now" else day
