"""Where transfer files are handed over and fetched: one seam with two ends, a watched folder or SFTP (DOMAIN 5.1)."""

import re
from datetime import UTC, datetime, timedelta
from typing import Protocol

# A name that leads nowhere else than into the folder it is put in.
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_SKIPPED = timedelta(minutes=5)  # of which two clocks may differ without either having been skipped


class CannotDeliver(Exception):
    """It did not leave. The text is a code; `final` where trying again does not help."""

    def __init__(self, code: str, *, final: bool = False) -> None:
        super().__init__(code)
        self.code, self.final = code, final


class Delivery(Protocol):
    """Both ends are asked from a thread. Each raises CannotDeliver."""

    @property
    def name(self) -> str:
        """By which word a delivery says which end took it."""

    def put(self, name: str, content: bytes) -> None:
        """Hand a file over, whole or not at all. The same file again changes nothing."""

    def waiting(self) -> list[str]:
        """The names of the files that have come, the oldest first."""

    def fetch(self, name: str) -> bytes:
        """What came under this name."""

    def settle(self, name: str, *, refused: bool = False) -> None:
        """It has been read: it is taken away. One that was refused is laid aside for a person."""


def plain(name: str) -> str:
    """The name, if it is one. Raises CannotDeliver."""
    if not _PLAIN.fullmatch(name) or ".." in name:
        raise CannotDeliver("NAME", final=True)
    return name


class MayNotGo(Exception):
    """It must not leave (any more). The text is a code."""


def nothing_leaves(asked_at: datetime, *, training: bool, now: datetime | None = None) -> str:
    """A code where nothing may leave the building: in training, and where the clock of whoever asks has been skipped
    ahead of the real one (PRACTICE 8.11). Empty where it may.
    """
    if training:
        return "TRAINING"
    return "CLOCK_SKIPPED" if asked_at > (now or datetime.now(UTC)) + _SKIPPED else ""
