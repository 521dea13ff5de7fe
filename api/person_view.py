"""The adults around a child as somebody may see them, and what a visitor must know."""

from datetime import date

from pydantic import BaseModel

from domain.case_file import CaseFile
from domain.people import Person, Told
from domain.vocabulary import ContactRule

_EACH_KNOWN_SOMEHOW = ("relation", "parental_responsibility", "lives_with_child", "cares_for_child")


class PersonView(BaseModel):
    """An adult around the child. Address, telephone and e-mail are absent where they are protected.
    `how_known` gives the source and date of the relation, of parental responsibility, and of with whom the child lives.
    """

    id: str
    name: str
    relation: str
    parental_responsibility: bool | None
    lives_with_child: bool | None
    cares_for_child: bool | None
    source: str
    source_on: date | None
    how_known: dict[str, Told]
    contact_rule: str
    contact_rule_label: str
    contact_rule_source: str
    contact_rule_review_on: date | None
    language: str
    needs: list[str]
    deceased: bool
    protected: bool
    address: list[str] | None
    telephone: str | None
    email: str | None


class WarningView(BaseModel):
    """Something a visitor must know. `about` is a person of the case by name, an address, or whatever was written."""

    id: str
    about: str
    words: str
    source: str
    source_on: date | None
    review_on: date | None


def person_view(case: CaseFile, person: Person) -> PersonView:
    rule, needs = case.rule_for(person), person.needs
    words = [
        label
        for said, label in (
            (needs.interpreter, "needs an interpreter"),
            (needs.cannot_read, "cannot read"),
            (needs.large_print, "large print"),
            (needs.easy_read, "easy read"),
        )
        if said
    ]
    hide = case.protected
    return PersonView(
        id=person.id,
        name=person.name,
        relation=person.relation.label,
        parental_responsibility=person.parental_responsibility,
        lives_with_child=person.lives_with_child,
        cares_for_child=person.cares_for_child,
        source=person.source,
        source_on=person.source_on,
        how_known={name: person.how_known(name) for name in _EACH_KNOWN_SOMEHOW},
        contact_rule=rule,
        contact_rule_label="" if rule is ContactRule.ALL else rule.label,
        contact_rule_source=person.contact_rule_source,
        contact_rule_review_on=person.contact_rule_review_on,
        language=needs.language,
        needs=words,
        deceased=person.deceased,
        protected=hide,
        address=None if hide or person.address is None else person.address.printed(),
        telephone=None if hide else person.telephone or None,
        email=None if hide else person.email or None,
    )


def warning_views(case: CaseFile) -> list[WarningView]:
    """Those in force."""
    return [
        WarningView(
            id=each.id,
            about=each.about,
            words=each.words,
            source=each.source,
            source_on=each.source_on,
            review_on=each.review_on,
        )
        for each in case.warnings
        if not each.ended
    ]
