"""Links by which a school fills in its part of one case: made and shown once, stored as a hash, for four weeks, revoked
for good, and of use for that case and nothing else.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from domain.case_access import restricted
from domain.case_file import CaseFile
from records.door_audit import how_often, note
from records.link_tables import CaseLinkRow

MADE, REVOKED, SENT = "made-case-link", "revoked-case-link", "sent-school-part"
LASTS = timedelta(days=28)  # policy: as long as twenty school days and their enquiries
MOST_AN_HOUR = 20
_HOUR = timedelta(hours=1)
_SHAPE = re.compile(r"([0-9a-f]{12})-([A-Za-z0-9_-]{43})")


@dataclass(frozen=True)
class CaseLink:
    id: str
    case_ref: str
    school: str
    made_at: datetime
    made_by: str
    expires_at: datetime
    opened_at: datetime | None
    sent_at: datetime | None
    revoked_at: datetime | None

    def open_at(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at


def may_be_linked(case: CaseFile) -> bool:
    """A school reaches no case that is closed, protected or restricted: to its link such a case is not there."""
    return case.open and not case.protected and not restricted(case)


def make_link(session: Session, ref: str, school: str, who: str, now: datetime) -> tuple[str, str]:
    """The new link's id, and what stands at the end of its address, which nobody can be shown again. An earlier link of
    the case ends with it.
    """
    revoke_links(session, ref, who, now)
    link_id, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    session.add(
        CaseLinkRow(
            id=link_id,
            case_ref=ref,
            school=school,
            hash=_hash(secret),
            made_at=now,
            made_by=who,
            expires_at=now + LASTS,
        )
    )
    note(session, who, MADE, link_id, now)
    return link_id, f"{link_id}-{secret}"


def link_of(session: Session, said: str, now: datetime) -> CaseLink | None:
    """The link that was followed, if it is one, has not been revoked and has not run out."""
    match = _SHAPE.fullmatch(said)
    row = session.get(CaseLinkRow, match[1]) if match else None
    if match is None or row is None or not hmac.compare_digest(row.hash, _hash(match[2])):
        return None
    link = _link(row)
    return link if link.open_at(now) else None


def opened(session: Session, link: CaseLink, now: datetime) -> None:
    row = session.get_one(CaseLinkRow, link.id)
    row.opened_at = row.opened_at or now


def sent(session: Session, link: CaseLink, now: datetime) -> bool:
    """Count one sending. False where that is more than a school may send in an hour: then nothing is counted."""
    row = session.exec(select(CaseLinkRow).where(CaseLinkRow.id == link.id).with_for_update()).one()
    if how_often(session, link.id, SENT, now - _HOUR) >= MOST_AN_HOUR:
        return False
    row.sent_at = now
    note(session, link.id, SENT, link.id, now)
    return True


def revoke_links(session: Session, ref: str, who: str, now: datetime) -> int:
    """End every link of this case. Returns how many were open."""
    rows = session.exec(select(CaseLinkRow).where(CaseLinkRow.case_ref == ref).with_for_update()).all()
    live = [row for row in rows if row.revoked_at is None]
    for row in live:
        row.revoked_at, row.revoked_by = now, who
        note(session, who, REVOKED, row.id, now)
    return len(live)


def links_of(session: Session, ref: str) -> list[CaseLink]:
    """Every link of this case, the newest first."""
    asked = select(CaseLinkRow).where(CaseLinkRow.case_ref == ref).order_by(col(CaseLinkRow.made_at).desc())
    return [_link(row) for row in session.exec(asked)]


def _link(row: CaseLinkRow) -> CaseLink:
    return CaseLink(**row.model_dump(exclude={"hash", "revoked_by"}))


def _hash(secret: str) -> str:
    """The secret has 256 random bits: nothing slower is needed to keep it from being guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()
