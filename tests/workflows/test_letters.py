"""Letters through the process to the post room: drafted, edited, approved, issued, posted, returned, stopped."""

import hashlib

import pytest

from domain.vocabulary import LetterState
from records.database import transaction
from records.tables import DocumentRow
from tests.workflows.post import approved, drafted, issued, letter_of, with_a_mother
from tests.workflows.world import World


@pytest.fixture
def world(shared_world: World) -> World:
    return shared_world


async def test_a_letter_from_draft_to_returned(world: World) -> None:
    case, mother = await with_a_mother(world)
    letter = await drafted(case, mother)
    template = letter_of(case, letter).template_text
    assert "Kai" in template
    await case.do("edit-letter", letter=letter, text=template.replace("Dear", "Good morning"))
    await case.do("approve-letter", letter=letter)
    await case.do("issue-letter", letter=letter)
    issue = letter_of(case, letter)
    assert issue.template_text == template  # the difference can always be shown
    assert (issue.state, issue.channel, issue.pages > 0) == (LetterState.ISSUED, "post-room", True)
    with transaction(world.house.engine) as session:
        frozen = session.get_one(DocumentRow, issue.sha256).content
    assert frozen.startswith(b"%PDF")
    assert hashlib.sha256(frozen).hexdigest() == issue.sha256
    await case.do("record-posting", letter=letter)
    posted = letter_of(case, letter)
    assert posted.state is LetterState.POSTED
    assert posted.posted_on is not None
    assert posted.deemed_on is not None
    assert posted.deemed_on > posted.posted_on
    await case.do("record-returned-post", letter=letter)
    assert (letter_of(case, letter).state, letter_of(case, letter).deemed_on) == (LetterState.RETURNED, None)
    assert case.task("returned-post") is not None
    await case.check()


async def test_an_edit_undoes_the_approval(world: World) -> None:
    case, mother = await with_a_mother(world)
    letter = await approved(case, mother)
    await case.do("edit-letter", letter=letter, text="Dear Ms Example")
    assert "LETTER_STATE" in await case.refused("issue-letter", letter=letter)


async def test_an_address_that_changed_after_approval_sends_the_letter_back(world: World) -> None:
    case, mother = await with_a_mother(world)
    letter = await approved(case, mother)
    new = {"lines": ["2 Fixture Road", "Sampleton"], "postcode": "BA1 1AB"}
    await case.do("change-address", person=mother, address=new, source="By telephone")
    assert await case.refused("issue-letter", letter=letter) == ["ADDRESS_CHANGED"]
    await case.do("approve-letter", letter=letter)
    await case.do("issue-letter", letter=letter)
    assert letter_of(case, letter).recipient_lines == ["Ms R Example", "2 Fixture Road", "Sampleton", "BA1 1AB"]


async def test_a_family_protected_after_issue_gets_no_letter_from_the_post_room(world: World) -> None:
    case, mother = await with_a_mother(world)
    letter = await issued(case, mother)
    await case.do("protect-details", why="refuge", source="The refuge worker")
    assert letter_of(case, letter).state is LetterState.STOPPED
    assert "LETTER_STATE" in await case.refused("record-posting", letter=letter)
    assert case.task("safe-way") is not None


async def test_a_family_protected_after_posting_makes_an_urgent_task(world: World) -> None:
    case, mother = await with_a_mother(world)
    letter = await issued(case, mother)
    await case.do("record-posting", letter=letter)
    await case.do("protect-details", why="refuge", source="The refuge worker")
    gone = case.task("letter-already-gone")
    assert gone is not None
    assert gone.urgent
    assert gone.subject == letter
    assert gone.due_on == await case.today()
    await case.check()


async def test_no_clock_ever_moves_a_letter(world: World) -> None:
    case, mother = await with_a_mother(world)
    states = [await drafted(case, mother), await approved(case, mother), await issued(case, mother)]
    before = [letter_of(case, letter) for letter in states]
    await case.forward(120)
    assert [letter_of(case, letter) for letter in states] == before


async def test_post_comes_back_after_the_case_closed_and_after_it_reopened(world: World) -> None:
    case, mother = await with_a_mother(world)
    letter = await issued(case, mother)
    await case.do("record-posting", letter=letter)
    await case.close()
    await case.do("record-returned-post", letter=letter)
    assert letter_of(case, letter).state is LetterState.RETURNED
    await case.do("reopen-case", reason="The letter came back.")
    assert case.task("returned-post") is not None
    await case.check()
