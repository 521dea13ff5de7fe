"""A deadline and an act at the same moment, with the clock in our hands: no act is recorded but ignored, no late act is
in time, and no deadline is passed over.
"""

import asyncio
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from activities.recording import Recording
from domain.act import Act, Receipt, Turn
from domain.actions.referral import ReferralAcknowledged, TriageDecided
from domain.actions.work import NoteAdded
from domain.case_file import CaseFile
from domain.clock import ClockState
from domain.deadline import uk_day
from domain.entry import Entry
from records.database import transaction
from records.journal import entries_of
from records.recorder import load_case, open_case, record
from tests.workflows.faults import BreakingDesk
from tests.workflows.hand_driven import Engine
from tests.workflows.world import fill, house_of
from workflows.process import Process
from workflows.starting import state_of

REF = "RC-2026-000001"
MONDAY = datetime(2026, 11, 9, 10, 0, tzinfo=UTC)
TRIAGE = {"route": "missing-education", "reasons": "On no roll."}
ONE_MINUTE = timedelta(minutes=1)


def act(action: str, **data: object) -> Act:
    return Act(key=uuid.uuid4().hex, action=action, actor="officer", role="officer", data=data)


@dataclass
class Driven:
    """A process waiting for one decision, and what it came to."""

    engine: Engine
    desk: BreakingDesk
    recording: Recording
    process: Process = field(init=False)
    waiting: "asyncio.Task[Turn | None]" = field(init=False)

    def wait_for_triage(self, by: str | None = None) -> None:
        self.process = Waiting(state_of(self.case()))
        self.waiting = asyncio.create_task(self.process.expect(TriageDecided, by=by))

    def ask(self, action: str, **data: object) -> "asyncio.Task[Receipt]":
        handler: Any = self.process.act
        return asyncio.create_task(handler(act(action, **data)))

    def case(self) -> CaseFile:
        with transaction(self.recording._engine) as session:
            return load_case(session, REF)

    def journal(self) -> list[Entry]:
        with transaction(self.recording._engine) as session:
            return entries_of(session, REF)

    def actions(self) -> list[str]:
        return [str(entry.data.get("clock", entry.action)) for entry in self.journal()]

    def rings(self, clock: str) -> datetime:
        return self.process.state.clocks[clock]


class Waiting(Process):
    def standing_actions(self) -> tuple[type[NoteAdded], type[ReferralAcknowledged]]:
        return NoteAdded, ReferralAcknowledged


@pytest.fixture
async def driven(database: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Driven]:
    house = house_of(database, "127.0.0.1:1")
    fill(house)
    desk = BreakingDesk(house.letters)
    recording = Recording(house.engine, desk)
    child = {"given": "Kai", "surname": "Example", "date_of_birth": "2015-03-04"}
    data = {"channel": "school", "child": child, "owner": "officer", "team": "north"}
    with transaction(house.engine) as session:
        open_case(session, act("referral-received", **data), REF, MONDAY)
    made = Driven(Engine(MONDAY, recording, REF), desk, recording)
    monkeypatch.setattr("workflows.process.workflow", made.engine)
    yield made
    if not made.waiting.done():
        made.waiting.cancel()
    house.engine.dispose()


async def test_a_decision_taken_in_time_counts_though_the_day_ends_while_it_is_recorded(driven: Driven) -> None:
    driven.wait_for_triage(by="triage")
    await driven.engine.at_rest()
    over = driven.rings("triage")
    driven.engine.move_to(over - ONE_MINUTE)
    await driven.engine.at_rest()  # the acknowledgement, due a day before, has passed
    driven.engine.while_recording = lambda act: driven.engine.move_to(over + ONE_MINUTE)
    driven.ask("decide-triage", **TRIAGE)
    turn = await driven.waiting
    assert turn is not None
    assert turn.action == "decide-triage"
    assert driven.actions() == ["referral-received", "acknowledge-referral", "decide-triage"]
    assert driven.journal()[-1].recorded_at == over - ONE_MINUTE
    clock = driven.case().clock("triage")
    assert clock is not None
    assert clock.state is ClockState.MET


async def test_a_note_written_while_the_day_ends_is_answered_and_the_deadline_passes_next(driven: Driven) -> None:
    driven.wait_for_triage(by="triage")
    await driven.engine.at_rest()
    over = driven.rings("triage")
    driven.engine.move_to(over - ONE_MINUTE)
    await driven.engine.at_rest()
    driven.engine.while_recording = lambda act: driven.engine.move_to(over + ONE_MINUTE)
    note = driven.ask("add-note", note="Rang the school.")
    assert await driven.waiting is None
    assert (await note).seq == 3
    assert driven.actions()[2:] == ["add-note", "triage"]
    assert driven.journal()[-1].happened_on == uk_day(over - ONE_MINUTE)


async def test_an_act_that_comes_with_the_last_stroke_is_late(driven: Driven) -> None:
    driven.wait_for_triage()
    await driven.engine.at_rest()
    over = driven.rings("triage")
    step = driven.ask("decide-triage", **TRIAGE)
    driven.engine.move_to(over)
    assert await driven.waiting is not None
    assert driven.actions() == ["referral-received", "acknowledge-referral", "triage", "decide-triage"]
    step.cancel()
    clock = driven.case().clock("triage")
    assert clock is not None
    assert clock.state is ClockState.PASSED


async def test_two_days_that_ended_unnoticed_pass_in_their_order_each_on_its_own_day(driven: Driven) -> None:
    driven.wait_for_triage()
    await driven.engine.at_rest()
    days = {name: uk_day(driven.rings(name) - ONE_MINUTE) for name in ("acknowledge-referral", "triage")}
    driven.engine.move_to(driven.rings("triage") + timedelta(days=3))
    await driven.engine.at_rest()
    passed = [(entry.data["clock"], entry.happened_on) for entry in driven.journal() if "clock" in entry.data]
    assert passed == list(days.items())


async def test_a_clock_that_was_moved_behind_the_process_is_not_over(driven: Driven) -> None:
    driven.wait_for_triage(by="triage")
    await driven.engine.at_rest()
    over = driven.rings("triage")
    driven.engine.move_to(over - ONE_MINUTE)
    await driven.engine.at_rest()
    to = (driven.case().clock("triage").last_day + timedelta(days=3)).isoformat()  # type: ignore[union-attr]
    with transaction(driven.recording._engine) as session:
        extend = act("extend-deadline", clock="triage", to=to, reason="The school is shut.")
        record(session, extend, REF, REF, driven.engine.now())
    driven.engine.move_to(over + ONE_MINUTE)
    await driven.engine.at_rest()
    assert not driven.waiting.done()
    assert driven.rings("triage") == over + timedelta(days=3)
    driven.engine.move_to(over + timedelta(days=3))
    assert await driven.waiting is None


async def test_a_clock_that_cannot_be_recorded_is_tried_hourly_and_then_with_its_own_day(driven: Driven) -> None:
    driven.desk.actions = {"clock-passed"}
    driven.wait_for_triage(by="triage")
    await driven.engine.at_rest()
    over = driven.rings("triage")
    driven.engine.move_to(over)
    await driven.engine.at_rest()
    assert driven.desk.broke == 2  # each of the two that are due, once
    note = driven.ask("add-note", note="The case goes on.")
    await driven.engine.at_rest()
    assert (await note).settled
    assert driven.desk.broke == 2  # an act in between does not try them again
    driven.engine.move_to(over + timedelta(minutes=61))
    await driven.engine.at_rest()
    assert driven.desk.broke == 4
    assert not driven.waiting.done()
    driven.desk.actions = set()
    driven.engine.move_to(over + timedelta(minutes=122))
    assert await driven.waiting is None
    triage = driven.journal()[-1]
    assert (triage.data["clock"], triage.happened_on) == ("triage", uk_day(over - ONE_MINUTE))
