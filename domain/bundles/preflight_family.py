"""Family proceedings: Practice Direction 27A as in force from 2 March 2026, rule by rule.

What was read in older text only needs a person who has the new one open.
"""

from collections.abc import Callable, Mapping
from itertools import groupby, pairwise
from types import MappingProxyType
from typing import Final

from domain.bundles.document import BundleDocument, Kind
from domain.bundles.profile import Numbering
from domain.bundles.saying import Judged, fail, ok, person
from domain.bundles.subject import Subject


def _paper(_: Subject) -> Judged:
    return person("Does the judge, a witness or a party without a lawyer need it on paper?")


def _by_section(subject: Subject) -> Judged:
    if subject.plan.profile.numbering is not Numbering.BY_SECTION:
        return fail("Numbered from 1 to the end; this court wants A1, A2, B1")
    return ok("Numbered by section")


def _cap(subject: Subject) -> Judged:
    cap, pages = subject.plan.profile.page_cap, subject.plan.pages
    if cap is not None and pages > cap:
        return fail(f"{pages} pages; {cap} are allowed unless the court allows more")
    return ok(f"{pages} of {cap} pages" if cap is not None else f"{pages} pages")


def _type(_: Subject) -> Judged:
    return person("The index has twelve points. Look at the documents: twelve points, Arial or Times?")


def _places(subject: Subject) -> Judged:
    profile = subject.plan.profile
    wrong = [
        each
        for each in subject.plan.documents
        if (section := profile.section(each.section)) is not None and section.kinds and each.kind not in section.kinds
    ]
    if wrong:
        return fail("In a section that does not take them", [_at(subject, each) for each in wrong])
    return person("In the usual sections, as they were before 2026: compare them with chapter 7")


def _dated(subject: Subject) -> Judged:
    bare = [each for each in subject.plan.documents if each.kind in _PRELIMINARY and each.dated is None]
    return (
        fail("Preliminary documents without a date", [_at(subject, each) for each in bare]) if bare else ok("All dated")
    )


def _chronological(subject: Subject) -> Judged:
    wrong = []
    for _, members in groupby(subject.plan.documents, key=lambda each: each.section):
        dated = [each for each in members if each.dated is not None]
        wrong += [other for one, other in pairwise(dated) if one.dated and other.dated and other.dated < one.dated]
    if wrong:
        return fail("Earlier than the document before it", [_at(subject, each) for each in wrong])
    return ok("Earliest first in every section")


def _kept_out(subject: Subject) -> Judged:
    profile = subject.plan.profile
    inside = [each for each in subject.plan.documents if profile.keeps_out(each.kind) and not each.directed]
    if inside:
        kinds = sorted({each.kind.words for each in inside})
        return fail(
            f"Kept out unless the court directs it: {', '.join(kinds)}", [_at(subject, each) for each in inside]
        )
    let_in = [each for each in subject.plan.documents if profile.keeps_out(each.kind)]
    if let_in:
        return person("Let in by a direction: see that it says so", [_at(subject, each) for each in let_in])
    return ok("No correspondence, screenshot or photograph")


def _in_time(subject: Subject) -> Judged:
    if subject.file_by is None:
        return person("Read chapter 13 for the day; no hearing is recorded")
    if subject.today > subject.file_by:
        return fail(f"Due by {subject.file_by:%-d %B %Y}, which is past")
    return person(f"Due by {subject.file_by:%-d %B %Y} by policy; read chapter 13 for the day")


def _at(subject: Subject, document: BundleDocument) -> str:
    return str(subject.plan.place(document.id).label)


_PRELIMINARY: Final = (Kind.PRELIMINARY, Kind.CASE_SUMMARY, Kind.CHRONOLOGY)
FAMILY_RULES: Final[Mapping[str, Callable[[Subject], Judged]]] = MappingProxyType(
    {
        "F1": _paper,
        "F2": lambda _: ok("The authority applies, so it prepares, files and serves the bundle"),
        "F3": lambda _: person("Read the rest of this list: any part that fails can take the case out of the list"),
        "F4": _by_section,
        "F5": _cap,
        "F6": _type,
        "F7": _places,
        "F8": _dated,
        "F9": _chronological,
        "F10": _kept_out,
        "F11": _in_time,
        "F12": lambda _: person("Read chapters 8 to 10: length of each document, core bundle, authorities"),
    }
)
