"""A prosecution in the magistrates' court: what the case and its documents must show, one defendant at a time."""

from collections import Counter
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from domain.bundles.document import BundleDocument, Kind, Marking
from domain.bundles.saying import Judged, fail, ok, person
from domain.bundles.subject import Subject


def _of(subject: Subject, *kinds: Kind) -> list[BundleDocument]:
    """In the bundle, or in the one that was served where this is a supplement to it."""
    return [each for each in (*subject.before, *subject.plan.documents) if each.kind in kinds]


def _at(subject: Subject, documents: list[BundleDocument]) -> list[str]:
    here = {each.id for each in subject.plan.documents}
    return [str(subject.plan.place(each.id).label) for each in documents if each.id in here]


def _statement(subject: Subject) -> Judged:
    statements = _of(subject, Kind.STATEMENT)
    if not statements:
        return fail("There is no witness statement")
    unsigned = [each for each in statements if each.signed is False]
    if unsigned:
        return fail("A statement that its witness has not signed", _at(subject, unsigned))
    unknown = [each for each in statements if each.signed is None]
    if unknown:
        return person("See that the witness has signed, and that it has the declaration", _at(subject, unknown))
    return ok(f"{len(statements)} signed")


def _labels(subject: Subject) -> Judged:
    labels = Counter(each.exhibit for each in subject.plan.documents if each.exhibit)
    twice = [each for each in subject.plan.documents if labels[each.exhibit] > 1]
    if twice:
        return fail("One label for two exhibits", _at(subject, twice))
    bare = [each for each in subject.plan.documents if each.kind in _EXHIBITS and not each.exhibit]
    if bare:
        return person("No exhibit label: is it referred to in a statement?", _at(subject, bare))
    return ok(f"{len(labels)} labels, each once")


def _certificate(subject: Subject) -> Judged:
    charge, certificates = subject.charge, _of(subject, Kind.CERTIFICATE)
    if charge is None or charge.sessions_charged is None:
        return person("Compare the certificate with the charge: the case does not say how many sessions are charged")
    if not certificates:
        return fail("There is no certificate")
    if charge.sessions_certified is None:
        return person("Compare the certificate with the charge", _at(subject, certificates))
    if charge.sessions_certified != charge.sessions_charged:
        return fail(
            f"The charge says {charge.sessions_charged} sessions; the certificate proves {charge.sessions_certified}",
            _at(subject, certificates),
        )
    return ok(f"{charge.sessions_charged} sessions charged and proved")


def _evidential(subject: Subject) -> Judged:
    wrong = [each for each in subject.plan.documents if each.marking in (Marking.INFORMATION_ONLY, Marking.WITHHELD)]
    if wrong:
        return fail("For information only, or withheld: not for the served set", _at(subject, wrong))
    undecided = [each for each in subject.plan.documents if each.marking is Marking.UNDECIDED]
    if undecided:
        return fail("Nobody has decided whether these are evidence", _at(subject, undecided))
    return ok("Every document is evidential")


def _warning(subject: Subject) -> Judged:
    defendant = subject.charge.defendant if subject.charge else ""
    warnings = _of(subject, Kind.WARNING, Kind.NOTICE)
    theirs = [each for each in warnings if each.about == defendant]
    if theirs:
        return ok("A warning or notice addressed to the defendant")
    return person("No warning addressed to this parent is in the bundle")


def _help(subject: Subject) -> Judged:
    shown = _of(subject, Kind.CORRESPONDENCE, Kind.REPORT, Kind.RECORD, Kind.WARNING, Kind.STATEMENT)
    return person(
        "Letters, a home visit or meeting, support offered, a referral considered: are they shown?",
        _at(subject, shown[:4]),
    )


def _considered(subject: Subject) -> Judged:
    charge = subject.charge
    if charge is None or charge.supervision_considered is None:
        return person("Was a supervision order considered before the charge? The case does not say")
    if not charge.supervision_considered:
        return fail("No supervision order was considered before the charge")
    return ok("Supervision order considered before the charge")


def _one_defendant(subject: Subject) -> Judged:
    defendant = subject.charge.defendant if subject.charge else ""
    others = [each for each in subject.plan.documents if each.about and defendant and each.about != defendant]
    if others:
        return fail("Addressed to or about another parent", _at(subject, others))
    if not defendant:
        return person("Whose bundle is it? The case names no defendant")
    return ok("One defendant; no document of another parent")


def _limit(subject: Subject) -> Judged:
    charge = subject.charge
    if charge is None or charge.earliest_session is None or charge.last_day_to_charge is None:
        return person("Compare the dates charged with the six months")
    began = charge.began_on
    if began is None:
        if subject.today > charge.last_day_to_charge:
            return fail(f"The last day to charge was {charge.last_day_to_charge:%-d %B %Y}")
        return person(
            f"Not charged yet: the last day for the earliest session is {charge.last_day_to_charge:%-d %B %Y}"
        )
    if began > charge.last_day_to_charge:
        return fail(f"Charged on {began:%-d %B %Y}, after {charge.last_day_to_charge:%-d %B %Y}")
    return ok(f"Charged on {began:%-d %B %Y}, within six months of {charge.earliest_session:%-d %B %Y}")


def _unused(subject: Subject) -> Judged:
    undecided = subject.charge.unused_undecided if subject.charge else None
    if undecided is None:
        return person("Is the schedule of unused material whole? The case does not say")
    if undecided:
        return fail(f"{undecided} of its lines undecided")
    if not _of(subject, Kind.UNUSED_SCHEDULE):
        return fail("The schedule is not in the bundle")
    return ok("No line undecided")


def _returned(subject: Subject) -> Judged:
    open_post = subject.charge.returned_post if subject.charge else 0
    if open_post:
        return fail(f"{open_post} returned since the charge and not dealt with")
    return ok("None")


def _authority(subject: Subject) -> Judged:
    by = subject.charge.authorised_by if subject.charge else ""
    return ok(f"Authorised by {by}") if by else fail("Nobody's authority to prosecute is recorded")


_EXHIBITS: Final = (
    Kind.CERTIFICATE,
    Kind.WARNING,
    Kind.NOTICE,
    Kind.SERVICE,
    Kind.CORRESPONDENCE,
    Kind.INTERVIEW,
    Kind.PHOTOGRAPH,
)
PROSECUTION_RULES: Final[Mapping[str, Callable[[Subject], Judged]]] = MappingProxyType(
    {
        "P1": _statement,
        "P2": _labels,
        "P3": _certificate,
        "P4": _evidential,
        "P5": _warning,
        "P6": _help,
        "P7": _considered,
        "P8": _one_defendant,
        "P9": _limit,
        "P10": _unused,
        "P11": _returned,
        "P12": _authority,
    }
)
