"""A penalty notice and a prosecution as they read: what each relies on, what came before it, and what has happened."""

from collections.abc import Iterator
from datetime import date

from domain.actions.giving_notice import notices
from domain.deadline import uk_day
from domain.facts import Facts
from domain.law.guard import day_words
from domain.law.penalty_payment import standing
from domain.law.tariff import pounds
from domain.law.time_limit import limit_of
from domain.proceedings import AnyProceeding
from domain.proceedings.penalty_notice import PenaltyNotice
from domain.proceedings.prosecution import Prosecution


def charge_story(facts: Facts, proceeding: AnyProceeding) -> list[str]:
    """In dated sentences, in the order in which it goes; nothing of the other parent, and no school."""
    if isinstance(proceeding, PenaltyNotice):
        return list(_notice(facts, proceeding))
    return list(_prosecution(facts, proceeding)) if isinstance(proceeding, Prosecution) else []


def _notice(facts: Facts, notice: PenaltyNotice) -> Iterator[str]:
    yield from _relies_on(notice.offence_days, len(notice.sessions))
    yield from _earlier(facts, notice)
    if notice.tariff is not None:
        lower = f"{pounds(notice.tariff.discount)} within 21 days, or " if notice.tariff.discount else ""
        yield f"It costs {lower}{pounds(notice.tariff.full)} within 28 days."
    if notice.issued_on:
        yield f"Given on {day_words(notice.issued_on)}."
    if notice.received_on:
        yield f"Received on {day_words(notice.received_on)}. {notice.received_how}."
    if notice.returned_on:
        yield f"Came back on {day_words(notice.returned_on)}: it has not been received."
    for paid in notice.payments:
        failed = ", which failed" if paid.failed else ""
        yield f"{pounds(paid.pence)} paid on {day_words(paid.sent_on)}{failed}."
    for back in notice.refunds:
        yield f"{pounds(back.pence)} went back on {day_words(back.on)}."
    if notice.live and notice.received_on and notice.proceedings_began_at is None:
        yield standing(notice, facts.today).words
    for said in notice.representations:
        answered = f", answered on {day_words(said.answered_on)}" if said.answered_on else ", not answered yet"
        yield f"The parent wrote on {day_words(said.on)}{answered}."
    if notice.decision is not None:
        yield f"Decided on {day_words(notice.decision.on)}: {notice.decision.choice.label.lower()}."
    if notice.withdrawn is not None:
        yield f"Withdrawn on {day_words(notice.withdrawn.on)}: {notice.withdrawn.ground.label.lower()}."
    if notice.proceedings_began_at is not None:
        yield f"Proceedings for its sessions began on {day_words(uk_day(notice.proceedings_began_at))}."


def _prosecution(facts: Facts, charge: Prosecution) -> Iterator[str]:
    if charge.offence is not None and charge.procedure is not None:
        yield f"{charge.offence.label}, by {charge.procedure.label.lower()}."
    if charge.charged is not None:
        until = f" until {day_words(charge.charged.last)}" if charge.charged.last else ", and it still lasts"
        yield f"The order was not complied with from {day_words(charge.charged.first)}{until}."
    else:
        yield from _relies_on(sorted({mark.day for mark in charge.sessions}), len(charge.sessions))
    if charge.dropped:
        yield f"{_count(len(charge.dropped), 'day')} dropped out for being more than six months old."
    if charge.instituted_at is None and charge.open and charge.sessions:
        last = limit_of(min(mark.day for mark in charge.sessions)).last_day
        yield f"The last day to charge for the earliest session is {day_words(last)}."
    yield from _earlier(facts, charge)
    if charge.evidence:
        number = len(charge.evidence)
        yield f"{number} {'piece' if number == 1 else 'pieces'} of evidence {'is' if number == 1 else 'are'} listed."
    for each in facts.case.statements:
        if each.about == charge.name and each.signed_on is not None:
            yield f"{each.name} signed a witness statement on {day_words(each.signed_on)}."
    interview = charge.interview
    if interview is not None:
        came = f": {interview.outcome.label.lower()}" if interview.outcome else ", and its outcome is not recorded"
        yield f"An interview under caution was offered for {day_words(interview.appointment_on)}{came}."
    if charge.supervision_considered is not None:
        said = charge.supervision_considered
        fits = "appropriate" if said.appropriate else "not appropriate"
        yield f"A supervision order was considered on {day_words(said.considered_on)}: {fits}."
    if charge.review is not None:
        passed = charge.review.evidential and charge.review.public_interest
        found = "evidence and public interest" if passed else "not enough"
        yield f"A lawyer reviewed it on {day_words(uk_day(charge.review.recorded_at))}: {found}."
    if charge.authority is not None:
        yield f"Authorised on {day_words(uk_day(charge.authority.recorded_at))}."
    yield from _in_court(charge)


def _in_court(charge: Prosecution) -> Iterator[str]:
    if charge.instituted_at is not None:
        yield f"Proceedings began on {day_words(uk_day(charge.instituted_at))}."
    for line in charge.services.entries:
        back = f", and it came back on {day_words(line.came_back_on)}" if line.came_back_on else ""
        yield f"The charge was served by {line.manner.label.lower()} on {day_words(line.day)}{back}."
    if charge.plea is not None and charge.plea_on is not None:
        yield f"Plea on {day_words(charge.plea_on)}: {charge.plea.label.lower()}."
    for hearing in charge.hearings:
        came = f": {hearing.outcome}" if hearing.outcome else ""
        yield f"Hearing on {day_words(hearing.on)} ({hearing.what}){came}"
    if charge.direction is not None:
        yield f"The court directed an application for a supervision order on {day_words(charge.direction.on)}."
    if charge.result is not None and charge.result_on is not None:
        ordered = f": {charge.sentence}" if charge.sentence else ""
        yield f"{charge.result.label} on {day_words(charge.result_on)}{ordered}"


def _relies_on(days: list[date], sessions: int) -> Iterator[str]:
    if days and sessions:
        first, last = day_words(days[0]), day_words(days[-1])
        yield f"It relies on {_count(sessions, 'session')} on {_count(len(days), 'day')}, {first} to {last}."
    elif days:
        yield f"It relies on what was seen on {day_words(days[0])}."


def _earlier(facts: Facts, this: PenaltyNotice | Prosecution) -> Iterator[str]:
    """How many notices this parent had for this child before: evidence, and what the count of three years rests on."""
    before = [
        each
        for each in notices(facts.case)
        if each.name != this.name and (each.child, each.person_id) == (this.child, this.person_id) and each.live
    ]
    if before:
        paid = sum(standing(each, facts.today).discharged_on is not None for each in before)
        yield f"{_count(len(before), 'penalty notice')} to this parent for this child besides: {paid} paid."


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
