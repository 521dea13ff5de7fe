"""What one case takes over from another of the same child. Nothing is moved: the other keeps its journal and closes
as a duplicate; what the surviving one takes over stands in its own entry, word for word.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from pydantic import BaseModel

from domain.case_file import CaseFile, Document
from domain.clock import Clock
from domain.enquiring import CareReferral, Enquiry, Removal, SchoolPart
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.matching.folding import folded
from domain.people import Child, HouseholdChild, Person, ProtectedFlag, Sighting, VisitWarning
from domain.unseen import UNSEEN, last_known
from domain.vocabulary import Indicator, SupportGroup


@dataclass(frozen=True)
class TwoCases(Facts):
    """The facts of an act that names another case: that case too, as it stands."""

    other: CaseFile | None = None


def of_two(facts: Facts, other: CaseFile | None) -> TwoCases:
    return TwoCases(**{each.name: getattr(facts, each.name) for each in fields(Facts)}, other=other)


class Joined(BaseModel):
    """An adult who stands on both cases: what the other case adds, and a stricter rule of contact."""

    person: str
    adds: Person


class Taken(BaseModel):
    """What the surviving case takes over. A field that both have stays as it is; `differs` names those that say
    otherwise.
    """

    case: str
    people: list[Person] = []
    joined: list[Joined] = []
    household: list[HouseholdChild] = []
    household_asked: bool = False
    sightings: list[Sighting] = []
    documents: list[Document] = []
    enquiries: list[Enquiry] = []
    care_referrals: list[CareReferral] = []
    removals: list[Removal] = []
    school_part: SchoolPart | None = None
    missing_from: date | None = None
    warnings: list[VisitWarning] = []
    protections: list[ProtectedFlag] = []
    indicators: list[Indicator] = []
    groups: list[SupportGroup] = []
    confidential: bool = False
    aliases: list[str] = []
    child: Child = Child()
    differs: list[str] = []

    def ids(self) -> set[str]:
        """The ids of what would be gone if this were taken back."""
        people, children = [each.id for each in self.people], [each.id for each in self.household]
        return {*people, *children, *(each.id for each in self.documents), *(each.id for each in self.warnings)}


_CHILD = {
    "date_of_birth": "the date of birth",
    "sex": "the sex",
    "upn": "the unique pupil number",
    "school": "the last school",
    "first_absent_on": "the first day absent",
}


def taken_over(survivor: CaseFile, other: CaseFile, seq: int) -> Taken:
    """What entry `seq` of the surviving case takes over from the other."""
    people, joined = _people(survivor, other, seq)
    return Taken(
        case=other.ref,
        people=people,
        joined=joined,
        household=[
            child.model_copy(update={"id": f"M{seq}-{child.id}"})
            for child in other.household
            if not any(_one_child(child, known) for known in survivor.household) and child.case_ref != survivor.ref
        ],
        household_asked=other.household_asked,
        sightings=[sighting.model_copy(update={"seq": seq}) for sighting in other.sightings],
        documents=[each.model_copy(update={"id": f"M{seq}-{each.id}"}) for each in _new_documents(survivor, other)],
        enquiries=[
            enquiry.model_copy(
                update={"seq": seq, "n": number, "documents": _named_anew(enquiry, survivor, other, seq)}
            )
            for number, enquiry in enumerate(other.enquiries, start=1)
        ],
        care_referrals=[each.model_copy(update={"id": f"M{seq}-{each.id}"}) for each in other.care_referrals],
        removals=[each.model_copy(update={"id": f"M{seq}-{each.id}"}) for each in other.removals],
        school_part=other.school_part if survivor.school_part is None else None,
        missing_from=other.missing_from,
        warnings=[each.model_copy(update={"id": f"M{seq}-{each.id}"}) for each in other.warnings if not each.ended],
        protections=[flag for flag in other.protections if flag.ended_on is None],
        indicators=[each for each in other.indicators if each not in survivor.indicators],
        groups=[each for each in other.groups if each not in survivor.groups],
        confidential=other.confidential,
        aliases=_other_names(survivor.child, other.child),
        child=Child(**{name: getattr(other.child, name) for name in _CHILD if not getattr(survivor.child, name)}),
        differs=_differs(survivor, other, joined),
    )


def _named_anew(enquiry: Enquiry, survivor: CaseFile, other: CaseFile, seq: int) -> list[str]:
    """The documents of an enquiry by the ids that they have on the surviving case; one that it had already is left."""
    new = {each.id for each in _new_documents(survivor, other)}
    return [f"M{seq}-{each}" for each in enquiry.documents if each in new]


def give(case: CaseFile, taken: Taken) -> None:
    """Put what was taken over on the surviving case."""
    case.people += [person.model_copy(deep=True) for person in taken.people]
    for joined in taken.joined:
        if person := case.person(joined.person):
            _fill(person, joined.adds)
    case.household += [child.model_copy() for child in taken.household]
    case.household_asked = case.household_asked or taken.household_asked
    case.sightings += taken.sightings
    case.documents += taken.documents
    case.enquiries += [enquiry.model_copy(deep=True) for enquiry in taken.enquiries]
    case.care_referrals += [each.model_copy() for each in taken.care_referrals]
    case.removals += [each.model_copy(deep=True) for each in taken.removals]
    case.school_part = case.school_part or taken.school_part
    case.missing_from = min(filter(None, (case.missing_from, taken.missing_from)), default=None)
    case.warnings += [warning.model_copy() for warning in taken.warnings]
    case.protections += [flag.model_copy() for flag in taken.protections]
    case.indicators += taken.indicators
    case.groups += taken.groups
    case.confidential = case.confidential or taken.confidential
    child = case.child
    child.aliases = [*child.aliases, *taken.aliases]
    for name in _CHILD:
        setattr(child, name, getattr(child, name) or getattr(taken.child, name))


def clocks_taken_over(survivor: CaseFile, other: CaseFile) -> list[Clock]:
    """The other's clocks for an unseen child, where they run out first: nobody waits longer for a merge. One that a
    later sighting has ended is left behind.
    """
    known = last_known(survivor)
    found = []
    for clock in other.running_clocks():
        if clock.name not in UNSEEN or (known is not None and known >= clock.deadline.start):
            continue
        own = survivor.clock(clock.name)
        if own is None or (own.running and own.last_day > clock.last_day):
            found.append(clock.model_copy(update={"process": survivor.ref, "basis_seq": None, "basis_field": None}))
    return found


def _people(survivor: CaseFile, other: CaseFile, seq: int) -> tuple[list[Person], list[Joined]]:
    people, joined = [], []
    for person in other.people:
        same = next((known for known in survivor.people if _one_adult(known, person)), None)
        if same is None:
            people.append(person.model_copy(update={"id": f"M{seq}-{person.id}"}))
        else:
            joined.append(Joined(person=same.id, adds=person))
    return people, joined


def _one_adult(a: Person, b: Person) -> bool:
    """Of one name and relation. An adult without a name is nobody in particular."""
    return bool(a.name) and folded(a.name) == folded(b.name) and a.relation is b.relation


def _one_child(a: HouseholdChild, b: HouseholdChild) -> bool:
    return folded(a.name) == folded(b.name) and (a.date_of_birth == b.date_of_birth or None in _births(a, b))


def _births(*children: HouseholdChild) -> list[object]:
    return [child.date_of_birth for child in children]


_BLANKS = (
    "parental_responsibility",
    "lives_with_child",
    "cares_for_child",
    "address",
    "safe_address",
    "telephone",
    "email",
)


def _fill(person: Person, adds: Person) -> None:
    """Blanks are filled, each with how it is known; the stricter rule of contact holds; who has died on one case has
    died.
    """
    for name in _BLANKS:
        if getattr(person, name) in (None, "") and getattr(adds, name) not in (None, ""):
            setattr(person, name, getattr(adds, name))
            person.told = {**person.told, name: adds.how_known(name)}
    rule, other = person.contact_rule, adds.contact_rule
    if other is not None and (rule is None or other.strictness > rule.strictness):
        person.contact_rule, person.contact_rule_source = other, adds.contact_rule_source
        person.contact_rule_review_on = adds.contact_rule_review_on
    if person.needs == type(person.needs)():
        person.needs = adds.needs
    person.deceased = person.deceased or adds.deceased


def _new_documents(survivor: CaseFile, other: CaseFile) -> list[Document]:
    known = {document.sha256 for document in survivor.documents}
    return [document for document in other.documents if document.sha256 not in known]


def _other_names(child: Child, other: Child) -> list[str]:
    """Every name of the other that the child is not known by yet."""
    known = {folded(name) for name in (child.name, child.known_as, *child.aliases)}
    names = dict.fromkeys(name for name in (other.name, other.known_as, *other.aliases) if name)
    return [name for name in names if folded(name) not in known]


def _differs(survivor: CaseFile, other: CaseFile, joined: Sequence[Joined]) -> list[str]:
    found = [
        label
        for name, label in _CHILD.items()
        if (ours := getattr(survivor.child, name)) and (theirs := getattr(other.child, name)) and ours != theirs
    ]
    for each in joined:
        person = survivor.person(each.person)
        if person and any(_says_otherwise(person, each.adds, name) for name in ("address", "telephone", "email")):
            found.append(f"where {person.relation.label.lower()} {person.id} is reached")
    return found


def _says_otherwise(a: Person, b: Person, name: str) -> bool:
    ours, theirs = getattr(a, name), getattr(b, name)
    return bool(ours) and bool(theirs) and ours != theirs


def taken_in(entry: Entry) -> Taken:
    return Taken.model_validate(entry.consequences.prepared["taken"])


def prepared(taken: Taken, other: CaseFile) -> Consequences:
    """As the entry keeps it: what was taken over, and every value of the other case that protection covers."""
    return Consequences(prepared={"taken": taken.model_dump(mode="json"), "covered": list(other.covered)})
