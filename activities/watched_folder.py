"""A folder that somebody else watches: files are put into `out`, and what lies in `in` is fetched."""

import contextlib
import os
import tempfile
from pathlib import Path

from activities.delivery import CannotDeliver, plain

MOST_BYTES = 64 * 1024 * 1024


class WatchedFolder:
    """`root` is made where it is not there yet, open to its owner alone."""

    name = "folder"

    def __init__(self, root: Path) -> None:
        self._out, self._in, self._refused = root / "out", root / "in", root / "refused"

    def put(self, name: str, content: bytes) -> None:
        target = self._out / plain(name)
        try:
            self._made()
            if target.exists():
                if target.read_bytes() != content:
                    raise CannotDeliver("FILE_CHANGED", final=True)
                return
            descriptor, made = tempfile.mkstemp(dir=self._out, prefix=".")  # seen whole or not at all
            try:
                with os.fdopen(descriptor, "wb") as out:
                    out.write(content)
                    out.flush()
                    os.fsync(out.fileno())
                Path(made).replace(target)
            finally:
                Path(made).unlink(missing_ok=True)
        except OSError as fault:
            raise CannotDeliver(type(fault).__name__) from None

    def waiting(self) -> list[str]:
        try:
            self._made()
            files = [each for each in self._in.iterdir() if each.is_file() and not each.is_symlink()]
            files = [each for each in files if not each.name.startswith(".")]
            return [each.name for each in sorted(files, key=lambda each: (each.stat().st_mtime, each.name))]
        except OSError as fault:
            raise CannotDeliver(type(fault).__name__) from None

    def fetch(self, name: str) -> bytes:
        """At most one byte more than is ever read: the reader refuses what is too large."""
        try:
            with (self._in / plain(name)).open("rb") as file:
                return file.read(MOST_BYTES + 1)
        except OSError as fault:
            raise CannotDeliver(type(fault).__name__) from None

    def settle(self, name: str, *, refused: bool = False) -> None:
        with contextlib.suppress(FileNotFoundError):
            if refused:
                (self._in / plain(name)).replace(self._refused / plain(name))
            else:
                (self._in / plain(name)).unlink()

    def _made(self) -> None:
        for folder in (self._out, self._in, self._refused):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
