"""The process of each kind of proceeding, and where it begins."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.actions.of_proceedings import STAGES
from domain.proceedings import ProceedingKind
from workflows.attendance_order import AttendanceOrderProcess
from workflows.penalty_notice import PenaltyNoticeProcess
from workflows.police_referral import PoliceReferralProcess
from workflows.proceeding import ProceedingProcess
from workflows.prosecution import ProsecutionProcess
from workflows.subject_access import SubjectAccessProcess
from workflows.supervision_order import SupervisionOrderProcess
from workflows.tracing import TracingProcess

PROCESSES: Mapping[ProceedingKind, type[ProceedingProcess]] = MappingProxyType(
    {
        ProceedingKind.ATTENDANCE_ORDER: AttendanceOrderProcess,
        ProceedingKind.PENALTY_NOTICE: PenaltyNoticeProcess,
        ProceedingKind.PROSECUTION: ProsecutionProcess,
        ProceedingKind.SUPERVISION_ORDER: SupervisionOrderProcess,
        ProceedingKind.TRACING: TracingProcess,
        ProceedingKind.POLICE_REFERRAL: PoliceReferralProcess,
        ProceedingKind.SUBJECT_ACCESS: SubjectAccessProcess,
    }
)


def first_stage(kind: ProceedingKind) -> str:
    return next(iter(STAGES[kind]))
