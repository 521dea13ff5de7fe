"""The education supervision order: who it is for, its application, its time, what it ends. Guard G21, S22's edges."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendars import ONE_DAY
from domain.law.regime import Regime
from domain.law.suitable_education_notice import notice
from domain.law.supervision_order import (
    SupervisionStep,
    applying,
    ending,
    extending,
    orders_ended,
    recording_made,
    refusing,
)
from domain.law.supervision_time import (
    extension_from,
    first_year,
    in_force,
    last_days,
    latest_extension,
    usual_last_day,
)
from domain.proceedings.supervision_order import (
    Application,
    CareStatus,
    Consultation,
    EndedBy,
    Ending,
    Extension,
    Ground,
    Made,
    Refusal,
    SupervisionOrder,
)
from tests.domain.law.builders import BORN, YEARS, at, only, refused
from tests.domain.law.order_builders import chain, day, made, ordered, step


def consultation(**changed: Any) -> Consultation:
    return Consultation.model_validate(
        {
            "asked": "Children's social care",
            "on": day("2027-02-01"),
            "view": "An order may help",
            "by": "officer",
            "recorded_at": at("2027-02-01"),
            **changed,
        }
    )


def order(**changed: Any) -> SupervisionOrder:
    """Ready to be applied for on 1 March 2027."""
    return SupervisionOrder.model_validate(
        {
            "name": "supervision-order-1",
            "consultation": consultation(),
            "care": CareStatus.NEITHER,
            "application": Application(
                on=day("2027-03-01"), ground=Ground.ORDER_NOT_COMPLIED, living_here=True, by="officer"
            ),
            **changed,
        }
    )


def in_being(on: str = "2027-03-15", **changed: Any) -> SupervisionOrder:
    return order(**{"made": Made(on=day(on), court="Family court", supervisor="officer"), **changed})


def going(on: str | datetime, of: SupervisionOrder | None = None, **changed: Any) -> SupervisionStep:
    ready = SupervisionStep(order=of or order(), at=at(on) if isinstance(on, str) else on, born=BORN, almanac=YEARS)
    return replace(ready, **changed)


def refusals(on: str = "2027-03-01", **changed: Any) -> list[str]:
    return refused(applying(going(on, order(**changed))))


def test_nothing_stands_in_the_way_of_a_ready_application() -> None:
    assert refusals() == []


def test_social_care_is_consulted_before_in_time_and_not_in_day() -> None:
    assert refusals(consultation=None) == ["S36_CONSULT"]
    assert refusals(consultation=consultation(view="")) == ["S36_CONSULT"]
    assert refusals(consultation=consultation(recorded_at=at("2027-03-01", "09:59"))) == []
    assert refusals(consultation=consultation(recorded_at=at("2027-03-01", "10:00"))) == ["S36_CONSULT"]


@pytest.mark.parametrize(
    ("care", "code", "may_override"),
    [
        (CareStatus.NEITHER, None, False),
        (CareStatus.IN_CARE, "G21_IN_CARE", False),
        (CareStatus.ACCOMMODATED, "G21_ACCOMMODATED", True),
        (None, "G21_UNKNOWN", False),
    ],
)
def test_not_for_a_child_in_care(care: CareStatus | None, code: str | None, may_override: bool) -> None:
    asked = consultation(accommodating="Exampleshire")
    found = list(applying(going("2027-03-01", order(care=care, consultation=asked))))
    assert refused(found) == ([code] if code else [])
    assert [verdict.overridable for verdict in found] == ([may_override] if code else [])


def test_the_authority_that_accommodates_the_child_is_the_one_asked() -> None:
    assert refusals(care=CareStatus.ACCOMMODATED) == ["G21_ACCOMMODATED", "S36_CONSULT"]


def test_it_says_why_and_where_and_for_which_age() -> None:
    application = order().application
    assert application is not None
    other = application.model_copy(update={"ground": Ground.OTHER})
    assert refusals(application=other) == ["S36_GROUND"]
    assert refusals(application=other.model_copy(update={"evidence": "Three visits"})) == []
    assert refusals(application=application.model_copy(update={"living_here": None})) == ["S36_WHERE"]
    assert refusals(application=None) == ["S36_GROUND"]
    assert refused(applying(going("2027-03-01", born=None))) == ["G01_SUPERVISED"]
    assert refused(applying(going("2027-03-01", birth_evidenced=False))) == ["G01_SUPERVISED"]
    assert refused(applying(going("2027-06-25", born=day("2011-08-31")))) == []
    assert refused(applying(going("2027-06-26", born=day("2011-08-31")))) == ["G01_SUPERVISED"]
    assert only(applying(going("2027-03-30", born=day("2022-03-01")))).opens_on == day("2027-03-31")


def test_one_order_at_a_time() -> None:
    running = in_force(in_being("2026-03-01"), BORN, YEARS)
    assert running is not None
    assert running.last == day("2027-02-28")
    assert refused(
        applying(going("2027-02-28", order(consultation=consultation(recorded_at=at("2027-01-04"))), others=[running]))
    ) == ["SUPERVISION_RUNNING"]
    assert refused(applying(going("2027-03-01", others=[running]))) == []


def test_what_the_court_did_must_be_possible() -> None:
    assert refused(recording_made(going("2027-03-16"), day("2027-03-15"))) == []
    assert refused(recording_made(going("2027-03-16"), day("2027-03-17"))) == ["S36_APPLY_FIRST"]
    assert refused(recording_made(going("2027-03-16"), day("2027-02-28"))) == ["S36_APPLY_FIRST"]
    assert refused(recording_made(going("2027-03-16", order(application=None)), day("2027-03-15"))) == [
        "S36_APPLY_FIRST"
    ]
    assert refused(recording_made(going("2027-03-16", order(care=CareStatus.IN_CARE)), day("2027-03-15"))) == [
        "G21_IN_CARE"
    ]


# Its time: Sch.3 para 15 ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "last"),
    [
        ("2027-03-01", "2028-02-29"),  # into a leap year
        ("2028-02-29", "2029-02-27"),
        ("2028-03-01", "2029-02-28"),
        ("2026-12-25", "2027-12-24"),
    ],
)
def test_one_year_beginning_with_the_day_it_is_made(on: str, last: str) -> None:
    assert first_year(day(on)) == day(last)
    live = in_force(in_being(on), BORN, YEARS)
    assert live is not None
    assert (live.first, live.last) == (day(on), day(last))


def test_it_ends_with_school_age_a_care_order_or_discharge() -> None:
    def last(**changed: Any) -> date | None:
        born = changed.pop("born", BORN)
        live = in_force(in_being(**changed), born, YEARS)
        return live.last if live else None

    assert in_force(order(), BORN, YEARS) is None
    assert last(born=day("2011-08-31")) == day("2027-06-25")
    assert last(ending=Ending(by=EndedBy.DISCHARGED, on=day("2027-05-04"))) == day("2027-05-04")
    assert last(ending=Ending(by=EndedBy.CARE_ORDER, on=day("2027-03-15"))) == day("2027-03-15")
    doubt = last_days(in_being(on="2027-06-01"), day("2011-09-01"), YEARS)
    assert doubt[-1].day == day("2028-06-30")


def test_an_extension_is_asked_for_in_the_last_three_months() -> None:
    """Made 15 March 2027, it runs to 14 March 2028: from 14 December 2027 an extension may be applied for."""
    running = in_being()
    assert extension_from(usual_last_day(running)) == day("2027-12-14")

    def extend(applied: str, granted: str | None = None, until: str | None = None) -> list[str]:
        wanted = Extension(applied_on=day(applied), granted_on=granted and day(granted), until=until and day(until))
        return refused(extending(going("2028-03-20", running), wanted))

    assert extend("2027-12-13") == ["EXTENSION_TOO_EARLY"]
    assert extend("2027-12-14") == []
    assert extend("2028-03-14", "2028-03-14", "2031-03-14") == []
    assert extend("2028-03-14", "2028-03-15") == ["EXTENSION_TOO_LATE"]
    assert extend("2028-03-15") == ["EXTENSION_TOO_LATE"]
    assert extend("2028-03-01", "2028-03-10", "2031-03-15") == ["EXTENSION_OVER_THREE_YEARS"]
    assert latest_extension(day("2028-02-29")) == day("2031-02-28")


def test_an_extended_order_may_be_extended_again_and_ends_with_school_age() -> None:
    longer = in_being(
        extensions=[Extension(applied_on=day("2028-01-10"), granted_on=day("2028-02-01"), until=day("2031-03-14"))]
    )
    assert usual_last_day(longer) == day("2031-03-14")
    assert extension_from(usual_last_day(longer)) == day("2030-12-14")
    live = in_force(longer, day("2012-03-04"), YEARS)
    assert live is not None
    assert live.last == day("2028-06-30")
    for asked_only in (
        Extension(applied_on=day("2028-01-10")),
        Extension(applied_on=day("2028-01-10"), until=day("2029-03-14")),
    ):
        assert usual_last_day(in_being(extensions=[asked_only])) == day("2028-03-14")
    assert refused(extending(going("2028-03-01"), Extension(applied_on=day("2028-03-01")))) == [
        "SUPERVISION_NOT_RUNNING"
    ]


@given(st.dates(date(2025, 1, 1), date(2035, 12, 31)))
def test_the_year_has_no_day_more_or_less(on: date) -> None:
    last = first_year(on)
    assert (last - on).days in (364, 365)
    following = last + ONE_DAY
    assert (following.month, following.day) == (on.month, on.day) or (on.month, on.day) == (2, 29)
    assert 89 <= (last - extension_from(last)).days <= 92


def test_only_an_order_in_force_is_discharged() -> None:
    gone = Ending(by=EndedBy.DISCHARGED, on=day("2027-05-04"), applied_by="The parents")
    assert refused(ending(going("2027-05-05", in_being()), gone)) == []
    assert refused(ending(going("2027-05-05", in_being()), gone.model_copy(update={"applied_by": ""}))) == [
        "S36_DISCHARGE"
    ]
    assert refused(ending(going("2027-05-05", in_being()), gone.model_copy(update={"on": day("2027-03-14")}))) == [
        "SUPERVISION_NOT_RUNNING"
    ]


# What it does to an attendance order ----------------------------------------------------------------------------------


def test_its_making_ends_every_live_attendance_order_and_bars_a_new_notice() -> None:
    live = ordered()
    over = ordered(name="attendance-order-2", order=made(ending={"by": "revoked", "on": "2027-02-01"}))
    never = ordered(name="attendance-order-3", order=made(None))
    assert orders_ended(going("2027-03-15"), day("2027-03-15"), [live, over, never]) == ["attendance-order-1"]
    force = in_force(in_being(), BORN, YEARS)
    assert force is not None
    for on, codes in (
        ("2027-03-14", []),
        ("2027-03-15", ["SUPERVISION_IN_FORCE"]),
        ("2028-03-14", ["SUPERVISION_IN_FORCE"]),
        ("2028-03-15", []),
    ):
        assert refused(notice(step(on, chain(), supervision=[force]), Regime.EA_1996)) == codes


def test_the_court_that_makes_none_may_end_an_attendance_order_that_is_in_force() -> None:
    ended = Refusal(on=day("2027-03-15"), attendance_order_ended=True)
    assert refused(refusing(going("2027-03-16"), ended, [ordered()])) == []
    assert refused(refusing(going("2027-03-16"), ended, [])) == ["S447_ENDED_ORDER"]
    assert refused(refusing(going("2027-03-16"), ended.model_copy(update={"attendance_order_ended": False}), [])) == []
    assert refused(refusing(going("2027-03-16", order(application=None)), Refusal(on=day("2027-03-15")), [])) == [
        "S36_APPLY_FIRST"
    ]
