"""What processes know of activities: their names and what they are asked. Nothing that touches the world is imported
here.
"""

from pydantic import BaseModel

RECORD = "record"
PUBLISH = "publish"
SEND_LETTER = "send-letter"
LETTER_STATUS = "letter-status"
SWEEP = "sweep"


class DispatchRequest(BaseModel):
    """One issued letter of a case."""

    case: str
    letter: str


class StatusRequest(BaseModel):
    notify_id: str
