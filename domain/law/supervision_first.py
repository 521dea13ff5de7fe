"""Before instituting proceedings under s.443 or s.444 the authority shall consider an education supervision order.

Education Act 1996 s.447(1), guard G09. Before means before in time: by when it was recorded as well as when it happened
(PRACTICE 2.3). Earlier the same day is early enough.
"""

from collections.abc import Iterator
from datetime import datetime

from domain.clock import utc
from domain.deadline import uk_day
from domain.guards.sources import law
from domain.law.guard import guard
from domain.proceedings.prosecution import SupervisionConsidered
from domain.verdict import Verdict

S447 = law("Education Act 1996 s.447(1)")
G09_CONSIDERED = guard(
    "G09_SUPERVISION_FIRST",
    "An education supervision order is considered before proceedings begin, with reasons and social care's view",
    S447,
)
GUARDS = (G09_CONSIDERED,)


def supervision_considered(said: SupervisionConsidered | None, instituted_at: datetime) -> Iterator[Verdict]:
    if said is None:
        yield G09_CONSIDERED.refuse(
            "Nobody has recorded that an education supervision order was considered",
            needs="record it, with reasons and the view of social care, before proceedings begin",
        )
        return
    # What was recorded before had happened before: no note claims a day later than its own recording.
    if utc(said.recorded_at) >= utc(instituted_at) or said.considered_on > uk_day(said.recorded_at):
        yield G09_CONSIDERED.refuse(
            "It was recorded only after proceedings began, and such a note does not count, whatever day it says",
            needs="proceedings that begin after it was considered",
        )
    missing = [
        words
        for words, given in (
            ("who considered it", said.officer),
            ("the reasons", said.reasons),
            ("the view of social care", said.social_care_view),
            ("whether an order would be appropriate", said.appropriate is not None),
        )
        if not given
    ]
    if missing:
        yield G09_CONSIDERED.refuse(f"Not recorded: {', '.join(missing)}", needs=", ".join(missing))
