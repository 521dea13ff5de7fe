"""Who is asked to look, of which case, and that nobody else can tell (PRACTICE 8.9)."""

from domain.matching.identity import gives_away, without_linked
from domain.matching.likeness import Guarded
from domain.matching.proposing import Found, proposals
from domain.people import Child
from tests.domain.matching.children import HOME, child, compared

NEW, OPEN, HIDDEN = "RC-2026-000009", "RC-2025-000001", "RC-2025-000002"
ONE_CHILD = compared(child("Kai", **HOME), child("Kai", **HOME))
TWINS = compared(child("Aiden", **HOME), child("Jaiden", **HOME))
GUARDED = compared(child("Kai", **HOME), child("Kai", **HOME, guarded=Guarded.DETAILS))


def test_a_likely_match_is_a_task_of_the_new_case() -> None:
    (found,) = proposals(NEW, [Found(OPEN, ONE_CHILD, closed=True)], [])
    assert found.case == NEW
    assert found.act.actor == "process"
    assert found.act.data["other"] == OPEN
    assert found.act.data["returning"]
    assert found.act.data["audience"] == "owner"
    assert found.act.data["reasons"] == ONE_CHILD.reasons


def test_twins_and_siblings_are_listed_and_nobodys_task() -> None:
    assert list(proposals(NEW, [Found(OPEN, TWINS)], [Found(HIDDEN, TWINS)])) == []


def test_a_case_that_may_not_be_known_is_looked_at_by_a_supervisor_there() -> None:
    """Nothing at all is recorded on the new case: with and without the hidden child it looks alike."""
    (found,) = proposals(NEW, [], [Found(HIDDEN, GUARDED, closed=True)])
    assert (found.case, found.act.data["other"], found.act.data["audience"]) == (HIDDEN, NEW, "supervisor")
    assert found.act.data["returning"] is False, "the new case is open"
    assert [each for each in proposals(NEW, [], [Found(HIDDEN, GUARDED)]) if each.case == NEW] == []


def test_the_same_match_is_proposed_once() -> None:
    first, again = (list(proposals(NEW, [Found(OPEN, ONE_CHILD)], [Found(HIDDEN, GUARDED)])) for _ in range(2))
    assert [each.act.key for each in first] == [each.act.key for each in again]
    assert len({each.act.key for each in first}) == 2


def test_of_two_linked_identities_only_one_is_ever_shown() -> None:
    linked = [frozenset({"old", "new"})]
    assert without_linked(["old", "x", "new"], "", linked) == {"old", "x"}
    assert without_linked(["new", "old"], "", linked) == {"new"}
    assert without_linked(["new", "x"], "old", linked) == {"x"}
    assert without_linked(["a", "b"], "", []) == {"a", "b"}


def test_a_text_that_names_the_other_identity_is_seen() -> None:
    before = Child(given="Kai", surname="Sample", known_as="Kit", aliases=["Kai Test"])
    assert gives_away("Transferred as KAI  SAMPLE, the school says.", before)
    assert gives_away("Kit Sample", before)
    assert gives_away("formerly Kai-Test", before)
    assert not gives_away("Kai is well. Sample taken.", before)
    assert not gives_away("", Child())
