"""A letter's way through a case, for tests about letters."""

from typing import Any

from domain.case_file import Letter
from records.database import transaction
from records.tables import DispatchRow
from tests.workflows.world import Case, World

MOTHER = {
    "full_name": "Ms R Example",
    "relation": "mother",
    "parental_responsibility": True,
    "lives_with_child": True,
    "source": "The last school's register",
    "address": {"lines": ["1 Fixture Road", "Sampleton"], "postcode": "BA1 1AA"},
}


async def with_a_mother(world: World, **data: Any) -> tuple[Case, str]:
    """A case, and the id of the one person on it who may be written to."""
    case = await world.open(**data)
    await case.do("add-person", **MOTHER)
    return case, case.file().people[0].id


async def drafted(case: Case, person: str, template: str = "L02", **data: Any) -> str:
    receipt = await case.do("draft-letter", template=template, person=person, **data)
    return f"L{receipt.seq}"


async def approved(case: Case, person: str) -> str:
    letter = await drafted(case, person)
    await case.do("approve-letter", letter=letter)
    return letter


async def issued(case: Case, person: str) -> str:
    letter = await approved(case, person)
    await case.do("issue-letter", letter=letter)
    return letter


def letter_of(case: Case, letter: str) -> Letter:
    found = case.file().letter(letter)
    assert found is not None
    return found


def dispatch_of(case: Case, letter: str) -> DispatchRow | None:
    """How the sending stands, as the case's page shows it."""
    with transaction(case.world.house.engine) as session:
        return session.get(DispatchRow, (case.ref, letter))
