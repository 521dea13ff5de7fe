"""What of the referrer could be recognised in a draft. It is looked for, and never shown."""

import json

from api.services import Services
from records.database import transaction
from records.keys import KeyGone
from records.tables import ConfidenceRow


def words_of_the_referrer(services: Services, ref: str) -> list[str]:
    """Name, role, relation, telephone and e-mail of whoever referred, for a warning on drafts (PRACTICE 4.9)."""
    with transaction(services.engine) as session:
        row = session.get(ConfidenceRow, ref)
        sealed = row.sealed if row else None
    if sealed is None:
        return []
    try:
        referrer = json.loads(services.keys.open(ref, sealed))["referrer"]
    except KeyGone:
        return []
    return [str(referrer[part]) for part in ("name", "relation", "telephone", "email") if referrer.get(part)]
