"""What a case offers to choose from for its legal steps: sessions of the register, proceedings, hearings, questions."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from api.pages import words
from api.pages.forms.field import Option
from domain.actions.advice import WANTED
from domain.actions.begin_prosecution import NoticeProsecuted
from domain.actions.redacting import RedactionChecked
from domain.actions.statement_signing import to_exhibit
from domain.bundles.profiles import PROFILES
from domain.bundles.rules import RULES
from domain.case_file import Document, Letter
from domain.facts import Facts
from domain.law.codes import THRESHOLD_CODES
from domain.law.sessions import Session
from domain.order_facts import order_held
from domain.proceedings import AnyProceeding, AttendanceOrder, PenaltyNotice, Prosecution, SupervisionOrder, Tracing
from domain.proceedings.relying import Relying
from domain.protecting import protected_values, scrubbed
from domain.statements.statement import StatementState

_MOST_SESSIONS = 190  # the half-days of half a school year: what is older can hardly be charged


def sessions(facts: Facts) -> Iterable[Option]:
    """Session by session as the register has them: unauthorised absences that no earlier notice or charge against every
    parent relies on, and those that this very proceeding relies on now.
    """
    own = facts.case.proceeding(facts.process)
    school = own.school if isinstance(own, Relying) else facts.case.child.school
    register = facts.registers.get(school)
    marks = [mark for mark in register.sessions if mark.code in THRESHOLD_CODES] if register else []
    here = own.slots if isinstance(own, Relying) else frozenset()
    free = [mark for mark in marks if mark.slot in here or not _used(facts, mark)]
    for mark in free[-_MOST_SESSIONS:]:
        day = f"{words.long_day(mark.day)}, {mark.half.label}"
        yield Option(f"{mark.day} {mark.half}", day, f"{mark.code}: {mark.meaning.meaning}")


def _used(facts: Facts, mark: Session) -> bool:
    """Against every answerable parent: against one it may still be relied on."""
    case = facts.case
    against = {
        each.person_id
        for each in case.proceedings
        if isinstance(each, PenaltyNotice | Prosecution) and each.covers and mark.slot in each.slots
    }
    parents = {each.person_id for each in case.answerable} or {person.id for person in case.people}
    return bool(parents) and parents <= against


def bundles(facts: Facts) -> Iterable[Option]:
    for each in reversed(facts.case.bundles):
        title = PROFILES[each.profile].title
        yield Option(each.id, f"{title}, asked for {words.long_day(each.requested_on)}", each.state.label)


def preflight(facts: Facts) -> Iterable[Option]:
    """The rules that the latest version of a bundle failed, or that need a person."""
    latest = [each.latest for each in facts.case.bundles if each.latest is not None]
    for rule in dict.fromkeys(rule for each in latest for rule in (*each.stops, *each.waits)):
        yield Option(rule, RULES[rule].title, RULES[rule].source.words)


def let_in(facts: Facts) -> Iterable[Option]:
    readers = {each.person_id for each in facts.case.bundles}
    for person in facts.case.people:
        if person.id not in readers:
            yield Option(f"parent:{person.id}", person.name, person.relation.label)
    for child in facts.case.household:
        yield Option(f"child:{child.id}", child.name, "Another child of the household")


def proceedings(facts: Facts, field: str) -> Iterable[Option]:
    """Those that the field asks for: a notice that was decided, an order that was served, a prosecution that began."""
    for each in facts.case.proceedings:
        if _FITS.get(field, _any)(facts, each):
            person = facts.case.person(each.person_id)
            opened = f"Begun {words.long_day(each.opened_on)}" if each.opened_on else ""
            yield Option(each.name, ": ".join(filter(None, (each.kind.label, person.name if person else ""))), opened)


def _any(facts: Facts, each: AnyProceeding) -> bool:
    return True


def _notice(facts: Facts, each: AnyProceeding) -> bool:
    return isinstance(each, PenaltyNotice) and NoticeProsecuted.fits(each)


def _order(facts: Facts, each: AnyProceeding) -> bool:
    held = order_held(facts.case, each.name, facts.almanac) if isinstance(each, AttendanceOrder) else None
    return held is not None and held.served_on is not None


def _begun(facts: Facts, each: AnyProceeding) -> bool:
    return isinstance(each, Prosecution) and each.instituted_at is not None


def _prosecution(facts: Facts, each: AnyProceeding) -> bool:
    return isinstance(each, Prosecution)


_FITS: Mapping[str, Callable[[Facts, AnyProceeding], bool]] = MappingProxyType(
    {"notice": _notice, "order": _order, "prosecution": _begun, "about": _prosecution}
)


def transfer_files(facts: Facts) -> Iterable[Option]:
    """Those made on this tracing that have not left. Their names say a school's number, so they are not shown."""
    tracing = facts.case.proceeding(facts.process)
    if isinstance(tracing, Tracing):
        for each in tracing.files:
            if each.delivered_on is None:
                yield Option(each.id, f"Made on {words.day(each.on)}", each.destination.label)


def hearings(facts: Facts) -> Iterable[Option]:
    own = facts.case.proceeding(facts.process)
    for each in own.hearings if isinstance(own, Prosecution) else ():
        if not each.outcome:
            yield Option(each.id, words.long_day(each.on), words.shortened(each.what, 100)[0])


def directions(facts: Facts) -> Iterable[Option]:
    """What the supervisor directed under this order; those that nobody has looked at first."""
    own, hidden = facts.case.proceeding(facts.process), protected_values(facts.case)
    given = own.directions_given if isinstance(own, SupervisionOrder) else ()
    for each in sorted(given, key=lambda direction: direction.kept is not None):
        seen = {None: "", True: "Kept", False: "Not kept"}[each.kept]
        said = scrubbed(words.shortened(each.words, 100)[0], hidden)
        yield Option(each.id, f"{words.day(each.on)}, to {scrubbed(each.to, hidden)}: {said}", seen)


def questions(facts: Facts) -> Iterable[Option]:
    """Those that wait for a lawyer."""
    hidden = protected_values(facts.case)
    for task in facts.case.open_tasks():
        if task.name == WANTED:
            yield Option(task.id, scrubbed(words.shortened(task.why, 100)[0], hidden))


def statements(facts: Facts) -> Iterable[Option]:
    """Those that this person is writing."""
    for each in facts.case.statements:
        if each.state is StatementState.DRAFT and each.witness == facts.actor.id:
            yield Option(each.id, f"Your statement, drafted on {words.day(each.drafted_on)}")


def exhibits(facts: Facts) -> Iterable[Option]:
    """Documents, and letters whose pages are frozen."""
    possible, hidden = set(to_exhibit(facts.case)), protected_values(facts.case)
    papers: tuple[Document | Letter, ...] = (*facts.case.documents, *facts.case.letters)
    for each in papers:
        if each.id in possible:
            yield Option(
                each.id, scrubbed(each.title, hidden), "A letter" if isinstance(each, Letter) else "A document"
            )


def without_pages(facts: Facts) -> Iterable[Option]:
    """Documents that cannot be opened as pages."""
    hidden = protected_values(facts.case)
    for each in facts.case.documents:
        if not each.usable_pages:
            yield Option(each.id, scrubbed(each.title, hidden))


def redacted(facts: Facts) -> Iterable[Option]:
    """Documents of which a redaction waits to be checked."""
    hidden = protected_values(facts.case)
    for each in RedactionChecked.waiting(facts.case):
        yield Option(each.id, scrubbed(each.title, hidden))


def documents(facts: Facts) -> Iterable[Option]:
    hidden = protected_values(facts.case)
    for each in facts.case.documents:
        yield Option(each.id, scrubbed(each.title, hidden), f"From {each.obtained_from}" if each.obtained_from else "")
