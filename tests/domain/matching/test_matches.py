"""A match asks a person and does nothing by itself; what the person decides is remembered (PRACTICE 1.5, 3.3, 8.9)."""

from typing import Any

from domain.actions import ACTIONS
from domain.decide import verdicts
from domain.vocabulary import Stage
from tests.domain.matching.test_merging import codes
from tests.domain.matching.two_cases import OTHER, Told, two
from tests.domain.play import close


def proposed(case: Told, **more: Any) -> None:
    data = {"other": OTHER, "finding": "Probably the same child", "points": 21.0, **more}
    case.tell("match-proposed", by="process", **data)


def test_a_match_asks_a_person_and_does_nothing_else() -> None:
    survivor, other = two()
    before, beside = survivor.dump(), other.dump()
    proposed(survivor)
    task = survivor.task("compare-cases")
    assert task.title == f"This child may be known already: compare with {OTHER}"
    after = survivor.dump()
    assert {name for name in after if after[name] != before[name]} == {"tasks"}
    assert other.dump() == beside
    proposed(survivor)
    assert len([each for each in survivor.case.open_tasks() if each.name == "compare-cases"]) == 1


def test_a_child_who_comes_back_is_proposed_and_not_reopened() -> None:
    survivor, _ = two()
    proposed(survivor, returning=True)
    assert "Decide whether to reopen it" in survivor.task("compare-cases").title
    assert survivor.case.stage is Stage.REFERRAL


def test_a_decision_does_the_task_about_that_case_only() -> None:
    survivor, _ = two()
    proposed(survivor)
    proposed(survivor, other="RC-2026-000003")
    survivor.tell("decide-not-same", other=OTHER, reason="Other parents, other school.")
    assert [task.subject for task in survivor.case.open_tasks() if task.name == "compare-cases"] == ["RC-2026-000003"]


def test_brothers_and_sisters_with_cases_of_their_own_are_linked_and_checked() -> None:
    """Never merged: the other is a child of the household, with its own case, who is checked (PRACTICE 3.3)."""
    survivor, other = two(child={"given": "Mia", "surname": "Example", "date_of_birth": "2017-05-06"})
    survivor.tell("decide-not-same", other=OTHER, household=True, reason="Brother and sister: the mother said so.")
    (sibling,) = survivor.case.household
    assert (sibling.name, sibling.case_ref, sibling.checked) == ("Mia Example", OTHER, False)
    assert "household-check" in survivor.running()
    survivor.tell("decide-not-same", other=OTHER, household=True, reason="Said again by the school.")
    assert len(survivor.case.household) == 1
    assert other.case.open
    named = Told(household=[{"name": "MIA  Example"}])
    named.beside = other
    named.tell("decide-not-same", other=OTHER, household=True, reason="Brother and sister.")
    assert [(each.case_ref, str(each.date_of_birth)) for each in named.case.household] == [(OTHER, "2017-05-06")]


def test_an_earlier_case_is_named_and_stays_closed() -> None:
    survivor, other = two()
    proposed(survivor, returning=True)
    assert codes(lambda: survivor.tell("record-earlier-case", other=OTHER, reason="The same UPN.")) == "STILL_OPEN"
    close(other)
    survivor.tell("record-earlier-case", other=OTHER, reason="The same UPN.")
    assert (survivor.case.earlier, other.case.stage) == ([OTHER], Stage.CLOSED)
    assert "compare-cases" not in survivor.tasks()


def why_not(case: Told, action: str, by: str = "officer2") -> list[dict[str, Any]]:
    form = ACTIONS[action].model_validate({"other": OTHER, "reason": "One child."})
    return [verdict.public() for verdict in verdicts(form, case.facts_of(action, by))]


def test_a_restricted_case_is_not_there_for_whoever_may_not_know_of_it() -> None:
    """The refusal reads as for a reference that was never given (PRACTICE 8.9)."""
    survivor, other = two()
    other.tell("protect-details", by="supervisor", why="adoption", source="The court order")
    for action in ("merge-case", "decide-not-same", "record-earlier-case"):
        there = why_not(survivor, action)
        survivor.beside = None
        assert (there, [each["code"] for each in there]) == (why_not(survivor, action), ["NO_SUCH_CASE"])
        survivor.beside = other
        assert "NO_SUCH_CASE" not in [each["code"] for each in why_not(survivor, action, by="supervisor")]
