"""A bundle as the legal team works on it: documents by section, what pre-flight says, what is new."""

from dataclasses import dataclass

from api.access import unknown_in
from api.bundle_view import BuildView, BundleView, DocumentView, FindingView, one_bundle
from api.identity import Signed
from api.pages import words
from api.pages.presenters.journey import Step
from api.services import Services
from domain.bundles.case_bundle import Bundle, BundleState
from domain.bundles.profiles import PROFILES
from domain.vocabulary import Role
from records.bundles import RUNNING, open_bundles
from records.database import transaction

_WORDS = {"PASS": ("Pass", "green"), "FAIL": ("Fail", "red"), "PERSON": ("You", "yellow")}


@dataclass(frozen=True)
class Row:
    """A document, with the buttons that make sense where it stands."""

    view: DocumentView
    up: bool
    down: bool


@dataclass(frozen=True)
class Part:
    letter: str
    title: str
    rows: list[Row]


@dataclass(frozen=True)
class Said:
    """One line of pre-flight: its tag, and where it is answered, if it can be."""

    view: FindingView
    tag: str
    colour: str
    answer: str


@dataclass(frozen=True)
class BundlePage:
    view: BundleView
    caption: str
    heading: str
    steps: list[Step]
    parts: list[Part]
    preflight: list[Said]
    latest: BuildView | None
    running: BuildView | None
    may_sign: bool
    lawyer: bool
    path: str


@dataclass(frozen=True)
class ListLine:
    href: str
    title: str
    ref: str
    state: str
    when: str
    colour: str


def bundle_page(services: Services, signed: Signed, ref: str, name: str) -> BundlePage:
    """Raises Problem 404."""
    view = one_bundle(services, signed, ref, name)
    running = next((each for each in view.builds if each.state in RUNNING or not each.told), None)
    done = [each for each in view.builds if each.files or each.state in ("stopped", "built")]
    latest = done[-1] if done else None
    hearing = f" · hearing {words.long_day(view.hearing_on)}" if view.hearing_on else ""
    caption = " · ".join(filter(None, (ref, view.person))) + hearing
    lawyer = signed.staff.has(Role.LEGAL)
    return BundlePage(
        view=view,
        caption=caption,
        heading=f"{view.title}, version {latest.version}" if latest else view.title,
        steps=_steps(view),
        parts=_parts(view),
        preflight=[_said(each, ref, name) for each in view.preflight],
        latest=latest,
        running=running,
        may_sign=lawyer and not view.in_the_way and latest is not None and latest.version != view.signed_version,
        lawyer=lawyer,
        path=f"/legal/bundles/{ref}/{name}",
    )


def _steps(view: BundleView) -> list[Step]:
    order = list(BundleState)
    at = order.index(BundleState(view.state))
    built = [each.ended_at for each in view.builds if each.ended_at and each.state in ("built", "stopped")]
    days = {
        BundleState.REQUESTED: view.requested_on,
        BundleState.REVIEW: built[-1].date() if built else None,
        BundleState.SIGNED_OFF: view.signed_on,
        BundleState.SERVED: view.served_on,
    }
    return [
        Step(
            label=each.label,
            state="done" if n < at or view.served_on else "now" if n == at else "ahead",
            when=words.day(day) if (day := days[each]) else "",
            said="done" if n < at or view.served_on else "now" if n == at else "ahead",
        )
        for n, each in enumerate(order)
    ]


def _parts(view: BundleView) -> list[Part]:
    parts = []
    for section in view.sections:
        inside = [each for each in view.documents if each.section == section["letter"]]
        if inside:
            last = len(inside) - 1
            rows = [Row(each, up=n > 0, down=n < last) for n, each in enumerate(inside)]
            parts.append(Part(section["letter"], section["title"], rows))
    return parts


def _said(finding: FindingView, ref: str, name: str) -> Said:
    text, colour = _WORDS[finding.outcome]
    if finding.reason:
        text, colour = "Answered", "blue"
    form = f"/cases/{ref}/do/answer-preflight?bundle={name}&rule={finding.rule}"
    tickable = finding.rule == "N2" and finding.outcome == "FAIL"
    return Said(finding, text, colour, form if (finding.may_be_answered or tickable) and not finding.reason else "")


def bundle_list(services: Services, signed: Signed) -> list[ListLine]:
    """Every bundle there is that this person may know of, the newest case first; what is soonest due says when."""
    with transaction(services.engine) as session:
        found = open_bundles(session)
        unknown = set(unknown_in(session, services, signed, " ".join(ref for ref, _ in found), ""))
    lines = [_line(ref, Bundle.model_validate(each), services) for ref, each in found if ref not in unknown]
    return sorted(lines, key=lambda line: not line.when)


def _line(ref: str, known: Bundle, services: Services) -> ListLine:
    due = known.file_by if known.state is not BundleState.SERVED else None
    late = due is not None and due < services.today
    return ListLine(
        href=f"/legal/bundles/{ref}/{known.id}",
        title=PROFILES[known.profile].title,
        ref=ref,
        state=known.state.label,
        when=words.due(due, services.today) if due else "",
        colour="red" if late else "",
    )
