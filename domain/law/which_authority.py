"""Which authority acts: guard G02 (PRACTICE 6.16).

s.437 belongs to the authority in whose area the child is; a penalty notice to the school's; a charge under s.444, by
default, to the school's, and then the home authority is told.
"""

from collections.abc import Iterator

from domain.guards.sources import law, practice
from domain.law.guard import guard
from domain.verdict import Verdict
from domain.vocabulary import Word

S437 = law("Education Act 1996 s.437(1)")
G02_NOT_IN_AREA = guard("G02_NOT_IN_AREA", "The child is in this authority's area (s.437 and its order)", S437)
G02_OTHER_AUTHORITY = guard(
    "G02_OTHER_AUTHORITY",
    "A charge for absence is brought by the authority of the school, or of the home",
    practice("6.16"),
)
GUARDS = (G02_NOT_IN_AREA, G02_OTHER_AUTHORITY)


class Charges(Word):
    """A setting: which authority charges under s.444."""

    SCHOOL = "school", "The authority of the school"
    HOME = "home", "The authority of the child's home"


def in_area(here: bool | None) -> Iterator[Verdict]:
    """s.437(1): "in their area". Where nobody has recorded it, it is not taken for granted."""
    if here is None:
        yield G02_NOT_IN_AREA.refuse(
            "Nobody has recorded whether the child is in this authority's area", needs="record where the child is"
        )
    elif not here:
        yield G02_NOT_IN_AREA.refuse(
            "The child is not in this authority's area", needs="hand the case to the authority where the child is"
        )


def charges_absence(*, school_here: bool, home_here: bool, setting: Charges = Charges.SCHOOL) -> Iterator[Verdict]:
    """s.444: whether this authority is the one that charges."""
    if not (school_here if setting is Charges.SCHOOL else home_here):
        yield G02_OTHER_AUTHORITY.refuse(
            f"{setting.label} charges, and that is another one",
            needs="hand the case over, or a lawyer's reason to charge here",
        )


def tell_home_authority(*, school_here: bool, home_here: bool) -> bool:
    """Whether the home authority is to be told of the charge: a task for the officer."""
    return school_here and not home_here
