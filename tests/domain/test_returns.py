"""A school's return about a child of a case: a task for a person, never a step, a letter or an end (PRACTICE 5.1)."""

from typing import Any

import pytest

from domain.returns import ReturnKind
from domain.vocabulary import Stage
from tests.domain.play import Play, close

TOLD = {"school": "800/4001", "on": "2026-11-09"}


def told(play: Play, kind: ReturnKind, **more: Any) -> list[str]:
    play.act("return-received", by="process", told={"kind": kind.value, **TOLD, **more})
    return [task.name for task in play.case.open_tasks() if task.subject.startswith("return:")]


@pytest.mark.parametrize(
    ("kind", "task"),
    [
        (ReturnKind.NEW_PUPIL, "new-pupil-return"),
        (ReturnKind.DELETION, "deletion-return"),
        (ReturnKind.ABSENCE, "absence-return"),
        (ReturnKind.SICKNESS, "section-19"),
    ],
)
def test_it_asks_a_person_and_does_nothing_else(kind: ReturnKind, task: str) -> None:
    play = Play()
    before = (play.case.stage, play.case.closed_on, len(play.case.letters), len(play.case.proceedings))
    assert told(play, kind) == [task]
    assert (play.case.stage, play.case.closed_on, len(play.case.letters), len(play.case.proceedings)) == before
    assert all(task.due_on == play.today for task in play.case.open_tasks() if task.subject.startswith("return:"))


@pytest.mark.parametrize(
    ("deleted", "challenged"),
    [("2026-12-04", True), ("2026-12-07", False)],  # first absent 9 November: the twentieth day is 4 December (S2)
)
def test_a_deletion_a_day_early_is_a_fact_and_is_challenged(deleted: str, challenged: bool) -> None:
    play = Play(child={"first_absent_on": "2026-11-09"})
    play.to("2026-12-08")
    tasks = told(play, ReturnKind.DELETION, on=deleted, ground="I")
    assert ("challenge-deletion" in tasks) is challenged
    assert "deletion-return" in tasks


def test_ground_i_without_a_first_day_cannot_be_right() -> None:
    play = Play(child={"first_absent_on": None})
    assert "challenge-deletion" in told(play, ReturnKind.DELETION, ground="I")
    assert "challenge-deletion" not in told(Play(), ReturnKind.DELETION, ground="other")


def test_from_its_deletion_a_child_is_missing_education_and_unseen() -> None:
    play = Play(child={"first_absent_on": None})
    told(play, ReturnKind.DELETION)
    assert play.case.child.first_absent_on is not None
    assert {"unseen-amber", "unseen-police"} <= play.running()
    known = Play(child={"first_absent_on": None})
    told(known, ReturnKind.DELETION, destination="800/2001")
    assert known.case.child.first_absent_on is None


def test_a_closed_case_is_told_and_stays_closed() -> None:
    play = Play()
    close(play)
    assert told(play, ReturnKind.SICKNESS) == ["section-19"]
    assert play.case.stage is Stage.CLOSED
