"""Who told us: sealed with the key of the case, apart from its journal. Read on purpose, or looked for in a draft."""

import json
from typing import Any

from pydantic import BaseModel

from api.services import Services
from records.database import transaction
from records.keys import KeyGone
from records.tables import ConfidenceRow


class WhoReferred(BaseModel):
    """`account` is what they told us, where they asked that it be kept in confidence."""

    name: str = ""
    role: str = ""
    telephone: str = ""
    email: str = ""
    relation: str = ""
    account: str = ""


def who_referred(services: Services, ref: str) -> WhoReferred:
    """Whoever calls this has written down why. Empty where nobody said, or the case's key is destroyed."""
    kept = _opened(services, ref)
    return WhoReferred(**kept.get("referrer", {}), account=kept.get("account", ""))


def words_of_the_referrer(services: Services, ref: str) -> list[str]:
    """What could be recognised in a draft: looked for, and never shown (PRACTICE 4.9)."""
    who = who_referred(services, ref)
    return [said for said in (who.name, who.relation, who.telephone, who.email) if said]


def _opened(services: Services, ref: str) -> dict[str, Any]:
    with transaction(services.engine) as session:
        row = session.get(ConfidenceRow, ref)
        sealed = row.sealed if row else None
    if sealed is None:
        return {}
    try:
        return dict(json.loads(services.keys.open(ref, sealed)))
    except KeyGone:
        return {}
