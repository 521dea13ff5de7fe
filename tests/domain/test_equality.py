"""The groups are for support, never for suspicion: who somebody is changes no level, no order and no clock (PRACTICE
1.3, Equality Act 2010 s.149).
"""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.case_file import CaseFile
from domain.vocabulary import RED_INDICATORS, Indicator, Reason, Risk, SupportGroup
from tests.domain.play import MOTHER, Play

WORDS_OF_WHO_SOMEBODY_IS = (
    "gypsy",
    "roma",
    "traveller",
    "asylum",
    "refugee",
    "religion",
    "faith",
    "ethnic",
    "pregnan",
    "mother",
    "disab",
    "nationality",
    "language",
)


def played(**referral: Any) -> Play:
    """Half a year in which some things are done and others forgotten."""
    play = Play(adults=[MOTHER], **referral)
    play.act("decide-triage", route="missing-education", reasons="On no roll.")
    play.act("record-enquiry", subject="admissions", result="no-trace")
    play.to("2026-11-23")
    play.act("raise-danger", indicators=["sibling-gone"], words="The brother has gone too.")
    play.act("complete-checks", found="nowhere", summary="No trace anywhere.")
    play.to("2027-01-11")
    play.act("record-not-found", why="no-trace", tried="Everything.")
    play.to("2027-05-11")
    return play


def what_it_led_to(play: Play) -> list[dict[str, Any]]:
    return [entry.consequences.model_dump(mode="json") for entry in play.entries]


PLAIN = played()


def same(play: Play) -> None:
    assert what_it_led_to(play) == what_it_led_to(PLAIN)
    assert order(play.case) == order(PLAIN.case)


def order(case: CaseFile) -> tuple[Any, ...]:
    tasks = sorted(case.open_tasks(), key=lambda task: (not task.urgent, task.due_on))
    return case.risk, case.risk_why, case.next_due, case.next_thing, [task.id for task in tasks]


@settings(max_examples=8)
@given(st.sets(st.sampled_from(SupportGroup)))
def test_any_groups_lead_to_exactly_the_same(groups: set[SupportGroup]) -> None:
    same(played(groups=sorted(groups)))


def test_every_single_group_leads_to_exactly_the_same() -> None:
    for group in SupportGroup:
        same(played(groups=[group]))
    same(played(groups=list(SupportGroup)))


@pytest.mark.parametrize("reason", Reason)
def test_the_reason_of_the_leaflet_changes_nothing_either(reason: Reason) -> None:
    same(played(reason=reason))


@pytest.mark.parametrize(
    "other",
    [
        lambda: played(child={"sex": "F"}),
        lambda: played(child={"sex": "M"}),
        lambda: played(child={"given": "Mohammed", "surname": "Kowalczyk-Okafor"}),
    ],
)
def test_nor_do_a_name_and_a_sex(other: Callable[[], Play]) -> None:
    same(other())


def test_nor_do_a_language_and_how_somebody_reads() -> None:
    plain, other = Play(adults=[MOTHER]), Play(adults=[MOTHER])
    plain.act("record-reading-needs", person=plain.person(), needs={})
    other.act(
        "record-reading-needs",
        person=other.person(),
        needs={"language": "Romani", "interpreter": True, "cannot_read": True, "easy_read": True},
    )
    assert other.entries[-1].consequences == plain.entries[-1].consequences
    assert other.case.risk is plain.case.risk is Risk.GREEN


def test_no_sign_of_danger_is_somebody_s_religion_origin_pregnancy_or_disability() -> None:
    for indicator in Indicator:
        words = f"{indicator.value} {indicator.label}".casefold()
        assert not any(word in words for word in WORDS_OF_WHO_SOMEBODY_IS), indicator
    assert set(RED_INDICATORS) < set(Indicator)
    assert not {indicator.value for indicator in Indicator} & {group.value for group in SupportGroup}


def test_a_plan_for_special_needs_raises_no_level_by_itself() -> None:
    assert Indicator.EHCP.proposes is Risk.GREEN
    assert {indicator.proposes for indicator in Indicator if indicator is not Indicator.EHCP} == {Risk.AMBER, Risk.RED}
