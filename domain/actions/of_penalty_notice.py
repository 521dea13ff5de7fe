"""A penalty notice stage by stage: what its process waits for, and what may be done beside."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.actions.base import Action
from domain.actions.penalty_ending import NoticeCharged, NoticeWithdrawn, UnpaidDecided
from domain.actions.penalty_notice import (
    BelowExplained,
    BelowSupported,
    ImprovementNamed,
    NoticeConsidered,
    NoticeDropped,
    NoticeGiven,
    NoticePrepared,
    NoticeReconsidered,
    NoticeTakenBack,
)
from domain.actions.penalty_payment import (
    NoticePaid,
    NoticeReceived,
    RefundMade,
    RepresentationAnswered,
    RepresentationMade,
)
from domain.actions.relying import NeedsRecorded, RecodingSettled

Actions = tuple[type[Action], ...]
_ASKED: Actions = (
    NoticeConsidered,
    BelowExplained,
    BelowSupported,
    ImprovementNamed,
    NeedsRecorded,
    RecodingSettled,
)
_ONCE_GIVEN: Actions = (RepresentationMade, RepresentationAnswered, RecodingSettled)

STEPS: Mapping[str, Actions] = MappingProxyType(
    {
        "considered": (NoticePrepared, NoticeDropped),
        "prepared": (NoticeGiven, NoticeReconsidered, NoticeDropped),
        "given": (NoticeReceived, NoticePaid, NoticeTakenBack, NoticeWithdrawn),
        "paying": (NoticePaid, NoticeReceived, NoticeWithdrawn),
        "deciding": (UnpaidDecided, NoticeWithdrawn, NoticePaid, NoticeReceived),
        "charging": (NoticeCharged, NoticeWithdrawn, NoticePaid, NoticeReceived),
        "refund-due": (RefundMade,),
    }
)
BESIDE: Mapping[str, Actions] = MappingProxyType(
    {
        "considered": _ASKED,
        "prepared": (NeedsRecorded, RecodingSettled),
        "given": _ONCE_GIVEN,
        "paying": _ONCE_GIVEN,
        "deciding": _ONCE_GIVEN,
        "charging": _ONCE_GIVEN,
        "refund-due": (RepresentationAnswered,),
    }
)
PENALTY_NOTICE: Mapping[str, Actions] = MappingProxyType(
    {stage: (*(step for step in steps if step is not NoticeCharged), *BESIDE[stage]) for stage, steps in STEPS.items()}
)
# What the page calls each stage and each way in which it ends.
LABELS: Mapping[str, str] = MappingProxyType(
    {
        "considered": "Being considered",
        "prepared": "Prepared, to be given",
        "given": "Given, not received yet",
        "paying": "Received: the parent may pay",
        "deciding": "Unpaid: prosecute or withdraw",
        "charging": "Unpaid: to be prosecuted",
        "refund-due": "Over, but for money to go back",
        "dropped": "Decided not to give one",
        "paid": "Paid",
        "withdrawn": "Withdrawn",
        "prosecute": "Ended by a prosecution",
    }
)
