"""A form that could not be taken, sealed, so that nothing typed is lost: it travels through signing in and comes back.

The seal names the form's address and the person who typed it. Nobody else is shown it, and nobody can make one up.
"""

import base64
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from api.services import Services

# No question of a form begins like this, so none is ever mistaken for one of these.
FIELD, WHOSE, KEY, SEEN = "_kept", "_whose", "_key", "_seen"
MOST_BYTES = 500_000  # of what was typed; the longest answers of a form are far below
_KEEP_FOR = timedelta(hours=24)
_NOT_KEPT = frozenset({"csrf", WHOSE, FIELD})
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Kept:
    path: str
    person: str
    pairs: Pairs


def _sealed(services: Services, purpose: str, value: object) -> str:
    nonce = os.urandom(12)
    clear = json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()
    return base64.urlsafe_b64encode(
        nonce + AESGCM(services.cookie_key).encrypt(nonce, clear, purpose.encode())
    ).decode()


def _opened(services: Services, purpose: str, sealed: str) -> object:
    """None where it was not sealed here, or for another purpose."""
    try:
        raw = base64.urlsafe_b64decode(sealed.encode())
        return json.loads(AESGCM(services.cookie_key).decrypt(raw[:12], raw[12:], purpose.encode()))
    except (ValueError, InvalidTag):
        return None


def whose(services: Services, person: str) -> str:
    """What a form carries to say, even after its session is over, who is filling it in."""
    return _sealed(services, "whose", person)


def keep(services: Services, path: str, whose_form: str, pairs: Iterable[tuple[str, str]]) -> str | None:
    """The form, sealed; None where it is not one of ours or is too large to be carried."""
    person = _opened(services, "whose", whose_form)
    if not isinstance(person, str):
        return None
    typed = [(name, value) for name, value in pairs if name not in _NOT_KEPT]
    if sum(len(name) + len(value.encode()) for name, value in typed) > MOST_BYTES:
        return None
    return _sealed(services, "form", [path, person, services.now().timestamp(), typed])


def give_back(services: Services, sealed: str) -> Kept | None:
    """What was kept; None where it was not sealed here, or more than a day ago."""
    match _opened(services, "form", sealed):
        case [str() as path, str() as person, float() as at, list() as pairs]:
            then = datetime.fromtimestamp(at, services.now().tzinfo)
            if services.now() - then <= _KEEP_FOR:
                return Kept(path, person, [(str(name), str(value)) for name, value in pairs])
    return None
