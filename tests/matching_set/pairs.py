"""Two thousand labelled pairs: one child recorded twice, or two children who look alike. One seed, the same pairs."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.vocabulary import Relation
from tests.matching_set import slips_made as wrong
from tests.matching_set.children import Invented, Inventor
from tests.matching_set.cultures import CULTURES, Culture

SEED = 20261124


@dataclass(frozen=True)
class Pair:
    number: int
    kind: str
    group: str
    same: bool
    a: Invented
    b: Invented


Made = Callable[[Inventor, Invented], Invented | None]


def pairs(seed: int = SEED) -> list[Pair]:
    """All of them, the groups taking turns in every kind."""
    inventor = Inventor(seed)
    made: list[Pair] = []
    for kind, (how_many, same, make) in KINDS.items():
        turn = 0
        while how_many:
            culture = CULTURES[turn % len(CULTURES)]
            turn += 1
            a = inventor.child(culture)
            if kind in _STARTS:
                a = _STARTS[kind](inventor, a)
            b = make(inventor, a)
            if b is None or (b.given, b.family, b.born, b.home) == (a.given, a.family, a.born, a.home):
                if turn > 40_000:
                    raise RuntimeError(f"cannot make {kind}")
                continue
            made.append(Pair(len(made) + 1, kind, culture.group, same, a, b))
            how_many -= 1
    return made


# One child, recorded again


def again(inventor: Inventor, a: Invented) -> Invented:
    """The same child as somebody else knows it: some things missing, some new, none of them its name or its date."""
    chance = inventor.random
    home = a.home
    if home and chance.random() < 0.25:
        home = replace(home, telephone=inventor.home().telephone)
    adults = a.adults
    if len(adults) > 1 and chance.random() < 0.4:
        adults = adults[:1]
    if chance.random() < 0.2:
        adults = tuple(replace(each, name=_initial(each.name)) for each in adults)
    school = chance.choice((a.school, a.school, "", inventor.school()))
    return replace(
        a,
        upn=a.upn if chance.random() < 0.3 else "",
        sex=a.sex if chance.random() < 0.6 else "",
        school=school,
        home=home,
        adults=adults,
    )


def moved(inventor: Inventor, a: Invented) -> Invented:
    """The same child in a new home, with no pupil number; half the time with one parent only, under a married name."""
    b = replace(again(inventor, a), home=inventor.home(), upn="")
    if inventor.random.random() < 0.3:
        return replace(b, adults=(inventor.adult(a.culture, inventor.family(a.culture), Relation.FATHER),))
    return b


def _initial(name: str) -> str:
    first, _, rest = name.partition(" ")
    return f"Ms {first[0]} {rest}" if rest else name


def _either(inventor: Inventor, a: Invented) -> Invented:
    """At home or moved."""
    return again(inventor, a) if inventor.random.random() < 0.6 else moved(inventor, a)


def _typed_given(inventor: Inventor, a: Invented) -> Invented | None:
    first, _, rest = a.given.partition(" ")
    if len(first) < 4:
        return None
    return replace(_either(inventor, a), given=f"{wrong.mistyped(inventor.random, first)} {rest}".strip())


def _typed_family(inventor: Inventor, a: Invented) -> Invented | None:
    if len(a.family) < 4:
        return None
    return replace(_either(inventor, a), family=wrong.mistyped(inventor.random, a.family))


def _spelling(inventor: Inventor, a: Invented) -> Invented | None:
    chance, culture = inventor.random, a.culture
    given = wrong.another_spelling(chance, culture, a.given)
    family = wrong.another_spelling(chance, culture, a.family)
    if (given, family) == (a.given, a.family):
        return None
    return replace(_either(inventor, a), given=given, family=family)


def _short(inventor: Inventor, a: Invented) -> Invented | None:
    given = wrong.short_form(inventor.random, a.culture, a.given)
    return None if given == a.given else replace(_either(inventor, a), given=given)


def _plain(inventor: Inventor, a: Invented) -> Invented | None:
    chance = inventor.random
    given, family = wrong.simplified(chance, a.given), wrong.simplified(chance, a.family)
    return None if (given, family) == (a.given, a.family) else replace(_either(inventor, a), given=given, family=family)


def _turned(inventor: Inventor, a: Invented) -> Invented:
    return replace(_either(inventor, a), given=a.family, family=a.given)


def _fewer_names(inventor: Inventor, a: Invented) -> Invented | None:
    """Somebody wrote fewer of its names, or took a father's or a middle name for the family's."""
    first, *others = a.given.split()
    if a.culture.fathers_names and others:
        given, family = inventor.random.choice(((first, a.family), (first, others[0])))
    elif "-" in a.family:
        given, family = a.given, inventor.random.choice(a.family.split("-"))
    elif others:
        given, family = inventor.random.choice((first, others[0])), a.family
    else:
        return None
    return replace(_either(inventor, a), given=given, family=family)


def _date(make: Callable[[random.Random, date], date]) -> Made:
    def made(inventor: Inventor, a: Invented) -> Invented | None:
        return replace(_either(inventor, a), born=make(inventor.random, a.born)) if a.born else None

    return made


def _date_unknown(inventor: Inventor, a: Invented) -> Invented:
    b = again(inventor, a)
    if inventor.random.random() < 0.4:
        b = replace(b, given=wrong.another_spelling(inventor.random, a.culture, a.given))
    return replace(b, born=None)


def _year_only(inventor: Inventor, a: Invented) -> Invented | None:
    """Registered on 1 January, as happens where only the year is known."""
    return replace(_either(inventor, a), born=date(a.born.year, 1, 1)) if a.born else None


def _new_family_name(inventor: Inventor, a: Invented) -> Invented:
    """The mother married: another last name, the same home, the same number or the same mother's first name."""
    b = again(inventor, a)
    return replace(b, family=inventor.family(a.culture), upn=a.upn, adults=a.adults, home=a.home)


def _moved_away(inventor: Inventor, a: Invented) -> Invented:
    return moved(inventor, a)


def _known_as(inventor: Inventor, a: Invented) -> Invented | None:
    """The short form is on file, and somebody asks about the child under it."""
    given = wrong.short_form(inventor.random, a.culture, a.given)
    return None if given == a.given else replace(moved(inventor, a), given=given)


def _two_things(inventor: Inventor, a: Invented) -> Invented | None:
    """A name mistyped or spelt otherwise, and a date a little wrong."""
    chance = inventor.random
    first, _, rest = a.given.partition(" ")
    given = wrong.another_spelling(chance, a.culture, a.given)
    if given == a.given and len(first) > 3 and chance.random() < 0.6:
        given = f"{wrong.mistyped(chance, first)} {rest}".strip()
    family = a.family if given != a.given else wrong.mistyped(chance, a.family) if len(a.family) > 3 else a.family
    make = chance.choice((wrong.turned_date, wrong.wrong_digit, wrong.wrong_year))
    return replace(again(inventor, a), given=given, family=family, born=make(chance, a.born)) if a.born else None


def _much_wrong(inventor: Inventor, a: Invented) -> Invented | None:
    """Mistyped, a date a little wrong, and moved: only the last name, and sometimes a parent, are as they were."""
    chance = inventor.random
    first, _, rest = a.given.partition(" ")
    if len(first) < 4 or a.born is None:
        return None
    make = chance.choice((wrong.turned_date, wrong.wrong_digit))
    given = f"{wrong.mistyped(chance, first)} {rest}".strip()
    return replace(moved(inventor, a), given=given, born=make(chance, a.born))


def _unknown_and_moved(inventor: Inventor, a: Invented) -> Invented:
    """A neighbour knows what the child is called, and nothing else that helps."""
    given = wrong.another_spelling(inventor.random, a.culture, a.given)
    return replace(moved(inventor, a), given=given, born=None, adults=a.adults[:1])


# Two children who look alike


def _twins(inventor: Inventor, a: Invented) -> Invented:
    return inventor.sibling(a, years=0)


def _with_a_twins_name(inventor: Inventor, a: Invented) -> Invented:
    first, _ = inventor.random.choice(a.culture.twins)
    rest = a.given.split()[1:] if a.culture.fathers_names else []
    return replace(a, given=" ".join([first, *rest]))


def _twins_alike(inventor: Inventor, a: Invented) -> Invented:
    first, *rest = a.given.split()
    other = next(pair[1] for pair in a.culture.twins if pair[0] == first)
    return replace(inventor.sibling(a, years=0), given=" ".join([other, *rest]))


def _twins_over_midnight(inventor: Inventor, a: Invented) -> Invented:
    return inventor.sibling(a, years=inventor.random.choice((-1, 1)) / 365.25)


def _siblings(inventor: Inventor, a: Invented) -> Invented:
    return inventor.sibling(a)


def _half_siblings(inventor: Inventor, a: Invented) -> Invented:
    """One mother, one home, another father and last name."""
    b = inventor.sibling(a)
    mothers = tuple(each for each in a.adults if each.relation is Relation.MOTHER)
    family = inventor.family(a.culture)
    return replace(b, family=family, adults=(*mothers, inventor.adult(a.culture, family, Relation.FATHER)))


def _father_and_son(inventor: Inventor, a: Invented) -> Invented | None:
    """An old case of the father, who bears the son's name; half the time the family never moved."""
    chance = inventor.random
    if a.born is None:
        return None
    born = a.born - timedelta(days=chance.randrange(17 * 365, 30 * 365))
    mother = inventor.adult(a.culture, a.family, Relation.MOTHER)
    home = a.home if chance.random() < 0.5 else inventor.home()
    return replace(a, born=born, upn="", school="", adults=(mother,), home=home, siblings=())


def _namesakes(inventor: Inventor, a: Invented) -> Invented:
    """The name of another child: born on another day, of other parents, in another home."""
    other = inventor.child(a.culture, sex=a.sex or None)
    return replace(other, given=a.given, family=a.family)


def _cousins(inventor: Inventor, a: Invented) -> Invented | None:
    """Born within weeks, of one last name, and the grandmother's telephone number on both records."""
    chance = inventor.random
    other = inventor.child(a.culture)
    if a.born is None or a.home is None or other.home is None or other.given.split()[0] == a.given.split()[0]:
        return None
    born = a.born + timedelta(days=chance.randrange(3, 60))
    return replace(other, family=a.family, born=born, home=replace(other.home, telephone=a.home.telephone))


def _neighbours(inventor: Inventor, a: Invented) -> Invented:
    """In one block of flats: one postcode, nothing else."""
    other = inventor.child(inventor.random.choice(CULTURES))
    assert a.home is not None
    return replace(other, home=replace(inventor.home(), postcode=a.home.postcode))


def _one_birthday(inventor: Inventor, a: Invented) -> Invented:
    """Nothing in common but the day and the group."""
    return replace(inventor.child(a.culture), born=a.born)


_STARTS: dict[str, Callable[[Inventor, Invented], Invented]] = {"twins with names alike": _with_a_twins_name}
KINDS: dict[str, tuple[int, bool, Made]] = {
    "given name mistyped": (120, True, _typed_given),
    "last name mistyped": (100, True, _typed_family),
    "another spelling": (130, True, _spelling),
    "short form": (90, True, _short),
    "known by a short form, moved": (40, True, _known_as),
    "without accents or hyphens": (60, True, _plain),
    "names the other way round": (70, True, _turned),
    "fewer names": (70, True, _fewer_names),
    "day and month turned": (60, True, _date(wrong.turned_date)),
    "a digit of the date wrong": (70, True, _date(wrong.wrong_digit)),
    "a year wrong": (40, True, _date(wrong.wrong_year)),
    "year of birth only": (40, True, _year_only),
    "date of birth unknown": (60, True, _date_unknown),
    "new last name": (40, True, _new_family_name),
    "moved": (60, True, _moved_away),
    "two things wrong": (60, True, _two_things),
    "much wrong, and moved": (50, True, _much_wrong),
    "date of birth unknown, and moved": (40, True, _unknown_and_moved),
    "twins": (120, False, _twins),
    "twins with names alike": (140, False, _twins_alike),
    "twins over midnight": (20, False, _twins_over_midnight),
    "brothers and sisters": (120, False, _siblings),
    "half-siblings": (100, False, _half_siblings),
    "father and son": (60, False, _father_and_son),
    "namesakes": (100, False, _namesakes),
    "cousins": (60, False, _cousins),
    "neighbours": (40, False, _neighbours),
    "one birthday": (40, False, _one_birthday),
}


def twins(pair: Pair) -> bool:
    return pair.kind.startswith("twins")


def by_group(found: list[Pair]) -> Iterator[tuple[str, list[Pair]]]:
    for culture in CULTURES:
        yield culture.group, [pair for pair in found if pair.group == culture.group]


def groups() -> tuple[Culture, ...]:
    return CULTURES
