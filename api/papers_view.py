"""The papers of a legal step: what of the case's material is not served, and what happened line by line."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session

from api.access import unknown_in
from api.acting import case_of
from api.identity import Signed
from api.problems import Problem
from api.services import Services
from domain.act import Act
from domain.actions.chronology import ChronologyMade
from domain.evidence.chronology import chronology
from domain.evidence.unused import unused
from domain.facts import Facts
from domain.proceedings import Prosecution
from domain.protecting import blanked, protected_values
from records.database import transaction
from records.recorder import facts_for
from records.tables import SchoolRow


class UnusedView(BaseModel):
    """One line of the schedule of unused material. `source` is a document or a statement of the case."""

    source: str
    what: str
    on: date | None
    why: str
    withheld: bool
    decided: bool


class ChronologyView(BaseModel):
    """One line of the chronology. `out` says why it is not printed."""

    entry: int
    on: date
    text: str
    drafted: str
    source: str
    worded_by: str
    worded_at: datetime | None
    out: str


class Papers(BaseModel):
    """`undecided` counts the lines of `unused` that nobody has decided: no bundle is signed off with one."""

    proceeding: str
    kind: str
    unused: list[UnusedView]
    undecided: int
    chronology: list[ChronologyView]


def papers(services: Services, signed: Signed, ref: str, name: str) -> Papers:
    """Raises Problem 404."""
    with transaction(services.engine) as session:
        facts, hidden = _loaded(session, services, signed, ref)
    step = next((each for each in facts.case.proceedings if each.name == name), None)
    if step is None:
        raise Problem(404, "NO_SUCH_PROCEEDING", "No proceeding of this name is on this case")
    lines = unused(facts.case, step) if isinstance(step, Prosecution) else []
    said: dict[str, Any] = {
        "proceeding": name,
        "kind": step.kind.value,
        "unused": [line.model_dump() for line in lines],
        "undecided": sum(not line.decided for line in lines),
        "chronology": [line.model_dump() for line in _told(facts, name)],
    }
    return Papers.model_validate(blanked(said, hidden) if hidden else said)


def _told(facts: Facts, name: str) -> Any:
    people = facts.roster.staff
    return chronology(
        facts.case,
        facts.entries,
        name,
        lambda text: bool(facts.betrays(text, "")),
        lambda who: people[who].name if who in people else who,
    )


def _loaded(session: Session, services: Services, signed: Signed, ref: str) -> tuple[Facts, list[str]]:
    """The facts with every entry of the history, and what must not be shown."""
    case = case_of(session, ref)
    act = Act(key="", action=ChronologyMade.name, actor=signed.staff.id)
    facts = facts_for(session, act, case, services.now(), services.letters.desk(session))
    numbers = {case.child.school, case.place.school}
    schools = [row.name for number in numbers if number and (row := session.get(SchoolRow, number))]
    said = " ".join(entry.model_dump_json(include={"data"}) for entry in facts.entries)
    return facts, [*protected_values(case, schools), *unknown_in(session, services, signed, said, ref)]
