"""The proceedings of a case: each a durable process of its own, with a state that its actions fill in."""

from typing import Annotated

from pydantic import Field

from domain.proceedings.attendance_order import AttendanceOrder
from domain.proceedings.base import Proceeding, ProceedingKind
from domain.proceedings.penalty_notice import PenaltyNotice
from domain.proceedings.police_referral import PoliceReferral
from domain.proceedings.prosecution import Prosecution
from domain.proceedings.subject_access import SubjectAccess
from domain.proceedings.supervision_order import SupervisionOrder
from domain.proceedings.tracing import Tracing

AnyProceeding = Annotated[
    AttendanceOrder | PenaltyNotice | Prosecution | SupervisionOrder | Tracing | PoliceReferral | SubjectAccess,
    Field(discriminator="kind"),
]

__all__ = [
    "AnyProceeding",
    "AttendanceOrder",
    "PenaltyNotice",
    "PoliceReferral",
    "Proceeding",
    "ProceedingKind",
    "Prosecution",
    "SubjectAccess",
    "SupervisionOrder",
    "Tracing",
]
