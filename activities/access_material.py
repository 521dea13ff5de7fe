"""Everything that is held of a person, for their request: found again the same at any time, so that what was reviewed
is what is given.

It stands on the case, on the cases that were merged into it, and on earlier ones of the same child. A case that is kept
apart because its child has two identities is collected from nowhere else, nor into anything else (PRACTICE 3.4).
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from sqlalchemy import text
from sqlmodel import Session

from domain.access_words import label_of, said_of
from domain.actions import ACTIONS
from domain.bundles.document import BundleDocument, Kind, Marking
from domain.case_access import restricted
from domain.case_file import CaseFile, Document
from domain.deadline import uk_day
from domain.entry import Entry
from domain.facts import Roster
from domain.law.codes import CODES
from domain.law.sessions import Register
from domain.near_matches import Somebody
from domain.proceedings.subject_access import Item, Kept, Reason, Shows, SubjectAccess
from domain.subject_access import Around, around, proposed, signs, signs_of_entry
from domain.vocabulary import LetterState
from letters.bundles.reading import Unreadable, read_pages
from letters.wording import own_phrases, usual_words
from records.confidence import Confidence
from records.journal import entries_of
from records.recorder import NoSuchCase, load_case
from records.registers import registers_of
from records.tables import DocumentRow, SchoolRow

_PDF: Final = "application/pdf"
_MOST_TITLE: Final = 160
_LEFT: Final = (LetterState.ISSUED, LetterState.POSTED, LetterState.RETURNED)
_OF_REQUESTS: Final = "subject-access-"
_LOOKED: Final = text(
    """select to_char(at at time zone 'Europe/London', 'YYYY-MM') as month, what, count(*) as times from looked
       where case_ref = :ref and allowed and at <= :until group by 1, 2 order by 1, 2"""
)


@dataclass(frozen=True)
class Material:
    """An item with what it says: lines of words, or the file it is."""

    item: Item
    lines: tuple[str, ...] = field(default=(), repr=False)
    file: BundleDocument | None = field(default=None, repr=False)


class AccessMaterial:
    """`confidence` holds who told us, to be looked for; what it opens stays in memory."""

    def __init__(self, confidence: Confidence, sender: str) -> None:
        self._confidence, self._sender = confidence, sender

    def of(
        self, session: Session, case: CaseFile, request: SubjectAccess, people: Roster, until: datetime
    ) -> tuple[list[Material], Around]:
        """Everything that was there at that instant, in the order in which it is read; and who must not be found."""
        who = self.around(session, case, request, people)
        cases = [case, *_same_child(session, case)]
        found = [each for one in cases for each in self._of_case(session, one, case, who, people, until)]
        told = self._confidence.who_told([one.ref for one in cases])
        if told or case.confidential:
            item = Item(id="told", kept=Kept.TOLD, title="Who told us of the child", sha256=_hash(case.ref),
                        shows=(Shows.REFERRER,), proposed=Reason.REFERRER)  # fmt: skip
            found.append(Material(item))
        return found, who

    def around(self, session: Session, case: CaseFile, request: SubjectAccess, people: Roster) -> Around:
        refs = [case.ref, *case.merged, *case.earlier]
        told = [
            Somebody(*(str(one.get(said) or "") for said in ("name", "relation", "telephone", "email")))
            for one in self._confidence.who_told(refs)
        ]
        numbers = {case.child.school, case.place.school} - {""}
        schools = [row.name for number in sorted(numbers) if (row := session.get(SchoolRow, number))]
        own = {case.child.name, *self._sender.splitlines(), *(staff.name for staff in people.staff.values())}
        passed_over = {*own_phrases(), *own, *(_labels())}
        return around(case, request, told, schools, self._sender, passed_over, usual_words())

    def _of_case(
        self, session: Session, one: CaseFile, main: CaseFile, who: Around, people: Roster, until: datetime
    ) -> Iterator[Material]:
        before = "" if one.ref == main.ref else f"{one.ref}:"
        staff = {each.id: each.name for each in people.staff.values()}
        entries = [each for each in entries_of(session, one.ref) if each.recorded_at <= until]
        yield from _entries(one, entries, who, staff, before)
        yield from self._letters(session, one, who, before, until)
        yield from self._documents(session, one, who, before, until, entries)
        if not before:
            yield from _registers(session, one, who, until)
            yield from _looked(session, one, until)

    def _letters(
        self, session: Session, case: CaseFile, who: Around, before: str, until: datetime
    ) -> Iterator[Material]:
        """As they went. A draft is no letter: what it says stands in the entries."""
        for letter in case.letters:
            if not letter.sha256 or letter.state not in _LEFT or (letter.issued_on or date.max) > uk_day(until):
                continue
            row = session.get(DocumentRow, letter.sha256)
            shown = _signs_of_file(row, who)
            item = _item(
                f"{before}letter:{letter.id}", Kept.LETTER, letter.title, letter.issued_on, letter.sha256, shown
            )
            yield Material(item, file=_file(item, letter.sha256, row, letter.pages, Kind.CORRESPONDENCE))

    def _documents(
        self,
        session: Session,
        case: CaseFile,
        who: Around,
        before: str,
        until: datetime,
        entries: Sequence[Entry],
    ) -> Iterator[Material]:
        there = {f"D{each.seq}" for each in entries}
        for document in case.documents:
            if document.id.partition("-")[0] not in there:
                continue
            row = session.get(DocumentRow, document.usable)
            shown: list[Shows] = _signs_of_file(row, who)
            if not document.usable_pages:
                shown.append(Shows.NO_PAGES)
            elif document.redacted is not None:  # two people have looked at its pages
                shown = list(filter(Shows.NO_TEXT.__ne__, shown))
            if document.kind is Kind.ADVICE:
                shown.append(Shows.ADVICE)
            title, on = document.title, document.obtained_on
            item = _item(f"{before}document:{document.id}", Kept.DOCUMENT, title, on, document.usable, shown)
            yield Material(item, file=_of_document(item, document, row))


def _same_child(session: Session, case: CaseFile) -> Iterator[CaseFile]:
    for ref in dict.fromkeys((*case.merged, *case.earlier)):
        try:
            other = load_case(session, ref)
        except NoSuchCase:
            continue  # erased since
        if not restricted(other) and not restricted(case):
            yield other


def _entries(
    case: CaseFile, entries: Iterable[Entry], who: Around, staff: dict[str, str], before: str
) -> Iterator[Material]:
    by_itself = []
    for entry in entries:
        if entry.process.partition("/")[2].startswith(_OF_REQUESTS) or entry.action == "begin-subject-access":
            continue
        title, lines = label_of(entry), said_of(entry, case, staff)
        if not lines:
            by_itself.append(f"{entry.happened_on:%-d %B %Y}: {title}")
            continue
        lines.append(f"Written by: {staff.get(entry.actor, 'the service itself')}")
        action = ACTIONS[entry.action]
        about = signs_of_entry(action, entry.process, confidential=case.confidential)
        words = "\n".join((title, *lines))
        item = _item(f"{before}entry:{entry.seq}", Kept.ENTRY, title, entry.happened_on, _hash(words),
                     [*about, *signs(words, who)])  # fmt: skip
        yield Material(item, tuple(lines))
    if by_itself:
        words = "\n".join(by_itself)
        item = _item(f"{before}steps", Kept.STEPS, "Steps of the case", None, _hash(words), signs(words, who))
        yield Material(item, tuple(by_itself))


def _registers(session: Session, case: CaseFile, who: Around, until: datetime) -> Iterator[Material]:
    for number, register in sorted(registers_of(session, case.child.upn).items()) if case.child.upn else ():
        row = session.get(SchoolRow, number)
        lines = list(_marks(register, uk_day(until)))
        if lines:
            title = f"Attendance register of {row.name if row else f'school {number}'}"
            words = "\n".join((title, *lines))
            item = _item(f"register:{number}", Kept.REGISTER, title, None, _hash(words), signs(words, who))
            yield Material(item, tuple(lines))


def _marks(register: Register, until: date) -> Iterator[str]:
    days: dict[date, list[str]] = {}
    for mark in register.sessions:
        if mark.day <= until:
            days.setdefault(mark.day, []).append(f"{mark.half.label} {mark.code} ({CODES[mark.code].meaning})")
    for day, halves in days.items():
        yield f"{day:%-d %B %Y}: {', '.join(halves)}"


def _looked(session: Session, case: CaseFile, until: datetime) -> Iterator[Material]:
    """How often and what, month by month; who works here is not about the person (UK GDPR art 15)."""
    rows = session.execute(_LOOKED, {"ref": case.ref, "until": until}).all()
    lines = [f"{row.month}: {row.what}, {row.times} times" for row in rows]
    if lines:
        title = "How often your record was looked at, by month"
        yield Material(_item("looked", Kept.LOOKED, title, None, _hash("\n".join(lines)), []), tuple(lines))


def _signs_of_file(row: DocumentRow | None, who: Around) -> list[Shows]:
    if row is None or row.media_type != _PDF:
        return [Shows.NO_TEXT]
    try:
        pages = read_pages(row.content)
    except Unreadable:
        return [Shows.NO_TEXT]
    scanned = [Shows.NO_TEXT] if not all(page.has_text for page in pages) else []
    return [*scanned, *signs("\n".join(page.text for page in pages), who)]


def _of_document(item: Item, document: Document, row: DocumentRow | None) -> BundleDocument | None:
    return _file(item, document.usable, row, document.usable_pages, document.kind) if document.usable_pages else None


def _file(item: Item, sha256: str, row: DocumentRow | None, pages: int, kind: Kind) -> BundleDocument | None:
    if row is None or not pages:
        return None
    return BundleDocument(
        id=item.id.replace(":", "-"),
        title=item.title[:_MOST_TITLE] or "A document",
        dated=item.on,
        sha256=sha256,
        media_type=row.media_type,
        size=row.size,
        pages=pages,
        kind=kind,
        marking=Marking.EVIDENTIAL,
    )


def _item(name: str, kept: Kept, title: str, on: date | None, sha256: str, shown: Iterable[Shows]) -> Item:
    found = tuple(dict.fromkeys(shown))
    return Item(id=name, kept=kept, title=title, on=on, sha256=sha256, shows=found, proposed=proposed(found))


def _labels() -> set[str]:
    return {action.label for action in ACTIONS.values()}


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def as_decided(material: Material, title: str) -> Material:
    """The same with a title that may be printed."""
    file = material.file.model_copy(update={"title": title[:_MOST_TITLE]}) if material.file else None
    return replace(material, item=material.item.model_copy(update={"title": title}), file=file)
