"""A family whose child missed ten sessions without leave, and the way of a penalty notice, for tests about one.

Days are relative to today: the school keeps the terms of tests.workflows.world.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from domain.law.session_rows import Row
from domain.proceedings.penalty_notice import PenaltyNotice
from records.almanac import almanac
from records.database import transaction
from records.registers import RegisterReport, import_register
from records.tables import AuthorisationRow, SchoolRow
from tests.workflows.beside import Beside
from tests.workflows.post import MOTHER
from tests.workflows.world import Case, World

SCHOOL, UPN = "800/4001", "X800400126001"
NEEDS: dict[str, Any] = dict.fromkeys(
    (
        "special_needs",
        "health",
        "bullying",
        "young_carer",
        "bereavement",
        "abuse",
        "disability",
        "place_offered",
        "support_offered",
    ),
    "None known",
) | {"education_provided": True, "suitable": True}
CONSIDERED: dict[str, Any] = dict.fromkeys(
    ("is_support_right", "is_a_notice_best", "special_needs", "equality"), "Asked; nothing found"
)
HOLIDAY: dict[str, Any] = {"none_because": "A holiday: support is not the question"}


@dataclass
class Noticed(Beside):
    """One penalty notice of a case, asked through its own process."""

    case: Case
    name: str
    mother: str

    @property
    def notice(self) -> PenaltyNotice:
        found = self.state
        assert isinstance(found, PenaltyNotice)
        return found

    async def asked(self) -> None:
        """Everything that is asked before it is prepared."""
        if self.notice.scheme == "absence":
            await self.do("record-considered", **CONSIDERED)
            await self.do("record-improvement", **HOLIDAY)
        await self.do("record-needs", **NEEDS)

    async def prepared(self) -> str:
        """Prepared, and its letter approved by somebody who may."""
        await self.asked()
        await self.do("prepare-penalty-notice")
        await self.at("prepared")
        return await self.letter()

    async def letter(self) -> str:
        template = "L11" if self.notice.scheme == "absence" else "L13"
        return await self.written(template, concerning=self.name)

    async def written(self, template: str, **data: Any) -> str:
        drafted = await self.case.do("draft-letter", template=template, person=self.mother, **data)
        await self.case.do("approve-letter", letter=f"L{drafted.seq}", by="supervisor")
        return f"L{drafted.seq}"

    async def given(self) -> str:
        letter = await self.prepared()
        information = await self.written("L24")
        await self.do("give-penalty-notice", by="supervisor", letter=letter, information=information)
        await self.at("given")
        await self.case.do("issue-letter", letter=letter)
        return letter

    async def received(self) -> str:
        """Posted today, and received as deemed."""
        letter = await self.given()
        await self.case.do("record-posting", letter=letter)
        await self.do("record-notice-service")
        await self.at("paying")
        return letter


def absences(world: World, weeks_ago: int = 1, days: int = 5) -> list[date]:
    """So many school days in a row, all over for that many weeks or longer."""
    day = datetime.now(UTC).date() - timedelta(weeks=weeks_ago)
    with transaction(world.house.engine) as session:
        calendar = almanac(session).school(SCHOOL)
    found: list[date] = []
    while len(found) < days:
        day -= timedelta(days=1)
        if calendar.is_school_day(day):
            found.append(day)
    return sorted(found)


def slots(days: list[date]) -> list[str]:
    return [f"{day} {half}" for day in days for half in ("AM", "PM")]


def marked(world: World, days: list[date], code: str = "G") -> RegisterReport:
    halves = [(day, half) for day in days for half in ("AM", "PM")]
    rows = [(SCHOOL, Row(line, UPN, day, half, code)) for line, (day, half) in enumerate(halves, 2)]
    with transaction(world.house.engine) as session:
        return import_register(session, rows, now=datetime.now(UTC))


async def family(world: World) -> tuple[Case, str]:
    """A child of nine on the roll of a school, and a mother answerable for it."""
    with transaction(world.house.engine) as session:
        session.merge(SchoolRow(number=SCHOOL, name="Hawthorn Fixture School"))
        for power in ("penalty-notice", "authorise-prosecution"):
            began = date(2020, 1, 1)
            session.add(AuthorisationRow(staff_id="supervisor", power=power, granted_by="head", valid_from=began))
    born = f"{datetime.now(UTC).year - 9}-03-04"
    child = {"given": "Kai", "surname": "Example", "date_of_birth": born, "school": SCHOOL, "upn": UPN}
    case = await world.open(child=child)
    await case.do("add-person", **MOTHER)
    mother = case.file().people[0].id
    why = {"parent_because": "Named on the birth certificate", "answerable_because": "Lives with her"}
    await case.do("record-answerable-parent", person=mother, first=f"{datetime.now(UTC).year - 4}-01-01", **why)
    return case, mother


async def begun(case: Case, mother: str, days: list[date], **data: Any) -> Noticed:
    body = {"person": mother, "setting": "academy", "our_school": True, "sessions": slots(days), **data}
    await case.do("begin-penalty-notice", **body)
    return await waiting(case, mother)


async def waiting(case: Case, mother: str) -> Noticed:
    """Its process has begun and stands at the case's own time."""
    name = case.file().proceedings[-1].name
    await case.until(lambda: f"{case.ref}/{name}" in case.rings())
    return Noticed(case, name, mother)


async def notice_for_a_week(world: World, **data: Any) -> Noticed:
    case, mother = await family(world)
    days = absences(world)
    marked(world, days)
    return await begun(case, mother, days, **data)
