"""What protection covers, found in any text however somebody wrote it; and a letter that shows it does not go."""

import pytest

from domain.guards.letters import shows_nothing_protected
from domain.protecting import HIDDEN, protected_values, scrubbed, shows
from domain.vocabulary import LetterState
from tests.domain.play import Play

REFUGE = {"lines": ["Flat 3, 12 Hidden Lane", "Sampleton"], "postcode": "BA9 9ZZ"}
MOTHER = {
    "name": "Ms R Example",
    "relation": "mother",
    "address": REFUGE,
    "telephone": "01632 960 456",
    "email": "r.example@refuge.example",
    "lives_with_child": True,
}
SAFE = {"lines": ["PO Box 1", "Mockham"], "postcode": "BA1 1AD"}


@pytest.fixture
def play() -> Play:
    play = Play(adults=[MOTHER])
    play.act("record-child-seen", where="Hidden Lane Playgroup", seen_by="professional", by_name="N", by_role="Nurse")
    play.act("protect-details", why="refuge", source="The refuge worker")
    return play


@pytest.mark.parametrize(
    "written",
    [
        "She lives at Flat 3, 12 Hidden Lane.",
        "near hidden lane",
        "12  HIDDEN\nLANE",
        "the postcode is ba99zz",
        "BA9  9ZZ",
        "ring 01632960456",
        "ring 01632-960-456 after six",
        "ring +44 1632 960456",
        "ring +44 (0)1632 960 456",
        "ring 0044 1632 960 456",
        "R.Example@Refuge.Example",
        "800/4001",
        "at the Hidden Lane Playgroup",
        "in Sampleton",
    ],
)
def test_a_protected_value_is_found_however_it_is_written(play: Play, written: str) -> None:
    values = protected_values(play.case)
    assert shows(written, values)
    blanked = scrubbed(written, values)
    assert HIDDEN in blanked
    assert not shows(blanked, values)


@pytest.mark.parametrize(
    "written",
    ["She is well.", "Ring 01632 960 101.", "Flat 3 is empty", "the year 2026", "Ms R Example", "Kai Example"],
)
def test_what_is_not_protected_stays(play: Play, written: str) -> None:
    assert scrubbed(written, protected_values(play.case)) == written


def test_nothing_is_hidden_where_nothing_is_protected() -> None:
    assert protected_values(Play(adults=[MOTHER]).case) == []


def test_the_agreed_safe_address_may_be_printed(play: Play) -> None:
    play.act("agree-safe-address", person="P1-1", safe_address=SAFE, agreed_how="With her worker")
    assert not shows("PO Box 1, Mockham, BA1 1AD", protected_values(play.case))


def test_a_value_that_was_changed_stays_hidden(play: Play) -> None:
    new = {"lines": ["7 Quiet Street", "Otherham"], "postcode": "BA8 8ZZ"}
    play.act("change-address", person="P1-1", address=new, telephone="01632 960 789", source="Her worker")
    values = protected_values(play.case)
    for written in ("12 Hidden Lane", "01632 960 456", "Quiet Street", "01632 960 789"):
        assert shows(written, values)


def test_a_value_that_was_corrected_stays_hidden(play: Play) -> None:
    play.act("correct-entry", entry=1, field="child.school", old="800/4001", new="800/4002", reason="Misread")
    values = protected_values(play.case)
    assert shows("800/4001", values)
    assert shows("800/4002", values)


def test_a_school_applied_to_and_one_of_another_child_are_hidden(play: Play) -> None:
    play.act("decide-triage", route="missing-education", reasons="On no roll.")
    play.act("add-household-child", child_name="Mia Example")
    child = play.case.household[-1].id
    play.act("check-household-child", child=child, educated_at="Secret Infants", confirmed_by="The office")
    assert shows("Mia goes to Secret Infants", protected_values(play.case))


def test_when_the_protection_ends_so_does_the_hiding(play: Play) -> None:
    play.act("end-protection", by="supervisor", why="refuge", reason="The family has a new home")
    assert protected_values(play.case) == []


def drafted(play: Play, text: str) -> str:
    """A letter to the mother at her safe address, with this text."""
    play.act("agree-safe-address", person="P1-1", safe_address=SAFE, agreed_how="With her worker")
    play.act("draft-letter", template="L02", person="P1-1")
    letter = play.case.letters[-1].id
    play.act("edit-letter", letter=letter, text=text)
    return letter


@pytest.mark.parametrize(
    "text", ["We saw Kai at 12 hidden  lane.", "Ring us on (01632) 960-456.", f"We came to {HIDDEN}."]
)
def test_a_letter_that_shows_it_is_not_approved_by_anybody(play: Play, text: str) -> None:
    letter = drafted(play, text)
    for by in ("officer2", "supervisor"):
        why = {"PROTECTED_IN_TEXT": "She knows it anyway"}
        assert play.refused("approve-letter", by=by, letter=letter, overrides=why) == "PROTECTED_IN_TEXT"
    verdict = play.verdict("PROTECTED_IN_TEXT", "approve-letter", letter=letter)
    assert verdict is not None
    assert "hidden" not in verdict.reason.casefold(), "the refusal does not repeat it"
    play.act("edit-letter", letter=letter, text="We would like to see Kai.")
    play.act("approve-letter", by="officer2", letter=letter)


def test_what_becomes_known_after_approval_stops_the_letter(play: Play) -> None:
    letter = drafted(play, "We will meet at the library in Otherham.")
    play.act("approve-letter", by="officer2", letter=letter)
    new = {"lines": ["7 Quiet Street", "Otherham"], "postcode": "BA8 8ZZ"}
    play.act("change-address", person="P1-1", address=new, source="Her worker")
    (stopped,) = play.case.letters
    assert stopped.state is LetterState.STOPPED


def test_what_becomes_known_of_a_letter_that_left_is_an_urgent_task(play: Play) -> None:
    letter = drafted(play, "We will meet at the library in Otherham.")
    play.act("approve-letter", by="officer2", letter=letter)
    play.act("issue-letter", letter=letter)
    play.act("record-posting", letter=letter)
    new = {"lines": ["7 Quiet Street", "Otherham"], "postcode": "BA8 8ZZ"}
    play.act("change-address", person="P1-1", address=new, source="Her worker")
    assert [task.subject for task in play.case.open_tasks() if task.name == "letter-already-gone"] == [letter]


def test_the_authority_may_name_itself(play: Play) -> None:
    drafted(play, "I work for Sampleton Borough Council.")
    (letter,) = play.case.letters
    assert list(shows_nothing_protected(play.case, letter, "Sampleton Borough Council, 1 High Street")) == []
    assert [each.code for each in shows_nothing_protected(play.case, letter, "")] == ["PROTECTED_IN_TEXT"]


def test_text_is_free_where_nothing_is_protected() -> None:
    play = Play(adults=[MOTHER])
    play.act("draft-letter", template="L02", person="P1-1")
    letter = play.case.letters[-1].id
    play.act("edit-letter", letter=letter, text=f"We came to 12 Hidden Lane, {HIDDEN}.")
    play.act("approve-letter", by="officer2", letter=letter)
