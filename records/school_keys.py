"""The keys by which schools refer: made and shown once, stored as a hash, revoked for good."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from records.door_audit import how_often, note
from records.door_tables import SchoolKeyRow
from records.tables import SchoolRow

MADE, REVOKED, USED = "made-school-key", "revoked-school-key", "referred-by-school-key"
MOST_AN_HOUR = 60  # referrals by one key
_HOUR = timedelta(hours=1)
_SHAPE = re.compile(r"school_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")


class NoSuchSchool(Exception):
    """No school of the register has this number."""


@dataclass(frozen=True)
class SchoolKey:
    id: str
    school: str
    school_name: str
    made_at: datetime
    made_by: str
    last_used_at: datetime | None
    revoked_at: datetime | None
    revoked_by: str | None


def make_key(session: Session, school: str, who: str, now: datetime) -> tuple[str, str]:
    """The new key's id and the key itself, which nobody can be shown again. Raises NoSuchSchool."""
    if session.get(SchoolRow, school) is None:
        raise NoSuchSchool
    key_id, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    session.add(SchoolKeyRow(id=key_id, school=school, hash=_hash(secret), made_at=now, made_by=who))
    note(session, who, MADE, key_id, now)
    return key_id, f"school_{key_id}_{secret}"


def key_of(session: Session, said: str) -> SchoolKey | None:
    """The key that was sent, if it is one and has not been revoked."""
    match = _SHAPE.fullmatch(said)
    row = session.get(SchoolKeyRow, match[1]) if match else None
    if match is None or row is None or row.revoked_at is not None:
        return None
    return _key(session, row) if hmac.compare_digest(row.hash, _hash(match[2])) else None


def used(session: Session, key: SchoolKey, now: datetime) -> bool:
    """Count one use. False where that is more than a school may send in an hour: then nothing is counted."""
    row = session.exec(select(SchoolKeyRow).where(SchoolKeyRow.id == key.id).with_for_update()).one()
    if how_often(session, key.id, USED, now - _HOUR) >= MOST_AN_HOUR:
        return False
    row.last_used_at = now
    note(session, key.id, USED, key.school, now)  # not the case: a school may have asked for confidence
    return True


def revoke(session: Session, key_id: str, who: str, now: datetime) -> bool:
    """False where there is no such key. Revoking again changes nothing."""
    row = session.exec(select(SchoolKeyRow).where(SchoolKeyRow.id == key_id).with_for_update()).first()
    if row is None:
        return False
    if row.revoked_at is None:
        row.revoked_at, row.revoked_by = now, who
        note(session, who, REVOKED, key_id, now)
    return True


def school_keys(session: Session) -> list[SchoolKey]:
    """Every key, those in use first, the newest first."""
    order = (col(SchoolKeyRow.revoked_at).is_not(None), col(SchoolKeyRow.made_at).desc())
    return [_key(session, row) for row in session.exec(select(SchoolKeyRow).order_by(*order))]


def _key(session: Session, row: SchoolKeyRow) -> SchoolKey:
    known = session.get(SchoolRow, row.school)
    return SchoolKey(
        id=row.id,
        school=row.school,
        school_name=known.name if known else "",
        made_at=row.made_at,
        made_by=row.made_by,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
        revoked_by=row.revoked_by,
    )


def _hash(secret: str) -> str:
    """The secret has 256 random bits: nothing slower is needed to keep it from being guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()
