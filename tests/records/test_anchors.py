"""A chain rewritten from end to end, every seal to match, shows against the anchors; so does an exchanged anchor."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from domain.entry import GENESIS
from records import verify_chain_alone
from records.anchors import Signer, at_odds, make
from records.chain import sealed
from records.database import transaction
from records.journal import entries_of
from tests.records.tampering import NOW, OTHER, REF, act, look, tamper

SIGNER = Signer(bytes(range(32)))
TODAY = NOW.date()


def anchored(engine: Engine, folder: Path, days: int = 0, signer: Signer = SIGNER) -> tuple[int, str]:
    with engine.connect() as connection:
        later = timedelta(days=days)
        return make(connection, folder, signer, TODAY + later, NOW + later)


def found(engine: Engine, folder: Path) -> list[tuple[str, str]]:
    with engine.connect() as connection:
        return list(at_odds(connection, folder, SIGNER.public))


def stored(engine: Engine, ref: str = REF) -> list[dict[str, Any]]:
    with transaction(engine) as session:
        return [entry.model_dump(mode="json") for entry in entries_of(session, ref)]


def rewrite(engine: Engine, entries: list[dict[str, Any]]) -> None:
    """The whole chain anew, as somebody would who has the database and knows how seals are made."""
    prev, statements, values = GENESIS, list[str](), dict[str, object]()
    for entry in entries:
        entry["prev"] = prev
        entry["hash"] = prev = sealed(entry)
        number = entry["seq"]
        values |= {f"e{number}": json.dumps(entry), f"h{number}": prev}
        statements.append(
            f"update journal set entry = cast(:e{number} as jsonb), hash = :h{number} "
            f"where case_ref = '{REF}' and seq = {number}"
        )
    values["head"] = prev
    statements.append(f"update case_file set head = :head where ref = '{REF}'")
    tamper(engine, *statements, **values)


def test_a_chain_rewritten_from_end_to_end_is_found_by_the_anchors_alone(engine: Engine, tmp_path: Path) -> None:
    assert anchored(engine, tmp_path)[0] == 2
    assert found(engine, tmp_path) == []
    entries = stored(engine)
    entries[1]["data"]["note"] = "Rang nobody."
    rewrite(engine, entries)
    assert [each for each in look(engine).lines() if "changed" in each or "missing" in each] == []
    says = "entry 4, anchored on 2026-11-09, is another one now: the chain was rewritten"
    assert found(engine, tmp_path) == [(REF, says)]


def test_a_whole_case_taken_away_is_found(engine: Engine, tmp_path: Path) -> None:
    anchored(engine, tmp_path)
    tamper(engine, f"delete from journal where case_ref = '{OTHER}'")
    assert found(engine, tmp_path) == [(OTHER, "entry 4, anchored on 2026-11-09, is not there any more")]


def test_a_chain_that_only_grew_agrees_with_every_anchor(engine: Engine, tmp_path: Path) -> None:
    from records.recorder import record

    anchored(engine, tmp_path)
    with transaction(engine) as session:
        record(session, act("later", "add-note", note="Rang on."), REF, REF, NOW + timedelta(hours=1))
    anchored(engine, tmp_path, days=1)
    assert found(engine, tmp_path) == []


def test_an_anchor_that_was_exchanged_forged_or_taken_away_is_found(engine: Engine, tmp_path: Path) -> None:
    for day in range(4):
        anchored(engine, tmp_path, days=day)
    first, second, third, _ = sorted(tmp_path.glob("anchor-*.json"))
    whole = json.loads(third.read_text())
    whole["anchor"]["heads"][REF][1] = "f" * 64
    third.write_text(json.dumps(whole))
    said = found(engine, tmp_path)
    assert ("", "the anchor of 2026-11-11 does not bear our signature") in said
    second.unlink()
    anchored(engine, tmp_path, days=1, signer=Signer(bytes(32)))
    assert ("", "the anchor of 2026-11-10 does not bear our signature") in found(engine, tmp_path)
    first.write_text("not json")
    assert ("", "the anchor of 2026-11-09 cannot be read") in found(engine, tmp_path)


def test_an_anchor_taken_away_breaks_the_row_of_them(engine: Engine, tmp_path: Path) -> None:
    for day in range(3):
        anchored(engine, tmp_path, days=day)
    sorted(tmp_path.glob("anchor-*.json"))[1].unlink()
    says = "the anchor of 2026-11-11 does not follow the one that now stands before it (2026-11-09)"
    assert found(engine, tmp_path) == [("", says)]


def test_the_anchor_of_a_day_is_made_once(engine: Engine, tmp_path: Path) -> None:
    first = anchored(engine, tmp_path)
    with transaction(engine) as session:
        from records.recorder import record

        record(session, act("later", "add-note", note="Rang on."), REF, REF, NOW + timedelta(hours=1))
    assert anchored(engine, tmp_path) == first
    assert [file.name for file in tmp_path.iterdir()] == ["anchor-2026-11-09.json"]


def _changed(entries: list[dict[str, Any]]) -> None:
    entries[1]["data"]["note"] = "Rang nobody."


def _removed(entries: list[dict[str, Any]]) -> None:
    del entries[1]


def _inserted(entries: list[dict[str, Any]]) -> None:
    entries.insert(2, {**entries[1]})


def _reordered(entries: list[dict[str, Any]]) -> None:
    entries[1], entries[2] = entries[2], entries[1]


def _rewritten(entries: list[dict[str, Any]]) -> None:
    _changed(entries)
    prev = GENESIS
    for entry in entries:
        entry["prev"] = prev
        entry["hash"] = prev = sealed(entry)


@pytest.mark.parametrize(
    ("tampering", "says"),
    [
        (_changed, "entry 2 was changed after it was recorded"),
        (_removed, "at place 2 stands entry 3: one is missing, was put in or was moved"),
        (_inserted, "at place 3 stands entry 2: one is missing, was put in or was moved"),
        (_reordered, "at place 2 stands entry 3: one is missing, was put in or was moved"),
        (_rewritten, "names another seal for entry 4: the chain was rewritten since"),
    ],
)
def test_the_script_that_stands_alone_finds_it_and_names_it(
    engine: Engine, tmp_path: Path, tampering: Callable[[list[dict[str, Any]]], None], says: str
) -> None:
    anchored(engine, tmp_path)
    (anchor,) = tmp_path.glob("anchor-*.json")
    entries, file = stored(engine), tmp_path / "journal.json"
    command = [sys.executable, "-I", verify_chain_alone.__file__, str(file), str(anchor)]
    file.write_text(json.dumps({"entries": entries}))
    whole = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (whole.returncode, whole.stdout) == (0, f"4 entries: the chain holds. Last seal: {entries[-1]['hash']}\n")
    tampering(entries)
    file.write_text(json.dumps(entries))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert says in done.stdout


def test_the_script_imports_nothing_of_ours() -> None:
    lines = Path(verify_chain_alone.__file__).read_text().splitlines()
    imports = {line.split()[1].split(".")[0] for line in map(str.strip, lines) if line.startswith(("import ", "from "))}
    assert imports == {"__future__", "base64", "hashlib", "json", "sys", "pathlib", "typing", "cryptography"}
