"""Evidence: a redacted page, and a statement drafted from a long history."""

import statistics
import time
from collections.abc import Iterator

from domain.evidence.redaction import Box, Ground
from domain.facts import Staff
from domain.statements.drafting import Drafting, draft
from letters.evidence.kinds import PDF
from letters.evidence.redacting import redacted_pdf
from tests.bench.figures import Figure, at_most
from tests.domain.play import Play
from tests.letters.evidence.made import typed

_PAGES, _ENTRIES, _TIMES = 20, 2_000, 5


def evidence() -> Iterator[Figure]:
    pdf = typed(_PAGES)
    seconds = []
    for left in range(_TIMES):
        boxes = [
            Box(page=page, left=50 + left, top=50, right=900, bottom=300, ground=Ground.REFERRER)
            for page in range(1, _PAGES + 1)
        ]
        began = time.perf_counter()
        redacted_pdf(pdf, PDF, boxes)
        seconds.append(time.perf_counter() - began)
    spread = f"{min(seconds):.1f}-{max(seconds):.1f} s, {_TIMES} times"
    yield at_most(f"{_PAGES} pages redacted", 6, statistics.median(seconds), "s", spread)
    yield _statement()


def _statement() -> Figure:
    play = Play()
    entry = play.act("record-contact", how="telephone", answered=False, said="Rang out twice.")
    history = [entry.model_copy(update={"seq": seq}) for seq in range(1, _ENTRIES + 1)]
    witness = Staff("officer", "Amina Okafor")
    milliseconds = []
    for _ in range(_TIMES):
        began = time.perf_counter()
        draft(Drafting(play.case, witness, "", "Fixture Council", lambda text: False), history)
        milliseconds.append((time.perf_counter() - began) * 1000)
    spread = f"{min(milliseconds):.0f}-{max(milliseconds):.0f} ms, {_TIMES} times"
    name = f"a statement drafted from {_ENTRIES:,} entries"
    return at_most(name, 500, statistics.median(milliseconds), "ms", spread)
