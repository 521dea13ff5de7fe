"""The post by GOV.UK Notify: one precompiled letter is sent once, whatever dies between sending and recording.

Notify has no idempotency key, so every send looks its own reference up first: a letter that an earlier attempt handed
over is found, not sent again. Three rules follow for the caller. One reference is one letter, for ever. After an outage
wait `BEFORE_ASKING_AGAIN`, or a letter still on its way in could be missed. And repeat an attempt by itself only within
`LOOK_UP_REACHES_BACK` of the first, the time for which Notify remembers; after that a person looks.

Exceptions carry a code and nothing else: what Notify says may quote what was sent, so its words go nowhere.
"""

import io
import logging
import re
from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final

from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient
from pydantic import BaseModel, ConfigDict

from domain.vocabulary import Word

LOOK_UP_REACHES_BACK: Final = timedelta(days=7)
BEFORE_ASKING_AGAIN: Final = timedelta(seconds=30)
NOTIFY_URL: Final = "https://api.notifications.service.gov.uk"
_SECONDS_TO_WAIT: Final = 20
_CLIENT: Any = NotificationsAPIClient  # untyped
_UUID: Final = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_KEY: Final = re.compile(rf".*{_UUID}-{_UUID}", re.ASCII)
_REFERENCE: Final = re.compile(r"[A-Za-z0-9._/-]{3,100}")

# the client logs Notify's answers at warning, and they may quote what was sent
logging.getLogger("notifications_python_client").setLevel(logging.CRITICAL)


class Outcome(StrEnum):
    """What a status means for the letter."""

    WAITING = "waiting"
    POSTED = "posted"
    NOT_SENT = "not-sent"


class PostStatus(Word):
    """Notify's statuses of a letter, with what an officer reads."""

    CREATED = "created", "Accepted by Notify"
    PENDING_VIRUS_CHECK = "pending-virus-check", "Notify is checking the file"
    SENDING = "sending", "On its way to the printer"
    ACCEPTED = "accepted", "With the printer"
    RECEIVED = "received", "Printed and posted"
    DELIVERED = "delivered", "Printed and posted"
    VALIDATION_FAILED = "validation-failed", "Not sent: something is outside the printing area"
    VIRUS_SCAN_FAILED = "virus-scan-failed", "Not sent: the file was taken for a virus"
    TECHNICAL_FAILURE = "technical-failure", "Not sent: Notify could not hand it to the printer"
    PERMANENT_FAILURE = "permanent-failure", "Not sent: the printer could not print it"
    CANCELLED = "cancelled", "Not sent: cancelled in Notify"
    RETURNED = "returned-letter", "Posted, and returned undelivered"
    UNKNOWN = "unknown", "Notify gave a status that we do not know"

    @property
    def outcome(self) -> Outcome:
        return _OUTCOMES.get(self, Outcome.NOT_SENT)

    @classmethod
    def named(cls, value: object) -> "PostStatus":
        return next((status for status in cls if status.value == value), cls.UNKNOWN)


_OUTCOMES: Final = {
    PostStatus.CREATED: Outcome.WAITING,
    PostStatus.PENDING_VIRUS_CHECK: Outcome.WAITING,
    PostStatus.SENDING: Outcome.WAITING,
    PostStatus.ACCEPTED: Outcome.WAITING,
    PostStatus.UNKNOWN: Outcome.WAITING,
    PostStatus.RECEIVED: Outcome.POSTED,
    PostStatus.DELIVERED: Outcome.POSTED,
    PostStatus.RETURNED: Outcome.POSTED,
}


class Posted(BaseModel):
    """A letter that Notify has. `found` says that an earlier attempt had handed it over."""

    model_config = ConfigDict(frozen=True)

    notify_id: str
    status: PostStatus
    found: bool = False


class RefusalCode(Word):
    """Why Notify will not take it, however often it is asked."""

    KEY = "NOTIFY_KEY_REFUSED", "Notify does not accept our key"
    TEAM_KEY = "NOTIFY_TEAM_KEY", "Our key is a team key, which cannot send letters"
    TRIAL = "NOTIFY_TRIAL_MODE", "Our Notify service is in trial mode and cannot send letters"
    CLOCK = "NOTIFY_CLOCK_WRONG", "The clock of this machine is more than 30 seconds wrong"
    LETTER = "NOTIFY_LETTER_REFUSED", "Notify does not accept the letter's file"
    UNKNOWN_LETTER = "NOTIFY_UNKNOWN_LETTER", "Notify does not know this letter, or no longer"
    TOO_LARGE = "NOTIFY_TOO_LARGE", "The letter's file is too large"
    OTHER = "NOTIFY_REFUSED", "Notify refused"


class NotifyRefusal(Exception):
    """Asking again does not help. `code` is safe to log and to show."""

    def __init__(self, code: RefusalCode) -> None:
        super().__init__(code.value)
        self.code = code


class NotifyOutage(Exception):
    """Notify is out of reach, busy or broken: ask again later. `status` is HTTP's, or None without an answer."""

    def __init__(self, status: int | None) -> None:
        super().__init__(f"NOTIFY_OUTAGE_{status or 'NO_ANSWER'}")
        self.status = status


class NotifyPost:
    """Notify, spoken to by its own client, from any thread. `url` is the service's address without a path.

    A call asks at most twice and waits 20 seconds for each answer: give an activity that makes one a minute.
    """

    def __init__(self, api_key: str, url: str = NOTIFY_URL) -> None:
        if not _KEY.fullmatch(api_key):
            raise ValueError("the Notify API key has not the form name-service-secret")
        self._api_key = api_key
        self._url = url.rstrip("/")

    def send(self, reference: str, pdf: bytes) -> Posted:
        """Hand one letter over, once: a reference that Notify knows already is found, not sent again.

        Raises NotifyOutage, NotifyRefusal, and ValueError for a reference that is none.
        """
        if not _REFERENCE.fullmatch(reference):
            raise ValueError("the reference of a letter is letters, digits and . _ / - only")
        if (known := self.find(reference)) is not None:
            return known
        answer = self._ask(lambda client: client.send_precompiled_letter_notification(reference, io.BytesIO(pdf)))
        return Posted(notify_id=_text(answer, "id"), status=PostStatus.PENDING_VIRUS_CHECK)

    def find(self, reference: str) -> Posted | None:
        """The letter that Notify has under our reference, or None. Raises NotifyOutage, NotifyRefusal."""
        answer = self._ask(lambda client: client.get_all_notifications(template_type="letter", reference=reference))
        known = [each for each in _list(answer, "notifications") if each.get("reference") == reference]
        if not known:
            return None
        first = min(known, key=lambda each: str(each.get("created_at", "")))
        return Posted(notify_id=_text(first, "id"), status=PostStatus.named(first.get("status")), found=True)

    def status(self, notify_id: str) -> PostStatus:
        """What became of a letter. Raises NotifyOutage, NotifyRefusal (NOTIFY_UNKNOWN_LETTER after about a week)."""
        answer = self._ask(lambda client: client.get_notification_by_id(notify_id), RefusalCode.UNKNOWN_LETTER)
        return PostStatus.named(answer.get("status"))

    def _ask(self, question: Callable[[Any], Any], not_found: RefusalCode = RefusalCode.OTHER) -> dict[str, Any]:
        # a client of its own for each question: they are not thread-safe
        client = _CLIENT(self._api_key, base_url=self._url, timeout=_SECONDS_TO_WAIT)
        fault: Exception
        try:
            answer = question(client)
        except APIError as error:
            fault = _fault(error, not_found)
        else:
            if isinstance(answer, dict):
                return answer
            fault = NotifyOutage(None)
        finally:
            client.request_session.close()
        # raised out here, or Notify's own words would travel along as the exception's context
        raise fault


def _fault(error: APIError, not_found: RefusalCode) -> NotifyOutage | NotifyRefusal:
    status = getattr(error.response, "status_code", None)
    if status is None or status in {408, 425, 429} or not 400 <= status < 500:
        return NotifyOutage(status)
    said = str(error.message).casefold()
    if status == 404:
        return NotifyRefusal(not_found)
    if status == 413:
        return NotifyRefusal(RefusalCode.TOO_LARGE)
    for words, code in (
        ("trial mode", RefusalCode.TRIAL),
        ("team api key", RefusalCode.TEAM_KEY),
        ("clock", RefusalCode.CLOCK),
    ):
        if words in said:
            return NotifyRefusal(code)
    if status in {401, 403}:
        return NotifyRefusal(RefusalCode.KEY)
    return NotifyRefusal(RefusalCode.LETTER if status in {400, 422} else RefusalCode.OTHER)


def _text(answer: dict[str, Any], field: str) -> str:
    value = answer.get(field)
    if not isinstance(value, str) or not value:
        raise NotifyOutage(None)  # not Notify's answer but something between us and it
    return value


def _list(answer: dict[str, Any], field: str) -> list[dict[str, Any]]:
    value = answer.get(field)
    if not isinstance(value, list):
        raise NotifyOutage(None)
    return value
