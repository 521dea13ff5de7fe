"""Statements of a case as they are read: sentence by sentence with the entry each comes from, what was left out and
why, what still stands in the way of signing.

On a protected case nothing that PRACTICE 4.3 covers is in it, whoever looks.
"""

from datetime import date
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session

from api.access import unknown_in
from api.acting import case_of
from api.identity import Signed
from api.problems import Problem
from api.services import Services
from domain.act import Act
from domain.actions.statement_signing import ready_to_sign
from domain.facts import Facts
from domain.protecting import blanked, protected_values, shows
from domain.statements.statement import Sentence, Statement, StatementState
from letters.page import PageFault
from records.database import transaction
from records.recorder import facts_for
from records.tables import DocumentRow, SchoolRow

_NOT_FOUND = ("NO_SUCH_STATEMENT", "There is no statement of this name on the case")


class SentenceView(BaseModel):
    """`number` counts what stands, as on its page; 0 for what is left out. `comes_from` is the entry, 0 for none."""

    id: str
    number: int
    comes_from: int
    on: date | None
    text: str
    drafted: str
    earlier: list[dict[str, Any]]
    left_out_why: str
    confirmed: bool


class StatementView(BaseModel):
    """`in_the_way`: what keeps it from being signed, as it stands."""

    id: str
    witness: str
    witness_name: str
    about: str
    state: str
    state_label: str
    drafted_on: date
    drafted_by: str
    signed_on: date | None
    document: str
    pages: int
    sentences: list[SentenceView]
    left_out: list[dict[str, Any]]
    exhibits: list[dict[str, Any]]
    in_the_way: list[dict[str, object]]


def statements(services: Services, signed: Signed, ref: str) -> list[StatementView]:
    """Oldest first. Raises Problem 404 where there is no such case."""
    with transaction(services.engine) as session:
        facts, hidden = _facts(session, services, signed, ref)
    return [_scrubbed(view_of(facts, each), hidden) for each in facts.case.statements]


def one_statement(services: Services, signed: Signed, ref: str, name: str) -> StatementView:
    """Raises Problem 404."""
    found = next((each for each in statements(services, signed, ref) if each.id == name), None)
    if found is None:
        raise Problem(404, *_NOT_FOUND)
    return found


def _facts(session: Session, services: Services, signed: Signed, ref: str) -> tuple[Facts, list[str]]:
    case = case_of(session, ref)
    act = Act(key="", action="", actor=signed.staff.id)
    facts = facts_for(session, act, case, services.now(), services.letters.desk(session))
    numbers = {case.child.school, case.place.school}
    schools = [row.name for number in numbers if number and (row := session.get(SchoolRow, number))]
    unknown = unknown_in(session, services, signed, case.model_dump_json(include={"statements"}), ref)
    return facts, [*protected_values(case, schools), *unknown]


def _scrubbed(view: StatementView, hidden: list[str]) -> StatementView:
    return StatementView.model_validate(blanked(view.model_dump(), hidden)) if hidden else view


def view_of(facts: Facts, statement: Statement) -> StatementView:
    numbers = {each.id: number for number, each in enumerate(statement.standing, start=1)}
    being_written = statement.state is StatementState.DRAFT
    return StatementView(
        id=statement.id,
        witness=statement.witness,
        witness_name=statement.name or _name(facts, statement.witness),
        about=statement.about,
        state=statement.state.value,
        state_label=statement.state.label,
        drafted_on=statement.drafted_on,
        drafted_by=_name(facts, statement.drafted_by),
        signed_on=statement.signed_on,
        document=statement.document,
        pages=statement.pages,
        sentences=[_sentence(facts, each, numbers.get(each.id, 0)) for each in statement.sentences],
        left_out=[each.model_dump() for each in statement.left_out],
        exhibits=[each.model_dump(mode="json", include={"label", "what", "source"}) for each in statement.exhibits],
        in_the_way=[each.public() for each in ready_to_sign(facts, statement)] if being_written else [],
    )


def _sentence(facts: Facts, sentence: Sentence, number: int) -> SentenceView:
    return SentenceView(
        id=sentence.id,
        number=number,
        comes_from=sentence.entry,
        on=sentence.on,
        text=sentence.text,
        drafted=sentence.drafted,
        earlier=[{"text": each.text, "by": _name(facts, each.by), "at": each.at} for each in sentence.earlier],
        left_out_why=sentence.left_out_why,
        confirmed=sentence.confirmed_at is not None,
    )


def _name(facts: Facts, who: str) -> str:
    person = facts.roster.staff.get(who)
    return person.name if person else who


def statement_pdf(services: Services, signed: Signed, ref: str, name: str) -> bytes:
    """The frozen pages of a signed one, else as it would read now. Raises Problem: 404 for none, 409 where the pages
    show what is protected, or cannot be laid out.
    """
    with transaction(services.engine) as session:
        facts, hidden = _facts(session, services, signed, ref)
        statement = facts.case.statement(name)
        if statement is None:
            raise Problem(404, *_NOT_FOUND)
        if shows(statement.words, hidden):
            raise Problem(409, "PROTECTED_DETAILS", "This statement shows details that are protected now")
        if statement.sha256:
            return session.get_one(DocumentRow, statement.sha256).content
    witness = facts.roster.staff.get(statement.witness)
    if witness is None or not statement.standing:
        raise Problem(409, "SAYS_NOTHING", "This statement says nothing")
    try:
        return services.letters.statement(facts.case, statement, witness, facts.today)
    except PageFault as fault:
        raise Problem(409, "CANNOT_LAY_OUT", str(fault) or "The statement cannot be printed") from None
