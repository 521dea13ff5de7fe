"""What is kept apart, shown once to somebody who has just said why: protected details, or who referred."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from api.identity import Signed
from api.pages import words
from api.protected_details import protected_details
from api.referrer import who_referred
from api.services import Services
from domain.actions.confidence import ReferrerOpened
from domain.actions.work import ProtectedDetailsShown
from records.database import transaction
from records.tables import CaseRow, JournalRow

_SHOWN_FOR = timedelta(minutes=15)  # a page that is sent again by its browser's back button


@dataclass(frozen=True)
class Detail:
    label: str
    value: str


@dataclass(frozen=True)
class KeptApart:
    ref: str
    child: str
    title: str
    sections: list[tuple[str, list[Detail]]]


def kept_apart(services: Services, signed: Signed, ref: str, action: str, seq: int) -> KeptApart | None:
    """None where entry `seq` is not this person's own asking for it, just made."""
    with transaction(services.engine) as session:
        entry = session.get(JournalRow, (ref, seq))
        if entry is None or (entry.action, entry.actor) != (action, signed.staff.id):
            return None
        if services.now() - entry.recorded_at > _SHOWN_FOR:
            return None
        child = session.get_one(CaseRow, ref).child_name
    title, sections = SHOWN[action]
    return KeptApart(ref, child, title, [(heading, some) for heading, some in sections(services, ref, seq) if some])


def _protected(services: Services, ref: str, seq: int) -> list[tuple[str, list[Detail]]]:
    all_of_it = protected_details(services, ref, seq)
    people = [
        (
            person.name,
            _some(
                ("Address", ", ".join(person.address)),
                ("Safe correspondence address", ", ".join(person.safe_address)),
                ("Telephone", person.telephone),
                ("E-mail", person.email),
            )
            or [Detail("Nothing is recorded", "")],
        )
        for person in all_of_it.people
    ]
    child = _some(
        ("Last school", " ".join(filter(None, (all_of_it.last_school.name, all_of_it.last_school.number)))),
        ("Place", " ".join(filter(None, (all_of_it.place.name, all_of_it.place.number)))),
        *((f"Seen on {words.day(seen.on)}", seen.where) for seen in all_of_it.seen),
    )
    household = _some(*((other.name, other.educated_at) for other in all_of_it.household))
    letters = _some(
        *((letter.title, f"{', '.join(letter.recipient_lines)}\n\n{letter.text}") for letter in all_of_it.letters)
    )
    ever = _some(("Everything that was ever told", "; ".join(all_of_it.ever)))
    return [
        *people,
        ("The child", child),
        ("Other children of the household", household),
        ("Letters that show it", letters),
        ("Kept out of everything we print", ever),
    ]


def _referrer(services: Services, ref: str, seq: int) -> list[tuple[str, list[Detail]]]:
    who = who_referred(services, ref)
    said = _some(
        ("Name", who.name),
        ("Role", who.role),
        ("Relation to the child", who.relation),
        ("Telephone", who.telephone),
        ("E-mail", who.email),
        ("Wishes to be told in writing that we have it", who.confirm),
    )
    account = _some(("What they said", who.account))
    return [("Who told us", said or [Detail("Nobody said who they were", "")]), ("In confidence", account)]


SHOWN: Mapping[str, tuple[str, Callable[[Services, str, int], list[tuple[str, list[Detail]]]]]] = MappingProxyType(
    {ProtectedDetailsShown.name: ("Protected details", _protected), ReferrerOpened.name: ("Who referred", _referrer)}
)


def _some(*details: tuple[str, str]) -> list[Detail]:
    return [Detail(label, value) for label, value in details if value.strip()]
