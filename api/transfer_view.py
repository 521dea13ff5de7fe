"""Transfer files that came: taken in by a person or by night, and listed by their header. Of a pupil nothing is shown
here: who may be a child of ours stands on that child's case.
"""

from datetime import datetime

from pydantic import BaseModel

from activities.transfer_taking import take
from api.identity import Signed
from api.services import Services
from records.database import transaction
from records.transfer_tables import TransferFileRow
from records.transfers import came_lately, hiding


class TransferFileView(BaseModel):
    """How many cases were matched is not said: it would tell of cases that the reader may not know of (PRACTICE 8.9).
    `refused` is a code, and `reason` says it in words.
    """

    number: int
    came_at: datetime
    came_by: str
    source: str
    destination: str
    version: str
    pupils: int
    faulty: int
    refused: str
    reason: str


def take_file(services: Services, signed: Signed, content: bytes) -> tuple[TransferFileView, bool]:
    """The file, and whether it is new. It is matched at once; the cases are told a moment later."""
    row, new = take(services.engine, content, services.transfer_version, signed.staff.id, services.now())
    with transaction(services.engine) as session:
        hidden = hiding(session, [row.id or 0])
    return _view(row, hidden=bool(hidden)), new


def files_that_came(services: Services) -> list[TransferFileView]:
    """The newest hundred."""
    with transaction(services.engine) as session:
        rows = came_lately(session)
        hidden = hiding(session, [row.id or 0 for row in rows])
        return [_view(row, hidden=row.id in hidden) for row in rows]


def _view(row: TransferFileRow, *, hidden: bool = False) -> TransferFileView:
    """From which school it came is not said where that may be a protected child's new one (PRACTICE 4.3)."""
    said = row.model_dump(exclude={"id", "sha256", "matched"}) | ({"source": "", "destination": ""} if hidden else {})
    return TransferFileView(number=row.id or 0, **said)
