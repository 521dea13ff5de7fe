"""Two cases of one child become one, and are two again: nothing lost, and byte for byte as it was (PRACTICE 8.10)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.entry import broken_links, canonical
from domain.fold import fold
from domain.matching.merging import TwoCases, clocks_taken_over, taken_in
from domain.matching.taking_back import (
    closing_entry,
    half_merged,
    leaning,
    merge_entry,
    merged_with,
    still_standing,
    taken_back,
)
from domain.people import Child
from domain.proceedings import PenaltyNotice
from domain.verdict import Refused
from domain.vocabulary import Closure, ContactRule, LetterState, Power, Protection, Risk, Stage
from tests.domain.matching.two_cases import OTHER, Told, merged, two
from tests.domain.play import HOME, REF, issued, posted


def person_of(case: Told, name: str) -> Any:
    return next(person for person in case.case.people if person.name == name)


# What is taken over


def test_what_the_other_case_knows_is_taken_over() -> None:
    survivor, other = two(child={"given": "Kit", "surname": "Sample", "upn": "X800400126001", "known_as": "Kitty"})
    other.act("record-child-seen", where="Library", seen_by="professional", by_name="A", by_role="Nurse", alone=True)
    other.act("record-enquiry", subject="admissions", result="no-trace")
    other.act("add-household-child", child_name="Mia Example", date_of_birth="2012-09-01")
    other.act("add-warning", words="A large dog.", source="Housing", review_on="2027-03-01")
    entry = survivor.tell("merge-case", by="supervisor", overrides=SAME, other=OTHER, reason="One birth certificate.")
    case = survivor.case
    assert [person.name for person in case.people] == ["Ms R Example", "Ms Joan Sample"]
    assert case.child.aliases == ["Kit Sample", "Kitty"]
    assert case.child.upn == "X800400126001"
    assert case.child.given == "Kai", "what both say stays as it is"
    assert [sighting.where for sighting in case.sightings] == ["Library"]
    assert [child.name for child in case.household] == ["Mia Example"]
    assert [enquiry.subject.value for enquiry in case.enquiries] == ["admissions"]
    assert [warning.words for warning in case.warnings] == ["A large dog."]
    assert taken_in(entry).case == OTHER
    assert fold(REF, survivor.entries) == case, "the entry alone tells it: the other journal is not read"


SAME = {"MAYBE_TWO_CHILDREN": "One child: one birth certificate, seen by me."}


def test_an_adult_on_both_is_one_adult_with_the_stricter_rule() -> None:
    survivor, other = two()
    other.act("set-contact-rule", person=other.person(), rule="never", source="The police")
    other.act("agree-safe-address", person=other.person(), safe_address=HOME, agreed_how="With her.")
    merged(survivor, other)
    mother = person_of(survivor, "Ms R Example")
    assert mother.contact_rule is ContactRule.NEVER
    assert mother.contact_rule_source == "The police"
    assert mother.safe_address is not None
    there = person_of(other, "Ms R Example").how_known("safe_address")
    assert mother.how_known("safe_address") == there, "what is filled in keeps how it is known"
    assert mother.telephone == "01632 960 001", "what both say stays as it is"
    assert [task.name for task in survivor.case.open_tasks() if task.name == "merge-differs"]


def test_protection_comes_with_the_case_and_stops_letters() -> None:
    survivor, other = two()
    letter = issued(survivor)
    other.act("protect-details", why="refuge", source="The refuge")
    merged(survivor, other, by="supervisor")
    assert survivor.case.protected
    assert survivor.case.protections_in_force() == [Protection.REFUGE]
    assert survivor.letter().state is LetterState.STOPPED
    assert letter == survivor.letter().id
    assert set(other.case.covered) <= set(survivor.case.covered), "its values are hidden here too"


def test_the_higher_risk_holds() -> None:
    survivor, other = two()
    other.tell("set-risk", by="supervisor", level="amber", reason="Nobody has seen the child for a month.")
    merged(survivor, other)
    assert survivor.case.risk is Risk.AMBER


def test_an_unseen_child_waits_no_longer_for_a_merge() -> None:
    survivor, other = two(child={"first_absent_on": "2026-11-04"})
    ours = survivor.clock("unseen-police").last_day
    theirs = other.clock("unseen-police").last_day
    assert theirs < ours
    merged(survivor, other)
    clock = survivor.clock("unseen-police")
    assert (clock.last_day, clock.process) == (theirs, REF)


def test_a_sighting_on_the_other_case_ends_the_wait() -> None:
    survivor, other = two()
    other.to("2026-11-12")
    survivor.to("2026-11-12")
    other.act("record-child-seen", where="School", seen_by="professional", by_name="A", by_role="Head", alone=True)
    assert clocks_taken_over(survivor.case, other.case) == []
    merged(survivor, other)
    assert "unseen-police" not in survivor.running()


# Put back as it was


@pytest.mark.parametrize("stage", [Stage.REFERRAL, Stage.CHECKS, Stage.CONTACT])
def test_merged_and_undone_at_once_both_are_byte_for_byte_as_they_were(stage: Stage) -> None:
    survivor, other = two()
    for case in (survivor, other):
        if stage is not Stage.REFERRAL:
            case.act("decide-triage", route="missing-education", reasons="On no roll.")
        if stage is Stage.CONTACT:
            case.act("record-enquiry", subject="admissions", result="no-trace")
            case.act("complete-checks", found="nowhere", summary="No trace anywhere.")
    before = canonical(survivor.dump()), canonical(other.dump())
    survivor.to("2026-11-10")
    other.to("2026-11-10")
    merged(survivor, other)
    assert other.case.stage is Stage.CLOSED
    assert other.case.closure is Closure.DUPLICATE
    assert canonical(survivor.dump()) != before[0]
    undone = other.tell("undo-merge", other=REF, reason="Twins: two certificates.")
    survivor.tell("undo-merge", other=OTHER, reason="Twins: two certificates.")
    assert (canonical(survivor.dump()), canonical(other.dump())) == before
    assert undone.consequences.prepared["stage"] == stage
    assert other.case.stage is stage
    for case in (survivor, other):
        assert broken_links(case.entries) == [], "and the journal keeps all of it"
        assert fold(case.ref, still_standing(case.entries)) == case.case


def test_what_was_done_in_between_stays_and_nothing_else() -> None:
    survivor, other = two()
    survivor.act("add-note", note="Before.")
    merged(survivor, other)
    survivor.act("record-child-seen", where="Park", seen_by="known-adult", by_name="B", by_role="Aunt")
    other.act("add-note", note="A letter came back to the old address.")
    other.tell("undo-merge", other=REF, reason="Twins: two certificates.")
    survivor.tell("undo-merge", other=OTHER, reason="Twins: two certificates.")
    for case in (survivor, other):
        gone = taken_back(case.entries)
        never = fold(case.ref, [each for each in case.entries if each.seq not in gone and each.action != "undo-merge"])
        assert case.dump() == never.model_dump(mode="json", exclude={"seq", "head"})
    assert [sighting.where for sighting in survivor.case.sightings] == ["Park"]
    assert [person.name for person in survivor.case.people] == ["Ms R Example"]


def test_a_clock_that_ran_out_meanwhile_rings_after_the_undoing() -> None:
    """The child whose case was closed by mistake is late, and somebody is told at once."""
    survivor, other = two()
    triage = other.clock("triage").last_day
    merged(survivor, other)
    assert list(other.case.running_clocks()) == []
    other.to("2026-11-20")
    other.tell("undo-merge", other=REF, reason="Twins: two certificates.")
    assert other.clock("triage").running
    assert other.clock("triage").last_day == triage < date(2026, 11, 20)
    other.ring()
    assert "triage" in other.tasks()


def test_merged_again_after_an_undoing() -> None:
    survivor, other = two()
    first = merged(survivor, other)
    other.tell("undo-merge", other=REF, reason="Twins, I was told.")
    survivor.tell("undo-merge", other=OTHER, reason="Twins, I was told.")
    assert merge_entry(survivor.entries, OTHER) is None
    second = merged(survivor, other)
    found = merge_entry(survivor.entries, OTHER)
    assert found is not None
    assert (found.seq, first.seq) == (second.seq, 2)
    assert survivor.case.merged == [OTHER]
    assert {person.name for person in survivor.case.people} == {"Ms R Example", "Ms Joan Sample"}


def test_a_letter_to_somebody_who_came_with_the_merge_is_dealt_with() -> None:
    survivor, other = two()
    merged(survivor, other)
    aunt = person_of(survivor, "Ms Joan Sample").id
    survivor.act("change-address", person=aunt, address=HOME, source="Herself")
    posted(survivor, person=aunt)
    waiting = issued(survivor, person=aunt)
    assert dict.fromkeys(kind for kind, _ in leaning(survivor.case, taken_in(survivor.entries[1]))) == {"letter": None}
    other.tell("undo-merge", other=REF, reason="Twins: two certificates.")
    survivor.tell("undo-merge", other=OTHER, reason="Twins: two certificates.")
    assert survivor.case.person(aunt) is None
    assert survivor.task("letter-already-gone").urgent
    assert survivor.task("stop-letter").subject == waiting


def test_what_leans_on_a_merge_in_court_keeps_it() -> None:
    survivor, other = two()
    merged(survivor, other)
    aunt = person_of(survivor, "Ms Joan Sample").id
    survivor.case.proceedings.append(PenaltyNotice.model_validate({"name": "penalty-notice-1", "person_id": aunt}))
    other.tell("undo-merge", other=REF, reason="Twins: two certificates.")
    assert codes(lambda: survivor.tell("undo-merge", other=OTHER, reason="Twins.")) == "PROCEEDING_LEANS"


# What stands in the way


def codes(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refusal:
        act()
    return " ".join(verdict.code for verdict in refusal.value.verdicts)


def test_a_case_is_merged_with_another_that_exists() -> None:
    survivor, _ = two()
    assert codes(lambda: survivor.tell("merge-case", other=REF, reason="One child.")) == "OWN_CASE"
    survivor.beside = None
    assert codes(lambda: survivor.tell("merge-case", other=OTHER, reason="One child.")) == "NO_SUCH_CASE"
    assert codes(lambda: survivor.tell("decide-not-same", other=OTHER, reason="Two.")) == "NO_SUCH_CASE"


def test_twins_are_merged_only_for_a_supervisors_reason() -> None:
    survivor, other = two(child={"given": "Kia"})
    assert codes(lambda: merged(survivor, other)) == "MAYBE_TWO_CHILDREN"
    assert codes(lambda: merged(survivor, other, overrides=SAME)) == "MAYBE_TWO_CHILDREN", "an officer does not"
    entry = merged(survivor, other, by="supervisor", overrides=SAME)
    assert entry.overrides == SAME


def test_work_under_way_on_the_other_case_is_finished_there() -> None:
    survivor, other = two()
    issued(other)
    other.act("plan-visit", visit_on="2026-11-09", ends_by="16:30")
    found = codes(lambda: merged(survivor, other))
    assert found == "VISIT_NOT_ENDED LETTERS_WAITING"
    survivor, other = two()
    other.act("raise-danger", indicators=["abduction"], words="Seen at the port.")
    assert "URGENT_WORK_OPEN" in codes(lambda: merged(survivor, other))
    survivor, other = two()
    other.case.proceedings.append(PenaltyNotice.model_validate({"name": "penalty-notice-1"}))
    assert codes(lambda: merged(survivor, other)) == "PROCEEDINGS_OPEN"


def test_a_closed_case_is_neither_merged_nor_merged_into() -> None:
    """A child who comes back is proposed: the old case is reopened by a person, or it stays closed (PRACTICE 1.5)."""
    survivor, other = two()
    merged(survivor, other)
    assert codes(lambda: survivor.tell("merge-case", other=OTHER, reason="Again.")) == "OTHER_CLOSED"
    assert codes(lambda: other.tell("merge-case", other=REF, reason="Again.")) == "SURVIVING_CLOSED"


def test_a_protected_case_needs_a_supervisor_and_an_identity_a_safeguarding_lead() -> None:
    survivor, other = two()
    other.act("protect-details", why="refuge", source="The refuge")
    assert codes(lambda: merged(survivor, other)) == "SUPERVISOR_NEEDED"
    survivor, other = two()
    other.act("protect-details", why="adoption", source="The court")
    assert codes(lambda: merged(survivor, other, by="supervisor")) == "SAFEGUARDING_LEAD"
    lead = replace(survivor.staff["supervisor"], powers=frozenset({Power.SAFEGUARDING_LEAD}))
    survivor.staff["supervisor"] = lead
    assert merged(survivor, other, by="supervisor").action == "merge-case"


def test_only_a_merge_is_undone() -> None:
    survivor, other = two()
    assert codes(lambda: survivor.tell("undo-merge", other=OTHER, reason="Two.")) == "NOT_MERGED"
    merged(survivor, other)
    other.act("reopen-case", reason="The child is missing again.")
    assert codes(lambda: other.tell("undo-merge", other=REF, reason="Two.")) == "REOPENED"


def test_a_person_decides_and_the_closing_follows() -> None:
    survivor, other = two()
    entry = merged(survivor, other)
    closing = closing_entry(other.entries, REF)
    assert entry.actor == "officer"
    assert closing is not None
    assert closing.data["outcome"] == "DUPLICATE"


def test_half_a_merge_is_found() -> None:
    survivor, other = two()
    assert half_merged(survivor.entries, other.entries) == ""
    survivor.tell("merge-case", other=OTHER, reason="One child.")
    assert half_merged(survivor.entries, other.entries).endswith("has not closed as its duplicate")
    assert list(merged_with(survivor.entries)) == [(REF, OTHER)]
    other.closes()
    assert list(merged_with(other.entries)) == [(REF, OTHER)]
    assert half_merged(survivor.entries, other.entries) == ""
    survivor.tell("undo-merge", other=OTHER, reason="Twins.")
    assert half_merged(survivor.entries, other.entries).endswith("has not taken it over")


def test_facts_of_one_case_are_no_facts_of_two() -> None:
    survivor, _ = two()
    assert isinstance(survivor.facts_of("merge-case", "officer"), TwoCases)
    assert Child().aliases == []
