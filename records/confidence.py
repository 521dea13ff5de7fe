"""Who told us of a child: sealed with the key of the case, apart from its journal."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import Engine
from sqlmodel import col, select

from records.database import transaction
from records.keys import CaseKeys, KeyGone
from records.tables import ConfidenceRow


class Confidence:
    """Opens it in memory. Whoever shows it to a person has written down why first."""

    def __init__(self, engine: Engine, keys: CaseKeys) -> None:
        self._engine, self._keys = engine, keys

    def opened(self, ref: str) -> dict[str, Any]:
        """The referrer and, where it was given in confidence, the account; empty where the case's key is destroyed."""
        with transaction(self._engine) as session:
            row = session.get(ConfidenceRow, ref)
            sealed = row.sealed if row else None
        return self._open(ref, sealed) if sealed is not None else {}

    def who_told(self, refs: Collection[str]) -> list[dict[str, Any]]:
        """Who told us of each of these cases, where somebody said who they were."""
        with transaction(self._engine) as session:
            rows = session.exec(select(ConfidenceRow).where(col(ConfidenceRow.case_ref).in_(refs))).all()
            sealed = [(row.case_ref, row.sealed) for row in rows]
        kept = [self._open(ref, each).get("referrer") for ref, each in sealed]
        return [dict(who) for who in kept if who]

    def _open(self, ref: str, sealed: bytes) -> dict[str, Any]:
        try:
            return dict(json.loads(self._keys.open(ref, sealed)))
        except KeyGone:
            return {}
