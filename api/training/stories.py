"""The lessons: invented children, each with the story of a case, what a good officer does in it, and why. Days are told
from the day on which the lesson begins, so that a story is as old as it says in whatever year it is played.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True)
class Part:
    """A thing to do: done once the journal holds one of `actions`."""

    label: str
    actions: frozenset[str]
    why: str


@dataclass(frozen=True)
class Story:
    name: str
    title: str
    told: tuple[str, ...]
    given: str
    reason: str
    age: int
    absent_for: int  # days before it begins
    account: str
    parts: tuple[Part, ...]

    def referral(self, today: date) -> dict[str, Any]:
        """What the school sends on that day, with nobody real in it."""
        born = date(today.year - self.age, 3, 4)
        return {
            "channel": "school",
            "reason": self.reason,
            "child": {
                "given": self.given,
                "surname": "Trainee",
                "date_of_birth": born.isoformat(),
                "school": "800/2001",
                "first_absent_on": (today - timedelta(days=self.absent_for)).isoformat(),
            },
            "adults": [
                {
                    "name": "Ms R Trainee",
                    "relation": "mother",
                    "address": {"lines": ["1 Lesson Street", "Sampleton"], "postcode": "BA1 1AA"},
                    "telephone": "01632 960 155",
                }
            ],
            "account": self.account,
            "referrer": {"name": "Ms J Sample", "role": "Attendance lead", "telephone": "01632 960 101"},
        }


def _part(label: str, why: str, *actions: str) -> Part:
    return Part(label, frozenset(actions), why)


_BEGUN = (
    _part(
        "Referral acknowledged",
        "Who told us must know that somebody has it: within a working day.",
        "acknowledge-referral",
    ),
    _part(
        "Decided what it is",
        "Until somebody decides, nothing is looked into. Say why in your own words.",
        "decide-triage",
    ),
)
_SEEN = _part(
    "Child seen",
    "Where the child is and whether they are safe comes before where they are on a roll. A child whom nobody has seen "
    "is a matter for safeguarding, however good the explanation sounds.",
    "record-child-seen",
    "record-visit",
)
_OTHERS = _part(
    "Other children asked about",
    "A child who is missed is often not the only one in the home.",
    "record-no-other-children",
    "check-household-child",
)
_CHECKS = (
    _part(
        "Enquiries made",
        "Ask those who would know, and keep each answer: a gap is found by asking.",
        "record-enquiry",
        "ask-agency",
    ),
    _part("Checks complete", "Say what the checks found, also where it is nothing.", "complete-checks"),
)
_REACHED = _part(
    "Family reached", "Most cases end in one honest conversation. Ask what they need.", "record-family-reached"
)
_PLAN = _part("Support agreed", "A plan that the family has helped to write is one that they keep.", "agree-support")
_CLOSED = _part(
    "Closed with evidence", "Hearing that all is well is no evidence: somebody must confirm it.", "close-case"
)

STORIES: Mapping[str, Story] = MappingProxyType(
    {
        story.name: story
        for story in (
            Story(
                "found-elsewhere",
                "On another authority’s roll",
                (
                    "A boy of nine has not come for some days. His mother told a neighbour that they have moved.",
                    (
                        "The answer is probably simple: he goes to school somewhere else. Find out where, have it "
                        "confirmed by those who know, and close the case with what they wrote."
                    ),
                ),
                "Kai",
                "moves-often",
                9,
                5,
                "Not in school. A neighbour says that the family has moved.",
                (*_BEGUN, *_CHECKS, _SEEN, _OTHERS, _CLOSED),
            ),
            Story(
                "lost",
                "A child whom nobody can find",
                (
                    "A girl of eleven stopped coming. The telephone is dead, and the house looks empty.",
                    (
                        "Move the clock and watch what rises by itself: on the fifth, the tenth and the twentieth "
                        "school day somebody must act, and each time it is a person who decides."
                    ),
                ),
                "Mia",
                "home",
                11,
                4,
                "Has not been seen. The house looks empty and nobody answers.",
                (
                    *_BEGUN,
                    *_CHECKS,
                    _part(
                        "Tried to reach the family",
                        "Call, write and go there, on different days and at different hours, and record each attempt.",
                        "record-contact",
                        "record-visit",
                    ),
                    _part(
                        "Police told, or decided not to",
                        "The rule drafts the referral; a named person sends it, or records why not.",
                        "send-police-referral",
                        "decide-no-police-referral",
                    ),
                    _SEEN,
                    _OTHERS,
                    _CLOSED,
                ),
            ),
            Story(
                "attendance-order",
                "From refused support to an attendance order",
                (
                    (
                        "A boy of ten is on no school’s roll. His mother answers the telephone, will not say how he is "
                        "taught, and refuses every offer."
                    ),
                    (
                        "Offer support first, and record that it was refused. Then the law’s own order of steps: a "
                        "notice that gives the parent time to satisfy us, a decision, a notice that names a school, an "
                        "order. No step is taken because time has passed: you decide, and a second person signs."
                    ),
                ),
                "Leo",
                "removed",
                10,
                20,
                "On no roll. The mother says that it is none of our business.",
                (
                    *_BEGUN,
                    *_CHECKS,
                    _REACHED,
                    _part(
                        "Support offered and refused",
                        "An order that comes before help was offered seldom stands.",
                        "record-support-refused",
                    ),
                    _part(
                        "Why she is answerable",
                        "A legal notice needs, for that person, why they are a parent (Education Act 1996 s.576).",
                        "record-answerable-parent",
                    ),
                    _part(
                        "Steps towards an order begun",
                        "Section 437(1): it appears that the child is not receiving suitable education.",
                        "begin-attendance-order",
                    ),
                    _part(
                        "Notice signed",
                        "By somebody whom the register of authorisations names.",
                        "sign-education-notice",
                    ),
                    _part(
                        "Satisfied or not: decided",
                        "The end of the period decides nothing. Read what came, then decide, with reasons.",
                        "decide-satisfaction",
                    ),
                    _part("Order made", "Only after the parent could choose a school.", "sign-attendance-order"),
                ),
            ),
            Story(
                "place-found",
                "A place, a first day, and the weeks after it",
                (
                    "A girl of eight has moved here and has no school. Her mother wants one, soon and near.",
                    (
                        "A good case for a first day of training: agree support, find a place, see that she starts, "
                        "and look again after two, six and twelve weeks. A place is not the end: attendance is."
                    ),
                ),
                "Ada",
                "no-place",
                8,
                10,
                "New in the area, no school yet. The mother asks for help.",
                (
                    *_BEGUN,
                    *_CHECKS,
                    _REACHED,
                    _PLAN,
                    _part("Place offered", "Within fifteen school days.", "record-offer"),
                    _part("Place accepted", "With a first day that everybody knows.", "record-place-accepted"),
                    _part(
                        "First day attended",
                        "Ask the school: an enrolment is not an attendance.",
                        "confirm-first-attendance",
                    ),
                    _SEEN,
                    _OTHERS,
                    _part("Attendance reviewed", "After two, six and twelve weeks.", "review-attendance"),
                    _CLOSED,
                ),
            ),
        )
    }
)
