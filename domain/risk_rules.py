"""What raises a level, rule by rule, each with its name and where it comes from (DOMAIN 4, PRACTICE 1.2, 1.3).

A rule proposes a level and may raise it; it never lowers one, and it sends nothing. A person confirms or lowers it.
Who somebody is raises nothing: origin, religion, asylum, pregnancy and disability are in no rule (Equality Act s.149).
"""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from pydantic import BaseModel

from domain.guards.sources import EQUALITY, guidance, practice
from domain.source import Source, Tag
from domain.vocabulary import Indicator, Risk

TRIAGE = Source(cite="Triage of the service by signs of danger", tag=Tag.LOCAL, verified=False)
AT_ONCE = guidance("Children missing education guidance: refer suspected abduction, and a primary-age child, at once")
PROTECTION_FIRST = guidance("Children missing education guidance: a concern for safety goes before its own procedure")


class RiskRule(BaseModel, frozen=True):
    """`says` is what holds when it fires; `level` what it proposes."""

    name: str
    says: str
    level: Risk
    source: Source

    @property
    def words(self) -> str:
        return f"{self.says} ({self.source.words})"


_SOURCES: Mapping[Indicator, Source] = {
    Indicator.PROTECTION_PLAN: PROTECTION_FIRST,
    Indicator.ABDUCTION: AT_ONCE,
    Indicator.PRIMARY_UNSEEN: AT_ONCE,
    Indicator.EHCP: EQUALITY,  # asked for, so that its provision is looked after: as a disability it raises nothing
}
_BY_INDICATOR: Mapping[Indicator, RiskRule] = {
    indicator: RiskRule(
        name=f"sign-{indicator.value}",
        says=indicator.label,
        level=indicator.proposes,
        source=_SOURCES.get(indicator, TRIAGE),
    )
    for indicator in Indicator
}
IN_WORDS = RiskRule(
    name="concern-in-words", says="Somebody put a concern into words", level=Risk.AMBER, source=practice("1.2")
)
UNSEEN_FIVE = RiskRule(
    name="unseen-five-days", says="Nobody has seen the child for five school days", level=Risk.AMBER, source=TRIAGE
)
UNSEEN_PRIMARY = RiskRule(
    name="unseen-primary-age",
    says="A child of primary age whose whereabouts nobody knows",
    level=Risk.RED,
    source=AT_ONCE,
)
# These raise no level: they have the referral to the police drafted.
UNSEEN_TEN = RiskRule(
    name="police-after-ten", says="At amber and unseen for ten school days", level=Risk.AMBER, source=TRIAGE
)
UNSEEN_TWENTY = RiskRule(
    name="police-after-twenty", says="Unseen for twenty school days", level=Risk.GREEN, source=TRIAGE
)
POLICE_AT_ONCE: frozenset[Indicator] = frozenset({Indicator.ABDUCTION, Indicator.PRIMARY_UNSEEN})
RISK_RULES: Mapping[str, RiskRule] = MappingProxyType(
    {
        rule.name: rule
        for rule in (*_BY_INDICATOR.values(), IN_WORDS, UNSEEN_FIVE, UNSEEN_PRIMARY, UNSEEN_TEN, UNSEEN_TWENTY)
    }
)


def rules_of(indicators: Iterable[Indicator], *, in_words: bool = False) -> list[RiskRule]:
    """The rules that these signs fire, the highest level first."""
    found = [_BY_INDICATOR[each] for each in indicators] + ([IN_WORDS] if in_words else [])
    return sorted(found, key=lambda rule: -rule.level.rank)


def primary_age(born: date | None, on: date) -> bool:
    """Whether a child is in year 6 or below: not yet eleven on the last 31 August. An unknown birth proves nothing."""
    if born is None:
        return False
    school_year = on.year if (on.month, on.day) >= (9, 1) else on.year - 1
    before = date(school_year, 8, 31)
    return before.year - born.year - ((before.month, before.day) < (born.month, born.day)) < 11
