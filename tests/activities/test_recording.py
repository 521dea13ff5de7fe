"""What the recorder's activity answers: a refusal with verdicts, an outage to be tried again, a bug that is neither."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text
from temporalio.exceptions import ApplicationError

from activities.recording import Recording
from domain.act import Act, Standing
from records.database import engine_of, transaction
from records.recorder import open_case
from rollcall.wiring import House
from tests.workflows.faults import Line
from tests.workflows.world import fill, house_of

REF = "RC-2026-000001"
NOW = datetime(2026, 11, 9, 10, 0, tzinfo=UTC)
STANDS = Standing(case=REF, process=REF, turn=1, stage="referral", open=["add-note"], at=NOW)


@pytest.fixture
def line(database: str) -> Iterator[Line]:
    with Line(database) as made:
        yield made


@pytest.fixture
def house(line: Line) -> Iterator[House]:
    made = house_of(line.url, "127.0.0.1:1")
    fill(made)
    child = {"given": "Kai", "surname": "Example", "date_of_birth": "2015-03-04"}
    with transaction(made.engine) as session:
        act = note("referral").model_copy(
            update={"action": "referral-received", "data": {"channel": "school", "child": child, "owner": "officer"}}
        )
        open_case(session, act, REF, NOW)
    yield made
    made.engine.dispose()


@pytest.fixture
def recording(house: House) -> Recording:
    return Recording(house.engine, house.letters)


def note(key: str, words: str = "Rang the school.") -> Act:
    return Act(key=key, action="add-note", actor="officer", role="officer", data={"note": words})


def answer(call: Any, *args: Any) -> ApplicationError:
    with pytest.raises(ApplicationError) as refused:
        call(*args)
    return refused.value


def test_a_refusal_carries_its_verdicts_and_is_final(recording: Recording) -> None:
    refused = answer(recording.record, REF, REF, note("k1", ""), NOW)
    assert (refused.type, refused.non_retryable) == ("REFUSED", True)
    [verdicts] = refused.details
    assert [(verdict["code"], verdict["field"]) for verdict in verdicts] == [("INVALID", "note")]
    assert refused.message == "refused"  # no words of the case


def test_a_case_that_is_not_there(recording: Recording) -> None:
    refused = answer(recording.record, "RC-2026-999999", "RC-2026-999999", note("k2"), NOW)
    assert (refused.type, refused.non_retryable) == ("NO_SUCH_CASE", True)


def test_an_act_is_recalled_by_its_key_and_only_by_itself(recording: Recording) -> None:
    assert recording.recall(REF, note("k3")) == 0
    turn = recording.record(REF, REF, note("k3"), NOW)
    assert recording.recall(REF, note("k3")) == turn.seq == 2
    assert recording.record(REF, REF, note("k3"), NOW).seq == 2
    assert answer(recording.recall, REF, note("k3", "Other words.")).type == "KEY_REUSED"
    assert answer(recording.record, REF, REF, note("k3", "Other words."), NOW).type == "KEY_REUSED"


def test_an_outage_is_tried_again_and_says_nothing(recording: Recording, line: Line) -> None:
    line.cut()
    calls = (
        (recording.record, REF, REF, note("k4"), NOW),
        (recording.recall, REF, note("k4")),
        (recording.publish, STANDS),
    )
    for call, *args in calls:
        outage = answer(call, *args)
        assert (outage.type, outage.non_retryable) == ("OUTAGE", False)
        assert str(outage.__cause__) in ("OperationalError", "InterfaceError")
    line.mend()
    assert recording.record(REF, REF, note("k4"), NOW).seq == 2


def test_a_bug_is_answered_once_and_logged_without_its_words(
    recording: Recording, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with transaction(house.engine) as session:
        session.execute(text("alter table journal add constraint broken check (action <> 'add-note') not valid"))
        session.execute(text("alter table standing rename to elsewhere"))
    for call, *args in ((recording.record, REF, REF, note("k5", "Kai hides"), NOW), (recording.publish, STANDS)):
        bug = answer(call, *args)
        assert (bug.type, bug.message, bug.non_retryable, bug.details) == ("FAULT", "fault", True, ())
        assert bug.__cause__ is None
    assert "IntegrityError" in caplog.text
    assert "Kai" not in caplog.text


def how_it_ends(recording: Recording) -> str | None:
    try:
        recording.record(REF, REF, note("k6"), NOW)
    except ApplicationError as failed:
        return failed.type
    return "recorded"


def test_a_connection_lost_in_the_middle_leaves_nothing_half_done(
    recording: Recording, line: Line, database: str
) -> None:
    directly = engine_of(database, connections=1)
    for _ in range(3):
        line.cut()
        line.mend()
        # a connection just used is not asked first whether it lives: an outage like any other, and tried again
        assert {how_it_ends(recording), "recorded"} <= {"OUTAGE", "recorded"}
        assert how_it_ends(recording) == "recorded"
    with directly.connect() as connection:
        assert connection.execute(text("select count(*) from journal")).scalar_one() == 2
    directly.dispose()
