"""What leaned on a service that came back or was proved to be of another day (PRACTICE 4.4, Education Act 1996 s.572).

Nothing is taken out of the record: every date that leaned on it is marked, and each next step is judged afresh.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from domain.law.intention_notice import order_from
from domain.law.suitable_education_notice import next_step_from
from domain.proceedings.attendance_order import AttendanceOrder, Signed


class InDoubt(NamedTuple):
    """One date, what it is of, and the document (by letter) whose service it leaned on."""

    what: str
    on: date
    leaned_on: str


def leaning(chain: AttendanceOrder, letter: str) -> tuple[InDoubt, ...]:
    """Every date of the chain that leaned on the service of this document, in the order of the chain; none where the
    chain no longer rests on it.
    """
    documents: list[Signed | None] = [chain.notice, chain.intention, chain.order]
    returned = next((rank for rank, document in enumerate(documents) if document and _is(document, letter)), None)
    if returned is None:
        return ()
    return tuple(InDoubt(what, on, letter) for rank, what, on in _dates(chain) if rank >= returned)


def _is(document: Signed, letter: str) -> bool:
    return letter in {document.letter, *(entry.letter for entry in document.ledger.entries)}


def _dates(chain: AttendanceOrder) -> Iterator[tuple[int, str, date]]:
    """Every date with the last document on whose service it leans: 0 the notice, 1 the intention notice, 2 the order.
    It leans on those before as well.
    """
    if (notice := chain.notice) is not None:
        yield from _service(0, "the notice", notice)
        yield 0, "End of the period to satisfy the authority", notice.printed_last_day
        yield 0, "First day of the next step", next_step_from(notice)
    if chain.decision is not None:
        yield 0, "Decision whether the authority is satisfied", chain.decision.on
    if chain.opinion is not None:
        yield 0, "Opinion whether school is expedient", chain.opinion.on
    if (said := chain.intention) is not None:
        yield from _service(1, "the intention notice", said)
        yield 1, "End of the days to choose a school", said.printed_last_day
        yield 1, "First day of the order", order_from(said)
        for choice in chain.choices:
            yield 1, f"The parent's choice of {choice.school.name}", choice.made_on
    if (order := chain.order) is not None:
        yield 1, "The order", order.made_on
        yield from _service(2, "the order", order)
    if chain.convicted_on is not None:
        yield 2, "Conviction on the order", chain.convicted_on


def _service(rank: int, words: str, document: Signed) -> Iterator[tuple[int, str, date]]:
    for entry in document.ledger.entries:
        yield rank, f"Service of {words}", entry.day
