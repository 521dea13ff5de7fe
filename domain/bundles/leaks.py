"""What must not be in a bundle, and whether it is: in the text of any page, the index, or the file's own data.

Found values are never repeated: what is said is the sort of thing and the page (PRACTICE 4.3, 4.9, 7.3; harms 1 and 8).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from pydantic import BaseModel, ConfigDict

from domain.bundles.subject import Leak
from domain.case_file import CaseFile
from domain.near_matches import Somebody, near_matches
from domain.people import Person
from domain.protecting import protected_values, shows

_SHORTEST: Final = 4
REFERRER, PROTECTED = "who told us of the child", "something protected"


class Guarded(BaseModel):
    """One sort of thing that stays out, by its values. `allow` is how a lawyer ticks it; empty where nobody can."""

    model_config = ConfigDict(frozen=True)

    what: str
    values: tuple[str, ...]
    allow: str = ""


def guarded(
    case: CaseFile, reader: str, referrers: Iterable[Somebody] = (), schools: Iterable[str] = (), sender: str = ""
) -> tuple[Guarded, ...]:
    """What must not stand in a bundle for this person (their id; empty for a reader of the authority's own). `schools`
    are the names of those whose numbers the case holds; `sender` is what the authority says of itself everywhere.
    """
    known = case.person(reader)
    own = {value.casefold() for value in _of_person(known)} if known else set()
    found = [
        Guarded(
            what=PROTECTED,
            values=tuple(value for value in protected_values(case, schools) if not shows(sender, [value])),
        )
    ]
    if reader:
        found += _others(case, reader, own)
    told = {value.strip() for who in referrers for value in (who.name, who.telephone, who.email)}
    found.append(Guarded(what=REFERRER, values=tuple(sorted(value for value in told if len(value) >= _SHORTEST))))
    return tuple(each for each in found if each.values)


def _others(case: CaseFile, reader: str, own: set[str]) -> Iterator[Guarded]:
    """Addresses, telephones and the rest of other parents, and other children: each ticked by a lawyer or kept out."""
    for person in case.people:
        if person.id != reader and (values := [each for each in _of_person(person) if each.casefold() not in own]):
            yield Guarded(
                what="an address, telephone or e-mail of another parent",
                values=tuple(values),
                allow=f"parent:{person.id}",
            )
    for child in case.household:
        names = {child.name.strip(), child.name.strip().split(" ")[0]} - {case.child.given, case.child.name, ""}
        days = {f"{child.date_of_birth:%-d %B %Y}", f"{child.date_of_birth:%d/%m/%Y}"} if child.date_of_birth else set()
        values = [value for value in (*sorted(names), *sorted(days)) if len(value) >= _SHORTEST]
        if values:
            yield Guarded(what="another child of the household", values=tuple(values), allow=f"child:{child.id}")


def _of_person(person: Person) -> list[str]:
    addresses = [each for each in (person.address, person.safe_address) if each is not None]
    lines = [value for each in addresses for value in (each.lines[0], each.postcode)]
    said = (*lines, person.telephone, person.email, person.email_for_service)
    return [value.strip() for value in said if len(value.strip()) >= _SHORTEST]


def leaks(
    guard: Sequence[Guarded],
    pages: Sequence[tuple[str, str]],
    elsewhere: Mapping[str, str],
    allowed: Iterable[str] = (),
) -> tuple[Leak, ...]:
    """What was found. `pages` are labels with their text, `elsewhere` is other text of the file by where it stands;
    `allowed` is what a lawyer ticked, each with a reason that is kept elsewhere.
    """
    ticked = set(allowed)
    found = []
    for each in guard:
        if each.allow and each.allow in ticked:
            continue
        where = [place for place, text in elsewhere.items() if shows(text, each.values)]
        on = tuple(label for label, text in pages if shows(text, each.values))
        if on:
            found.append(Leak(what=each.what, pages=on))
        found += [Leak(what=each.what, where=place) for place in where]
    return tuple(found)


def near(
    referrers: Sequence[Somebody], pages: Sequence[tuple[str, str]], passed_over: Iterable[str], usual: frozenset[str]
) -> tuple[str, ...]:
    """The pages that come near to whoever told us, for a person to look at: a short form, a relation, a slip. It takes
    some thirty milliseconds a page.
    """
    if not referrers:
        return ()
    known = tuple(passed_over)
    return tuple(label for label, text in pages if near_matches(text, referrers, passed_over=known, usual=usual))
