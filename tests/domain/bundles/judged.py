"""A bundle that passes whatever a machine can judge, to be spoilt one thing at a time."""

from datetime import date

from domain.bundles.document import BundleDocument, Kind, Marking
from domain.bundles.finding import Finding
from domain.bundles.plan import make_plan
from domain.bundles.preflight import preflight
from domain.bundles.profile import Profile
from domain.bundles.subject import Charge, Checked, Subject

DEFENDANT = "P1"
TODAY = date(2026, 11, 24)
CHARGE = Charge(
    defendant=DEFENDANT,
    began_on=date(2026, 11, 20),
    sessions_charged=12,
    sessions_certified=12,
    earliest_session=date(2026, 9, 14),
    last_day_to_charge=date(2027, 3, 14),
    supervision_considered=True,
    authorised_by="Hal Grant",
    unused_undecided=0,
)


def document(number: int, kind: Kind, section: str, **more: object) -> BundleDocument:
    given: dict[str, object] = {
        "id": f"D{number}",
        "title": f"{kind.label} {number}",
        "dated": date(2026, 9, min(number, 28)),
        "sha256": f"{number:064x}",
        "size": 1000,
        "pages": 2,
        "kind": kind,
        "section": section,
        "marking": Marking.EVIDENTIAL,
        "signed": True,
        "exhibit": f"AO/{number}",
        **more,
    }
    return BundleDocument.model_validate(given)


def whole(profile: Profile) -> list[BundleDocument]:
    """One document of the first kind of every section that wants one, or takes any."""
    listed = []
    for section in profile.sections:
        for kind in section.required or section.kinds[:1]:
            listed.append(document(len(listed) + 1, kind, section.letter))
    return listed


def subject(profile: Profile, documents: list[BundleDocument] | None = None, **more: object) -> Subject:
    listed = whole(profile) if documents is None else documents
    plan = make_plan(profile, listed, lambda title: (title,))
    volume = plan.volumes[0]
    seen = Checked(
        pages=volume.pages,
        size=1_000_000,
        sound=True,
        opens_at_100=True,
        lines=len(listed),
        bookmarks=len(listed) + 1,
        bookmarks_wanted=len(listed) + 1,
    )
    given: dict[str, object] = {
        "plan": plan,
        "files": (seen,),
        "leaks_looked_for": True,
        "charge": CHARGE,
        "hearing": date(2027, 1, 14),
        "file_by": date(2027, 1, 5),
        "today": TODAY,
        **more,
    }
    return Subject.model_validate(given)


def finding(subject: Subject, rule: str) -> Finding:
    return next(each for each in preflight(subject) if each.rule == rule)
