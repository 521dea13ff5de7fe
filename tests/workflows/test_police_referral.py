"""A child reported missing to the police, on the real server: told, asked for, found, spoken to. Days are relative to
today.
"""

import json
from dataclasses import dataclass
from datetime import timedelta

from domain.proceedings import PoliceReferral
from records.database import transaction
from records.tables import DocumentRow
from tests.letters.pdf import words
from tests.workflows.beside import Beside
from tests.workflows.world import Case, World

TOLD = {
    "wanted": "missing",
    "force": "Fixture Constabulary",
    "means": "101",
    "spoke_to": "The control room",
    "basis": "public-task",
    "words": "Nobody has seen her since Friday.",
}


@dataclass
class Police(Beside):
    """One referral of a case, asked through its own process."""

    case: Case
    name: str

    @property
    def referral(self) -> PoliceReferral:
        found = self.state
        assert isinstance(found, PoliceReferral)
        return found


async def told(case: Case, **more: str) -> Police:
    await case.do("send-police-referral", **{**TOLD, **more})
    name = case.file().proceedings[-1].name
    await case.until(lambda: f"{case.ref}/{name}" in case.rings())
    return Police(case, name)


def kept(world: World, sha256: str) -> bytes:
    with transaction(world.house.engine) as session:
        return session.get_one(DocumentRow, sha256).content


async def test_told_asked_again_found_and_spoken_to(world: World) -> None:
    case = await world.open()
    police = await told(case)
    pdf, data = case.file().documents[-2:]
    assert "Nobody has seen her since Friday." in words(kept(world, pdf.sha256))
    export = json.loads(kept(world, data.sha256))
    assert (export["format"], export["reference"]) == ("rollcall.police-referral/1", case.ref)
    assert (export["surname"], export["force"]) == ("Example", "Fixture Constabulary")
    await case.forward(1)
    assert case.task("police-answer") is not None
    await police.do("record-police-answer", reference="FX-1", grade="high", officer="PC Sample")
    await police.at("looking")
    assert case.task("police-answer") is None
    await case.forward(3)
    assert case.task("police-update") is not None
    assert police.referral.open, "no clock closes it"
    await police.do("record-police-update", told_by="PC Sample", said="Two addresses visited.")
    assert police.last_day("police-update") == await case.today() + timedelta(days=1)
    await police.do("record-child-found", where="With an aunt", told_by="PC Sample", safe=True)
    await police.at("found")
    assert await police.refused("record-police-update", told_by="PC Sample", said="More.") == ["NOT_A_STEP"]
    await police.do("record-return-interview", held="declined")
    await police.over("found-safe")
    assert not [clock.name for clock in case.file().running_clocks() if clock.name.startswith("police")]
    await case.check()


async def test_only_a_supervisor_closes_it_without_the_child(world: World) -> None:
    case = await world.open()
    police = await told(case)
    body = {"why": "closed-by-police", "instead": "Inspector Sample; we look every month."}
    assert await police.refused("close-police-referral", **body) == ["POLICE_STILL_LOOKING"]
    await police.do("close-police-referral", by="supervisor", **body)
    await police.over("closed-by-police")
    again = await told(case)
    assert again.name == "police-referral-2"
    await case.check()
