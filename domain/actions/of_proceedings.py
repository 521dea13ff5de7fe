"""Every action of the proceedings: for each kind, what is open in each of its stages; and what begins one."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.actions import (
    of_attendance_order,
    of_penalty_notice,
    of_police_referral,
    of_prosecution,
    of_subject_access,
    of_supervision_order,
    of_tracing,
)
from domain.actions.base import Action
from domain.actions.begin_attendance_order import AttendanceOrderBegun
from domain.actions.begin_penalty_notice import ExclusionNoticeBegun, PenaltyNoticeBegun
from domain.actions.begin_police_referral import PoliceReferralSent
from domain.actions.begin_prosecution import BreachProsecuted, NoticeProsecuted, ProsecutionBegun
from domain.actions.begin_subject_access import SubjectAccessBegun
from domain.actions.begin_supervision_order import SupervisionDirected, SupervisionWanted
from domain.actions.begin_tracing import TracingBegun
from domain.actions.of_attendance_order import ATTENDANCE_ORDER
from domain.actions.of_penalty_notice import PENALTY_NOTICE
from domain.actions.of_police_referral import POLICE_REFERRAL
from domain.actions.of_prosecution import PROSECUTION
from domain.actions.of_subject_access import SUBJECT_ACCESS
from domain.actions.of_supervision_order import SUPERVISION_ORDER
from domain.actions.of_tracing import TRACING
from domain.proceedings import ProceedingKind

# kind -> stage -> what may be done there. Its process waits for some of them; the others are open beside.
STAGES: Mapping[ProceedingKind, Mapping[str, tuple[type[Action], ...]]] = MappingProxyType(
    {
        ProceedingKind.ATTENDANCE_ORDER: ATTENDANCE_ORDER,
        ProceedingKind.PENALTY_NOTICE: PENALTY_NOTICE,
        ProceedingKind.PROSECUTION: PROSECUTION,
        ProceedingKind.SUPERVISION_ORDER: SUPERVISION_ORDER,
        ProceedingKind.TRACING: TRACING,
        ProceedingKind.POLICE_REFERRAL: POLICE_REFERRAL,
        ProceedingKind.SUBJECT_ACCESS: SUBJECT_ACCESS,
    }
)

# The journey's action that begins a proceeding, by name: its process is started right after it is recorded.
BEGINNINGS: Mapping[str, ProceedingKind] = MappingProxyType(
    {
        AttendanceOrderBegun.name: ProceedingKind.ATTENDANCE_ORDER,
        PenaltyNoticeBegun.name: ProceedingKind.PENALTY_NOTICE,
        ExclusionNoticeBegun.name: ProceedingKind.PENALTY_NOTICE,
        ProsecutionBegun.name: ProceedingKind.PROSECUTION,
        NoticeProsecuted.name: ProceedingKind.PROSECUTION,
        BreachProsecuted.name: ProceedingKind.PROSECUTION,
        SupervisionWanted.name: ProceedingKind.SUPERVISION_ORDER,
        SupervisionDirected.name: ProceedingKind.SUPERVISION_ORDER,
        TracingBegun.name: ProceedingKind.TRACING,
        PoliceReferralSent.name: ProceedingKind.POLICE_REFERRAL,
        SubjectAccessBegun.name: ProceedingKind.SUBJECT_ACCESS,
    }
)

# What a page calls each stage, and each way in which a proceeding ends.
LABELS: Mapping[ProceedingKind, Mapping[str, str]] = MappingProxyType(
    {
        ProceedingKind.ATTENDANCE_ORDER: of_attendance_order.LABELS,
        ProceedingKind.PENALTY_NOTICE: of_penalty_notice.LABELS,
        ProceedingKind.PROSECUTION: of_prosecution.LABELS,
        ProceedingKind.SUPERVISION_ORDER: of_supervision_order.LABELS,
        ProceedingKind.TRACING: of_tracing.LABELS,
        ProceedingKind.POLICE_REFERRAL: of_police_referral.LABELS,
        ProceedingKind.SUBJECT_ACCESS: of_subject_access.LABELS,
    }
)


# kind -> stage -> what its process waits for there: the steps that move it on.
STEPS: Mapping[ProceedingKind, Mapping[str, tuple[type[Action], ...]]] = MappingProxyType(
    {
        ProceedingKind.ATTENDANCE_ORDER: of_attendance_order.STEPS,
        ProceedingKind.PENALTY_NOTICE: of_penalty_notice.STEPS,
        ProceedingKind.PROSECUTION: of_prosecution.STEPS,
        ProceedingKind.SUPERVISION_ORDER: of_supervision_order.STEPS,
        ProceedingKind.TRACING: of_tracing.STEPS,
        ProceedingKind.POLICE_REFERRAL: of_police_referral.STEPS,
        ProceedingKind.SUBJECT_ACCESS: of_subject_access.STEPS,
    }
)


def stage_label(kind: ProceedingKind, word: str) -> str:
    """Of a stage or an outcome; one without words of its own reads as it is named."""
    return LABELS.get(kind, {}).get(word) or word.replace("-", " ").capitalize()


def actions_of(kind: ProceedingKind) -> tuple[type[Action], ...]:
    """Every action of this kind, once each, in the order of its stages."""
    return tuple(dict.fromkeys(action for actions in STAGES.get(kind, {}).values() for action in actions))


def stages_of(action: type[Action], kind: ProceedingKind) -> tuple[str, ...]:
    return tuple(stage for stage, actions in STAGES.get(kind, {}).items() if action in actions)
