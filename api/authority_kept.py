"""The register of authorisations as people keep it: what is asked for a new line or an end, and who may."""

from collections.abc import Iterable, Mapping
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from sqlmodel import Session

from api.acting import refused_problem
from api.identity import Signed
from api.problems import FieldFault, Problem, field_faults
from api.services import Services
from domain.law.authority import ActingFor, Authorisation
from domain.law.granting import deputising, ending, granting, relieving
from domain.people import Day
from domain.proceedings.groundwork import InForce
from domain.verdict import Verdict
from domain.vocabulary import Power, Role
from records import authorisations as register
from records.database import transaction
from records.roster import authorisations, roster
from workflows.asking import Refusal

KEEPERS = (Role.ADMIN, Role.SUPERVISOR)
Person = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Document = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=120)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=1_000)]


Made = TypeVar("Made", bound=BaseModel)


class Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Grant(Asked):
    """A power for a person. Whoever enters it has granted it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "person": "officer",
                    "power": "penalty-notice",
                    "first": "2026-11-24",
                    "document": "Scheme of delegation, entry 12",
                }
            ]
        }
    )

    person: Person = Field(title="Who?", json_schema_extra={"choices": "staff"})
    power: Power = Field(title="Which power?")
    first: Day = Field(title="First day", description="Today or a later day: a power is not granted for days gone by")
    last: Day | None = Field(default=None, title="Last day", description="Leave empty where it goes on until ended")
    document: Document = Field(title="Document", description="Where it is written, such as the scheme of delegation")


class Deputising(Asked):
    """Somebody acts for an absent person. It gives no power: both count as one in approving what either wrote."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"deputy": "officer-bryn", "absent": "officer", "first": "2026-11-24", "last": "2026-12-04"},
            ]
        }
    )

    absent: Person = Field(title="Who is absent?", json_schema_extra={"choices": "staff"})
    deputy: Person = Field(title="Who acts for them?", json_schema_extra={"choices": "staff"})
    first: Day = Field(title="First day")
    last: Day | None = Field(default=None, title="Last day", description="Leave empty where nobody knows yet")


class Ending(Asked):
    """`last` is the last day on which the line counts."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"last": "2026-11-24", "reason": "Moves to another team."}]}
    )

    last: Day = Field(title="Last day", description="Today or a later day: until then it counts")
    reason: Reason = Field(title="Why does it end?")


class Entered(BaseModel):
    number: int


def grant(services: Services, signed: Signed, asked: Grant) -> Entered:
    """Raises Problem 422 for answers that make no line, and 409 where a rule stands in the way."""
    with transaction(services.engine) as session:
        register.keep(session)
        line = _made(Authorisation, {**asked.model_dump(), "granted_by": signed.staff.id}, {"granted_by": "person"})
        _work_here(session, services, {"person": asked.person})
        _refuse(granting(authorisations(session), line, services.today))
        return Entered(number=register.grant(session, line, services.now()))


def deputise(services: Services, signed: Signed, asked: Deputising) -> Entered:
    """Raises Problem 422 for answers that make no line, and 409 where a rule stands in the way."""
    days = {"first": asked.first, "last": asked.last}
    with transaction(services.engine) as session:
        register.keep(session)
        acting = _made(ActingFor, {"deputy": asked.deputy, "absent": asked.absent, "when": days}, {"when": "last"})
        _work_here(session, services, {"absent": asked.absent, "deputy": asked.deputy})
        _refuse(deputising(authorisations(session), acting, signed.staff.id))
        return Entered(number=register.deputise(session, acting, signed.staff.id, services.now()))


def end_power(services: Services, signed: Signed, number: int, asked: Ending) -> None:
    """Raises Problem 404, 409 or 422."""
    with transaction(services.engine) as session:
        register.keep(session)
        line = next((held.line for held in register.held_powers(session) if held.number == number), None)
        if line is None:
            raise no_such_line()
        _refuse(ending(authorisations(session), line, asked.last, signed.staff.id, services.today))
        _made(Authorisation, {**line.model_dump(), "last": asked.last}, {})
        _end(session, services, signed, register.AUTHORISATION, number, asked)


def end_acting(services: Services, signed: Signed, number: int, asked: Ending) -> None:
    """Raises Problem 404, 409 or 422."""
    with transaction(services.engine) as session:
        register.keep(session)
        acting = next((each.acting for each in register.deputies(session) if each.number == number), None)
        if acting is None:
            raise no_such_line()
        _refuse(relieving(acting, asked.last, signed.staff.id, services.today))
        _made(InForce, {"first": acting.when.first, "last": asked.last}, {"": "last"})
        _end(session, services, signed, register.ACTING, number, asked)


def no_such_line() -> Problem:
    return Problem(404, "NO_SUCH_LINE", "The register has no line of this number")


def _end(session: Session, services: Services, signed: Signed, name: str, number: int, asked: Ending) -> None:
    register.end(session, name, number, asked.last, asked.reason, signed.staff.id, services.now())


def _made(model: type[Made], body: Mapping[str, object], shown_at: Mapping[str, str]) -> Made:
    """The law's own value. What it says is wrong is shown at the question that was asked; see `shown_at`."""
    try:
        return model.model_validate(body)
    except ValidationError as wrong:
        said = field_faults(wrong.errors(include_url=False, include_input=False))
    faults = [FieldFault(field=shown_at.get(each.field, each.field), message=each.message) for each in said]
    raise Problem(422, "INVALID", "Some answers need correcting", errors=faults)


def _work_here(session: Session, services: Services, named: Mapping[str, str]) -> None:
    people = roster(session, services.today)
    says = "Nobody of this name works here"
    faults = [FieldFault(field=field, message=says) for field, person in named.items() if not people.active(person)]
    if faults:
        raise Problem(422, "INVALID", "Some answers need correcting", errors=faults)


def _refuse(verdicts: Iterable[Verdict]) -> None:
    found = list(verdicts)
    if found:
        raise refused_problem(Refusal("REFUSED", [verdict.public() for verdict in found]))
