"""One child's case: who, how urgent, where the journey stands, what can be done and what cannot, what has happened."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from api.acting import no_such_case
from api.case_view import CaseView, case_view
from api.identity import Signed
from api.pages import words
from api.pages.presenters.clocks import ClockBox, clock_box
from api.pages.presenters.headlines import Event, events
from api.pages.presenters.journey import Step, journey
from api.pages.presenters.possible import Possible, possible
from api.pages.presenters.proceedings import ProceedingBox, proceeding_boxes
from api.person_view import PersonView
from api.services import Services
from api.timeline import Happening, timeline
from domain.bundles.document import Marking
from domain.deadline import Stretch
from domain.people import Told
from domain.vocabulary import EnquiryResult, EnquirySubject, Relation, Stage
from records.recorder import NoSuchCase

_NO_PARENTS = frozenset(each.label for each in Relation if not each.may_be_parent_in_law)
_NEWEST = 15  # entries on the case itself; the history has the rest
_PAPERS = 12  # of each kind, until somebody asks for all


@dataclass(frozen=True)
class Person:
    name: str
    what: str
    lines: list[str]
    hidden: bool
    id: str


@dataclass(frozen=True)
class HouseholdChild:
    name: str
    says: str
    ref: str
    check: str


@dataclass(frozen=True)
class Paper:
    href: str
    title: str
    says: str
    tag: str = ""


@dataclass(frozen=True)
class CasePage:
    view: CaseView
    caption: str
    name: str
    seen: str
    seen_by: str
    seen_tag: str
    flags: list[str]
    steps: list[Step]
    possible: Possible
    clocks: list[ClockBox]
    people: list[Person]
    household: list[HouseholdChild]
    letters: list[Paper]
    documents: list[Paper]
    enquiries: list[dict[str, str]]
    proceedings: list[ProceedingBox]
    happened: list[Event]
    more: int
    papers_left_out: int = 0
    done: str = ""
    may: frozenset[str] = field(default_factory=frozenset)


def case_page(services: Services, signed: Signed, ref: str, done: int | None, *, whole: bool = False) -> CasePage:
    """The newest papers, or with `whole` all of them. Raises Problem 404."""
    try:
        view, history = case_view(services, signed, ref), timeline(services, signed, ref)
    except NoSuchCase:
        raise no_such_case() from None
    today = services.today
    seen, by, tag = last_seen(view, today)
    most = None if whole else _PAPERS
    left_out = sum(max(0, len(each) - _PAPERS) for each in (view.letters, view.documents, view.enquiries))
    return CasePage(
        view=view,
        caption=_caption(view),
        name=words.named(view.child["name"], view.child["date_of_birth"], today),
        seen=seen,
        seen_by=by,
        seen_tag=tag,
        flags=[flag for flag in view.flags if flag],
        steps=journey(view, today),
        possible=possible(view, signed, today),
        clocks=[_clock(each, today) for each in view.deadlines if each.name != "case-review"],
        people=[_person(person) for person in view.people],
        household=[_sibling(view, child, today) for child in view.household],
        letters=[_letter(view.ref, letter, today) for letter in view.letters[::-1][:most]],
        documents=[_document(view.ref, document) for document in view.documents[::-1][:most]],
        enquiries=[_enquiry(each) for each in view.enquiries[::-1][:most]],
        proceedings=proceeding_boxes(view, signed, today),
        happened=events(history[:_NEWEST]),
        more=len(history) - _NEWEST,
        papers_left_out=0 if whole else left_out,
        done=recorded(history, done, view),
        may=frozenset(action.name for action in view.actions),
    )


def _caption(view: CaseView) -> str:
    opened = f"opened {words.day(view.opened_on)}" if view.opened_on else ""
    closed = f"closed {words.day(view.closed_on)}: {view.closure}" if view.closed_on else ""
    return " · ".join(filter(None, (view.ref, view.kind_label, opened, closed)))


def last_seen(view: CaseView, today: date) -> tuple[str, str, str]:
    """What heads every case (PRACTICE 3.1): when the child was last seen and by whom; a word for the tag."""
    seen, days = view.last_seen, view.days_unseen
    if seen is None:
        since = view.child["first_absent_on"]
        if since is None:
            return "Nobody has recorded seeing this child", "", "Not seen yet"
        said = f"Not seen since the first day absent, {words.day(since)}"
        return said, "", f"Not seen for {words.count(days or 0, 'day')}"
    on = date.fromisoformat(str(seen["on"]))
    by = ", ".join(filter(None, (str(seen["by_name"]), str(seen["by_role"]).casefold())))
    alone = "alone" if seen["alone"] else f"with {seen['with_whom']}" if seen["with_whom"] else ""
    where = f"at: {seen['where']}" if seen["where"] else ""
    tag = f"Not seen for {words.count(days, 'day')}" if days else "Seen today"
    return f"Last seen {words.near(on, today)}", ", ".join(filter(None, (f"by {by}" if by else "", where, alone))), tag


def _clock(each: Any, today: date) -> ClockBox:
    days = [Stretch.model_validate(day) for day in each.days]
    return clock_box(each.label, each.state, each.kind, each.last_day, days, each.explanation, today)


def _person(person: PersonView) -> Person:
    what = [person.relation.casefold()]
    if person.parental_responsibility:
        what.append("parental responsibility")
    known = person.how_known
    lives = {True: "Lives with the child", False: "Lives elsewhere", None: ""}[person.lives_with_child]
    cares = {True: "Cares for the child", False: "", None: ""}[person.cares_for_child]
    needs = [person.language] if person.language.casefold() not in ("", "english") else []
    reach = [", ".join(person.address)] if person.address else []
    lines = [
        "Has died" if person.deceased else "",
        _rule(person),
        _responsibility(person),
        _with_source(lives, known["lives_with_child"]),
        _with_source(cares, known["cares_for_child"]),
        " · ".join([*needs, *person.needs]),
        *reach,
        " · ".join(filter(None, (person.telephone, person.email))),
    ]
    return Person(person.name, ", ".join(what), [line for line in lines if line], person.protected, person.id)


def _responsibility(person: PersonView) -> str:
    """What is known of parental responsibility, with who said so and when; also that nothing is (PRACTICE 4.1)."""
    said = {True: "Parental responsibility", False: "No parental responsibility", None: ""}
    known = said[person.parental_responsibility]
    if not known:
        return "" if person.relation in _NO_PARENTS else "Parental responsibility is not known"
    return _with_source(known, person.how_known["parental_responsibility"])


def _rule(person: PersonView) -> str:
    if not person.contact_rule_label:
        return ""
    review = person.contact_rule_review_on
    told = filter(None, (person.contact_rule_source, f"review on {words.day(review)}" if review else ""))
    return ": ".join(filter(None, (person.contact_rule_label, ", ".join(told))))


def _with_source(said: str, told: Told) -> str:
    if not said:
        return ""
    return f"{said}: {', '.join(filter(None, (told.source, words.day(told.on) if told.on else '')))}"


def _sibling(view: CaseView, child: dict[str, Any], today: date) -> HouseholdChild:
    born = date.fromisoformat(child["date_of_birth"]) if child["date_of_birth"] else None
    says = f"{child['educated_at']}, confirmed by {child['confirmed_by']}" if child["checked"] else "Not checked yet"
    open_now = any(action.name == "check-household-child" for action in view.actions)
    check = f"/cases/{view.ref}/do/check-household-child?child={child['id']}"
    return HouseholdChild(
        words.named(child["name"], born, today),
        says,
        child["case_ref"],
        check if open_now and not child["checked"] else "",
    )


def sending(letter: dict[str, Any], today: date) -> str:
    """How the sending of an issued letter stands, where it did not leave at the first try."""
    tries, code, again = letter.get("tries", 0), letter.get("last_code", ""), letter.get("next_try_at")
    if not code or letter["posted_on"]:
        return ""
    when = f", next try {words.moment(again, today)}" if again else ""
    return f"Not sent yet after {words.count(tries, 'try', 'tries')}: {code}{when}"


def _letter(ref: str, letter: dict[str, Any], today: date) -> Paper:
    days = (("posted", letter["posted_on"]), ("issued", letter["issued_on"]), ("approved", letter["approved_on"]))
    when = next((f"{what} {words.day(on)}" for what, on in days if on), "")
    pages = words.count(letter["pages"], "page") if letter["pages"] else ""
    says = " · ".join(filter(None, (f"To {letter['to']}", words.first_upper(when), pages, sending(letter, today))))
    return Paper(f"/cases/{ref}/letters/{letter['letter']}", letter["title"], says, letter["state_label"])


def _document(ref: str, document: dict[str, Any]) -> Paper:
    on = document["obtained_on"]
    worth = Marking(document["marking"])
    said = (document["obtained_from"], words.day(date.fromisoformat(on)) if on else "", _size(document))
    tag = words.first_upper(worth.label) if worth is not Marking.UNDECIDED else ""
    return Paper(f"/cases/{ref}/documents/{document['id']}", document["title"], " · ".join(filter(None, said)), tag)


def _size(document: dict[str, Any]) -> str:
    kind = str(document["media_type"]).rpartition("/")[2].upper()
    return f"{kind}, {max(1, round(int(document['size']) / 1000)):,} kB"


def _enquiry(each: dict[str, Any]) -> dict[str, str]:
    return {
        "whom": EnquirySubject(each["subject"]).label,
        "result": EnquiryResult(each["result"]).label,
        "says": each["answer"],
        "when": f"Asked {words.day(date.fromisoformat(each['asked_on']))}",
    }


def recorded(history: Iterable[Happening], seq: int | None, view: CaseView) -> str:
    """What the banner says after a form was taken: what was recorded, and where the case has gone since."""
    later = [each for each in history if seq is not None and each.seq >= seq]
    own = next((each for each in later if each.seq == seq), None)
    if own is None:
        return ""
    moved = any(each.action == "stage-entered" and each.seq <= own.seq + 2 for each in later)
    gone = f" The case is now at: {Stage(view.stage).label}." if moved else ""
    return f"Recorded: {own.label}.{gone}"
