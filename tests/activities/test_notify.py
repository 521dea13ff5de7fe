"""The post by Notify: once and only once, and nothing of a letter or of the key in anything that may be logged."""

import logging
import signal
import subprocess
import sys
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from activities.notify import NotifyOutage, NotifyPost, NotifyRefusal, Outcome, PostStatus, RefusalCode
from letters.page import lay_out
from tests.fake_notify import API_KEY, SECRET, SERVICE_ID, FakeNotify
from tests.letters.pdf import planted, text_at
from tests.letters.samples import letter

PDF = lay_out(letter("L02"))
REFERENCE = "RC-2026-000123-L02-1"


@pytest.fixture
def notify() -> Iterator[FakeNotify]:
    with FakeNotify() as fake:
        yield fake


@pytest.fixture
def post(notify: FakeNotify) -> NotifyPost:
    return NotifyPost(API_KEY, notify.url)


def test_a_letter_is_looked_up_then_sent(notify: FakeNotify, post: NotifyPost) -> None:
    posted = post.send(REFERENCE, PDF)
    assert notify.requests == ["GET /v2/notifications", "POST /v2/notifications/letter"]
    (taken,) = notify.letters
    assert (taken.reference, taken.pdf, taken.id) == (REFERENCE, PDF, posted.notify_id)
    assert posted.status is PostStatus.PENDING_VIRUS_CHECK
    assert not posted.found


def test_a_letter_that_notify_has_is_found_not_sent(notify: FakeNotify, post: NotifyPost) -> None:
    first = post.send(REFERENCE, PDF)
    notify.settle()
    again = post.send(REFERENCE, PDF)
    assert (again.notify_id, again.status, again.found) == (first.notify_id, PostStatus.ACCEPTED, True)
    assert len(notify.letters) == 1
    assert post.find("RC-2026-000123-L02-2") is None


def test_a_line_that_breaks_after_the_letter_was_taken_does_not_send_it_twice(
    notify: FakeNotify, post: NotifyPost
) -> None:
    notify.drop_after_accepting()
    with pytest.raises(NotifyOutage) as outage:
        post.send(REFERENCE, PDF)
    assert outage.value.status is None
    posted = post.send(REFERENCE, PDF)
    assert posted.found
    assert [each.id for each in notify.with_reference(REFERENCE)] == [posted.notify_id]


def test_a_process_killed_between_sending_and_recording_does_not_send_it_twice(notify: FakeNotify) -> None:
    program = (
        "import os, signal, sys\n"
        "from activities.notify import NotifyPost\n"
        "posted = NotifyPost(sys.argv[1], sys.argv[2]).send(sys.argv[3], sys.stdin.buffer.read())\n"
        "if not posted.found: os.kill(os.getpid(), signal.SIGKILL)\n"  # before anything could be recorded
        "print(posted.notify_id)\n"
    )
    command = [sys.executable, "-c", program, API_KEY, notify.url, REFERENCE]
    killed = subprocess.run(command, input=PDF, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert len(notify.letters) == 1
    restarted = subprocess.run(command, input=PDF, capture_output=True, check=True)
    assert restarted.stdout.decode().strip() == notify.letters[0].id
    assert len(notify.letters) == 1


@pytest.mark.parametrize("status", [500, 502, 503, 429, 408])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_busy_or_broken_is_an_outage_and_nothing_was_taken(
    notify: FakeNotify, post: NotifyPost, status: int, method: str
) -> None:
    notify.fail(2, status, method)
    for _ in range(2):
        with pytest.raises(NotifyOutage) as outage:
            post.send(REFERENCE, PDF)
        assert outage.value.status == status
        assert not notify.letters
    assert not post.send(REFERENCE, PDF).found
    assert len(notify.letters) == 1


def test_no_answer_at_all_is_an_outage(notify: FakeNotify, post: NotifyPost) -> None:
    notify.break_the_line(method="GET")
    with pytest.raises(NotifyOutage):
        post.send(REFERENCE, PDF)
    with pytest.raises(NotifyOutage) as outage:
        NotifyPost(API_KEY, "http://127.0.0.1:9").send(REFERENCE, PDF)
    assert str(outage.value) == "NOTIFY_OUTAGE_NO_ANSWER"


@pytest.mark.parametrize(
    "page", [b"<html>Sign in to the wireless network</html>", b"[]", b"{}", b'{"notifications": 1}']
)
def test_an_answer_that_is_not_notifys_is_an_outage(page: bytes) -> None:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.handle_request, daemon=True)
        thread.start()
        with pytest.raises(NotifyOutage):
            NotifyPost(API_KEY, f"http://127.0.0.1:{server.server_address[1]}").find(REFERENCE)
        thread.join(5)


@pytest.mark.parametrize(
    ("status", "error", "message", "code"),
    [
        (400, "BadRequestError", "Letter content is not a valid PDF", RefusalCode.LETTER),
        (400, "ValidationError", "reference is a required property", RefusalCode.LETTER),
        (400, "BadRequestError", "Cannot send letters when service is in trial mode - see example", RefusalCode.TRIAL),
        (403, "BadRequestError", "Cannot send letters with a team api key", RefusalCode.TEAM_KEY),
        (403, "AuthError", "Error: Your system clock must be accurate to within 30 seconds", RefusalCode.CLOCK),
        (403, "AuthError", "Invalid token: API key not found", RefusalCode.KEY),
        (413, "Exception", "Too large", RefusalCode.TOO_LARGE),
        (404, "NoResultFound", "No result found", RefusalCode.OTHER),
        (410, "Exception", "Gone", RefusalCode.OTHER),
    ],
)
def test_a_refusal_has_a_code_and_is_final(
    notify: FakeNotify, post: NotifyPost, status: int, error: str, message: str, code: RefusalCode
) -> None:
    notify.refuse(status, error, message)
    with pytest.raises(NotifyRefusal) as refused:
        post.send(REFERENCE, PDF)
    assert refused.value.code is code
    assert str(refused.value) == code.value
    assert code.label


def test_a_wrong_key_and_what_is_no_pdf_are_refused_by_the_protocol_itself(
    notify: FakeNotify, post: NotifyPost
) -> None:
    wrong = API_KEY.replace(SECRET, "0" * 8 + SECRET[8:])
    with pytest.raises(NotifyRefusal) as refused:
        NotifyPost(wrong, notify.url).send(REFERENCE, PDF)
    assert refused.value.code is RefusalCode.KEY
    with pytest.raises(NotifyRefusal) as refused:
        post.send(REFERENCE, b"MZ this is a program")
    assert refused.value.code is RefusalCode.LETTER
    assert not notify.letters


def test_the_status_says_what_became_of_it(notify: FakeNotify, post: NotifyPost) -> None:
    good = post.send(REFERENCE, PDF)
    bad = post.send("RC-2026-000124-L02-1", planted(PDF, text_at(2, 150)))
    assert post.status(good.notify_id).outcome is Outcome.WAITING
    notify.settle()
    assert post.status(good.notify_id) is PostStatus.ACCEPTED
    assert post.status(bad.notify_id) is PostStatus.VALIDATION_FAILED
    assert post.status(bad.notify_id).outcome is Outcome.NOT_SENT
    notify.settle("received")
    assert post.status(good.notify_id).outcome is Outcome.POSTED
    notify.settle("something-new")
    assert post.status(good.notify_id) is PostStatus.UNKNOWN
    with pytest.raises(NotifyRefusal) as refused:
        post.status("00000000-0000-0000-0000-000000000000")
    assert refused.value.code is RefusalCode.UNKNOWN_LETTER


def test_every_status_of_notify_has_a_meaning() -> None:
    documented = (
        "created", "sending", "delivered", "accepted", "received", "cancelled", "pending-virus-check",
        "virus-scan-failed", "validation-failed", "technical-failure", "permanent-failure", "returned-letter",
    )  # fmt: skip
    assert {PostStatus.named(value).value for value in documented} == set(documented)
    assert {PostStatus.named(value).outcome for value in ("accepted", "received", "cancelled")} == set(Outcome)
    assert PostStatus.named(None) is PostStatus.UNKNOWN


def test_nothing_of_the_letter_or_the_key_gets_out(
    notify: FakeNotify, post: NotifyPost, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    quoted = "Ms Adaeze Okonjo of 31 Saltern Lane is not a valid address"
    faults: list[Exception] = []
    for status in (400, 403, 429, 500):
        notify.refuse(status, "BadRequestError", quoted)
        with pytest.raises((NotifyOutage, NotifyRefusal)) as raised:
            post.send(REFERENCE, PDF)
        faults.append(raised.value)
    notify.drop_after_accepting()
    with pytest.raises(NotifyOutage) as raised_last:
        post.send(REFERENCE, PDF)
    faults.append(raised_last.value)
    written = caplog.text + repr(post) + "".join(
        "".join(traceback.format_exception(fault)) + repr(fault) + str(fault.__context__) + str(fault.__cause__)
        for fault in faults
    )  # fmt: skip
    assert all(fault.__context__ is None and fault.__cause__ is None for fault in faults)
    for secret in ("Okonjo", "Saltern", SECRET, API_KEY, "Bearer"):
        assert secret not in written
    for key in ("", "abc", SERVICE_ID, f"name-{SECRET}"):
        with pytest.raises(ValueError, match="form") as refused:
            NotifyPost(key)
        assert not key or key not in str(refused.value)


def test_a_reference_can_hold_no_name(post: NotifyPost) -> None:
    for reference in ("", "RC 2026", "Zikora Okonjo", "RC-2026-é", "x" * 101):
        with pytest.raises(ValueError, match="reference"):
            post.send(reference, PDF)


def test_one_post_serves_many_threads(notify: FakeNotify, post: NotifyPost) -> None:
    references = [f"RC-2026-{n:06}-L02-1" for n in range(16)]
    with ThreadPoolExecutor(8) as workers:
        posted = list(workers.map(lambda reference: post.send(reference, PDF), references))
    assert {each.reference: each.id for each in notify.letters} == {
        reference: each.notify_id for reference, each in zip(references, posted, strict=True)
    }
