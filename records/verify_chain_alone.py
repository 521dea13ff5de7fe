#!/usr/bin/env python3
"""Checks the chain of a Rollcall case on any machine with Python 3.8 or newer. It needs nothing else, and no network.

    python3 verify_chain_alone.py journal.json
    python3 verify_chain_alone.py journal.json anchor-2026-11-24.json ...

journal.json holds the entries of one case: a list, or an object with "entries". Each entry bears "hash", the SHA-256 of
everything else it says, written as JSON with sorted keys, no spaces, in UTF-8; "prev" is the hash of the entry before,
sixty-four zeros for the first. So an entry that was changed, taken out, put in or moved shows. A chain that was written
anew from end to end shows against the anchors: signed files, one a day, kept apart from the database. The signature is
checked where the package "cryptography" is installed.

It ends with 0 where all holds, with 1 where something does not, and with 2 where a file cannot be read.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

GENESIS = "0" * 64


def canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def seal(entry: Any) -> str:
    return hashlib.sha256(canonical({name: said for name, said in entry.items() if name != "hash"})).hexdigest()


def faults_of(entries: Any) -> list[str]:
    """What does not hold, in words."""
    faults: list[str] = []
    prev = GENESIS
    cases = sorted({str(entry.get("case")) for entry in entries})
    if len(cases) > 1:
        faults.append("entries of several cases: " + ", ".join(cases))
    for position, entry in enumerate(entries, start=1):
        number = entry.get("seq")
        if number != position:
            faults.append(f"at place {position} stands entry {number}: one is missing, was put in or was moved")
        if entry.get("hash") != seal(entry):
            faults.append(f"entry {number} was changed after it was recorded")
        if entry.get("prev") != prev:
            faults.append(f"entry {number} was not recorded after the entry that stands before it")
        prev = entry.get("hash")
    return faults


def faults_against(entries: Any, anchor: Any, name: str) -> list[str]:
    """What an anchor says of this case and the entries do not."""
    said = anchor["anchor"]
    signed = signature_holds(anchor)
    if signed is False:
        return [f"{name} does not bear the signature of the key that it names"]
    case = str(entries[0].get("case")) if entries else ""
    if case not in said["heads"]:
        return []
    seq, head = said["heads"][case]
    found = [entry for entry in entries if entry.get("seq") == seq]
    if not found:
        return [f"{name} names entry {seq}, which is not here"]
    if found[0].get("hash") != head:
        return [f"{name} names another seal for entry {seq}: the chain was rewritten since"]
    return []


def signature_holds(anchor: Any) -> bool | None:
    """True, False, or None where it cannot be checked here."""
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        return None
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(anchor["anchor"]["key"]))
    try:
        key.verify(base64.b64decode(anchor["signature"]), canonical(anchor["anchor"]))
    except InvalidSignature:
        return False
    return True


def read(name: str) -> Any:
    return json.loads(Path(name).read_text(encoding="utf-8"))


def main(names: list[str]) -> int:
    if not names:
        print(__doc__)
        return 2
    try:
        said = read(names[0])
        entries = said["entries"] if isinstance(said, dict) else said
        faults = faults_of(entries)
        for name in names[1:]:
            faults += faults_against(entries, read(name), name)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        print(f"cannot be read: {type(problem).__name__}")
        return 2
    for fault in faults:
        print(fault)
    last = entries[-1].get("hash") if entries else GENESIS
    verdict = "IT DOES NOT HOLD" if faults else "the chain holds"
    print(f"{len(entries)} entries: {verdict}. Last seal: {last}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
