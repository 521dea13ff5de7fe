"""A case as a form needs it: its facts, what stands open, and what must not be shown."""

from dataclasses import dataclass

from sqlmodel import Session

from api.acting import no_such_case
from api.identity import Signed
from api.services import Services
from domain.act import Act
from domain.actions import open_in
from domain.corrections import CORRECTION
from domain.facts import Facts
from domain.protecting import protected_values
from records.recorder import NoSuchCase, facts_for, load_case
from records.standing import standing_of
from records.tables import SchoolRow


@dataclass(frozen=True)
class Loaded:
    facts: Facts
    steps: frozenset[str]
    hidden: tuple[str, ...]


def loaded(session: Session, services: Services, signed: Signed, ref: str, *, entries: bool = False) -> Loaded:
    """With every entry of its history where `entries` asks for them. Raises Problem 404."""
    try:
        case = load_case(session, ref)
    except NoSuchCase:
        raise no_such_case() from None
    act = Act(key="", action=CORRECTION if entries else "", actor=signed.staff.id)
    facts = facts_for(session, act, case, services.now(), services.letters.desk(session))
    standing = standing_of(session, ref)
    steps = standing.open if standing else [action.name for action in open_in(case.stage)]
    numbers = {case.child.school, case.place.school}
    schools = [row.name for number in numbers if number and (row := session.get(SchoolRow, number))]
    return Loaded(facts, frozenset(steps), tuple(protected_values(case, schools)))
