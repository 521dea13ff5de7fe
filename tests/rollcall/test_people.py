"""The first people of a new authority, entered from the command line."""

from pathlib import Path

import pytest
from sqlalchemy import text

from records.database import engine_of, transaction
from records.sign_in_tables import SubjectRow
from records.tables import StaffRow
from tests.rollcall.running import environment, free_port, rollcall


@pytest.fixture
def env(folder: Path, database: str) -> dict[str, str]:
    given = {"ROLLCALL_DATABASE_URL": database, "ROLLCALL_TEMPORAL_ADDRESS": "127.0.0.1:1"}
    provider = {
        "ROLLCALL_PUBLIC_URL": "https://rollcall.sample.example",
        "ROLLCALL_OIDC_ISSUER": "https://login.sample.example",
        "ROLLCALL_OIDC_CLIENT_ID": "rollcall",
        "ROLLCALL_OIDC_CLIENT_SECRET": "x",
        "ROLLCALL_OIDC_ROLES": "Heads=supervisor",
    }
    return environment(folder / ".rollcall", free_port()) | given | provider


def test_somebody_is_entered_listed_and_leaves(env: dict[str, str], database: str) -> None:
    words = ("people", "add", "cme-7", "--name", "Noor Planted", "--team", "North")
    roles = ("--role", "supervisor", "--role", "officer")
    done = rollcall(*words, *roles, "--subject", "subject-1", env=env)
    assert done.returncode == 0, done.stderr
    engine = engine_of(database, connections=1)
    with transaction(engine) as session:
        row = session.get_one(StaffRow, "cme-7")
        assert (row.name, row.roles, row.team, row.active, row.demo) == (
            "Noor Planted", ["supervisor", "officer"], "North", True, False,
        )  # fmt: skip
        assert session.get_one(SubjectRow, ("https://login.sample.example", "subject-1")).staff_id == "cme-7"
    again = rollcall(*words, *roles, env=env)
    assert (again.returncode, again.stderr) == (1, "rollcall: somebody has this id already\n")
    taken = rollcall("people", "add", "x", "--name", "X Y", "--role", "legal", "--subject", "subject-1", env=env)
    assert taken.stderr == "rollcall: somebody has this subject already\n"
    assert "Noor Planted" in rollcall("people", "list", env=env).stdout
    assert rollcall("people", "leave", "cme-7", env=env).returncode == 0
    assert "Noor Planted" not in rollcall("people", "list", env=env).stdout
    assert rollcall("people", "leave", "cme-7", env=env).returncode == 1
    with transaction(engine) as session:
        did = session.execute(text("select who, did from door_audit order by id")).all()
    engine.dispose()
    assert [tuple(each) for each in did] == [
        ("command line", "entered"),
        ("command line", "sessions-ended"),
        ("command line", "left"),
    ]
