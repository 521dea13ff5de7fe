"""Processes really killed, with -9, in the middle of what they do: what was accepted is recorded exactly once."""

import asyncio
import time
import uuid
from datetime import timedelta

import pytest

from activities.names import DispatchRequest
from tests.fake_notify import FakeNotify
from tests.fake_smtp import FakeSmtp
from tests.kills.crowd import Crowd
from tests.kills.service import REFERRAL, Service
from tests.kills.soak import soak
from tests.pages.telling import NEIGHBOUR
from tests.rollcall.running import HEAL_WITHIN, eventually
from workflows.dispatch import Dispatch
from workflows.starting import TASK_QUEUE

pytestmark = pytest.mark.processes


@pytest.mark.parametrize("name", ["worker", "api", "Temporal", "PostgreSQL"])
def test_a_child_killed_in_the_middle_of_many_acts(service: Service, refs: list[str], name: str) -> None:
    before = service.up.child(name)
    with Crowd(service, refs) as crowd:
        crowd.recorded(16)
        service.kill(name)
        eventually(lambda: service.up.child(name) != before, HEAL_WITHIN, f"{name} again")
        crowd.recorded(16)
    crowd.each_exactly_once()
    service.agrees()
    if name == "api":  # whoever was being answered did notice, and asked again under the same key
        assert crowd.answered[0] > 0


def test_a_short_soak(service: Service, refs: list[str], notify: FakeNotify) -> None:
    """`make soak` does this for an hour."""
    done = soak(service, notify, refs, kills=3, seconds=40)
    assert sum(done.kills.values()) > 0
    assert done.letters > 0
    assert done.acts > 8


def test_the_supervisor_killed_leaves_every_case_and_every_clock(service: Service, refs: list[str]) -> None:
    others = {service.refer() for _ in range(2)}
    eventually(lambda: others <= service.clocks().keys(), HEAL_WITHIN, "both say what they wait for")
    before = service.clocks()
    with Crowd(service, refs) as crowd:
        crowd.recorded(16)
        service.kill_supervisor()
        service.start()
        crowd.recorded(16)
    crowd.each_exactly_once()
    after = service.clocks()
    assert after.keys() == before.keys()
    assert all(after.values())
    assert {ref: after[ref] for ref in others} == {ref: before[ref] for ref in others}
    service.agrees()
    assert (
        service.do(others.pop(), "decide-triage", route="missing-education", reasons="On no roll.")["stage"] == "checks"
    )


def test_a_caller_not_answered_in_five_seconds_has_a_receipt(service: Service, refs: list[str]) -> None:
    key = uuid.uuid4().hex
    with service.down("worker"):  # the engine keeps what comes, and nobody takes it up
        began = time.monotonic()
        answer = service.post(f"/api/cases/{refs[0]}/actions/add-note", {"note": key}, key)
        took = time.monotonic() - began
        assert (answer.status_code, answer.json()) == (202, {"status": "pending", "receipt": f"/api/receipts/{key}"})
        assert answer.headers["Location"] == f"/api/receipts/{key}"
        assert took >= 5
        assert service.receipt(key)["status"] == "pending"
    eventually(lambda: service.receipt(key)["status"] == "recorded", HEAL_WITHIN, "the receipt has become an answer")
    again = service.do(refs[0], "add-note", key=key, note=key)
    assert again["seq"] == service.receipt(key)["seq"]
    assert notes(service, refs[0]).count(key) == 1
    service.agrees()


def test_a_referral_while_temporal_is_down_is_a_case_that_starts_once_it_is_back(service: Service) -> None:
    key = uuid.uuid4().hex
    with service.down("Temporal"):
        answer = service.post("/api/referrals", REFERRAL, key)
        assert (answer.status_code, answer.json()["started"]) == (201, False)
        ref = answer.json()["reference"]
        assert service.get(f"/api/cases/{ref}").json()["stage"] == "referral"
        assert service.post("/api/referrals", REFERRAL, key).json()["reference"] == ref
        waiting = service.post(f"/api/cases/{ref}/actions/add-note", {"note": key}, key)
        assert waiting.status_code == 202
    eventually(lambda: ref in service.clocks(), HEAL_WITHIN, "its process runs")
    eventually(lambda: service.receipt(key)["status"] == "recorded", HEAL_WITHIN, "what was asked of it is done")
    assert notes(service, ref) == [key]
    assert service.rows("select count(*) from journal where action = 'referral-received' and case_ref = %s", ref) == [
        (1,)
    ]
    assert asyncio.run(runs_of(service, ref)) == 1
    service.agrees()


def test_danger_told_to_the_public_form_while_temporal_is_down(service: Service, smtp: FakeSmtp) -> None:
    """The duty address is told by its reference, Temporal or not; the process starts once Temporal is back."""
    with service.client("nobody") as neighbour:
        for name, said in {**NEIGHBOUR, "danger": {"danger": "yes"}}.items():
            answer = neighbour.post(f"/refer/{name}", data=said)
            assert answer.status_code == 303, (name, answer.text)
        with service.down("Temporal"):
            sent = neighbour.post("/refer/check", data={})
            assert sent.headers["location"] == "/refer/sent"
            page = neighbour.get("/refer/sent").text
            ref = page[page.index("RC-") :][: len("RC-2026-000001")]
            eventually(lambda: any(ref in mail for mail in smtp.taken), HEAL_WITHIN, "the duty address is told")
    eventually(lambda: ref in service.clocks(), HEAL_WITHIN, "its process runs")
    assert asyncio.run(runs_of(service, ref)) == 1
    assert not [mail for mail in smtp.taken if "Planted" in mail]
    service.agrees()


async def runs_of(service: Service, ref: str) -> int:
    client = await service.house.client()
    return len([run async for run in client.list_workflows(f"WorkflowId = '{ref}'")])


def test_without_the_database_nothing_is_half_done_and_the_same_key_works_later(
    service: Service, refs: list[str]
) -> None:
    act, referral = uuid.uuid4().hex, uuid.uuid4().hex
    cases = service.rows("select count(*) from case_file")
    with service.down("PostgreSQL"):
        for path, body, key in (
            (f"/api/cases/{refs[0]}/actions/add-note", {"note": act}, act),
            ("/api/referrals", REFERRAL, referral),
        ):
            answer = service.post(path, body, key)
            assert (answer.status_code, answer.json()["code"]) == (503, "OUT_OF_ORDER")
            assert answer.headers["content-type"] == "application/problem+json"
    assert notes(service, refs[0]).count(act) == 0
    assert service.rows("select count(*) from receipt where key = %s", act) == [(0,)]
    assert service.rows("select count(*) from case_file") == cases
    assert service.do(refs[0], "add-note", key=act, note=act)["status"] == "recorded"
    opened = [service.post("/api/referrals", REFERRAL, referral).json()["reference"] for _ in range(2)]
    assert len(set(opened)) == 1
    assert notes(service, refs[0]).count(act) == 1
    service.agrees()


def test_a_worker_killed_while_notify_has_the_letter_sends_none_twice(service: Service, notify: FakeNotify) -> None:
    ref = service.refer()
    (mother,) = service.get(f"/api/cases/{ref}").json()["people"]
    letter = f"L{service.do(ref, 'draft-letter', template='L02', person=mother['id'])['seq']}"
    service.do(ref, "approve-letter", letter=letter)
    notify.fail(method="GET")
    service.do(ref, "issue-letter", letter=letter)
    eventually(lambda: tries(service, ref, letter) == 1, HEAL_WITHIN, "a first try that found Notify busy")
    with notify.holding_its_answer():
        asyncio.run(send_impatiently(service, ref, letter))
        eventually(lambda: len(notify.with_reference(f"{ref}-{letter}")) == 1, HEAL_WITHIN, "Notify has the letter")
        assert "letter-sent" not in actions(service, ref)
        service.kill("worker")
    eventually(lambda: "letter-sent" in actions(service, ref), 40, "it is recorded that the letter was sent")
    (taken,) = notify.with_reference(f"{ref}-{letter}")
    sent = [form for action, form in service.entries(ref) if action == "letter-sent"]
    assert [(form["letter"], form["notify_id"]) for form in sent] == [(letter, taken.id)]
    # Every post was taken as a letter, so this letter, taken once, was posted once; others are of the soak.
    assert notify.requests.count("POST /v2/notifications/letter") == len(notify.letters)
    service.agrees()


async def send_impatiently(service: Service, ref: str, letter: str) -> None:
    """Begin the sending of a letter again: the same process, but one that notices a dead worker after six seconds."""
    client = await service.house.client()
    name = f"{ref}/letter-{letter}"
    await client.get_workflow_handle(name).terminate()
    request = DispatchRequest(
        case=ref, letter=letter, attempt=2, pause=timedelta(seconds=1), one_call=timedelta(seconds=6)
    )
    await client.start_workflow(Dispatch.run, request, id=name, task_queue=TASK_QUEUE)


def tries(service: Service, ref: str, letter: str) -> int:
    query = "select tries from dispatch where case_ref = %s and letter_id = %s"
    return max((row[0] for row in service.rows(query, ref, letter)), default=0)


def actions(service: Service, ref: str) -> list[str]:
    return [action for action, _ in service.entries(ref)]


def notes(service: Service, ref: str) -> list[str]:
    return [form["note"] for action, form in service.entries(ref) if action == "add-note"]
