"""To which e-mail addresses a child may be named: those that the authority has listed, and no other.

An agency can only be asked about a child by its name. E-mail is not safe for that by itself, so none leaves unless a
person in charge of data protection has said that this mailbox is; with nothing listed, nothing is sent.
"""

import re
from collections.abc import Iterable

# Nothing that a mail server could read as a second address, a name or a route.
_PLAIN = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def plain_address(said: str) -> bool:
    return _PLAIN.fullmatch(said) is not None


def may_be_listed(said: str) -> bool:
    """An address, or a whole domain as @ and its name."""
    return plain_address(f"anybody{said}" if said.startswith("@") else said)


def is_secure(address: str, listed: Iterable[str]) -> bool:
    """Whether it is listed, by itself or by its very domain: what lies under a listed domain is not."""
    if not plain_address(address):
        return False
    lowered = address.casefold()
    return any(
        lowered.rpartition("@")[2] == each[1:].casefold() if each.startswith("@") else lowered == each.casefold()
        for each in listed
    )
