"""Matches as somebody may see them: what waits, what may be this child's or its family's, two cases side by side.

Why two cases are alike is worked out at each look, with what this person may know. Protected details are compared only
for a supervisor, and said of nobody.
"""

from datetime import date
from typing import Any

from pydantic import BaseModel
from sqlalchemy import text
from sqlmodel import Session

from api.access import with_powers
from api.acting import case_of, no_such_case
from api.identity import Signed
from api.services import Services
from domain.case_access import knows_restricted
from domain.case_file import CaseFile
from domain.facts import Staff
from domain.matching.likeness import Guarded, Likeness
from domain.matching.score import Match, score
from domain.matching.side_by_side import side_by_side
from records.case_access import every_case_kept_out_of
from records.database import transaction
from records.identities import linked
from records.matches import Waiting, proposed_for, waiting_for
from records.matching import Sight, candidates, decided_apart, likeness_on_file
from records.recorder import load_case
from records.tables import SchoolRow


class MatchView(BaseModel):
    """How alike two cases are. `points` are doublings of likelihood: 11 is perhaps, 19 probably the same child."""

    case: str
    other: str
    finding: str
    finding_label: str
    points: float
    reasons: list[str]
    against: list[str]
    returning: bool
    child: str
    date_of_birth: date | None
    other_child: str
    other_date_of_birth: date | None
    due_on: date | None = None
    for_supervisors: bool = False


class CaseMatches(BaseModel):
    """Of one case: what waits for a decision, what else may be the same child, and who may be of its household."""

    waiting: list[MatchView]
    same_child: list[MatchView]
    household: list[MatchView]


class SideLine(BaseModel):
    """`agreement` is same, different, unknown (one does not say) or hidden."""

    label: str
    left: list[str]
    right: list[str]
    agreement: str


class SideBySide(BaseModel):
    left: dict[str, Any]
    right: dict[str, Any]
    match: MatchView
    lines: list[SideLine]
    decided: bool


def waiting_matches(services: Services, signed: Signed) -> list[MatchView]:
    """What this person may decide, the soonest due first."""
    with transaction(services.engine) as session:
        who = with_powers(session, services, signed)
        return [_waiting(session, who, each) for each in waiting_for(session, who)]


def matches_of(services: Services, signed: Signed, ref: str) -> CaseMatches:
    """Raises NoSuchCase. Of two identities of one child, one never shows the other."""
    with transaction(services.engine) as session:
        case, who = load_case(session, ref), with_powers(session, services, signed)
        waiting = [each for each in waiting_for(session, who, most=1_000) if ref in (each.case, each.other)]
        own = _seen(likeness_on_file(session, ref), who)
        found = candidates(
            session,
            own,
            _sight(session, who),
            linked=linked(session, services.keys),
            apart=decided_apart(session, ref),
        )
        named = {each.other if each.case == ref else each.case for each in waiting}
        named |= {*case.merged, *case.earlier, *(child.case_ref for child in case.household)}
        views = [view_of(case, load_case(session, each.ref), each.match) for each in found if each.ref not in named]
        return CaseMatches(
            waiting=[_waiting(session, who, each) for each in waiting],
            same_child=[each for each in views if each.finding != "family"],
            household=[each for each in views if each.finding == "family"],
        )


def both_sides(services: Services, signed: Signed, ref: str, other: str) -> SideBySide:
    """Raises Problem 404 where either is not there, or they are one."""
    with transaction(services.engine) as session:
        who = with_powers(session, services, signed)
        left, right = loaded_pair(session, ref, other)
        numbers = {left.child.school, right.child.school, left.place.school, right.place.school} - {""}
        schools = [(number, row.name) for number in numbers if (row := session.get(SchoolRow, number))]
        match = _match(session, who, ref, other)
        decided = other in decided_apart(session, ref)
    lines = side_by_side(left, right, schools, [name for _, name in schools])
    return SideBySide(
        left=_head(left),
        right=_head(right),
        match=view_of(left, right, match),
        lines=[
            SideLine(label=each.label, left=list(each.left), right=list(each.right), agreement=each.agreement.value)
            for each in lines
        ],
        decided=decided,
    )


def loaded_pair(session: Session, ref: str, other: str) -> tuple[CaseFile, CaseFile]:
    if ref == other:
        raise no_such_case()
    return case_of(session, ref), case_of(session, other)


def asked_on(session: Session, ref: str, other: str) -> str:
    """The case on which somebody is asked to decide about the two; the first of them where nobody is."""
    waits = (each for each in proposed_for(session, ref) if each.open and {each.case, each.other} == {ref, other})
    return next((each.case for each in waits), ref)


def view_of(case: CaseFile, other: CaseFile, match: Match, **more: Any) -> MatchView:
    return MatchView(
        case=case.ref,
        other=other.ref,
        finding=match.finding.value,
        finding_label=match.finding.label,
        points=match.points,
        reasons=match.reasons,
        against=match.against,
        returning=case.open and not other.open and match.finding.value in ("likely", "possible"),
        child=case.child.name,
        date_of_birth=case.child.date_of_birth,
        other_child=other.child.name,
        other_date_of_birth=other.child.date_of_birth,
        **more,
    )


def _waiting(session: Session, who: Staff, each: Waiting) -> MatchView:
    case, other = load_case(session, each.case), load_case(session, each.other)
    match = _match(session, who, each.case, each.other)
    return view_of(case, other, match, due_on=each.due_on, for_supervisors=each.audience != "owner")


def _match(session: Session, who: Staff, ref: str, other: str) -> Match:
    return score(_seen(likeness_on_file(session, ref), who), _seen(likeness_on_file(session, other), who))


def _seen(likeness: Likeness | None, who: Staff) -> Likeness:
    """As this person's searches may use it: nobody learns by trying whether an address is the one."""
    if likeness is None:
        raise no_such_case()
    if not likeness.protected or knows_restricted(who):
        return likeness
    return likeness.without_details()


_OWN_RESTRICTED = text(
    "select l.ref from likeness l join case_file c on c.ref = l.ref where l.guarded >= :restricted and c.owner = :me"
)


def _sight(session: Session, who: Staff) -> Sight:
    hidden = every_case_kept_out_of(session, who.id)
    if knows_restricted(who):
        return Sight(upto=Guarded.IDENTITY, details=True, hidden=hidden)
    asked = {"restricted": int(Guarded.IDENTITY), "me": who.id}
    named = frozenset(session.execute(_OWN_RESTRICTED, asked).scalars())
    return Sight(upto=Guarded.DETAILS, named=named, hidden=hidden)


def _head(case: CaseFile) -> dict[str, Any]:
    return {
        "ref": case.ref,
        "stage": case.stage.value,
        "stage_label": case.stage.label,
        "opened_on": case.opened_on,
        "closed_on": case.closed_on,
        "closure": case.closure.label if case.closure else None,
        "protected": case.protected,
        "merged_into": case.merged_into,
    }
