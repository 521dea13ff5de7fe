"""A case as somebody may see it: one value that the API prints as JSON and the pages show in words.

On a protected case nothing that PRACTICE 4.3 covers is in it, whoever looks: protected details are shown only by an
action of their own, with a reason.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session, select

from api.access import unknown_in
from api.clock_view import ClockView, clock_view
from api.eligibility_view import ProposalView, could_be
from api.identity import Signed
from api.near_words import NearWords, near_words
from api.open_actions import BlockedAction, OpenAction, what_can_be_done
from api.person_view import PersonView, WarningView, person_view, warning_views
from api.proceeding_view import ProceedingView, proceeding_view
from api.services import Services
from domain.act import Act
from domain.actions import open_in
from domain.case_access import naming_no_other
from domain.case_file import CaseFile, Letter
from domain.clock import ClockState
from domain.eligibility import priority
from domain.facts import Facts
from domain.forms_of_tasks import form_of_task
from domain.protecting import blanked, protected_values
from domain.statements.statement import Statement
from domain.vocabulary import LetterState
from records.database import transaction
from records.recorder import facts_for, load_case
from records.standing import processes_of, standing_of
from records.tables import DispatchRow, SchoolRow

# Of each line of a letter's ledger. Where it went, and on what evidence, stands on the certificate of service.
_OF_SERVICE = {
    *("id", "manner", "by", "on", "recorded_at", "deemed_on", "rule"),
    *("proved_on", "came_back", "came_back_on"),
}
_CAN_CHANGE = frozenset({LetterState.DRAFT, LetterState.APPROVED})


class CaseView(BaseModel):
    ref: str
    seq: int
    kind: str
    kind_label: str
    stage: str
    stage_label: str
    passages: list[dict[str, Any]]
    opened_on: date | None
    closed_on: date | None
    closure: str | None
    risk: str
    risk_why: list[str]
    owner: str
    owner_name: str
    team: str
    confidential: bool
    child: dict[str, Any]
    last_seen: dict[str, Any] | None
    days_unseen: int | None
    flags: list[str]
    could_be: list[ProposalView]
    next_due: date | None
    next_thing: str
    people: list[PersonView]
    household: list[dict[str, Any]]
    warnings: list[WarningView]
    tasks: list[dict[str, Any]]
    deadlines: list[ClockView]
    actions: list[OpenAction]
    blocked: list[BlockedAction]
    proceedings: dict[str, ProceedingView]
    letters: list[dict[str, Any]]
    documents: list[dict[str, Any]]
    statements: list[dict[str, Any]]
    enquiries: list[dict[str, Any]]
    pause: dict[str, Any] | None
    told: str
    told_near: list[NearWords]
    place: dict[str, Any]
    merged: list[str]
    merged_into: str
    earlier: list[str]


def case_view(services: Services, signed: Signed, ref: str) -> CaseView:
    """Raises NoSuchCase."""
    with transaction(services.engine) as session:
        case = load_case(session, ref)
        unknown = unknown_in(session, services, signed, case.model_dump_json(), ref)
        case = naming_no_other(case, unknown)
        standing = standing_of(session, ref)
        act = Act(key="", action="", actor=signed.staff.id)
        facts = facts_for(session, act, case, services.now(), services.letters.desk(session))
        names = [
            row.name
            for number in {case.child.school, case.place.school}
            if number and (row := session.get(SchoolRow, number))
        ]
        sending = sending_of(session, ref)
        opened = {row.process.split("/", 1)[1]: row.open for row in processes_of(session, ref) if "/" in row.process}
    steps = set(standing.open) if standing else {action.name for action in open_in(case.stage)}
    actions, blocked = what_can_be_done(facts, signed, steps)
    running = {each.name: proceeding_view(facts, signed, each, opened.get(each.name)) for each in case.proceedings}
    view = view_of(facts, Beside(names, sending, actions, blocked, running))
    return CaseView.model_validate(blanked(view.model_dump(), unknown)) if unknown else view


def sending_of(session: Session, ref: str) -> dict[str, dict[str, Any]]:
    """How the sending of each letter stands: tries, what went wrong last, when the next try is."""
    rows = session.exec(select(DispatchRow).where(DispatchRow.case_ref == ref))
    return {
        row.letter_id: {"tries": row.tries, "last_code": row.last_code, "next_try_at": row.next_try_at} for row in rows
    }


@dataclass(frozen=True)
class Beside:
    """What stands beside the facts of a case on its page."""

    school_names: list[str]
    sending: dict[str, dict[str, Any]]
    actions: list[OpenAction]
    blocked: list[BlockedAction]
    proceedings: dict[str, ProceedingView]


def view_of(facts: Facts, beside: Beside) -> CaseView:
    """On a protected case every text in it is searched, whoever wrote it and wherever it stands."""
    case = facts.case
    hidden = protected_values(case, beside.school_names)
    view = _view(facts, beside)
    return CaseView.model_validate(blanked(view.model_dump(), hidden)) if hidden else view


def _view(facts: Facts, beside: Beside) -> CaseView:
    case, today = facts.case, facts.today
    seen = case.last_sighting
    unseen_since = seen.on if seen else case.child.first_absent_on
    return CaseView(
        ref=case.ref,
        seq=case.seq,
        kind=case.kind,
        kind_label=case.kind.label,
        stage=case.stage,
        stage_label=case.stage.label,
        passages=[
            {"stage": passage.stage.value, "label": passage.stage.label, "on": passage.on} for passage in case.passages
        ],
        opened_on=case.opened_on,
        closed_on=case.closed_on,
        closure=case.closure.label if case.closure else None,
        risk=case.risk,
        risk_why=case.risk_why,
        owner=case.owner,
        owner_name=_name(facts, case.owner),
        team=case.team,
        confidential=case.confidential,
        child=_child(case, today),
        last_seen=_sighting(facts) if seen else None,
        days_unseen=(today - unseen_since).days if unseen_since else None,
        flags=[*flags(case), *filter(None, [priority(case, today, facts.almanac)])],
        could_be=could_be(facts),
        next_due=case.next_due,
        next_thing=case.next_thing,
        people=[person_view(case, person) for person in case.people],
        household=[child.model_dump(mode="json") for child in case.household],
        warnings=warning_views(case),
        tasks=[
            task.model_dump(mode="json", exclude={"done_seq"}) | {"form": form_of_task(case, task)}
            for task in sorted(case.open_tasks(), key=lambda t: (not t.urgent, t.due_on))
        ],
        deadlines=[
            clock_view(clock)
            for clock in sorted(case.clocks, key=lambda c: c.last_day)
            if clock.state in (ClockState.RUNNING, ClockState.PAUSED)
        ],
        actions=beside.actions,
        blocked=beside.blocked,
        proceedings=beside.proceedings,
        letters=[letter_view(facts, letter) | beside.sending.get(letter.id, {}) for letter in case.letters],
        documents=[document.model_dump(mode="json") for document in case.documents],
        statements=[_statement(facts, each) for each in case.statements],
        enquiries=[enquiry.model_dump(mode="json") for enquiry in case.enquiries],
        pause=case.pause.model_dump(mode="json", exclude={"left"}) if case.pause else None,
        told=case.told,
        told_near=near_words(facts, case.told),
        place={} if case.protected else case.place.model_dump(mode="json", exclude={"seq"}),
        merged=case.merged,
        merged_into=case.merged_into,
        earlier=case.earlier,
    )


def flags(case: CaseFile) -> list[str]:
    """What must be known at the first glance, in words."""
    said = []
    if case.protected:
        said.append("Protected details")
    if case.confidential:
        said.append("Confidential referrer")
    if case.child.date_of_birth is None:
        said.append("Date of birth unknown")
    if case.pause is not None:
        said.append(f"Local clocks paused until {case.pause.until:%-d %B %Y}")
    return said


def _child(case: CaseFile, today: date) -> dict[str, Any]:
    child = case.child
    return {
        "name": child.name,
        "given": child.given,
        "surname": child.surname,
        "known_as": child.known_as,
        "aliases": child.aliases,
        "date_of_birth": child.date_of_birth,
        "age": child.age(today),
        "sex": child.sex,
        "upn": child.upn,
        "school": None if case.protected else child.school or None,
        "first_absent_on": child.first_absent_on,
    }


def _sighting(facts: Facts) -> dict[str, Any] | None:
    seen = facts.case.last_sighting
    if seen is None:
        return None
    said = seen.model_dump(mode="json")
    said["by_name"] = _name(facts, seen.by_name)
    if facts.case.protected:
        said["where"] = ""
    return said


def letter_view(facts: Facts, letter: Letter) -> dict[str, Any]:
    person = facts.case.person(letter.person_id)
    return {
        "id": f"{facts.case.ref}-{letter.id}",
        "letter": letter.id,
        "template": letter.template,
        "title": letter.title,
        "to": person.name if person else "",
        "state": letter.state.value,
        "state_label": letter.state.label,
        "pages": letter.pages,
        "sha256": letter.sha256,
        "channel": letter.channel,
        "approved_on": letter.approved_on,
        "issued_on": letter.issued_on,
        "posted_on": letter.posted_on,
        "post_by": letter.post_by,
        "deemed_on": letter.deemed_on,
        "service": [line.model_dump(mode="json", include=_OF_SERVICE) for line in letter.ledger.entries],
        "returned_on": letter.returned_on,
        "stopped_why": letter.stopped_why,
        "near": near_words(facts, letter.text, letter.person_id) if letter.state in _CAN_CHANGE else [],
    }


def _statement(facts: Facts, statement: Statement) -> dict[str, Any]:
    """What a list of them says of one; the statement itself is read by itself."""
    return {
        "id": statement.id,
        "witness": statement.witness,
        "witness_name": statement.name or _name(facts, statement.witness),
        "about": statement.about,
        "state": statement.state.value,
        "state_label": statement.state.label,
        "drafted_on": statement.drafted_on,
        "signed_on": statement.signed_on,
    }


def _name(facts: Facts, staff_id: str) -> str:
    person = facts.roster.staff.get(staff_id)
    return person.name if person else staff_id
