"""What a correction may touch, and that it gives nobody what the action itself would not have given them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from domain.case_file import CaseFile
from domain.corrections import (
    FROZEN,
    FROZEN_FIELDS,
    FROZEN_IN_CONFIDENCE,
    HAPPENED_ON,
    as_it_stood,
    as_it_would_stand,
    corrected,
    form_in,
    legal_steps,
    patched,
    value_at,
)
from domain.entry import Entry
from domain.facts import Facts
from domain.guards.dates import refused
from domain.guards.guard import guard
from domain.guards.sources import RECORD
from domain.guards.staff import SUPERVISOR_NEEDED
from domain.served_documents import of_letter
from domain.verdict import Verdict
from domain.vocabulary import Risk, Role

NOT_CORRECTABLE = guard(
    "NOT_CORRECTABLE", "Bytes, promises and what the clock wrote are not corrected", RECORD, absolute=True
)
OLD_VALUE = guard("OLD_VALUE", "A correction names what the entry says now", RECORD, absolute=True)
GUARDS = (
    NOT_CORRECTABLE,
    OLD_VALUE,
)


if TYPE_CHECKING:
    from domain.actions.base import Action


def correcting(facts: Facts, seq: int, field: str, old: Any, new: Any) -> Iterator[Verdict]:
    target = next((entry for entry in corrected(facts.entries) if entry.seq == seq), None)
    if target is None:
        yield refused("NO_SUCH_ENTRY", f"There is no entry {seq} on this case", "entry")
        return
    if target.action in FROZEN:
        yield NOT_CORRECTABLE.refuse("This entry cannot be corrected: record what is right as a new one", field="entry")
        return
    if target.action in legal_steps():
        yield NOT_CORRECTABLE.refuse(
            "A legal step is not corrected: what was done stands, and what is right is a new step",
            needs="record what is right as a step of the proceeding, or end the proceeding",
            field="entry",
        )
        return
    written = form_in(target)
    if of_letter(facts.case, getattr(written, "letter", "")) is not None:
        yield refused(
            "SERVICE_OF_A_STEP",
            "This letter is the document of a legal step: its ledger is not corrected",
            "entry",
            needs="record what proves the day, that it came back, or that it was served again",
        )
        return
    if field in FROZEN_FIELDS or (facts.case.confidential and field in FROZEN_IN_CONFIDENCE):
        yield NOT_CORRECTABLE.refuse("This cannot be corrected: record what is right as a new entry", field="field")
        return
    if field == HAPPENED_ON != written.day_field and getattr(written, written.day_field):
        yield refused("ANOTHER_FIELD", f"The day of this entry is in {written.day_field}: correct that", "field")
        return
    try:
        now = target.happened_on.isoformat() if field == HAPPENED_ON else value_at(target.data, field)
    except KeyError:
        yield refused("NO_SUCH_FIELD", "This entry has no field of this name", "field")
        return
    if now != old:
        yield OLD_VALUE.refuse("The entry does not say this now: somebody may have corrected it already", field="old")
    if now == new:
        yield refused("SAME_VALUE", "The new value is the one that stands there", "new")
    if (form := _form_with(target, field, now, new)) is None:
        yield refused("NEW_VALUE", "The new value does not fit this field", "new")
        return
    yield from _not_lawful_then(facts, seq, written, form)
    if not facts.supervisor:
        yield from _only_a_supervisor(facts, written, as_it_would_stand(facts, seq, field, new))


def _form_with(target: Entry, field: str, now: Any, new: Any) -> "Action | None":
    """The form as corrected, or None where the value does not fit. People and children are added and checked by their
    own actions, so a list of them keeps its length.
    """
    if isinstance(now, list) and any(isinstance(each, dict) for each in now):
        return None
    try:
        return form_in(patched(target, field, new))
    except (ValidationError, ValueError, TypeError):
        return None


def _not_lawful_then(facts: Facts, seq: int, written: "Action", form: "Action") -> Iterator[Verdict]:
    """What the form as corrected would have been refused when it was recorded, and as written was not."""
    from domain.decide import verdicts

    then = as_it_stood(facts, seq)
    already = {(verdict.code, verdict.field) for verdict in verdicts(written, then)}
    for verdict in verdicts(form, then):
        if (verdict.code, verdict.field) not in already:
            yield verdict.model_copy(update={"field": "new"})


def _only_a_supervisor(facts: Facts, written: "Action", after: CaseFile) -> Iterator[Verdict]:
    """Nobody lowers red, loosens a contact rule or does a supervisor's work by way of a correction."""
    before = facts.case
    if before.risk is Risk.RED and after.risk is not Risk.RED:
        yield SUPERVISOR_NEEDED.refuse("Red is lowered only by a supervisor", needs="a supervisor")
    for person in after.people:
        was = before.person(person.id)
        if was is not None and after.rule_for(person).strictness < before.rule_for(was).strictness:
            yield SUPERVISOR_NEEDED.refuse("Only a supervisor loosens a contact rule", needs="a supervisor")
    if before.protected and not after.protected:
        yield SUPERVISOR_NEEDED.refuse("Only a supervisor ends a protection", needs="a supervisor")
    if written.roles == {Role.SUPERVISOR}:
        yield SUPERVISOR_NEEDED.refuse("What a supervisor recorded is corrected by a supervisor", needs="a supervisor")
