"""A family whose child receives no education that anybody knows of, and the way of a chain towards an attendance order,
for tests about one. Days are relative to today.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from domain.proceedings.attendance_order import AttendanceOrder
from records.database import transaction
from records.tables import AuthorisationRow, SchoolRow
from tests.workflows.beside import Beside
from tests.workflows.noticed import NEEDS, SCHOOL
from tests.workflows.post import MOTHER, letter_of
from tests.workflows.world import Case, World

OTHER, ONE_DAY = "800/4002", timedelta(days=1)
AT_HER_DOOR: dict[str, Any] = {"how": "by-hand", "evidence": "Handed to her at her door."}


@dataclass
class Ordered(Beside):
    """One chain of a case, asked through its own process."""

    case: Case
    mother: str
    name: str = "attendance-order-1"

    @property
    def chain(self) -> AttendanceOrder:
        found = self.state
        assert isinstance(found, AttendanceOrder)
        return found

    async def letter(self, template: str) -> str:
        """Written by the officer, approved by the supervisor."""
        about = {} if template == "L24" else {"concerning": self.name}
        drafted = await self.case.do("draft-letter", template=template, person=self.mother, **about)
        await self.case.do("approve-letter", letter=f"L{drafted.seq}", by="supervisor")
        return f"L{drafted.seq}"

    async def signed(self, action: str, template: str, *, information: bool = False) -> str:
        """Written, signed by the supervisor, and issued."""
        letter = await self.letter(template)
        enclosed = await self.letter("L24") if information else ""
        await self.do(action, by="supervisor", letter=letter, information=enclosed)
        for each in (enclosed, letter):
            if each:
                await self.case.do("issue-letter", letter=each)
        return letter

    async def notified(self, **stated: Any) -> str:
        """The first notice, with its information about the law, issued and not gone yet."""
        await self.do("prepare-education-notice", **stated)
        await self.at("notice-prepared")
        letter = await self.signed("sign-education-notice", "L05", information=not self.chain.notices)
        await self.at("notified")
        return letter

    async def decided(self) -> None:
        await self.do("decide-satisfaction", satisfied=False, reasons="Nothing shows any work.")
        await self.do("form-expediency", by="supervisor", expedient=True, reasons="The child asks for school.")

    async def looked_at(self, number: str = SCHOOL) -> None:
        day = (await self.case.today()).isoformat()
        known = {"permanently_excluded": False, "over_number": False, "consulted_on": day, "decision_told_on": day}
        name = f"School {number[-4:]}"
        await self.do("record-school-looked-at", school=number, school_name=name, kind_of_school="maintained", **known)


async def appearing(world: World, *, plan: str | None = None) -> Ordered:
    """Everything recorded that the first notice rests on; `plan` is the school of the child's plan."""
    with transaction(world.house.engine) as session:
        for number in (SCHOOL, OTHER):
            session.merge(SchoolRow(number=number, name=f"School {number[-4:]}"))
        for power in ("sign-437", "expedient"):
            began = date(2020, 1, 1)
            session.add(AuthorisationRow(staff_id="supervisor", power=power, granted_by="head", valid_from=began))
    born = f"{datetime.now(UTC).year - 9}-03-04"
    child = {"given": "Kai", "surname": "Example", "date_of_birth": born, "school": SCHOOL}
    case = await world.open(child=child)
    await case.do("add-person", **MOTHER)
    mother = case.file().people[0].id
    why = {"parent_because": "Named on the birth certificate", "answerable_because": "Lives with her"}
    await case.do("record-answerable-parent", person=mother, first=f"{datetime.now(UTC).year - 4}-01-01", **why)
    await case.do("begin-attendance-order", person=mother, appears="No answer to two letters and a visit.")
    chain = Ordered(case, mother)
    await case.until(lambda: f"{case.ref}/{chain.name}" in case.rings())
    await chain.do("record-order-area", here=True, source="The housing record.")
    named = {"school": plan or "", "school_name": "School 4001"} if plan else {}
    await chain.do("record-education-plan", maintained=plan is not None, **named)
    await chain.do("record-needs", **NEEDS)
    return chain


async def handed_over(chain: Ordered, letter: str) -> date:
    """Today, at her door. Returns the day."""
    await chain.case.do("record-posting", letter=letter, **AT_HER_DOOR)
    day = letter_of(chain.case, letter).deemed_on
    assert day is not None
    return day
