"""Letters by GOV.UK Notify, through its real client: sent once, shown while tried, stopped when they may not go."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import timedelta

import pytest
from pydantic import SecretStr
from temporalio.testing import WorkflowEnvironment

from activities.names import DispatchRequest
from domain.vocabulary import LetterState
from tests.fake_notify import API_KEY, FakeNotify
from tests.workflows.post import approved, dispatch_of, issued, letter_of, with_a_mother
from tests.workflows.world import Case, World, world_of
from workflows.dispatch import LONGEST_WAIT, Dispatch


@pytest.fixture
def notify() -> Iterator[FakeNotify]:
    with FakeNotify() as fake:
        yield fake


@pytest.fixture
async def posting(database: str, temporal_env: WorkflowEnvironment, notify: FakeNotify) -> AsyncIterator[World]:
    """A world with a Notify key: what is issued goes by itself."""
    async with world_of(database, temporal_env, notify_api_key=SecretStr(API_KEY), notify_url=notify.url) as made:
        yield made


class Sending:
    """The sending of one letter: its process, and moving that through its pauses."""

    def __init__(self, case: Case, letter: str) -> None:
        self.case, self.letter = case, letter
        self.handle = case.world.client.get_workflow_handle(f"{case.ref}/letter-{letter}")

    async def wait(self, **time: float) -> None:
        await asyncio.wait_for(self.case.world.env.fast_forward(self.handle, timedelta(**time)), 10)

    async def until(self, true: Callable[[], bool]) -> None:
        await self.case.until(true)

    def tries(self) -> int:
        row = dispatch_of(self.case, self.letter)
        return row.tries if row else 0

    def state(self) -> LetterState:
        return letter_of(self.case, self.letter).state

    @property
    def reference(self) -> str:
        return f"{self.case.ref}-{self.letter}"


async def sent(posting: World) -> Sending:
    case, mother = await with_a_mother(posting)
    sending = Sending(case, await issued(case, mother))
    await sending.until(lambda: sending.state() is LetterState.POSTED)
    return sending


async def test_an_issued_letter_is_sent_by_a_process_of_its_own_and_the_journal_says_so(
    posting: World, notify: FakeNotify
) -> None:
    case, mother = await with_a_mother(posting)
    letter = await approved(case, mother)
    run = (await case.handle.describe()).run_id
    receipt = await case.do("issue-letter", letter=letter)
    assert receipt.seq > 0
    sending = Sending(case, letter)
    await sending.until(lambda: sending.state() is LetterState.POSTED)
    assert (await case.handle.describe()).run_id != run  # a fresh run: time can be moved again
    [at_notify] = notify.letters
    assert at_notify.reference == sending.reference
    assert letter_of(case, letter).notify_id == at_notify.id
    assert letter_of(case, letter).channel == "notify"
    row = dispatch_of(case, letter)
    assert row is not None
    assert (row.tries, row.last_code, row.done, row.next_try_at) == (1, "", True, None)
    await case.forward(1)
    await case.check()


async def test_each_try_shows_on_the_case_while_notify_is_ill_and_then_it_is_sent_once(
    posting: World, notify: FakeNotify
) -> None:
    notify.fail(2, 500)
    notify.fail(1, 429)
    case, mother = await with_a_mother(posting)
    sending = Sending(case, await issued(case, mother))
    for attempt, (code, pause) in enumerate((("500", 30), ("500", 60), ("429", 120)), start=1):
        await sending.until(lambda attempt=attempt: sending.tries() == attempt)  # type: ignore[misc]
        row = dispatch_of(case, sending.letter)
        assert row is not None
        assert (row.last_code, row.done) == (f"NOTIFY_OUTAGE_{code}", False)
        assert row.next_try_at is not None
        assert row.next_try_at - row.last_try_at == timedelta(seconds=pause)
        assert sending.state() is LetterState.ISSUED
        await sending.wait(seconds=pause + 1)
    await sending.until(lambda: sending.state() is LetterState.POSTED)
    assert sending.tries() == 4
    assert len(notify.letters) == 1
    await case.check()


async def test_a_letter_taken_before_the_line_broke_is_found_and_never_sent_twice(
    posting: World, notify: FakeNotify
) -> None:
    notify.drop_after_accepting(1)
    case, mother = await with_a_mother(posting)
    sending = Sending(case, await issued(case, mother))
    await sending.until(lambda: sending.tries() == 1)
    assert sending.state() is LetterState.ISSUED
    await sending.wait(seconds=31)
    await sending.until(lambda: sending.state() is LetterState.POSTED)
    assert len(notify.with_reference(sending.reference)) == 1
    assert letter_of(case, sending.letter).notify_id == notify.letters[0].id


async def test_a_letter_that_notify_refuses_stops_and_somebody_is_told(posting: World, notify: FakeNotify) -> None:
    notify.refuse(400, "ValidationError", "Letter content for Kai Example is not valid")
    case, mother = await with_a_mother(posting)
    sending = Sending(case, await issued(case, mother))
    await sending.until(lambda: sending.state() is LetterState.STOPPED)
    assert case.actions()[-1] == "letter-not-sent"
    assert case.journal()[-1].data["code"] == "NOTIFY_LETTER_REFUSED"
    assert case.task("letter-not-sent") is not None
    row = dispatch_of(case, sending.letter)
    assert row is not None
    assert (row.tries, row.last_code, row.done) == (1, "NOTIFY_LETTER_REFUSED", True)
    assert notify.letters == []
    await case.check()


async def test_notify_away_for_longer_than_it_remembers_is_given_up_and_told(
    posting: World, notify: FakeNotify
) -> None:
    notify.fail(2, 503)
    case, mother = await with_a_mother(posting)
    sending = Sending(case, await issued(case, mother))
    await sending.until(lambda: sending.tries() == 1)
    await sending.handle.terminate("to begin again where the next pause would be too long")
    late = DispatchRequest(case=case.ref, letter=sending.letter, attempt=300, pause=LONGEST_WAIT + timedelta(1))
    await posting.client.start_workflow(Dispatch.run, late, id=sending.handle.id, task_queue=posting.queue)
    assert await asyncio.wait_for(sending.handle.result(), 10) == "NOTIFY_OUTAGE_503"
    await sending.until(lambda: sending.state() is LetterState.STOPPED)
    assert case.task("letter-not-sent") is not None
    assert sending.tries() == 300


async def test_a_file_found_bad_after_it_was_taken_is_told_like_a_refusal(posting: World, notify: FakeNotify) -> None:
    sending = await sent(posting)
    notify.settle("validation-failed")
    await sending.wait(hours=6, seconds=5)
    await sending.until(lambda: sending.state() is LetterState.STOPPED)
    assert sending.case.journal()[-1].data["code"] == "NOTIFY_VALIDATION_FAILED"
    assert sending.case.task("letter-not-sent") is not None
    await sending.case.check()


async def test_not_being_able_to_ask_says_nothing_about_the_letter(posting: World, notify: FakeNotify) -> None:
    sending = await sent(posting)
    notify.fail(50, 503, method="GET")
    await sending.wait(hours=6, seconds=5)
    await sending.wait(hours=6, seconds=5)
    assert sending.state() is LetterState.POSTED
    notify._trouble.clear()
    notify.settle("received")
    await sending.wait(hours=6, seconds=5)
    assert await asyncio.wait_for(sending.handle.result(), 10) == "posted"
    assert "letter-not-sent" not in sending.case.actions()


@pytest.mark.parametrize("flag", ["protect-details", "set-contact-rule"])
async def test_a_letter_that_may_no_longer_go_does_not_leave(posting: World, notify: FakeNotify, flag: str) -> None:
    """Harm 2 of PRACTICE 8: flagged while Notify is ill, then Notify is well again."""
    notify.fail(1, 503)
    case, mother = await with_a_mother(posting)
    sending = Sending(case, await issued(case, mother))
    await sending.until(lambda: sending.tries() == 1)
    if flag == "protect-details":
        await case.do(flag, why="refuge", source="The refuge worker")
    else:
        await case.do(flag, person=mother, rule="never", source="The court's order")
    await sending.wait(seconds=31)
    await sending.until(lambda: sending.tries() == 2)
    assert await asyncio.wait_for(sending.handle.result(), 10) == "LETTER_STOPPED"
    assert notify.letters == []
    assert sending.state() is LetterState.STOPPED
    await case.check()


async def test_a_letter_taken_unheard_and_then_protected_is_known_to_have_left(
    posting: World, notify: FakeNotify
) -> None:
    """The worst moment: Notify has it, we do not know so yet, and the family goes into a refuge."""
    notify.drop_after_accepting(1)
    case, mother = await with_a_mother(posting)
    sending = Sending(case, await issued(case, mother))
    await sending.until(lambda: sending.tries() == 1)
    await case.do("protect-details", why="refuge", source="The refuge worker")
    assert sending.state() is LetterState.STOPPED
    await sending.wait(seconds=31)
    await sending.until(lambda: "letter-sent" in case.actions())
    assert len(notify.letters) == 1
    gone = case.task("letter-already-gone")
    assert gone is not None
    assert gone.urgent
    await case.check()


async def test_a_letter_protected_after_it_was_sent_makes_an_urgent_task(posting: World) -> None:
    sending = await sent(posting)
    await sending.case.do("protect-details", why="refuge", source="The refuge worker")
    gone = sending.case.task("letter-already-gone")
    assert gone is not None
    assert gone.urgent
    assert gone.due_on == await sending.case.today()


async def test_with_a_skipped_clock_no_letter_leaves_and_somebody_is_told(posting: World, notify: FakeNotify) -> None:
    """Harm 11 of PRACTICE 8."""
    case, mother = await with_a_mother(posting)
    await case.forward(2)
    sending = Sending(case, await issued(case, mother))
    await sending.until(lambda: sending.state() is LetterState.STOPPED)
    assert case.journal()[-1].data["code"] == "CLOCK_SKIPPED"
    assert case.task("letter-not-sent") is not None
    assert notify.letters == []


async def test_an_issue_sent_again_sends_no_second_letter(posting: World, notify: FakeNotify) -> None:
    case, mother = await with_a_mother(posting)
    letter = await approved(case, mother)
    first = await case.do("issue-letter", key="issue", letter=letter)
    sending = Sending(case, letter)
    await sending.until(lambda: sending.state() is LetterState.POSTED)
    again = await case.do("issue-letter", key="issue", letter=letter)
    assert again.seq == first.seq
    await asyncio.sleep(0.3)
    assert len(notify.letters) == 1
    assert sending.state() is LetterState.POSTED


async def test_what_became_of_a_letter_waits_for_a_journey_that_does_not_run(
    posting: World, notify: FakeNotify
) -> None:
    notify.fail(1, 500)
    case, mother = await with_a_mother(posting)
    sending = Sending(case, await issued(case, mother))
    await sending.until(lambda: sending.tries() == 1)
    await case.handle.terminate("a test of what happens then")
    await sending.wait(seconds=31)
    await sending.until(lambda: len(notify.letters) == 1)
    await case.start()
    await sending.wait(hours=1, seconds=5)
    await sending.until(lambda: sending.state() is LetterState.POSTED)
    await case.check()
