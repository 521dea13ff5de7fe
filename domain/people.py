"""The child and the people around it: who they are, how they may be reached, and what must never be printed."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from domain.vocabulary import ContactRule, Protection, Relation

NOT_KNOWN = "Not known"  # stands where a name is needed and nobody has told it
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)]
Reasoned = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=20_000)]


def _day(value: Any) -> Any:
    """A number is no day, though it could be read as seconds since 1970."""
    if isinstance(value, date) or value is None or (isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value)):
        return value
    raise ValueError("Enter a real date, like 2026-11-24")


Day = Annotated[date, BeforeValidator(_day)]

# The shape of a United Kingdom postcode (BS 7666); whether it exists is Royal Mail's to say.
_OUTWARD = r"[A-PR-UWYZ]([0-9]{1,2}|[A-HK-Y][0-9]([0-9]|[ABEHMNPRV-Y])?|[0-9][A-HJKPS-UW])"
_POSTCODE = re.compile(rf"^(GIR ?0AA|{_OUTWARD} ?[0-9][ABD-HJLNP-UW-Z]{{2}})$")


def _postcode(value: str) -> str:
    tidy = " ".join(value.upper().split())
    if not _POSTCODE.match(tidy):
        raise ValueError("Enter a full UK postcode, like BA1 1AA")
    bare = tidy.replace(" ", "")
    return f"{bare[:-3]} {bare[-3:]}"


Postcode = Annotated[str, AfterValidator(_postcode)]

_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def _upn(value: str) -> str:
    """A unique pupil number with its check letter: sum of the digits weighted 2 to 13, modulo 23 (DOMAIN 5.5)."""
    upn = value.strip().upper()
    if not upn:
        return ""
    if not re.fullmatch(r"[A-Z][0-9]{11}[0-9A-Z]", upn):
        raise ValueError("A UPN is one letter and 12 digits, like X800400126001")
    digits = upn[1:]
    if digits[-1].isdigit():
        expected = _UPN_LETTERS[sum(int(d) * weight for d, weight in zip(digits, range(2, 14), strict=True)) % 23]
        if upn[0] != expected:
            raise ValueError("The check letter of this UPN does not fit its digits")
    return upn


Upn = Annotated[str, AfterValidator(_upn)]


class Address(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    lines: Annotated[list[Line], Field(min_length=1, max_length=5, title="Address lines")]
    postcode: Postcode = Field(title="Postcode")

    def printed(self) -> list[str]:
        return [*(line for line in self.lines if line), self.postcode]


class Child(BaseModel):
    """The child as the service knows it. An unknown date of birth opens no legal step (PRACTICE 3.2)."""

    given: str = ""
    surname: str = ""
    known_as: str = ""
    aliases: list[str] = []
    date_of_birth: date | None = None
    sex: str = ""
    upn: str = ""
    school: str = ""
    first_absent_on: date | None = None
    died_on: date | None = None

    @property
    def name(self) -> str:
        return f"{self.given} {self.surname}".strip()

    def age(self, on: date) -> int | None:
        born = self.date_of_birth
        if born is None:
            return None
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


class Needs(BaseModel):
    """How a person reads and hears; a letter goes in the way that reaches them (PRACTICE 4.1, 4.7)."""

    model_config = ConfigDict(extra="forbid")

    language: Line = Field(default="English", title="Language")
    interpreter: bool = Field(default=False, title="Needs an interpreter?")
    cannot_read: bool = Field(default=False, title="Cannot read letters?")
    large_print: bool = Field(default=False, title="Needs large print?")
    easy_read: bool = Field(default=False, title="Needs easy read?")

    @property
    def translation(self) -> bool:
        return self.language.strip().casefold() not in ("", "english")


class Told(BaseModel):
    """Where something that we believe of a person comes from."""

    source: str = ""
    on: date | None = None


class Person(BaseModel):
    """An adult around the child. What we believe of them stands with its source and date: `told` has those of what was
    said since the person was first recorded.
    """

    id: str = ""
    name: str = ""
    relation: Relation = Relation.OTHER
    parental_responsibility: bool | None = None
    lives_with_child: bool | None = None
    cares_for_child: bool | None = None
    source: str = ""
    source_on: date | None = None
    told: dict[str, Told] = {}
    needs: Needs = Needs()
    contact_rule: ContactRule | None = None
    contact_rule_source: str = ""
    contact_rule_review_on: date | None = None
    address: Address | None = None
    safe_address: Address | None = None
    telephone: str = ""
    email: str = ""
    email_for_service: str = ""  # the address at which they agreed to be served (PRACTICE 4.4), and how that is known
    email_agreement: str = ""
    deceased: bool = False

    def how_known(self, *fields: str) -> Told:
        """The source and date of what is known in these fields: the newest, or where the person was recorded."""
        found = [self.told[name] for name in fields if name in self.told]
        first = Told(source=self.source, on=self.source_on)
        return max(found, key=lambda told: told.on or date.min, default=first)

    def tell(self, source: str, on: date, **said: Any) -> None:
        """Take what is said, with its source and date; None and empty words say nothing."""
        for name, value in said.items():
            if value not in (None, ""):
                setattr(self, name, value)
                self.told = {**self.told, name: Told(source=source, on=on)}

    @model_validator(mode="after")
    def _a_rule_has_a_source(self) -> "Person":
        if self.contact_rule is not None and not self.contact_rule_source:
            raise ValueError("Say where the contact rule comes from")
        return self


class HouseholdChild(BaseModel):
    """Another child of the household; each is checked before the case can close (PRACTICE 3.3)."""

    id: str = ""
    name: str = ""
    date_of_birth: date | None = None
    checked: bool = False
    educated_at: str = ""
    confirmed_by: str = ""
    case_ref: str = ""


class Sighting(BaseModel):
    """The child, seen: when, where, by whom, alone or with whom, and what it said and wants (PRACTICE 3.1)."""

    on: date
    where: str = ""
    by_name: str = ""
    by_role: str = ""
    professional: bool = False
    alone: bool = False
    with_whom: str = ""
    said: str = ""
    wants: str = ""
    seq: int = 0


class VisitWarning(BaseModel):
    """Shown before a visit is planned or recorded; never printed (PRACTICE 4.8)."""

    id: str = ""
    about: str = ""
    words: str = ""
    source: str = ""
    source_on: date | None = None
    review_on: date | None = None
    ended: bool = False


class ProtectedFlag(BaseModel):
    """A protection on the case: why, from what source, and until somebody ends it with a reason."""

    why: Protection
    source: str
    since: date
    ended_on: date | None = None
