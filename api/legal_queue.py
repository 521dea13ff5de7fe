"""The legal team's queue: advice wanted, reviews and decisions to make, limits running out, and whatever else was told
to lawyers. Every such task is in it: what fits no other heading stands under the last.
"""

from datetime import date

from pydantic import BaseModel, Field

from api.access import with_powers
from api.identity import Signed
from api.services import Services
from records.database import transaction
from records.legal_list import legal_work
from records.worklist import WorkLine

ADVICE, DECISIONS, LIMITS, OTHERS = "advice", "decisions", "limits", "others"
LABELS = {
    ADVICE: "Advice wanted",
    DECISIONS: "Reviews and decisions",
    LIMITS: "Last days to charge",
    OTHERS: "In court, and everything else",
}
_DECIDING = frozenset({"review-prosecution", "authorise-prosecution", "begin-prosecution-on-notice"})


class QueueLine(BaseModel):
    """`form` is where it is done, under the case: an action, or an action of one of its proceedings."""

    case: str
    id: str
    heading: str = Field(description="advice, decisions, limits or others")
    title: str
    why: str
    due_on: date
    urgent: bool
    form: str
    child_name: str
    date_of_birth: date | None
    risk: str
    owner: str


class LegalQueue(BaseModel):
    """Urgent first, then the soonest due."""

    lines: list[QueueLine]
    page: int
    per_page: int
    total: int


def legal_queue(services: Services, signed: Signed, *, page: int = 1, per_page: int = 50) -> LegalQueue:
    with transaction(services.engine) as session:
        reader = with_powers(session, services, signed)
        found, total = legal_work(session, reader, page=page, per_page=per_page)
    return LegalQueue(lines=[_line(each) for each in found], page=page, per_page=per_page, total=total)


def _line(line: WorkLine) -> QueueLine:
    return QueueLine(
        case=line.case_ref,
        id=line.item,
        heading=heading_of(line),
        title=line.title,
        why=line.why,
        due_on=line.due_on,
        urgent=line.urgent,
        form=line.action,
        child_name=line.child_name,
        date_of_birth=line.date_of_birth,
        risk=line.risk,
        owner=line.owner,
    )


def heading_of(line: WorkLine) -> str:
    action = line.action.rpartition("/")[2]
    if action == "give-legal-advice":
        return ADVICE
    if action in _DECIDING:
        return DECISIONS
    if not line.task or "-limit-" in line.item:
        return LIMITS
    return OTHERS
