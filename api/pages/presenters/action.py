"""One action of one case as a page: its questions, what stands in its way, what has changed meanwhile."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from api.eligibility_view import ProposalView, could_be
from api.identity import Signed
from api.near_words import NearWords, near_words
from api.pages import words
from api.pages.forms.asked import asked_of, with_schools
from api.pages.forms.correction import FIELD, WAS, Correctable, correctable, entry_named, fingerprint_of, now_at
from api.pages.forms.field import Field, Kind, Typed, every, faulted, filled, summary
from api.pages.kept import KEY, SEEN
from api.pages.presenters.headlines import Event, events
from api.pages.presenters.loading import Loaded, Where, loaded
from api.person_view import warning_views
from api.problems import FieldFault
from api.services import Services
from api.timeline import told
from domain.actions import ACTIONS, stages_of
from domain.actions.base import Action
from domain.actions.confidence import SummaryApproved, SummaryWritten
from domain.actions.letters import LetterApproved, LetterEdited
from domain.actions.referral import TriageDecided
from domain.corrections import CORRECTION
from domain.decide import may_set_aside
from domain.protecting import scrubbed
from records.database import transaction

# Where a blocked step sends somebody instead.
_FIRST = {
    "check-household-child": ("add-household-child", "record-no-other-children"),
    "close-case": ("check-household-child", "add-household-child", "record-no-other-children"),
    "complete-checks": ("record-enquiry",),
    "record-not-found": ("record-enquiry",),
    "record-place-accepted": ("record-offer",),
    "review-attendance": ("confirm-first-attendance",),
    "draft-letter": ("add-person",),
    "approve-summary": ("write-summary",),
}

_OF_A_DRAFT, _OF_THE_SUMMARY = (LetterEdited, LetterApproved), (SummaryWritten, SummaryApproved)
# What does the same, and more, on a page of its own.
_ALSO = {"acknowledge-referral": ("acknowledgement", "Print the acknowledgement as a letter")}


@dataclass(frozen=True)
class InTheWay:
    code: str
    reason: str
    source: str
    when: str
    override: bool


@dataclass(frozen=True)
class Link:
    href: str
    text: str


@dataclass(frozen=True)
class ActionPage:
    ref: str
    path: str  # of the process; its forms are below it
    name: str
    label: str
    help: str
    child: str
    fields: tuple[Field, ...]
    hidden: dict[str, str]
    faults: list[dict[str, str]]
    says: str = ""
    in_the_way: list[InTheWay] = field(default_factory=list)
    changed: list[Event] = field(default_factory=list)
    warnings: list[dict[str, str]] = field(default_factory=list)
    instead: list[Link] = field(default_factory=list)
    also: Link | None = None
    open: bool = True
    duty_first: bool = False
    pick: list[Correctable] = field(default_factory=list)
    picked: str = ""
    entry: str = ""
    says_now: str = ""
    could_be: list[ProposalView] = field(default_factory=list)
    near: list[NearWords] = field(default_factory=list)

    @property
    def upload(self) -> bool:
        return any(each.kind is Kind.FILE for each in self.fields)


@dataclass(frozen=True)
class Said:
    """What came of sending the form, to be shown with it."""

    faults: Sequence[FieldFault] = ()
    verdicts: Sequence[dict[str, object]] = ()
    says: str = ""
    changed_since: int | None = None
    fresh_key: bool = False


def action_page(
    services: Services, signed: Signed, where: Where, action: type[Action], typed: Typed, said: Said
) -> ActionPage:
    """Raises Problem 404."""
    with transaction(services.engine) as session:
        history = action.name == CORRECTION or said.changed_since is not None
        case = loaded(session, services, signed, where, entries=history)
        fields, faults = with_schools(session, _asked(case, action, typed, services.cookie_key), typed)
    fields = tuple(filled(each, typed) for each in fields)
    fields, loose = faulted(fields, [*said.faults, *(fault for fault in faults if said.faults or said.says)])
    blocked = _blocked(case, signed, action) if not said.verdicts else ""
    stands = [_verdict(each, signed, where) for each in said.verdicts if not _at_a_field(each, fields)]
    if not said.verdicts and not blocked:
        stands = [_verdict(each.public(), signed, where) for each in action.not_possible(case.facts)]
    picking = action.name == CORRECTION and not fields
    correction = _correction(case, typed, picking)
    return ActionPage(
        ref=where.ref,
        path=where.path,
        name=action.name,
        label=action.label,
        help=action.help,
        child=words.named(case.facts.case.child.name, case.facts.case.child.date_of_birth, services.today),
        fields=fields,
        hidden=_hidden(case, typed, fresh=said.fresh_key),
        faults=[*summary(fields), *({"text": fault.message} for fault in loose)],
        says=said.says or blocked or correction.pop("says", ""),
        in_the_way=stands,
        changed=_since(case, said.changed_since),
        warnings=_warnings(case, action),
        instead=_instead(case, action) if stands or blocked else [],
        also=_also(where, action),
        open=not picking and (said.changed_since is not None or not (blocked or _shut(stands, bool(said.verdicts)))),
        duty_first=action.topic == "Safeguarding",
        could_be=could_be(case.facts) if action is TriageDecided else [],
        near=_near(case, action, typed),
        **correction,
    )


def _asked(case: Loaded, action: type[Action], typed: Typed, key: bytes) -> tuple[Field, ...]:
    if action.name == CORRECTION and WAS not in typed:
        entry, path = entry_named(case.facts, (typed.get("entry") or [""])[0]), (typed.get(FIELD) or [""])[0]
        if entry is not None and path in {each.path for each in correctable(case.facts, entry, case.hidden)}:
            typed[WAS] = [fingerprint_of(now_at(entry, path), key)]
    return asked_of(case.facts, action, typed)


def _correction(case: Loaded, typed: Typed, picking: bool) -> dict[str, Any]:
    entry = entry_named(case.facts, (typed.get("entry") or [""])[0])
    if entry is None:
        return {"says": "This entry cannot be corrected: record what is right as a new one"} if picking else {}
    fields = correctable(case.facts, entry, case.hidden)
    path = (typed.get(FIELD) or [""])[0]
    says_now = next((f"{each.title}: {each.says}" for each in fields if each.path == path), "")
    label = f"{ACTIONS[entry.action].label}, entry {entry.seq}"
    return {"pick": fields if picking else [], "picked": str(entry.seq), "entry": label, "says_now": says_now}


def _hidden(case: Loaded, typed: Typed, *, fresh: bool) -> dict[str, str]:
    """The key that makes the form once, and how far the case was when it was opened."""
    key = (typed.get(KEY) or [""])[0]
    seen = (typed.get(SEEN) or [""])[0]
    return {
        KEY: key if key and not fresh else secrets.token_hex(16),
        SEEN: seen if seen and not fresh else str(case.facts.case.seq),
    }


def _blocked(case: Loaded, signed: Signed, action: type[Action]) -> str:
    """Why nobody, or not this person, takes this step now; empty where they may."""
    if action.name not in case.steps:
        stages = words.listed((stage.label for stage in stages_of(action)), "or")
        belongs = f" It belongs to: {stages}" if stages and not case.where.proceeding else ""
        return f"This is not a step now.{belongs}"
    if not signed.staff.has(*action.roles):
        who = words.listed(sorted(f"a {role.label.casefold()}" for role in action.roles), "or")
        return f"This is for {who}"
    return ""


def _shut(stands: Sequence[InTheWay], sent: bool) -> bool:
    """Before anybody has filled it in, a form opens only where everything in its way could be set aside."""
    return not sent and any(not each.override for each in stands)


def _verdict(said: dict[str, object], signed: Signed, where: Where) -> InTheWay:
    opens = str(said.get("from", ""))
    return InTheWay(
        code=str(said["code"]),
        reason=str(said["reason"]),
        source=str(said["source"]),
        when=f"Opens {opens}" if opens else "" if said.get("needs") == said["reason"] else str(said.get("needs", "")),
        override=bool(said.get("override")) and signed.staff.has(*may_set_aside(in_proceeding=bool(where.proceeding))),
    )


def _at_a_field(said: dict[str, object], fields: Iterable[Field]) -> bool:
    return not said.get("override") and any(each.path == said.get("field") for each in every(tuple(fields)))


def _since(case: Loaded, seq: int | None) -> list[Event]:
    """What was recorded after the form was opened: who, what, when."""
    if seq is None:
        return []
    later = [entry for entry in case.facts.entries if entry.seq > seq]
    return events(told(case.facts.case, list(later), case.facts.roster, (), case.unknown))


def _warnings(case: Loaded, action: type[Action]) -> list[dict[str, str]]:
    if "warnings_read" not in action.model_fields:
        return []
    return [
        {"about": scrubbed(warning.about, case.hidden), "words": scrubbed(warning.words, case.hidden)}
        for warning in warning_views(case.facts.case)
    ]


def _near(case: Loaded, action: type[Action], typed: Typed) -> list[NearWords]:
    """What may show who told us, in the text that this form is about as it was last recorded."""
    if action in _OF_THE_SUMMARY:
        return near_words(case.facts, case.facts.case.told)
    letter = case.facts.case.letter((typed.get("letter") or [""])[0]) if action in _OF_A_DRAFT else None
    return near_words(case.facts, letter.text, letter.person_id) if letter else []


def _also(where: Where, action: type[Action]) -> Link | None:
    page, text = _ALSO.get(action.name, ("", ""))
    return Link(f"/cases/{where.ref}/{page}", text) if page else None


def _instead(case: Loaded, action: type[Action]) -> list[Link]:
    names = [name for name in _FIRST.get(action.name, ()) if name in case.steps]
    return [
        Link(f"{case.where.path}/do/{name}", ACTIONS[name].label)
        for name in names
        if not any(True for _ in ACTIONS[name].in_the_way(case.facts))
    ]
