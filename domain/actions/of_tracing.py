"""A tracing stage by stage: what its process waits for, and what may be done beside."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.actions.base import Action
from domain.actions.tracing_file import (
    TransferFileDelivered,
    TransferFileMade,
    TransferFileNotDelivered,
    TransferFileSent,
)
from domain.actions.tracing_search import LostSearched, TracingDropped, TracingEnded
from domain.actions.tracing_upload import LostFileDecided, LostUploadConfirmed, ReminderSent, SchoolReminded
from domain.proceedings.tracing import Outcome, Standing

Actions = tuple[type[Action], ...]
_TOLD: Actions = (ReminderSent, TransferFileDelivered, TransferFileNotDelivered)

STEPS: Mapping[str, Actions] = MappingProxyType(
    {
        "awaiting-file": (LostUploadConfirmed, TracingEnded, TracingDropped),
        "searching": (TracingEnded, TracingDropped),
    }
)
BESIDE: Mapping[str, Actions] = MappingProxyType(
    {
        "awaiting-file": (
            SchoolReminded,
            LostFileDecided,
            TransferFileMade,
            TransferFileSent,
            LostSearched,
            *_TOLD,
        ),
        "searching": (LostSearched, LostFileDecided, *_TOLD),
    }
)
TRACING: Mapping[str, Actions] = MappingProxyType({stage: (*steps, *BESIDE[stage]) for stage, steps in STEPS.items()})
# What the page calls each stage and each way in which it ends.
LABELS: Mapping[str, str] = MappingProxyType({each.value: each.label for each in (*Standing, *Outcome)})
