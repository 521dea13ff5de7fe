"""A chain towards an attendance order told in dated sentences: what was served and until when, what is void, what came
back and which dates that leaves in doubt.
"""

from collections.abc import Iterator
from datetime import date

from domain.facts import Facts
from domain.law import intention_notice, suitable_education_notice
from domain.law.guard import day_words
from domain.law.parents_choice import binds
from domain.order_facts import step_of
from domain.proceedings.attendance_order import AttendanceOrder, Signed
from domain.served_documents import WORDS


def story(facts: Facts, chain: AttendanceOrder) -> list[str]:
    """In the order of the chain; the law's own reasons for what does not stand."""
    return [*_documents(facts, chain), *_decided(chain), *_in_force(chain), *_doubts(chain)]


def _documents(facts: Facts, chain: AttendanceOrder) -> Iterator[str]:
    step = step_of(facts, chain)
    for notice in chain.notices:
        yield _served(notice, notice.printed_last_day)
        yield from (verdict.reason for verdict in suitable_education_notice.void(step, notice))
    for said in chain.intentions:
        others = ", ".join(school.name for school in said.alternatives) or "no alternative"
        yield f"{_served(said, said.printed_last_day)} It names {said.school.name}, with {others}."
        yield from (verdict.reason for verdict in intention_notice.void(step, said))
    for choice in chain.choices:
        counts = chain.intention is not None and binds(chain.intention, choice)
        yield (
            f"The parent chose {choice.school.name} on {day_words(choice.made_on)} ({choice.how.label.lower()}): "
            f"{'it is named' if counts else 'it does not bind'}."
        )
    if chain.order is not None:
        yield f"{_served(chain.order, None)} It names {chain.order.names.name}."


def _served(document: Signed, until: date | None) -> str:
    what = WORDS[type(document)].capitalize()
    signed = f"signed {day_words(document.signed.on)}" if document.signed else "not signed"
    if document.withdrawn_on is not None:
        state = f"set aside {day_words(document.withdrawn_on)}"
    elif document.ledger.day is not None:
        state = f"served {day_words(document.ledger.day)}"
    else:
        state = "came back: it is not served" if document.ledger.reopened else "not served yet"
    ends = f", until {day_words(until)}" if until else ""
    return f"{what}: {signed}, {state}{ends}."


def _decided(chain: AttendanceOrder) -> Iterator[str]:
    for came in chain.unread():
        yield f"Evidence of {day_words(came.received_on)} is unread: no next step before it is read."
    if chain.decision is not None:
        satisfied = "satisfied" if chain.decision.satisfied else "not satisfied"
        yield f"The authority was {satisfied} on {day_words(chain.decision.on)}."
    if chain.opinion is not None:
        found = "expedient" if chain.opinion.expedient else "not expedient"
        yield f"School was found {found} on {day_words(chain.opinion.on)}."


def _in_force(chain: AttendanceOrder) -> Iterator[str]:
    order = chain.order
    if order is None:
        return
    for amended in order.amendments:
        yield f"Amended on {day_words(amended.on)}: it names {amended.school.name}."
    for said in chain.registrations[-1:]:
        registered = f"registered since {day_words(said.registered_on)}" if said.registered_on else "not registered"
        yield f"The school said on {day_words(said.asked_on)}: {registered}."
    if order.ending is not None:
        yield f"{order.ending.by.label}: no longer in force from {day_words(order.ending.on)}."


def _doubts(chain: AttendanceOrder) -> Iterator[str]:
    """Those that still lean on a document of the chain as it stands."""
    now: list[Signed | None] = [chain.notice, chain.intention, chain.order]
    standing = {letter for each in now if each and each.withdrawn_on is None for letter in each.letters}
    for doubt in chain.doubts:
        if doubt.leaned_on in standing:
            yield f"In doubt since {day_words(doubt.since)}: {doubt.what.lower()}, {day_words(doubt.on)}."
