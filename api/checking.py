"""A dry run: what would stand in the way of an action as filled in. Nothing is recorded."""

from dataclasses import replace
from typing import Any

from api.acting import action_named, action_of, case_of, filled_in, not_for
from api.identity import Signed
from api.open_actions import not_yet
from api.problems import Problem
from api.services import Services
from domain.act import Act
from domain.actions import open_in
from domain.actions.base import Action
from domain.actions.confidence import SummaryApproved
from domain.actions.letters import LetterApproved, LetterIssued
from domain.case_file import CaseFile
from domain.decide import verdicts
from domain.facts import betrays_nobody
from domain.protecting import blanked, protected_values
from records.database import transaction
from records.recorder import facts_for
from records.standing import standing_of

_OF_RECORDED_WORDS = (LetterApproved, LetterIssued, SummaryApproved)


def would_refuse(
    services: Services, signed: Signed, ref: str, name: str, body: dict[str, Any], proceeding: str = ""
) -> list[dict[str, Any]]:
    """Every verdict that would refuse it, as it may be shown; empty where it would be recorded. Raises Problem for
    what is no action, or not this person's.
    """
    with transaction(services.engine) as session:
        case = case_of(session, ref)
        action = _action(case, name, proceeding)
        if not signed.staff.has(*action.roles):
            raise not_for(action)
        form = filled_in(action, body)
        act = Act(key="", action=name, actor=signed.staff.id, role=signed.role, data=body)
        process = f"{ref}/{proceeding}" if proceeding else ref
        facts = facts_for(session, act, case, services.now(), services.letters.desk(session), process)
        if action not in _OF_RECORDED_WORDS:  # nobody tries one name after another where nothing is recorded
            facts = replace(facts, betrays=betrays_nobody)
        standing = standing_of(session, process)
        steps = standing.open if standing else [each.name for each in open_in(case.stage)]
        found = verdicts(form, facts) if name in steps else [not_yet(action)]
        hidden = protected_values(case)
    return [dict(blanked(verdict.public(), hidden)) for verdict in found]


def _action(case: CaseFile, name: str, proceeding: str) -> type[Action]:
    if not proceeding:
        return action_named(name)
    found = case.proceeding(proceeding)
    if found is None:
        raise Problem(404, "NO_SUCH_PROCEEDING", "No proceeding of this name is on this case")
    return action_of(found.kind, name)
