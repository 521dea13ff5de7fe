"""Information about the law, and how the process applies to you, with or before each legal step: guard G28.

The service promises it to every parent. It may go in the same envelope as the notice it explains; what is asked is that
it is enclosed or was served before, never that a further period has run (PRACTICE 4.6).
"""

from collections.abc import Iterable, Iterator
from datetime import date

from domain.guards.sources import practice
from domain.law.guard import day_words, guard
from domain.proceedings.served import Explained, LegalPath
from domain.verdict import Verdict

PROMISE = practice("4.6 (the promise of the service's leaflet, letter L24)")
G28_INFORMATION = guard(
    "G28_INFORMATION", "Information about the law goes with each legal step, or was served before it", PROMISE
)
GUARDS = (G28_INFORMATION,)


def explained(path: LegalPath, person_id: str, letter: str, known: Iterable[Explained], on: date) -> Iterator[Verdict]:
    """`letter` is the notice of this step, empty while it has not been drafted; `on` the day of its service."""
    own = [each for each in known if (each.path, each.person_id) == (path, person_id)]
    if any(letter and each.enclosed_in == letter for each in own):
        return
    days = [day for each in own if (day := each.ledger.day) is not None]
    if any(day <= on for day in days):
        return
    if any(each.ledger.reopened for each in own):
        reason = "The information about the law came back: it has not reached this parent"
    elif days:
        reason = f"The information about the law counts as served only on {day_words(min(days))}"
    else:
        reason = f"This parent has had no information about the law: {path.label.lower()}"
    yield G28_INFORMATION.refuse(
        reason, opens_on=min(days, default=None), needs="enclose it with the notice, or serve it first"
    )
