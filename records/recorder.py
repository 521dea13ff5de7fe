"""The one writer of the journal. An entry and its projections are stored in one transaction, under the case's row
lock.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from domain.act import Act, Place, Turn
from domain.actions import ACTIONS
from domain.actions.bundle_signing import BundleSignedOff
from domain.actions.letters import LetterApproved
from domain.actions.matches import other_case
from domain.actions.merging import OF_TWO
from domain.actions.protection import DetailsProtected
from domain.case_access import may_know_of
from domain.case_file import CaseFile
from domain.deadline import uk_day
from domain.decide import Prepare, Stale, decide, nothing_prepared
from domain.entry import Entry, fingerprint
from domain.facts import CLOCK, PROCESS, Betrays, Facts, Roster, Staff, Template, betrays_nobody
from domain.fold import REREAD, next_case
from domain.law.authority import Register as Authorisations
from domain.law.regime import OFF, Switch
from domain.law.sessions import Register as SchoolRegister
from domain.law.which_authority import Charges
from domain.matching.merging import of_two
from domain.vocabulary import Stage
from records.almanac import almanac
from records.case_access import kept_out_of
from records.journal import entries_of, entry_by_key, write, write_all
from records.marks import Marks, marks
from records.matching import wait_to_be_compared
from records.projections import Stored, store, store_new, stored
from records.registers import registers_of
from records.roster import authorisations, roster
from records.spans import span
from records.tables import SchoolRow

_AS_IT_STANDS = text("select state from case_file where ref = :ref")
_LOCKED = text("select state from case_file where ref = :ref for update")
_NUMBER = re.compile(r"\d{3}/\d{4}")
_SMALL = frozenset({"channel", "sha256", "stopped", "proceeding", "ends", "leads", "notices", "stage", "ceased"})
_ASK_FOR_POWER = frozenset({LetterApproved.name, BundleSignedOff.name})
_INTERNAL_ACTORS = {CLOCK.id: CLOCK, PROCESS.id: PROCESS}


class KeyReused(Exception):
    """The key of this act already stands in the journal for another act."""


class NoSuchCase(Exception):
    """There is no case of this reference."""


Watch = Callable[[CaseFile, Roster], Betrays]


def nobody_watched(case: CaseFile, people: Roster) -> Betrays:
    return betrays_nobody


@dataclass(frozen=True)
class Desk:
    """What the recorder needs beside the database: the wordings known, what prepares a letter's text and bytes, what
    looks in a draft for whoever told us, which law of attendance orders is in force, and which authority charges.
    """

    prepare: Prepare = nothing_prepared
    templates: Mapping[str, Template] = field(default_factory=dict)
    sender: str = ""
    switch: Switch = OFF
    charges: Charges = Charges.SCHOOL
    watch: Watch = nobody_watched


def act_fingerprint(act: Act, process: str) -> str:
    """What a key is bound to: the person, the process, the action and its body."""
    return fingerprint(act.actor, process, act.action, act.data, act.overrides)


def record(session: Session, act: Act, ref: str, process: str, now: datetime, desk: Desk | None = None) -> Turn:
    """Record one act, once. Raises Refused (verdicts), KeyReused or NoSuchCase; anything else is an outage or a bug."""
    desk = desk or Desk()
    with span("journal", case=ref, process=process, action=act.action) as measured:
        with span("journal: lock and read"):
            case = load_case(session, ref, lock=True)
            if (known := entry_by_key(session, act.key)) is not None:
                return _again(known, act, process, case)
            facts = facts_for(session, act, case, now, desk, process)
        before, clocks = stored(case), _clocks_by_process(case)
        try:
            entry = decide(act, process, facts, desk.prepare)
        except Stale:
            return Turn(seq=case.seq, action=act.action, clocks=clocks_of(case, process), recorded=False)
        after = _written(session, act, entry, before, case, facts.entries)
        measured.say(seq=entry.seq)
    if act.action in OF_TWO:
        wait_to_be_compared(session, ref)
    return turn_of(entry, after).model_copy(update={"touched": _touched(clocks, after, process)})


def open_case(session: Session, act: Act, ref: str, now: datetime, desk: Desk | None = None) -> Turn:
    """Write the first entry of a new case. The case's process is started afterwards, as often as it takes."""
    return open_cases(session, [(act, ref)], now, desk)[0]


def open_cases(
    session: Session, openings: Sequence[tuple[Act, str]], now: datetime, desk: Desk | None = None
) -> list[Turn]:
    """Write the first entries of new cases, each act with its reference: of all of them or, where one is refused, of
    none. Asks the database as often for fifty as for one.
    """
    if not openings:
        return []
    desk, marked = desk or Desk(), marks(session)
    entries, cases = [], []
    with span("journal", action=openings[0][0].action):
        for act, ref in openings:
            case = CaseFile(ref=ref)
            entry = decide(act, ref, facts_for(session, act, case, now, desk, marked=marked), desk.prepare)
            entries.append((entry, act_fingerprint(act, ref)))
            cases.append(next_case(case, (), entry))
        with span("journal: write"):
            write_all(session, entries)
            store_new(session, cases)
    return [turn_of(entry, case) for (entry, _), case in zip(entries, cases, strict=True)]


def _written(
    session: Session, act: Act, entry: Entry, before: Stored, case: CaseFile, known: Sequence[Entry]
) -> CaseFile:
    """The entry, and what is folded from it. Returns the case after it."""
    with span("journal: write"):
        write(session, entry, act_fingerprint(act, entry.process))
        after = next_case(case, known, entry)
        store(session, before, after)
    return after


def facts_for(
    session: Session,
    act: Act,
    case: CaseFile,
    now: datetime,
    desk: Desk,
    process: str = "",
    *,
    marked: Marks | None = None,
) -> Facts:
    """What is known as this act is done. `marked` where the caller has asked for the marks already."""
    today, marked = uk_day(now), marked or marks(session)
    known = roster(session, today, marked)
    kept_out = kept_out_of(session, case.ref) if case.seq else frozenset()  # nobody yet, of one that is being opened
    people = replace(known, schools=_schools(session, case, act), kept_out=kept_out)
    actor = _actor(people, act.actor)
    facts = Facts(
        case=case,
        today=today,
        now=now,
        almanac=almanac(session, marked),
        actor=actor,
        roster=people,
        entries=entries_of(session, case.ref) if _reads_journal(act.action) else (),
        templates=desk.templates,
        sender=desk.sender,
        switch=desk.switch,
        charges=desk.charges,
        process=process or case.ref,
        others=_others(session, act, actor),
        acting_for=act.acting_for,
        authorisations=authorisations(session) if _asks_for_powers(act, case, process) else Authorisations(),
        registers=_registers(session, case, act),
        betrays=desk.watch(case, people),
    )
    return of_two(facts, _other_case(session, act)) if act.action in OF_TWO else facts


def _reads_journal(name: str) -> bool:
    known = ACTIONS.get(name)
    return name in REREAD or (known is not None and known.reads_journal)


def _other_case(session: Session, act: Act) -> CaseFile | None:
    row = session.execute(_AS_IT_STANDS, {"ref": other_case(act.data)}).first()
    return CaseFile.model_validate(row.state) if row else None


def _asks_for_powers(act: Act, case: CaseFile, process: str) -> bool:
    """In a proceeding, for an approval; and for a view of a case that has one, which is no act."""
    has_one = bool(case.proceedings or case.bundles)
    return "/" in process or act.action in _ASK_FOR_POWER or (act.action not in ACTIONS and has_one)


def _registers(session: Session, case: CaseFile, act: Act) -> dict[str, SchoolRegister]:
    """For an act that looks at them; and for a view of the case, which is no act."""
    known = ACTIONS.get(act.action)
    return registers_of(session, case.child.upn) if known is None or known.reads_register else {}


def _schools(session: Session, case: CaseFile, act: Act) -> dict[str, str]:
    """The names of the case's schools, where a letter has left that may have named them, or nothing may name them."""
    hidden = case.protected or act.action == DetailsProtected.name
    if not hidden and not any(letter.posted_on for letter in case.letters):
        return {}
    numbers = {case.child.school, case.place.school} - {""}
    if hidden:
        numbers |= {value for value in (*case.covered, str(act.data.get("school", ""))) if _NUMBER.fullmatch(value)}
    return {number: row.name for number in numbers if (row := session.get(SchoolRow, number))}


def _others(session: Session, act: Act, actor: Staff) -> dict[str, Stage]:
    """Where the other case stands that this act names, if there is one of that reference that the actor may know of."""
    if not (ref := str(act.data.get("surviving_case") or "")):
        return {}
    other = _other_case(session, act)
    return {ref: other.stage} if other and may_know_of(actor, other) else {}


def load_case(session: Session, ref: str, *, lock: bool = False) -> CaseFile:
    """The case as it stands; with `lock`, nobody changes it before this transaction ends. Raises NoSuchCase."""
    row = session.execute(_LOCKED if lock else _AS_IT_STANDS, {"ref": ref}).first()
    if row is None:
        raise NoSuchCase
    return CaseFile.model_validate(row.state)


def clocks_of(case: CaseFile, process: str) -> dict[str, datetime]:
    return {clock.name: clock.rings_at for clock in case.running_clocks() if clock.process == process}


def _clocks_by_process(case: CaseFile) -> dict[str, dict[str, datetime]]:
    processes = [case.ref, *(f"{case.ref}/{each.name}" for each in case.proceedings if each.open)]
    return {process: clocks_of(case, process) for process in processes}


def _touched(before: dict[str, dict[str, datetime]], case: CaseFile, process: str) -> list[str]:
    """The other processes whose clocks are not what they were."""
    after = _clocks_by_process(case)
    return [each for each in before if each != process and before[each] != after.get(each, {})]


def place_of(session: Session, ref: str, process: str) -> Place:
    """Where a process stands by the journal. Raises NoSuchCase."""
    case = load_case(session, ref)
    proceeding = case.proceeding(process)
    stage = proceeding.stage if proceeding else case.stage.value
    return Place(stage=stage, clocks=clocks_of(case, process), seq=case.seq)


def turn_of(entry: Entry, case: CaseFile) -> Turn:
    return Turn(
        seq=entry.seq,
        action=entry.action,
        data=entry.data,
        prepared=_small(entry.consequences.prepared),
        recorded_at=entry.recorded_at,
        clocks=clocks_of(case, entry.process),
    )


def _small(prepared: dict[str, Any]) -> dict[str, Any]:
    """A process needs to know how a letter goes, what it begins and whether it ends; not what is said."""
    return {name: value for name, value in prepared.items() if name in _SMALL}


def _again(known: tuple[Entry, str], act: Act, process: str, case: CaseFile) -> Turn:
    entry, bound_to = known
    if bound_to != act_fingerprint(act, process):
        raise KeyReused
    # Which processes the first recording touched died with the worker that made it: all are told to look.
    others = [each for each in _clocks_by_process(case) if each != process]
    return turn_of(entry, case).model_copy(update={"touched": others})


def _actor(people: Roster, staff_id: str) -> Staff:
    """Whoever acts; a stranger has no role, so every guard that asks for one refuses."""
    return _INTERNAL_ACTORS.get(staff_id) or people.staff.get(staff_id) or Staff(id=staff_id, name="")
