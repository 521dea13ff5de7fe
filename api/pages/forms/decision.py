"""What a second person decides of a proposal, with the reason: one form under each kind of proposal."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from api.pages.gate import Posted
from api.problems import Problem
from records.four_eyes import DecidedAlready, OwnProposal

LONGEST_WHY = 2_000
UNDECIDED = "Decide it, and say why"


@dataclass(frozen=True)
class Decision:
    approved: bool
    why: str


def decision_in(sent: Posted) -> Decision | None:
    """None where nothing is decided, or no reason is given, or one that is too long."""
    approved = {"approve": True, "reject": False}.get(sent.one("decision"))
    why = sent.one("why").strip()
    return None if approved is None or not why or len(why) > LONGEST_WHY else Decision(approved, why)


@contextmanager
def by_four_eyes() -> Iterator[None]:
    """Raises Problem 409 where somebody was faster, or decides on what they proposed themselves."""
    try:
        yield
    except DecidedAlready:
        raise Problem(409, "DECIDED", "There is no such change to decide: somebody was faster") from None
    except OwnProposal:
        raise Problem(409, "FOUR_EYES", "You proposed this change: somebody else approves it") from None
