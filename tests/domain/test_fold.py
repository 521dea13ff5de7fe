"""The case is its journal, read again: as it stands, as it stood on any day, and changed by nothing that came later."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.case_file import CaseFile
from domain.entry import Consequences, Entry, broken_links, canonical, fingerprint
from domain.fold import apply, fold, fold_to, follow
from domain.vocabulary import LetterState, Stage
from tests.domain.play import FATHER, MOTHER, REF, Play, at, close, nothing_urgent, posted

SEEN: dict[str, Any] = {"where": "At home", "seen_by": "professional", "by_name": "A Nurse", "by_role": "School nurse"}


@pytest.fixture
def play() -> Play:
    """A case with some of everything."""
    play = at(
        "reintegration", adults=[MOTHER, FATHER], household=[{"name": "Mia Example"}], indicators=["sibling-gone"]
    )
    play.act("add-warning", words="A loose dog.", source="Housing officer", review_on="2027-02-01")
    play.act("pause-clocks", until="2026-11-13", reason="Funeral abroad.")
    play.to("2026-11-16")
    play.act("record-child-seen", **SEEN)
    posted(play)
    play.act("correct-entry", entry=1, field="child.known_as", old="", new="Kit", reason="Misheard.")
    play.act("protect-details", why="refuge", source="The refuge worker")
    play.to("2026-12-14")
    return play


def test_read_again_it_is_the_same_case(play: Play) -> None:
    assert fold(REF, play.entries) == play.case
    assert (play.case.seq, play.case.head) == (len(play.entries), play.entries[-1].hash)


def test_stored_and_read_back_it_is_the_same_case(play: Play) -> None:
    stored = [Entry.model_validate_json(entry.model_dump_json()) for entry in play.entries]
    assert stored == play.entries
    assert broken_links(stored) == []
    assert fold(REF, stored) == play.case
    assert CaseFile.model_validate(play.case.model_dump(mode="json")) == play.case


def test_a_copy_shares_nothing_that_can_change(play: Play) -> None:
    copy, before = play.case.copied(), play.case.model_dump()
    copy.tasks[0].done_seq, copy.clocks[0].settled_on, copy.people[0].name = 99, date(2030, 1, 1), "Nobody"
    copy.child.given, copy.place.school_name, copy.household[0].checked = "Nobody", "Nowhere", True
    assert play.case.model_dump() == before


def test_an_entry_changes_what_it_says_and_nothing_else(play: Play) -> None:
    case, before = play.case.copied(), play.case.model_dump()
    play.act("add-note", note="Rang.")
    note = play.entries[-1].model_copy(update={"consequences": Consequences()})
    apply(case, note)
    assert case.model_dump(exclude={"seq", "head"}) == {
        name: value for name, value in before.items() if name not in ("seq", "head")
    }
    assert (case.seq, case.head) == (note.seq, note.hash)

    clock, task, letter = case.clocks[0], next(case.open_tasks()), case.letters[0]
    moved = clock.model_copy(update={"label": "Moved"})
    ready = {"owner": "officer-bryn", "stopped": [letter.id], "stopped_why": "Protected."}
    follow(case, Consequences(clocks=[moved], done=[task.id], prepared=ready), note)
    assert [each.label for each in case.clocks if each.name == clock.name] == ["Moved"]
    assert len(case.clocks) == len(before["clocks"])
    assert [each.done_seq for each in case.tasks if each.id == task.id] == [note.seq]
    assert (case.owner, case.team) == ("officer-bryn", before["team"])
    assert (letter.state, letter.stopped_why) == (LetterState.STOPPED, "Protected.")


def test_as_it_stood_on_any_day(play: Play) -> None:
    first = fold_to(REF, play.entries, date(2026, 11, 9))
    assert (first.stage, first.sightings, first.child.known_as) == (Stage.REINTEGRATION, [], "")
    assert first.pause is not None
    assert fold_to(REF, play.entries, date(2026, 11, 8)) == CaseFile(ref=REF)
    then = fold_to(REF, play.entries, date(2026, 11, 16))
    assert (then.child.known_as, then.protected, then.pause) == ("Kit", True, None)
    days = [play.entries[0].happened_on + timedelta(days=n) for n in range(40)]
    seen = [fold_to(REF, play.entries, day).seq for day in days]
    assert seen == sorted(seen)
    assert seen[-1] == play.case.seq


def test_every_beginning_of_a_journal_is_a_case(play: Play) -> None:
    for entry in play.entries:
        assert fold(REF, play.entries[: entry.seq]).seq == entry.seq


# The chain


def test_a_changed_missing_inserted_or_moved_entry_breaks_it(play: Play) -> None:
    entries = play.entries
    assert broken_links(entries) == []
    changed = [*entries]
    changed[4] = entries[4].model_copy(update={"actor": "somebody else"})
    assert broken_links(changed) == [5]
    resealed = [*entries]
    resealed[4] = changed[4].with_seal()
    assert broken_links(resealed) == [6]
    assert broken_links(entries[:3] + entries[4:])[0] == 5
    assert broken_links([*entries[:2], entries[3], entries[2], *entries[4:]])[:2] == [4, 3]
    assert broken_links([*entries[:2], entries[1], *entries[2:]])[0] == 2
    assert broken_links([]) == []


def test_what_followed_is_sealed_with_the_entry(play: Play) -> None:
    entry = next(entry for entry in play.entries if entry.consequences.clocks)
    moved = entry.consequences.model_copy(update={"clocks": []})
    assert entry.model_copy(update={"consequences": moved}).sealed() != entry.hash


def test_equal_things_have_equal_fingerprints() -> None:
    assert canonical({"b": 1, "a": ["ü", None]}) == '{"a":["ü",null],"b":1}'.encode()
    assert fingerprint("x", {"a": 1, "b": 2}) == fingerprint("x", {"b": 2, "a": 1})
    assert fingerprint("x", "y") != fingerprint("xy")


# Tasks


def test_the_same_thing_is_not_asked_twice_while_it_is_open() -> None:
    play = at("support")
    for _ in range(2):
        play.act("record-support-refused", said="They want no help.", offered="Transport.")
    assert [task.name for task in play.case.open_tasks()] == ["support-refused"]
    play.act("finish-task", by="supervisor", task=play.task("support-refused").id, result="Talked to them.")
    play.act("record-support-refused", said="They want no help.", offered="Transport.")
    assert [task.name for task in play.case.open_tasks()] == ["support-refused"]


def test_a_task_done_says_by_which_entry() -> None:
    play = Play()
    play.to("2026-11-12")
    play.act("decide-triage", route="missing-education", reasons="On no roll.")
    decided = next(entry.seq for entry in play.entries if entry.action == "decide-triage")
    assert {task.done_seq for task in play.case.tasks if task.subject == "triage"} == {decided}


def test_closing_leaves_no_task_open() -> None:
    play = at("contact")
    play.to("2026-12-01")
    assert play.tasks()
    nothing_urgent(play)
    close(play)
    assert list(play.case.open_tasks()) == []
