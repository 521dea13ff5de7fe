"""A dry run: what would stand in the way of an action as filled in. Nothing is recorded."""

from typing import Any

from api.acting import action_named, action_of, filled_in, no_such_case
from api.identity import Signed
from api.problems import Problem
from api.services import Services
from domain.act import Act
from domain.actions.base import Action
from domain.case_file import CaseFile
from domain.decide import verdicts
from domain.verdict import Verdict
from records.database import transaction
from records.recorder import NoSuchCase, facts_for, load_case


def would_refuse(
    services: Services, signed: Signed, ref: str, name: str, body: dict[str, Any], proceeding: str = ""
) -> list[Verdict]:
    """Every verdict that would refuse it; empty where it would be recorded. Raises Problem for what is no action."""
    with transaction(services.engine) as session:
        try:
            case = load_case(session, ref)
        except NoSuchCase:
            raise no_such_case() from None
        form = filled_in(_action(case, name, proceeding), body)
        act = Act(key="", action=name, actor=signed.staff.id, role=signed.role, data=body)
        process = f"{ref}/{proceeding}" if proceeding else ref
        facts = facts_for(session, act, case, services.now(), services.letters.desk(session), process)
        return verdicts(form, facts)


def _action(case: CaseFile, name: str, proceeding: str) -> type[Action]:
    if not proceeding:
        return action_named(name)
    found = case.proceeding(proceeding)
    if found is None:
        raise Problem(404, "NO_SUCH_PROCEEDING", "No proceeding of this name is on this case")
    return action_of(found.kind, name)
