"""The command line as a person types it."""

import json
from pathlib import Path

import pytest

from tests.rollcall.running import environment, free_port, rollcall


@pytest.fixture
def env(folder: Path) -> dict[str, str]:
    return environment(folder / ".rollcall", free_port())


def test_a_date_is_worked_out_without_any_service(env: dict[str, str]) -> None:
    done = rollcall("date", "suitable-education-notice", "--from", "2026-11-02", "--json", env=env)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    wanted = {"date": "2026-11-16", "last_day": "2026-11-16", "next_step_from": "2026-11-17", "barred_from": None}
    assert {name: answer[name] for name in wanted} == wanted
    assert any("Monday 16 November 2026" in sentence for sentence in answer["explanation"])


def test_a_date_in_words(env: dict[str, str]) -> None:
    done = rollcall("date", "prosecution-limit", "--from", "2026-10-02", env=env)
    assert "last day:       Friday 2 April 2027" in done.stdout
    assert "barred from:    Saturday 3 April 2027" in done.stdout


def test_every_rule_is_listed(env: dict[str, str]) -> None:
    from domain.date_rules import RULES

    listed = [line.split()[0] for line in rollcall("date", "list", env=env).stdout.splitlines()]
    assert listed == list(RULES)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("date", "no-such-rule", "--from", "2026-11-02"), "There is no date rule called 'no-such-rule'."),
        (("date", "suitable-education-notice"), "say the day it runs from: --from 2026-11-02"),
        (("date", "removal-from-roll", "--from", "2026-11-09"), "Say at which school."),
        (("date", "suitable-education-notice", "--from", "1802-11-02"), "from 1990 to 2090"),
        (("date", "removal-from-roll", "--from", "2026-11-09", "--school", "800/4001"), "nothing runs on"),
        (("verify",), "nothing runs on"),
        (("migrate",), "nothing runs on"),
        (("worker",), "nothing runs on"),
        (("import", "schools", __file__), "nothing runs on"),
    ],
)
def test_what_cannot_be_done_is_one_line(env: dict[str, str], words: tuple[str, ...], says: str) -> None:
    done = rollcall(*words, env=env)
    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("rollcall: ")
    assert says in line


def test_a_day_that_is_none_is_refused_with_its_name(env: dict[str, str]) -> None:
    done = rollcall("date", "suitable-education-notice", "--from", "2026-02-30", env=env)
    assert done.returncode == 2
    assert "--from" in done.stderr
    assert "Traceback" not in done.stderr
