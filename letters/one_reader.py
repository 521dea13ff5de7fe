"""PDFium reads one document at a time in a process: it is not made for threads, and letters are checked from many."""

import threading
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
_READING = threading.RLock()


def one_reader(read: Callable[P, R]) -> Callable[P, R]:
    """A function that opens a PDF and closes it again, run by one thread at a time."""

    @wraps(read)
    def alone(*args: P.args, **kwargs: P.kwargs) -> R:
        with _READING:
            return read(*args, **kwargs)

    return alone
