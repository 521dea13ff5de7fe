"""What is typed at a door is kept in the browser until it is confirmed sent, encrypted: these are its keys.

A key comes only with a page of the person's own session, and is another one each day. So a draft opens for nobody else,
and after the day that follows its own for nobody at all; the script takes it away after 24 hours and at signing out.
"""

import base64
import hashlib
import hmac
import json
from datetime import date, timedelta

from api.services import Services

KEPT_FOR = frozenset({"record-visit", "record-contact", "record-child-seen"})  # what is written down on the way


def _secret(services: Services, *parts: str) -> bytes:
    return hmac.digest(services.cookie_key, "\x00".join(("draft", *parts)).encode(), hashlib.sha256)


def draft_of(services: Services, person: str, path: str) -> dict[str, str]:
    """The name under which the browser keeps it, which tells nothing, and today's and yesterday's key as JSON."""
    days = (services.today, services.today - timedelta(days=1))
    keys = {day.isoformat(): _key(services, person, day) for day in days}
    return {"name": _secret(services, person, path).hex()[:24], "keys": json.dumps(keys)}


def _key(services: Services, person: str, day: date) -> str:
    return base64.b64encode(_secret(services, person, day.isoformat())).decode()
