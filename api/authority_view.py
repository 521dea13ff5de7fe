"""The register of authorisations as it is shown: names beside the people, and whether a line counts today."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel

from api.services import Services
from domain.facts import Roster
from domain.vocabulary import Power
from records import authorisations as register
from records.database import transaction
from records.roster import roster


class Kept(BaseModel):
    """`standing` is in-force, to-come or ended; `ended_by` and `reason` where somebody ended it."""

    standing: str
    ended_at: datetime | None
    ended_by: str
    reason: str


class PowerLine(Kept):
    """`granted_by` is a person who works here, or whoever was named."""

    number: int
    person: str
    person_name: str
    power: Power
    power_label: str
    first: date
    last: date | None
    document: str
    granted_by: str


class ActingLine(Kept):
    number: int
    deputy: str
    deputy_name: str
    absent: str
    absent_name: str
    first: date
    last: date | None
    granted_by: str


class RegisterView(BaseModel):
    """Every line there ever was: none is taken away."""

    powers: list[PowerLine]
    acting: list[ActingLine]


def register_view(services: Services) -> RegisterView:
    with transaction(services.engine) as session:
        people = roster(session, services.today)
        powers, acting = register.held_powers(session), register.deputies(session)
    return RegisterView(
        powers=[_power(held, people, services.today) for held in powers],
        acting=[_deputy(each, people, services.today) for each in acting],
    )


def _power(held: register.Held, people: Roster, today: date) -> PowerLine:
    line = held.line
    return PowerLine(
        number=held.number,
        person=line.person,
        person_name=name_of(people, line.person),
        power=line.power,
        power_label=line.power.label,
        first=line.first,
        last=line.last,
        document=line.document,
        granted_by=name_of(people, line.granted_by),
        standing=_standing(line.first, line.last, today),
        **_end_of(held.end, people),
    )


def _deputy(each: register.Deputy, people: Roster, today: date) -> ActingLine:
    acting = each.acting
    return ActingLine(
        number=each.number,
        deputy=acting.deputy,
        deputy_name=name_of(people, acting.deputy),
        absent=acting.absent,
        absent_name=name_of(people, acting.absent),
        first=acting.when.first,
        last=acting.when.last,
        granted_by=name_of(people, each.granted_by),
        standing=_standing(acting.when.first, acting.when.last, today),
        **_end_of(each.end, people),
    )


def name_of(people: Roster, person: str) -> str:
    """The name of somebody who works or worked here; else whoever was named."""
    known = people.staff.get(person)
    return known.name if known else person


def _standing(first: date, last: date | None, today: date) -> str:
    return "to-come" if today < first else "ended" if last is not None and last < today else "in-force"


def _end_of(end: register.End | None, people: Roster) -> dict[str, Any]:
    by = name_of(people, end.by) if end else ""
    return {"ended_at": end.at if end else None, "ended_by": by, "reason": end.reason if end else ""}
