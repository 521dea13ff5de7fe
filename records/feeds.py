"""Calendar feeds: a secret address each, shown once and stored as a hash; and what a feed may say (PRACTICE 8.14)."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import text
from sqlmodel import Session, select

from domain.facts import Staff
from domain.matching.likeness import Guarded
from domain.vocabulary import Role
from records.case_access import NOT_BARRED
from records.desk_tables import FeedRow
from records.roster import staff_member

_AHEAD, _BEHIND, _MOST = timedelta(days=366), timedelta(days=62), 500
WORKERS = frozenset({Role.OFFICER, Role.SUPERVISOR})


@dataclass(frozen=True)
class FeedLine:
    """`item` tells one thing on a case from another, and is never shown."""

    case_ref: str
    item: str
    action: str
    task: bool
    due_on: date


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _standing(session: Session, owner: str, *, whole_team: bool) -> FeedRow | None:
    asked = select(FeedRow).where(FeedRow.owner == owner, FeedRow.whole_team == whole_team)
    return session.exec(asked.where(FeedRow.revoked_at == None)).first()  # noqa: E711 - SQL's


def feeds_of(session: Session, owner: str) -> dict[bool, datetime]:
    """When the feed of one's own work (False) and of the team's (True) was made, where there is one."""
    rows = {each: _standing(session, owner, whole_team=each) for each in (False, True)}
    return {each: row.made_at for each, row in rows.items() if row is not None}


def make_feed(session: Session, owner: str, now: datetime, *, whole_team: bool) -> str:
    """The secret of a new feed, which nobody can be shown again. The one before it is revoked."""
    revoke_feed(session, owner, now, whole_team=whole_team)
    secret = secrets.token_urlsafe(32)
    session.add(FeedRow(token_hash=_hash(secret), owner=owner, whole_team=whole_team, made_at=now))
    session.flush()
    return secret


def revoke_feed(session: Session, owner: str, now: datetime, *, whole_team: bool) -> None:
    if (row := _standing(session, owner, whole_team=whole_team)) is not None:
        row.revoked_at = now
        session.flush()


def feed_of(session: Session, secret: str) -> tuple[Staff, bool] | None:
    """Whose it is, and whether of their team. None for one that is revoked or unknown, or whose owner has left or does
    no casework any more.
    """
    row = session.exec(select(FeedRow).where(FeedRow.token_hash == _hash(secret))).first()
    if row is None or row.revoked_at is not None:
        return None
    staff = staff_member(session, row.owner)
    if staff is None or not staff.has(*WORKERS):
        return None
    return staff, row.whole_team


# A case with two identities to keep apart stands in no team's feed, whoever reads it (PRACTICE 8.9).
_LINES = """select w.case_ref, w.id as item, w.action, w.task, w.due_on from work_item w
join case_file c on c.ref = w.case_ref
where w.audience = 'owner' and w.due_on between :first and :last and {whose} and {not_barred}
order by w.due_on, w.case_ref, w.id limit :most"""
_OWN = "c.owner = :staff"
_TEAMS = """(c.team = :team or :team = '')
    and not exists (select from likeness l where l.ref = c.ref and l.guarded >= :restricted)"""


def feed_lines(session: Session, staff: Staff, today: date, *, whole_team: bool) -> list[FeedLine]:
    asked = {
        "first": today - _BEHIND,
        "last": today + _AHEAD,
        "most": _MOST,
        "staff": staff.id,
        "me": staff.id,
        "team": staff.team,
    }
    asked |= {"restricted": int(Guarded.IDENTITY)} if whole_team else {}
    rows = session.execute(
        text(_LINES.format(whose=_TEAMS if whole_team else _OWN, not_barred=NOT_BARRED.format(ref="c.ref"))), asked
    )
    return [FeedLine(**row._mapping) for row in rows]
