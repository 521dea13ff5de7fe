"""What never gets into a statement: who told us, what is protected, and the other parent (PRACTICE 4.3, 4.9, 7.3)."""

import re
from collections.abc import Callable, Iterator

from domain.case_file import CaseFile
from domain.people import Person
from domain.protecting import protected_values, shows
from domain.vocabulary import Relation

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr"})
_PARENTS = frozenset({Relation.MOTHER, Relation.FATHER, Relation.STEP_PARENT, Relation.GUARDIAN})
_SHORTEST = 3  # letters of a name that tells whose it is

PROTECTED, ANOTHER, WHO_TOLD = "protected", "another", "who-told"
WHY = {
    PROTECTED: "It shows something that is protected on this case",
    ANOTHER: "It names another parent, another child of the household, or how they are reached",
    WHO_TOLD: "It may show who told us in confidence",
}


def against(case: CaseFile, about: str) -> Person | None:
    """The parent whom the statement is made against; None where it is for no prosecution."""
    found = next((each for each in case.proceedings if each.name == about), None)
    return case.person(found.person_id) if found and found.person_id else None


def kept_out(case: CaseFile, text: str, about: str, betrays: Callable[[str], bool]) -> Iterator[str]:
    """The kinds of what must not be in it, of those in `WHY`. `betrays` looks for who told us; nobody is looked for
    where nothing was told in confidence.
    """
    if shows(text, protected_values(case)):
        yield PROTECTED
    if names_another(case, text, against(case, about)):
        yield ANOTHER
    if case.confidential and betrays(text):
        yield WHO_TOLD


def names_another(case: CaseFile, text: str, defendant: Person | None) -> bool:
    """Whether it shows an adult's address, telephone number or e-mail address, another parent's name, or the name or
    birth date of another child. What is the defendant's own as well is theirs to read.
    """
    shown = {value.casefold() for value in _reached_by(defendant)} if defendant else set()
    reached = {value for person in case.people for value in _reached_by(person) if value.casefold() not in shown}
    if shows(text, sorted(reached, key=len, reverse=True)):
        return True
    known = [case.child.name, defendant.name if defendant else ""]
    others = [each for each in case.people if defendant and each.id != defendant.id and _is_parent(case, each)]
    if any(_named(text, name, known) for name in (*(each.name for each in others), *(c.name for c in case.household))):
        return True
    born = [child.date_of_birth for child in case.household if child.date_of_birth]
    return any(f"{day:%-d %B %Y}" in text or day.isoformat() in text for day in born)


def _is_parent(case: CaseFile, person: Person) -> bool:
    answerable = {each.person_id for each in case.answerable}
    return person.relation in _PARENTS or bool(person.parental_responsibility) or person.id in answerable


def _reached_by(person: Person) -> Iterator[str]:
    for address in (person.address, person.safe_address):
        if address is not None:
            yield address.postcode
            yield from (line for line in address.lines if re.search(r"\d", line) and len(line) > _SHORTEST)
    yield from (value for value in (person.telephone, person.email, person.email_for_service) if value)


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", name)


def _named(text: str, name: str, known: list[str]) -> bool:
    """By a name that only they have; or by title or first name and the family's name, as only they are called."""
    theirs = {word.casefold() for each in known for word in _words(each)} | _TITLES
    own = [word for word in _words(name) if word.casefold() not in theirs and len(word) >= _SHORTEST]
    phrases = _called(name) - {phrase for each in known for phrase in _called(each)}
    return any(re.search(rf"\b{said}\b", text, re.IGNORECASE) for said in (*own, *phrases))


def _called(name: str) -> set[str]:
    """Patterns: Mr T Example is called Mr Example and T Example."""
    *before, family = _words(name) or [""]
    return {rf"{word}\.? {family}" for word in before}
