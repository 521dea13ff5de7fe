"""`rollcall people`: who works here, entered before anybody can sign in: the first people of a new authority."""

from datetime import UTC, datetime, timedelta

from domain.vocabulary import Role
from records import people
from records.database import engine_of, transaction
from records.tables import StaffRow
from rollcall.clear_line import ClearLine
from rollcall.settings import Settings

_WHO = "command line"


def add(settings: Settings, person: str, name: str, roles: list[Role], team: str, job_title: str, subject: str) -> None:
    """Raises ClearLine."""
    issuer = settings.oidc_issuer or ""
    if subject and not issuer:
        raise ClearLine("ROLLCALL_OIDC_ISSUER is missing: whose subject that is cannot be said")
    row = StaffRow(id=person, name=name, job_title=job_title, team=team, roles=[role.value for role in roles])
    try:
        with transaction(engine_of(str(settings.database_url))) as session:
            people.enter(session, row, datetime.now(UTC), who=_WHO, issuer=issuer, subject=subject)
    except people.NotKept as why:
        raise ClearLine(str(why)) from None


def listed(settings: Settings) -> list[str]:
    with transaction(engine_of(str(settings.database_url))) as session:
        found = people.everybody(session, datetime.now(UTC) - timedelta(minutes=settings.session_minutes))
    return [f"{each.id:24} {','.join(each.roles):24} {each.team:16} {each.name}" for each in found if each.active]


def leave(settings: Settings, person: str) -> None:
    """Raises ClearLine."""
    with transaction(engine_of(str(settings.database_url))) as session:
        if not people.has_left(session, person, _WHO, datetime.now(UTC)):
            raise ClearLine("nobody of this id works here")
