"""Bundles as they are arranged, built and kept. Files are sealed with the key of their case."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from domain.bundles.case_bundle import FileOf
from domain.bundles.gathering import Arrangement
from domain.bundles.plan import Plan
from records.bundle_tables import BundleArrangementRow, BundleBuildRow, BundleFileRow
from records.keys import CaseKeys
from records.tables import DocumentRow

WAITING, BUILDING, BUILT, STOPPED, FAILED, CANCELLED = (
    *("waiting", "building", "built"),
    *("stopped", "failed", "cancelled"),
)
RUNNING = (WAITING, BUILDING)


class Changed(Exception):
    """Somebody else has arranged it in the meantime."""


class BuildingNow(Exception):
    """A building of this bundle is under way."""


def arrangement_of(session: Session, ref: str, bundle: str) -> tuple[Arrangement, int]:
    """As it stands, with the count of its changes."""
    row = session.get(BundleArrangementRow, (ref, bundle))
    return (Arrangement.model_validate(row.arrangement), row.turn) if row else (Arrangement(), 0)


def arrange(session: Session, ref: str, bundle: str, arrangement: Arrangement, turn: int) -> None:
    """Keep it in place of the one of that count. Raises Changed."""
    body = arrangement.model_dump(mode="json")
    made = insert(BundleArrangementRow).values(case_ref=ref, bundle=bundle, turn=turn + 1, arrangement=body)
    kept = session.execute(
        made.on_conflict_do_update(
            index_elements=["case_ref", "bundle"],
            set_={"turn": turn + 1, "arrangement": body},
            where=col(BundleArrangementRow.turn) == turn,
        ).returning(col(BundleArrangementRow.turn))
    )
    if kept.first() is None:
        raise Changed


def next_version(session: Session, ref: str, bundle: str, who: str, now: datetime, *, supplement: bool) -> int:
    """Ask for a building; its number. Raises BuildingNow where one is under way."""
    session.execute(text("select pg_advisory_xact_lock(hashtext(:it))"), {"it": f"bundle {ref} {bundle}"})
    rows = builds_of(session, ref, bundle)
    if any(row.state in RUNNING for row in rows):
        raise BuildingNow
    number = max((row.version for row in rows), default=0) + 1
    session.add(
        BundleBuildRow(
            case_ref=ref,
            bundle=bundle,
            version=number,
            state=WAITING,
            asked_by=who,
            asked_at=now,
            supplement=supplement,
        )
    )
    session.flush()
    return number


def builds_of(session: Session, ref: str, bundle: str) -> Sequence[BundleBuildRow]:
    """Oldest first."""
    found = select(BundleBuildRow).where(BundleBuildRow.case_ref == ref, BundleBuildRow.bundle == bundle)
    return session.exec(found.order_by(col(BundleBuildRow.version))).all()


def build_of(session: Session, ref: str, bundle: str, version: int) -> BundleBuildRow | None:
    return session.get(BundleBuildRow, (ref, bundle, version))


def progress(session: Session, ref: str, bundle: str, version: int, done: int, of: int) -> None:
    """How far it is. One that has ended says no more."""
    row = session.get(BundleBuildRow, (ref, bundle, version))
    if row is not None and row.ended_at is None:
        row.state, row.done, row.of = BUILDING, done, of


def ended(session: Session, ref: str, bundle: str, version: int, state: str, now: datetime, **found: Any) -> None:
    """How it ended. Once: what ended before stays as it was."""
    row = session.get(BundleBuildRow, (ref, bundle, version), with_for_update=True)
    if row is None or row.ended_at is not None:
        return
    row.state, row.ended_at = state, now
    for name, value in found.items():
        setattr(row, name, value)
    session.flush()


def keep_file(
    session: Session, keys: CaseKeys, ref: str, which: tuple[str, int, int], name: str, content: bytes, pages: int
) -> FileOf:
    """A finished file (bundle, version, volume), sealed; what the journal says of it."""
    bundle, version, volume = which
    known = FileOf(name=name, sha256=hashlib.sha256(content).hexdigest(), size=len(content), pages=pages)
    session.add(
        BundleFileRow(
            case_ref=ref,
            bundle=bundle,
            version=version,
            volume=volume,
            sealed=keys.seal(ref, content),
            **known.model_dump(),
        )
    )
    return known


def file_of(session: Session, keys: CaseKeys, which: tuple[str, str, int, int]) -> tuple[bytes, str] | None:
    """A finished file (case, bundle, version, volume) and its name. Raises KeyGone; ValueError where its bytes are not
    what they were.
    """
    row = session.get(BundleFileRow, which)
    if row is None:
        return None
    content = keys.open(row.case_ref, row.sealed)
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise ValueError("the kept bytes are not what was built")
    return content, row.name


def sizes_of(session: Session, hashes: Iterable[str]) -> Mapping[str, int]:
    """The bytes that stored documents have, by hash."""
    wanted = sorted(set(hashes))
    rows = session.exec(select(DocumentRow.sha256, DocumentRow.size).where(col(DocumentRow.sha256).in_(wanted)))
    return dict(rows.all())


def open_bundles(session: Session) -> Sequence[tuple[str, Mapping[str, Any]]]:
    """Every case that has a bundle, with its bundles as the fold tells them: newest first."""
    found = text(
        """select ref, jsonb_array_elements(state -> 'bundles') as bundle from case_file
           where jsonb_array_length(coalesce(state -> 'bundles', '[]')) > 0 order by ref desc limit 500"""
    )
    return [(row.ref, row.bundle) for row in session.execute(found)]


def plan_of(session: Session, ref: str, bundle: str, version: int) -> Plan:
    """Where everything stands in a finished version. Raises LookupError where there is none."""
    row = build_of(session, ref, bundle, version)
    if row is None or row.plan is None:
        raise LookupError("no plan")
    return Plan.model_validate(row.plan)
