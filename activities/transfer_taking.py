"""Taking in one transfer file: read once, matched, and kept together with whom its pupils may be; or refused."""

from datetime import datetime

from sqlalchemy import Engine

from letters.transfer.reading import CannotRead, read
from records import transfers
from records.database import transaction
from records.transfer_tables import TransferFileRow


def take(engine: Engine, content: bytes, newest: str, by: str, now: datetime) -> tuple[TransferFileRow, bool]:
    """The file, and whether it is new: the same bytes again are the same file. One that cannot be read says why."""
    sha256 = transfers.sha256_of(content)
    with transaction(engine) as session:
        if (known := transfers.known_file(session, sha256)) is not None:
            return known, False
    try:
        came = read(content, newest)
    except CannotRead as refused:
        with transaction(engine) as session:
            return transfers.keep_refused(session, sha256, refused.code, refused.reason, by, now), True
    with transaction(engine) as session:
        return transfers.keep(session, sha256, came, by, now), True
