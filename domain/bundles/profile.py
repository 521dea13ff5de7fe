"""A profile: what one kind of court or reader wants of a bundle. Data, with a source, an as-at date and a signature."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from domain.bundles.document import Kind
from domain.bundles.rules import RULES
from domain.source import Source

Letter = Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
MB = 1_000_000


class Numbering(StrEnum):
    CONTINUOUS = "CONTINUOUS"
    BY_SECTION = "BY_SECTION"

    @property
    def label(self) -> str:
        return {"CONTINUOUS": "from 1 to the last page", "BY_SECTION": "by section: A1, A2, B1"}[self.value]


class Section(BaseModel):
    """A section by its letter. Documents of `kinds` go here by themselves; a document of each of `required` must."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    letter: Letter
    title: str
    kinds: tuple[Kind, ...] = ()
    required: tuple[Kind, ...] = ()


class Forbidden(BaseModel):
    """A kind of document that stays out. With `unless_directed` the court may let it in; else nobody may."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    why: str
    source: Source
    unless_directed: bool = False


class Profile(BaseModel):
    """`page_cap` counts every page of the file; `size_limit` is in bytes of one file; `file_name` is the court's own
    naming for the copy served, with {surname}, {letter} and {hearing}: never a child's name (PRACTICE 7.4).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str
    court: str
    sections: tuple[Section, ...] = Field(min_length=1)
    numbering: Numbering
    source: Source
    as_at: date
    rules: tuple[str, ...]  # the rules of domain.bundles.rules that are judged
    forbidden: tuple[Forbidden, ...] = ()
    page_cap: int | None = None
    size_limit: int = 36 * MB  # reported for the courts' mail; the profile's source says whether it was checked
    section_sheets: bool = False
    one_defendant: bool = False
    evidential_only: bool = False
    served: bool = True  # whether it is served on somebody: legal advice is not
    file_name: str = "{surname} {letter} {hearing}"
    file_letter: Letter = "A"
    file_before_hearing: str = ""  # the date rule that counts its filing day back from the hearing
    signed_off_by: str = ""
    signed_off_on: date | None = None

    @model_validator(mode="after")
    def _letters_stand_once(self) -> "Profile":
        letters = [section.letter for section in self.sections]
        if letters != sorted(set(letters)):
            raise ValueError("sections stand once each, in the order of their letters")
        if (self.signed_off_on is None) != (not self.signed_off_by):
            raise ValueError("a signature has a person and a day")
        return self

    @property
    def signed_off(self) -> bool:
        return self.signed_off_on is not None

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of all that it asks, its rules with their words and sources too, and of nothing else: whatever
        changes in it makes it another, which nobody has signed.
        """
        asked = self.model_dump(mode="json", exclude={"signed_off_by", "signed_off_on"})
        asked["rules"] = [RULES[rule].model_dump(mode="json") for rule in self.rules]
        return hashlib.sha256(json.dumps(asked, sort_keys=True, separators=(",", ":")).encode()).hexdigest()

    @property
    def edition(self) -> str:
        """Which version of the profile it is, short enough to be read out."""
        return self.fingerprint[:12]

    @property
    def standing(self) -> str:
        """One line for the page, the pre-flight and the manifest."""
        said = f"{self.source.words} · as at {self.as_at:%-d %B %Y} · version {self.edition}"
        if self.signed_off_on is None:
            return f"{said} · not signed off by a lawyer"
        return f"{said} · signed off by {self.signed_off_by} on {self.signed_off_on:%-d %B %Y}"

    def section(self, letter: str) -> Section | None:
        return next((each for each in self.sections if each.letter == letter), None)

    def section_for(self, kind: Kind) -> Section | None:
        """Where a document of this kind goes, where it goes anywhere by itself."""
        return next((each for each in self.sections if kind in each.kinds), None)

    def keeps_out(self, kind: Kind) -> Forbidden | None:
        return next((each for each in self.forbidden if each.kind is kind), None)

    def required(self) -> Iterator[tuple[Section, Kind]]:
        return ((section, kind) for section in self.sections for kind in section.required)
