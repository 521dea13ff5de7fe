"""What a letter about a request for personal data says: its days, by the same rules as its clock."""

from typing import Any

from domain.actions.begin_subject_access import MONTH
from domain.actions.subject_access import EXTENDED
from domain.date_rules import work_out
from domain.facts import Facts
from domain.proceedings import SubjectAccess
from domain.subject_access import kept_back
from letters.access_facts import AccessFacts, AnswerFacts, ExtensionFacts


def access_facts(facts: Facts, concerning: str) -> dict[str, Any]:
    """By the field of the letter's facts; nothing where the letter is about something else."""
    request = facts.case.proceeding(concerning) if concerning else None
    if not isinstance(request, SubjectAccess) or request.received_on is None:
        return {}
    start, proof = request.counts_from, request.identity_how
    if start is None:
        asked = AccessFacts(received_on=request.received_on, of_child=not request.about, proof=proof)
        return {"access": asked}
    first, longer = (work_out(rule, start, facts.almanac).last_day for rule in (MONTH, EXTENDED))
    last = longer if request.extension else first
    said: dict[str, Any] = {
        "access": AccessFacts(received_on=request.received_on, of_child=not request.about, last_day=last)
    }
    if facts.today <= first:
        said["access_extension"] = ExtensionFacts(first_last_day=first, last_day=longer)
    if request.pack is not None:
        said["access_answer"] = AnswerFacts(pages=request.pack.pages, kept_back=tuple(kept_back(request)))
    return said
