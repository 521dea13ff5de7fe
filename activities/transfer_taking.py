"""Taking in one transfer file: read, matched, and kept together with whom its pupils may be; or refused.

Of a pupil who is nobody's here nothing is kept, not even in case one is opened later: it would be a register of other
people's children. A case that is opened afterwards finds the pupil where the file still is: in the lost pupils' area,
which is searched from the day a tracing begins, or by taking the same file in again.
"""

from datetime import datetime

from sqlalchemy import Engine

from letters.transfer.reading import CannotRead, read
from records import transfers
from records.database import transaction
from records.transfer_tables import TransferFileRow


def take(engine: Engine, content: bytes, newest: str, by: str, now: datetime) -> tuple[TransferFileRow, bool]:
    """The file, and whether it is new: the same bytes again are the same file, compared with the cases that are open
    now. One that cannot be read says why.
    """
    sha256 = transfers.sha256_of(content)
    with transaction(engine) as session:
        known = transfers.known_file(session, sha256)
    if known is not None and known.refused:
        return known, False
    try:
        came = read(content, newest)
    except CannotRead as refused:
        with transaction(engine) as session:
            return transfers.keep_refused(session, sha256, refused.code, refused.reason, by, now), True
    if known is not None:
        with transaction(engine) as session:
            return transfers.compare_again(session, sha256, came), False
    with transaction(engine) as session:
        return transfers.keep(session, sha256, came, by, now), True
