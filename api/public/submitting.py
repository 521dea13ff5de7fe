"""Sending the answers: saved as a case, or kept for a person to look at; in either case under one reference.

Saving, destroying the answers and telling the duty address are one transaction: all of it has happened, or none.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from api.identity import Signed
from api.opening import next_reference, open_in, referral_key
from api.pages.forms.choices import schools_like
from api.public.composing import dangerous, referral_of
from api.public.questions import Answers, first_open
from api.routes.referrals import Referral
from api.services import Services
from domain.facts import PUBLIC_FORM, Staff
from domain.vocabulary import Channel
from records.database import transaction
from records.duty import raise_alert
from records.held_answers import Holding, held, hold
from records.journal import entry_by_key
from records.quarantine import Why, keep, kept_under, knock, source_of
from records.roster import roster

KEY, DONE, DANGER, TRAP = "_key", "_done", "_danger", "_trap"  # what is held beside the answers


# In the open part of the case, where all else that such a parent says is kept apart.
_WARNING = (
    "This parent named somebody who must not learn of it, or of where they are. "
    "Read what is kept apart before anybody is written to, called or visited."
)


class Ended(Exception):
    """There are no answers to send: their hour is over, or the browser has forgotten its cookie."""


class NotAll(Exception):
    """A question is still open."""


@dataclass(frozen=True)
class Sent:
    """`case` says whether it is a case already, whose process is to be started. Its sender is not told."""

    ref: str
    case: bool


def submit(
    services: Services, holding: Holding, copy: dict[str, Any] | None, address: str, *, trapped: bool = False
) -> Sent:
    """Send what is held, or `copy` where nothing is: the same answers, as the page had them sealed. `trapped` where a
    field was filled in that nobody sees. Raises Ended, NotAll, or Problem where a rule refuses an answer.
    """
    try:
        return _submit(services, holding, copy, address, trapped)
    except IntegrityError:  # sent twice at the same moment: the other one saved it
        return _submit(services, holding, copy, address, trapped)


def _submit(services: Services, holding: Holding, copy: dict[str, Any] | None, address: str, trapped: bool) -> Sent:
    now = services.now()
    with transaction(services.engine) as session:
        kept = held(session, holding, now, lock=True) or copy
        if kept is None:
            raise Ended
        if trapped:
            kept = {**kept, TRAP: True}
        if DONE in kept:
            return Sent(str(kept[DONE]), case=False)
        answers = answers_of(kept)
        if first_open(answers) is not None:
            raise NotAll
        referral = referral_of(answers, lambda named: _number(session, named))
        sent = _save(session, services, referral, kept, address)
        danger = dangerous(referral)
        if danger:
            raise_alert(session, sent.ref, now)
        hold(session, holding, {DONE: sent.ref, DANGER: danger}, now)  # the answers are destroyed here
        return sent


def answers_of(kept: dict[str, Any]) -> Answers:
    return {name: said for name, said in kept.items() if not name.startswith("_")}


def _save(session: Session, services: Services, referral: Referral, kept: dict[str, Any], address: str) -> Sent:
    signed, key, body = by_itself(session, services, PUBLIC_FORM), str(kept[KEY]), referral.model_dump(mode="json")
    if referral.channel is Channel.PARENT and referral.confidential:
        body["note"] = _WARNING
    if (ref := kept_under(session, key)) is not None:
        return Sent(ref, case=False)
    if entry_by_key(session, referral_key(signed, key)) is None:
        now = services.now()
        many = knock(session, source_of(services.held_key, address, now), now, services.public.reports_an_hour)
        if kept.get(TRAP) or many:
            ref = next_reference(session, services)
            why, danger = Why.HONEYPOT if kept.get(TRAP) else Why.TOO_MANY, dangerous(referral)
            keep(session, services.keys, ref=ref, key=key, report=body, why=why, danger=danger, now=now)
            return Sent(ref, case=False)
    return Sent(open_in(session, services, signed, body, key), case=True)


def by_itself(session: Session, services: Services, who: Staff) -> Signed:
    """Who opens a case that no officer wrote down, with the team that takes such cases. One with nobody in it takes
    none (PRACTICE 2.4).
    """
    people = roster(session, services.today)
    team = services.public.intake_team
    team = team if people.team_has_someone(team) and team else people.fallback_team()
    return Signed(Staff(id=who.id, name=who.name, team=team))


def _number(session: Session, named: str) -> str:
    """The number of the one school that this can mean."""
    found = schools_like(session, named)
    exact = [each for each in found if named.casefold() in (each.value, each.text.casefold())]
    plain = exact if len(exact) == 1 else found
    return plain[0].value if len(plain) == 1 else ""
