"""What processes know of activities: their names and what they are asked. Nothing that touches the world is imported
here.
"""

from datetime import timedelta
from typing import Any

from pydantic import BaseModel

RECORD = "record"
RECALL = "recall"
PLACE = "place"
PUBLISH = "publish"
SEND_LETTER = "send-letter"
LETTER_STATUS = "letter-status"
SWEEP = "sweep"
DELIVER = "deliver"
SEND_AGENCY_MAIL = "send-agency-mail"
TRACE_NIGHT = "trace-night"
BUILD_BUNDLE = "build-bundle"
END_BUILD = "end-build"


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


class MailRequest(BaseModel):
    """One e-mail that asks an agency: for which enquiry of a case, and which document is its text."""

    case: str
    enquiry: str
    document: str


class BuildRequest(BaseModel):
    """One version of a bundle of a case; `supplement_to` is the version that late pages are added to, or 0. A worker
    that is not heard of for as long as `silent` is taken for dead, and another begins again: a document is read in
    seconds, or not at all.
    """

    case: str
    bundle: str
    version: int
    asked_by: str
    supplement_to: int = 0
    silent: timedelta = timedelta(seconds=60)


class BuildEnd(BaseModel):
    """How a building ended: built, stopped by pre-flight, failed. What the journal says of it."""

    state: str
    stops: list[str] = []
    waits: list[str] = []
    files: list[dict[str, Any]] = []
    hands: list[str] = []
    pages: int = 0
    guarded: list[int] = [0, 0]


class StatusRequest(BaseModel):
    notify_id: str
