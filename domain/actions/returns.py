"""A return of a school that is about the child of this case: noted, and what is to do about it asked of a person."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from domain.actions.base import Internal
from domain.calendars import CalendarMissing, day_words
from domain.case_file import CaseFile, Task
from domain.date_rules import work_out
from domain.entry import Consequences, Entry, together
from domain.facts import Facts
from domain.removing import agreed, looks_unlawful, missing_from, put_down, trace_it
from domain.returns import Ground, ReturnKind, Told
from domain.unseen import unseen_clocks


class ReturnReceived(Internal):
    """It closes nothing, and opens no enforcement (PRACTICE 5.1)."""

    name: ClassVar[str] = "return-received"
    label: ClassVar[str] = "A school's return"
    reads_register: ClassVar[bool] = True

    told: Told

    def follows(self, facts: Facts, seq: int) -> Consequences:
        tasks = Consequences(tasks=[_task(facts, seq, *asked) for asked in _asked(facts, self.told)])
        if self.told.kind is ReturnKind.DELETION:
            lost = [] if self.told.destination else trace_it(facts, seq, self.told.ground)
            against = {"unlawful": list(unlawful(facts, self.told))}
            tasks = tasks.model_copy(update={"prepared": against, "tasks": [*tasks.tasks, *lost]})
        if self._begins_absence(facts.case):
            return together(tasks, unseen_clocks(facts, self.told.on, seq, (seq, "told.on"), self.told.school))
        return tasks

    def change(self, case: CaseFile, entry: Entry) -> None:
        if self._begins_absence(case):
            case.child.first_absent_on = self.told.on
        if self.told.kind is ReturnKind.DELETION:
            self._deleted(case, entry)

    def _deleted(self, case: CaseFile, entry: Entry) -> None:
        """A fact, whatever the school should have done: missing education from that day, unless the school knows where
        the child is taught.
        """
        school, against = self.told.school or case.child.school, list(entry.consequences.prepared.get("unlawful", ()))
        removal = put_down(case, f"R{entry.seq}", school, self.told.ground, self.told.on, against)
        removal.return_on = removal.return_on or entry.happened_on
        if not self.told.destination:
            missing_from(case, self.told.on)

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        """A deletion that was agreed to and waited for."""
        waited = self.told.kind is ReturnKind.DELETION
        return [task for task in case.open_tasks() if waited and task.name == "record-deletion"]

    def _begins_absence(self, case: CaseFile) -> bool:
        """A child whose name was deleted is missing education from that day, whatever the school should have done."""
        no_destination = self.told.kind is ReturnKind.DELETION and not self.told.destination
        return no_destination and case.open and case.child.first_absent_on is None


def _asked(facts: Facts, told: Told) -> Iterator[tuple[str, str, str]]:
    """Name, title and why of each task that follows."""
    day = day_words(told.on)
    match told.kind:
        case ReturnKind.NEW_PUPIL:
            why = f"A new-pupil return says that it started on {day}. Attending is more than being enrolled"
            yield "new-pupil-return", "A school says that the child has started: confirm it with the school", why
        case ReturnKind.DELETION:
            why = (
                f"Its name was deleted on {day}, {f'to {told.destination}' if told.destination else 'to nowhere known'}"
            )
            yield "deletion-return", "A school has deleted the child's name: find out where it is taught now", why
            for wrong in unlawful(facts, told):
                yield "challenge-deletion", "Challenge the school: its deletion looks unlawful", wrong
        case ReturnKind.SICKNESS:
            why = f"Away for sickness since {day}, fifteen school days or more"
            yield "section-19", "Check whether the authority owes this child education (section 19)", why
        case ReturnKind.ABSENCE:
            why = f"Absent without leave since {day}, ten school days in a row"
            yield "absence-return", "A school reports ten days of absence: act on it with the school", why


def unlawful(facts: Facts, told: Told) -> Iterator[str]:
    """What makes a deletion look unlawful, in words. It stays a fact all the same (PRACTICE 5.1, 6.9, 6.10)."""
    school = told.school or facts.case.child.school
    if agreed(facts.case, school, told.on) is not None:
        return
    yield from looks_unlawful(facts, school, told.ground, told.on)
    if told.ground is Ground.TWENTY_DAYS:
        yield from _too_early(facts, told)


def _too_early(facts: Facts, told: Told) -> Iterator[str]:
    absent = told.first_absent_on or facts.case.child.first_absent_on
    if absent is None:
        yield "Ground I asks for twenty school days of absence, and the first of them is not known"
        return
    try:
        lawful = work_out("removal-from-roll", absent, facts.almanac, told.school or facts.case.child.school)
    except CalendarMissing:
        return
    if lawful.next_step_from is not None and told.on < lawful.next_step_from:
        last, opens = day_words(lawful.last_day), day_words(lawful.next_step_from)
        yield f"The twentieth school day was {last}: lawful from {opens}"


def _task(facts: Facts, seq: int, name: str, title: str, why: str) -> Task:
    return Task(
        id=f"T{seq}-{name}",
        name=name,
        title=title,
        why=why,
        action="record-challenge" if name == "challenge-deletion" else "finish-task",
        due_on=facts.today,
        subject=f"return:{seq}",
    )
