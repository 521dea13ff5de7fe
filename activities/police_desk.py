"""What goes to the police: the document and the data, made with the entry that records the sending, and the same as a
draft that anybody on the case can read before.
"""

import json

from sqlmodel import Session

from domain.actions.begin_police_referral import PoliceReferralSent
from domain.case_file import CaseFile
from domain.facts import Facts
from domain.proceedings.police_referral import Basis, Wanted
from domain.protecting import HIDDEN, blanked, protected_values
from domain.risk_rules import RISK_RULES
from domain.vocabulary import Protection
from letters.police_facts import Adult, Asked, PoliceFacts, Seen, Sibling
from records.tables import SchoolRow

_TO_BE_FILLED_IN = "[to be filled in]"


def police_facts(session: Session, facts: Facts, action: PoliceReferralSent | None = None) -> PoliceFacts:
    """What may be said to the police. Without an action it is the draft, with what only a person knows left open."""
    case, hide = facts.case, facts.case.protected
    child, school = case.child, session.get(SchoolRow, case.child.school) if case.child.school else None
    adopted = Protection.ADOPTION in case.protections_in_force()
    told = PoliceFacts(
        force=action.force if action else _TO_BE_FILLED_IN,
        wanted=(action.wanted if action else Wanted.MISSING).label,
        why=why_now(case),
        words=action.words if action else _TO_BE_FILLED_IN,
        basis=(action.basis if action else Basis.PUBLIC_TASK).label,
        spoke_to=action.spoke_to if action else _TO_BE_FILLED_IN,
        at=facts.now,
        given=child.given,
        surname=child.surname,
        also_known_as=() if adopted else tuple(filter(None, (child.known_as, *child.aliases))),
        born=child.date_of_birth,
        age=child.age(facts.today),
        sex=child.sex,
        upn=child.upn,
        school="" if hide or school is None else school.name,
        first_absent_on=child.first_absent_on,
        last_seen=_seen(facts),
        risk=case.risk.label,
        signs=tuple(each.label for each in case.indicators),
        adults=tuple(
            Adult(
                name=each.name,
                relation=each.relation.label.casefold(),
                lives_with_child=each.lives_with_child,
                telephone="" if hide else each.telephone,
                address=() if hide or each.address is None else tuple(each.address.printed()),
            )
            for each in case.people
            if not each.deceased
        ),
        siblings=tuple(Sibling(name=each.name, born=each.date_of_birth) for each in case.household),
        asked=tuple(
            Asked(whom=each.subject.label, on=each.asked_on, result=each.result.label) for each in case.enquiries
        ),
        protected=hide,
    )
    names = [school.name] if hide and school is not None else []
    hidden = protected_values(case, names)
    return PoliceFacts.model_validate(blanked(told.model_dump(mode="json"), hidden)) if hidden else told


def why_now(case: CaseFile) -> str:
    """The rule that drafted it, in its own words; else what raised the level."""
    drafted = next((task.why for task in case.open_tasks() if task.name == "police-referral"), "")
    rules = [RISK_RULES[name].says for name in case.risk_rules if name in RISK_RULES]
    return drafted or "; ".join(rules or case.risk_why) or "A child whom nobody can find"


def exported(told: PoliceFacts, reference: str) -> bytes:
    """The same as JSON (UTF-8), for a force that takes data."""
    return json.dumps({"reference": reference, **told.model_dump(mode="json")}, indent=2, ensure_ascii=False).encode()


def _seen(facts: Facts) -> Seen | None:
    seen = facts.case.last_sighting
    if seen is None:
        return None
    by = facts.roster.staff.get(seen.by_name)
    said = ", ".join(filter(None, (by.name if by else seen.by_name, seen.by_role.casefold())))
    return Seen(on=seen.on, by=said, where=HIDDEN if facts.case.protected and seen.where else seen.where)
