"""What follows from the matches of a case: acts that ask people to look. Never more than that (PRACTICE 1.5)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from domain.act import Act
from domain.facts import PROCESS
from domain.matching.likeness import Guarded, Likeness
from domain.matching.score import Finding, Match, score

PROPOSE = "match-proposed"
WITHDRAW = "match-withdrawn"
OWNER, SUPERVISOR = "owner", "supervisor"
WORTH_A_TASK = (Finding.LIKELY, Finding.POSSIBLE)


@dataclass(frozen=True)
class Found:
    """A case that may be the same child's: how well it matches, and whether it is closed. `shown` says whether the
    officer of the case asked about may know of the match, `shown_there` the same of the other's officer. `dormant`: it
    is of a child whom nobody has found.
    """

    ref: str
    match: Match
    closed: bool = False
    shown: bool = True
    shown_there: bool = True
    dormant: bool = False


@dataclass(frozen=True)
class Proposed:
    """A proposal that stands or has stood: on which case, which other, for whom, as which entry; `open` while nobody
    has decided it.
    """

    case: str
    other: str
    audience: str
    seq: int
    open: bool


@dataclass(frozen=True)
class ForCase:
    """An act, and the case on which it is to be recorded."""

    case: str
    act: Act


def shown_to_officer(own: Likeness, other: Likeness) -> bool:
    """Whether an officer of the one may be told that the other may be the same child's: not of a restricted case, and
    not where only protected details say so.
    """
    if other.guarded is Guarded.IDENTITY:
        return False
    return not other.protected or score(own, other.without_details()).finding in WORTH_A_TASK


def proposals(
    case: str, found: Collection[Found], before: Collection[Proposed] = (), *, closed: bool = False
) -> Iterator[ForCase]:
    """A task on the case that is new or has changed, for its officer; where that is closed, on the other. Of what its
    officer may not know of, a task for a supervisor on that other case: on this one nothing is recorded, so it looks
    as if there were no match (PRACTICE 8.9). A pair that waits for a decision is not proposed again; and the keys make
    each once, however often this runs.
    """
    gone = {(each.case, each.act.data["other"]) for each in withdrawals(case, found, before)}
    waiting = {
        frozenset({each.case, each.other}) for each in before if each.open and (each.case, each.other) not in gone
    }
    for each in found:
        if each.match.finding not in WORTH_A_TASK or frozenset({case, each.ref}) in waiting:
            continue
        if closed:
            if not each.closed and each.shown_there:
                yield ForCase(each.ref, _proposal(each.ref, case, each, before, OWNER, returning=True))
        elif each.shown:
            yield ForCase(case, _proposal(case, each.ref, each, before, OWNER, returning=each.closed))
            if each.dormant and each.shown_there:  # whoever looks for that child hears of it at once
                yield ForCase(each.ref, _proposal(each.ref, case, each, before, OWNER, reported=True))
        else:
            yield ForCase(each.ref, _proposal(each.ref, case, each, before, SUPERVISOR))


def withdrawals(case: str, found: Collection[Found], before: Collection[Proposed]) -> Iterator[ForCase]:
    """The open proposals of this case, and those on another for it, that would not be made now."""
    alike = {each.ref: each for each in found if each.match.finding in WORTH_A_TASK}
    for each in before:
        if each.open and not _holds(case, each, alike.get(each.other if each.case == case else each.case)):
            key = f"{each.case}:match:{each.other}:{each.seq}:withdrawn"
            data = {"other": each.other, "audience": each.audience}
            yield ForCase(each.case, Act(key=key, action=WITHDRAW, actor=PROCESS.id, data=data))


def _holds(case: str, proposed: Proposed, found: Found | None) -> bool:
    if found is None:
        return False
    here, there = (found.shown, found.shown_there) if proposed.case == case else (found.shown_there, found.shown)
    return here if proposed.audience == OWNER else not there


def _proposal(
    on: str,
    other: str,
    found: Found,
    before: Collection[Proposed],
    audience: str,
    *,
    returning: bool = False,
    reported: bool = False,
) -> Act:
    times = sum(each.case == on and each.other == other for each in before)
    data = {
        "other": other,
        "finding": found.match.finding.label,
        "points": found.match.points,
        "returning": returning,
        "audience": audience,
    }
    if reported:
        data["reported"] = True
    key = f"{on}:match:{other}" + (f":{times + 1}" if times else "")
    return Act(key=key, action=PROPOSE, actor=PROCESS.id, data=data)
