"""Pre-flight: each rule of the profile as pass, fail or needs a person, with the pages. No rule is passed over."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from domain.bundles.finding import Finding, Outcome
from domain.bundles.preflight_family import FAMILY_RULES
from domain.bundles.preflight_prosecution import PROSECUTION_RULES
from domain.bundles.profile import Numbering
from domain.bundles.saying import Judged, fail, ok, person
from domain.bundles.subject import Subject

Judge = Callable[[Subject], Judged]


def preflight(subject: Subject) -> tuple[Finding, ...]:
    """A finding for every rule of the profile, failures first, then what needs a person."""
    found = [_finding(rule, _JUDGES[rule](subject)) for rule in subject.plan.profile.rules]
    order = (Outcome.FAIL, Outcome.PERSON, Outcome.PASS)
    return tuple(sorted(found, key=lambda each: order.index(each.outcome)))


def _finding(rule: str, judged: Judged) -> Finding:
    outcome, words, pages = judged
    return Finding(rule=rule, outcome=outcome, words=words, pages=tuple(pages))


def _each(subject: Subject, field: str) -> list[str]:
    return [label for file in subject.files for label in getattr(file, field)]


def _missing(subject: Subject) -> Judged:
    if not subject.missing:
        return ok("Every document that the profile asks for is there")
    asked = [
        f"“{each.title}” cannot be opened as pages" if each.title else f"{each.kind.words} (section {each.section})"
        for each in subject.missing
    ]
    return fail(f"Missing: {', '.join(asked)}")


def _leaks(subject: Subject) -> Judged:
    if not subject.leaks_looked_for:
        return fail("It was not searched for what must not be there")
    if not subject.leaks and subject.near:
        return person("These pages come near to whoever told us: could the family recognise them?", subject.near)
    if not subject.leaks:
        return ok("No referrer, nothing protected, no other parent or child, in text, layers or the file's own data")
    words = "; ".join(f"{each.what}{f' in {each.where}' if each.where else ''}" for each in subject.leaks)
    return fail(f"Found: {words}", [label for each in subject.leaks for label in each.pages])


def _covered(subject: Subject) -> Judged:
    found = _each(subject, "covered")
    return fail("Words can be copied from under what is painted over them", found) if found else ok("Nothing is hidden")


def _whole(subject: Subject) -> Judged:
    short = sum(file.pages_missing for file in subject.files)
    seen, planned = sum(file.pages for file in subject.files), subject.plan.pages
    if short or seen != planned or not subject.files:
        return fail(f"{seen} pages were made, {planned} were planned")
    repaired = f"; {'; '.join(subject.said)}" if subject.said else ""
    words = f"{len(subject.plan.documents)} documents, {planned} pages, each as counted{repaired}"
    return person(f"Look at what was repaired or left behind: {'; '.join(subject.said)}") if repaired else ok(words)


def _signed_off(subject: Subject) -> Judged:
    profile = subject.plan.profile
    return (
        ok(profile.standing)
        if profile.signed_off
        else person(f"Read the profile against its source: {profile.standing}")
    )


def _sound(subject: Subject) -> Judged:
    bad = [str(n) for n, file in enumerate(subject.files, start=1) if not file.sound]
    return fail(f"File {', '.join(bad)} is not sound") if bad else ok("Sound, and nothing in it leads nowhere")


def _numbered(subject: Subject) -> Judged:
    wrong, pages = _each(subject, "wrongly_numbered"), sum(file.pages for file in subject.files)
    if wrong:
        return fail("The number printed, the viewer's and the plan's are not the same", wrong)
    return ok(f"{pages} of {pages} pages numbered; labels match")


def _runs_through(subject: Subject) -> Judged:
    labels = [label for volume in subject.plan.volumes for label in volume.labels()]
    if subject.plan.profile.numbering is Numbering.BY_SECTION:
        for one, other in pairwise(labels):
            if one.prefix == other.prefix and one.roman == other.roman and other.number != one.number + 1:
                return fail(f"After {one} comes {other}")
        return ok(f"Each section from 1, from {labels[0]} to {labels[-1]}; the viewer shows the same")
    first = 1 if not subject.supplement else labels[0].number
    if [label.number for label in labels] != list(range(first, first + len(labels))):
        return fail("The numbers do not run from the first page to the last")
    return ok(f"From {labels[0]} to {labels[-1]}; the viewer shows the same")


def _lines(subject: Subject) -> Judged:
    astray, lines = _each(subject, "lines_astray"), sum(file.lines for file in subject.files)
    wanted = sum(bool(row.document) for volume in subject.plan.volumes for rows in volume.index for row in rows)
    if astray or lines != wanted or any(file.dead_links for file in subject.files):
        return fail(f"{lines - len(astray)} of {wanted} lines of the index lead to their page", astray)
    return ok(f"{wanted} of {wanted} index lines lead to their page")


def _bookmarks(subject: Subject) -> Judged:
    found, wanted = (sum(getattr(f, name) for f in subject.files) for name in ("bookmarks", "bookmarks_wanted"))
    if found != wanted:
        return fail(f"{found} of {wanted} sections and documents are bookmarked with their page")
    return ok(f"{wanted} of {wanted} sections and documents bookmarked with their page")


def _searchable(subject: Subject) -> Judged:
    bare = _each(subject, "without_text")
    if not bare:
        return ok("Every page has text")
    return person(
        "No text on these pages: have typed ones read by text recognition, or say that they are not typed", bare
    )


def _upright(subject: Subject) -> Judged:
    look = [*_each(subject, "turned"), *_each(subject, "without_text")]
    if not look:
        return ok("Every page is read from left to right")
    return person(
        "These pages were turned, or cannot be judged by their text: look at them", sorted(set(look), key=look.index)
    )


def _too_fine(subject: Subject) -> Judged:
    fine = _each(subject, "too_fine")
    return fail("Pictures above 300 dots an inch", fine) if fine else ok("No picture above 300 dots an inch")


def _core(subject: Subject) -> Judged:
    pages = subject.plan.pages
    return (
        ok(f"{pages} pages: none is needed") if pages <= _CORE else person(f"{pages} pages: is a core bundle needed?")
    )


def _few(subject: Subject) -> Judged:
    if not subject.other_bundles:
        return ok("The only bundle of this case")
    return person(f"The case has {subject.other_bundles} more: can they be one?")


def _late(subject: Subject) -> Judged:
    if subject.supplement:
        return person(f"Supplement {subject.supplement}: ask the court how it wants late pages supplied")
    return ok("No late pages")


def _named(subject: Subject) -> Judged:
    if "{hearing}" in subject.plan.profile.file_name and subject.hearing is None:
        return fail("The file's name says the day of the hearing, and none is recorded")
    return ok("Named by case, letter and hearing in the copy served; by reference here")


def _size(subject: Subject) -> Judged:
    limit, largest = subject.plan.profile.size_limit, max((file.size for file in subject.files), default=0)
    words = f"{largest / 1e6:.1f} MB" + (
        f" in the largest of {len(subject.files)} volumes" if len(subject.files) > 1 else ""
    )
    return (
        fail(f"{words}; the limit is {limit / 1e6:.0f} MB")
        if largest > limit
        else ok(f"{words} of {limit / 1e6:.0f} MB")
    )


def _no_lawyer(_: Subject) -> Judged:
    return person("Is a party without a lawyer? Offer a paper copy, and help to open this one")


def _others_data(_: Subject) -> Judged:
    return person("Read it for other people's data, and for what would do serious harm if disclosed")


_CORE: Final = 350
_JUDGES: Final[Mapping[str, Judge]] = MappingProxyType(
    {
        "N1": _missing,
        "N2": _leaks,
        "N3": _covered,
        "N4": _whole,
        "N5": _signed_off,
        "N6": _others_data,
        "G1": _sound,
        "G2": _numbered,
        "G3": _runs_through,
        "G4": lambda _: ok("Print it from this same file"),
        "G5": _lines,
        "G6": _bookmarks,
        "G7": _searchable,
        "G8": _upright,
        "G9": lambda subject: (
            ok("Opens at 100 %") if all(f.opens_at_100 for f in subject.files) else fail("Opens otherwise")
        ),
        "G10": _core,
        "G11": _few,
        "G12": _too_fine,
        "G13": _late,
        "G14": _named,
        "G15": _size,
        "G16": _no_lawyer,
        **FAMILY_RULES,
        **PROSECUTION_RULES,
    }
)


def judged_rules() -> Sequence[str]:
    """Every rule that there is a judge for."""
    return tuple(_JUDGES)
