"""The journal as it reads with its corrections. What was written stays; the right value stands beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from domain.deadline import uk_day
from domain.entry import Entry
from domain.facts import Facts

if TYPE_CHECKING:
    from domain.actions.base import Action
    from domain.case_file import CaseFile

CORRECTION = "correct-entry"
HAPPENED_ON = "happened_on"
# A letter's text and approval are frozen with its bytes, a summary for parents with its approval by a second person; a
# pause is ended and a stage changed by their own actions;
# what the clock and the process recorded is not a person's to correct.
FROZEN = frozenset(
    {
        CORRECTION,
        "clock-passed",
        "stage-entered",
        "calendar-moved",
        "standard-moved",
        "hand-on",
        "match-proposed",
        "match-withdrawn",
        "decide-not-same",
        "record-earlier-case",
        "merge-case",
        "close-as-duplicate",
        "undo-merge",
        "letter-sent",
        "letter-not-sent",
        "draft-letter",
        "edit-letter",
        "approve-letter",
        "issue-letter",
        "write-summary",
        "approve-summary",
        "pause-clocks",
        "resume-clocks",
        "extend-deadline",
        "send-back",
        "record-service",
        "record-service-proof",
        # What went out on its basis says what was agreed and asked on that day.
        "agree-removal",
        "ask-agency",
        "make-certificate",
        "make-unused-schedule",
        "word-chronology",
        "make-chronology",
        # A redaction is drawn anew, and a check is what somebody saw.
        "redact-document",
        "check-redaction",
        # A statement keeps every wording that it had, and is replaced by a later draft.
        "draft-statement",
        "confirm-sentence",
        "word-sentence",
        "leave-sentence-out",
        "add-sentence",
        "add-exhibit",
        "sign-statement",
    }
)


@cache
def legal_steps() -> frozenset[str]:
    """What begins a proceeding and what is done in one, by name. It is not corrected: each leans on what came before,
    and the proceeding has steps of its own for what was wrong.
    """
    from domain.actions import ACTIONS
    from domain.actions.base import Internal
    from domain.actions.of_proceedings import BEGINNINGS, actions_of
    from domain.proceedings import ProceedingKind

    told = {name for name, action in ACTIONS.items() if issubclass(action, Internal) and name != "referral-received"}
    return frozenset({*BEGINNINGS, *told} | {each.name for kind in ProceedingKind for each in actions_of(kind)})


def frozen() -> frozenset[str]:
    """Every action whose entries nobody corrects."""
    return FROZEN | legal_steps()


# The bytes of a document and the promise of confidence are what they are.
FROZEN_FIELDS = frozenset({"sha256", "media_type", "size", "confidential"})
# What was told in confidence is sealed apart, and no correction writes it into the history (PRACTICE 4.9).
FROZEN_IN_CONFIDENCE = frozenset({"account"})


def value_at(data: Mapping[str, Any], path: str) -> Any:
    """The value at a dotted path such as child.date_of_birth or adults.0.name. Raises KeyError where there is none."""
    value: Any = data
    for part in path.split("."):
        if isinstance(value, list) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        elif isinstance(value, Mapping) and part in value:
            value = value[part]
        else:
            raise KeyError(path)
    return value


def with_value(data: Any, path: str, new: Any) -> Any:
    """The same data with another value at that path; nothing of the old is changed."""
    head, _, rest = path.partition(".")
    if isinstance(data, list):
        at = int(head)
        return [*data[:at], with_value(data[at], rest, new) if rest else new, *data[at + 1 :]]
    return {**data, head: with_value(data[head], rest, new) if rest else new}


def corrected(entries: Sequence[Entry]) -> list[Entry]:
    """The entries as they read with every correction among them applied. The journal itself keeps what was written."""
    by_seq = {entry.seq: entry for entry in entries}
    for correction in entries:
        if correction.action == CORRECTION:
            target = by_seq[correction.data["entry"]]
            by_seq[target.seq] = patched(target, correction.data["field"], correction.data["new"])
    return [by_seq[entry.seq] for entry in entries]


def patched(entry: Entry, field: str, new: Any) -> Entry:
    """The entry with one value replaced. A field that says on which day it happened moves that day too."""
    if field == HAPPENED_ON:
        return entry.model_copy(update={HAPPENED_ON: date.fromisoformat(new)})
    fixed = entry.model_copy(update={"data": with_value(entry.data, field, new)})
    day_field = _action(entry).day_field
    if field != day_field:
        return fixed
    return fixed.model_copy(update={HAPPENED_ON: date.fromisoformat(new) if new else uk_day(entry.recorded_at)})


def form_in(entry: Entry) -> "Action":
    """The filled-in form that an entry records. Raises ValidationError where its data fit no form."""
    data = entry.data
    return _action(entry).model_validate({**data, HAPPENED_ON: entry.happened_on.isoformat()})


def as_it_stood(facts: Facts, seq: int) -> Facts:
    """What was known when entry `seq` was recorded, with what has been corrected since; the person is today's."""
    from domain.fold import fold

    entries = corrected(facts.entries)
    target = next(entry for entry in entries if entry.seq == seq)
    earlier = [entry for entry in entries if entry.seq < seq and entry.action != CORRECTION]
    case = fold(facts.case.ref, earlier)
    return replace(facts, case=case, entries=(), now=target.recorded_at, today=uk_day(target.recorded_at))


def as_it_would_stand(facts: Facts, seq: int, field: str, new: Any) -> "CaseFile":
    """The case with one more correction."""
    from domain.fold import fold

    correction = Entry(
        case=facts.case.ref,
        seq=facts.case.seq + 1,
        process=facts.case.ref,
        action=CORRECTION,
        key="",
        actor=facts.actor.id,
        role="",
        data={"entry": seq, "field": field, "old": None, "new": new, "reason": "being judged"},
        happened_on=facts.today,
        recorded_at=facts.now,
    )
    return fold(facts.case.ref, [*facts.entries, correction])


def _action(entry: Entry) -> type["Action"]:
    from domain.actions import ACTIONS

    return ACTIONS[entry.action]
