"""A case as a form needs it: its facts, what stands open, and what must not be shown."""

from dataclasses import dataclass, replace

from sqlmodel import Session

from api.access import unknown_in
from api.acting import action_named, action_of, case_of
from api.identity import Signed
from api.problems import Problem
from api.services import Services
from domain.act import Act
from domain.actions import open_in
from domain.actions.base import Action
from domain.actions.of_proceedings import STAGES
from domain.case_access import naming_no_other
from domain.case_file import CaseFile
from domain.corrections import CORRECTION
from domain.facts import Facts
from domain.protecting import protected_values
from records.database import transaction
from records.recorder import facts_for
from records.standing import standing_of
from records.tables import SchoolRow


@dataclass(frozen=True)
class Where:
    """The process that an action is a step of: the case's own journey, or a proceeding of it."""

    ref: str
    proceeding: str = ""

    @property
    def path(self) -> str:
        return f"/cases/{self.ref}" + (f"/proceedings/{self.proceeding}" if self.proceeding else "")

    @property
    def process(self) -> str:
        return f"{self.ref}/{self.proceeding}" if self.proceeding else self.ref


@dataclass(frozen=True)
class Loaded:
    where: Where
    facts: Facts
    steps: frozenset[str]
    hidden: tuple[str, ...]
    unknown: tuple[str, ...] = ()  # references that this reader may not know of; among what is hidden


def loaded(session: Session, services: Services, signed: Signed, where: Where, *, entries: bool = False) -> Loaded:
    """With every entry of its history where `entries` asks for them. Raises Problem 404."""
    ref = where.ref
    case = case_of(session, ref)
    act = Act(key="", action=CORRECTION if entries else "", actor=signed.staff.id)
    facts = facts_for(session, act, case, services.now(), services.letters.desk(session), where.process)
    said = " ".join(each.model_dump_json() for each in (case, *facts.entries))
    unknown = unknown_in(session, services, signed, said, ref)
    facts = replace(facts, case=naming_no_other(case, unknown))
    standing = standing_of(session, where.process)
    steps = standing.open if standing else [action.name for action in _open_by_stage(case, where)]
    numbers = {case.child.school, case.place.school}
    schools = [row.name for number in numbers if number and (row := session.get(SchoolRow, number))]
    hidden = (*protected_values(case, schools), *unknown)
    return Loaded(where, facts, frozenset(steps), hidden, tuple(unknown))


def action_at(services: Services, where: Where, name: str) -> type[Action]:
    """The action of this name that is a step of this process at some time. Raises Problem 404."""
    if not where.proceeding:
        return action_named(name)
    with transaction(services.engine) as session:
        found = case_of(session, where.ref).proceeding(where.proceeding)
    if found is None:
        raise Problem(404, "NO_SUCH_PROCEEDING", "No proceeding of this name is on this case")
    return action_of(found.kind, name)


def _open_by_stage(case: CaseFile, where: Where) -> tuple[type[Action], ...]:
    """What would be open before its process has said so."""
    if not where.proceeding:
        return open_in(case.stage)
    found = case.proceeding(where.proceeding)
    return STAGES.get(found.kind, {}).get(found.stage, ()) if found else ()
