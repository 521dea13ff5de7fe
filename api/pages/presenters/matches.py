"""Matches in words: what waits, what else may be this child's or its family's, and two cases side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from api.access import with_powers
from api.acting import no_such_case
from api.deciding import Answer
from api.identity import Signed
from api.match_view import MatchView, SideBySide, both_sides, matches_of, waiting_matches
from api.pages import words
from api.pages.forms.field import Field, Kind, Option
from api.services import Services
from domain.vocabulary import Power
from records.database import transaction
from records.recorder import NoSuchCase

_SAYS = {"same": "the same", "different": "different", "unknown": "not known of both", "hidden": "protected"}
_COLOURS = {"likely": "red", "possible": "yellow", "family": "blue"}


@dataclass(frozen=True)
class Line:
    href: str
    child: str
    ref: str
    other_child: str
    other: str
    finding: str
    colour: str
    why: str
    due: str


@dataclass(frozen=True)
class OfCase:
    ref: str
    waiting: list[Line]
    same_child: list[Line]
    household: list[Line]
    leads: bool  # whether the reader may open the record of identities


@dataclass(frozen=True)
class Compared:
    label: str
    left: list[str]
    right: list[str]
    says: str


@dataclass(frozen=True)
class Pair:
    ref: str
    other: str
    heads: list[tuple[str, str]]
    finding: str
    colour: str
    reasons: list[str]
    against: list[str]
    lines: list[Compared]
    fields: list[Field]
    returning: bool
    decided: bool


def match_list(services: Services, signed: Signed) -> list[Line]:
    return _lines(waiting_matches(services, signed), services.today)


def case_matches(services: Services, signed: Signed, ref: str) -> OfCase:
    """Raises Problem 404."""
    try:
        found = matches_of(services, signed, ref)
    except NoSuchCase:
        raise no_such_case() from None
    with transaction(services.engine) as session:
        powers = with_powers(session, services, signed).powers
    today, leads = services.today, Power.SAFEGUARDING_LEAD in powers
    return OfCase(
        ref, _lines(found.waiting, today), _lines(found.same_child, today), _lines(found.household, today), leads
    )


def _lines(matches: Iterable[MatchView], today: date) -> list[Line]:
    return [
        Line(
            href=f"/matches/{each.case}/{each.other}",
            child=words.named(each.child, each.date_of_birth, today),
            ref=each.case,
            other_child=words.named(each.other_child, each.other_date_of_birth, today),
            other=each.other,
            finding="A child who may have come back" if each.returning else each.finding_label,
            colour=_COLOURS.get(each.finding, "grey"),
            why=" ".join(each.reasons[:3]),
            due=words.first_upper(words.due(each.due_on, today)) if each.due_on else "",
        )
        for each in matches
    ]


def pair_page(services: Services, signed: Signed, ref: str, other: str) -> Pair:
    """Raises Problem 404."""
    both = both_sides(services, signed, ref, other)
    return Pair(
        ref=ref,
        other=other,
        heads=[_head(both.left), _head(both.right)],
        finding=both.match.finding_label,
        colour=_COLOURS.get(both.match.finding, "grey"),
        reasons=both.match.reasons,
        against=both.match.against,
        lines=[Compared(each.label, each.left, each.right, _SAYS[each.agreement]) for each in both.lines],
        fields=questions(both),
        returning=_open(both.left) != _open(both.right),
        decided=both.decided,
    )


def questions(both: SideBySide) -> list[Field]:
    """What may be decided of these two. Nothing is ticked beforehand (PRACTICE 1.4)."""
    left, right = str(both.left["ref"]), str(both.right["ref"])
    if _open(both.left) and _open(both.right):
        same = [_goes_on(left, right), _goes_on(right, left)]
    elif _open(both.left) or _open(both.right):
        closed = right if _open(both.left) else left
        same = [
            Option(Answer.EARLIER, "The same child, come back", f"{closed} stays closed, named on the other."),
            Option(Answer.REOPEN, f"The same child: reopen {closed}", "The two can then be merged."),
        ]
    else:
        same = []
    two = [Option(Answer.TWO, "Two children", "They are not proposed again.")]
    if _open(both.left) or _open(both.right):
        linked = "Brothers, sisters or others: each keeps a case of their own, and the cases are linked."
        two.append(Option(Answer.HOUSEHOLD, "Two children of one household", linked))
    return [
        Field("answer", Kind.RADIOS, "What are these two cases to each other?", required=True, options=(*same, *two)),
        Field("reason", Kind.WORDS, "How do you know?", required=True, rows=3),
    ]


def _goes_on(on: str, other: str) -> Option:
    help_ = f"{other} closes as its duplicate. Both can be put back as they were."
    return Option(f"{Answer.SAME}:{on}", f"The same child: {on} goes on", help_)


def _head(side: dict[str, object]) -> tuple[str, str]:
    closed = f", closed {words.day(on)}" if isinstance(on := side["closed_on"], date) else ""
    opened = f", opened {words.day(on)}" if isinstance(on := side["opened_on"], date) else ""
    hidden = ", protected details" if side["protected"] else ""
    return str(side["ref"]), f"{side['stage_label']}{opened}{closed}{hidden}"


def _open(side: dict[str, object]) -> bool:
    return side["stage"] != "closed"
