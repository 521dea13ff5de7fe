"""The map of an enquiry on a page: each line in one glance, and what to do about it."""

from dataclasses import dataclass, field
from datetime import date

from api.case_view import CaseView, case_view
from api.finding_view import EnquiryView, FindingView, LineView, RemovalView
from api.identity import Signed
from api.pages import words
from api.pages.presenters.case import last_seen
from api.routes.finding import found
from api.services import Services
from domain.enquiring import Side
from domain.enquiry_list import Standing
from domain.law.removal import Counts

_COLOURS = {
    Standing.NOT_ASKED.value: "grey",
    Standing.WAITING.value: "yellow",
    Standing.ANSWERED.value: "green",
    Standing.NOT_NEEDED.value: "blue",
}
_OF_DAYS = {Counts.COUNTS.value: "green", Counts.BREAKS.value: "red", Counts.UNKNOWN.value: "yellow"}


@dataclass(frozen=True)
class Said:
    when: str
    result: str
    lines: list[str]
    answer_href: str = ""
    again_href: str = ""
    papers: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Line:
    label: str
    source: str
    standing: str
    colour: str
    said: list[Said]
    ask: str
    write: str


@dataclass(frozen=True)
class Day:
    day: str
    marks: str
    said: str
    colour: str


@dataclass(frozen=True)
class RemovalBox:
    view: RemovalView
    days: list[Day]
    says: list[str]


@dataclass(frozen=True)
class FindingPage:
    view: FindingView
    name: str
    seen: str
    seen_by: str
    risk: str
    risk_why: list[str]
    counts: str
    sides: list[tuple[str, list[Line]]]
    removals: list[RemovalBox]
    may: frozenset[str]


def finding_page(services: Services, signed: Signed, ref: str) -> FindingPage:
    """Raises Problem 404."""
    view = found(services, signed, ref)
    case = case_view(services, signed, ref)
    may = frozenset(action.name for action in case.actions)
    seen, by, _ = last_seen(case, services.today)
    lines = view.lines
    return FindingPage(
        view=view,
        name=words.named(case.child["name"], case.child["date_of_birth"], services.today),
        seen=seen,
        seen_by=by,
        risk=case.risk,
        risk_why=[*view.risk_rules] or case.risk_why,
        counts=_counts(lines),
        sides=[
            (
                f"What {side.label[0].lower()}{side.label[1:]} asks",
                [_line(ref, each, may, services.today) for each in lines if each.side == side.value],
            )
            for side in Side
        ],
        removals=[_removal(each, case) for each in view.removals],
        may=may,
    )


def _counts(lines: list[LineView]) -> str:
    asked = sum(each.standing != Standing.NOT_ASKED.value for each in lines)
    waits = sum(each.standing == Standing.WAITING.value for each in lines)
    found_at = sum(each.found for each in lines)
    return f"{asked} of {len(lines)} asked · {waits} without an answer · {found_at} with a trace"


def _line(ref: str, each: LineView, may: frozenset[str], today: date) -> Line:
    asks = f"/cases/{ref}/do/record-enquiry?subject={each.subject}" if "record-enquiry" in may else ""
    write = f"/cases/{ref}/do/ask-agency?subject={each.subject}" if "ask-agency" in may else ""
    return Line(
        label=each.label,
        source=each.source,
        standing="A trace" if each.found else each.standing_label,
        colour="purple" if each.found else _COLOURS[each.standing],
        said=[_said(ref, one, may, today) for one in each.enquiries],
        ask=asks,
        write=write if each.side == Side.AUTHORITY.value else "",
    )


def _said(ref: str, one: EnquiryView, may: frozenset[str], today: date) -> Said:
    by = f"by {one.by}" if one.by else ""
    asked = ", ".join(filter(None, (f"Asked {words.day(one.asked_on)}", by, one.whom)))
    answered = f"Answered {words.day(one.answered_on)}" if one.answered_on else ""
    lines = [
        ", ".join(filter(None, (answered, one.answered_by))),
        one.answer,
        f"Asked again {words.listed([words.day(day) for day in one.chased])}" if one.chased else "",
        f"E-mail sent {words.day(one.sent_on)}" if one.sent_on else "",
        f"The e-mail was not sent: {one.not_sent}" if one.not_sent else "",
        f"Answer wanted {words.due_long(one.answer_by, today)}" if one.waiting and one.answer_by else "",
    ]
    answer = f"/cases/{ref}/do/record-enquiry-answer?enquiry={one.id}" if one.waiting else ""
    papers = [f"/api/cases/{ref}/documents/{each}" for each in one.documents]
    again = f"/cases/{ref}/do/chase-enquiry?enquiry={one.id}" if one.waiting else ""
    return Said(
        asked,
        one.result,
        [line for line in lines if line],
        answer if "record-enquiry-answer" in may else "",
        again if "chase-enquiry" in may else "",
        papers,
    )


def _removal(each: RemovalView, case: CaseView) -> RemovalBox:
    says = [
        f"Asked for on {words.long_day(each.asked_on)}" if each.asked_on else "",
        f"Agreed on {words.long_day(each.agreed_on)} by {each.agreed_by}, for {words.long_day(each.deletes_on)}"
        if each.agreed_on and each.deletes_on
        else "",
        f"Deleted on {words.long_day(each.deleted_on)}" if each.deleted_on else "",
        f"Challenged on {words.long_day(each.challenged_on)}" if each.challenged_on else "",
    ]
    days = [Day(words.long_day(day.day), day.marks, day.said, _OF_DAYS.get(day.counts, "grey")) for day in each.days]
    return RemovalBox(each, days, [said for said in says if said])
