"""The interview under caution: arranged, offered by letter L14, and what came of it (PRACTICE 6.7, guard G20).

An authority that investigates is within the codes of practice: Police and Criminal Evidence Act 1984 s.67(9), Codes C
and E. Held, declined and not attended all satisfy (policy); nobody is made to come.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.charging import A_MOMENT, prosecution
from domain.actions.informing import InformationLetter, informed
from domain.actions.prosecution import ProsecutionAction
from domain.case_file import CaseFile, Letter, Task
from domain.deadline import LONDON
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.charge_letters import INVITATION
from domain.guards.dates import impossible_day, refused
from domain.law.information import explained
from domain.law.interview import G20_INTERVIEW, interview_offered
from domain.people import Day, Line, Reasoned, Words
from domain.proceedings.prosecution import Appointment, Interview, InterviewOutcome
from domain.proceedings.served import LegalPath
from domain.verdict import Verdict
from domain.vocabulary import LetterState


class InterviewArranged(ProsecutionAction):
    """When and where: what the invitation says. Another appointment begins the offer anew."""

    name: ClassVar[str] = "arrange-interview"
    label: ClassVar[str] = "Arrange an interview under caution"

    appointment_on: Day = Field(title="On which day?")
    at: time = Field(title="At what time?")
    place: Reasoned = Field(title="Where?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"appointment_on": today.isoformat(), "at": "10:00", "place": "Council offices, room 2"}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.appointment_on, "appointment_on", ahead=True)
        if self.appointment_on < facts.today:
            yield refused("APPOINTMENT_PAST", "The appointment lies ahead", "appointment_on")

    def change(self, case: CaseFile, entry: Entry) -> None:
        charge = self.on(case, entry)
        charge.appointment = Appointment(on=self.appointment_on, at=f"{self.at:%H:%M}", place=self.place)


class InterviewOffered(ProsecutionAction):
    """The invitation has gone, with the information about the law or after it (PRACTICE 4.6)."""

    name: ClassVar[str] = "record-interview-offered"
    label: ClassVar[str] = "Record that the interview was offered"
    answers: ClassVar[tuple[str, ...]] = ("interview-outcome",)

    letter: Line = Field(title="Which letter is the invitation?", json_schema_extra={"choices": "letters"})
    information: InformationLetter = ""

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        of = {letter.template: letter.id for letter in case.letters}
        return {"letter": of.get(INVITATION, ""), "information": of.get("L24", "")}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if prosecution(facts).appointment is None:
            yield refused("NOT_ARRANGED", "No interview is arranged", needs="arrange the interview")

    def invitation(self, facts: Facts) -> Letter | None:
        charge, letter = prosecution(facts), facts.case.letter(self.letter)
        known = (charge.name, INVITATION, charge.person_id)
        return letter if letter and (letter.about, letter.template, letter.person_id) == known else None

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        charge, letter = prosecution(facts), self.invitation(facts)
        if letter is None:
            yield refused("NOT_THE_INVITATION", "This letter is not the invitation of this prosecution", "letter")
        elif letter.state is not LetterState.POSTED:
            yield refused("NOT_POSTED", "The invitation has not been posted", "letter", needs="record its posting")
        known = informed(facts, charge.person_id, LegalPath.INTERVIEW, self.information, self.letter)
        yield from explained(LegalPath.INTERVIEW, charge.person_id, self.letter, known, facts.today)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        charge = prosecution(facts)
        if charge.appointment is None:
            return Consequences()
        task = Task(
            id=f"T{seq}-interview",
            name="interview-outcome",
            title="Record what came of the interview under caution",
            why=f"It was to be on {charge.appointment.on:%-d %B %Y}",
            action=InterviewEnded.name,
            due_on=max(charge.appointment.on, facts.today),
            subject=charge.name,
        )
        letter = self.invitation(facts)
        posted = letter.posted_on if letter and letter.posted_on else facts.today
        return Consequences(tasks=[task], prepared={"offered_on": posted.isoformat()})

    def change(self, case: CaseFile, entry: Entry) -> None:
        charge = self.on(case, entry)
        if charge.appointment is None:
            return
        charge.interview = Interview(
            offered_on=date.fromisoformat(entry.consequences.prepared["offered_on"]),
            recorded_at=entry.recorded_at,
            letter_id=self.letter,
            appointment_on=charge.appointment.on,
        )


class InterviewEnded(ProsecutionAction):
    """What is missing here is missing for good: no interview is relied on without caution and rights recorded."""

    name: ClassVar[str] = "record-interview-outcome"
    label: ClassVar[str] = "Record what came of the interview"
    answers: ClassVar[tuple[str, ...]] = ("interview-outcome",)

    outcome: InterviewOutcome = Field(title="What came of it?")
    outcome_on: Day | None = Field(default=None, title="On which day?", description="Leave empty for today")
    cautioned_at: time | None = Field(default=None, title="At what time was the caution given?")
    rights_explained: bool = Field(default=False, title="The rights were explained")
    legal_advice: Words = Field(default="", title="What was said about legal advice?")
    interpreter: Words = Field(default="", title="Interpreter")
    appropriate_adult: Words = Field(default="", title="Appropriate adult")
    recorded_how: Line = Field(default="", title="How was it recorded?")
    present: Words = Field(default="", title="Who was there?")

    day_field: ClassVar[str] = "outcome_on"

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"outcome": "declined"}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if prosecution(facts).interview is None:
            yield G20_INTERVIEW.refuse("No interview was offered", needs="offer an interview under caution")

    def ended(self, interview: Interview, day: date) -> Interview:
        answers = self.model_dump(include=set(Interview.model_fields) - {"cautioned_at", "outcome_on"})
        at = datetime.combine(day, self.cautioned_at, LONDON) if self.cautioned_at else None
        return Interview.model_validate({**interview.model_dump(), **answers, "cautioned_at": at, "outcome_on": day})

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.outcome_on, "outcome_on")
        interview, day = prosecution(facts).interview, self.day(facts.today)
        if interview is None:
            return
        if day < interview.offered_on:
            yield refused("BEFORE_OFFER", f"It was offered on {interview.offered_on:%-d %B %Y}", "outcome_on")
        # Nobody can have missed what has not been yet. What a held interview lacks is recorded as it was.
        found = interview_offered(self.ended(interview, day), facts.now + A_MOMENT)
        yield from (verdict for verdict in found if verdict.code == G20_INTERVIEW.code)

    def change(self, case: CaseFile, entry: Entry) -> None:
        charge = self.on(case, entry)
        if charge.interview is not None:
            charge.interview = self.ended(charge.interview, entry.happened_on)
