"""Child processes that cannot outlive their parent."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_PR_SET_PDEATHSIG = 1
# Loaded once, before any fork: between fork and exec a child of a threaded parent should do as little as it can.
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Account:
    """The operating system account that a child runs as."""

    uid: int
    gid: int

    @classmethod
    def unprivileged(cls) -> "Account":
        """The account for a server that refuses to run as root: `postgres` where it exists, else `nobody`."""
        for name in ("postgres", "nobody"):
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return cls(entry.pw_uid, entry.pw_gid)
        raise LookupError("this machine has neither an account `postgres` nor `nobody`")

    def may_enter(self, folder: Path) -> bool:
        """Whether every folder from the root down to `folder` lets this account through."""
        for step in (folder, *folder.parents):
            about = step.stat()
            shift = 6 if about.st_uid == self.uid else 3 if about.st_gid == self.gid else 0
            if not (about.st_mode >> shift) & 0o1:
                return False
        return True


def start(
    command: Sequence[str | Path],
    *,
    on_parent_death: signal.Signals = signal.SIGKILL,
    stdout: IO[bytes] | int | None = None,
    stderr: IO[bytes] | int | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    account: Account | None = None,
) -> "subprocess.Popen[bytes]":
    """Start `command` as a plain child in a session of its own, so that a Ctrl-C reaches only the parent, which stops
    its children in order. On Linux the kernel sends it `on_parent_death` when the *thread* that called this ends,
    however it ends; elsewhere a child that outlives a killed parent is found at the next start.

    Call it from a thread that lives as long as the children should.
    """
    parent = os.getpid()

    def tie() -> None:
        if _LIBC is not None:
            _LIBC.prctl(_PR_SET_PDEATHSIG, int(on_parent_death))
            if os.getppid() != parent:  # it died before the line above: no signal will come
                os._exit(1)

    return subprocess.Popen(
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=stderr,
        env=None if env is None else dict(env),
        cwd=cwd,
        start_new_session=True,
        # The child only makes two system calls here, both through handles that existed before the fork.
        preexec_fn=tie,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )


def is_running(pid: int, program: Path) -> bool:
    """Whether process `pid` lives and is `program`: a number in an old pid file may belong to another process by now,
    and a process that ended but was not collected (a zombie) has no command line."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return words[0] == os.fsencode(program)
