"""A proceeding beside its case, asked through its own process, for the tests of each kind."""

from datetime import date
from typing import Any

import pytest

from domain.act import Receipt
from domain.proceedings import AnyProceeding
from tests.workflows.world import Case
from workflows.asking import Refusal, ask


class Beside:
    """A kind of its own says in which fields the case and the proceeding's name stand."""

    case: Case
    name: str

    async def do(self, action: str, *, by: str = "officer", **data: Any) -> Receipt:
        try:
            act = self.case.act(action, by=by, **data)
            return await ask(self.case.world.client, f"{self.case.ref}/{self.name}", act)
        except Refusal as refusal:
            refusal.add_note(", ".join(str(verdict["code"]) for verdict in refusal.verdicts) or str(refusal.open))
            raise

    async def refused(self, action: str, **more: Any) -> list[str]:
        with pytest.raises(Refusal) as refusal:
            await self.do(action, **more)
        return [str(verdict["code"]) for verdict in refusal.value.verdicts] or [refusal.value.code]

    @property
    def state(self) -> AnyProceeding:
        found = self.case.file().proceeding(self.name)
        assert found is not None
        return found

    async def at(self, stage: str) -> None:
        """Until it has gone on to that stage."""
        await self.case.until(lambda: self.state.stage == stage)

    async def over(self, outcome: str) -> None:
        await self.case.until(lambda: self.state.outcome == outcome)

    def last_day(self, rule: str) -> date:
        return self.case.last_day(f"{self.name}:{rule}")

    def running(self, rule: str) -> bool:
        clock = self.case.file().clock(f"{self.name}:{rule}")
        return clock is not None and clock.running

    async def to(self, day: date) -> None:
        """Move the case on to that day."""
        await self.case.forward((day - await self.case.today()).days)
