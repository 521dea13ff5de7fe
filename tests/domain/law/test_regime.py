"""Two laws, one of them off: guard G30. The new Act starts on a day somebody enters; no chain mixes the two."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.law.attendance_order import order
from domain.law.intention_notice import intention
from domain.law.regime import CWSA_STANDARDS, OFF, Regime, Switch, choice_period, in_force, notice_period, same_chain
from domain.law.suitable_education_notice import notice, void
from domain.source import Tag
from tests.domain.law import order_builders as build
from tests.domain.law.builders import YEARS, only, refused
from tests.domain.law.order_builders import FIXTURE, chain, day, intended, intention_notice, noticed, says, step

EA, CWSA = Regime.EA_1996, Regime.CWSA_2026
FROM_2027 = Switch(appointed=day("2027-01-11"))


@given(st.dates(date(2020, 1, 1), date(2080, 12, 31)))
def test_while_no_day_is_entered_the_new_law_is_off(on: date) -> None:
    assert OFF.regime(on) is EA
    assert refused(in_force(CWSA, on, OFF)) == ["G30_REGIME"]


@pytest.mark.parametrize(("on", "law"), [("2027-01-10", EA), ("2027-01-11", CWSA)])
def test_the_law_changes_with_the_appointed_day(on: str, law: Regime) -> None:
    assert FROM_2027.regime(day(on)) is law
    other = CWSA if law is EA else EA
    assert refused(notice(step(on, chain(), switch=FROM_2027), law)) == []
    refusal = only(notice(step(on, chain(), switch=FROM_2027), other))
    assert (refusal.code, refusal.overridable) == ("G30_REGIME", False)
    assert refusal.opens_on == (day("2027-01-11") if other is CWSA else None)


def test_a_notice_posted_under_the_old_law_and_served_under_the_new_is_void() -> None:
    served_late = build.notice("2027-01-11")
    assert refused(void(step("2027-01-12", chain(), switch=FROM_2027), served_late)) == ["G30_REGIME"]
    assert refused(void(step("2027-01-12", chain(), switch=FROM_2027), build.notice("2027-01-10"))) == []


def test_a_chain_begun_before_the_day_waits_for_the_transitional_regulations() -> None:
    switched = Switch(appointed=day("2026-11-20"))
    before = step("2026-11-18", noticed(), switch=switched)
    assert refused(intention(before, says())) == []
    after = step("2026-11-20", noticed(), switch=switched)
    assert refused(intention(after, says())) == ["G30_REGIME"]
    assert refused(order(step("2026-12-03", intended(), switch=switched), EA, FIXTURE)) == ["G30_REGIME"]
    saved = Switch(appointed=day("2026-11-20"), chains_go_on=True)
    assert refused(order(step("2026-12-03", intended(), switch=saved), EA, FIXTURE)) == []


def test_no_chain_goes_on_under_a_law_that_has_not_begun() -> None:
    saved = Switch(appointed=day("2027-01-11"), chains_go_on=True)
    assert refused(same_chain(CWSA, CWSA, day("2027-01-10"), saved)) == ["G30_REGIME"]
    assert refused(same_chain(CWSA, CWSA, day("2027-01-11"), saved)) == []


@pytest.mark.parametrize(("chain_law", "step_law"), [(EA, CWSA), (CWSA, EA)])
def test_no_chain_mixes_two_laws_whatever_the_settings(chain_law: Regime, step_law: Regime) -> None:
    for switch in (OFF, FROM_2027, Switch(appointed=day("2026-01-01"), chains_go_on=True)):
        for on in ("2026-12-03", "2027-06-01"):
            assert refused(same_chain(chain_law, step_law, day(on), switch)) == ["G30_MIXED"]


def test_the_new_laws_numbers_are_settings_and_say_that_they_are_unverified() -> None:
    assert notice_period(CWSA, day("2027-02-01"), YEARS).last_day == day("2027-02-15")
    assert choice_period(CWSA, day("2027-02-01"), YEARS).last_day == day("2027-02-15")
    longer = Switch(appointed=day("2027-01-11"), preliminary_days=20, nomination_days=10)
    assert notice_period(CWSA, day("2027-02-01"), YEARS, longer).last_day == day("2027-02-20")
    assert choice_period(CWSA, day("2027-02-01"), YEARS, longer).last_day == day("2027-02-10")
    assert notice_period(EA, day("2027-02-01"), YEARS, longer).last_day == day("2027-02-15")
    for standard in CWSA_STANDARDS.values():
        assert (standard.source.tag, standard.source.verified) == (Tag.STAT, False)
    assert "not been checked" in notice_period(CWSA, day("2027-02-01"), YEARS).explanation[-1]


def test_a_whole_chain_under_the_new_law() -> None:
    switch = Switch(appointed=day("2026-09-01"))
    first = build.notice("2026-11-02", regime=CWSA)
    second = intention_notice("2026-11-18", regime=CWSA)
    assert refused(notice(step("2026-11-02", chain(), switch=switch), CWSA, day("2026-11-16"))) == []
    assert refused(intention(step("2026-11-17", noticed(notices=[first]), switch=switch), says(regime=CWSA))) == []
    whole = intended(notices=[first], intentions=[second])
    assert only(order(step("2026-12-02", whole, switch=switch), CWSA, FIXTURE)).opens_on == day("2026-12-03")
    assert refused(order(step("2026-12-03", whole, switch=switch), CWSA, FIXTURE)) == []
