"""What-if: the date a rule gives, with every day counted or skipped. Nothing is stored."""

import datetime as dt
from contextlib import suppress
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field

from api.identity import Anyone
from api.problems import FieldFault, Problem
from api.services import Services, Use
from domain.calendars import Almanac, CalendarMissing
from domain.date_rules import NoDate, SchoolNeeded, UnknownRule, work_out
from domain.deadline import Deadline, Stretch
from domain.people import Day
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

    rule: str = Field(max_length=80, description="A name of GET /api/rules")
    start: Annotated[Day, Field(alias="from", description="The day that the rule runs from")]
    school: Annotated[
        str | None,
        Field(pattern=r"^(|\d{3}/\d{4})$", description="Whose school days; empty for the whole authority's"),
    ] = None
    given: Annotated[Day | None, Field(description="A date that a court directed")] = None


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
    """Work out a date by one rule, with every day counted or skipped and why. Nothing is stored."""
    return answer_of(await run_in_threadpool(worked_out, services, question))


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


def worked_out(services: Services, question: DateQuestion) -> Deadline:
    with transaction(services.engine) as session:
        known = almanac(session)
    try:
        return work_out(question.rule, question.start, known, question.school, given=question.given)
    except UnknownRule as unknown:
        raise _problem(404, "UNKNOWN_RULE", "rule", unknown) from None
    except CalendarMissing as missing:
        raise _problem(409, "CALENDAR_MISSING", "school", missing) from None
    except SchoolNeeded as needed:
        raise _problem(422, "NO_DATE", "school", needed) from None
    except NoDate as impossible:
        raise _problem(422, "NO_DATE", _at_fault(question, known), impossible) from None


def _at_fault(question: DateQuestion, known: Almanac) -> str:
    """Which of the two days cannot be: the directed one where the rule has an answer without it."""
    if question.given is not None:
        with suppress(NoDate):
            work_out(question.rule, question.start, known, question.school)
            return "given"
    return "from"


def _problem(status: int, code: str, field: str, said: Exception) -> Problem:
    return Problem(status, code, str(said), errors=[FieldFault(field=field, message=str(said))])
