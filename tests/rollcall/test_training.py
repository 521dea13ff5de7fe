"""A training world: refused wherever it could touch anything real; as a person meets it, and survives a restart."""

import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from activities.world_clock import WorldClock
from domain.deadline import uk_day
from rollcall import training
from rollcall.clear_line import ClearLine
from rollcall.data_folder import DataFolder, Running
from rollcall.settings import Settings, SettingsRefused
from rollcall.training_terms import LEADS_OUT, clock_of, marker_of
from tests.rollcall.running import environment, free_port, rollcall, up
from tests.rollcall.test_settings import PRODUCTION

ONE_DAY = timedelta(days=1)
OUTWARD = {
    "NOTIFY_API_KEY": "notify-hush",
    "SMTP_SERVER": "127.0.0.1:25",
    "TRANSFER_FOLDER": "/elsewhere",
    "OIDC_ISSUER": "https://provider.example",
    "PUBLIC_URL": "https://rollcall.example",
    "ANCHOR_DIR": "/elsewhere",
    "ANCHOR_EMAIL": "anchors@authority.example",
    "TEMPORAL_UI": "https://temporal.example",
    "TRACES_URL": "https://traces.example",
    "TRANSFER_SFTP_SERVER": "127.0.0.1:22",
}
NEEDED = {  # beside it, or it is refused for another reason
    "OIDC_ISSUER": {
        "OIDC_CLIENT_ID": "id",
        "OIDC_CLIENT_SECRET": "hush",
        "OIDC_ROLES": "CME=officer",
        "PUBLIC_URL": "https://rollcall.example",
    },
    "TRANSFER_SFTP_SERVER": {
        "TRANSFER_SFTP_USER": "user",
        "TRANSFER_SFTP_HOST_KEY": "ssh-ed25519 AAAA",
        "TRANSFER_SFTP_PRIVATE_KEY": "/key",
    },
}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [each for each in os.environ if each.startswith("ROLLCALL_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def given(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name in [each for each in os.environ if each.startswith("ROLLCALL_")]:
        monkeypatch.delenv(name)
    for name, value in values.items():
        monkeypatch.setenv(f"ROLLCALL_{name}", value)


def test_a_world_is_refused_in_production_and_wherever_anything_real_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {name.lower() for name in OUTWARD} == set(LEADS_OUT)
    refused = {
        "ENV": ({}, {"ENV": "production"}, PRODUCTION, PRODUCTION | {"TRAINING": "true"}),
        "DATABASE_URL": ({"ENV": "development", "DATABASE_URL": "postgresql://hush@db/rollcall"},),
        "TEMPORAL_ADDRESS": ({"ENV": "development", "TEMPORAL_ADDRESS": "hush:7233"},),
        "TRAINING_CLOCK": ({"ENV": "development", "TRAINING_CLOCK": "/hush"},),
    } | {
        "(OIDC_ISSUER|PUBLIC_URL)" if name == "OIDC_ISSUER" else name: (
            {"ENV": "development", name: value, **NEEDED.get(name, {})},
        )
        for name, value in OUTWARD.items()
    }
    for name, settings in refused.items():
        for each in settings:
            given(monkeypatch, **each)
            with pytest.raises(SettingsRefused) as refusal:
                training.training_settings()
            assert re.search(f"ROLLCALL_{name}", str(refusal.value)), (name, str(refusal.value))
            assert "hush" not in str(refusal.value)
            assert "\n" not in str(refusal.value)
    given(monkeypatch, ENV="development")
    settings = training.training_settings()
    assert settings.training
    assert (settings.data_dir.name, settings.port) == (".rollcall-training", 8010)


def test_no_clock_moves_but_that_of_its_own_services(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whoever sets by hand what `rollcall train` tells its processes gets nowhere."""
    own = {
        "ENV": "development",
        "TRAINING": "true",
        "TRAINING_CLOCK": str(clock_of(tmp_path)),
        "DATA_DIR": str(tmp_path),
    }
    theirs = {"DATABASE_URL": "postgresql://rollcall@127.0.0.1/own", "TEMPORAL_ADDRESS": "127.0.0.1:7233"}

    def refused(name: str, **values: str) -> None:
        given(monkeypatch, **values)
        with pytest.raises(SettingsRefused) as refusal:
            Settings.load()
        assert str(refusal.value).startswith(f"ROLLCALL_{name} is "), str(refusal.value)

    refused("TRAINING_CLOCK", **PRODUCTION | {"TRAINING": "true", "TRAINING_CLOCK": str(clock_of(tmp_path))})
    refused("TRAINING_CLOCK", **own | {"TRAINING": "false"})
    refused("TRAINING_CLOCK", **own)
    marker_of(tmp_path).touch()
    refused("TRAINING_CLOCK", **own)
    DataFolder(tmp_path).write(
        Running(supervisor=1, page="", database_url=theirs["DATABASE_URL"], temporal_address=theirs["TEMPORAL_ADDRESS"])
    )
    refused("DATABASE_URL", **own | theirs | {"DATABASE_URL": "postgresql://rollcall@real/rollcall"})
    refused("TEMPORAL_ADDRESS", **own | theirs | {"TEMPORAL_ADDRESS": "real:7233"})
    refused("TRAINING_CLOCK", **own | theirs | {"TRAINING_CLOCK": "/elsewhere.json"})
    for name in ("NOTIFY_API_KEY", "SMTP_SERVER"):
        refused(name, **own | theirs | {name: OUTWARD[name]})
    given(monkeypatch, **own | theirs)
    assert Settings.load().training_clock == clock_of(tmp_path)


def test_the_folder_of_real_cases_is_never_taken_for_a_world_nor_a_world_for_real(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given(monkeypatch, ENV="development", DATA_DIR=str(tmp_path / ".rollcall"))
    with pytest.raises(ClearLine, match="is not a training world"):
        training.prepare(training.training_settings(), None, anew=True)
    real = tmp_path / "kept"
    (real / "postgres").mkdir(parents=True)
    given(monkeypatch, ENV="development", DATA_DIR=str(real))
    with pytest.raises(ClearLine, match="is not a training world"):
        training.prepare(training.training_settings(), None, anew=True)
    assert (real / "postgres").is_dir()
    given(monkeypatch, ENV="development", DATA_DIR=str(tmp_path / "world"))
    settings, today = training.training_settings(), uk_day(datetime.now(UTC))
    with pytest.raises(ClearLine, match="today or later"):
        training.prepare(settings, today - 2 * ONE_DAY, anew=False)
    clock = training.prepare(settings, today + 40 * ONE_DAY, anew=False)
    assert uk_day(clock.now()) == today + 40 * ONE_DAY
    with pytest.raises(ClearLine, match="start it with `rollcall train`"):
        training.refuse_training_world(settings)
    (settings.data_dir / "postgres").mkdir()
    with pytest.raises(ClearLine, match="has begun"):
        training.prepare(settings, today + 50 * ONE_DAY, anew=False)
    assert training.prepare(settings, None, anew=True).ahead == timedelta(0)


def test_the_clock_goes_forward_only_and_every_reader_sees_it(tmp_path: Path) -> None:
    one, other = WorldClock(clock_of(tmp_path)), WorldClock(clock_of(tmp_path))
    assert abs(one.now() - datetime.now(UTC)) < timedelta(minutes=1)
    target = datetime.now(UTC) + 400 * ONE_DAY
    one.move_to(target)
    assert timedelta(0) <= other.now() - target < timedelta(minutes=1)
    with pytest.raises(ValueError, match="forward"):
        other.move_to(target - ONE_DAY)


@pytest.mark.processes
def test_a_world_as_a_person_meets_it_and_finds_it_again(folder: Path) -> None:
    data, csrf = folder / "world", re.compile(r'name="csrf" value="([^"]+)"')

    @contextmanager
    def visit(port: int) -> Iterator[httpx.Client]:
        headers = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}
        at = f"http://127.0.0.1:{port}"
        with httpx.Client(base_url=at, headers=headers, follow_redirects=True, timeout=60) as client:
            assert client.post("/sign-in", data={"staff": "officer"}).status_code == 200
            yield client

    def said(day: date) -> str:
        return f"nothing leaves the building. Today is {day:%A %-d %B %Y}."

    with up(data, command="train") as running:
        with visit(running.port) as officer:
            page = officer.get("/training/lost").text
            officer.post("/training/lost/begin", data={"csrf": csrf.findall(page)[0], "number": "1"})
            before = uk_day(datetime.now(UTC))
            page = officer.get("/training").text
            moved = officer.post("/training/clock", data={"csrf": csrf.findall(page)[0], "step": "week"})
            assert moved.status_code == 200, "whoever moves the clock stays signed in"
            assert said(before + 7 * ONE_DAY) in moved.text
            assert "Deadline passed: Acknowledge a referral" in moved.text
        real = rollcall("up", env=environment(data, free_port()))
        assert real.returncode == 1
        assert "is a training world" in real.stderr
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(60) == 0
        assert running.leftovers() == []
    with up(data, command="train") as again, visit(again.port) as officer:
        assert said(before + 7 * ONE_DAY) in officer.get("/training").text
        page = officer.get("/training").text
        moved = officer.post("/training/clock", data={"csrf": csrf.findall(page)[0], "step": "week"})
        assert said(before + 14 * ONE_DAY) in moved.text
        assert "Deadline passed" in moved.text, "its processes go on from where they were"
