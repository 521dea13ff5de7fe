"""Who did what at the door. By ids, references and key ids; never a name, never an answer."""

from datetime import datetime

from sqlalchemy import text
from sqlmodel import Session

from records.door_tables import DoorAuditRow

_HOW_OFTEN = text("select count(*) from door_audit where who = :who and did = :did and at > :since")


def note(session: Session, who: str, did: str, what: str, now: datetime) -> None:
    session.add(DoorAuditRow(at=now, who=who, did=did, what=what))


def how_often(session: Session, who: str, did: str, since: datetime) -> int:
    return int(session.execute(_HOW_OFTEN, {"who": who, "did": did, "since": since}).scalar_one())
