"""An excluded child in a public place: its own notice, tariff and count; nothing without the school's notice."""

from dataclasses import replace
from datetime import date

import pytest

from domain.law.excluded_in_public import TARIFF, GivingForExclusion, counted, giving, may_be_given
from domain.law.penalty_payment import standing
from domain.law.tariff import FIRST, tariff_for
from domain.proceedings.groundwork import Hand
from domain.proceedings.penalty_notice import Payment, PenaltyNotice, Scheme, Sighting
from tests.domain.fixture_calendar import SCHOOL
from tests.domain.law.builders import (
    AUTHORITY,
    BORN,
    CHILD,
    YEARS,
    at,
    given,
    needs,
    notice,
    only,
    parent,
    refused,
    school_days,
)

day = date.fromisoformat
FIVE = school_days("2026-11-13", "2026-11-19")


def seen(on: str = "2026-11-17", **changed: object) -> Sighting:
    return Sighting.model_validate(
        {
            "seen_on": day(on),
            "where": "The market square",
            "in_school_hours": True,
            "exclusion_began": day("2026-11-13"),
            "told_on": day("2026-11-13"),
            "told_days": FIVE,
            "justification": "None given",
            **changed,
        }
    )


def matter(sighting: Sighting | None = None, **changed: object) -> PenaltyNotice:
    return notice(
        **{"scheme": Scheme.EXCLUDED, "sighting": sighting or seen(), "sessions": [], "tariff": TARIFF, **changed}
    )


def step(given_notice: PenaltyNotice | None = None, **changed: object) -> GivingForExclusion:
    ready = GivingForExclusion(
        notice=given_notice or matter(),
        at=at("2026-11-24"),
        giver=Hand(person="giver", on=day("2026-11-24")),
        authority=AUTHORITY,
        born=BORN,
        almanac=YEARS,
        parents=[parent()],
    )
    return replace(ready, **changed)


def test_s23_seen_on_the_third_day_with_the_schools_notice() -> None:
    assert FIVE.index(day("2026-11-17")) == 2
    assert refused(giving(step())) == []


def test_s23_no_notice_of_the_school_no_penalty_notice() -> None:
    verdict = only(giving(step(matter(seen(told_on=None, told_days=())))))
    assert (verdict.code, verdict.overridable) == ("G27_SCHOOLS_NOTICE", False)


def test_s23_the_count_of_absence_is_unchanged() -> None:
    excluded = matter(issued_on=day("2026-11-24"), name="e")
    absence = given()
    assert tariff_for([excluded], "P1", CHILD, day("2026-12-01")) == FIRST
    assert counted([excluded, absence], "P1", CHILD, day("2026-12-01")) == [excluded]
    assert counted([excluded], "P2", CHILD, day("2026-12-01")) == []
    assert counted([excluded], "P1", CHILD, day("2029-11-23")) == [excluded]
    assert counted([excluded], "P1", CHILD, day("2029-11-24")) == []


def test_its_tariff_is_its_own() -> None:
    assert (TARIFF.discount, TARIFF.full) == (6000, 12000)
    assert refused(giving(step(matter(tariff=FIRST)))) == ["EXCLUSION_TARIFF"]
    payment = Payment(id="M1", pence=6000, sent_on=day("2026-12-16"))
    served = matter(issued_on=day("2026-11-24"), received_on=day("2026-11-26"), payments=[payment])
    assert standing(served, day("2026-12-17")).discharged_on == day("2026-12-16")


@pytest.mark.parametrize(
    ("on", "within"),
    [
        ("2026-11-12", False),
        ("2026-11-13", True),
        ("2026-11-14", False),  # a Saturday
        ("2026-11-19", True),
        ("2026-11-20", False),
    ],
)
def test_only_the_first_five_school_days(on: str, within: bool) -> None:
    told_of_all = seen(on, told_on=day("2026-11-12"), told_days=tuple(day(f"2026-11-{n}") for n in range(12, 21)))
    assert refused(may_be_given(told_of_all, YEARS, SCHOOL)) == ([] if within else ["G27_FIRST_FIVE_DAYS"])


def test_all_the_days_of_a_shorter_exclusion_and_no_more() -> None:
    two_days = {"exclusion_ends": day("2026-11-16")}
    assert refused(may_be_given(seen("2026-11-16", **two_days), YEARS, SCHOOL)) == []
    assert refused(may_be_given(seen("2026-11-17", **two_days), YEARS, SCHOOL)) == ["G27_FIRST_FIVE_DAYS"]


def test_five_school_days_run_over_half_term() -> None:
    sighting = seen(
        "2026-11-03", exclusion_began=day("2026-10-22"), told_on=day("2026-10-22"), told_days=(day("2026-11-03"),)
    )
    assert refused(may_be_given(sighting, YEARS, SCHOOL)) == []
    later = sighting.model_copy(update={"seen_on": day("2026-11-05"), "told_days": (day("2026-11-05"),)})
    assert refused(may_be_given(later, YEARS, SCHOOL)) == ["G27_FIRST_FIVE_DAYS"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"told_on": day("2026-11-18")}, "G27_SCHOOLS_NOTICE"),
        ({"told_days": (day("2026-11-16"),)}, "G27_SCHOOLS_NOTICE"),
        ({"in_school_hours": None}, "G27_SCHOOL_HOURS"),
        ({"in_school_hours": False}, "G27_SCHOOL_HOURS"),
        ({"justification": ""}, "EXCLUSION_JUSTIFICATION"),
    ],
)
def test_what_else_it_needs(changed: dict[str, object], code: str) -> None:
    assert only(giving(step(matter(seen(**changed))))).code == code


def test_one_notice_for_one_sighting() -> None:
    before = matter(name="e", issued_on=day("2026-11-20"))
    assert refused(giving(step(notices=[before]))) == ["EXCLUSION_GIVEN_ALREADY"]
    assert refused(giving(step(notices=[matter(seen("2026-11-16"), name="e", issued_on=day("2026-11-20"))]))) == []


def test_the_same_groundwork_as_for_any_notice() -> None:
    assert refused(giving(step(parents=[]))) == ["PARENT_NOT_ANSWERABLE"]
    assert refused(giving(step(matter(needs=needs(suitable=False))))) == ["G31_NO_EDUCATION"]
    assert refused(giving(step(born=None))) == ["G01_SCHOOL_AGE"]
    assert refused(giving(step(notice().model_copy(update={"tariff": TARIFF, "scheme": Scheme.EXCLUDED})))) == [
        "G27_SCHOOL_HOURS"
    ]
