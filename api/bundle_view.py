"""Bundles of a case as the legal team works on them: what is in, what is missing and what stays out; how far a building
is, what pre-flight said, and what is new since the version before.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, Field
from sqlmodel import Session

from api.acting import case_of
from api.identity import Signed
from api.problems import Problem
from api.services import Services
from domain.act import Act
from domain.actions.bundle_signing import in_the_way_of_signing
from domain.bundles.case_bundle import Bundle
from domain.bundles.document import BundleDocument, Gathered, Missing
from domain.bundles.finding import Outcome, Report, may_answer
from domain.bundles.gathering import Arrangement
from domain.bundles.manifest import Manifest, changes
from domain.bundles.profiles import PROFILES
from domain.case_file import CaseFile
from domain.facts import Facts
from domain.protecting import blanked, protected_values
from records.bundle_tables import BundleBuildRow
from records.bundles import BUILT, STOPPED, arrange, arrangement_of, builds_of
from records.database import transaction
from records.profile_signatures import as_signed
from records.recorder import facts_for
from records.tables import SchoolRow

_NOT_FOUND = ("NO_SUCH_BUNDLE", "There is no bundle of this name on the case")


class DocumentView(BaseModel):
    """`stays_out` says why it is not in; `pages` is how many, `labels` where they stand in the latest version."""

    id: str
    title: str
    section: str
    kind: str
    marking: str
    dated: date | None
    exhibit: str
    pages: int
    first_page: int
    last_page: int
    labels: str = ""
    stays_out: str = ""


class FindingView(BaseModel):
    rule: str
    title: str
    outcome: str
    words: str
    pages: list[str]
    source: str
    may_be_answered: bool
    reason: str = ""
    by: str = ""
    at: datetime | None = None


class BuildView(BaseModel):
    """`state`: waiting, building, built, stopped, failed or cancelled. `fault` names the document that stopped it;
    `told` is whether the case's journal has it.
    """

    version: int
    state: str
    asked_by: str
    asked_at: datetime
    ended_at: datetime | None
    done: int
    of: int
    supplement: bool
    told: bool = True
    fault: str = ""
    files: list[dict[str, Any]] = []
    changes: list[str] = []


class BundleView(BaseModel):
    """`turn` goes with a change of the arrangement: another one since refuses it."""

    case: str
    id: str
    profile: str
    title: str
    standing: str
    state: str
    state_label: str
    about: str
    person: str
    hearing_on: date | None
    file_by: date | None
    requested_by: str
    requested_on: date
    signed_version: int
    signed_by: str
    signed_on: date | None
    served_on: date | None
    locked: bool
    turn: int
    sections: list[dict[str, str]]
    documents: list[DocumentView]
    kept_out: list[DocumentView]
    missing: list[dict[str, str]]
    asked: list[dict[str, Any]]
    builds: list[BuildView]
    preflight: list[FindingView]
    in_the_way: list[dict[str, object]] = Field(description="What keeps you from signing off the latest version")


def bundles_of(services: Services, signed: Signed, ref: str) -> list[BundleView]:
    """Oldest first. Raises Problem 404."""
    with transaction(services.engine) as session:
        facts = facts_of(session, services, signed, ref)
        return [shown(session, services, facts, each) for each in facts.case.bundles]


def one_bundle(services: Services, signed: Signed, ref: str, name: str) -> BundleView:
    """Raises Problem 404."""
    with transaction(services.engine) as session:
        facts = facts_of(session, services, signed, ref)
        return shown(session, services, facts, found_in(facts.case, name))


def found_in(case: CaseFile, name: str) -> Bundle:
    """Raises Problem 404."""
    if (bundle := case.bundle(name)) is None:
        raise Problem(404, *_NOT_FOUND)
    return bundle


def gathered_for(
    session: Session, services: Services, facts: Facts, bundle: Bundle
) -> tuple[Gathered, Arrangement, int]:
    arrangement, turn = arrangement_of(session, facts.case.ref, bundle.id)
    found, frozen = services.bundles.gathered(session, facts.case, bundle, arrangement, facts.roster, facts.today)
    if frozen != arrangement:  # certificates of service, made once
        arrange(session, facts.case.ref, bundle.id, frozen, turn)
        turn += 1
    return found, frozen, turn


def facts_of(session: Session, services: Services, signed: Signed, ref: str) -> Facts:
    case = case_of(session, ref)
    act = Act(key="", action="", actor=signed.staff.id)
    return facts_for(session, act, case, services.now(), services.letters.desk(session))


def shown(session: Session, services: Services, facts: Facts, bundle: Bundle) -> BundleView:
    """On a protected case nothing that PRACTICE 4.3 covers stands on the page, whoever looks."""
    view = _view(session, services, facts, bundle)
    hidden = protected_here(session, facts)
    return BundleView.model_validate(blanked(view.model_dump(), hidden)) if hidden else view


def protected_here(session: Session, facts: Facts) -> list[str]:
    """What nothing about this case may show, its schools' names too; nothing where nobody is protected."""
    numbers = {facts.case.child.school, facts.case.place.school} - {""}
    schools = [row.name for number in sorted(numbers) if (row := session.get(SchoolRow, number))]
    return protected_values(facts.case, schools)


def _view(session: Session, services: Services, facts: Facts, bundle: Bundle) -> BundleView:
    profile, case = as_signed(session, PROFILES[bundle.profile]), facts.case
    gathered, _, turn = gathered_for(session, services, facts, bundle)
    rows = builds_of(session, case.ref, bundle.id)
    titles = {each.id: each.title for each in gathered.documents} | {each.id: each.title for each in case.documents}
    person = case.person(bundle.person_id)
    done = [row for row in rows if row.report is not None]
    manifest = Manifest.model_validate(done[-1].manifest) if done else None
    labels = {part.document: part.labels for part in manifest.parts} if manifest else {}
    return BundleView(
        case=case.ref,
        id=bundle.id,
        profile=bundle.profile.value,
        title=profile.title,
        standing=profile.standing,
        state=bundle.state.value,
        state_label=bundle.state.label,
        about=bundle.about,
        person=person.name if person else "",
        hearing_on=bundle.hearing_on,
        file_by=bundle.file_by,
        requested_by=_name(facts, bundle.requested_by),
        requested_on=bundle.requested_on,
        signed_version=bundle.signed_version,
        signed_by=_name(facts, bundle.signed_by),
        signed_on=bundle.signed_on,
        served_on=bundle.served_on,
        locked=bundle.locked,
        turn=turn,
        sections=[{"letter": each.letter, "title": each.title} for each in profile.sections],
        documents=[_document(each, labels.get(each.id, "")) for each in gathered.documents],
        kept_out=[_document(each, "", why) for each, why in gathered.kept_out],
        missing=[_lacking(each) for each in gathered.missing],
        asked=[each.model_dump(mode="json") | {"label": each.kind.words} for each in bundle.asked],
        builds=[_build(row, rows, titles, facts, bundle) for row in rows],
        preflight=findings_of(done[-1], bundle, facts) if done else [],
        in_the_way=[each.public() for each in in_the_way_of_signing(facts, bundle)],
    )


def _lacking(each: Missing) -> dict[str, str]:
    if each.title:
        return {
            "kind": "",
            "label": f"a PDF of “{each.title}”, which cannot be opened as pages",
            "section": each.section,
        }
    return {"kind": each.kind.value, "label": each.kind.words, "section": each.section}


def _document(each: BundleDocument, labels: str, why: str = "") -> DocumentView:
    return DocumentView(
        id=each.id,
        title=each.title,
        section=each.section,
        kind=each.kind.words,
        marking=each.marking.label.lower(),
        dated=each.dated,
        exhibit=each.exhibit,
        pages=each.length,
        first_page=each.first_page,
        last_page=each.until,
        labels=labels,
        stays_out=why,
    )


def _build(
    row: BundleBuildRow, rows: Sequence[BundleBuildRow], titles: dict[str, str], facts: Facts, bundle: Bundle
) -> BuildView:
    files, told = [], list[str]()
    if row.manifest is not None:
        manifest = Manifest.model_validate(row.manifest)
        files = [each.model_dump() for each in manifest.files]
        before = [each for each in rows if each.version < row.version and each.manifest and not each.supplement]
        if before and not row.supplement:
            told = [each.words for each in changes(Manifest.model_validate(before[-1].manifest), manifest)]
    fault = row.fault or {}
    named = titles.get(str(fault.get("document", "")), str(fault.get("document", "")))
    return BuildView(
        version=row.version,
        state=row.state,
        asked_by=_name(facts, row.asked_by),
        asked_at=row.asked_at,
        ended_at=row.ended_at,
        done=row.done,
        of=row.of,
        supplement=row.supplement,
        told=row.state not in (BUILT, STOPPED) or bundle.version(row.version) is not None,
        fault=" ".join(filter(None, (named, str(fault.get("why", ""))))),
        files=files,
        changes=told,
    )


def findings_of(row: BundleBuildRow, bundle: Bundle, facts: Facts) -> list[FindingView]:
    report = Report.model_validate(row.report)
    said = {each.rule: each for each in bundle.reasons if not each.tick}
    return [
        FindingView(
            rule=each.rule,
            title=each.of.title,
            outcome=each.outcome.value,
            words=each.words,
            pages=list(each.pages),
            source=each.of.source.words,
            may_be_answered=each.outcome is not Outcome.PASS and may_answer(each.rule, report.findings),
            reason=said[each.rule].reason if each.rule in said else "",
            by=_name(facts, said[each.rule].by) if each.rule in said else "",
            at=said[each.rule].at if each.rule in said else None,
        )
        for each in report.findings
    ]


def _name(facts: Facts, who: str) -> str:
    person = facts.roster.staff.get(who)
    return person.name if person else who
