"""The bytes of a transfer file that is made to help a school, in the transaction that records it."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from domain.actions.tracing_file import TransferFileMade
from domain.actions.tracing_step import tracing_of
from domain.case_file import CaseFile
from domain.deadline import LONDON
from domain.facts import Facts
from domain.proceedings import Tracing
from domain.transfer.file import Past, Pupil, School, TransferFile
from domain.transfer.names import file_name
from letters.transfer.writing import written
from records.tables import SchoolRow
from records.transfers import next_serial

MEDIA_TYPE = "application/xml"


def transfer_file(
    session: Session, action: TransferFileMade, facts: Facts, version: str
) -> tuple[bytes, dict[str, Any]]:
    """The file, and its name. The name is of the kind that a protection covers: it says the school's number."""
    tracing = tracing_of(facts)
    file = file_of(facts.case, tracing, action, facts.now, version, _name_of(session, tracing.school))
    name = file_name(file, next_serial(session, tracing.school, action.destination.value))
    return written(file), {"name": name}


def file_of(
    case: CaseFile, tracing: Tracing, action: TransferFileMade, now: datetime, version: str, school_name: str
) -> TransferFile:
    """The least that a lost pupil's file needs: number, names, date of birth, sex, and the school that lost it. No
    address, telephone or adult: who finds the child asks us.
    """
    child = case.child
    school = School(number=tracing.school, name=school_name)
    if child.date_of_birth is None:
        raise LookupError("no date of birth")  # the guard has refused
    pupil = Pupil(
        upn=child.upn,
        surname=child.surname,
        forename=child.given,
        born=child.date_of_birth,
        sex=child.sex,
        schools=(Past(school=school, left=tracing.deleted_on, last=True),),
    )
    at = now.astimezone(LONDON).replace(tzinfo=None, microsecond=0)
    return TransferFile(version=version, at=at, source=school, destination=action.destination, pupils=(pupil,))


def _name_of(session: Session, number: str) -> str:
    row = session.get(SchoolRow, number)
    return row.name[:120] if row else ""
