"""The map of an enquiry: whom we asked, what came back, what is outstanding on both sides; the police, social care, the
school's part and the removal from the roll. On a protected case nothing that PRACTICE 4.3 covers is in it.
"""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel

from activities.police_desk import exported, police_facts
from api.access import unknown_in
from api.identity import Signed
from api.services import Services
from domain.act import Act
from domain.case_access import naming_no_other
from domain.danger import POLICE_TASK
from domain.enquiring import CareReferral, Enquiry, Removal, SchoolPart, Side
from domain.enquiry_list import checklist, outstanding
from domain.facts import Facts
from domain.law.removal import Counts, RunDay
from domain.police_story import police_story
from domain.proceedings import PoliceReferral
from domain.protecting import blanked, protected_values
from domain.removing import lawful, register_at, run_of
from domain.returns import Ground
from domain.risk_rules import RISK_RULES
from domain.verdict import Verdict
from records.case_links import links_of, may_be_linked
from records.database import transaction
from records.recorder import facts_for, load_case
from records.tables import SchoolRow

_MOST_DAYS = 60


class EnquiryView(BaseModel):
    id: str
    asked_on: date
    whom: str
    result: str
    answer: str
    by: str
    answered_on: date | None
    answered_by: str
    answer_by: date | None
    chased: list[date]
    documents: list[str]
    waiting: bool
    sent_on: date | None
    not_sent: str


class LineView(BaseModel):
    """One line of the list. `standing` is a word of `domain.enquiry_list.Standing`."""

    subject: str
    label: str
    side: str
    source: str
    standing: str
    standing_label: str
    found: bool
    enquiries: list[EnquiryView]


class DayView(BaseModel):
    """One school day of the run, with its marks as the register has them."""

    day: date
    marks: str
    counts: str
    said: str


class RemovalView(BaseModel):
    """`opens_on` is the day from which the removal is lawful, where a day alone opens it."""

    id: str
    ground: str
    asked_on: date | None
    agreed_on: date | None
    agreed_by: str
    deletes_on: date | None
    deleted_on: date | None
    unlawful: list[str]
    challenged_on: date | None
    document: str
    against: list[str]
    opens_on: date | None
    counted: int
    broken_on: date | None
    days: list[DayView]


class LinkView(BaseModel):
    """A school's link, without what opens it."""

    id: str
    made_at: datetime
    expires_at: datetime
    opened_at: datetime | None
    sent_at: datetime | None
    open: bool


class FindingView(BaseModel):
    ref: str
    child: str
    risk_rules: list[str]
    risk_by: str
    lines: list[LineView]
    outstanding: dict[str, list[str]]
    school_part: SchoolPart | None
    may_link: bool
    links: list[LinkView]
    police_drafted: bool
    police: dict[str, list[str]]
    social_care: list[CareReferral]
    removals: list[RemovalView]
    missing_from: date | None


def finding_view(services: Services, signed: Signed, ref: str) -> FindingView:
    """Raises NoSuchCase."""
    with transaction(services.engine) as session:
        case = load_case(session, ref)
        unknown = unknown_in(session, services, signed, case.model_dump_json(), ref)
        case = naming_no_other(case, unknown)
        act = Act(key="", action="", actor=signed.staff.id)
        facts = facts_for(session, act, case, services.now(), services.letters.desk(session))
        school = session.get(SchoolRow, case.child.school) if case.child.school else None
        links = links_of(session, ref)
    now = services.now()
    shown = [LinkView(**_link(each), open=each.open_at(now)) for each in links[:5]]
    view = _view(facts, shown)
    hidden = [*protected_values(case, [school.name] if school else []), *unknown]
    return FindingView.model_validate(blanked(view.model_dump(), hidden)) if hidden else view


def _link(link: Any) -> dict[str, Any]:
    return {name: getattr(link, name) for name in ("id", "made_at", "expires_at", "opened_at", "sent_at")}


def _view(facts: Facts, links: list[LinkView]) -> FindingView:
    case = facts.case
    return FindingView(
        ref=case.ref,
        child=case.child.name,
        risk_rules=[RISK_RULES[name].words for name in case.risk_rules if name in RISK_RULES],
        risk_by=_name(facts, case.risk_by),
        lines=[
            LineView(
                subject=each.subject.value,
                label=each.subject.label,
                side=each.side.value,
                source=each.source.words,
                standing=each.standing.value,
                standing_label=each.standing.label,
                found=each.found,
                enquiries=[_enquiry(facts, one) for one in each.enquiries],
            )
            for each in checklist(case)
        ],
        outstanding={side.value: [each.subject.label for each in outstanding(case, side)] for side in Side},
        school_part=case.school_part,
        may_link=may_be_linked(case) and case.school_part is not None,
        links=links,
        police_drafted=any(task.name == POLICE_TASK for task in case.open_tasks()),
        police={each.name: police_story(each) for each in case.proceedings if isinstance(each, PoliceReferral)},
        social_care=case.care_referrals,
        removals=[_removal(facts, each) for each in case.removals],
        missing_from=case.missing_from,
    )


def _enquiry(facts: Facts, each: Enquiry) -> EnquiryView:
    said = each.model_dump(
        include={"asked_on", "whom", "answer", "answered_on", "answered_by", "answer_by", "sent_on", "not_sent"}
    )
    return EnquiryView(
        id=each.id,
        result=each.result.label,
        by=_name(facts, each.by),
        chased=each.chased,
        documents=each.documents,
        waiting=each.waiting,
        **said,
    )


def _removal(facts: Facts, removal: Removal) -> RemovalView:
    on = removal.deletes_on or removal.deleted_on or facts.today
    waits = removal.agreed_on is None and removal.deleted_on is None
    against = list(lawful(facts, removal, on)) if waits else []
    counts = removal.ground is Ground.TWENTY_DAYS and bool(register_at(facts, removal.school).sessions)
    run = run_of(facts, removal.school, on) if counts else None
    return RemovalView(
        ground=removal.ground.label if removal.ground else "",
        agreed_by=_name(facts, removal.agreed_by),
        against=[_against(each) for each in against],
        opens_on=next((each.opens_on for each in against if each.opens_on), None),
        counted=run.known.counted if run else 0,
        broken_on=run.broken_on if run else None,
        days=[_day(each) for each in run.days[-_MOST_DAYS:]] if run else [],
        **removal.model_dump(
            include={"id", "asked_on", "agreed_on", "deletes_on", "deleted_on", "unlawful", "challenged_on", "document"}
        ),
    )


def _against(verdict: Verdict) -> str:
    """What stands in the way, what is needed instead where that says more, and by which rule."""
    needs = f": {verdict.needs}" if verdict.needs else ""
    return f"{verdict.reason}{needs}. {verdict.source.words}"


def _day(each: RunDay) -> DayView:
    marks = [f"{mark.half.label} {mark.code}" for mark in each.marks]
    missing = [f"{slot.half.label}: no mark" for slot in each.missing]
    closed = ["closed"] if each.counts is Counts.CLOSED and not marks else []
    said = "; ".join([*marks, *missing, *closed])
    return DayView(day=each.day, marks=said, counts=each.counts.value, said=each.counts.label)


def _name(facts: Facts, staff_id: str) -> str:
    person = facts.roster.staff.get(staff_id)
    return person.name if person else staff_id


def police_draft(services: Services, signed: Signed, ref: str) -> tuple[bytes, bytes]:
    """What would go to the police now, as a PDF and as data, with open what only a person knows. Raises NoSuchCase."""
    with transaction(services.engine) as session:
        case = load_case(session, ref)
        act = Act(key="", action="", actor=signed.staff.id)
        facts = facts_for(session, act, case, services.now(), services.letters.desk(session))
        return services.letters.agencies.to_police(session, facts), exported(police_facts(session, facts), ref)
