"""An education supervision order stage by stage: what its process waits for, and what may be done beside."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.actions.base import Action
from domain.actions.supervision_court import (
    ApplicationWithdrawn,
    CourtAnswered,
    CourtDirected,
    OrderMade,
    OrderRefused,
)
from domain.actions.supervision_letters import ReplyWritten, SocialCareWritten
from domain.actions.supervision_order import (
    ApplicationAuthorised,
    ApplicationMade,
    ApplicationPrepared,
    ApplicationReconsidered,
    OrderDropped,
    SocialCareConsulted,
)
from domain.actions.supervision_running import (
    CareOrderMade,
    ChildDied,
    DirectionLookedAt,
    DirectionToFamily,
    ExtensionGranted,
    ExtensionSought,
    OrderDischarged,
    TimeOver,
)
from domain.proceedings.supervision_order import Outcome, Standing

Actions = tuple[type[Action], ...]
_COURT: Actions = (CourtDirected, ReplyWritten)
_BEFORE: Actions = (SocialCareWritten, SocialCareConsulted, *_COURT)
_ENDINGS: Actions = (OrderDischarged, CareOrderMade, ChildDied)

STEPS: Mapping[str, Actions] = MappingProxyType(
    {
        "considering": (ApplicationPrepared, CourtAnswered, OrderDropped),
        "prepared": (ApplicationAuthorised, ApplicationReconsidered, CourtAnswered, OrderDropped),
        "authorised": (ApplicationMade, ApplicationReconsidered, CourtAnswered, OrderDropped),
        "applied": (OrderMade, OrderRefused, ApplicationWithdrawn),
        "in-force": _ENDINGS,
        "run-out": (TimeOver, ExtensionGranted, *_ENDINGS),
    }
)
BESIDE: Mapping[str, Actions] = MappingProxyType(
    {
        "considering": _BEFORE,
        "prepared": _BEFORE,
        "authorised": _BEFORE,
        "applied": (CourtAnswered, *_COURT),
        "in-force": (DirectionToFamily, DirectionLookedAt, ExtensionSought, ExtensionGranted, CourtAnswered),
        "run-out": (ExtensionSought, CourtAnswered),
    }
)
SUPERVISION_ORDER: Mapping[str, Actions] = MappingProxyType(
    {stage: (*steps, *BESIDE[stage]) for stage, steps in STEPS.items()}
)
# What the page calls each stage and each way in which it ends.
LABELS: Mapping[str, str] = MappingProxyType({each.value: each.label for each in (*Standing, *Outcome)})
