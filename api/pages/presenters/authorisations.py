"""The register of authorisations as a page: what counts today and what is to come; then what has ended, and why."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from pydantic import BaseModel

from api.authority_kept import KEEPERS
from api.authority_view import ActingLine, Kept, PowerLine, register_view
from api.identity import Signed
from api.pages import words
from api.pages.forms.field import Field, Option, Typed, faulted, filled, summary
from api.pages.forms.from_model import questions
from api.pages.presenters.paging import pagination
from api.problems import FieldFault
from api.services import Services
from domain.vocabulary import Power, Role
from records.database import transaction
from records.roster import roster

PATH = "/authorisations"
ENDED_A_PAGE = 40
_ORDER = list(Power)


@dataclass(frozen=True)
class Shown:
    """`end` leads to the form that ends it; empty for whoever may not."""

    what: str
    who: str
    days: str
    by: str
    end: str = ""
    to_come: bool = False
    ended: str = ""


@dataclass(frozen=True)
class RegisterPage:
    keeper: bool
    powers: list[Shown]
    acting: list[Shown]
    ended: list[Shown] = field(default_factory=list)
    pages: dict[str, object] | None = None


def register_page(services: Services, signed: Signed, number: int) -> RegisterPage:
    """`number` is the page of the lines that have ended."""
    view, today, keeper = register_view(services), services.today, signed.staff.has(*KEEPERS)
    own = signed.staff.id

    def power(line: PowerLine) -> Shown:
        by = " · ".join(filter(None, (line.document, f"Granted by {line.granted_by}")))
        end = f"{PATH}/{line.number}/end" if keeper and line.person != own else ""
        return _shown(line, line.power_label, line.person_name, line.first, line.last, by, end, today)

    def deputy(line: ActingLine) -> Shown:
        end = f"{PATH}/acting/{line.number}/end" if keeper and own not in (line.deputy, line.absent) else ""
        by = f"Entered by {line.granted_by}"
        who = f"{line.deputy_name} for {line.absent_name}"
        return _shown(line, "Acts for an absent person", who, line.first, line.last, by, end, today)

    powers = sorted(view.powers, key=lambda line: (_ORDER.index(line.power), line.person_name, line.first))
    acting = sorted(view.acting, key=lambda line: (line.first, line.deputy_name))
    over = [(line.last or today, power(line)) for line in powers if line.standing == "ended"]
    over += [(line.last or today, deputy(line)) for line in acting if line.standing == "ended"]
    over.sort(key=lambda each: each[0], reverse=True)
    first = (number - 1) * ENDED_A_PAGE
    return RegisterPage(
        keeper=keeper,
        powers=[power(line) for line in powers if line.standing != "ended"],
        acting=[deputy(line) for line in acting if line.standing != "ended"],
        ended=[line for _, line in over[first : first + ENDED_A_PAGE]],
        pages=pagination(len(over), ENDED_A_PAGE, number, lambda page: f"{PATH}?page={page}"),
    )


def _shown(line: Kept, what: str, who: str, first: date, last: date | None, by: str, end: str, today: date) -> Shown:
    over = line.standing == "ended"
    days = f"{words.day(first)} to {words.day(last)}" if last else f"From {words.day(first)}, until it is ended"
    said = f"{line.reason} ({line.ended_by}, {words.moment(line.ended_at, today)})" if line.ended_at else ""
    return Shown(what, who, days, by, "" if over else end, line.standing == "to-come", said)


@dataclass(frozen=True)
class RegisterForm:
    fields: tuple[Field, ...]
    faults: list[dict[str, str]]


def register_form(
    services: Services, signed: Signed, model: type[BaseModel], typed: Typed, faults: Iterable[FieldFault] = ()
) -> RegisterForm:
    """The questions of `model` with what was typed, and what is wrong with it."""
    asked = questions_of(services, signed, model)
    fields, loose = faulted(tuple(filled(each, typed) for each in asked), list(faults))
    return RegisterForm(fields, [*summary(fields), *({"text": fault.message} for fault in loose)])


def questions_of(services: Services, signed: Signed, model: type[BaseModel]) -> tuple[Field, ...]:
    """Everybody who works here may be named but whoever asks: nobody keeps their own."""
    with transaction(services.engine) as session:
        everybody = sorted(roster(session, services.today).staff.values(), key=lambda person: person.name)
    people = tuple(
        Option(person.id, person.name, person.job_title)
        for person in everybody
        if person.active and person.id != signed.staff.id and person.has(Role.OFFICER, Role.SUPERVISOR, Role.LEGAL)
    )
    return questions(model, lambda name, hint: people if hint == "staff" else None)


def line_in_words(services: Services, part: str, number: int) -> str:
    """What the line says, for the form that ends it; empty where there is none of that number."""
    view = register_view(services)
    if part == "power":
        said = [f"{each.person_name}: {each.power_label}" for each in view.powers if each.number == number]
    else:
        said = [f"{each.deputy_name} acts for {each.absent_name}" for each in view.acting if each.number == number]
    return "".join(said)
