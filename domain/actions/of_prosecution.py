"""A prosecution stage by stage: what its process waits for, and what may be done beside."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.actions.base import Action
from domain.actions.prosecution import ChargedSessionsChosen, ChargedTimeChosen, OffenceChosen
from domain.actions.prosecution_charge import ChargeServed, ProceedingsBegun
from domain.actions.prosecution_court import (
    CourtDirected,
    HearingHeld,
    HearingSet,
    PleaRecorded,
    ResultRecorded,
    ResultReviewed,
)
from domain.actions.prosecution_decision import (
    ProsecutionAuthorised,
    ProsecutionDropped,
    ReviewGiven,
    SentBackToPreparing,
    SentToReview,
)
from domain.actions.prosecution_evidence import (
    BreachShown,
    ChargedAgain,
    ContinuingFailure,
    DefenceLookedInto,
    EvidenceListed,
    KnowledgeShown,
    SupervisionFirst,
)
from domain.actions.prosecution_interview import InterviewArranged, InterviewEnded, InterviewOffered
from domain.actions.relying import NeedsRecorded, RecodingSettled
from domain.proceedings.prosecution import Result

Actions = tuple[type[Action], ...]
# Asked before proceedings begin, and said again as often as something changes. What the charge itself is, changes only
# while it is prepared: after that it goes back, and review and authority are asked for again.
_GROUNDWORK: Actions = (
    NeedsRecorded,
    SupervisionFirst,
    DefenceLookedInto,
    EvidenceListed,
    InterviewArranged,
    InterviewOffered,
    InterviewEnded,
    RecodingSettled,
)
_CHARGE: Actions = (
    OffenceChosen,
    ChargedSessionsChosen,
    ChargedTimeChosen,
    BreachShown,
    KnowledgeShown,
    ContinuingFailure,
    ChargedAgain,
)
_IN_COURT: Actions = (HearingSet, HearingHeld, CourtDirected, RecodingSettled)

STEPS: Mapping[str, Actions] = MappingProxyType(
    {
        "preparing": (SentToReview, ProsecutionDropped),
        "reviewing": (ReviewGiven, SentBackToPreparing, ProsecutionDropped),
        "authorising": (ProsecutionAuthorised, SentBackToPreparing, ProsecutionDropped),
        "authorised": (ProceedingsBegun, SentBackToPreparing, ProsecutionDropped),
        "begun": (ChargeServed, ResultRecorded),
        "served": (PleaRecorded, ResultRecorded, ChargeServed),
        "in-court": (ResultRecorded, PleaRecorded, ChargeServed),
        "ended": (ResultReviewed,),
    }
)
BESIDE: Mapping[str, Actions] = MappingProxyType(
    {
        "preparing": (*_CHARGE, *_GROUNDWORK),
        "reviewing": _GROUNDWORK,
        "authorising": _GROUNDWORK,
        "authorised": (*_GROUNDWORK, HearingSet),
        "begun": _IN_COURT,
        "served": _IN_COURT,
        "in-court": _IN_COURT,
        "ended": (CourtDirected, HearingHeld),
    }
)
PROSECUTION: Mapping[str, Actions] = MappingProxyType({stage: (*STEPS[stage], *BESIDE[stage]) for stage in STEPS})
# What the page calls each stage and each way in which it ends.
LABELS: Mapping[str, str] = MappingProxyType(
    {
        "preparing": "Being prepared",
        "reviewing": "With a lawyer for review",
        "authorising": "Waits for authority",
        "authorised": "Authorised, not begun",
        "begun": "Proceedings have begun",
        "served": "Charge served, plea awaited",
        "in-court": "In court",
        "ended": "Result known, review due",
        "dropped": "Decided not to prosecute",
        **{result.value: result.label for result in Result},
    }
)
