"""What is installed is pinned, by hash, and names no package host."""

import json
import re
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
PIN = re.compile(
    r"^([a-z0-9][a-z0-9.-]*)(?:\[[^]]+\])?==(\S+)([^\\\n]*)\\\n((?:\s+--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)",
    re.MULTILINE,
)


def wanted(name: str) -> set[str]:
    lines = (CHECKOUT / name).read_text().splitlines()
    return {match[0].lower() for line in lines if (match := re.match(r"[A-Za-z][A-Za-z0-9-]*", line))}


def pins(name: str) -> dict[str, str]:
    return {package: version for package, version, _, _ in PIN.findall((CHECKOUT / name).read_text())}


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_everything_asked_for_is_pinned_with_a_hash(name: str) -> None:
    text = (CHECKOUT / f"{name}.txt").read_text()
    assert wanted(f"{name}.in") <= set(pins(f"{name}.txt"))
    assert len(PIN.findall(text)) == len(re.findall(r"^[^\s#]", text, re.MULTILINE))
    assert not re.search(r"https?://|--index|--extra|--find", text)


def test_tests_run_on_what_the_service_runs_on() -> None:
    dev = pins("requirements-dev.txt")
    assert {package: dev.get(package) for package in pins("requirements.txt")} == pins("requirements.txt")


def test_time_zones_are_there_on_every_system() -> None:
    (conditions,) = [
        c for package, _, c, _ in PIN.findall((CHECKOUT / "requirements.txt").read_text()) if package == "tzdata"
    ]
    assert conditions.strip() == ""


def test_front_end_packages_are_exact_and_their_lock_names_no_host() -> None:
    asked = json.loads((CHECKOUT / "package.json").read_text())["dependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in asked.values())
    text = (CHECKOUT / "package-lock.json").read_text()
    assert "resolved" not in text
    locked = json.loads(text)["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in asked} == asked
    assert all(package.get("integrity") for path, package in locked.items() if path)
