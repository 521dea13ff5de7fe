"""What every step of an attendance-order chain has in common: its own chain, its own tasks, a calendar that may be
missing, and the second person who signs what has legal effect (PRACTICE 6.15).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar

from pydantic import Field, ValidationError

from domain.actions.base import ANYONE_INSIDE
from domain.actions.proceeding import ProceedingAction, own
from domain.calendars import CalendarMissing
from domain.case_file import CaseFile, Letter, Task
from domain.deadline import uk_day
from domain.entry import Entry
from domain.facts import Facts
from domain.guards.dates import refused
from domain.guards.letters import LETTER_STATE
from domain.law.authority import signed
from domain.law.service import deemed
from domain.order_facts import INFORMATION, chain_of, may_be_enclosed
from domain.people import Line
from domain.proceedings import AttendanceOrder, ProceedingKind
from domain.proceedings.attendance_order import Prepared
from domain.proceedings.groundwork import Hand
from domain.verdict import Verdict
from domain.vocabulary import LetterState, Power


class OrderAction(ProceedingAction):
    """A step of one chain."""

    kind: ClassVar[ProceedingKind] = ProceedingKind.ATTENDANCE_ORDER
    topic: ClassVar[str] = "Attendance order"

    @classmethod
    def not_possible(cls, facts: Facts) -> Iterable[Verdict]:
        """What the law says of the form as it would be suggested: why not now, and from when."""
        if found := list(cls.in_the_way(facts)):
            return found
        try:
            form = cls.model_validate(cls.suggested(facts))
        except ValidationError:
            return [refused("NOTHING_TO_CHOOSE", "What this form chooses from is not recorded yet", needs="record it")]
        return list(form.refusals(facts))

    def on(self, case: CaseFile, entry: Entry) -> AttendanceOrder:
        chain = own(case, entry)
        if not isinstance(chain, AttendanceOrder):
            raise LookupError("no attendance order")
        return chain

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        """Its own chain's only: another parent's goes on."""
        name = own(case, entry).name
        return [t for t in case.open_tasks() if t.name in self.answers and t.subject.partition(":")[0] == name]


def judged(verdicts: Iterator[Verdict]) -> list[Verdict]:
    """What the law says, or that no calendar can tell."""
    try:
        return list(verdicts)
    except CalendarMissing as missing:
        return [refused("CALENDAR_MISSING", str(missing), needs="import the school's calendar")]


def hand(facts: Facts) -> Hand:
    return Hand(person=facts.actor.id, on=facts.today, acting_for=facts.acting_for)


def prepared_of(facts: Facts) -> Prepared:
    """The document that is ready to be signed. Raises LookupError where there is none: a bug of the process."""
    found = chain_of(facts).prepared
    if found is None:
        raise LookupError("nothing prepared")
    return found


class Signs(OrderAction):
    """Signed by somebody who holds the power and neither asked for it, wrote it nor edited it. The law is judged
    afresh, and only then may its letter be issued.
    """

    roles: ClassVar = ANYONE_INSIDE
    template: ClassVar[str]
    from_states: ClassVar = (LetterState.APPROVED, LetterState.ISSUED)  # which letters its form offers

    letter: Line = Field(title="Which letter is it?", json_schema_extra={"choices": "letters"})
    information: Line = Field(
        default="",
        title="Which letter tells the parent about the law?",
        description="L24: in the same envelope; leave empty where it was served before",
        json_schema_extra={"choices": "letters"},
    )

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        of = {letter.template: letter.id for letter in case.letters}
        return {"letter": of.get(cls.template, ""), "information": of.get(INFORMATION, "")}

    @classmethod
    def suggested(cls, facts: Facts) -> dict[str, Any]:
        """The letter of this step that is approved, and the information to this parent that may go with it."""
        chain = chain_of(facts)
        own = [each for each in facts.case.letters if each.person_id == chain.person_id and may_be_enclosed(each)]
        letters = [each.id for each in own if (each.template, each.about) == (cls.template, chain.name)]
        information = [each.id for each in own if each.template == INFORMATION]
        return {"letter": (letters or [""])[-1], "information": (information or [""])[-1]}

    def served_on(self, facts: Facts) -> date:
        """The day on which it will count as served, if it leaves today or as planned."""
        ready = prepared_of(facts)
        return deemed(ready.manner, max(ready.planned_on, facts.today), facts.almanac).last_day

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        chain, letter = chain_of(facts), facts.case.letter(self.letter)
        fits = letter is not None and (letter.about, letter.template, letter.person_id) == (
            chain.name,
            self.template,
            chain.person_id,
        )
        if letter is None or not fits:
            yield refused("NOT_THE_DOCUMENT", "This letter is not the document of this step", "letter")
            return
        if letter.state is not LetterState.APPROVED:
            yield LETTER_STATE.refuse(f"This letter is {letter.state.label.lower()}", needs="approved", field="letter")
        yield from prints(prepared_of(facts), letter)
        yield from signed(facts.authorisations, Power.SIGN_437, hand(facts), authors(prepared_of(facts), letter))
        yield from self._information(facts, chain)
        yield from judged(self.lawful(facts))

    def _information(self, facts: Facts, chain: AttendanceOrder) -> Iterator[Verdict]:
        told = facts.case.letter(self.information)
        if self.information and (
            told is None
            or (told.template, told.person_id) != (INFORMATION, chain.person_id)
            or not may_be_enclosed(told)
        ):
            yield refused(
                "NOT_THE_INFORMATION",
                "This letter is no information about the law to this parent, approved",
                "information",
                needs="letter L24, approved",
            )

    def lawful(self, facts: Facts) -> Iterator[Verdict]:
        raise NotImplementedError

    def signature(self, case: CaseFile, entry: Entry, ready: Prepared) -> dict[str, Any]:
        """What every signed document holds. The line relied on is the register's of that day, kept with the entry."""
        letter, on = case.letter(self.letter), uk_day(entry.recorded_at)  # whatever day is claimed
        return {
            "letter": self.letter,
            "encloses": self.information if may_go_with(case, self.information) else "",
            "regime": ready.regime,
            "hands": tuple(authors(ready, letter)) if letter else (ready.by,),
            "signed": Hand(person=entry.actor, on=on, acting_for=entry.acting_for),
            "authorisation": entry.consequences.prepared["authorisation"],
        }


def prints(ready: Prepared, letter: Letter) -> Iterator[Verdict]:
    """Whoever edited it may have taken out what the step rests on: its last day, the school that it names."""
    needed = [f"{ready.printed_last_day:%-d %B %Y}"] if ready.printed_last_day else []
    needed += [school.name for school in (ready.school, *ready.alternatives) if school is not None]
    if missing := [words for words in needed if words not in letter.text]:
        yield refused("NOT_PRINTED", f"The letter does not say {', '.join(missing)}", "letter", "write it afresh")


def authors(ready: Prepared, letter: Letter) -> list[Hand]:
    """All who asked for it, and wrote or edited its letter."""
    people = dict.fromkeys(person for person in (letter.written_by, *letter.edited_by) if person)
    return [ready.by, *(Hand(person=person, on=ready.by.on) for person in people if person != ready.by.person)]


def may_go_with(case: CaseFile, letter_id: str) -> bool:
    """Information still here goes into this envelope; what was posted before does not."""
    letter = case.letter(letter_id)
    return letter is not None and letter.state in (LetterState.APPROVED, LetterState.ISSUED)


def relied_on(facts: Facts, power: Power) -> str:
    """The line of the register that the signature rests on, as a bundle prints it."""
    line = facts.authorisations.relied_on(facts.actor.id, power, facts.today)
    if line is None:
        return ""
    return (line.document or f"{power.label}, granted by {line.granted_by} from {line.first:%-d %B %Y}")[:120]
