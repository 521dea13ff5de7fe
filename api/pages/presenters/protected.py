"""Protected details, shown once to somebody who has just said why they need them."""

from dataclasses import dataclass
from datetime import timedelta

from api.identity import Signed
from api.pages.presenters.loading import Where, loaded
from api.services import Services
from domain.case_file import CaseFile
from domain.people import Person
from records.database import transaction
from records.tables import SchoolRow

_SHOWN_FOR = timedelta(minutes=15)  # a page that is sent again by its browser's back button


@dataclass(frozen=True)
class Detail:
    label: str
    value: str


@dataclass(frozen=True)
class ProtectedDetails:
    ref: str
    child: str
    of_case: list[Detail]
    people: list[tuple[str, list[Detail]]]


def protected_page(services: Services, signed: Signed, ref: str, seq: int) -> ProtectedDetails | None:
    """None where entry `seq` is not this person's own asking, just made."""
    with transaction(services.engine) as session:
        facts = loaded(session, services, signed, Where(ref), entries=True).facts
        entry = next((each for each in facts.entries if each.seq == seq), None)
        asked = entry is not None and entry.action == "show-protected-details" and entry.actor == signed.staff.id
        if entry is None or not asked or services.now() - entry.recorded_at > _SHOWN_FOR:
            return None
        case = facts.case
        school = session.get(SchoolRow, case.child.school) if case.child.school else None
        return ProtectedDetails(
            ref=ref,
            child=case.child.name,
            of_case=_some(
                ("Last school", school.name if school else case.child.school),
                ("Place", case.place.school_name),
                ("Last seen at", case.last_sighting.where if case.last_sighting else ""),
            ),
            people=[(person.name, _person(case, person)) for person in case.people],
        )


def _person(case: CaseFile, person: Person) -> list[Detail]:
    return _some(
        ("Address", ", ".join(person.address.printed()) if person.address else ""),
        ("Safe correspondence address", ", ".join(person.safe_address.printed()) if person.safe_address else ""),
        ("Telephone", person.telephone),
        ("E-mail", person.email),
    )


def _some(*details: tuple[str, str]) -> list[Detail]:
    return [Detail(label, value) for label, value in details if value]
