"""Every local standard: its default, its unit, and what stands behind it."""

import pytest
from pydantic import ValidationError

from domain.date_rules import RULES
from domain.policy import STANDARDS
from domain.source import Tag

DEFAULTS = {
    "acknowledge-referral": "1 working day",
    "triage": "2 working days",
    "checks": "10 working days",
    "first-contact": "5 working days",
    "contact": "20 working days",
    "warning-reply": "7 working days",
    "support-review": "28 calendar days",
    "placement-offer": "15 school days",
    "first-attendance": "1 working day",
    "reintegration-review-1": "2 weeks",
    "reintegration-review-2": "6 weeks",
    "reintegration-review-3": "12 weeks",
    "dormant-monthly": "1 month",
    "dormant-termly": "91 calendar days",
    "case-review": "10 working days",
    "pause-ends": "the same day",
    "pause-limit": "20 working days",
    "extension-limit": "10 working days",
    "urgent-safeguarding": "the same day",
    "urgent-head-told": "4 hours",
    "amber-advice": "1 working day",
    "unseen-five": "5 school days",
    "unseen-amber": "10 school days",
    "unseen-police": "20 school days",
    "police-answer": "the same day",
    "police-update": "5 working days",
    "police-update-high": "1 calendar day",
    "return-interview": "3 calendar days",
    "care-decision": "1 working day",
    "agency-answer": "5 working days",
    "posting-margin": "3 calendar days",
    "deemed-service": "2 working days",
    "seen-recent": "20 school days",
    "order-registration": "10 working days",
    "household-check": "10 working days",
    "priority-flag": "4 weeks",
    "contact-rule-review": "6 months",
    "review-day": "the same day",
    "returned-post": "2 working days",
    "hand-over-answer": "5 working days",
    "authority-answer": "5 working days",
    "lost-file-reminder": "5 working days",
    "lost-search-weekly": "1 week",
    "lost-search-monthly": "1 month",
    "bundle-document": "5 working days",
    "unassigned": "1 working day",
}

GUIDANCE = {"placement-offer", "return-interview", "care-decision"}


def test_the_defaults() -> None:
    assert {name: standard.words for name, standard in STANDARDS.items()} == DEFAULTS


def test_a_standard_is_policy_and_none_claims_to_be_law() -> None:
    tags = {name: standard.source.tag for name, standard in STANDARDS.items()}
    assert {name for name, tag in tags.items() if tag is not Tag.LOCAL} == GUIDANCE
    assert {tags[name] for name in GUIDANCE} == {Tag.GUID}


def test_only_a_published_procedure_that_was_read_is_verified() -> None:
    assert {name for name, standard in STANDARDS.items() if standard.source.verified} == {"warning-reply"}


def test_every_standard_but_those_in_hours_is_a_date_rule_of_its_name() -> None:
    for name, standard in STANDARDS.items():
        assert standard.name == name
        if standard.unit == "hours":
            assert name not in RULES
        else:
            assert RULES[name].source == standard.source
            assert RULES[name].needs_school is (standard.unit == "school days")


def test_safeguarding_standards_are_safeguarding_rules_and_never_pause() -> None:
    safeguarding = {name for name, rule in RULES.items() if rule.kind == "safeguarding"}
    police = {"police-answer", "police-update", "police-update-high", "return-interview", "care-decision"}
    unseen = {"unseen-five", "unseen-amber", "unseen-police"}
    assert safeguarding == {"urgent-safeguarding", "amber-advice", *unseen, *police}
    assert not any(RULES[name].pausable for name in safeguarding)


def test_standards_cannot_be_changed_in_passing() -> None:
    with pytest.raises(ValidationError):
        STANDARDS["triage"].value = 3  # type: ignore[misc]
    with pytest.raises(TypeError):
        STANDARDS["triage"] = STANDARDS["checks"]  # type: ignore[index]
