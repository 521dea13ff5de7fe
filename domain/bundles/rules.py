"""The rules that a bundle is judged by before a court sees it, each with its source and whether it was checked.

An absolute rule is beyond anybody's reason: the law's own, a leak, a missing document.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pydantic import BaseModel, ConfigDict

from domain.guards.sources import guidance, law, practice
from domain.source import Source, Tag

GENERAL: Final = guidance("General guidance on electronic court bundles (29 November 2021)")
PD27A: Final = guidance("Family Procedure Rules, Practice Direction 27A (in force 2 March 2026)", verified=False)
PD27A_OLD: Final = guidance(
    "Practice Direction 27A as read before 2026, to be checked against chapters 5 and 7", verified=False
)
LOCAL_PACK: Final = guidance("Magistrates' prosecution packs of several authorities", verified=False)
CHAPTER_13: Final = guidance("Practice Direction 27A chapter 13, as reported on one page", verified=False)
MAIL: Final = guidance("Size of mail to the courts as reported in 2021", verified=False)
CJA_9: Final = law("Criminal Justice Act 1967 s.9", verified=False)
CPIA: Final = law("Criminal Procedure and Investigations Act 1996, code of practice", verified=False)
EA_447: Final = law("Education Act 1996 s.447(1)")
MCA_127: Final = law("Magistrates' Courts Act 1980 s.127")
CRIM_PR: Final = law("Criminal Procedure Rules, service", verified=False)
DPA: Final = law("UK GDPR art. 15; Data Protection Act 2018 Sch. 2 para. 16", verified=False)
NO_LEAK: Final = practice("7.3, 8")


class Rule(BaseModel):
    """`G3`, `F10`, `P4`, `N1`: the number by which the checklist of the service knows it."""

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    source: Source
    never_overridden: bool = False

    @property
    def absolute(self) -> bool:
        return self.never_overridden or self.source.tag is Tag.STAT


def _rule(id: str, title: str, source: Source, *, never: bool = False) -> Rule:
    return Rule(id=id, title=title, source=source, never_overridden=never)


_ALL: Final = (
    _rule("G1", "One PDF that any reader opens", GENERAL),
    _rule("G2", "Every page numbered by computer, cover and index too", GENERAL, never=True),
    _rule("G3", "Numbers run from the first page to the last and match the viewer's", GENERAL),
    _rule("G4", "A paper copy has the same numbers", GENERAL),
    _rule("G5", "Every line of the index leads to its document", GENERAL, never=True),
    _rule("G6", "Every section and document bookmarked with its page number", GENERAL),
    _rule("G7", "Typed pages can be searched and copied", GENERAL),
    _rule("G8", "Every page is read from left to right, none upside down", GENERAL),
    _rule("G9", "It opens at 100 %", GENERAL),
    _rule("G10", "A core bundle, where one is needed", GENERAL),
    _rule("G11", "As few bundles as can be", GENERAL),
    _rule("G12", "No picture above 300 dots an inch", GENERAL),
    _rule("G13", "Late pages at the end, numbered on", GENERAL),
    _rule("G14", "The file's name: case, letter, hearing", GENERAL),
    _rule("G15", "Small enough for the court's mail", MAIL),
    _rule("G16", "A party without a lawyer can read it", GENERAL),
    _rule("F1", "An electronic bundle, and paper for whom the court wants it", PD27A),
    _rule("F2", "The applicant prepares, files and serves it", PD27A),
    _rule("F3", "Whatever fails may cost the hearing, and money", PD27A),
    _rule("F4", "Numbered by section: A1, A2, B1", PD27A),
    _rule("F5", "No more than 350 pages unless the court allows more", PD27A),
    _rule("F6", "Type of twelve points at least, index with links, bookmarks, text", PD27A),
    _rule("F7", "Sections in the usual order", PD27A_OLD),
    _rule("F8", "Preliminary documents each dated", PD27A_OLD),
    _rule("F9", "In order of date, and only what is needed", PD27A_OLD),
    _rule("F10", "No correspondence, screenshots or photographs unless directed", PD27A),
    _rule("F11", "Filed in time", CHAPTER_13),
    _rule("F12", "Length of each document, core bundle and authorities as their chapters say", PD27A),
    _rule("P1", "Witness statement signed and in the form of section 9", CJA_9),
    _rule("P2", "Each exhibit with a label of its own", LOCAL_PACK),
    _rule("P3", "The certificate proves the sessions charged, no more and no fewer", LOCAL_PACK),
    _rule("P4", "Nothing that is for information only or withheld", practice("7.1"), never=True),
    _rule("P5", "A formal warning to this parent", LOCAL_PACK),
    _rule("P6", "What was done to help is shown", LOCAL_PACK),
    _rule("P7", "A supervision order considered before the charge", EA_447),
    _rule("P8", "One defendant, and nothing about another parent", practice("7.3"), never=True),
    _rule("P9", "The dates charged are within six months", MCA_127),
    _rule("P10", "The schedule of unused material is whole: no line undecided", CPIA),
    _rule("P11", "No returned post is open after the charge", CRIM_PR),
    _rule("P12", "The authority to prosecute is named", practice("6.15")),
    _rule("N1", "No document that the profile asks for is missing", practice("8"), never=True),
    _rule("N2", "Nothing leaks: no referrer, nothing protected, no other parent or child", NO_LEAK, never=True),
    _rule("N3", "Nothing can be read under what was painted over", practice("7.5"), never=True),
    _rule("N4", "Every document was read whole", practice("8"), never=True),
    _rule("N5", "The profile is signed off by a lawyer", practice("7")),
    _rule("N6", "Nobody's personal data but the person's who asks", DPA),
)  # fmt: skip
RULES: Final[Mapping[str, Rule]] = MappingProxyType({each.id: each for each in _ALL})

EVERY_BUNDLE: Final = (
    "N1",
    "N2",
    "N3",
    "N4",
    "N5",
    "G1",
    "G2",
    "G3",
    "G4",
    "G5",
    "G6",
    "G7",
    "G8",
    "G9",
    "G12",
    "G13",
    "G15",
)
COURT: Final = (*EVERY_BUNDLE, "G10", "G11", "G14", "G16")
FAMILY: Final = tuple(f"F{n}" for n in range(1, 13))
PROSECUTION: Final = tuple(f"P{n}" for n in range(1, 13))
