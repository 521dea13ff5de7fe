"""The clock of a training world: the real one, and how far it was moved ahead. Every process of that world reads it in
one small file, so that pages, letters and the nights live at one day.
"""

import json
import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import BaseModel

_NOT_MOVED = timedelta(0)


class Moved(BaseModel, frozen=True):
    """How far ahead the clock is, in seconds, and the last move: from which instant to which."""

    ahead: float = 0.0
    left: datetime | None = None
    reached: datetime | None = None


class WorldClock:
    """It goes on by itself, at the pace of the real one, and is moved forward only."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._read: tuple[tuple[int, int], Moved] | None = None

    def moved(self) -> Moved:
        """What the file says; nothing was moved where there is none."""
        try:
            about = self._file.stat()
        except FileNotFoundError:
            return Moved()
        stamp = (about.st_mtime_ns, about.st_ino)  # a file that was replaced within one tick is another file
        if self._read is None or self._read[0] != stamp:
            self._read = stamp, Moved.model_validate_json(self._file.read_text())
        return self._read[1]

    @property
    def ahead(self) -> timedelta:
        return timedelta(seconds=self.moved().ahead)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def move_to(self, instant: datetime) -> None:
        """Have it be this instant now. Raises ValueError for one that is past: time does not run back here either."""
        left = self.now()
        if instant - left < _NOT_MOVED:
            raise ValueError("a clock moves forward")
        ahead = (instant - datetime.now(UTC)).total_seconds()
        said = Moved(ahead=ahead, left=left, reached=instant).model_dump(mode="json")
        self._file.parent.mkdir(parents=True, exist_ok=True)
        descriptor, made = tempfile.mkstemp(dir=self._file.parent, prefix=f"{self._file.name}.")
        with os.fdopen(descriptor, "w") as out:
            out.write(json.dumps(said))
        Path(made).replace(self._file)
