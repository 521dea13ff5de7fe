"""Who is asked to look, of which case, and that nobody else can tell (PRACTICE 8.9)."""

from typing import Any

import pytest

from domain.matching.identity import without_linked
from domain.matching.likeness import Guarded
from domain.matching.proposing import (
    OWNER,
    SUPERVISOR,
    WORTH_A_TASK,
    Found,
    Proposed,
    proposals,
    shown_to_officer,
    withdrawals,
)
from domain.matching.score import score
from tests.domain.matching.children import HOME, child, compared

NEW, OPEN, HIDDEN = "RC-2026-000009", "RC-2025-000001", "RC-2025-000002"
ONE_CHILD = compared(child("Kai", **HOME), child("Kai", **HOME))
TWINS = compared(child("Aiden", **HOME), child("Jaiden", **HOME))
GUARDED = compared(child("Kai", **HOME), child("Kai", **HOME, guarded=Guarded.DETAILS))


def owner(ref: str = OPEN, **more: Any) -> Found:
    return Found(ref, ONE_CHILD, **more)


def hidden(ref: str = HIDDEN, **more: Any) -> Found:
    return Found(ref, GUARDED, shown=False, **more)


def test_a_likely_match_is_a_task_of_the_new_case() -> None:
    (found,) = proposals(NEW, [owner(closed=True)])
    assert found.case == NEW
    assert found.act.actor == "process"
    assert found.act.data["other"] == OPEN
    assert found.act.data["returning"]
    assert found.act.data["audience"] == "owner"
    assert "reasons" not in found.act.data, "what it rests on may be protected tomorrow"


def test_whoever_looks_for_a_child_that_nobody_found_hears_of_a_report_at_once() -> None:
    """A task on both, which whoever decides first settles; of what they may not know of, they do not."""
    new, dormant = proposals(NEW, [owner(dormant=True)])
    assert (new.case, dormant.case) == (NEW, OPEN)
    assert (dormant.act.data["other"], dormant.act.data["reported"]) == (NEW, True)
    both = [Proposed(NEW, OPEN, OWNER, 3, open=True), Proposed(OPEN, NEW, OWNER, 7, open=True)]
    assert list(proposals(NEW, [owner(dormant=True)], both)) == [], "asked once"
    assert list(proposals(OPEN, [owner(NEW)], both)) == []
    assert {each.case for each in withdrawals(NEW, [], both)} == {NEW, OPEN}, "decided on one, it is over on both"
    (only,) = proposals(NEW, [owner(dormant=True, shown_there=False)])
    assert only.case == NEW
    assert [each.case for each in proposals(NEW, [hidden(dormant=True)])] == [HIDDEN], "a supervisor's, once"


def test_twins_and_siblings_are_listed_and_nobodys_task() -> None:
    assert list(proposals(NEW, [Found(OPEN, TWINS), Found(HIDDEN, TWINS, shown=False)])) == []


def test_a_case_that_may_not_be_known_is_looked_at_by_a_supervisor_there() -> None:
    """Nothing at all is recorded on the new case: with and without the hidden child it looks alike."""
    (found,) = proposals(NEW, [hidden(closed=True)])
    assert (found.case, found.act.data["other"], found.act.data["audience"]) == (HIDDEN, NEW, "supervisor")
    assert found.act.data["returning"] is False, "the new case is open"


def test_a_closed_case_whose_details_change_asks_nobody_but_the_officer_of_an_open_one() -> None:
    (found,) = proposals(NEW, [owner()], closed=True)
    assert (found.case, found.act.data["other"], found.act.data["returning"]) == (OPEN, NEW, True)
    assert list(proposals(NEW, [owner(closed=True), owner(HIDDEN, shown_there=False)], closed=True)) == []


def test_the_same_match_is_proposed_once() -> None:
    first, again = (list(proposals(NEW, [owner(), hidden()])) for _ in range(2))
    assert [each.act.key for each in first] == [each.act.key for each in again]
    assert len({each.act.key for each in first}) == 2


@pytest.mark.parametrize("case", [NEW, OPEN])
def test_a_pair_that_waits_on_either_case_is_not_proposed_again(case: str) -> None:
    other = OPEN if case == NEW else NEW
    assert list(proposals(NEW, [owner()], [Proposed(case, other, OWNER, 3, open=True)])) == []


def test_one_that_was_withdrawn_is_proposed_again_under_a_key_of_its_own() -> None:
    (first,) = proposals(NEW, [owner()])
    (again,) = proposals(NEW, [owner()], [Proposed(NEW, OPEN, OWNER, 3, open=False)])
    assert again.case == first.case
    assert again.act.key != first.act.key


def test_what_is_alike_no_more_is_withdrawn() -> None:
    stands = [Proposed(NEW, OPEN, OWNER, 3, open=True), Proposed(HIDDEN, NEW, SUPERVISOR, 4, open=True)]
    assert list(withdrawals(NEW, [owner(), hidden()], stands)) == []
    gone = list(withdrawals(NEW, [Found(OPEN, TWINS)], stands))
    assert [(each.case, each.act.data) for each in gone] == [
        (NEW, {"other": OPEN, "audience": "owner"}),
        (HIDDEN, {"other": NEW, "audience": "supervisor"}),
    ]
    assert list(withdrawals(NEW, [], [Proposed(NEW, OPEN, OWNER, 3, open=False)])) == [], "decided already"


def test_one_that_becomes_restricted_leaves_the_officer_s_list_and_goes_to_a_supervisor() -> None:
    """Whichever of the two had the task."""
    stands = [Proposed(NEW, OPEN, OWNER, 3, open=True)]
    now = owner(shown=False)
    assert [each.case for each in withdrawals(NEW, [now], stands)] == [NEW]
    (found,) = proposals(NEW, [now], stands)
    assert (found.case, found.act.data["audience"]) == (OPEN, "supervisor")
    there = [Proposed(OPEN, NEW, OWNER, 3, open=True)]
    assert [each.case for each in withdrawals(NEW, [owner(shown_there=False)], there)] == [OPEN]


def test_an_officer_is_not_told_what_only_protected_details_say() -> None:
    own = child("Kai", **HOME)
    assert shown_to_officer(own, child("Kai", **HOME))
    assert shown_to_officer(own, child("Kai", **HOME, guarded=Guarded.DETAILS)), "name and birth date say it"
    assert not shown_to_officer(own, child("Kai", **HOME, guarded=Guarded.IDENTITY))
    elsewhere = child("Kai", "Sample", None, **HOME, guarded=Guarded.DETAILS)
    assert score(own, elsewhere).finding in WORTH_A_TASK, "with the address"
    assert not shown_to_officer(own, elsewhere)


def test_of_two_linked_identities_only_one_is_ever_shown() -> None:
    linked = [frozenset({"old", "new"})]
    assert without_linked(["old", "x", "new"], "", linked) == {"old", "x"}
    assert without_linked(["new", "old"], "", linked) == {"new"}
    assert without_linked(["new", "x"], "old", linked) == {"x"}
    assert without_linked(["a", "b"], "", []) == {"a", "b"}
