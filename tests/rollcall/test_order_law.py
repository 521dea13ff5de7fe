"""The 2026 Act's attendance orders are off until somebody enters the day appointed for them (guard G30)."""

from datetime import date

import pytest

from domain.law.regime import OFF, Regime
from rollcall.settings import Settings, SettingsRefused
from rollcall.wiring import order_law


def test_by_default_the_1996_act_is_the_law() -> None:
    assert order_law(Settings()) == OFF
    assert order_law(Settings()).regime(date(2030, 1, 1)) is Regime.EA_1996


def test_from_the_day_appointed_the_2026_act_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLLCALL_ENV", "development")
    monkeypatch.setenv("ROLLCALL_ORDERS_2026_FROM", "2027-09-01")
    monkeypatch.setenv("ROLLCALL_ORDERS_2026_PRELIMINARY_DAYS", "21")
    switch = order_law(Settings.load())
    assert switch.regime(date(2027, 8, 31)) is Regime.EA_1996
    assert switch.regime(date(2027, 9, 1)) is Regime.CWSA_2026
    assert (switch.preliminary_days, switch.nomination_days, switch.chains_go_on) == (21, 15, False)


@pytest.mark.parametrize(
    ("name", "value"), [("FROM", "next autumn"), ("PRELIMINARY_DAYS", "0"), ("CHAINS_GO_ON", "perhaps")]
)
def test_a_bad_value_stops_the_start_and_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv("ROLLCALL_ENV", "development")
    monkeypatch.setenv(f"ROLLCALL_ORDERS_2026_{name}", value)
    with pytest.raises(SettingsRefused, match=f"ROLLCALL_ORDERS_2026_{name}"):
        Settings.load()
