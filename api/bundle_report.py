"""The printed report of what pre-flight found of one version of a bundle, with every reason given since."""

from api.bundle_view import facts_of, findings_of, found_in, protected_here
from api.identity import Signed
from api.problems import Problem
from api.services import Services
from domain.bundles.manifest import Manifest
from domain.bundles.profiles import PROFILES
from domain.deadline import uk_day
from domain.protecting import blanked
from letters.bundles.report import ReportLine, report_pages
from records.bundles import build_of
from records.database import transaction

_OUTCOMES = {"PASS": "Pass", "FAIL": "Fail", "PERSON": "Needs a person"}


def report_pdf(services: Services, signed: Signed, ref: str, name: str, version: int) -> bytes:
    """Raises Problem 404."""
    with transaction(services.engine) as session:
        facts = facts_of(session, services, signed, ref)
        bundle = found_in(facts.case, name)
        row = build_of(session, ref, name, version)
        if row is None or row.report is None or row.manifest is None:
            raise Problem(404, "NO_SUCH_FILE", "There is no finished file of this version")
        hidden = protected_here(session, facts)
        findings = findings_of(row, bundle, facts)
        manifest = Manifest.model_validate(row.manifest)
    lines = [
        f"{PROFILES[bundle.profile].title}, version {version}",
        f"Reference {ref}, {bundle.id}",
        f"Profile: {manifest.standing}",
        *(f"{file.name}, {file.pages} pages, SHA-256 {file.sha256}" for file in manifest.files),
        *(("Pre-flight stopped this version: no file of it was made",) if not manifest.files else ()),
    ]
    found = []
    for each in findings:
        pages = f" (page{'s' if len(each.pages) > 1 else ''} {', '.join(each.pages)})" if each.pages else ""
        at = f", {uk_day(each.at):%-d %B %Y}" if each.at else ""
        answered = f"{each.by}{at}: {each.reason}" if each.reason else ""
        found.append(
            ReportLine(
                outcome=f"{_OUTCOMES[each.outcome]}{', answered' if each.reason else ''}",
                rule=each.rule,
                title=each.title,
                words=each.words + pages,
                source=each.source,
                answer=answered,
            )
        )
    shown = [ReportLine.model_validate(blanked(each.model_dump(), hidden)) for each in found] if hidden else found
    return report_pages("What pre-flight found", lines, shown)
