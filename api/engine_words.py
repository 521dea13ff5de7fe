"""What the engine did for a process, event by event, in words: read from the process's own history.

Of what was asked only the name of the action and who asked is opened, whoever looks: the journal says the rest, with
what is protected blanked.
"""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from google.protobuf.timestamp_pb2 import Timestamp
from pydantic import BaseModel, ValidationError
from temporalio.api.common.v1 import Payload
from temporalio.api.failure.v1 import Failure
from temporalio.api.history.v1 import HistoryEvent
from temporalio.converter import DataConverter

from activities.names import LETTER_STATUS, PLACE, PUBLISH, RECALL, RECORD, SEND_LETTER
from domain.act import Act
from domain.actions import ACTIONS
from records.keys import KeyGone

_ACTIVITIES: Mapping[str, str] = {
    RECORD: "record it",
    RECALL: "look whether it was recorded before",
    PLACE: "read where the case stands",
    PUBLISH: "publish what is open",
    SEND_LETTER: "send the letter",
    LETTER_STATUS: "ask what became of the letter",
}
_PLAIN: Mapping[str, str] = {
    "timer_canceled_event_attributes": "A clock was put away",
    "marker_recorded_event_attributes": "What is open now was published",
    "workflow_execution_continued_as_new_event_attributes": "Handed over to a fresh run",
    "workflow_execution_completed_event_attributes": "The process ended",
    "workflow_execution_terminated_event_attributes": "The process was terminated from outside",
    "workflow_execution_failed_event_attributes": "The process failed",
    "child_workflow_execution_started_event_attributes": "The other process began",
    "external_workflow_execution_signaled_event_attributes": "The other process was told",
    "signal_external_workflow_execution_failed_event_attributes": "The other process could not be told",
    "workflow_task_failed_event_attributes": "A step of the process failed, and is tried again",
    "workflow_task_timed_out_event_attributes": "A worker did not answer: another went on",
}


class Did(BaseModel):
    """One thing that the engine did. `key` is the act's where it was one; `more` is tries, codes and days."""

    event: int
    at: datetime
    says: str
    more: str = ""
    key: str = ""


async def in_words(events: Iterable[HistoryEvent], converter: DataConverter) -> list[Did]:
    """Every event that says something, in order; what an activity came to stands with its beginning."""
    said: list[Did] = []
    begun: dict[int, Did] = {}
    async for did, event_id, belongs_to in _told(events, converter):
        if belongs_to in begun:
            earlier = begun[belongs_to]
            earlier.more = "; ".join(filter(None, (earlier.more, did.more)))
            continue
        begun[event_id] = did
        said.append(did)
    return said


def of_entry(said: Sequence[Did], key: str) -> list[Did]:
    """What belongs to the act of this key: from what brought it until the next act was brought."""
    mine = [number for number, did in enumerate(said) if did.key == key]
    if not mine:
        return []
    other = (number for number, did in enumerate(said) if number > mine[-1] and did.key not in ("", key))
    return list(said[mine[0] : next(other, len(said))])


async def _told(events: Iterable[HistoryEvent], converter: DataConverter) -> AsyncIterator[tuple[Did, int, int]]:
    """What an event says, its own number, and that of the event that it belongs to, or 0."""
    for event in events:
        kind = str(event.WhichOneof("attributes"))
        of: Any = getattr(event, kind)
        belongs, key, more = int(getattr(of, "scheduled_event_id", 0)), "", ""
        says = _PLAIN.get(kind, "")
        match kind:
            case "workflow_execution_started_event_attributes":
                says = "Went on in a fresh run" if of.continued_execution_run_id else "The process began"
            case "workflow_execution_update_accepted_event_attributes":
                says, key = await _asked("Asked", of.accepted_request.input.args.payloads, converter)
            case "workflow_execution_update_completed_event_attributes":
                says, more, belongs = "Answered", _code(of.outcome.failure) or "Answered", int(of.accepted_event_id)
            case "workflow_execution_signaled_event_attributes":
                says, key = await _asked("Told", of.input.payloads, converter)
            case "activity_task_scheduled_event_attributes":
                says = f"To {_ACTIVITIES.get(of.activity_type.name, of.activity_type.name.replace('_', ' '))}"
                if of.activity_type.name == RECORD:
                    asked, key = await _asked("", of.input.payloads[2:3], converter)
                    says = f"{says}:{asked}"
            case "activity_task_started_event_attributes":
                again = _code(of.last_failure) if of.attempt > 1 else ""
                more = f"try {of.attempt}, after {again or 'no answer'}" if of.attempt > 1 else ""
            case "activity_task_completed_event_attributes":
                more = "done"
            case "activity_task_failed_event_attributes":
                more = _code(of.failure)
            case "activity_task_timed_out_event_attributes":
                more = "no answer in time"
            case "timer_started_event_attributes":
                says, more = "A clock was set", f"for {_at(event.event_time, of.start_to_fire_timeout.seconds)}"
            case "timer_fired_event_attributes":
                says, more, belongs = "A clock rang", f"rang {_at(event.event_time)}", int(of.started_event_id)
            case "start_child_workflow_execution_initiated_event_attributes":
                says, more = "Began another process", str(of.workflow_id)
            case "signal_external_workflow_execution_initiated_event_attributes":
                says, more = "To tell another process", str(of.workflow_execution.workflow_id)
        if says or belongs:
            at = event.event_time.ToDatetime(UTC)
            yield Did(event=event.event_id, at=at, says=says, more=more, key=key), int(event.event_id), belongs


async def _asked(how: str, payloads: Sequence[Payload], converter: DataConverter) -> tuple[str, str]:
    """The name of what was asked and its key; without either where it is no act, or its key is gone."""
    try:
        (act,) = await converter.decode(list(payloads[:1]), [Act])
    except (ValidationError, ValueError, KeyGone, InvalidTag, RuntimeError):
        return f"{how}: something else" if how else "", ""
    known = ACTIONS.get(act.action)
    return f"{how} {known.label if known else act.action}, by {act.actor}".replace("  ", " "), act.key


def _code(failure: Failure) -> str:
    """The type of a failure, of the innermost that has one. Its message is sealed, and stays so."""
    code, inner = "", failure
    while True:
        code = inner.application_failure_info.type or code
        if not inner.HasField("cause"):
            return code
        inner = inner.cause


def _at(when: Timestamp, later: int = 0) -> str:
    instant = datetime.fromtimestamp(when.seconds + later, UTC)
    return f"{instant:%-d %B %Y, %H:%M} UTC"
