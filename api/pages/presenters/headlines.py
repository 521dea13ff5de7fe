"""What happened, said as what has happened: a headline for each kind of entry, with the answer that says most in it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from api.timeline import Happening, Line
from domain.actions import ACTIONS

# {field} is the answer to that question of the form; where it was left empty, the headline ends before its colon.
_SAID: Mapping[str, str] = MappingProxyType(
    {
        "decide-triage": "Decided: {route}",
        "close-case": "Case closed: {outcome}",
        "acknowledge-referral": "Referral acknowledged",
        "record-child-seen": "Child seen: {where}",
        "record-contact": "Tried to reach the family: {how}",
        "plan-visit": "Home visit planned: {visit_on}",
        "record-visit": "Home visit: {outcome}",
        "record-enquiry": "{subject}: {result}",
        "record-enquiry-answer": "Answer to an enquiry: {result}",
        "chase-enquiry": "Asked again about an enquiry: {how}",
        "ask-agency": "Written to an agency: {subject}",
        "ask-school": "The school was asked for its part",
        "school-part": "The school sent its part of the enquiries",
        "record-removal-request": "A school asks to delete the name: {ground}",
        "agree-removal": "Removal from the roll agreed",
        "record-deletion": "The name was deleted from a roll",
        "record-challenge": "Unlawful deletion challenged",
        "add-note": "Note",
        "correct-entry": "Entry {entry} corrected",
        "file-document": "Document filed: {title}",
        "draft-letter": "Letter drafted: {template}",
        "edit-letter": "Letter edited: {letter}",
        "approve-letter": "Letter approved: {letter}",
        "issue-letter": "Letter issued: {letter}",
        "record-posting": "Letter posted: {letter}",
        "record-returned-post": "Letter came back: {letter}",
        "stop-letter": "Letter stopped: {letter}",
        "record-letter-left": "A stopped letter had already left: {letter}",
        "raise-danger": "Safeguarding concern raised",
        "send-safeguarding-referral": "Safeguarding referral made: {to}",
        "send-police-referral": "The police were told: {wanted}",
        "decide-no-police-referral": "Decided not to tell the police",
        "record-police-answer": "The police answered: {grade}",
        "record-welfare-check": "Welfare check: {outcome}",
        "record-police-update": "What the police have done",
        "record-child-found": "The police found the child",
        "record-return-interview": "Return interview: {held}",
        "close-police-referral": "Referral to the police closed: {why}",
        "begin-subject-access": "Somebody asked for personal data: {asking}",
        "record-access-identity": "Proof of who asks for personal data",
        "collect-access-items": "Collected for a request for personal data",
        "decide-access-items": "Reviewed for a request for personal data",
        "finish-access-review": "Review of a request for personal data finished",
        "pass-access-review": "Answer to a request for personal data passed and built",
        "return-access-review": "Review of a request for personal data sent back",
        "hand-over-access-pack": "Answer to a request for personal data handed over: {how}",
        "extend-access-request": "Time to answer a request for personal data extended: {why}",
        "end-access-request": "Request for personal data ended: {why}",
        "record-strategy-discussion": "Strategy discussion",
        "record-care-decision": "Children's social care decided: {outcome}",
        "decide-no-safeguarding-referral": "Decided not to make a safeguarding referral",
        "finish-task": "Task finished",
        "change-address": "New address or telephone number: {person}",
        "set-contact-rule": "How {person} may be contacted: {rule}",
        "record-person-died": "{person} has died",
        "protect-details": "Details protected: {why}",
        "protect-words": "Something more protected: {kind}",
        "agree-safe-address": "Safe correspondence address agreed: {person}",
        "end-protection": "Protection ended: {why}",
        "show-protected-details": "Protected details looked at",
        "set-risk": "Risk set to {level}",
        "add-person": "Person added: {full_name}",
        "record-responsibility": "Parental responsibility and home: {person}",
        "record-reading-needs": "Language and reading needs: {person}",
        "give-child-details": "Details about the child added",
        "add-household-child": "Other child of the household: {child_name}",
        "record-no-other-children": "No other children live there",
        "check-household-child": "Where {child} is educated: {educated_at}",
        "add-warning": "Warning for visits added",
        "review-warning": "Warning for visits kept",
        "end-warning": "Warning for visits ended",
        "write-summary": "What the parents are told was written",
        "approve-summary": "What the parents are told was approved",
        "assign-case": "Case assigned: {owner}",
        "pause-clocks": "Local clocks paused until {until}",
        "resume-clocks": "Local clocks resumed",
        "extend-deadline": "Deadline extended to {to}",
        "send-back": "Sent back: {to}",
        "complete-checks": "Checks complete: {found}",
        "record-family-reached": "Family reached: {person}",
        "record-not-found": "Child not found: {why}",
        "agree-support": "Support agreed",
        "review-support": "Support reviewed",
        "record-support-refused": "Support refused",
        "record-place-accepted": "Place accepted, starting {starts_on}",
        "record-application": "Application made: {school_name}",
        "record-offer": "Place offered: {school_name}",
        "record-breakdown": "The place did not work out",
        "confirm-first-attendance": "First day attended: {attended_on}",
        "review-attendance": "Attendance reviewed: {attending}",
        "record-traced": "Child traced",
        "record-recheck": "Looked for the child again",
        "reopen-case": "Case reopened",
    }
)
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Event:
    """An entry as the history shows it; `lines` are the answers that its headline has not given already."""

    of: Happening
    headline: str
    lines: list[Line]
    quiet: bool  # written by the clock or the process


def events(happened: Iterable[Happening]) -> list[Event]:
    return [_event(each) for each in happened]


def _event(each: Happening) -> Event:
    quiet = each.action in ("clock-passed", "stage-entered")
    said = _SAID.get(each.action)
    if said is None:
        return Event(each, each.label, each.lines, quiet)
    fields = ACTIONS[each.action].model_fields
    titles = {name: (fields[name].title or "").rstrip("?") for name in _PLACE.findall(said) if name in fields}
    answers = {name: line.value for name, title in titles.items() for line in each.lines if line.says == title}
    if set(answers) != set(titles):
        return Event(each, _without_answer(said, each.label), each.lines, quiet)
    used = {titles[name] for name in answers}
    headline = _PLACE.sub(lambda place: answers[place[1]], said)
    return Event(each, headline, [line for line in each.lines if line.says not in used], quiet)


def _without_answer(said: str, label: str) -> str:
    head = said.partition(":")[0]
    return label if "{" in head else head
