"""Handing one letter to Notify: judged at the door under the case's lock, and honest about what went wrong."""

import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import text
from temporalio.exceptions import ApplicationError

from activities.names import DispatchRequest, StatusRequest
from activities.notify import NotifyPost, Posted
from activities.recording import Recording
from activities.sending import Sending
from domain.act import Act, Turn
from domain.case_file import CaseFile
from domain.vocabulary import LetterState
from records.database import transaction
from records.recorder import load_case, open_case
from records.tables import DispatchRow
from rollcall.wiring import House
from tests.fake_notify import API_KEY, FakeNotify
from tests.workflows.faults import Line
from tests.workflows.post import MOTHER
from tests.workflows.world import fill, house_of

REF = "RC-2026-000001"
NOW = datetime(2026, 11, 9, 10, 0, tzinfo=UTC)


@dataclass
class Desk:
    """A case with one issued letter, and who sends it."""

    house: House
    line: Line
    recording: Recording
    letter: str = ""

    def do(self, action: str, **data: Any) -> Turn:
        act = Act(key=uuid.uuid4().hex, action=action, actor="officer", role="officer", data=data)
        return self.recording.record(REF, REF, act, NOW)

    def sending(self, notify: NotifyPost | None = None) -> Sending:
        return Sending(self.house.engine, notify or self.house.notify)

    def request(self, attempt: int = 1) -> DispatchRequest:
        return DispatchRequest(case=REF, letter=self.letter, attempt=attempt)

    def case(self) -> CaseFile:
        with transaction(self.house.engine) as session:
            return load_case(session, REF)

    def row(self) -> DispatchRow:
        with transaction(self.house.engine) as session:
            return session.get_one(DispatchRow, (REF, self.letter))


@pytest.fixture
def notify() -> Iterator[FakeNotify]:
    with FakeNotify() as fake:
        yield fake


@pytest.fixture
def desk(database: str, notify: FakeNotify) -> Iterator[Desk]:
    with Line(database) as line:
        house = house_of(line.url, "127.0.0.1:1", notify_api_key=SecretStr(API_KEY), notify_url=notify.url)
        fill(house)
        child = {"given": "Kai", "surname": "Example", "date_of_birth": "2015-03-04"}
        data = {"channel": "school", "child": child, "owner": "officer", "team": "north"}
        with transaction(house.engine) as session:
            act = Act(key="referral", action="referral-received", actor="officer", role="officer", data=data)
            open_case(session, act, REF, NOW)
        made = Desk(house, line, Recording(house.engine, house.letters))
        made.do("add-person", **MOTHER)
        drafted = made.do("draft-letter", template="L02", person=made.case().people[0].id)
        made.letter = f"L{drafted.seq}"
        made.do("approve-letter", letter=made.letter)
        made.do("issue-letter", letter=made.letter)
        yield made
        house.engine.dispose()


def code_of(call: Any, *args: Any) -> tuple[str | None, bool]:
    with pytest.raises(ApplicationError) as refused:
        call(*args)
    assert refused.value.__cause__ is None
    return refused.value.type, refused.value.non_retryable


def test_what_was_issued_is_what_notify_gets(desk: Desk, notify: FakeNotify) -> None:
    notify_id = desk.sending().send_letter(desk.request())
    [at_notify] = notify.letters
    assert (at_notify.id, at_notify.reference) == (notify_id, f"{REF}-{desk.letter}")
    with desk.house.engine.connect() as connection:
        assert connection.execute(text("select content from document")).scalar_one() == at_notify.pdf
    assert desk.sending().send_letter(desk.request(2)) == notify_id  # an answer that was lost
    assert len(notify.letters) == 1


def test_an_address_that_changed_after_issue_keeps_the_letter_here(desk: Desk, notify: FakeNotify) -> None:
    new = {"lines": ["2 Fixture Road", "Sampleton"], "postcode": "BA1 1AB"}
    desk.do("change-address", person=desk.case().people[0].id, address=new, source="By telephone")
    code, final = code_of(desk.sending().send_letter, desk.request())
    assert (code in {"ADDRESS_CHANGED", "LETTER_STOPPED"}, final) == (True, True)
    assert notify.letters == []
    assert (desk.row().last_code, desk.row().done) == (code, True)


def test_nobody_protects_a_family_between_the_judgement_and_the_sending(desk: Desk, notify: FakeNotify) -> None:
    """Harm 2: while Notify answers, whoever protects waits; then the letter is known to have left."""
    asked, may_answer = threading.Event(), threading.Event()

    class Slow(NotifyPost):
        def send(self, reference: str, pdf: bytes) -> Posted:
            asked.set()
            assert may_answer.wait(10)
            return super().send(reference, pdf)

    with ThreadPoolExecutor(2) as threads:
        sent = threads.submit(desk.sending(Slow(API_KEY, notify.url)).send_letter, desk.request())
        assert asked.wait(10)
        protected = threads.submit(desk.do, "protect-details", why="refuge", source="The refuge worker")
        time.sleep(0.3)
        assert not protected.done()
        may_answer.set()
        notify_id = sent.result(10)
        protected.result(10)
    told = {"letter": desk.letter, "notify_id": notify_id}
    act = Act(key="told", action="letter-sent", actor="process", data=told)
    desk.recording.record(REF, REF, act, NOW)
    letter = desk.case().letter(desk.letter)
    assert letter is not None
    assert letter.state is LetterState.POSTED
    assert [task.urgent for task in desk.case().open_tasks() if task.name == "letter-already-gone"] == [True]


def test_with_a_skipped_clock_or_in_training_no_letter_leaves(desk: Desk, notify: FakeNotify) -> None:
    """Harm 11: Notify is not even asked."""
    training = Sending(desk.house.engine, desk.house.notify, training=True)
    now = datetime.now(UTC)
    for sending, asked_at, code in (
        (training, now, "TRAINING"),
        (desk.sending(), now + timedelta(days=2), "CLOCK_SKIPPED"),
    ):
        assert code_of(sending.send_letter, desk.request(), asked_at) == (code, True)
        assert (desk.row().last_code, desk.row().done) == (code, True)
    assert notify.letters == []
    assert desk.sending().send_letter(desk.request(), now - timedelta(days=2)), (
        "asked long ago, by a worker that was down"
    )
    assert len(notify.letters) == 1


def test_without_a_key_nothing_goes_and_somebody_hears_of_it(desk: Desk) -> None:
    sending = Sending(desk.house.engine, None)
    assert code_of(sending.send_letter, desk.request()) == ("NO_NOTIFY_KEY", True)
    assert desk.row().last_code == "NO_NOTIFY_KEY"
    assert sending.letter_status(StatusRequest(notify_id="1")) == "waiting"


def test_a_database_that_is_away_is_an_outage(desk: Desk, notify: FakeNotify) -> None:
    desk.line.cut()
    assert code_of(desk.sending().send_letter, desk.request()) == ("OUTAGE", False)
    desk.line.mend()
    assert notify.letters == []
    desk.sending().send_letter(desk.request(2))
    assert desk.row().tries == 2


def test_a_bug_is_told_and_not_tried_for_days(desk: Desk, notify: FakeNotify) -> None:
    with transaction(desk.house.engine) as session:
        session.execute(text("delete from document"))
    assert code_of(desk.sending().send_letter, desk.request()) == ("FAULT", True)
    assert notify.letters == []


@pytest.mark.parametrize(
    ("handed_over", "post_by", "code"),
    [
        ("2026-11-09", "2026-11-09", None),
        ("2026-11-09", "2026-11-08", "TOO_LATE_TO_POST"),
        ("2026-11-07", "2026-11-08", "TOO_LATE_TO_POST"),  # a Saturday: Notify posts it on Monday
    ],
)
def test_a_notice_that_would_be_posted_too_late_does_not_leave(
    desk: Desk, notify: FakeNotify, handed_over: str, post_by: str, code: str | None
) -> None:
    """PRACTICE 4.5: the last day that it prints would be too short."""
    with desk.house.engine.begin() as connection:
        state = "jsonb_set(state, '{letters,0,post_by}', to_jsonb(cast(:day as text)))"
        connection.execute(text(f"update case_file set state = {state} where ref = :ref"), {"day": post_by, "ref": REF})
    now = datetime.fromisoformat(f"{handed_over}T10:00:00+00:00")
    sending = Sending(desk.house.engine, desk.house.notify, now=lambda: now)
    if code is None:
        assert sending.send_letter(desk.request())
        return
    assert code_of(sending.send_letter, desk.request()) == (code, True)
    assert notify.letters == []
