"""`rollcall up` as a person meets it: real processes, really killed."""

import os
import signal
import socket
import subprocess
from pathlib import Path

import psycopg
import pytest

from rollcall.embedded_temporal import EmbeddedTemporal
from tests.rollcall.running import HEAL_WITHIN, Up, environment, eventually, free_port, rollcall, up

pytestmark = pytest.mark.processes


def write_a_row(running: Up) -> None:
    with psycopg.connect(running.database_url, autocommit=True) as connection:
        connection.execute("create table if not exists kept_for_the_test (words text)")
        connection.execute("insert into kept_for_the_test values ('kept')")


def rows(running: Up) -> int:
    with psycopg.connect(running.database_url) as connection:
        found = connection.execute("select count(*) from kept_for_the_test").fetchone()
    assert found is not None
    return int(found[0])


def database_answers(running: Up) -> bool:
    try:
        return rows(running) >= 0
    except psycopg.OperationalError:
        return False


def temporal_answers(running: Up) -> bool:
    host, port = str(running.running.temporal_address).split(":")
    assert host == "127.0.0.1"
    return EmbeddedTemporal(running.folder.temporal, log=running.folder.log("temporal"), port=int(port)).answers()


def test_a_killed_child_is_started_again_and_term_stops_all(folder: Path) -> None:
    data = folder / "a folder with a space" / ".rollcall"
    with up(data) as running:
        assert running.page_answers()
        write_a_row(running)
        answers = {
            "worker": lambda: True,
            "api": running.page_answers,
            "Temporal": lambda: temporal_answers(running),
            "PostgreSQL": lambda: database_answers(running),
        }
        for name, again in answers.items():
            before = running.child(name)
            os.kill(before.pid, signal.SIGKILL)
            running.wait_for(f"{name} was killed by signal 9; starting it again")
            eventually(lambda name=name, before=before: running.child(name) != before, HEAL_WITHIN, f"{name} again")
            eventually(again, HEAL_WITHIN, f"{name} answers again")
        eventually(running.page_answers, HEAL_WITHIN, "the page answers at the end")
        assert rows(running) == 1

        second = rollcall("up", env=environment(data, free_port()))
        assert second.returncode == 1
        assert second.stdout == ""
        where = f"http://127.0.0.1:{running.port} (process {running.process.pid})"
        assert second.stderr.splitlines() == [f"rollcall: Rollcall already runs on {data} at {where}"]
        assert running.page_answers()

        sockets = running.running.sockets
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(30) == 0
        assert running.leftovers() == []
        assert sockets is not None
        assert not sockets.exists()
        assert running.folder.read() is None


def test_a_killed_supervisor_leaves_nothing_and_the_next_finds_everything(folder: Path) -> None:
    data = folder / ".rollcall"
    with up(data) as running:
        write_a_row(running)
        address, key = running.running.temporal_address, (data / "master.key").read_bytes()
        assert running.leftovers() != []
        running.process.kill()
        running.process.wait()
        eventually(lambda: running.leftovers() == [], 10, "every child ended with its supervisor")
    # By the next start the numbers it wrote down may belong to somebody else.
    with subprocess.Popen(["sleep", "120"]) as bystander:
        (data / "postgres" / "postmaster.pid").write_text(f"{bystander.pid}\n{data}/postgres\n0\n5432\n\n\n")
        written = running.folder.read()
        assert written is not None
        written.children["worker"].pid = bystander.pid
        running.folder.write(written)
        with up(data, running.port) as again:
            assert rows(again) == 1
            assert again.running.temporal_address == address
            assert (data / "master.key").read_bytes() == key
            again.process.send_signal(signal.SIGINT)
            assert again.process.wait(30) == 0
            assert again.leftovers() == []
        assert bystander.poll() is None
        bystander.kill()


def test_a_supervisor_killed_while_starting_leaves_nothing_to_trip_over(folder: Path) -> None:
    data = folder / ".rollcall"
    half = Up(data)
    half.wait_for("starting PostgreSQL")  # it is making the cluster's files now
    half.process.kill()
    half.process.wait()
    eventually(lambda: half.leftovers() == [], 10, "what made the files ended too")
    assert not (data / "postgres" / "postmaster.pid").exists()
    with up(data, DEMO_USERS="true") as running:
        assert running.page_answers()
        assert running.folder.has_demo  # it was loaded before "ready" was said
        assert not any("could not be loaded" in line for line in running.lines)


def test_a_taken_port_is_one_clear_line_and_starts_nothing(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = rollcall("up", env=environment(folder / ".rollcall", port))
    assert refused.returncode == 1
    (line,) = refused.stderr.splitlines()
    assert line == (
        f"rollcall: ROLLCALL_PORT {port} on 127.0.0.1: address already in use; stop what uses it or set another"
    )
    assert not (folder / ".rollcall" / "postgres").exists()


@pytest.mark.parametrize("command", ["up", "api", "worker", "migrate", "verify"])
def test_production_refuses_embedded_services_before_it_starts_anything(folder: Path, command: str) -> None:
    env = environment(folder / ".rollcall", free_port(), ENV="production")
    refused = rollcall(command, env=env)
    assert refused.returncode == 1
    (line,) = refused.stderr.splitlines()
    assert line.startswith("rollcall: ROLLCALL_DATABASE_URL is missing: the embedded PostgreSQL is refused")
    assert not (folder / ".rollcall").exists()


def test_a_data_folder_that_cannot_be_made_is_one_clear_line(folder: Path) -> None:
    (folder / "file").write_text("")
    refused = rollcall("up", env=environment(folder / "file" / ".rollcall", free_port()))
    assert refused.returncode == 1
    (line,) = refused.stderr.splitlines()
    assert "ROLLCALL_DATA_DIR" in line


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's folders are closed to the account PostgreSQL runs as")
def test_root_may_keep_the_data_in_a_folder_closed_to_others(folder: Path) -> None:
    folder.chmod(0o700)
    with up(folder / ".rollcall") as running:
        assert running.page_answers()
        write_a_row(running)
        assert rows(running) == 1
        running.process.kill()
        running.process.wait()
        eventually(lambda: running.leftovers() == [], 10, "every child ended with its supervisor")
    assert (folder.stat().st_mode & 0o777, folder.stat().st_uid) == (0o700, 0)
