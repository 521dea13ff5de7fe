"""Two identities of one child, tied together only here (PRACTICE 3.4). Each pair is sealed with the key of the service,
so that neither a search nor a look at the table tells one from the other; every look and every tie is written down.
"""

import json
from datetime import datetime

from sqlmodel import Session, col, select

from records.keys import SERVICE, CaseKeys
from records.tables_of_identities import IdentityLookRow, LinkedIdentityRow


def tie(session: Session, keys: CaseKeys, one: str, other: str) -> None:
    """Once: a pair that is tied already stays as it is."""
    if frozenset({one, other}) not in linked(session, keys):
        sealed = keys.seal_in(session, SERVICE, json.dumps(sorted({one, other})).encode())
        session.add(LinkedIdentityRow(sealed=sealed))


def linked(session: Session, keys: CaseKeys) -> list[frozenset[str]]:
    """Every pair. For a search that must not show one with the other, and for whoever may open the record."""
    rows = session.exec(select(LinkedIdentityRow).order_by(col(LinkedIdentityRow.id)))
    return [frozenset(json.loads(keys.open(SERVICE, row.sealed))) for row in rows]


def tied_to(session: Session, keys: CaseKeys, ref: str) -> list[str]:
    return sorted(other for pair in linked(session, keys) if ref in pair for other in pair - {ref})


def looked(session: Session, now: datetime, staff_id: str, ref: str, what: str, reason: str) -> None:
    """Who opened the record or tied two cases, from which case, and why."""
    session.add(IdentityLookRow(at=now, staff_id=staff_id, case_ref=ref, what=what, reason=reason))
