"""What of a person's data is given to them, what is left out by default, and why: by the exemptions of the Data
Protection Act 2018. Rules propose, a person decides; what shows who told us, or something protected, is never given.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from domain.actions.base import Action
from domain.bundles.leaks import guarded
from domain.case_file import CaseFile
from domain.guards.sources import law
from domain.near_matches import Somebody, near_matches
from domain.proceedings.subject_access import Answer, Decided, Item, Reason, Shows, SubjectAccess
from domain.protecting import protected_values, scrubbed, shows
from domain.source import Source

_SHORTEST: Final = 4
_DPA: Final = "Data Protection Act 2018"
EXEMPTIONS: Final[Mapping[Reason, Source]] = MappingProxyType(
    {
        Reason.THIRD_PARTY: law(f"{_DPA} Sch 2 para 16", verified=False),
        Reason.REFERRER: law(f"{_DPA} Sch 2 para 16", verified=False),
        Reason.HARM: law(f"{_DPA} Sch 3 paras 11 and 19 (the serious harm test)", verified=False),
        Reason.ADVICE: law(f"{_DPA} Sch 2 para 19", verified=False),
        Reason.CRIME: law(f"{_DPA} Sch 2 para 2", verified=False),
        Reason.BEST_INTEREST: law(f"{_DPA} Sch 3 para 21", verified=False),
        Reason.NOT_THEIRS: law("UK GDPR arts 4(1) and 15", verified=False),
    }
)
# What the answer says of it: never how much, and never so that somebody could tell that there is a referrer.
_PEOPLE: Final = "information about other people, or that other people gave us"
SAID_TO_THEM: Final[Mapping[Reason, str]] = MappingProxyType(
    {
        Reason.THIRD_PARTY: _PEOPLE,
        Reason.REFERRER: _PEOPLE,
        Reason.NOT_THEIRS: _PEOPLE,
        Reason.ADVICE: "advice from lawyers",
        Reason.HARM: "information that the law lets us keep back to keep people safe",
        Reason.BEST_INTEREST: "information that the law lets us keep back to keep people safe",
        Reason.CRIME: "information that the law lets us keep back to keep people safe",
    }
)
BY_SIGN: Final[Mapping[Shows, Reason]] = MappingProxyType(
    {
        Shows.REFERRER: Reason.REFERRER,
        Shows.PROTECTED: Reason.HARM,
        Shows.SAFEGUARDING: Reason.HARM,
        Shows.CRIME: Reason.CRIME,
        Shows.ADVICE: Reason.ADVICE,
        Shows.OTHER_PERSON: Reason.THIRD_PARTY,
        Shows.NO_TEXT: Reason.THIRD_PARTY,
        Shows.NO_PAGES: Reason.THIRD_PARTY,
    }
)
_ADVICE: Final = frozenset({"ask-for-legal-advice", "give-legal-advice"})
_OF_REFERRER: Final = frozenset({"open-referrer", "write-summary", "approve-summary"})
_SAFEGUARDING: Final = "Safeguarding"
_OF_OFFENCES: Final = ("prosecution-", "police-referral-")


@dataclass(frozen=True)
class Around:
    """Whoever must not be found in the answer, as values. Printing it tells nothing."""

    referrers: tuple[Somebody, ...] = field(default=(), repr=False)
    protected: tuple[str, ...] = field(default=(), repr=False)
    names: tuple[str, ...] = field(default=(), repr=False)
    contacts: tuple[str, ...] = field(default=(), repr=False)
    passed_over: frozenset[str] = field(default=frozenset(), repr=False)
    usual: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def others(self) -> tuple[str, ...]:
        """Names, addresses, telephones and the rest of everybody else."""
        return _longest_first({*self.names, *self.contacts})

    @property
    def told(self) -> tuple[str, ...]:
        found = {said.strip() for who in self.referrers for said in (who.name, who.telephone, who.email)}
        return _longest_first(found)


def _longest_first(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted((each for each in values if len(each) >= _SHORTEST), key=lambda each: (-len(each), each)))


def around(
    case: CaseFile,
    request: SubjectAccess,
    referrers: Iterable[Somebody] = (),
    schools: Iterable[str] = (),
    sender: str = "",
    passed_over: Iterable[str] = (),
    usual: frozenset[str] = frozenset(),
) -> Around:
    """Everybody but whoever asks and whose data it is. The child's own home is the child's data only where nothing is
    protected and the child itself asks.
    """
    theirs = {request.person_id, request.about} - {""}
    names = {person.name for person in case.people if person.id not in theirs}
    names |= {child.name for child in case.household}
    if request.about:
        names.add(case.child.name)
    reader = request.about or request.person_id
    contacts = [value for each in guarded(case, reader) if each.allow for value in each.values]
    if not reader:
        away = [person for person in case.people if not person.lives_with_child]
        contacts += [line for person in away for line in (person.telephone, person.email)]
        contacts += [value for person in away if person.address for value in person.address.printed()[::-1][:1]]
    own = {person.name for person in case.people if person.id in theirs}
    if not request.about:
        own |= {case.child.name, case.child.given}
    return Around(
        referrers=tuple(referrers),
        protected=tuple(value for value in protected_values(case, schools) if not shows(sender, [value])),
        names=_longest_first(names - own),
        contacts=_longest_first(set(contacts) - own),
        passed_over=frozenset(passed_over),
        usual=usual,
    )


def signs(text: str, who: Around) -> list[Shows]:
    """What the words themselves show."""
    found = []
    if shows(text, who.told) or near_matches(text, who.referrers, passed_over=who.passed_over, usual=who.usual):
        found.append(Shows.REFERRER)
    if shows(text, who.protected):
        found.append(Shows.PROTECTED)
    if shows(text, who.others):
        found.append(Shows.OTHER_PERSON)
    return found


def signs_of_entry(action: type[Action], process: str, *, confidential: bool) -> list[Shows]:
    """What an entry is about, whatever its words."""
    name = process.partition("/")[2]
    found = []
    if action.name in _OF_REFERRER or (confidential and action.name == "referral-received"):
        found.append(Shows.REFERRER)
    if action.topic == _SAFEGUARDING:
        found.append(Shows.SAFEGUARDING)
    if name.startswith(_OF_OFFENCES):
        found.append(Shows.CRIME)
    if action.name in _ADVICE:
        found.append(Shows.ADVICE)
    return found


def proposed(found: Iterable[Shows]) -> Reason | None:
    """Why it would be left out: the gravest of what it shows; None where nothing speaks against it."""
    present = set(found)
    return next((reason for sign, reason in BY_SIGN.items() if sign in present), None)


def given_words(text: str, decided: Decided, who: Around) -> str:
    """The words of an item as they go out. Who told us and what is protected is blanked whatever was decided; another
    person and the reviewer's own words where it is given with words blanked.
    """
    hidden = [*who.protected, *who.told]
    if decided.answer is Answer.REDACT:
        hidden += [*decided.hide, *who.others]
    return scrubbed(text, sorted(hidden, key=lambda each: -len(each)))


def still_shows(text: str, who: Around) -> bool:
    """Whether words that would go out name or come near to whoever told us, or show what is protected."""
    return bool({Shows.REFERRER, Shows.PROTECTED} & set(signs(text, who)))


def kept_back(request: SubjectAccess) -> list[str]:
    """What was left out, in general words, for the answer itself."""
    reasons = [each.reason for each in request.decided.values() if each.reason is not None]
    return list(dict.fromkeys(SAID_TO_THEM[reason] for reason in Reason if reason in reasons))


def same(before: Item, after: Item) -> bool:
    """Whether a decision on it still stands when it is collected again."""
    return (before.sha256, before.shows) == (after.sha256, after.shows)
