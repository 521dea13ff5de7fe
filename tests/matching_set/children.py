"""Invented children with homes, parents, brothers and sisters, and their likenesses."""

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from domain.case_file import CaseFile
from domain.matching.likeness import Keyed, Likeness, likeness_of
from domain.people import Address, Child, HouseholdChild, Person
from domain.vocabulary import Relation
from tests.matching_set.cultures import Culture

KEYED = Keyed(b"a key for tests")
OLDEST, YOUNGEST = date(2009, 9, 1), date(2021, 8, 31)
_STREETS = (
    "Fixture Road", "Sampleton Lane", "Invented Street", "Mill Hill", "Station Road", "Orchard Close", "Church Walk",
    "Harbour View", "The Crescent", "Quarry Way", "Foundry Row", "Meadow Drive", "Bridge Street", "Park Avenue",
)  # fmt: skip
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


@dataclass(frozen=True)
class Grown:
    """A parent or other adult."""

    name: str
    relation: Relation


@dataclass(frozen=True)
class Home:
    lines: tuple[str, ...]
    postcode: str
    telephone: str


@dataclass(frozen=True)
class Invented:
    """A child as one record has it."""

    culture: Culture
    given: str
    family: str
    born: date | None
    sex: str
    upn: str = ""
    school: str = ""
    known_as: str = ""
    aliases: tuple[str, ...] = ()
    home: Home | None = None
    adults: tuple[Grown, ...] = ()
    siblings: tuple[tuple[str, date | None], ...] = field(default=())

    def likeness(self, ref: str = "") -> Likeness:
        return likeness_of(self.case(ref), KEYED)

    def case(self, ref: str = "") -> CaseFile:
        """The case file that a referral with these facts would make."""
        address = Address(lines=list(self.home.lines), postcode=self.home.postcode) if self.home else None
        telephone = self.home.telephone if self.home else ""
        people = [
            Person(
                id=f"P1-{n}",
                name=adult.name,
                relation=adult.relation,
                address=address,
                telephone=telephone if n == 1 else "",
                source="invented",
            )
            for n, adult in enumerate(self.adults, start=1)
        ]
        if self.home and not people:
            people = [Person(id="P1-1", name="", relation=Relation.OTHER, address=address, telephone=telephone)]
        return CaseFile(
            ref=ref,
            child=Child(
                given=self.given,
                surname=self.family,
                known_as=self.known_as,
                aliases=list(self.aliases),
                date_of_birth=self.born,
                sex=self.sex,
                upn=self.upn,
                school=self.school,
            ),
            people=people,
            household=[
                HouseholdChild(id=f"H1-{n}", name=name, date_of_birth=born)
                for n, (name, born) in enumerate(self.siblings, start=1)
            ],
        )


class Inventor:
    """Makes children, always the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self._pupils = 0

    def child(self, culture: Culture, *, sex: str | None = None) -> Invented:
        """A child with a home and a mother; mostly with a father, a pupil number and a school."""
        chance = self.random
        sex = sex or chance.choice("FM")
        family = self.family(culture)
        adults = [self.adult(culture, family, Relation.MOTHER)]
        if chance.random() < 0.7:
            adults.append(self.adult(culture, family, Relation.FATHER))
        return Invented(
            culture=culture,
            given=self.given(culture, sex),
            family=family,
            born=self.birth(),
            sex=sex if chance.random() < 0.8 else "",
            upn=self.upn() if chance.random() < 0.5 else "",
            school=self.school() if chance.random() < 0.8 else "",
            home=self.home(),
            adults=tuple(adults),
        )

    def given(self, culture: Culture, sex: str) -> str:
        chance = self.random
        name = chance.choice(culture.girls if sex == "F" else culture.boys)
        if culture.fathers_names:
            return f"{name} {chance.choice(culture.boys)}"
        if culture.added and chance.random() < 0.25:
            word = chance.choice(culture.added)
            return f"{name} {word}" if word in ("Kaur", "Singh") else f"{word} {name}"
        if chance.random() < 0.15:
            return f"{name} {chance.choice(culture.girls if sex == 'F' else culture.boys)}"
        return name

    def family(self, culture: Culture) -> str:
        name = self.random.choice(culture.families)
        if self.random.random() < 0.06:
            return f"{name}-{self.random.choice(culture.families)}"
        return name

    def adult(self, culture: Culture, family: str, relation: Relation) -> Grown:
        names = culture.girls if relation is Relation.MOTHER else culture.boys
        given = self.random.choice(names)
        own = family if self.random.random() < 0.7 else self.random.choice(culture.families)
        return Grown(f"{given if self.random.random() < 0.8 else given[0]} {own}", relation)

    def birth(self) -> date:
        return OLDEST + timedelta(days=self.random.randrange((YOUNGEST - OLDEST).days))

    def upn(self) -> str:
        """A number whose check letter fits (the sum of the digits weighted 2 to 13, modulo 23)."""
        self._pupils += 1
        digits = f"{self.random.choice((800, 801, 845))}{4000 + self.random.randrange(60)}{self._pupils % 100000:05d}"
        return _UPN_LETTERS[sum(int(d) * w for d, w in zip(digits, range(2, 14), strict=True)) % 23] + digits

    def school(self) -> str:
        return f"800/{4000 + self.random.randrange(60)}"

    def home(self) -> Home:
        chance = self.random
        street = f"{chance.randrange(1, 140)} {chance.choice(_STREETS)}"
        inward = "".join([str(chance.randrange(1, 10)), *chance.choices("ABDEFGHJLNPQRSTUWXYZ", k=2)])
        postcode = f"BA{chance.randrange(1, 16)} {inward}"
        return Home((street, "Sampleton"), postcode, f"01632 960 {chance.randrange(1000):03d}{chance.randrange(10)}")

    def sibling(self, child: Invented, *, years: float | None = None) -> Invented:
        """A brother or sister: same home and parents, own given name, some years apart (0 is a twin)."""
        chance = self.random
        sex = chance.choice("FM")
        given = child.given
        while _one_name(given, child.given, child.culture.added):
            given = self.given(child.culture, sex)
        if child.culture.fathers_names:
            given = f"{given.split()[0]} {child.given.split()[1]}"
        days = round((years if years is not None else chance.choice((-1, 1)) * chance.uniform(1.1, 6)) * 365.25)
        born = child.born + timedelta(days=days) if child.born else None
        return replace(
            child,
            given=given,
            born=born,
            sex=sex if child.sex else "",
            upn=self.upn() if child.upn else "",
            siblings=((child.given, child.born),) if chance.random() < 0.3 else (),
            known_as="",
            aliases=(),
        )


def _one_name(a: str, b: str, added: tuple[str, ...]) -> bool:
    """Whether no parents would give both to two of their children: a word in common, or one within the other."""
    ours, theirs = ([word for word in name.split() if word not in added] or name.split() for name in (a, b))
    return any(x.casefold() in y.casefold() or y.casefold() in x.casefold() for x in ours for y in theirs)


def background(seed: int, how_many: int, cultures: tuple[Culture, ...]) -> list[Invented]:
    """Children who have nothing to do with any pair; a third of them with a brother, a sister or a twin among them."""
    inventor, children = Inventor(seed), list[Invented]()
    while len(children) < how_many:
        child = inventor.child(inventor.random.choice(cultures))
        children.append(child)
        if inventor.random.random() < 0.3:
            children.append(inventor.sibling(child))
        elif inventor.random.random() < 0.04:
            children.append(inventor.sibling(child, years=0))
    return children[:how_many]
