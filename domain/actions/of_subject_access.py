"""A request for personal data stage by stage: what its process waits for, and what may be done beside."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.actions.access_step import ItemsDecided
from domain.actions.base import Action
from domain.actions.subject_access import (
    AccessCollected,
    AccessEnded,
    AccessExtended,
    AccessHandedOver,
    AccessIdentified,
    AccessPassed,
    AccessReviewed,
    AccessSentBack,
)
from domain.proceedings.subject_access import Outcome, Standing

Actions = tuple[type[Action], ...]

STEPS: Mapping[str, Actions] = MappingProxyType(
    {
        "collecting": (AccessCollected, AccessEnded),
        "reviewing": (AccessReviewed, AccessEnded),
        "checking": (AccessPassed, AccessSentBack, AccessEnded),
        "ready": (AccessHandedOver, AccessSentBack, AccessEnded),
    }
)
BESIDE: Mapping[str, Actions] = MappingProxyType(
    {
        "collecting": (AccessIdentified, AccessExtended),
        "reviewing": (ItemsDecided, AccessCollected, AccessExtended),
        "checking": (AccessExtended,),
        "ready": (AccessExtended,),
    }
)
SUBJECT_ACCESS: Mapping[str, Actions] = MappingProxyType(
    {stage: (*steps, *BESIDE[stage]) for stage, steps in STEPS.items()}
)
# What the page calls each stage and each way in which it ends.
LABELS: Mapping[str, str] = MappingProxyType({each.value: each.label for each in (*Standing, *Outcome)})
