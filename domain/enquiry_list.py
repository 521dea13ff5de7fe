"""The reasonable enquiries as one list: each database and agency that guidance names, each enquiry of the school, where
it comes from, and how it stands on a case (DOMAIN 2.2).
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from pydantic import BaseModel

from domain.case_file import CaseFile
from domain.enquiring import Enquiry, Side
from domain.guards.sources import CME_GUIDANCE, guidance
from domain.source import Source, Tag
from domain.vocabulary import EnquiryResult, EnquirySubject, Word

_LOCAL = Source(
    cite="Published procedure of an English county (children missing education)", tag=Tag.LOCAL, verified=True
)
_PRACTICE = guidance("Children missing education guidance (not in the words that were read)", verified=False)
S = EnquirySubject

# Every line with whose it is and what stands behind it; in the order in which they are usually asked.
LIST: Mapping[EnquirySubject, tuple[Side, Source]] = MappingProxyType(
    {
        S.LAST_SCHOOL: (Side.AUTHORITY, CME_GUIDANCE),
        S.ADMISSIONS: (Side.AUTHORITY, CME_GUIDANCE),
        S.HEALTH: (Side.AUTHORITY, CME_GUIDANCE),
        S.HOUSING: (Side.AUTHORITY, CME_GUIDANCE),
        S.SOCIAL_CARE: (Side.AUTHORITY, CME_GUIDANCE),
        S.POLICE: (Side.AUTHORITY, CME_GUIDANCE),
        S.YOUTH_JUSTICE: (Side.AUTHORITY, CME_GUIDANCE),
        S.REFUGE: (Side.AUTHORITY, CME_GUIDANCE),
        S.HMRC: (Side.AUTHORITY, CME_GUIDANCE),
        S.S2S: (Side.AUTHORITY, _PRACTICE),
        S.OTHER_AUTHORITY: (Side.AUTHORITY, _PRACTICE),
        S.BORDER: (Side.AUTHORITY, _PRACTICE),
        S.FORCES: (Side.AUTHORITY, _PRACTICE),
        S.HOME_EDUCATION: (Side.AUTHORITY, _PRACTICE),
        S.NEIGHBOURS: (Side.AUTHORITY, _PRACTICE),
        S.SOCIAL_MEDIA: (Side.AUTHORITY, _PRACTICE),
        S.EMERGENCY_CONTACTS: (Side.SCHOOL, _LOCAL),
        S.SCHOOL_STAFF: (Side.SCHOOL, _LOCAL),
        S.PUPILS: (Side.SCHOOL, _LOCAL),
        S.SIBLING_SCHOOL: (Side.SCHOOL, _LOCAL),
        S.SCHOOL_AGENCIES: (Side.SCHOOL, _LOCAL),
        S.SCHOOL_LETTER: (Side.SCHOOL, _LOCAL),
        S.SCHOOL_VISIT: (Side.SCHOOL, _LOCAL),
    }
)
_ASKED: Mapping[EnquirySubject, tuple[str, ...]] = MappingProxyType(
    {
        S.ADMISSIONS: ("Has anybody applied for a school place for this child, here or elsewhere?",),
        S.HEALTH: (
            "Is this child registered with a surgery, and since when?",
            "When was the child last seen by somebody in health?",
            "Have the records been asked for by another area?",
        ),
        S.HOUSING: ("Does the family have a tenancy with you, and is it lived in?", "Was a forwarding address left?"),
        S.SOCIAL_CARE: ("Is the child or a brother or sister known to you, and who works with them?",),
        S.POLICE: ("Is anything known of where the child or the family is, or of danger to them?",),
        S.YOUTH_JUSTICE: ("Is the child known to you, and when was it last seen?",),
        S.REFUGE: ("Is the child safe with you or another refuge? We ask for no address.",),
        S.HMRC: ("Is child benefit paid for this child, and did the claim end or move?",),
        S.BORDER: ("Is there a record of this child leaving or entering the country?",),
        S.FORCES: ("Is the child of a serving family that was posted, and where is it taught now?",),
        S.OTHER_AUTHORITY: ("Is the child on the roll of a school of yours, or known to you otherwise?",),
        S.HOME_EDUCATION: ("Has anybody told you that this child is educated at home?",),
    }
)
_ALWAYS = ("If you know where the child is: is it safe and well, and when was it last seen, by whom?",)


def questions_for(subject: EnquirySubject) -> tuple[str, ...]:
    """What this kind of agency is asked."""
    return (*_ASKED.get(subject, ("Do you know this child or the family, and where they are now?",)), *_ALWAYS)


OF_SCHOOL: tuple[EnquirySubject, ...] = tuple(each for each, (side, _) in LIST.items() if side is Side.SCHOOL)
# Without these the authority has not made its enquiries: the databases and agencies that the guidance itself names.
NAMED: frozenset[EnquirySubject] = frozenset(
    each for each, (side, source) in LIST.items() if side is Side.AUTHORITY and source is CME_GUIDANCE
)


class Standing(Word):
    """How a line of the list stands."""

    NOT_ASKED = "not-asked", "Not asked yet"
    WAITING = "waiting", "Asked, no answer yet"
    ANSWERED = "answered", "Answered"
    NOT_NEEDED = "not-needed", "Not asked, for a reason"


class Listed(BaseModel):
    """One line of the list on a case, with the enquiries that were made about it, newest last."""

    subject: EnquirySubject
    side: Side
    source: Source
    standing: Standing
    enquiries: list[Enquiry] = []

    @property
    def answer_by(self) -> date | None:
        return min((each.answer_by for each in self.enquiries if each.waiting and each.answer_by), default=None)

    @property
    def found(self) -> bool:
        """Whether somebody has a trace of the child."""
        return any(each.result in (EnquiryResult.TRACE, EnquiryResult.LOCATED) for each in self.enquiries)


def checklist(case: CaseFile) -> list[Listed]:
    """Every line, whoever made the enquiry: what a school was asked by us counts as asked, and the other way round."""
    return [_listed(case, subject, side, source) for subject, (side, source) in LIST.items()]


def _listed(case: CaseFile, subject: EnquirySubject, side: Side, source: Source) -> Listed:
    own = [each for each in case.enquiries if each.subject is subject]
    return Listed(subject=subject, side=side, source=source, standing=_standing(own), enquiries=own)


def _standing(own: list[Enquiry]) -> Standing:
    if not own:
        return Standing.NOT_ASKED
    if all(each.result is EnquiryResult.NOT_NEEDED for each in own):
        return Standing.NOT_NEEDED
    answered = [each for each in own if not each.waiting and each.result is not EnquiryResult.NOT_NEEDED]
    return Standing.ANSWERED if answered else Standing.WAITING


def outstanding(case: CaseFile, side: Side) -> list[Listed]:
    """What of one side's part is not done: not asked, or without an answer. Of the authority's, only what guidance
    itself names holds up an agreement.
    """
    wanted = NAMED if side is Side.AUTHORITY else frozenset(OF_SCHOOL)
    return [
        each
        for each in checklist(case)
        if each.subject in wanted and each.standing in (Standing.NOT_ASKED, Standing.WAITING)
    ]
