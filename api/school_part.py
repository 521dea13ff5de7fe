"""What a school sees and sends of its own part of the joint enquiries: nothing else of the case."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from temporalio.service import RPCError

from api.problems import Problem
from api.services import Services
from domain.act import Act
from domain.actions.school_part import SchoolAnswered
from domain.case_file import CaseFile
from domain.enquiring import Side
from domain.entry import fingerprint
from domain.facts import PROCESS
from records.case_links import may_be_linked
from records.database import transaction
from records.recorder import NoSuchCase, load_case

NOT_OPEN = "This link is not open. It may have run out, or the authority may have made a new one: call the authority"


@dataclass(frozen=True)
class Sent:
    """One enquiry of the school's own, as it sent it before."""

    subject: str
    label: str
    on: date
    whom: str
    result: str
    said: str


@dataclass(frozen=True)
class SchoolView:
    """The pupil's name, as the school's own register has it, and what the school itself has sent."""

    ref: str
    child: str
    sent: list[Sent]
    documents: list[str]
    complete: bool
    answer_by: date | None


def school_view(services: Services, ref: str) -> SchoolView:
    """Raises Problem 404 for a case that no school reaches: alike, whatever the reason."""
    with transaction(services.engine) as session:
        try:
            case = load_case(session, ref)
        except NoSuchCase:
            raise not_open() from None
    if not may_be_linked(case):
        raise not_open()
    part = case.school_part
    return SchoolView(
        ref=ref,
        child=case.child.name,
        sent=_sent(case),
        documents=[each.title for each in case.documents if part is not None and each.id in part.documents],
        complete=part.complete if part else False,
        answer_by=part.answer_by if part else None,
    )


def _sent(case: CaseFile) -> list[Sent]:
    return [
        Sent(each.subject.value, each.subject.label, each.asked_on, each.whom, each.result.label, each.answer)
        for each in case.enquiries
        if each.side is Side.SCHOOL
    ]


async def send_part(services: Services, ref: str, sender: str, body: dict[str, Any], once: str) -> str:
    """Hand it to the case's process, which records it once. Returns the number of the receipt. Raises Problem 503 where
    it was not received.
    """
    form = SchoolAnswered.model_validate(body)
    key = fingerprint(sender, ref, once)[:40]
    data = form.model_dump(mode="json", exclude_unset=True)
    act = Act(key=key, action=SchoolAnswered.name, actor=PROCESS.id, data=data)
    try:
        await services.client.get_workflow_handle(ref).signal("report", act)
    except RPCError:
        said = "This was not received: please send it again in a few minutes, or call the authority"
        raise Problem(503, "NOT_RECEIVED", said, headers={"Retry-After": "60"}) from None
    return receipt_number(key)


def receipt_number(key: str) -> str:
    return f"{key[:4]}-{key[4:8]}-{key[8:12]}".upper()


def not_open() -> Problem:
    return Problem(404, "NOT_OPEN", NOT_OPEN)
