"""Looking in a draft for whoever told us. What is sealed is opened here, in memory, and goes no further:
what comes out is places in the draft (PRACTICE 4.9). That it was looked for is logged; it is nobody's opening of it.
"""

import logging
from functools import cache

from domain.case_file import CaseFile
from domain.facts import Betrays, Roster
from domain.near_matches import Mark, Somebody, near_matches
from letters.wording import own_phrases, usual_words
from records.confidence import Confidence

_log = logging.getLogger("rollcall.letters")


def watch(confidence: Confidence, sender: str, case: CaseFile, people: Roster) -> Betrays:
    """Looks only once it is asked about a text. A case goes on for those that were merged into it, and somebody told
    us of each.
    """
    in_every_letter = _in_every_letter(sender, case, people)
    names = {person.id: person.name for person in case.people}
    refs = [case.ref, *case.merged]

    @cache
    def told() -> list[Somebody]:
        _log.info("looked in a draft for who told us of %s", refs[0])
        return [_somebody(who) for who in confidence.who_told(refs)]

    @cache
    def betrays(draft: str, reader: str) -> tuple[Mark, ...]:
        if not draft.strip():
            return ()
        passed_over = {*own_phrases(), *in_every_letter, names.get(reader, "")}
        return near_matches(draft, told(), passed_over=passed_over, usual=usual_words())

    return betrays


def _somebody(who: dict[str, object]) -> Somebody:
    return Somebody(*(str(who.get(said) or "") for said in ("name", "relation", "telephone", "email")))


def _in_every_letter(sender: str, case: CaseFile, people: Roster) -> set[str]:
    """The child, the case, the authority and whoever writes for it: they stand in a letter whoever told us."""
    child = case.child
    return {
        *(child.name, f"{child.known_as} {child.surname}".strip(), case.ref, *sender.splitlines()),
        *(said for person in people.staff.values() for said in (person.name, person.telephone)),
    }
