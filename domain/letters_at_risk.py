"""Letters that an act has made dangerous: those still here stop, and those that have left make an urgent task.

Judged by how the case stands after the act, whatever the act was: a protection, a contact rule, a sign of domestic
abuse, a correction (PRACTICE 8.2).
"""

from collections.abc import Iterator
from datetime import timedelta

from domain.case_file import CaseFile, Letter, Task
from domain.facts import Facts
from domain.guards.letters import recipient_lines
from domain.people import Person
from domain.protecting import protected_values, shows
from domain.vocabulary import ContactRule, LetterState

WITHIN = timedelta(hours=1)  # PRACTICE 8.2: within the hour
STILL_HERE = (LetterState.DRAFT, LetterState.APPROVED, LetterState.ISSUED)


def must_stop(facts: Facts, after: CaseFile) -> list[str]:
    """The letters, by id, that may not leave any more."""
    before = facts.case
    return [
        letter.id
        for letter, person in _letters(before, after)
        if letter.state in STILL_HERE
        and (not _may_still_go(before, after, letter, person) or _shows_now(facts, after, letter))
    ]


def gone_too_soon(facts: Facts, after: CaseFile, seq: int) -> list[Task]:
    """An urgent task for each letter that left before what is known now was known."""
    return [
        already_gone(facts, letter, seq)
        for letter, person in _letters(facts.case, after)
        if letter.state is LetterState.POSTED
        and not person.deceased
        and (_forbidden_since(facts.case, after, letter, person) or _shows_now(facts, after, letter))
    ]


def already_gone(facts: Facts, letter: Letter, seq: int) -> Task:
    """What it showed is named by kind: the details themselves stand in no list."""
    posted = f", posted {letter.posted_on:%-d %B %Y}," if letter.posted_on else ""
    return Task(
        id=f"T{seq}-{letter.id}",
        name="letter-already-gone",
        title="A letter left before this was known: decide what it puts at risk",
        why=f"“{letter.title}”{posted} showed {_showed(facts, letter)}",
        action="finish-task",
        due_on=facts.today,
        due_at=facts.now + WITHIN,
        urgent=True,
        subject=letter.id,
    )


def _letters(before: CaseFile, after: CaseFile) -> Iterator[tuple[Letter, Person]]:
    """The letters as they were before, with the people as they are after."""
    for letter in before.letters:
        if (person := after.person(letter.person_id)) is not None:
            yield letter, person


def _may_still_go(before: CaseFile, after: CaseFile, letter: Letter, person: Person) -> bool:
    if person.deceased or after.rule_for(person) is ContactRule.NEVER:
        return False
    if letter.state is LetterState.DRAFT:
        return True  # judged again when it is approved
    if after.protected and not before.protected:
        return False  # what it says was written when school and place could be named
    if after.rule_for(person) is ContactRule.SUPERVISOR_FIRST and _stricter(before, after, person):
        return False
    address = after.correspondence_address(person)
    # An approved letter whose address has only changed goes back to be approved (PRACTICE 8.4): it does not stop.
    return address is not None and (
        letter.state is LetterState.APPROVED or letter.recipient_lines == recipient_lines(after, person)
    )


def _forbidden_since(before: CaseFile, after: CaseFile, letter: Letter, person: Person) -> bool:
    """Whether it could not go now as it went, because of what this act has made known."""
    if after.rule_for(person) is ContactRule.SAFE_ONLY and _stricter(before, after, person):
        return letter.recipient_lines != recipient_lines(after, person)
    return (after.protected and not before.protected) or _stricter(before, after, person)


def _shows_now(facts: Facts, after: CaseFile, letter: Letter) -> bool:
    """Whether it shows what this act has made a protected detail. A draft is judged when it is approved."""
    if letter.state is LetterState.DRAFT or not facts.case.protected:
        return False
    known = {*protected_values(facts.case)}
    return shows(letter.text, [v for v in protected_values(after) if v not in known and not shows(facts.sender, [v])])


def _stricter(before: CaseFile, after: CaseFile, person: Person) -> bool:
    was = before.person(person.id)
    return was is not None and after.rule_for(person).strictness > before.rule_for(was).strictness


def _showed(facts: Facts, letter: Letter) -> str:
    case, text = facts.case, letter.text
    schools = {case.place.school_name, *(facts.roster.schools.get(n) for n in (case.child.school, case.place.school))}
    numbers = {number for person in case.people for number in (person.telephone, person.email)}
    kinds = [
        kind
        for kind, values in (("the school", schools), ("a telephone number or e-mail address", numbers))
        if any(value and value in text for value in values)
    ]
    kinds = ["the child's name", "the address it went to", *kinds]
    return f"{', '.join(kinds[:-1])} and {kinds[-1]}"
