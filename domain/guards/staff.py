"""Who a case or a task may be given to."""

from collections.abc import Iterator

from domain.facts import Facts
from domain.guards.guard import guard
from domain.guards.sources import practice
from domain.verdict import Verdict

NOT_STAFF = guard("NOT_STAFF", "A case is given only to somebody who works here now", practice("2.4"), absolute=True)
# It says no more: who is kept out and why is told to supervisors alone (harm 9).
KEPT_OUT = guard(
    "MAY_NOT_HAVE_IT",
    "A case is given to nobody who is kept out of it, such as a relative who works here",
    practice("2.4, 8.9"),
    absolute=True,
)
SUPERVISOR_NEEDED = guard(
    "SUPERVISOR_NEEDED",
    "Red is lowered, and some things are decided, only by a supervisor",
    practice("1.2, 1.3, 1.5, 3.5, 4.1"),
    absolute=True,
)
GUARDS = (
    NOT_STAFF,
    KEPT_OUT,
    SUPERVISOR_NEEDED,
)


def works_here(facts: Facts, staff_id: str, field: str) -> Iterator[Verdict]:
    """A case is never given to somebody who has left (PRACTICE 2.4)."""
    if staff_id and not facts.roster.active(staff_id):
        yield NOT_STAFF.refuse("Nobody of this name works here now", field=field)


def may_have_it(facts: Facts, staff_id: str, field: str) -> Iterator[Verdict]:
    """Whether the case can be theirs."""
    yield from works_here(facts, staff_id, field)
    if staff_id in facts.roster.kept_out:
        yield KEPT_OUT.refuse("This person cannot have this case: choose somebody else", field=field)
