"""The worker: runs the processes and their activities until told to stop."""

import signal

from rollcall.settings import Settings


def main(settings: Settings) -> None:
    """Run until TERM or INT."""
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
