"""Daily anchors: the last seal of every chain, signed (Ed25519, RFC 8032) and kept in a file outside the database.

Whoever rewrites a whole chain in the database, with every seal to match, does not have the key and cannot reach the
files: then the anchored seal is not there any more, and `verify` says so. Each anchor names the one before.
"""

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy import Connection, text

from domain.entry import canonical

_NAME = "anchor-{:%Y-%m-%d}.json"


@dataclass(frozen=True)
class Signer:
    """The key of the anchors, from its 32-byte seed."""

    seed: bytes

    @property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @property
    def public(self) -> str:
        """In base64: kept beside the files by whoever checks them."""
        return base64.b64encode(self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()

    def sign(self, what: bytes) -> str:
        return base64.b64encode(self._key.sign(what)).decode()


def heads(connection: Connection) -> dict[str, list[Any]]:
    """Of every case the number and the seal of its last entry, by the journal itself."""
    rows = connection.execute(
        text("select distinct on (case_ref) case_ref, seq, hash from journal order by case_ref, seq desc")
    )
    return {row.case_ref: [row.seq, row.hash] for row in rows}


def ended_runs(connection: Connection) -> str:
    """One hash over the histories that are kept, in the order in which they were."""
    rows = connection.execute(text("select sha256 from ended_run order by kept_at, workflow_id, run_id")).scalars()
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def make(connection: Connection, folder: Path, signer: Signer, day: date, now: datetime) -> tuple[int, str]:
    """Write the anchor of a day; one that is there already stays. Returns how many cases it holds, and its digest."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / _NAME.format(day)
    if not file.exists():
        earlier = sorted(each.name for each in folder.glob("anchor-*.json") if each.name < file.name)
        said = {
            "day": day.isoformat(),
            "made_at": now.isoformat(),
            "before": _digest((folder / earlier[-1]).read_bytes()) if earlier else "",
            "heads": heads(connection),
            "key": signer.public,
        }
        body = canonical(said)
        fresh = file.with_suffix(".new")
        fresh.write_bytes(canonical({"anchor": said, "signature": signer.sign(body)}) + b"\n")
        fresh.replace(file)
    content = file.read_bytes()
    return len(json.loads(content)["anchor"]["heads"]), _digest(content)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def at_odds(connection: Connection, folder: Path, public: str) -> Iterator[tuple[str, str]]:
    """What the anchors say and the journal does not: a case's reference ("" for an anchor itself) and why. Of an erased
    case the skeleton still bears its seals.
    """
    before, last = "", ""
    for file in sorted(folder.glob("anchor-*.json")):
        content = file.read_bytes()
        said, wrong = _read(content, public)
        day = file.stem.removeprefix("anchor-")
        if wrong or said.get("day") != day:
            yield "", f"the anchor of {day} {wrong or 'is of another day'}"
            continue
        if said["before"] != before:
            yield "", f"the anchor of {day} does not follow the one that now stands before it ({last or 'none'})"
        before, last = _digest(content), day
        yield from _missing(connection, said["heads"], day)


def _read(content: bytes, public: str) -> tuple[Mapping[str, Any], str]:
    """What an anchor says; and what is wrong with it, or nothing."""
    try:
        whole = json.loads(content)
        said, signature = whole["anchor"], base64.b64decode(whole["signature"])
        Ed25519PublicKey.from_public_bytes(base64.b64decode(public)).verify(signature, canonical(said))
    except (ValueError, KeyError, TypeError):
        return {}, "cannot be read"
    except InvalidSignature:
        return {}, "does not bear our signature"
    return said, ""


def _missing(connection: Connection, anchored: Mapping[str, list[Any]], day: str) -> Iterator[tuple[str, str]]:
    asked = {"refs": list(anchored), "seqs": [int(seq) for seq, _ in anchored.values()]}
    rows = connection.execute(
        text(
            """select a.ref, j.hash from unnest(cast(:refs as text[]), cast(:seqs as integer[])) as a (ref, seq)
               left join (select case_ref, seq, hash from journal union all
                          select case_ref, seq, hash from erased_entry) j on j.case_ref = a.ref and j.seq = a.seq
               order by a.ref"""
        ),
        asked,
    )
    for row in rows:
        seq, head = anchored[row.ref]
        if row.hash == head:
            continue
        how = "is not there any more" if row.hash is None else "is another one now: the chain was rewritten"
        yield row.ref, f"entry {seq}, anchored on {day}, {how}"
