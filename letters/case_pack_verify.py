#!/usr/bin/env python3
"""Checks a Rollcall case pack on any machine with Python 3.8 or newer. It needs nothing else, and no network.

    python3 verify.py            in the folder of the pack

Every file is compared with manifest.json by its SHA-256. The entries of journal.json are a chain: each bears "hash",
the SHA-256 of everything else it says, written as JSON with sorted keys, no spaces, in UTF-8; "prev" is the hash of the
entry before, sixty-four zeros for the first. So an entry that was changed, taken out, put in or moved shows. An entry
that was withheld has only its place in the chain: that it stands there is checked, what it says is not.

It ends with 0 where all holds, with 1 where something does not, and with 2 where a file cannot be read.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

GENESIS = "0" * 64


def canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def seal(entry: Any) -> str:
    return hashlib.sha256(canonical({name: said for name, said in entry.items() if name != "hash"})).hexdigest()


def faults_of_files(folder: Path, files: Any) -> Iterator[str]:
    known = {each["path"] for each in files}
    for each in files:
        path = folder / each["path"]
        if not path.is_file():
            yield each["path"] + " is missing"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != each["sha256"]:
            yield each["path"] + " is not what it was"
    here = {str(path.relative_to(folder)).replace("\\", "/") for path in folder.rglob("*") if path.is_file()}
    for path in sorted(here - known - {"manifest.json", "verify.py"}):
        yield path + " does not belong to the pack"


def faults_of_chain(entries: Any) -> Iterator[str]:
    prev = GENESIS
    for place, entry in enumerate(entries, start=1):
        number = str(entry.get("seq"))
        if entry.get("seq") != place:
            yield "at place " + str(place) + " stands entry " + number
        if entry.get("prev") != prev:
            yield "entry " + number + " was not recorded after the entry that stands before it"
        if "withheld" not in entry and entry.get("hash") != seal(entry):
            yield "entry " + number + " was changed after it was recorded"
        prev = entry.get("hash")


def main(folder: Path) -> int:
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        entries = json.loads((folder / "journal.json").read_text("utf-8"))["entries"]
        faults = list(faults_of_files(folder, manifest["files"])) + list(faults_of_chain(entries))
        if entries and entries[-1].get("hash") != manifest["head"]:
            faults.append("the journal does not end where the manifest says")
    except (OSError, ValueError, KeyError) as fault:
        print("cannot be read: " + type(fault).__name__)
        return 2
    withheld = sum("withheld" in entry for entry in entries)
    for said in faults:
        print(said)
    if faults:
        return 1
    print(str(len(manifest["files"])) + " files and " + str(len(entries)) + " entries hold", end="")
    print("; " + str(withheld) + " withheld, of which only their place is checked" if withheld else "")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent))
