"""A one-page letter: from its words to the PDF that is frozen and sent."""

import statistics
import time
from collections.abc import Iterator

from letters.page import lay_out
from tests.bench.figures import Figure, at_most
from tests.letters.samples import letter

_TIMES = 60


def one_page() -> Iterator[Figure]:
    """No two are alike: none is answered from what was laid out before."""
    lay_out(letter())
    milliseconds = []
    for number in range(_TIMES):
        one = letter(reference=f"RC-2026-{number:06d}")
        began = time.perf_counter()
        lay_out(one)
        milliseconds.append((time.perf_counter() - began) * 1000)
    spread = f"{min(milliseconds):.0f}-{max(milliseconds):.0f} ms, {_TIMES} letters"
    yield at_most("a one-page letter, p50", 30, statistics.median(milliseconds), "ms", spread)
