"""A chain towards an attendance order stage by stage: what its process waits for, what may be done beside, in words."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.actions.base import Action, Internal
from domain.actions.order_changes import OrderAmended, OrderRevoked, RequestAnswered, RequestMade
from domain.actions.order_evidence import EvidenceReceived, ExpediencyFormed, SatisfactionDecided
from domain.actions.order_groundwork import AreaRecorded, PlanRecorded, SchoolLookedAt
from domain.actions.order_intention import (
    ChoiceAnswered,
    ChoiceMade,
    IntentionPrepared,
    IntentionSetAside,
    IntentionSigned,
)
from domain.actions.order_life import ChainClosed, RegistrationRecorded
from domain.actions.order_made import CopySent, OrderPrepared, OrderSigned, OrderTakenBack
from domain.actions.order_notice import ChainEnded, NoticePrepared, NoticeSetAside, NoticeSigned, Reconsidered
from domain.actions.relying import NeedsRecorded
from domain.actions.supervision_told import OrderCeased

Actions = tuple[type[Action], ...]
# Until there is an order, evidence may satisfy on any day, a notice may turn out not to stand, and the chain may end.
_ANY_DAY: Actions = (SatisfactionDecided, NoticeSetAside, ChainEnded)
_GROUND: Actions = (AreaRecorded, NeedsRecorded, SchoolLookedAt, EvidenceReceived)
_CHOICES: Actions = (ChoiceMade, ChoiceAnswered)

STEPS: Mapping[str, Actions] = MappingProxyType(
    {
        "considered": (NoticePrepared, ChainEnded),
        "notice-prepared": (NoticeSigned, Reconsidered, ChainEnded),
        "notified": _ANY_DAY,
        "deciding": (ExpediencyFormed, *_ANY_DAY),
        "naming": (IntentionPrepared, PlanRecorded, *_ANY_DAY),
        "intention-prepared": (IntentionSigned, Reconsidered, PlanRecorded, *_ANY_DAY),
        "choosing": (IntentionSetAside, PlanRecorded, *_ANY_DAY),
        "ordering": (OrderPrepared, IntentionSetAside, ExpediencyFormed, PlanRecorded, *_ANY_DAY),
        "order-prepared": (OrderSigned, Reconsidered, PlanRecorded, *_ANY_DAY),
        "in-force": (RequestAnswered, OrderRevoked, OrderTakenBack, OrderCeased, ChainClosed),
    }
)
BESIDE: Mapping[str, Actions] = MappingProxyType(
    {
        "considered": (*_GROUND, PlanRecorded),
        "notice-prepared": (*_GROUND, PlanRecorded),
        "notified": (*_GROUND, PlanRecorded),
        "deciding": (*_GROUND, PlanRecorded),
        "naming": _GROUND,
        "intention-prepared": _GROUND,
        "choosing": (*_GROUND, *_CHOICES),
        "ordering": (*_GROUND, *_CHOICES),
        "order-prepared": (*_GROUND, *_CHOICES),
        "in-force": (
            CopySent,
            RegistrationRecorded,
            RequestMade,
            OrderAmended,
            EvidenceReceived,
            SatisfactionDecided,
            SchoolLookedAt,
            PlanRecorded,
        ),
    }
)
ATTENDANCE_ORDER: Mapping[str, Actions] = MappingProxyType(
    {
        stage: (*(step for step in steps if not issubclass(step, Internal)), *BESIDE[stage])
        for stage, steps in STEPS.items()
    }
)
# What the page calls each stage and each way in which a chain ends.
LABELS: Mapping[str, str] = MappingProxyType(
    {
        "considered": "Considered",
        "notice-prepared": "Notice to satisfy us prepared",
        "notified": "Notice given: the parent has time to satisfy us",
        "deciding": "Time over: decide what follows",
        "naming": "Choosing the school to be named",
        "intention-prepared": "Notice of the school prepared",
        "choosing": "Notice of the school given: the parent may choose",
        "ordering": "Time to choose over: decide on the order",
        "order-prepared": "Order prepared",
        "in-force": "Order made",
        "suitable-education": "The authority is satisfied",
        "ended": "Ended before an order",
        "revoked": "Order revoked",
        "acquittal": "Order ended by the court on an acquittal",
        "court": "Order ended by the court",
        "supervision-order": "Ended by an education supervision order",
        "over-age": "Order ended with compulsory school age",
        "child-died": "Ended: the child has died",
    }
)
