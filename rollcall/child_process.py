"""Child processes that cannot outlive their parent, and what is left where one did."""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil

_PR_SET_PDEATHSIG = 1
# Loaded once, before any fork: between fork and exec a child of a threaded parent should do as little as it can.
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Account:
    """The operating system account that a server which refuses to run as root runs as instead."""

    uid: int
    gid: int
    # Words before the command that let the account pass through folders closed to it; empty where none are closed.
    passage: tuple[str, ...] = ()

    @classmethod
    def unprivileged(cls, *needed: Path) -> "Account":
        """The account `postgres` where it exists, else `nobody`, able to reach every folder of `needed`.

        A checkout under root's own home is closed to every other account. The server then keeps one capability of root,
        to look through folders, rather than have the folders' modes changed. Raises PermissionError where it cannot be.
        """
        entry = next(filter(None, map(_entry, ("postgres", "nobody"))), None)
        if entry is None:
            raise PermissionError("this machine has neither an account `postgres` nor `nobody` to start PostgreSQL as")
        account = cls(entry.pw_uid, entry.pw_gid)
        closed = [folder for folder in needed if not account._may_enter(folder)]
        if not closed:
            return account
        capability = _capability_to_pass()
        setpriv = shutil.which("setpriv")
        if capability is None or setpriv is None:
            raise PermissionError(
                f"started as root, PostgreSQL runs as {entry.pw_name}, who may not enter {closed[0]}: "
                "use a folder that others may pass through, or start as an ordinary user"
            )
        keep = f"-all,+{capability}"
        return cls(
            account.uid,
            account.gid,
            (
                setpriv,
                f"--reuid={account.uid}",
                f"--regid={account.gid}",
                "--clear-groups",
                f"--inh-caps={keep}",
                f"--ambient-caps={keep}",
                "--securebits=+no_setuid_fixup",  # or access(2) would ask without the capability
                "--no-new-privs",
            ),
        )

    def _may_enter(self, folder: Path) -> bool:
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
    pass_fds: Sequence[int] = (),
) -> "subprocess.Popen[bytes]":
    """Start `command` as a plain child in a session of its own, so that a Ctrl-C reaches only the parent, which stops
    its children in order. On Linux the kernel sends it `on_parent_death` when the *thread* that called this ends,
    however it ends; elsewhere a child that outlives a killed parent is ended at the next start (`end_leftover`).

    Call it from a thread that lives as long as the children should.
    """
    parent = os.getpid()
    words = [os.fspath(word) for word in command]
    if account is not None and account.passage:
        # Changing the account forgets the kernel's promise, so it is setpriv that asks for it, last.
        words = [*account.passage, f"--pdeathsig={on_parent_death.name.removeprefix('SIG')}", *words]
        account = None

    def tie() -> None:
        if _LIBC is not None:
            _LIBC.prctl(_PR_SET_PDEATHSIG, int(on_parent_death))
            if os.getppid() != parent:  # it died before the line above: no signal will come
                os._exit(1)

    return subprocess.Popen(
        words,
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
        pass_fds=pass_fds,
    )


def stop_with_parent() -> None:
    """Have the kernel send TERM to this process when its parent ends, as `make` may. Linux; elsewhere nothing."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, int(signal.SIGTERM))


def is_running(pid: int, program: Path) -> bool:
    """Whether process `pid` lives and is `program`: a number in an old pid file may belong to another process by now,
    and a process that ended but was not collected (a zombie) has no command line."""
    try:
        return psutil.Process(pid).cmdline()[:1] == [str(program)]
    except psutil.Error:
        return False


def end_leftover(pid: int, started: float, gently: signal.Signals, within: float) -> bool:
    """End process `pid` if it is still the one that began at `started` (seconds since the epoch): wait `within` seconds
    after `gently`, then kill it. Returns whether there was such a process."""
    try:
        process = psutil.Process(pid)
        if abs(process.create_time() - started) > 0.5 or process.status() == psutil.STATUS_ZOMBIE:
            return False
        process.send_signal(gently)
        try:
            process.wait(within)
        except psutil.TimeoutExpired:
            process.kill()
            process.wait(within)
    except psutil.NoSuchProcess:
        return False
    return True


def _entry(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _capability_to_pass() -> str | None:
    """The least capability of this process that lets it enter any folder (Linux, capability.h: bits 2 and 1)."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return None
    held = next((int(line.split()[1], 16) for line in status.splitlines() if line.startswith("CapEff:")), 0)
    if held & 1 << 2:
        return "dac_read_search"
    return "dac_override" if held & 1 << 1 else None
