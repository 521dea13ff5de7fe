"""One document: what it is and what it is worth, its pages, and what was taken out of them."""

from dataclasses import dataclass, field

from api.identity import Signed
from api.pages import words
from api.pages.presenters.loading import Where, loaded
from api.problems import Problem
from api.services import Services
from domain.actions.redacting import unchecked
from domain.case_file import Document
from domain.evidence.redaction import Box, Ground, Redaction
from domain.facts import Facts
from domain.protecting import scrubbed
from records.database import transaction

_EMPTY_ROWS = 3


@dataclass(frozen=True)
class BoxRow:
    """One row of the form, as typed or as it was drawn before."""

    page: str = ""
    left: str = ""
    top: str = ""
    right: str = ""
    bottom: str = ""
    ground: str = ""


@dataclass(frozen=True)
class RedactionLine:
    says: str
    pdf: str
    grounds: list[str]
    pictures: list[str]
    waits: bool
    may_check: bool


@dataclass(frozen=True)
class DocumentPage:
    ref: str
    document: str
    child: str
    title: str
    rows: list[tuple[str, str]]
    said: list[str]
    pages: int
    number: int
    picture: str
    redactions: list[RedactionLine]
    boxes: list[BoxRow]
    grounds: list[tuple[str, str]]
    exhibits: list[str]
    may: frozenset[str]
    faults: list[str] = field(default_factory=list)


def document_page(
    services: Services,
    signed: Signed,
    ref: str,
    name: str,
    number: int,
    typed: list[BoxRow] | None = None,
    faults: list[str] | None = None,
) -> DocumentPage:
    """Raises Problem 404."""
    with transaction(services.engine) as session:
        case = loaded(session, services, signed, Where(ref))
    facts, document = case.facts, case.facts.case.document(name)
    if document is None:
        raise Problem(404, "NO_SUCH_DOCUMENT", "There is no document of this name on the case")
    number = min(max(1, number), max(1, document.pages))
    before = [_row(box) for box in document.redactions[-1].boxes] if document.redactions else []
    child = facts.case.child
    return DocumentPage(
        ref=ref,
        document=name,
        child=words.named(child.name, child.date_of_birth, services.today),
        title=scrubbed(document.title, case.hidden),
        rows=[(label, scrubbed(said, case.hidden)) for label, said in _rows(facts, document) if said],
        said=document.said,
        pages=document.pages,
        number=number,
        picture=f"/cases/{ref}/documents/{name}/pages/{number}.png" if document.pages else "",
        redactions=[_redaction(facts, ref, document, each) for each in reversed(document.redactions)],
        boxes=[*(before if typed is None else typed), *[BoxRow()] * _EMPTY_ROWS],
        grounds=[(ground.value, ground.label) for ground in Ground],
        exhibits=[
            f"{each.label}, {statement.name or _named(facts, statement.witness)}"
            for statement in facts.case.statements
            for each in statement.exhibits
            if each.source == name and statement.state.value != "replaced"
        ],
        may=frozenset(case.steps) if signed.staff else frozenset(),
        faults=faults or [],
    )


def _rows(facts: Facts, document: Document) -> list[tuple[str, str]]:
    """What stands of it in the record; empty where it does not say."""
    about = facts.case.person(document.about)
    marked = f"by {_named(facts, document.marked_by)} on {words.day(document.marked_on)}" if document.marked_on else ""
    obtained = [document.obtained_from, words.day(document.obtained_on) if document.obtained_on else ""]
    return [
        ("Sort", words.first_upper(document.kind.label)),
        ("Worth", " ".join(filter(None, (words.first_upper(document.marking.label), marked)))),
        ("Why", document.marking_why),
        ("From whom, when", ", ".join(filter(None, obtained))),
        ("Obtained by", _named(facts, document.obtained_by) if document.obtained_by else ""),
        ("Concerns", about.name if about else ""),
        ("Pages", str(document.pages or "")),
        ("Copy", document.copy_how),
    ]


def _redaction(facts: Facts, ref: str, document: Document, each: Redaction) -> RedactionLine:
    drawn = f"Drawn by {_named(facts, each.drawn_by)} on {words.day(each.drawn_on)}"
    looked = f"{_named(facts, each.checked_by)} on {words.day(each.checked_on)}" if each.checked_on else ""
    waits = unchecked(document) is each
    came = {True: f"passed by {looked}", False: f"sent back by {looked}: {each.why}", None: "not checked"}[each.passed]
    path = f"/cases/{ref}/documents/{document.id}/redactions/{each.id}/pages"
    changed = sorted({box.page for box in each.boxes}) if waits else []
    return RedactionLine(
        says=f"{drawn}; {came}",
        pdf=f"/api/cases/{ref}/documents/{document.id}/redactions/{each.id}.pdf",
        grounds=each.grounds,
        pictures=[f"{path}/{number}.png" for number in changed],
        waits=waits,
        may_check=waits and each.drawn_by != facts.actor.id,
    )


def _named(facts: Facts, who: str) -> str:
    person = facts.roster.staff.get(who)
    return person.name if person else who


def _row(box: Box) -> BoxRow:
    return BoxRow(*(str(value) for value in (box.page, box.left, box.top, box.right, box.bottom, box.ground.value)))
