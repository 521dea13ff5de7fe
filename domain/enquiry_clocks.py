"""The clocks of what waits for an answer: an enquiry that nobody has answered is asked again, in every stage."""

from datetime import date

from domain.case_file import CaseFile
from domain.clock import Clock, ClockState, start_clock
from domain.enquiring import Side
from domain.facts import Facts

ENQUIRY = "enquiry-"  # clocks of enquiries that wait for an answer, by how their names begin


def answer_clock(facts: Facts, enquiry: str, label: str, asked_on: date) -> Clock:
    """Who has not answered is asked again; the clock outlives its stage and comes again by itself."""
    return start_clock(
        "agency-answer",
        asked_on,
        facts.almanac,
        process=facts.case.ref,
        name=f"{ENQUIRY}{enquiry}",
        label=f"Answer awaited: {label}",
    )


def missing_answers(facts: Facts, after: CaseFile) -> list[Clock]:
    """For an open case, the enquiries of ours that wait and have no clock: after a reopening, or after a merge that
    brought them with it.
    """
    if not after.open:
        return []
    waiting = [each for each in after.enquiries if each.waiting and each.side is Side.AUTHORITY]
    return [
        answer_clock(facts, each.id, each.subject.label, facts.today)
        for each in waiting
        if (clock := after.clock(f"{ENQUIRY}{each.id}")) is None or clock.state is ClockState.STOPPED
    ]
