"""Open cases whose process has never been started: a referral is a fact before Temporal knows of it."""

from sqlalchemy import text
from sqlmodel import Session

from domain.case_file import CaseFile

_NEVER_STARTED = text(
    """select state from case_file c
       where not exists (select from standing s where s.process = c.ref) order by ref limit :most"""
)


def never_started(session: Session, most: int = 100) -> list[CaseFile]:
    return [CaseFile.model_validate(row.state) for row in session.execute(_NEVER_STARTED, {"most": most})]
