"""What a letter of a prosecution says: of the interview that is arranged, and of the charge that is authorised."""

from datetime import date, time
from typing import Any

from activities.absence_lines import absence_lines
from domain.actions.charging import days_charged
from domain.case_file import CaseFile
from domain.law.time_limit import chargeable
from domain.order_facts import chains
from domain.proceedings.prosecution import Offence, Procedure, Prosecution
from letters.charge_facts import ChargeFacts, HearingFacts, InterviewFacts

SECTIONS = {
    Offence.ORDER: "section 443(1) of the Education Act 1996",
    Offence.ABSENCE: "section 444(1) and (8) of the Education Act 1996",
    Offence.KNOWING: "section 444(1A) and (8A) of the Education Act 1996",
}
MAXIMA = {
    Offence.ORDER: "a fine of up to £1,000",
    Offence.ABSENCE: "a fine of up to £1,000",
    Offence.KNOWING: "a fine of up to £2,500, three months in prison, or both",
}


def charge_facts(case: CaseFile, charge: Prosecution, school: str, today: date) -> dict[str, Any]:
    """`school` is the name of the school it is about, empty where nothing may name it: then there is no charge to send.
    Only what can still be charged today stands in it.
    """
    days = chargeable(days_charged(charge, today), today, charge.continuing).kept
    if not days:
        return {}
    return {**_interview(charge, days), **_charge(case, charge, days, school), **_hearing(charge)}


def _interview(charge: Prosecution, days: tuple[date, ...]) -> dict[str, InterviewFacts]:
    meeting = charge.appointment
    if meeting is None:
        return {}
    said = InterviewFacts(
        on=meeting.on,
        at=in_words(meeting.at),
        place=meeting.place,
        first=days[0],
        last=days[-1],
        about_order=charge.charged is not None,
    )
    return {"interview": said}


def _charge(case: CaseFile, charge: Prosecution, days: tuple[date, ...], school: str) -> dict[str, ChargeFacts]:
    if charge.offence is None or charge.authority is None or not school:
        return {}
    order = next((chain.order for chain in chains(case) if chain.name == charge.order), None)
    said = ChargeFacts(
        offence=charge.offence.value,
        section=SECTIONS[charge.offence],
        maximum=MAXIMA[charge.offence],
        school=order.names.name if order else school,
        first=days[0],
        last=days[-1],
        absences=absence_lines(mark for mark in charge.sessions if mark.day in set(days)),
        order_served=order.ledger.day if order else None,
    )
    return {"charge": said}


def _hearing(charge: Prosecution) -> dict[str, HearingFacts]:
    """The one that is still to come; of several, the latest that the court gave."""
    waiting = [each for each in charge.hearings if not each.outcome]
    if charge.procedure is not Procedure.REQUISITION or not waiting:
        return {}
    return {"hearing": HearingFacts(on=waiting[-1].on, at=in_words(waiting[-1].at), court=waiting[-1].court)}


def in_words(at: str) -> str:
    """Of 14:30, 2:30pm."""
    hour = time.fromisoformat(at)
    return f"{(hour.hour - 1) % 12 + 1}:{hour.minute:02}{'am' if hour.hour < 12 else 'pm'}"
