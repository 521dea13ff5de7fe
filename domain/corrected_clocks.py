"""What a correction moves: every clock that leans on the corrected value, at once and in the same entry."""

from dataclasses import replace
from datetime import date
from typing import Any

from domain.calendars import CalendarMissing
from domain.case_file import CaseFile, Task
from domain.clock import Clock, ClockState
from domain.corrections import HAPPENED_ON, as_it_stood, as_it_would_stand, corrected, form_in, patched
from domain.danger import POLICE_TASK
from domain.date_rules import work_out
from domain.deadline import end_of
from domain.entry import Consequences, Entry, together
from domain.facts import Facts
from domain.missing_calendar import calendar_task
from domain.moved_clocks import worked_out_again
from domain.served_documents import with_age_of
from domain.stage_clocks import LEAVING, leaving
from domain.supervision_clocks import orders_end
from domain.unseen import UNSEEN, counting, ended_by, last_known, unseen_clocks, unseen_since


def moving(facts: Facts, seq: int, field: str, new: Any) -> Consequences:
    """Every clock that runs from the corrected field, worked out again; one that had passed too early runs again."""
    after = as_it_would_stand(facts, seq, field, new)
    known = last_known(after)
    leaning, tasks = _leaning_on(facts, seq, field, new)
    moved = [_seen_since(clock, known) for clock in leaning]
    again = {clock.name for clock in moved if clock.running and not _running(facts.case, clock.name)}
    done = [task.id for task in facts.case.open_tasks() if task.subject in again and task.name != POLICE_TASK]
    names = {clock.name for clock in moved}
    if _leaving_moves(facts.case, after):
        moved += leaving(facts, after.child.date_of_birth)
    if facts.case.child.date_of_birth != after.child.date_of_birth:
        moved += orders_end(replace(facts, case=after))
    moved += with_age_of(facts, after.child.date_of_birth)
    stop = [name for name in (ended_by(after, known) if known else []) if name not in names]
    # One that had passed before the child was seen moves by itself; those that the sighting stopped begin again.
    unseen = Consequences() if names >= set(UNSEEN) else _unseen_again(facts, after)
    unseen = unseen.model_copy(update={"clocks": [clock for clock in unseen.clocks if clock.name not in names]})
    return together(Consequences(clocks=moved, tasks=tasks, done=done, stop=stop), unseen)


def _seen_since(clock: Clock, known: date | None) -> Clock:
    ended = clock.name in UNSEEN and known is not None and clock.deadline.start <= known
    return clock.model_copy(update={"state": ClockState.STOPPED}) if ended else clock


def _leaning_on(facts: Facts, seq: int, field: str, new: Any) -> tuple[list[Clock], list[Task]]:
    """The clocks that lean on the value, as they now run; where no calendar can count one, it stays and somebody is
    told.
    """
    leaning = [clock for clock in facts.case.clocks if clock.basis_seq == seq and clock.state is not ClockState.STOPPED]
    if not leaning:
        return [], []
    target = next(entry for entry in corrected(facts.entries) if entry.seq == seq)
    started = _started_by(facts, patched(target, field, new))
    school = facts.case.place.school or facts.case.child.school or ""
    moved: list[Clock] = []
    tasks: list[Task] = []
    for clock in leaning:
        if (own := started.get(clock.name)) is not None:
            deadline, rings_at = own.deadline, own.rings_at
        elif clock.basis_field == field and new is not None:
            try:
                deadline = work_out(clock.deadline.rule, date.fromisoformat(str(new)), facts.almanac, school)
            except CalendarMissing as missing:
                tasks = [calendar_task(facts, facts.case.seq + 1, str(missing))]
                continue
            rings_at = end_of(deadline.last_day)
        else:
            continue
        fresh = worked_out_again(clock, deadline, facts.almanac, school)
        if rings_at != end_of(deadline.last_day):
            fresh = fresh.model_copy(update={"rings_at": rings_at})  # a visit ends at an hour
        if (fresh.deadline.start, fresh.rings_at) == (clock.deadline.start, clock.rings_at):
            continue
        if clock.state is ClockState.PASSED and fresh.rings_at > facts.now:
            fresh = fresh.model_copy(update={"state": ClockState.RUNNING})
        moved.append(fresh)
    return moved, tasks


def _started_by(facts: Facts, entry: Entry) -> dict[str, Clock]:
    """The clocks that the entry, as corrected, would have started by itself."""
    form = form_in(entry)
    return {clock.name: clock for clock in form.follows(as_it_stood(facts, entry.seq), entry.seq).clocks}


def _unseen_again(facts: Facts, after: CaseFile) -> Consequences:
    """A sighting that turns out to be none, or an earlier one, no longer ends the clocks: they run again."""
    stopped = [clock for clock in after.clocks if clock.name in UNSEEN]
    if not after.open or not stopped or counting(after):
        return Consequences()
    last = stopped[0]
    basis = (last.basis_seq, last.basis_field) if last.basis_seq is not None and last.basis_field else None
    return unseen_clocks(facts, unseen_since(after, after.opened_on), facts.case.seq + 1, basis)


def _leaving_moves(before: CaseFile, after: CaseFile) -> bool:
    return _running(before, LEAVING) and before.child.date_of_birth != after.child.date_of_birth


def _running(case: CaseFile, name: str) -> bool:
    clock = case.clock(name)
    return clock is not None and clock.running


def served_again(facts: Facts, seq: int, field: str, new: Any) -> dict[str, Any]:
    """A posting corrected: the line of the ledger as it should have been."""
    from domain.actions.post import LetterPosted

    target = next(entry for entry in corrected(facts.entries) if entry.seq == seq)
    form = form_in(patched(target, field, new))
    if not isinstance(form, LetterPosted) or field not in ("posted_on", "how", HAPPENED_ON):
        return {}
    letter = facts.case.letter(form.letter)
    if letter is None:
        return {}
    form = form.model_copy(update={"posted_on": patched(target, field, new).happened_on})
    return {"letter": form.letter, "service": form.line(facts, letter, seq).model_dump(mode="json")}
