"""Open cases whose process has never been started: a referral is a fact before Temporal knows of it."""

from sqlalchemy import Engine, text
from sqlmodel import Session

from domain.case_file import CaseFile

_NEVER_STARTED = text(
    """select state from case_file c
       where not exists (select from standing s where s.process = c.ref) order by ref limit :most"""
)


def never_started(session: Session, most: int = 100) -> list[CaseFile]:
    return [CaseFile.model_validate(row.state) for row in session.execute(_NEVER_STARTED, {"most": most})]


_LEFT_BEHIND = text(
    """select state from case_file c where stage <> 'closed'
       and ((owner <> '' and not exists (select from staff s where s.id = c.owner and s.active and {may}))
            or not exists (select from staff s where s.team = c.team and s.active and {may}))
       order by ref""".replace(
        "{may}",
        "not exists (select from barred b where b.case_ref = c.ref and b.staff_id = s.id and b.ended_at is null)",
    )
)


def left_behind(session: Session) -> list[CaseFile]:
    """Open cases whose officer works here no more or is kept out of it, or whose team has nobody else."""
    return [CaseFile.model_validate(row.state) for row in session.execute(_LEFT_BEHIND)]


def processes(engine: Engine) -> list[str]:
    """Every process that has published what is open in it."""
    with engine.connect() as connection:
        return [row.process for row in connection.execute(text("select process from standing order by process"))]
