"""What follows from the matches of a new case: acts that ask people to look. Never more than that (PRACTICE 1.5)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.act import Act
from domain.facts import PROCESS
from domain.matching.score import Finding, Match

PROPOSE = "match-proposed"
_WORTH_A_TASK = (Finding.LIKELY, Finding.POSSIBLE)


@dataclass(frozen=True)
class Found:
    """A case found for another: how well it matches, and whether it is closed."""

    ref: str
    match: Match
    closed: bool = False


@dataclass(frozen=True)
class ForCase:
    """An act, and the case on which it is to be recorded."""

    case: str
    act: Act


def proposals(case: str, shown: Iterable[Found], held_back: Iterable[Found]) -> Iterator[ForCase]:
    """For what its officer may see, a task on the new case. For what nobody may know of who cannot see it, a task for
    a supervisor on that other case: on the new one nothing is recorded, so it looks as if there were no match
    (PRACTICE 8.9). The keys make each once, however often this runs.
    """
    for found in shown:
        if found.match.finding in _WORTH_A_TASK:
            yield ForCase(case, _act(case, found.ref, found, audience="owner"))
    for found in held_back:
        if found.match.finding in _WORTH_A_TASK:
            yield ForCase(found.ref, _act(found.ref, case, found, audience="supervisor"))


def _act(case: str, other: str, found: Found, *, audience: str) -> Act:
    data = {
        "other": other,
        "finding": found.match.finding.label,
        "points": found.match.points,
        "reasons": found.match.reasons,
        "against": found.match.against,
        "returning": found.closed and audience == "owner",
        "audience": audience,
    }
    return Act(key=f"{case}:match:{other}", action=PROPOSE, actor=PROCESS.id, data=data)
