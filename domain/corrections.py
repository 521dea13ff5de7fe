"""What a correction may touch, and which running clocks lean on what it touched."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from domain.clock import Clock, ClockState
from domain.date_rules import work_out
from domain.deadline import end_of
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.verdict import Verdict

CORRECTION = "correct-entry"
# A letter's text is frozen with its bytes; what the clock and the process recorded is not a person's to correct.
FROZEN = frozenset(
    {
        CORRECTION,
        "clock-passed",
        "stage-entered",
        "calendar-moved",
        "letter-sent",
        "letter-not-sent",
        "issue-letter",
        "edit-letter",
        "draft-letter",
    }
)


def value_at(data: Mapping[str, Any], path: str) -> Any:
    """The value at a dotted path such as child.date_of_birth. Raises KeyError where there is none."""
    value: Any = data
    for part in path.split("."):
        if not isinstance(value, Mapping):
            raise KeyError(path)
        value = value[part]
    return value


def with_value(data: Mapping[str, Any], path: str, new: Any) -> dict[str, Any]:
    head, _, rest = path.partition(".")
    return {**data, head: with_value(data[head], rest, new) if rest else new}


def corrected(entries: Sequence[Entry]) -> list[Entry]:
    """The entries as they read with every correction among them applied. The journal itself keeps what was written."""
    by_seq = {entry.seq: entry for entry in entries}
    for correction in entries:
        if correction.action != CORRECTION:
            continue
        target = by_seq[correction.data["entry"]]
        by_seq[target.seq] = patched(target, correction.data["field"], correction.data["new"])
    return [by_seq[entry.seq] for entry in entries]


def patched(entry: Entry, field: str, new: Any) -> Entry:
    if field == "happened_on":
        return Entry.model_validate({**entry.model_dump(), "happened_on": new})
    return entry.model_copy(update={"data": with_value(entry.data, field, new)})


def correcting(facts: Facts, seq: int, field: str, old: Any, new: Any) -> Iterator[Verdict]:
    from domain.actions import ACTIONS

    target = next((entry for entry in corrected(facts.entries) if entry.seq == seq), None)
    if target is None:
        yield refused("NO_SUCH_ENTRY", f"There is no entry {seq} on this case", "entry")
        return
    if target.action in FROZEN:
        yield refused("NOT_CORRECTABLE", "This entry cannot be corrected: record what is right as a new one", "entry")
        return
    try:
        now = target.happened_on.isoformat() if field == "happened_on" else value_at(target.data, field)
    except KeyError:
        yield refused("NO_SUCH_FIELD", "This entry has no field of this name", "field")
        return
    if now != old:
        yield refused("OLD_VALUE", "The entry does not say this now: somebody may have corrected it already", "old")
    if now == new:
        yield refused("SAME_VALUE", "The new value is the one that stands there", "new")
    try:
        fixed = patched(target, field, new)
        ACTIONS[target.action].model_validate(fixed.data)
    except (ValidationError, ValueError):
        yield refused("NEW_VALUE", "The new value does not fit this field", "new")
        return
    if field == "happened_on":
        yield from impossible_day(facts, fixed.happened_on, "new")


def moved_clocks(facts: Facts, seq: int, field: str, new: Any) -> Consequences:
    """Every clock that runs from the corrected field, worked out again; one that had passed too early runs again."""
    moved: list[Clock] = []
    for clock in facts.case.clocks:
        if (clock.basis_seq, clock.basis_field) != (seq, field) or clock.state is ClockState.STOPPED or new is None:
            continue
        start = clock.deadline.start.__class__.fromisoformat(str(new))
        school = facts.case.place.school or facts.case.child.school or ""
        deadline = work_out(clock.deadline.rule, start, facts.almanac, school)
        still_ahead = end_of(deadline.last_day) > facts.now
        state = ClockState.RUNNING if clock.state is ClockState.PASSED and still_ahead else clock.state
        moved.append(clock.moved_to(deadline).model_copy(update={"state": state}))
    return Consequences(clocks=moved)
