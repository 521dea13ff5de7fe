"""One entry of a case, closely: what it changed, from what to what, and by which rules."""

from pydantic import BaseModel

from api.access import unknown_in
from api.identity import Signed
from api.problems import Problem
from api.services import Services
from domain.case_file import CaseFile
from domain.changes import Change, changes
from domain.entry import Entry
from domain.fold import fold
from domain.guards.catalogue import GUARDS
from domain.protecting import blanked, protected_values
from records.database import transaction
from records.journal import entries_of
from records.recorder import load_case
from records.roster import roster
from records.tables import SchoolRow

_SOURCES = {guard.code: f"{guard.says} ({guard.source.words})" for guard in GUARDS}


class EntryClosely(BaseModel):
    """`process` is whose entry it is; `rules` name each rule with its source."""

    seq: int
    process: str
    key: str
    changes: list[Change]
    rules: list[str]


def entry_closely(services: Services, signed: Signed, ref: str, seq: int) -> EntryClosely:
    """Raises NoSuchCase, and Problem 404 where there is no such entry. Protected values are blanked."""
    with transaction(services.engine) as session:
        case = load_case(session, ref)
        entries = entries_of(session, ref)
        people = roster(session, services.today).staff
        numbers = {case.child.school, case.place.school}
        names = [row.name for each in numbers if each and (row := session.get(SchoolRow, each))]
        entry = next((each for each in entries if each.seq == seq), None)
        if entry is None:
            raise Problem(404, "NO_SUCH_ENTRY", "There is no entry of this number")
        before = fold(ref, entries[: seq - 1]) if seq > 1 else CaseFile(ref=ref)
        after = fold(ref, entries[:seq])
        known = {who: person.name for who, person in people.items()}
        found = [_with_names(each, known) for each in changes(before, after)]
        unknown = unknown_in(session, services, signed, str(found), ref)
    hidden = [*protected_values(case, names), *unknown]
    return EntryClosely(
        seq=seq,
        process=entry.process,
        key=entry.key,
        changes=[Change.model_validate(blanked(each.model_dump(), hidden)) for each in found],
        rules=list(dict.fromkeys(_rules(entry))),
    )


def _with_names(change: Change, names: dict[str, str]) -> Change:
    if change.what != "Officer":
        return change
    return Change(
        what=change.what,
        before=names.get(change.before, change.before),
        after=names.get(change.after, change.after),
    )


def _rules(entry: Entry) -> list[str]:
    follows = entry.consequences
    said = [f"{clock.deadline.label}: {clock.deadline.source.words}" for clock in follows.clocks]
    said += [f"Risk: {rule}" for rule in follows.rules]
    return said + [f"Set aside: {_SOURCES.get(code, code)}" for code in entry.overrides]
