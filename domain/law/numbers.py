"""The numbers of the catalogue of guards, G01 to G31, in words; and where each is kept.

Most are kept by guards whose codes begin with the number. Three refuse no step by themselves, and say so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from domain.guards.sources import guidance, law
from domain.law.catalogue import LAW
from domain.law.guard import LawGuard
from domain.source import Source, Tag


@dataclass(frozen=True)
class Numbered:
    """`where` is only filled in where no guard bears the number; then `own` is its source."""

    id: str
    says: str
    where: str = ""
    own: Source | None = None

    @property
    def parts(self) -> tuple[LawGuard, ...]:
        return tuple(each for each in LAW.values() if each.id == self.id)

    @property
    def source(self) -> Source:
        """Its own, or those of its parts: as strict as the strictest of them, verified only where all are."""
        if self.own is not None:
            return self.own
        sources = [each.source for each in self.parts]
        return Source(
            cite="; ".join(dict.fromkeys(each.cite for each in sources)),
            tag=min((each.tag for each in sources), key=list(Tag).index),
            verified=all(each.verified for each in sources),
        )

    @property
    def kept_by(self) -> str:
        """Where it is kept, in words: the codes of its guards, or the date rule that stands for it."""
        return self.where or "Refused by " + ", ".join(each.code for each in self.parts)

    @property
    def overridable(self) -> bool:
        """Only where every part of it is."""
        return bool(self.parts) and all(each.overridable for each in self.parts)


_SAYS = (
    ("G01", "The child is of compulsory school age on the day of service, and on every date relied on"),
    ("G02", "The right authority: where the child is for s.437, where the school is for s.444"),
    ("G03", "The notice under s.437 gives at least fifteen days, beginning with its service"),
    ("G04", "No intention notice before the first period is over and an officer is not satisfied"),
    ("G05", "A named authorised officer is of the opinion that school is expedient"),
    ("G06", "No order before the parent's fifteen days are over; the choice is honoured, and the school may be named"),
    ("G07", "For a child with a plan the order names the plan's school"),
    ("G08", "A charge under s.443 needs an order in force, served and not complied with"),
    ("G09", "An education supervision order is considered, and recorded, before proceedings begin"),
    ("G10", "Proceedings begin within six months of each session relied on"),
    ("G11", "A penalty notice only for a pupil of a setting that the law names"),
    ("G12", "Ten unauthorised sessions in ten school weeks, or a reason and a supervisor below that"),
    ("G13", "The amount follows from the notices of the last three years"),
    ("G14", "No third penalty notice in three years to one parent for one child"),
    ("G15", "No session is relied on twice"),
    ("G16", "No proceedings before the 28 days are over, and none once the notice is paid or withdrawn"),
    ("G18", "A notice to improve comes first, or the reason why there was none"),
    ("G19", "Single justice procedure only for an adult and an offence without imprisonment"),
    ("G20", "The graver offence needs evidence of knowledge, and an interview offered"),
    ("G21", "A child looked after: no notice to the authority as parent, no supervision order in care"),
    ("G22", "Leave, sickness, religion, distance and travelling families are looked into before a charge"),
    ("G23", "Removal for twenty days' absence needs every session, both enquiries and no sickness"),
    ("G24", "The school tells the authority of a removal before it, or with it"),
    ("G27", "A notice for an excluded child needs the school's own notice to the parent"),
    ("G28", "Information about the law goes with or before each legal step"),
    ("G29", "A second person, with the power for it, approves what has legal effect"),
    ("G30", "A chain is of one law from its first notice to its order"),
    ("G31", "What the child needs is recorded before any notice, order or charge"),
)
_ELSEWHERE = (
    Numbered(
        "G17",
        "An unpaid penalty notice is decided: prosecute or withdraw",
        "It refuses nothing: when the 28 days are over (date rule penalty-payment) officer and supervisor are told, "
        "and again 60, 28, 14, 7, 3 and 1 days before the six months end (date rule prosecution-limit)",
        law("Education (Penalty Notices) (England) Regulations 2007 reg 9"),
    ),
    Numbered(
        "G25",
        "A lost pupil's file: one pupil, confirmed by the school, and none where it is known where the child is",
        "Kept here as a date (date rule lost-pupil-file); this service refuses no file by it, because it makes none",
        guidance("School to school guide: common transfer files for lost pupils"),
    ),
    Numbered(
        "G26",
        "From the sixth day of an exclusion education is provided",
        "Kept here as a date (date rule day-six-provision); it opens no step of a parent's case, so it refuses none",
        law("Education Act 1996 s.19; Education and Inspections Act 2006 s.100"),
    ),
)

NUMBERS: Mapping[str, Numbered] = MappingProxyType(
    {each.id: each for each in sorted([*(Numbered(*said) for said in _SAYS), *_ELSEWHERE], key=lambda each: each.id)}
)
