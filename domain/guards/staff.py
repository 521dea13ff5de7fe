"""Who a case or a task may be given to."""

from collections.abc import Iterator

from domain.facts import Facts
from domain.guards.guard import guard
from domain.guards.sources import practice
from domain.verdict import Verdict

NOT_STAFF = guard("NOT_STAFF", "A case is given only to somebody who works here now", practice("2.4"), absolute=True)
SUPERVISOR_NEEDED = guard(
    "SUPERVISOR_NEEDED",
    "Red is lowered, and some things are decided, only by a supervisor",
    practice("1.2, 1.3, 1.5, 3.5, 4.1"),
    absolute=True,
)
GUARDS = (
    NOT_STAFF,
    SUPERVISOR_NEEDED,
)


def works_here(facts: Facts, staff_id: str, field: str) -> Iterator[Verdict]:
    """A case is never given to somebody who has left (PRACTICE 2.4)."""
    if staff_id and not facts.roster.active(staff_id):
        yield NOT_STAFF.refuse("Nobody of this name works here now", field=field)
