"""What the letters of an attendance-order chain may say: the two notices, the order, and the answer about an order."""

from datetime import date
from typing import Literal

from letters.legal_facts import LegalFact, Line


class EducationNoticeFacts(LegalFact):
    """The notice to satisfy the authority: until when, and why it appears as it does, in the officer's words."""

    last_day: date
    appears: str


class SchoolNoticeFacts(LegalFact):
    """The notice of the school to be named, with the alternatives, and the last day to choose."""

    school: Line
    alternatives: tuple[Line, ...] = ()
    last_day: date


class OrderFacts(LegalFact):
    """The order; `under_plan` where it names the school of an education, health and care plan."""

    school: Line
    under_plan: bool = False


class OrderAnswerFacts(LegalFact):
    """What has become of an order: amended or revoked, or a request refused. `school` is the one it names now."""

    what: Literal["amended", "revoked", "refused"]
    asked_to_revoke: bool = False
    made_on: date
    school: Line
    reasons: str
