"""`rollcall backup` and `rollcall restore`: one folder with everything but the master key, which belongs elsewhere.

The engine is not copied. A copy of it from another moment than the journal's would know more or less than the journal
does; after a restore each process begins again from the journal, as `rollcall repair` has it, and the histories of runs
that have ended are in the database with everything else.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from sqlalchemy import text

from domain.entry import canonical
from records import anchors
from records.database import migrate, transaction
from records.keys import master_name
from records.proof_tables import BackupRow
from records.verify import verify
from rollcall.anchoring import folder_of
from rollcall.clear_line import ClearLine
from rollcall.settings import Settings
from rollcall.wiring import House

_DUMP, _MANIFEST, _ANCHORS = "database.dump", "manifest.json", "anchors"


class NotBackedUp(ClearLine):
    """It could not be done. The text holds nothing of any case."""


@dataclass(frozen=True)
class Held:
    """What a backup holds: `heads` is one hash over the last seals of all chains."""

    folder: Path
    cases: int
    entries: int
    heads: str


def backup(settings: Settings, into: Path) -> Held:
    """A new folder of `into`, whole or not at all. Raises NotBackedUp."""
    house, now = House(settings), datetime.now(UTC)
    name = f"rollcall-{now:%Y%m%dT%H%M%SZ}"
    fresh = into / f".{name}.unfinished"
    fresh.mkdir(parents=True, mode=0o700)
    try:
        _run("pg_dump", settings, "--format=custom", "--no-owner", f"--file={fresh / _DUMP}")
        if (kept := folder_of(settings)).is_dir():
            shutil.copytree(kept, fresh / _ANCHORS)
        with house.engine.connect() as connection:
            masters = sorted(connection.execute(text("select distinct master from case_key")).scalars())
        manifest = {
            "made_at": now.isoformat(),
            "masters": masters,
            "sha256": hashlib.sha256((fresh / _DUMP).read_bytes()).hexdigest(),
        }
        (fresh / _MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n")
        fresh.rename(into / name)
        made = held(settings, into / name)
        _note(house, BackupRow(made_at=now, cases=made.cases, entries=made.entries, sha256=str(manifest["sha256"])))
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    finally:
        house.engine.dispose()
    return made


def _note(house: House, made: BackupRow) -> None:
    """For the alert that the last one is too old. A database that is still to be migrated is backed up all the same."""
    with transaction(house.engine) as session:
        if session.execute(text("select to_regclass('backup_made') is not null")).scalar_one():
            session.add(made)


def restore(settings: Settings, folder: Path) -> Held:
    """Into a database in which nothing is recorded. Raises NotBackedUp. Afterwards every chain has been checked."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text())
        whole = hashlib.sha256((folder / _DUMP).read_bytes()).hexdigest() == manifest["sha256"]
    except (OSError, ValueError, KeyError):
        raise NotBackedUp(f"{folder} is no backup of Rollcall") from None
    if not whole:
        raise NotBackedUp(f"{folder / _DUMP} is not what was backed up")
    if missing := set(manifest["masters"]) - {master_name(each) for each in settings.master_keys}:
        raise NotBackedUp(f"ROLLCALL_MASTER_KEY is another one: {len(missing)} master keys of the backup are missing")
    house = House(settings)
    try:
        _empty(house)
        _run("pg_restore", settings, "--no-owner", "--exit-on-error", "--single-transaction", str(folder / _DUMP))
        migrate(settings.required_database_url)
        with transaction(house.engine) as session:
            # What processes published is of processes that are no more: each says anew what is open.
            session.execute(text("delete from standing"))
            session.execute(text("delete from session"))
        if (folder / _ANCHORS).is_dir():
            shutil.copytree(folder / _ANCHORS, folder_of(settings), dirs_exist_ok=True)
        wrong = [each for each in verify(house.engine, settle_seconds=0).differences if each.about != "standing"]
    finally:
        house.engine.dispose()
    if wrong:
        raise NotBackedUp(f"restored, and {len(wrong)} differences found: `rollcall verify` names them")
    return held(settings, folder)


def held(settings: Settings, folder: Path) -> Held:
    """What the database holds now."""
    house = House(settings)
    with house.engine.connect() as connection:
        heads = anchors.heads(connection)
        entries = connection.execute(text("select count(*) from journal")).scalar_one()
    house.engine.dispose()
    return Held(folder, len(heads), int(entries), hashlib.sha256(canonical(heads)).hexdigest())


def _empty(house: House) -> None:
    """Only what holds no case is thrown away."""
    with house.engine.begin() as connection:
        there = connection.execute(text("select to_regclass('journal') is not null")).scalar_one()
        if there and connection.execute(text("select exists (select from journal)")).scalar_one():
            raise NotBackedUp("this database holds cases: restore into an empty one")
        connection.execute(text("drop schema public cascade"))
        connection.execute(text("create schema public"))


def _run(program: str, settings: Settings, *words: str) -> None:
    """PostgreSQL's own program on our database. Raises NotBackedUp; what it says may quote a row, and goes nowhere."""
    address = urlsplit(settings.required_database_url)
    asked = {name: values[0] for name, values in parse_qs(address.query).items()}
    given = {
        "PGHOST": asked.get("host") or address.hostname or "",
        "PGPORT": str(address.port or ""),
        "PGUSER": unquote(address.username or ""),
        "PGPASSWORD": unquote(address.password or ""),
        "PGDATABASE": unquote(address.path.lstrip("/")),
    }
    environment = {**os.environ, **{name: value for name, value in given.items() if value}}
    command = [_found(program), *words]
    if program == "pg_restore":
        command.insert(1, f"--dbname={given['PGDATABASE']}")
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotBackedUp(f"{program} failed with {done.returncode}")


def _found(program: str) -> str:
    """That of the embedded PostgreSQL, which is of the right release; else the one on the path."""
    from rollcall.embedded_postgres import PostgresFailed, binaries

    suffix = ".exe" if sys.platform == "win32" else ""
    try:
        embedded = binaries() / f"{program}{suffix}"
    except PostgresFailed:
        embedded = None
    if embedded is not None and embedded.exists():
        return str(embedded)
    if (known := shutil.which(program)) is None:
        raise NotBackedUp(f"{program} is not installed: it comes with the client of PostgreSQL 18")
    return known
