"""One letter: its page, its text, what was changed in it, where it stands, and what can be done with it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from api.case_view import CaseView, case_view
from api.identity import Signed
from api.letter_pages import letter_pdf
from api.near_words import NearWords, near_words
from api.pages import words
from api.pages.presenters.case import recorded, sending
from api.pages.presenters.loading import Loaded, Where, loaded
from api.problems import Problem
from api.services import Services
from api.timeline import timeline
from domain.actions import ACTIONS
from domain.case_file import Letter
from domain.decide import may_set_aside
from domain.people import Person
from domain.proceedings.served import Manner
from domain.protecting import scrubbed
from domain.vocabulary import LetterState
from letters.difference import Change, difference
from letters.page import page_count
from records.database import transaction

# In the order of a letter's life. The first two are done from the letter itself, with one button.
_AT_ONCE = ("approve-letter", "issue-letter")
_BY_FORM = (
    "edit-letter",
    "record-posting",
    "record-returned-post",
    "record-service-proof",
    "record-service",
    "stop-letter",
    "mark-letter",
)


@dataclass(frozen=True)
class Button:
    name: str
    label: str
    main: bool


@dataclass(frozen=True)
class LetterPage:
    ref: str
    letter: str
    child: str
    title: str
    to: str
    state: str
    says: list[str]
    pages: list[str]
    pdf: str
    certificate: str
    text: str
    changes: list[Change]
    warnings: list[str]
    at_once: list[Button]
    forms: list[Button]
    cannot: str = ""
    done: str = ""
    near: list[NearWords] = field(default_factory=list)
    set_aside: str = ""


def letter_page(services: Services, signed: Signed, ref: str, letter_id: str, done: int | None) -> LetterPage:
    """Raises Problem 404."""
    with transaction(services.engine) as session:
        case = loaded(session, services, signed, Where(ref))
    letter = case.facts.case.letter(letter_id)
    if letter is None:
        raise Problem(404, "NO_SUCH_LETTER", "There is no letter of this name on the case")
    view = case_view(services, signed, ref)
    person = case.facts.case.person(letter.person_id)
    whole = f"{ref}-{letter.id}"
    count, cannot = _pages(services, signed, whole)
    at_once, forms = _buttons(view, letter)
    text = scrubbed(letter.text, case.hidden)
    open_still = letter.state in (LetterState.DRAFT, LetterState.APPROVED)
    near = near_words(case.facts, letter.text, letter.person_id) if open_still else []
    return LetterPage(
        ref=ref,
        letter=letter.id,
        child=words.named(view.child["name"], view.child["date_of_birth"], services.today),
        title=letter.title,
        to=person.name if person else "",
        state=letter.state.label,
        says=[*_says(case, letter), _sending(view, letter, services.today)],
        pages=[f"/cases/{ref}/letters/{letter.id}/pages/{number}.png" for number in range(1, count + 1)],
        certificate=f"/api/cases/{ref}/letters/{letter.id}/service.pdf" if letter.ledger.entries else "",
        pdf="" if cannot else f"/api/letters/{whole}.pdf",
        text=text,
        changes=difference(scrubbed(letter.template_text, case.hidden), text),
        warnings=list(_warnings(person, letter)),
        at_once=at_once,
        forms=forms,
        cannot=cannot,
        done=recorded(timeline(services, signed, ref), done, view) if done else "",
        near=near,
        set_aside=f"/cases/{ref}/do/approve-letter?letter={letter.id}" if near and _may_judge(case, letter) else "",
    )


def _may_judge(case: Loaded, letter: Letter) -> bool:
    """Whether this person may say that words which come near whoever told us betray nobody (PRACTICE 4.9)."""
    if letter.state is not LetterState.DRAFT or not case.facts.case.confidential:
        return False
    own = case.facts.actor.id in {letter.written_by, *letter.edited_by}
    return not own and case.facts.actor.has(*may_set_aside(in_proceeding=False))


def _pages(services: Services, signed: Signed, whole: str) -> tuple[int, str]:
    """How many pages it has, or why it cannot be laid out."""
    try:
        return page_count(letter_pdf(services, signed, whole)), ""
    except Problem as problem:
        return 0, problem.body.detail


def _says(case: Loaded, letter: Letter) -> Iterable[str]:
    """Its life so far, newest last."""

    def name(who: str) -> str:
        person = case.facts.roster.staff.get(who)
        return person.name if person else who

    yield f"Drafted by {name(letter.written_by)}" if letter.written_by else ""
    if letter.wording:
        yield f"Its wording: {letter.wording}"
    if letter.edited_by:
        yield f"Edited by {words.listed(dict.fromkeys(name(who) for who in letter.edited_by))}"
    if letter.approved_on:
        yield f"Approved on {words.day(letter.approved_on)} by {name(letter.approved_by)}"
    if letter.issued_on:
        how = "by GOV.UK Notify" if letter.channel == "notify" else "to the post room"
        yield f"Issued on {words.day(letter.issued_on)} {how}; its pages are frozen"
    if letter.marked_on:
        why = f": {scrubbed(letter.marking_why, case.hidden)}" if letter.marking_why else ""
        yield f"{letter.marking.label} in a bundle, said {name(letter.marked_by)} on {words.day(letter.marked_on)}{why}"
    lines = letter.ledger.entries
    for line in lines:
        yield f"{_LEFT[line.manner]} on {words.day(line.on)}"
    if letter.posted_on and not lines:
        yield f"Posted on {words.day(letter.posted_on)}"
    if letter.deemed_on:
        yield f"Treated as received on {words.long_day(letter.deemed_on)}"
    if letter.returned_on:
        yield f"Came back on {words.day(letter.returned_on)}: it was not received"
    if letter.stopped_why:
        yield f"Stopped: {letter.stopped_why}"
    if letter.goes_with:
        yield f"Goes with it: {letter.goes_with}"


def _sending(view: CaseView, letter: Letter, today: date) -> str:
    return next((sending(each, today) for each in view.letters if each["letter"] == letter.id), "")


def _warnings(person: Person | None, letter: Letter) -> Iterable[str]:
    """How it must reach this person (PRACTICE 4.7)."""
    if person is None:
        return
    if person.needs.translation and not letter.goes_with:
        yield f"{person.name} reads {person.needs.language}: a translation should go with this letter"
    if person.needs.cannot_read and not letter.goes_with:
        yield f"{person.name} cannot read: somebody should read this letter to them"
    if letter.legal_effect:
        yield "This letter has legal effect: it is approved by somebody who did not write or edit it"


def _buttons(view: CaseView, letter: Letter) -> tuple[list[Button], list[Button]]:
    open_now = {action.name for action in view.actions}
    fits = [
        name
        for name in (*_AT_ONCE, *_BY_FORM)
        if name in open_now and letter.state in getattr(ACTIONS[name], "from_states", ())
    ]
    # An approved letter is approved again only where its address has changed: issuing it comes first.
    fits.sort(key=lambda name: (name == "approve-letter") == (letter.state is LetterState.APPROVED))
    at_once = [_button(name, fits[0]) for name in fits if name in _AT_ONCE]
    return at_once, [_button(name, fits[0]) for name in fits if name not in _AT_ONCE]


_LEFT = {
    Manner.POST: "Posted",
    Manner.BY_HAND: "Handed over",
    Manner.LEFT: "Left at the address",
    Manner.EMAIL: "Sent by e-mail",
}
_LABELS: dict[str, str] = {
    "approve-letter": "Approve",
    "issue-letter": "Issue",
    "edit-letter": "Edit the text",
    "record-posting": "Record that it was posted",
    "record-returned-post": "Record that it came back",
    "record-service-proof": "Record proof of the day it was received",
    "record-service": "Record that it was served again",
    "stop-letter": "Stop it",
    "mark-letter": "Say what it is worth as evidence",
}


def _button(name: str, first: str) -> Button:
    return Button(name, _LABELS[name], name == first)
