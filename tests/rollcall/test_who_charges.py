"""Which authority charges for absence: the school's, unless the settings say the home's (PRACTICE 6.16)."""

import pytest

from domain.law.which_authority import Charges
from records.database import engine_of, transaction
from rollcall.settings import Settings, SettingsRefused
from rollcall.wiring import House


@pytest.mark.parametrize(
    ("said", "charges"), [("", Charges.SCHOOL), ("school", Charges.SCHOOL), ("home", Charges.HOME)]
)
def test_the_recorder_is_given_what_is_set(
    monkeypatch: pytest.MonkeyPatch, database: str, said: str, charges: Charges
) -> None:
    monkeypatch.setenv("ROLLCALL_ENV", "development")
    monkeypatch.setenv("ROLLCALL_DATABASE_URL", database)
    monkeypatch.setenv("ROLLCALL_ABSENCE_CHARGED_BY", said)
    house = House(Settings.load())
    engine = engine_of(database, connections=1)
    with transaction(engine) as session:
        assert house.letters.desk(session).charges is charges
    engine.dispose()


def test_another_word_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLLCALL_ENV", "development")
    monkeypatch.setenv("ROLLCALL_ABSENCE_CHARGED_BY", "both")
    with pytest.raises(SettingsRefused, match="ROLLCALL_ABSENCE_CHARGED_BY"):
        Settings.load()
