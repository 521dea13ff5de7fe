"""A case as it stood at the end of a day: folded from the entries recorded by then, and from nothing else.

What is protected today is blanked, whether or not it was then. What could be done then is not worked out again.
"""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, TypeAdapter
from sqlalchemy import text
from sqlmodel import Session

from api.access import unknown_in
from api.acting import case_of
from api.case_view import Beside, view_of
from api.identity import Signed
from api.problems import FieldFault, Problem
from api.services import Services
from domain.act import Act
from domain.case_access import naming_no_other, restricted
from domain.case_file import CaseFile
from domain.clock import ClockState
from domain.deadline import end_of
from domain.entry import Entry
from domain.fold import fold
from domain.law.regime import Regime
from domain.protecting import blanked, protected_values
from records.database import transaction
from records.recorder import facts_for
from records.tables import SchoolRow

_ENTRIES = TypeAdapter(list[Entry])
# What has been since is not told: a letter of that day could be sent, drafted anew or stopped by today.
_NOT_OF_THEN = ("actions", "blocked", "could_be", "told_near", "statements", "proceedings")


class Rule(BaseModel):
    """A rule by which a clock ran, its source, the calendar by which its days were counted, and the number of a local
    standard where the authority had changed it.
    """

    rule: str
    source: str
    calendar: str
    calendar_version: str
    standard: str = ""


class ProceedingThen(BaseModel):
    name: str
    kind: str
    stage: str
    since: date | None
    outcome: str


class AsItStood(BaseModel):
    """`seen_by` says in words who could see the case; `order_law` under which law attendance orders then stood."""

    ref: str
    as_at: date
    entries: int
    last_recorded_at: datetime
    case: dict[str, Any]
    proceedings: list[ProceedingThen]
    rules: list[Rule]
    order_law: str
    seen_by: list[str]


def as_it_stood(services: Services, signed: Signed, ref: str, day: date) -> AsItStood:
    """Raises Problem 404 where there is no such case, or none that was known by then, and 422 for a day to come."""
    if day > services.today:
        fault = FieldFault(field="as_at", message="Give today or a day gone by")
        raise Problem(422, "INVALID", "Some answers need correcting", errors=[fault])
    with transaction(services.engine) as session:
        now = case_of(session, ref)
        entries = _entries(session, ref, day)
        if not entries:
            raise Problem(404, "NOT_KNOWN_YET", "Nothing was recorded of this case by the end of that day")
        case = fold(ref, entries)  # none of them is of a later day
        numbers = {now.child.school, now.place.school, case.child.school, case.place.school}
        names = [row.name for each in numbers if each and (row := session.get(SchoolRow, each))]
        unknown = unknown_in(session, services, signed, case.model_dump_json(), ref)
        act = Act(key="", action="", actor=signed.staff.id)
        facts = facts_for(session, act, naming_no_other(case, unknown), end_of(day), services.letters.desk(session))
        view = view_of(facts, Beside(names, {}, [], [], {}))
    shown = view.model_dump(mode="json", exclude=set(_NOT_OF_THEN))
    if now.protected:
        shown = blanked(shown, protected_values(now, names))
        shown["child"]["school"], shown["place"] = None, {}
    return AsItStood(
        ref=ref,
        as_at=day,
        entries=len(entries),
        last_recorded_at=entries[-1].recorded_at,
        case=blanked(shown, unknown) if unknown else shown,
        proceedings=[
            ProceedingThen(
                name=each.name, kind=each.kind.label, stage=each.stage, since=each.stage_since, outcome=each.outcome
            )
            for each in case.proceedings
        ],
        rules=_rules(case),
        order_law=_order_law(services, day),
        seen_by=_seen_by(case, facts.roster.staff.get(case.owner, signed.staff).name),
    )


def _entries(session: Session, ref: str, day: date) -> list[Entry]:
    """In one text, read at once: entry by entry takes twice as long."""
    told = session.execute(
        text(
            """select '[' || coalesce(string_agg(entry::text, ',' order by seq), '') || ']' from journal
               where case_ref = :ref and recorded_at < :end"""
        ),
        {"ref": ref, "end": end_of(day)},
    ).scalar_one()
    return _ENTRIES.validate_json(told)


def _rules(case: CaseFile) -> list[Rule]:
    """Of the clocks that then ran, each rule once."""
    found: dict[tuple[str, str, str], Rule] = {}
    for clock in case.clocks:
        if clock.state in (ClockState.RUNNING, ClockState.PAUSED):
            deadline = clock.deadline
            found[deadline.rule, deadline.calendar_version, deadline.standard] = Rule(
                rule=deadline.label,
                source=deadline.source.words,
                calendar=deadline.calendar,
                calendar_version=deadline.calendar_version,
                standard=deadline.standard,
            )
    return sorted(found.values(), key=lambda rule: rule.rule)


def _order_law(services: Services, day: date) -> str:
    appointed = services.letters.switch.appointed
    return (Regime.CWSA_2026 if appointed is not None and day >= appointed else Regime.EA_1996).label


def _seen_by(case: CaseFile, owner: str) -> list[str]:
    if not restricted(case):
        return ["Officers, supervisors and lawyers"]
    said = ["Supervisors and safeguarding leads"]
    said += [f"Its officer, {owner}"] if case.owner else []
    return said + (["Lawyers, for its proceedings"] if case.proceedings else [])
