"""Local standards: numbers that are nobody's law, each with a name, a default, a source and a tag.

A standard counted in days, weeks or months is also a date rule of the same name (`domain.date_rules`).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pydantic import BaseModel

from domain.source import Source, Tag

StandardUnit = Literal["working days", "school days", "calendar days", "weeks", "months", "hours"]
PRACTICE = "Practice of the service"


class Standard(BaseModel, frozen=True):
    """One number of policy. Days are counted after the day `starts_from` names, unless `beginning_with` it."""

    name: str
    label: str
    value: int
    unit: StandardUnit
    source: Source
    starts_from: str
    beginning_with: bool = False
    safeguarding: bool = False
    may_pause: bool = True

    @property
    def words(self) -> str:
        if self.value == 0:
            return "the same day"
        return f"{self.value} {self.unit[:-1] if self.value == 1 else self.unit}"


def _standard(
    name: str,
    label: str,
    value: int,
    unit: StandardUnit,
    starts_from: str,
    *,
    cite: str = PRACTICE,
    tag: Tag = Tag.LOCAL,
    verified: bool = False,
    beginning_with: bool = False,
    safeguarding: bool = False,
    may_pause: bool = True,
) -> Standard:
    return Standard(
        name=name,
        label=label,
        value=value,
        unit=unit,
        source=Source(cite=cite, tag=tag, verified=verified),
        starts_from=starts_from,
        beginning_with=beginning_with,
        safeguarding=safeguarding,
        may_pause=may_pause and not safeguarding,
    )


_ALL = (
    _standard("acknowledge-referral", "Acknowledge a referral", 1, "working days", "the day of the referral"),
    _standard("triage", "Decide what a referral is", 2, "working days", "the day of the referral"),
    _standard("checks", "Complete the checks", 10, "working days", "the day checks began"),
    _standard("first-contact", "First contact with the family", 5, "working days", "the day contact began"),
    _standard("contact", "Reach the family", 20, "working days", "the day contact began"),
    _standard(
        "warning-reply",
        "Reply to a warning letter: enrol, or show home education",
        7,
        "working days",
        "the day the letter was served",
        cite="Published procedure of an English county (children missing education)",
        verified=True,
    ),
    _standard("support-review", "Review the support plan", 28, "calendar days", "the day of the plan or last review"),
    _standard(
        "placement-offer",
        "Offer of a school place in the year",
        15,
        "school days",
        "the day of the application",
        cite="School Admissions Code, in-year admissions",
        tag=Tag.GUID,
    ),
    _standard("reintegration-review-1", "First review back in school", 2, "weeks", "the first day back"),
    _standard("reintegration-review-2", "Second review back in school", 6, "weeks", "the first day back"),
    _standard("reintegration-review-3", "Third review back in school", 12, "weeks", "the first day back"),
    _standard("dormant-monthly", "Monthly re-check of a child not found", 1, "months", "the day of the last re-check"),
    _standard(
        "dormant-termly", "Termly re-check of a child not found", 91, "calendar days", "the day of the last re-check"
    ),
    _standard(
        "case-review",
        "Standing review: nothing is forgotten",
        10,
        "working days",
        "the day of the last action",
        may_pause=False,
    ),
    _standard("first-attendance", "Ask the school whether the child started", 1, "working days", "the first day back"),
    _standard("pause-ends", "The pause ends", 0, "calendar days", "the last day of the pause", may_pause=False),
    _standard(
        "pause-limit", "Longest pause of a local clock", 20, "working days", "the day of the pause", may_pause=False
    ),
    _standard(
        "extension-limit",
        "Longest extension of a local clock",
        10,
        "working days",
        "the last day so far",
        may_pause=False,
    ),
    _standard(
        "urgent-safeguarding",
        "Urgent safeguarding action",
        0,
        "calendar days",
        "the day of the concern",
        safeguarding=True,
    ),
    _standard(
        "urgent-head-told",
        "Head of service told of an urgent action left undone",
        4,
        "hours",
        "the concern",
        safeguarding=True,
    ),
    _standard(
        "amber-advice",
        "Advice and a visit where there are signs of danger",
        1,
        "working days",
        "the day of the concern",
        safeguarding=True,
    ),
    _standard(
        "unseen-five",
        "Child not seen: raise the level",
        5,
        "school days",
        "the first day absent or unseen",
        beginning_with=True,
        safeguarding=True,
    ),
    _standard(
        "unseen-amber",
        "Child at amber not seen: report to the police",
        10,
        "school days",
        "the first day absent or unseen",
        beginning_with=True,
        safeguarding=True,
    ),
    _standard(
        "unseen-police",
        "Child not seen: police and manager",
        20,
        "school days",
        "the first day absent or unseen",
        beginning_with=True,
        safeguarding=True,
    ),
    _standard(
        "police-answer",
        "The police have given a reference and a grade",
        0,
        "calendar days",
        "the day they were told",
        safeguarding=True,
    ),
    _standard(
        "police-update",
        "Ask the police what they have done",
        5,
        "working days",
        "the day of their last word",
        safeguarding=True,
    ),
    _standard(
        "police-update-high",
        "Ask the police what they have done, at high risk",
        1,
        "calendar days",
        "the day of their last word",
        safeguarding=True,
    ),
    _standard(
        "return-interview",
        "Return interview offered to a child who was found",
        3,
        "calendar days",
        "the day the child was found",
        cite="Children who run away or go missing from home or care: statutory guidance (72 hours)",
        tag=Tag.GUID,
        safeguarding=True,
    ),
    _standard(
        "care-decision",
        "Ask children's social care what it decided about a referral",
        1,
        "working days",
        "the day of the referral",
        cite="Working together to safeguard children: statutory guidance",
        tag=Tag.GUID,
        safeguarding=True,
    ),
    _standard(
        "agency-answer",
        "Ask an agency again that has not answered an enquiry",
        5,
        "working days",
        "the day it was asked, or asked again",
    ),
    _standard(
        "posting-margin",
        "Margin for the post in a printed last day",
        3,
        "calendar days",
        "the planned posting",
        may_pause=False,
    ),
    _standard(
        "deemed-service", "Deemed service by first-class post", 2, "working days", "the day of posting", may_pause=False
    ),
    _standard(
        "seen-recent",
        "How long a sighting counts as recent",
        20,
        "school days",
        "the day the child was seen",
        may_pause=False,
    ),
    _standard(
        "order-registration",
        "Ask the school named in an attendance order whether the child is registered",
        10,
        "working days",
        "the day the order was served, or the school was last asked",
        may_pause=False,
    ),
    _standard(
        "household-check", "Check every other child of the household", 10, "working days", "the day the child was named"
    ),
    _standard(
        "priority-flag",
        "Out of education for four weeks: a priority of the service",
        4,
        "weeks",
        "the first day absent",
        may_pause=False,
    ),
    _standard(
        "contact-rule-review",
        "Review how a person may be contacted, where no day was set",
        6,
        "months",
        "the day the rule was set",
        may_pause=False,
    ),
    _standard("review-day", "Look again", 0, "calendar days", "the day that was set", may_pause=False),
    _standard("returned-post", "Act on returned post", 2, "working days", "the day it came back"),
    _standard(
        "hand-over-answer",
        "Another authority confirms that it has the child",
        5,
        "working days",
        "the day it was handed over, or they were last asked",
        may_pause=False,
    ),
    _standard("authority-answer", "Answer another authority", 5, "working days", "the day it asked", may_pause=False),
    _standard(
        "lost-file-reminder",
        "Remind the school to upload its lost-pupil file",
        5,
        "working days",
        "the day the name was deleted, or of the last reminder",
        may_pause=False,
    ),
    _standard(
        "lost-search-weekly",
        "Search the lost pupils' area, in the first weeks",
        1,
        "weeks",
        "the day of the last search",
        may_pause=False,
    ),
    _standard(
        "lost-search-monthly",
        "Search the lost pupils' area, after the first weeks",
        1,
        "months",
        "the day of the last search",
        may_pause=False,
    ),
    _standard(
        "bundle-document",
        "Supply a document that a bundle lacks",
        5,
        "working days",
        "the day it was asked for",
        may_pause=False,
    ),
    _standard(
        "unassigned", "Correct or reject what stands in the unassigned list", 1, "working days", "the day it arrived"
    ),
)

STANDARDS: Mapping[str, Standard] = MappingProxyType({standard.name: standard for standard in _ALL})
