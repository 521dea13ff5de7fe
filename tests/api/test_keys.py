"""A key makes an act once: sent twice, sent at the same moment, answered late, refused, or used for something else."""

import asyncio
import dataclasses
import uuid
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sqlalchemy import text

from records.database import transaction
from rollcall.outstanding import ask_again
from tests.api.site import CHILD, MOTHER, Site, problem

NOTE = {"note": "The school will ring back."}
TRIAGE = {"route": "missing-education", "reasons": "On no roll."}
PAST = {"note": "The school rang.", "happened_on": "2000-01-01"}  # before the child was born


async def receipt(site: Site, key: str, who: str = "officer") -> httpx.Response:
    return await site.get(f"/api/receipts/{key}", who)


async def notes(site: Site, ref: str) -> int:
    history = (await site.get(f"/api/cases/{ref}/timeline")).json()
    return sum(entry["action"] == "add-note" for entry in history)


async def test_the_same_key_again_is_the_same_act(site: Site) -> None:
    ref = await site.refer()
    first = await site.act(ref, "add-note", NOTE, key="k1")
    await site.do(ref, "set-risk", level="amber", reason="Not seen.")
    again = await site.act(ref, "add-note", NOTE, key="k1")
    assert (first.status_code, again.status_code) == (200, 200)
    assert (first.json()["seq"], again.json()["seq"]) == (2, 2)
    assert await notes(site, ref) == 1
    said = (await receipt(site, "k1")).json()
    assert said == {"key": "k1", "status": "recorded", "case": ref, "action": "add-note", "seq": 2,
                    "verdicts": [], "open": []}  # fmt: skip


async def test_the_same_key_at_the_same_moment_is_one_act(site: Site) -> None:
    ref = await site.refer()
    answers = await asyncio.gather(*(site.act(ref, "add-note", NOTE, key="k1") for _ in range(6)))
    assert {answer.status_code for answer in answers} == {200}
    assert {answer.json()["seq"] for answer in answers} == {2}
    assert await notes(site, ref) == 1


async def test_a_key_used_for_something_else_is_refused(site: Site, subtests: pytest.Subtests) -> None:
    ref, other = await site.refer(), await site.refer()
    await site.act(ref, "add-note", NOTE, key="k1")
    before = site.written()
    for why, answer in (
        ("another body", await site.act(ref, "add-note", {"note": "Something else."}, key="k1")),
        ("another action", await site.act(ref, "set-risk", {"level": "amber", "reason": "Not seen."}, key="k1")),
        ("another case", await site.act(other, "add-note", NOTE, key="k1")),
    ):
        with subtests.test(why):
            problem(answer, 409, "KEY_REUSED")
    assert site.written() == before


async def test_an_override_is_part_of_what_a_key_is_for(site: Site) -> None:
    ref = await site.refer()
    await site.act(ref, "add-note", NOTE, "supervisor", key="k1", **{"Override-Reason": "NOT_SEEN: seen at school"})
    answer = await site.act(ref, "add-note", NOTE, "supervisor", key="k1", **{"Override-Reason": "NOT_SEEN: abroad"})
    problem(answer, 409, "KEY_REUSED")


async def test_the_same_key_of_another_person_is_another_act(site: Site) -> None:
    ref = await site.refer()
    mine = await site.act(ref, "add-note", NOTE, "officer", key="k1")
    theirs = await site.act(ref, "add-note", NOTE, "supervisor", key="k1")
    assert (mine.json()["seq"], theirs.json()["seq"]) == (2, 3)
    problem(await receipt(site, "k1", "legal"), 404, "NO_SUCH_RECEIPT")
    assert (await receipt(site, "k1", "supervisor")).json()["seq"] == 3


async def test_a_refusal_spends_its_key(site: Site) -> None:
    ref = await site.refer()
    first = problem(await site.act(ref, "add-note", PAST, key="k1"), 409, "BEFORE_BIRTH", "happened_on")
    again = problem(await site.act(ref, "add-note", PAST, key="k1"), 409, "BEFORE_BIRTH", "happened_on")
    assert first == again
    said = (await receipt(site, "k1")).json()
    assert (said["status"], said["code"]) == ("refused", "REFUSED")
    assert said["verdicts"] == first["verdicts"]
    problem(await site.act(ref, "add-note", NOTE, key="k1"), 409, "KEY_REUSED")
    corrected = await site.act(ref, "add-note", NOTE, key="k2")
    assert corrected.json()["seq"] == 2


async def test_a_form_that_does_not_fit_spends_no_key(site: Site) -> None:
    ref = await site.refer()
    problem(await site.act(ref, "add-note", {}, key="k1"), 422, "INVALID", "note")
    problem(await receipt(site, "k1"), 404, "NO_SUCH_RECEIPT")
    assert (await site.act(ref, "add-note", NOTE, key="k1")).status_code == 200


async def test_a_step_out_of_turn_says_what_is_open_and_stays_refused(site: Site) -> None:
    ref = await site.refer()
    checks = {"found": "nowhere", "summary": "No trace."}
    said = problem(await site.act(ref, "complete-checks", checks, key="k1"), 409, "NOT_A_STEP")
    assert "decide-triage" in said["now"]["open"]
    await site.do(ref, "decide-triage", **TRIAGE)
    await site.do(ref, "record-enquiry", subject="admissions", result="no-trace")
    problem(await site.act(ref, "complete-checks", checks, key="k1"), 409, "NOT_A_STEP")
    assert (await receipt(site, "k1")).json()["code"] == "NOT_A_STEP"
    assert (await site.act(ref, "complete-checks", checks, key="k2")).status_code == 200


async def test_a_referral_is_one_case_for_each_key(site: Site, subtests: pytest.Subtests) -> None:
    referrer = {"name": "Ms J Sample", "telephone": "01632 960 101"}
    body = {"channel": "public", "child": CHILD, "adults": [MOTHER], "referrer": referrer, "confidential": True,
            "account": "The house looks empty."}  # fmt: skip
    answers = await asyncio.gather(*(site.post("/api/referrals", body, key="k1") for _ in range(5)))
    assert {answer.status_code for answer in answers} == {201}
    (ref,) = {answer.json()["reference"] for answer in answers}
    assert answers[0].headers["location"] == f"/api/cases/{ref}"
    for changed in ({"account": "Nobody answers."}, {"referrer": {"name": "Mr K Sample"}}, {"channel": "parent"}):
        with subtests.test(**changed):
            problem(await site.post("/api/referrals", {**body, **changed}, key="k1"), 409, "KEY_REUSED")
    said = (await receipt(site, "k1")).json()
    assert (said["status"], said["case"], said["seq"]) == ("recorded", ref, 1)
    problem(await receipt(site, "k1", "supervisor"), 404, "NO_SUCH_RECEIPT")
    assert site.written()["case_file"] == 1
    # the same key for an act on the case is another act
    assert (await site.act(ref, "add-note", NOTE, key="k1")).json()["seq"] == 2


async def test_any_visible_key_has_a_receipt_at_its_address(site: Site, subtests: pytest.Subtests) -> None:
    ref = await site.refer()
    for key in ("<script>alert(1)</script>", "a/b?c=d#e%2F..", '"8e03978e-40d5-43dd-bc93-6894a57f9324"', "';drop--"):
        with subtests.test(key):
            answer = await site.act(ref, "add-note", NOTE, key=key)
            assert answer.status_code == 200
            said = (await site.get(answer.json()["receipt"])).json()
            assert (said["key"], said["status"]) == (key, "recorded")


async def test_a_slow_engine_gives_a_receipt_and_the_act_is_recorded_once(site: Site) -> None:
    ref = await site.refer()
    await site.world.stop()
    site.app.state.services = dataclasses.replace(site.app.state.services, answer_within=0.3)
    slow = await site.act(ref, "add-note", NOTE, key="k1")
    assert slow.status_code == 202
    assert slow.headers["location"] == "/api/receipts/k1"
    assert slow.json() == {"status": "pending", "receipt": "/api/receipts/k1"}
    assert (await receipt(site, "k1")).json()["status"] == "pending"
    again = await site.act(ref, "add-note", NOTE, key="k1")
    assert again.status_code == 202
    problem(await site.act(ref, "add-note", {"note": "Something else."}, key="k1"), 409, "KEY_REUSED")
    refused = await site.act(ref, "complete-checks", {"found": "nowhere", "summary": "No trace."}, key="k2")
    assert refused.status_code == 202
    site.world.start()
    await recorded_at_last(site)
    assert (await receipt(site, "k1")).json()["seq"] == 2
    assert (await receipt(site, "k2")).json()["code"] == "NOT_A_STEP"
    assert await notes(site, ref) == 1


async def test_an_engine_out_of_reach_loses_nothing(site: Site) -> None:
    """The process is gone (here: it never started): the act waits, sealed, and is recorded when the process runs."""
    client = site.app.state.services.client
    site.app.state.services = dataclasses.replace(site.app.state.services, answer_within=0.3)
    case = await site.world.open(start=False)
    answer = await site.act(case.ref, "add-note", {"note": "Seen by the Sampleton nurse."}, key="k1")
    assert answer.status_code == 202
    with transaction(site.world.house.engine) as session:
        waiting = session.execute(text("select waiting from receipt where key = 'k1'")).scalar_one()
    assert b"Sampleton" not in bytes(waiting)
    assert client is site.world.client
    await case.start()
    await recorded_at_last(site)
    assert (await receipt(site, "k1")).json()["status"] == "recorded"
    assert await notes(site, case.ref) == 1


async def recorded_at_last(site: Site) -> None:
    """What the worker does every two seconds for acts older than eight: make them old enough, and ask again."""
    with transaction(site.world.house.engine) as session:
        old = datetime.now(UTC) - timedelta(minutes=1)
        session.execute(text("update receipt set asked_at = :old where waiting is not null"), {"old": old})
    unanswered = text("select count(*) from receipt where waiting is not null and refusal is null")
    for _ in range(3):  # a worker that has just come back may take a while to be found
        await ask_again(site.world.house, site.world.client)
        with transaction(site.world.house.engine) as session:
            left = session.execute(unanswered).scalar_one()
        if not left:
            break
    assert left == 0


async def test_of_two_officers_at_once_one_wins_and_the_other_is_told_what_is_open_now(site: Site) -> None:
    ref = await site.refer()
    other = {"route": "attendance", "reasons": "On the roll of Fixture Academy."}
    answers = await asyncio.gather(
        site.act(ref, "decide-triage", TRIAGE, "officer", key=uuid.uuid4().hex),
        site.act(ref, "decide-triage", other, "officer2", key=uuid.uuid4().hex),
    )
    won, lost = sorted(answers, key=lambda answer: answer.status_code)
    assert won.status_code == 200
    assert won.json()["stage"] == "checks"
    said = problem(lost, 409, "NOT_A_STEP")
    assert set(won.json()["open"]) == set(said["now"]["open"])
    assert "complete-checks" in said["now"]["open"]
    history = (await site.get(f"/api/cases/{ref}/timeline")).json()
    assert sum(entry["action"] == "decide-triage" for entry in history) == 1
