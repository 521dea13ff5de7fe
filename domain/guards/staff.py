"""Who a case or a task may be given to."""

from collections.abc import Iterator

from domain.facts import Facts
from domain.guards.dates import refused
from domain.verdict import Verdict


def works_here(facts: Facts, staff_id: str, field: str) -> Iterator[Verdict]:
    """A case is never given to somebody who has left (PRACTICE 2.4)."""
    if staff_id and not facts.roster.active(staff_id):
        yield refused("NOT_STAFF", "Nobody of this name works here now", field)
