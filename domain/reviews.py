"""Days on which somebody looks again: at how a person may be contacted, at a warning for visits (PRACTICE 4.1, 4.8).

A rule or a warning does not end by itself when its day comes: it holds on, and a task asks whether it still should.
"""

from datetime import date

from domain.case_file import CaseFile
from domain.clock import Clock, ClockState, start_clock
from domain.facts import Facts
from domain.vocabulary import ContactRule

RULE, WARNING = "contact-rule-review", "warning-review"
OF_REVIEWS = (f"{RULE}-", f"{WARNING}-")
_ON_A_DAY = "review-day"


def rule_clock(facts: Facts, person_id: str, day: date | None, basis: tuple[int, str] | None) -> Clock:
    """Towards the day that was set, or the usual time from today where none was."""
    rule, start = (_ON_A_DAY, day) if day else (RULE, facts.today)
    label = "Review how a person may be contacted"
    return _clock(facts, rule, start, f"{RULE}-{person_id}", label, basis if day else None)


def warning_clock(facts: Facts, warning_id: str, day: date, basis: tuple[int, str] | None) -> Clock:
    return _clock(facts, _ON_A_DAY, day, f"{WARNING}-{warning_id}", "Review a warning for visits", basis)


def _clock(facts: Facts, rule: str, start: date, name: str, label: str, basis: tuple[int, str] | None) -> Clock:
    return start_clock(rule, start, facts.almanac, process=facts.case.ref, name=name, label=label, basis=basis)


def missing_reviews(facts: Facts, after: CaseFile) -> list[Clock]:
    """For an open case, what is to be looked at again and has no clock: after a reopening, after a merge that brought a
    rule or a warning with it. A day that has passed meanwhile rings at once.
    """
    if not after.open:
        return []
    rules = [
        rule_clock(facts, person.id, person.contact_rule_review_on, None)
        for person in after.people
        if person.contact_rule not in (None, ContactRule.ALL) and _none(after, f"{RULE}-{person.id}")
    ]
    warnings = [
        warning_clock(facts, each.id, each.review_on, None)
        for each in after.warnings
        if not each.ended and each.review_on is not None and _none(after, f"{WARNING}-{each.id}")
    ]
    return [*rules, *warnings]


def _none(case: CaseFile, name: str) -> bool:
    clock = case.clock(name)
    return clock is None or clock.state is ClockState.STOPPED
