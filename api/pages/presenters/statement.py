"""A statement as its witness works on it: sentence by sentence, each beside the entry that it comes from."""

from dataclasses import dataclass, field

from api.identity import Signed
from api.pages import words
from api.pages.presenters.headlines import Event, events
from api.problems import Problem
from api.services import Services
from api.statement_view import SentenceView, StatementView, one_statement
from api.timeline import timeline
from letters.difference import Change, difference
from records.database import transaction
from records.tables import CaseRow


@dataclass(frozen=True)
class StatementPage:
    """`to_open` is the first sentence that the witness has not confirmed as it stands."""

    ref: str
    child: str
    view: StatementView
    mine: bool
    to_open: str
    pdf: str
    unopened: int


@dataclass(frozen=True)
class SentencePage:
    ref: str
    child: str
    view: StatementView
    sentence: SentenceView
    mine: bool
    of_all: int
    came_from: Event | None
    changes: list[Change] = field(default_factory=list)


def statement_page(services: Services, signed: Signed, ref: str, name: str) -> StatementPage:
    """Raises Problem 404."""
    view = one_statement(services, signed, ref, name)
    waiting = [each for each in view.sentences if each.number and not each.confirmed]
    return StatementPage(
        ref=ref,
        child=_child(services, ref),
        view=view,
        mine=_mine(view, signed),
        to_open=waiting[0].id if waiting else "",
        pdf=f"/api/cases/{ref}/statements/{name}.pdf",
        unopened=len(waiting),
    )


def sentence_page(services: Services, signed: Signed, ref: str, name: str, sentence: str) -> SentencePage:
    """Raises Problem 404."""
    view = one_statement(services, signed, ref, name)
    found = next((each for each in view.sentences if each.id == sentence), None)
    if found is None:
        raise Problem(404, "NO_SUCH_SENTENCE", "There is no sentence of this name in the statement")
    happened = [each for each in timeline(services, signed, ref) if each.seq == found.comes_from]
    return SentencePage(
        ref=ref,
        child=_child(services, ref),
        view=view,
        sentence=found,
        mine=_mine(view, signed),
        of_all=sum(1 for each in view.sentences if each.number),
        came_from=next(iter(events(happened)), None),
        changes=difference(found.drafted, found.text) if found.drafted else [],
    )


def _mine(view: StatementView, signed: Signed) -> bool:
    return view.state == "draft" and view.witness == signed.staff.id


def _child(services: Services, ref: str) -> str:
    with transaction(services.engine) as session:
        row = session.get_one(CaseRow, ref)
        return words.named(row.child_name, row.date_of_birth, services.today)
