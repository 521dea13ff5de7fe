"""`rollcall up`: one supervisor of plain children, PostgreSQL, Temporal, the worker and the API.

Each child ends with the supervisor, however that ends; a child that dies is started again; INT and TERM stop all in
one order. Where the settings name a database or a Temporal server, that is used and none is started here.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import FrameType

import psutil

from rollcall import child_process
from rollcall.clear_line import ClearLine
from rollcall.data_folder import Child, DataFolder, Running
from rollcall.embedded_postgres import EmbeddedPostgres
from rollcall.embedded_temporal import EmbeddedTemporal, free_port
from rollcall.health import api_answers
from rollcall.service import Service
from rollcall.settings import Settings

_CHECKOUT = Path(__file__).resolve().parent.parent
_DATABASE = "rollcall"
_READY_WITHIN = 60.0  # seconds for one child
_DEMO_WITHIN = 120.0
_TICK = 0.1
_SAME_SIGNAL = 1.0  # seconds: a terminal and make may both pass one Ctrl-C on; a later one means "at once"


class _Stopped(Exception):
    """INT, TERM or HUP came."""


class Supervisor:
    def __init__(
        self,
        settings: Settings,
        *,
        migrate: Callable[[str], None],
        say: Callable[[str], None],
        training: Mapping[str, str] | None = None,
    ) -> None:
        """`training` is what the processes of a training world are told beside the addresses; there time moves."""
        self._settings = settings
        self._training = training
        self._migrate = migrate
        self._say = say
        self._folder = DataFolder(settings.data_dir)
        self._services: list[Service] = []  # in the order they start; they stop in the other
        self._running = Running(supervisor=os.getpid(), page=f"http://{settings.host}:{settings.port}")
        self._told_at: float | None = None  # when the first signal came
        self._hurry = False
        self._demo: subprocess.Popen[bytes] | None = None  # while it loads the demo authority

    def run(self) -> None:
        """Start everything, keep it running, and stop it all when told to. Raises ClearLine where it cannot start."""
        self._folder.make()
        with self._folder.claim(), self._listener() as listener, self._hearing():
            self._end_leftovers()
            _ = self._settings.master_keys  # made before the children, so that each finds the same one
            try:
                self._start(listener)
                self._keep()
            except _Stopped:
                self._say("stopping")
            finally:
                self._stop()
        self._say(f"stopped; everything is kept in {self._folder.path}")

    # Starting

    def _start(self, listener: socket.socket) -> None:
        begun = time.monotonic()
        database_url, temporal_address = self._settings.database_url, self._settings.temporal_address
        postgres = self._postgres() if database_url is None else None
        temporal = self._temporal() if temporal_address is None else None
        for service in self._services:  # both at once
            self._begin(service)
        for service in self._services:
            self._await(service)
        if postgres is not None:
            postgres.create_database(_DATABASE)
            database_url = self._running.database_url = postgres.url(_DATABASE)
        if temporal is not None:
            temporal.keep_closed_runs()
            temporal_address = self._running.temporal_address = temporal.address
        self._say("bringing the database up to date")
        self._migrate(str(database_url))
        environment = os.environ | {
            "ROLLCALL_ENV": str(self._settings.env),
            "ROLLCALL_DATA_DIR": str(self._folder.path),
            "ROLLCALL_DATABASE_URL": str(database_url),
            "ROLLCALL_TEMPORAL_ADDRESS": str(temporal_address),
            "PYTHONPATH": os.pathsep.join(filter(None, [str(_CHECKOUT), os.environ.get("PYTHONPATH")])),
        }
        environment |= self._training or {}
        self._folder.write(
            self._running
        )  # where the clock moves, the processes ask whether these addresses are its own
        own = [
            self._own("worker", environment),
            self._own("api", environment, listener=listener, ready=lambda: api_answers(self._settings, "/healthz", 1)),
        ]
        self._services += own
        for service in own:
            self._begin(service)
        for service in own:
            self._await(service)
        if self._settings.serves_demo_users:
            self._load_demo(environment, again=postgres is not None and self._folder.has_demo)
        if self._settings.development and not self._listens_here_only():
            self._say(f"beware: whoever can reach {self._settings.host} can sign in; this is development")
        self._say(f"ready after {time.monotonic() - begun:.1f} s at {self._running.page}")
        self._say(f"everything is kept in {self._folder.path}; Ctrl-C stops it")

    def _listens_here_only(self) -> bool:
        return self._settings.host in ("127.0.0.1", "::1", "localhost")

    def _postgres(self) -> EmbeddedPostgres:
        before = self._folder.read()
        log = self._folder.log("postgres")
        server = EmbeddedPostgres(self._folder.postgres, log=log, sockets=before.sockets if before else None)

        def launch() -> "subprocess.Popen[bytes]":
            server.prepare()
            self._running.sockets = server.sockets
            return server.start()

        self._services.append(
            Service("PostgreSQL", launch, server.last_words, server.answers, signal.SIGINT, stop_within=20)
        )
        return server

    def _temporal(self) -> EmbeddedTemporal:
        port = free_port(self._folder.remembered_port("temporal"))
        self._folder.remember_port("temporal", port)
        log, namespace = self._folder.log("temporal"), self._settings.temporal_namespace
        server = EmbeddedTemporal(
            self._folder.temporal, log=log, port=port, namespace=namespace, time_moves=self._training is not None
        )
        self._services.append(Service("Temporal", server.start, server.last_words, server.answers))
        return server

    def _own(
        self,
        command: str,
        environment: dict[str, str],
        *,
        listener: socket.socket | None = None,
        ready: Callable[[], bool] = lambda: True,
    ) -> Service:
        """A process of our own: the command of that name, logging to a file of that name."""
        log = self._folder.log(command)
        words = [sys.executable, "-m", "rollcall", command]
        # The API is given the socket, which stays open here while it is started again: callers wait, none is refused.
        shared = () if listener is None else (listener.fileno(),)

        def launch() -> "subprocess.Popen[bytes]":
            with log.open("ab") as out:
                return child_process.start(
                    [*words, *(word for number in shared for word in ("--listener", str(number)))],
                    stdout=out,
                    stderr=out,
                    env=environment,
                    pass_fds=shared,
                )

        return Service(command, launch, lambda: _last_line(log), ready)

    def _begin(self, service: Service) -> None:
        self._say(f"starting {service.name}")
        service.start()
        self._note(service)

    def _await(self, service: Service) -> None:
        deadline = time.monotonic() + _READY_WITHIN
        while True:
            self._heed()
            for other in self._services:
                if (how := other.ended()) is not None:
                    raise ClearLine(f"{other.name} {how} before it was ready: {other.last_words()}")
            if service.ready():
                return
            if time.monotonic() > deadline:
                raise ClearLine(f"{service.name} was not ready in {_READY_WITHIN:.0f} s: {service.last_words()}")
            time.sleep(0.05)

    def _load_demo(self, environment: dict[str, str], *, again: bool) -> None:
        """Load the demo authority, and wait for it the first time; later the page need not wait for what is there."""
        self._demo = self._own("demo", environment).launch()
        deadline = time.monotonic() + _DEMO_WITHIN
        while not again and self._demo is not None and time.monotonic() < deadline:
            self._heed()
            self._look_after_demo()
            time.sleep(0.05)

    def _look_after_demo(self) -> None:
        if self._demo is not None and self._demo.poll() is not None:
            if self._demo.returncode:
                self._say(f"the demo authority could not be loaded; see {self._folder.log('demo')}")
            else:
                self._folder.note_demo()
            self._demo = None

    # Running

    def _keep(self) -> None:
        while True:
            self._heed()
            self._look_after_demo()
            for service in self._services:
                if (how := service.ended()) is not None:
                    pause = service.plan_another()
                    self._say(f"{service.name} {how}; starting it again in {pause:.1f} s")
                elif service.due_again():
                    try:
                        service.start()
                    except (ClearLine, OSError) as problem:
                        pause = service.plan_another()
                        self._say(f"{service.name} could not be started ({problem}); again in {pause:.1f} s")
                    else:
                        self._note(service)
            time.sleep(_TICK)

    def _note(self, service: Service) -> None:
        """Write down the child's process: commands beside this one, and a start after a kill, look there."""
        if service.process is not None:
            with contextlib.suppress(psutil.NoSuchProcess):
                started = psutil.Process(service.process.pid).create_time()
                self._running.children[service.name] = Child(pid=service.process.pid, started=started)
        self._folder.write(self._running)

    # Stopping

    def _stop(self) -> None:
        if self._demo is not None:
            self._demo.kill()
            self._demo.wait()
        for service in reversed(self._services):
            service.stop(impatient=lambda: self._hurry)
        if self._running.sockets is not None:
            with contextlib.suppress(OSError):
                self._running.sockets.rmdir()
        self._folder.clear()

    def _end_leftovers(self) -> None:
        """Where an earlier supervisor was killed its children end with it; wait for that, and see to it."""
        before = self._folder.read()
        if before is not None:
            for name, child in before.children.items():
                gently = signal.SIGINT if name == "PostgreSQL" else signal.SIGTERM
                if child_process.end_leftover(child.pid, child.started, gently, within=15):
                    self._say(f"ended {name}, left by a supervisor that was killed")

    @contextlib.contextmanager
    def _hearing(self) -> Iterator[None]:
        def hear(_: int, __: FrameType | None) -> None:
            now = time.monotonic()
            if self._told_at is None:
                self._told_at = now
            elif now - self._told_at > _SAME_SIGNAL:
                self._hurry = True

        heard = [signal.SIGINT, signal.SIGTERM]
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # as nohup has it
            heard.append(signal.SIGHUP)
        before = {number: signal.signal(number, hear) for number in heard}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _heed(self) -> None:
        if self._told_at is not None:
            raise _Stopped

    @contextlib.contextmanager
    def _listener(self) -> Iterator[socket.socket]:
        host, port = self._settings.host, self._settings.port
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind((host, port))
            except OSError as problem:
                why = (problem.strerror or "it cannot be used").lower()
                raise ClearLine(f"ROLLCALL_PORT {port} on {host}: {why}; stop what uses it or set another") from None
            listener.listen(512)
            yield listener


def _last_line(log: Path) -> str:
    with contextlib.suppress(OSError):
        lines = log.read_text(errors="replace").strip().splitlines()
        if lines:
            return lines[-1][:400]
    return "its log is empty"
