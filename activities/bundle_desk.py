"""Building a bundle: what the case has is gathered, laid out, looked at from outside and judged; then kept, sealed.

Nothing is given out that pre-flight stopped. What goes wrong is said by code and by the document's id, never its title.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from activities.agency_letters import keep
from activities.letter_desk import LetterDesk
from domain.bundles.case_bundle import Bundle, FileOf
from domain.bundles.document import BundleDocument, Gathered
from domain.bundles.finding import Answer, Report
from domain.bundles.gathering import Arrangement, Frozen, arranged, gather, returned_since
from domain.bundles.leaks import guarded, leaks, near
from domain.bundles.manifest import BuiltFile, Manifest, parts_of
from domain.bundles.naming import kept_name
from domain.bundles.plan import Plan, make_supplement
from domain.bundles.preflight import preflight
from domain.bundles.profile import Profile
from domain.bundles.profiles import PROFILES
from domain.bundles.subject import Charge, Checked, Subject
from domain.case_file import CaseFile
from domain.deadline import uk_day
from domain.evidence.certificate import sessions_certified
from domain.evidence.unused import undecided
from domain.facts import Roster
from domain.law.time_limit import limit_of
from domain.near_matches import Somebody
from domain.proceedings import Prosecution
from letters.bundles.building import Built, Progress, build, build_within
from letters.bundles.checking import checked, own_words
from letters.bundles.front import Cover
from letters.bundles.index_lines import wrap
from letters.bundles.versions import versions
from letters.page import page_count
from letters.wording import usual_words
from records.bundles import keep_file, sizes_of
from records.confidence import Confidence
from records.keys import CaseKeys
from records.profile_signatures import as_signed
from records.tables import DocumentRow, SchoolRow

_A_FEW = 50  # pages


@dataclass(frozen=True)
class Outcome:
    """A building that ran to its end. `contents` are its files; none where pre-flight stopped it."""

    report: Report
    manifest: Manifest
    plan: Plan
    contents: tuple[bytes, ...]
    pages: int


@dataclass(frozen=True)
class Late:
    """What a supplement goes on from: the last pages given out, every document that is in, and which one it is."""

    before: Plan
    documents: tuple[BundleDocument, ...]
    number: int

    @property
    def known(self) -> frozenset[str]:
        return frozenset(each.id for each in self.documents)


class BundleDesk:
    """`confidence` holds who told us, to be looked for; what it opens stays in memory."""

    def __init__(self, letters: LetterDesk, keys: CaseKeys, confidence: Confidence) -> None:
        self._letters, self._keys, self._confidence = letters, keys, confidence

    def gathered(
        self, session: Session, case: CaseFile, bundle: Bundle, arrangement: Arrangement, roster: Roster, today: date
    ) -> tuple[Gathered, Arrangement]:
        """What the case has for it, as arranged; and the arrangement with certificates of service frozen into it."""
        arrangement = self._frozen(session, case, arrangement, roster, today)
        hashes = [each.sha256 for each in case.letters if each.sha256] + [each.usable for each in case.documents]
        profile = PROFILES[bundle.profile]
        sizes = sizes_of(session, hashes)
        found = gather(case, profile, bundle.person_id, sizes, arrangement.certificates, bundle.about)
        return arranged(found, arrangement, profile), arrangement

    def _frozen(
        self, session: Session, case: CaseFile, arrangement: Arrangement, roster: Roster, today: date
    ) -> Arrangement:
        """A certificate is made once for each state of its ledger, so that a building can be repeated to the byte."""
        known = dict(arrangement.certificates)
        for letter in case.letters:
            lines = len(letter.ledger.entries)
            if not lines or not letter.sha256 or f"{letter.id}:{_ledger(letter.ledger)}" in known:
                continue
            pdf = self._letters.certificate(case, letter, roster, today)
            sha256 = keep(session, pdf, "application/pdf")
            frozen = Frozen(sha256=sha256, size=len(pdf), pages=page_count(pdf), on=today)
            known |= {letter.id: frozen, f"{letter.id}:{_ledger(letter.ledger)}": frozen}
        return arrangement.model_copy(update={"certificates": known})

    def build(
        self,
        session: Session,
        case: CaseFile,
        bundle: Bundle,
        gathered: Gathered,
        number: int,
        roster: Roster,
        now: datetime,
        progress: Progress,
        late: Late | None = None,
    ) -> Outcome:
        """Raises Unusable, TooLarge, CannotPlan, FrontFault, NotAsPlanned, and whatever `progress` raises."""
        profile = as_signed(session, PROFILES[bundle.profile])
        title = f"{profile.title} {case.ref} {bundle.id}"

        def fetch(document: BundleDocument) -> bytes | None:
            row = session.get(DocumentRow, document.sha256)
            if row is None:
                return None
            content = row.content
            session.expunge(row)  # it is not kept twice in memory
            return content

        cover = _cover(case, bundle, profile, self._letters, number)
        if late is not None:
            fresh = [each for each in gathered.documents if each.id not in late.known]
            built = build(make_supplement(late.before, fresh, wrap, number=late.number), fetch, cover, title, progress)
        else:
            built = build_within(profile, gathered.documents, fetch, cover, title, progress)
        subject = self._subject(
            session, case, bundle, gathered, built, now, late=late, roster=roster, progress=progress
        )
        answers = [
            _answer(each.rule, each.by, roster, each.at, each.reason) for each in bundle.reasons if not each.tick
        ]
        report = Report(findings=preflight(subject), answers=tuple(answers))
        named = [
            (each, kept_name(case.ref, f"{bundle.id}-v{number}", each.volume.number, each.volume.of))
            for each in built.files
        ]
        files = [
            BuiltFile(
                name=name,
                sha256=hashlib.sha256(each.content).hexdigest(),
                size=len(each.content),
                pages=each.volume.pages,
            )
            for each, name in named
            if not report.stops
        ]
        manifest = Manifest(
            bundle=bundle.id,
            version=number,
            supplement=late.number if late else 0,
            profile=profile.name,
            standing=profile.standing,
            versions=dict(versions()),
            parts=parts_of(built.plan),
            files=tuple(files),
            said={name: tuple(words) for name, words in built.said.items()},
        )
        contents = () if report.stops else tuple(each.content for each in built.files)
        return Outcome(report, manifest, built.plan, contents, built.pages)

    def keep(self, session: Session, ref: str, outcome: Outcome) -> tuple[FileOf, ...]:
        """Its files, sealed, and what the journal says of them."""
        bundle, number = outcome.manifest.bundle, outcome.manifest.version
        return tuple(
            keep_file(session, self._keys, ref, (bundle, number, volume), known.name, content, known.pages)
            for volume, (known, content) in enumerate(
                zip(outcome.manifest.files, outcome.contents, strict=True), start=1
            )
        )

    def _subject(
        self,
        session: Session,
        case: CaseFile,
        bundle: Bundle,
        gathered: Gathered,
        built: Built,
        now: datetime,
        *,
        late: Late | None,
        roster: Roster,
        progress: Progress,
    ) -> Subject:
        numbers = {case.child.school, case.place.school} - {""}
        schools = [row.name for number in sorted(numbers) if (row := session.get(SchoolRow, number))]
        told = [_somebody(who) for who in self._confidence.who_told([case.ref, *case.merged])]
        guard = guarded(
            case, bundle.person_id if bundle.profile.of_a_person else "", told, schools, self._letters.sender
        )
        labels = {
            run.document: [str(label) for label in run.labels()]
            for volume in built.plan.volumes
            for run in volume.runs
            if run.document
        }
        pages = [
            (label, read.text)
            for name, shown in labels.items()
            for label, read in zip(shown, built.read[name], strict=True)
        ]
        titles = {each.id: each.title for each in built.plan.documents}
        return Subject(
            plan=built.plan,
            files=tuple(_looked_at(built, progress)),
            missing=gathered.missing if late is None else (),
            kept_out=gathered.kept_out,
            leaks=leaks(guard, pages, own_words(built.plan, built), bundle.ticks),
            leaks_looked_for=True,
            near=_near(case, told, pages, roster, progress) if case.confidential else (),
            charge=charge_of(case, bundle, roster),
            hearing=bundle.hearing_on,
            file_by=bundle.file_by,
            today=uk_day(now),
            other_bundles=sum(each.about == bundle.about and bool(bundle.about) for each in case.bundles)
            - bool(bundle.about),
            supplement=late.number if late else 0,
            before=late.documents if late else (),
            said=tuple(f"{titles[name]}: {words}" for name, said in built.said.items() for words in said),
        )


def _looked_at(built: Built, progress: Progress) -> Iterator[Checked]:
    """Each finished file from outside; heard of before each, so that it can be stopped here too."""
    for each in built.files:
        progress(len(built.plan.documents), len(built.plan.documents))
        yield checked(built, each)


def _near(
    case: CaseFile, told: Sequence[Somebody], pages: Sequence[tuple[str, str]], roster: Roster, progress: Progress
) -> tuple[str, ...]:
    """Where it comes near to whoever told us in confidence; heard of every few pages, for it takes its time."""
    passed_over = {case.ref, case.child.name, *(staff.name for staff in roster.staff.values())}
    found: list[str] = []
    for at in range(0, len(pages), _A_FEW):
        progress(at, len(pages))
        found += near(told, pages[at : at + _A_FEW], passed_over, usual_words())
    return tuple(found)


def charge_of(case: CaseFile, bundle: Bundle, roster: Roster) -> Charge | None:
    """What the case says of the prosecution that it is for; None for any other bundle."""
    charge = case.proceeding(bundle.about) if bundle.about else None
    if not isinstance(charge, Prosecution):
        return None
    began = uk_day(charge.instituted_at) if charge.instituted_at else None
    earliest = min((mark.day for mark in charge.sessions), default=None)
    considered = charge.supervision_considered
    in_time = considered is not None and (charge.instituted_at is None or considered.recorded_at < charge.instituted_at)
    authority = roster.staff.get(charge.authority.by) if charge.authority else None
    return Charge(
        defendant=charge.person_id,
        began_on=began,
        sessions_charged=len(charge.sessions) or None,
        sessions_certified=sessions_certified(case, charge),
        earliest_session=earliest,
        last_day_to_charge=limit_of(earliest).last_day if earliest else None,
        supervision_considered=in_time,
        authorised_by=authority.name if authority else "",
        unused_undecided=undecided(case, charge),
        returned_post=returned_since(case, charge),
    )


def _cover(case: CaseFile, bundle: Bundle, profile: Profile, letters: LetterDesk, number: int) -> Cover:
    """In the court's order. It names the child in no bundle, and the defendant only where one is prosecuted."""
    charge = case.proceeding(bundle.about) if bundle.about else None
    person = case.person(bundle.person_id)
    authority = letters.sender.splitlines()[0]
    parties: tuple[str, ...] = ()
    if isinstance(charge, Prosecution) and person is not None:
        parties = (authority, "v", person.name)
    hearing = (f"Hearing on {bundle.hearing_on:%-d %B %Y}",) if bundle.hearing_on else ()
    return Cover(
        above=(profile.court,),
        parties=parties or (authority,),
        title=profile.title,
        below=(*hearing, f"Version {number}"),
        foot=(f"Reference {case.ref}, {bundle.id}", *(() if profile.signed_off else (f"Profile: {profile.standing}",))),
    )


def _somebody(who: Mapping[str, Any]) -> Somebody:
    return Somebody(*(str(who.get(said) or "") for said in ("name", "relation", "telephone", "email")))


def _answer(rule: str, by: str, roster: Roster, at: datetime, reason: str) -> Answer:
    person = roster.staff.get(by)
    return Answer(rule=rule, by=by, name=person.name if person else by, at=at, reason=reason)


def _ledger(ledger: Any) -> str:
    """How a ledger stands, in a few signs: with another line, or one that came back, its certificate is another."""
    return ".".join(f"{each.id}{'' if each.stands else '-'}{'+' if each.proved_on else ''}" for each in ledger.entries)
