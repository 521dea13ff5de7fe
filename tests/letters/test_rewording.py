"""A letter put in other words: what it tells must stay, nothing new is filled in, and no reader is left without it."""

import pytest

from letters.rewording import LONGEST, faults, reworded, specimen, why_not_reworded
from letters.wording import TEMPLATES
from tests.letters.pdf import words
from tests.letters.samples import AUTHORITY, FACTS

L02 = TEMPLATES["L02"]
CHANGEABLE = sorted(each.id for each in TEMPLATES.values() if not why_not_reworded(each))


def found(body: str, template_id: str = "L02") -> list[str]:
    return faults(TEMPLATES[template_id], body, FACTS.today, AUTHORITY)


@pytest.mark.parametrize("template_id", CHANGEABLE)
def test_other_words_are_taken_and_printed_for_every_reader(template_id: str) -> None:
    template = TEMPLATES[template_id]
    other = template.body + "\nWe are open from Monday to Friday.\n"
    assert found(other, template_id) == []
    changed = reworded(template, other, 7)
    assert (changed.version, changed.title, changed.needs) == (7, template.title, template.needs)
    assert "open from Monday" in changed.draft(FACTS), "and the letter says it"
    assert "open from Monday" not in template.draft(FACTS), "the released one is not touched"


def test_every_letter_with_legal_effect_is_refused_with_the_reason() -> None:
    legal = {each.id for each in TEMPLATES.values() if each.legal_effect}
    assert legal == set(TEMPLATES) - set(CHANGEABLE)
    for template_id in legal:
        (said,) = found(TEMPLATES[template_id].body + "\nMore.\n", template_id)
        assert "it has legal effect (" in said


@pytest.mark.parametrize(
    ("added", "says"),
    [
        ("{{ enquiry.words }}", "“enquiry.words” is nothing that this letter may fill in"),
        ("{{ child_name.__class__ }}", "“child_name.__class__” is nothing that this letter may fill in"),
        ("{{ told|paragraphs|safe }}", "“told|paragraphs|safe” is nothing"),
        ("{{ 'x' if told else 'y' }}", "is nothing that this letter may fill in"),
        ("{{ officer.name.upper() }}", "is nothing that this letter may fill in"),
        ("{% if child_name %}x{% endif %}", "A condition is not one that this letter has"),
        ("{% for each in authority.address_lines %}x{% endfor %}", "A repetition is not one that this letter has"),
        ("{% set x = 1 %}", "“assign” is nothing that a letter may do"),
        ("{% include 'L05.md' %}", "“include” is nothing that a letter may do"),
        ("{% macro x() %}{% endmacro %}", "“macro” is nothing that a letter may do"),
        ("{{ unclosed", "is not closed, or is not written as in the letter"),
        ("{% raise %}", "is not closed, or is not written as in the letter"),
        ("Ꙩ", "These characters cannot be printed: Ꙩ"),
    ],
)
def test_what_a_letter_may_not_do(added: str, says: str) -> None:
    faulty = found(f"{L02.body}\n{added}\n")
    assert any(says in each for each in faulty), faulty


def test_what_it_tells_cannot_be_taken_out() -> None:
    assert found(L02.body.replace("{{ contact_by }}", "soon")) == [
        "“contact_by” is left out: what the letter tells must stay, in whatever words"
    ]
    assert found("Dear parent,\n\nPlease call us.\n") != []
    for template_id in CHANGEABLE:
        body = TEMPLATES[template_id].body.replace("{{ reference }}", "our reference")
        if body != TEMPLATES[template_id].body:
            assert any("“reference” is left out" in each for each in found(body, template_id)), template_id


def test_an_address_of_ours_may_be_added_and_nothing_else_changes_nothing() -> None:
    assert found(L02.body + "\nSee {{ authority.website }} or say {{ reference }}.\n") == []
    assert found(L02.body) == ["This is what it says already"]
    assert found("  ") == found("x" * (LONGEST + 1)) == [f"Give the text of the letter, at most {LONGEST:,} characters"]


def test_a_specimen_is_to_nobody_and_names_what_stands_in_each_place() -> None:
    said = words(specimen(TEMPLATES["L25"], FACTS.today, AUTHORITY))
    assert "[school name]" in said
    assert "[first name]" in said
    assert "RC-2000-000000" in said
