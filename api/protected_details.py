"""What is hidden on a protected case, whole: for somebody who has just written down why they need it."""

from datetime import date

from pydantic import BaseModel

from api.letter_pages import shows_protected
from api.services import Services
from domain.case_file import CaseFile
from domain.guards.letters import shows_nothing_protected
from records.database import transaction
from records.recorder import load_case
from records.tables import SchoolRow


class PersonDetails(BaseModel):
    id: str
    name: str
    address: list[str]
    safe_address: list[str]
    telephone: str
    email: str


class SchoolDetails(BaseModel):
    number: str
    name: str


class SeenAt(BaseModel):
    on: date
    where: str


class ChildDetails(BaseModel):
    name: str
    educated_at: str


class LetterDetails(BaseModel):
    """A letter that shows what is protected: where it went or would go, and what it says."""

    letter: str
    title: str
    recipient_lines: list[str]
    text: str


class ProtectedDetails(BaseModel):
    """`entry` is the number under which the history says who looked. `ever` is every protected value ever told."""

    case: str
    entry: int
    people: list[PersonDetails]
    last_school: SchoolDetails
    place: SchoolDetails
    seen: list[SeenAt]
    household: list[ChildDetails]
    letters: list[LetterDetails]
    ever: list[str]


def protected_details(services: Services, ref: str, entry: int) -> ProtectedDetails:
    """Raises NoSuchCase."""
    with transaction(services.engine) as session:
        case = load_case(session, ref)
        school = session.get(SchoolRow, case.child.school) if case.child.school else None
    return ProtectedDetails(
        case=ref,
        entry=entry,
        people=[
            PersonDetails(
                id=person.id,
                name=person.name,
                address=person.address.printed() if person.address else [],
                safe_address=person.safe_address.printed() if person.safe_address else [],
                telephone=person.telephone,
                email=person.email,
            )
            for person in case.people
        ],
        last_school=SchoolDetails(number=case.child.school, name=school.name if school else ""),
        place=SchoolDetails(number=case.place.school, name=case.place.school_name),
        seen=[SeenAt(on=each.on, where=each.where) for each in sorted(case.sightings, key=lambda s: s.on)],
        household=[ChildDetails(name=child.name, educated_at=child.educated_at) for child in case.household],
        letters=_letters(case, services.letters.sender),
        ever=case.covered,
    )


def _letters(case: CaseFile, sender: str) -> list[LetterDetails]:
    return [
        LetterDetails(letter=letter.id, title=letter.title, recipient_lines=letter.recipient_lines, text=letter.text)
        for letter in case.letters
        if shows_protected(case, letter) or any(shows_nothing_protected(case, letter, sender))
    ]
