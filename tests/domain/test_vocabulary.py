"""The words of the service: closed lists with labels that an officer would say aloud."""

import inspect

import pytest

from domain import vocabulary
from domain.guards.closing import Proof
from domain.source import Source, Tag
from domain.verdict import Refused, Verdict
from domain.vocabulary import (
    CaseKind,
    Closure,
    ContactRule,
    Reason,
    Relation,
    Risk,
    Role,
    Stage,
    SupportGroup,
    Word,
)

LISTS = [
    each for _, each in inspect.getmembers(vocabulary, inspect.isclass) if issubclass(each, Word) and each is not Word
]


@pytest.mark.parametrize("words", [*LISTS, Proof], ids=lambda words: words.__name__)
def test_every_word_has_a_label_of_its_own(words: type[Word]) -> None:
    labels = [word.label for word in words]
    assert all(label.strip() == label and len(label) > 1 for label in labels)
    assert len(set(labels)) == len(labels)
    assert all(words(word.value) is word for word in words)
    assert all(str(word) == word.value for word in words)


def test_the_leaflet_s_seven_reasons_and_twelve_groups() -> None:
    assert len(Reason) == 7
    assert len(SupportGroup) == 12


def test_the_kinds_of_case_and_the_outcomes_of_closing() -> None:
    assert {kind.value for kind in CaseKind} == {
        "CME", "CME-LOST", "ATT", "SAO", "EXC", "BULL", "CP", "EMP", "ENT", "EHE", "LA-ENQ",
    }  # fmt: skip
    assert {outcome.value for outcome in Closure} == {
        "ON_ROLL", "OTHER_LA_CONFIRMED", "ABROAD_CONFIRMED", "EHE_SUITABLE", "INDEPENDENT", "AP_S19", "OVER_CSA",
        "UNDER_CSA", "DECEASED", "DUPLICATE", "NOT_CME",
    }  # fmt: skip
    assert [stage.value for stage in Stage][-2:] == ["dormant", "closed"]
    assert {role.value for role in Role} == {"officer", "supervisor", "legal", "admin"}


def test_never_found_is_no_way_to_close() -> None:
    assert not any("found" in outcome.label.casefold() or "trace" in outcome.value.casefold() for outcome in Closure)


def test_levels_and_rules_have_an_order() -> None:
    assert Risk.GREEN.rank < Risk.AMBER.rank < Risk.RED.rank
    rules = [ContactRule.ALL, ContactRule.SAFE_ONLY, ContactRule.SUPERVISOR_FIRST, ContactRule.NEVER]
    assert [rule.strictness for rule in rules] == [0, 1, 2, 3]


def test_who_acts_for_the_authority_is_no_parent_in_law() -> None:
    not_parents = {relation for relation in Relation if not relation.may_be_parent_in_law}
    assert not_parents == {Relation.FOSTER_CARER, Relation.SOCIAL_WORKER}


# Verdicts


@pytest.mark.parametrize(
    ("tag", "absolute", "overridable"),
    [
        (Tag.STAT, False, False),
        (Tag.STAT, True, False),
        (Tag.GUID, False, True),
        (Tag.GUID, True, False),
        (Tag.LOCAL, False, True),
        (Tag.LOCAL, True, False),
    ],
)
def test_law_is_never_overridden_and_guidance_and_policy_unless_they_are_absolute(
    tag: Tag, absolute: bool, overridable: bool
) -> None:
    source = Source(cite="Somewhere", tag=tag, verified=False)
    verdict = Verdict(code="CODE", reason="Because", source=source, absolute=absolute)
    assert verdict.overridable is overridable
    assert verdict.public()["override"] is overridable
    assert verdict.public()["needs"] == "Because"
    assert not verdict.allowed


def test_a_refusal_says_a_code_and_nothing_of_the_case() -> None:
    source = Source(cite="Somewhere", tag=Tag.LOCAL, verified=False)
    refusal = Refused(Verdict(code="NOT_SEEN", reason="Nobody saw Kai", source=source))
    assert str(refusal) == "NOT_SEEN"
    assert "Kai" not in repr(refusal)
