"""A prosecution in court: hearings and adjournments, plea, result, a direction under s.447(2), and what is learned from
it (Education Act 1996 ss.443-444, 447). What a court has done is recorded as it was, whoever looked at what.
"""

from collections.abc import Iterable
from datetime import date, time
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.charging import chain_of, prosecution, still_served
from domain.actions.proceeding import clock_name
from domain.actions.prosecution import ProsecutionAction
from domain.actions.prosecution_charge import REPLY, leaned_on
from domain.case_file import CaseFile, Task
from domain.date_rules import work_out
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.guards.guard import guard
from domain.guards.sources import law
from domain.law.court_direction import directing, reply_by
from domain.law.guard import day_words
from domain.people import Day, Line, Reasoned, Words
from domain.proceedings.attendance_order import EndedBy, Ending
from domain.proceedings.prosecution import Hearing, Offence, Plea, Procedure, Prosecution, Result
from domain.proceedings.supervision_order import DirectedIn, Direction
from domain.verdict import Verdict

S443_2 = law("Education Act 1996 s.443(2)")

ORDER_NOT_ENDED = guard(
    "ORDER_NOT_ENDED", "A court ends an attendance order in a prosecution only on an acquittal (s.443(2))", S443_2
)
GUARDS = (ORDER_NOT_ENDED,)

HELD = "hearing-held"
BEGIN = "begin-directed-supervision-order"  # the action of the journey that begins it, and the task


class HearingSet(ProsecutionAction):
    """The day that the court gives, also the first one, which a requisition prints; an adjournment sets another."""

    name: ClassVar[str] = "set-hearing"
    label: ClassVar[str] = "Record the day of a hearing"

    hearing_on: Day = Field(title="On which day?")
    at: time = Field(title="At what time?")
    court: Reasoned = Field(title="Which court, and where?")
    what: Reasoned = Field(title="What for?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        court = "Sampleton Magistrates' Court, Fixture Square"
        return {"hearing_on": today.isoformat(), "at": "10:00", "court": court, "what": "First hearing"}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.hearing_on, "hearing_on", ahead=True)
        if self.hearing_on < facts.today:
            yield refused("HEARING_PAST", "A hearing is set for a day that lies ahead", "hearing_on")
        if prosecution(facts).instituted_at is not None:
            yield from still_served(facts)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        title = f"Hearing on {day_words(self.hearing_on)}: record what came of it"
        return Consequences(tasks=[_task(facts, seq, HELD, title, HearingHeld.name, self.hearing_on, f"H{seq}")])

    def change(self, case: CaseFile, entry: Entry) -> None:
        known = {"on": self.hearing_on, "at": f"{self.at:%H:%M}", "court": self.court, "what": self.what}
        self.on(case, entry).hearings.append(Hearing.model_validate({"id": f"H{entry.seq}", **known}))


class HearingHeld(ProsecutionAction):
    """What came of a hearing: adjourned, and to when is set as another; or the result, which is recorded by itself."""

    name: ClassVar[str] = "record-hearing-held"
    label: ClassVar[str] = "Record what came of a hearing"

    hearing: Line = Field(title="Which hearing?", json_schema_extra={"choices": "hearings"})
    outcome: Reasoned = Field(title="What came of it?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"hearing": "", "outcome": "Adjourned: the parent asked for advice."}

    @classmethod
    def suggested(cls, facts: Facts) -> dict[str, Any]:
        waiting = [each.id for each in prosecution(facts).hearings if not each.outcome]
        return {**cls.example(facts.case, facts.today), "hearing": waiting[0] if waiting else ""}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not any(not each.outcome for each in prosecution(facts).hearings):
            yield refused("NO_HEARING", "No hearing waits for its outcome", needs="a hearing that was set")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        found = next((each for each in prosecution(facts).hearings if each.id == self.hearing), None)
        if found is None or found.outcome:
            yield refused("NO_SUCH_HEARING", "No hearing of this name waits for its outcome", "hearing")
        elif found.on > facts.today:
            yield refused(
                "HEARING_AHEAD", f"It is on {day_words(found.on)}", "hearing", needs="record what has happened"
            )

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        name = self.on(case, entry).name
        return [t for t in case.open_tasks() if t.name == HELD and t.subject == f"{name}:{self.hearing}"]

    def change(self, case: CaseFile, entry: Entry) -> None:
        charge = self.on(case, entry)
        charge.hearings = [
            each.model_copy(update={"outcome": self.outcome}) if each.id == self.hearing else each
            for each in charge.hearings
        ]


class PleaRecorded(ProsecutionAction):
    """By post to a single justice, or in court. None by the end of the 21 days is recorded as none."""

    name: ClassVar[str] = "record-plea"
    label: ClassVar[str] = "Record the plea"
    answers: ClassVar[tuple[str, ...]] = ("plea-due",)
    day_field: ClassVar[str] = "plea_on"

    plea: Plea = Field(title="What is the plea?")
    plea_on: Day | None = Field(default=None, title="When?", description="Leave empty for today")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"plea": "not-guilty"}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.plea_on, "plea_on")
        charge = prosecution(facts)
        by_post = charge.procedure is Procedure.SINGLE_JUSTICE
        if by_post and self.plea is Plea.NONE and charge.served_on is not None:
            answer = work_out(REPLY, charge.served_on, facts.almanac)
            if answer.next_step_from is not None and facts.today < answer.next_step_from:
                verdict = refused("PLEA_MAY_COME", f"The parent may answer until {day_words(answer.last_day)}", "plea")
                yield verdict.model_copy(update={"opens_on": answer.next_step_from})
        if by_post and self.plea is Plea.NONE and charge.served_on is None:
            yield refused("CHARGE_NOT_SERVED", "The charge is not served, so no answer is due", "plea")
        if self.plea is Plea.GUILTY_HEARING and not by_post:
            yield refused("PLEA_IN_COURT", "This plea is for the single justice procedure", "plea", needs="guilty")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        running = facts.case.clock(clock_name(prosecution(facts), REPLY))
        return Consequences(stop=[running.name] if running is not None and running.running else [])

    def change(self, case: CaseFile, entry: Entry) -> None:
        charge = self.on(case, entry)
        charge.plea, charge.plea_on = self.plea, entry.happened_on


class ResultRecorded(ProsecutionAction):
    """What the court decided, or that the prosecution was discontinued. An acquittal counts no notice towards the three
    years; of an order the court may say that it ends (s.443(2)).
    """

    name: ClassVar[str] = "record-result"
    label: ClassVar[str] = "Record the result"
    answers: ClassVar[tuple[str, ...]] = (HELD, "plea-due", "serve-again")
    day_field: ClassVar[str] = "result_on"

    result: Result = Field(title="What was the result?")
    result_on: Day | None = Field(default=None, title="When?", description="Leave empty for today")
    sentence: Words = Field(default="", title="What did the court order?", description="Fine, costs, other orders")
    order_ended: bool = Field(default=False, title="The court has ended the attendance order")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"result": "convicted", "sentence": "A fine, and costs."}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.result_on, "result_on")
        charge = prosecution(facts)
        if charge.result is not None:
            yield refused("RESULT_KNOWN", "The result is recorded", needs="the review of the result")
        ends = self.result is Result.ACQUITTED and charge.offence is Offence.ORDER
        if self.order_ended and not ends:
            yield ORDER_NOT_ENDED.refuse(
                "A court ends an order in these proceedings only on an acquittal under s.443",
                needs="leave this empty",
                field="order_ended",
            )
        if self.result is Result.CONVICTED and len(self.sentence) < 3:
            yield refused("SENTENCE_MISSING", "Say what the court ordered", "sentence")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        running = facts.case.clock(clock_name(prosecution(facts), REPLY))
        chain = chain_of(facts.case, prosecution(facts).order)
        title = f"{self.result.label}: review the result, and what it means for the child"
        task = _task(facts, seq, "review-result", title, ResultReviewed.name, facts.today)
        stop = [running.name] if running is not None and running.running else []
        return Consequences(
            tasks=[task, task.model_copy(update={"id": f"{task.id}-owner", "audience": "owner"})],
            stop=stop,
            prepared={"ceased": chain.name} if self.order_ended and chain is not None and chain.open else {},
        )

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        name = self.on(case, entry).name
        return [t for t in case.open_tasks() if t.name in self.answers and t.subject.split(":")[0] == name]

    def change(self, case: CaseFile, entry: Entry) -> None:
        charge, day = self.on(case, entry), entry.happened_on
        charge.result, charge.result_on, charge.sentence = self.result, day, self.sentence
        for notice in leaned_on(case, charge):
            notice.convicted_on = day if self.result is Result.CONVICTED else None
            notice.acquitted_on = day if self.result is Result.ACQUITTED else None
        chain = chain_of(case, charge.order)
        if chain is None or charge.offence is not Offence.ORDER:
            return
        if self.result is Result.CONVICTED:
            chain.convicted_on = day
        if self.order_ended and chain.order is not None and chain.order.ending is None:
            ending = Ending(by=EndedBy.ACQUITTAL, on=day, reasons=self.sentence)
            chain.order = chain.order.model_copy(update={"ending": ending})


class CourtDirected(ProsecutionAction):
    """The court directs the authority to apply for an education supervision order (s.447(2)): a proceeding of its own
    is begun for it, and the court is answered in eight weeks or by the day that it named.
    """

    name: ClassVar[str] = "record-supervision-directed"
    label: ClassVar[str] = "Record that the court directed an application for a supervision order"
    day_field: ClassVar[str] = "directed_on"

    directed_on: Day | None = Field(default=None, title="When?", description="Leave empty for today")
    court: Reasoned = Field(title="Which court?", max_length=120)
    answer_by: Day | None = Field(default=None, title="By when is the answer due, where the court said so?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"court": "Sampleton Magistrates' Court"}

    def said(self, charge: Prosecution, day: date) -> Direction:
        of_order = charge.offence is Offence.ORDER
        return Direction(
            on=day,
            court=self.court,
            prosecution=charge.name,
            directed_in=DirectedIn.CONVICTED_443 if of_order else DirectedIn.CHARGED_444,
            directed_date=self.answer_by,
        )

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.directed_on, "directed_on")
        yield from impossible_day(facts, self.answer_by, "answer_by", ahead=True)
        charge = prosecution(facts)
        if charge.direction is not None:
            yield refused("DIRECTION_KNOWN", "The court's direction is recorded", needs="nothing more to do")
        yield from directing(charge, self.said(charge, self.day(facts.today)))

    def follows(self, facts: Facts, seq: int) -> Consequences:
        direction = self.said(prosecution(facts), self.day(facts.today))
        due = reply_by(direction, facts.almanac).last_day
        title = f"The court directed an application for a supervision order: begin it. Answer due {day_words(due)}"
        task = _task(facts, seq, BEGIN, title, BEGIN, facts.today)
        return Consequences(tasks=[task, task.model_copy(update={"id": f"{task.id}-owner", "audience": "owner"})])

    def change(self, case: CaseFile, entry: Entry) -> None:
        charge = self.on(case, entry)
        charge.direction = self.said(charge, entry.happened_on)


class ResultReviewed(ProsecutionAction):
    """After the result: what it means for the child, and what the service takes from it. With it the matter ends."""

    name: ClassVar[str] = "review-result"
    label: ClassVar[str] = "Review the result"
    answers: ClassVar[tuple[str, ...]] = ("review-result",)

    learned: Reasoned = Field(title="What follows for the child, and what is learned?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"learned": "Attendance is looked at again in four weeks; support goes on."}

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(prepared={"ends": str(prosecution(facts).result or "")})

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.on(case, entry).learned = self.learned


def _task(facts: Facts, seq: int, name: str, title: str, action: str, due: date, what: str = "") -> Task:
    return Task(
        id=f"T{seq}-{name}",
        name=name,
        title=title,
        why=facts.proceeding.name.replace("-", " ").capitalize(),
        action=action,
        due_on=due,
        audience="legal",
        subject=":".join(filter(None, (facts.proceeding.name, what))),
    )
