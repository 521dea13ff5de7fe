"""A referral to the police stage by stage: what its process waits for, and what may be done beside."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.actions.base import Action
from domain.actions.police_referral import (
    ChildFound,
    PoliceAnswered,
    PoliceClosed,
    PoliceUpdated,
    ReturnInterviewed,
    WelfareChecked,
)
from domain.proceedings.police_referral import Outcome, Standing

Actions = tuple[type[Action], ...]

STEPS: Mapping[str, Actions] = MappingProxyType(
    {
        "sent": (PoliceAnswered, ChildFound, PoliceClosed),
        "looking": (ChildFound, PoliceClosed),
        "found": (ReturnInterviewed,),
    }
)
BESIDE: Mapping[str, Actions] = MappingProxyType(
    {
        "sent": (WelfareChecked, PoliceUpdated),
        "looking": (PoliceAnswered, WelfareChecked, PoliceUpdated),
        "found": (),
    }
)
POLICE_REFERRAL: Mapping[str, Actions] = MappingProxyType(
    {stage: (*steps, *BESIDE[stage]) for stage, steps in STEPS.items()}
)
# What the page calls each stage and each way in which it ends.
LABELS: Mapping[str, str] = MappingProxyType({each.value: each.label for each in (*Standing, *Outcome)})
