"""What processes know of activities: their names and what they are asked. Nothing that touches the world is imported
here.
"""

from datetime import timedelta

from pydantic import BaseModel

RECORD = "record"
RECALL = "recall"
PLACE = "place"
PUBLISH = "publish"
SEND_LETTER = "send-letter"
LETTER_STATUS = "letter-status"
SWEEP = "sweep"
DELIVER = "deliver"
TRACE_NIGHT = "trace-night"


class DispatchRequest(BaseModel):
    """One issued letter of a case: which try this is, how long until the next if it fails, and how long one may take:
    a worker that died in the middle is noticed only then.
    """

    case: str
    letter: str
    attempt: int = 1
    pause: timedelta = timedelta(seconds=30)
    one_call: timedelta = timedelta(seconds=90)


class DeliveryRequest(BaseModel):
    """One transfer file of a tracing, as a person sent it: the entry that says so tells two sendings apart."""

    case: str
    tracing: str
    file: str
    turn: int


class StatusRequest(BaseModel):
    notify_id: str
