"""The way of a prosecution on the real server, for tests about one. Days are relative to today."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from domain.proceedings import Prosecution
from records.database import transaction
from records.tables import AuthorisationRow
from tests.domain.prosecuting import CONSIDERED, DEFENCES, GOOD, NEEDS, SIMPLE
from tests.workflows.beside import Beside
from tests.workflows.noticed import Noticed, notice_for_a_week
from tests.workflows.world import Case, World


@dataclass
class Prosecuted(Beside):
    """One prosecution of a case, asked through its own process."""

    case: Case
    name: str
    mother: str

    @property
    def charge(self) -> Prosecution:
        found = self.state
        assert isinstance(found, Prosecution)
        return found

    async def groundwork(self, **offence: Any) -> None:
        await self.do("choose-offence", **(offence or SIMPLE))
        await self.do("record-needs", **NEEDS)
        await self.do("record-supervision-considered", **CONSIDERED)
        if self.charge.charged is None:
            for defence in DEFENCES:
                await self.do("screen-defence", defence=defence, finding="ruled-out", reason="Asked; it does not.")

    async def authorised(self, **offence: Any) -> None:
        await self.groundwork(**offence)
        await self.do("send-prosecution-to-review")
        await self.at("reviewing")
        await self.do("review-prosecution", by="legal", **GOOD)
        await self.at("authorising")
        await self.do("authorise-prosecution", by="supervisor", reasons="Everything else was tried.")
        await self.at("authorised")

    async def written(self, template: str, **data: Any) -> str:
        drafted = await self.case.do("draft-letter", template=template, person=self.mother, **data)
        await self.case.do("approve-letter", letter=f"L{drafted.seq}", by="legal")
        return f"L{drafted.seq}"

    async def papers(self) -> dict[str, str]:
        template = "L16" if self.charge.procedure == "single-justice" else "L17"
        return {"letter": await self.written(template, concerning=self.name), "information": await self.written("L24")}

    async def begun(self, **offence: Any) -> str:
        """Proceedings have begun today, and the charge is ready for the post."""
        await self.authorised(**offence)
        papers = await self.papers()
        await self.do("institute-proceedings", by="legal", **papers)
        await self.at("begun")
        await self.case.do("issue-letter", letter=papers["letter"])
        return papers["letter"]


def lawyers(world: World) -> None:
    """The lawyer and the supervisor may conduct proceedings."""
    with transaction(world.house.engine) as session:
        for person in ("legal", "supervisor"):
            row = AuthorisationRow(
                staff_id=person, power="conduct-proceedings", granted_by="head", valid_from=date(2020, 1, 1)
            )
            session.add(row)


async def unpaid(world: World) -> Noticed:
    """A notice that is over its 28 days, decided "prosecute"."""
    lawyers(world)
    notice = await notice_for_a_week(world)
    await notice.received()
    over = notice.last_day("penalty-payment") + timedelta(days=1)
    await notice.case.forward((over - await notice.case.today()).days)
    await notice.at("deciding")
    await notice.do("decide-unpaid-notice", by="supervisor", choice="prosecute", reason="The evidence is plain.")
    await notice.at("charging")
    return notice


async def on_notice(notice: Noticed) -> Prosecuted:
    await notice.case.do("begin-prosecution-on-notice", notice=notice.name)
    return await waiting(notice.case, notice.mother)


async def waiting(case: Case, mother: str) -> Prosecuted:
    """Its process has begun and stands at the case's own time."""
    name = case.file().proceedings[-1].name
    await case.until(lambda: f"{case.ref}/{name}" in case.rings())
    return Prosecuted(case, name, mother)
