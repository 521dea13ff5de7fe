"""What-if: the date a rule gives, with every day counted or skipped. Nothing is stored."""

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field

from api.identity import Anyone
from api.problems import FieldFault, Problem
from api.services import Services, Use
from domain.calendars import CalendarMissing
from domain.date_rules import NoDate, SchoolNeeded, UnknownRule, work_out
from domain.deadline import Deadline, Stretch
from records.almanac import almanac
from records.database import transaction

router = APIRouter(prefix="/api", tags=["Dates and rules"])


class DateQuestion(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"rule": "suitable-education-notice", "from": "2026-11-02", "school": "800/4001"}]
        },
    )

    rule: str = Field(max_length=80)
    start: Annotated[dt.date, Field(alias="from")]
    school: Annotated[str | None, Field(pattern=r"^(|\d{3}/\d{4})$")] = None
    given: dt.date | None = None


class DateAnswer(BaseModel):
    """The four answers and how they were worked out. Null where the rule opens or closes nothing."""

    rule: str
    label: str
    source: str
    verified: bool
    date: dt.date
    last_day: dt.date
    next_step_from: dt.date | None
    barred_from: dt.date | None
    calendar: str
    calendar_version: str
    explanation: list[str]
    days: list[Stretch]


@router.post("/dates", response_model=DateAnswer)
async def what_if(question: DateQuestion, services: Use, signed: Anyone) -> Any:
    return answer_of(await run_in_threadpool(_work_out, services, question))


def answer_of(deadline: Deadline) -> DateAnswer:
    return DateAnswer(
        rule=deadline.rule,
        label=deadline.label,
        source=deadline.source.words,
        verified=deadline.source.verified,
        date=deadline.date,
        last_day=deadline.last_day,
        next_step_from=deadline.next_step_from,
        barred_from=deadline.barred_from,
        calendar=deadline.calendar,
        calendar_version=deadline.calendar_version,
        explanation=deadline.explanation,
        days=list(deadline.stretches),
    )


def _work_out(services: Services, question: DateQuestion) -> Deadline:
    with transaction(services.engine) as session:
        known = almanac(session)
    try:
        return work_out(question.rule, question.start, known, question.school, given=question.given)
    except UnknownRule as unknown:
        raise Problem(404, "UNKNOWN_RULE", str(unknown)) from None
    except CalendarMissing as missing:
        raise Problem(409, "CALENDAR_MISSING", str(missing)) from None
    except NoDate as impossible:
        field = "school" if isinstance(impossible, SchoolNeeded) else "from"
        raise Problem(
            422, "NO_DATE", str(impossible), errors=[FieldFault(field=field, message=str(impossible))]
        ) from None
