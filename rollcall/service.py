"""One child of the supervisor: how it is started, known to be ready, stopped, and started again when it dies."""

import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field

_FIRST_PAUSE = 0.2  # seconds before it is started again; doubled for each death in a row
_LONGEST_PAUSE = 10.0
_SETTLED = 30.0  # seconds after which an earlier death no longer counts


@dataclass
class Service:
    name: str
    launch: Callable[[], "subprocess.Popen[bytes]"]
    last_words: Callable[[], str]
    ready: Callable[[], bool] = lambda: True
    stop_signal: signal.Signals = signal.SIGTERM
    stop_within: float = 10.0  # seconds, then it is killed
    process: "subprocess.Popen[bytes] | None" = None
    _since: float = 0.0
    _deaths: int = 0
    _again_at: float = field(default=0.0)

    def start(self) -> None:
        """Start it. Raises what `launch` raises."""
        self._since = time.monotonic()
        self.process = self.launch()

    def ended(self) -> str | None:
        """How its process ended, in words; None while it runs or waits to be started again."""
        if self.process is None or (code := self.process.poll()) is None:
            return None
        self.process = None
        return f"was killed by signal {-code}" if code < 0 else f"ended with {code}"

    def plan_another(self) -> float:
        """Have `due_again` say when to start it again. Returns the seconds until then."""
        now = time.monotonic()
        self._deaths = 0 if now - self._since > _SETTLED else self._deaths
        pause = min(_FIRST_PAUSE * 2.0 ** min(self._deaths, 20), _LONGEST_PAUSE)
        self._deaths += 1
        self._again_at = now + pause
        return pause

    def due_again(self) -> bool:
        return self.process is None and time.monotonic() >= self._again_at

    def stop(self, impatient: Callable[[], bool]) -> None:
        """Ask it to end, wait, and kill it when time is up or `impatient` says so."""
        if self.process is None:
            return
        deadline = time.monotonic() + self.stop_within
        self.process.send_signal(self.stop_signal)
        while self.process.poll() is None:
            if time.monotonic() > deadline or impatient():
                self.process.kill()
                self.process.wait()
                break
            time.sleep(0.02)
        self.process = None
