"""Who may be sent a notice or charged: a parent in law (Education Act 1996 s.576), answerable for the dates relied on.

For THAT person: no surname and no household stands in for a recorded reason (PRACTICE 4.2, 8.13).
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from domain.clock import utc
from domain.guards.sources import law
from domain.law.guard import day_words, guard, some_of
from domain.proceedings.groundwork import AnswerableParent
from domain.verdict import Verdict

S576 = law("Education Act 1996 s.576", verified=False)
NOT_THE_PARENT = guard(
    "PARENT_NOT_ANSWERABLE",
    "A notice or charge needs, for that very person, why they are a parent and why answerable for the dates",
    S576,
)
G21_CORPORATE = guard(
    "G21_NOT_A_PARENT",
    "No notice or charge goes to an authority, a foster carer or a social worker as the child's parent",
    S576,
)
GUARDS = (NOT_THE_PARENT, G21_CORPORATE)


def answerable(
    person_id: str, known: Iterable[AnswerableParent], days: Iterable[date], before: datetime
) -> Iterator[Verdict]:
    """`before` is the instant of the step: a reason recorded at it or after it does not carry it (PRACTICE 2.3)."""
    own = [reason for reason in known if reason.person_id == person_id and utc(reason.recorded_at) < utc(before)]
    if any(not reason.individual or not reason.relation.may_be_parent_in_law for reason in own):
        yield G21_CORPORATE.refuse(
            "This person acts for an authority or an organisation: the authority is never sent its own notice",
            needs="a parent in law",
        )
        return
    if not own:
        yield NOT_THE_PARENT.refuse(
            "Nobody has recorded why this person is a parent in law and answerable",
            needs="record why they are a parent (s.576) and for which dates they are answerable",
        )
        return
    uncovered = sorted({day for day in days if not any(day in reason.dates for reason in own)})
    if uncovered:
        yield NOT_THE_PARENT.refuse(
            f"This person is not recorded as answerable on {some_of(day_words(day) for day in uncovered)}",
            needs="record why they are answerable for these dates, or leave the dates out",
        )
