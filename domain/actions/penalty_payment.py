"""A penalty notice once it is given: received, paid or answered (2007 regulations as amended; PRACTICE 6.12, 6.13)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.giving_notice import penalty_notice
from domain.actions.penalty_notice import NoticeAction, letter_of
from domain.actions.proceeding import clock_name
from domain.case_file import CaseFile, Letter, Task
from domain.clock import Clock, start_clock
from domain.date_rules import work_out
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.law.penalty_ending import answering
from domain.law.penalty_payment import clocks, paying, standing
from domain.law.tariff import pounds
from domain.people import Day, Line, Reasoned
from domain.proceedings.penalty_notice import Payment, PenaltyNotice, Refund, Representation
from domain.returned_notices import PAYMENT_CLOCKS
from domain.verdict import Verdict
from domain.vocabulary import LetterState


def payment_clocks(facts: Facts, notice: PenaltyNotice, seq: int) -> list[Clock]:
    """Both periods, from the day of receipt; none while there is none."""
    received, running = notice.received_on, clocks(notice)
    rules = [rule for rule, of in zip(PAYMENT_CLOCKS, (running.discount, running.payment), strict=True) if of]
    process = f"{facts.case.ref}/{notice.name}"
    return [
        start_clock(
            rule,
            received,
            facts.almanac,
            process=process,
            name=clock_name(notice, rule),
            basis=(seq, "received_on"),
        )
        for rule in rules
        if received is not None
    ]


def ended(notice: PenaltyNotice, today: date) -> str:
    """The outcome of a notice that is over; "refund-due" while money has to go back; empty while it is open."""
    now = standing(notice, today)
    over = {
        "withdrawn": notice.withdrawn is not None,
        "prosecute": notice.proceedings_began_at is not None,
        "paid": now.discharged_on is not None,
    }
    outcome = next((word for word, true in over.items() if true), "")
    return "refund-due" if outcome and now.refund else outcome


class NoticeReceived(NoticeAction):
    """The day from which both periods run: as deemed from the posting, or as proved."""

    name: ClassVar[str] = "record-notice-service"
    label: ClassVar[str] = "Record the day the notice was received"
    answers: ClassVar[tuple[str, ...]] = ("serve-again", "record-receipt")

    received_on: Day | None = Field(
        default=None, title="Received on", description="Only where it is proved; leave empty for the deemed day"
    )
    proof: Line = Field(default="", title="How is that proved?")
    letter: Line = Field(
        default="",
        title="Which letter?",
        description="Only where the notice was sent again",
        json_schema_extra={"choices": "letters"},
    )

    def sent(self, facts: Facts) -> Letter | None:
        return letter_of(facts, self.letter or penalty_notice(facts).letter_id)

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.received_on, "received_on")
        letter = self.sent(facts)
        if letter is None or letter.state is not LetterState.POSTED or letter.deemed_on is None:
            yield refused("NOT_POSTED", "The notice has not been posted", "letter", needs="record its posting")
        if self.received_on is not None and not self.proof:
            yield refused(
                "PROOF_MISSING", "A day other than the deemed one is proved", "proof", needs="how it is known"
            )
        if self.received_on and letter and letter.posted_on and self.received_on < letter.posted_on:
            yield refused("RECEIVED_BEFORE", f"It was posted only on {letter.posted_on:%-d %B %Y}", "received_on")

    def received(self, facts: Facts) -> date:
        letter = self.sent(facts)
        return self.received_on or (letter.deemed_on if letter and letter.deemed_on else facts.today)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        day = self.received(facts)
        notice = penalty_notice(facts).model_copy(update={"received_on": day})
        ready = {"received_on": day.isoformat(), "ends": ended(notice, facts.today)}
        return Consequences(clocks=payment_clocks(facts, notice, seq), prepared=ready)

    def change(self, case: CaseFile, entry: Entry) -> None:
        notice = self.on(case, entry)
        notice.received_on = date.fromisoformat(entry.consequences.prepared["received_on"])
        notice.received_how = (
            f"Proved: {self.proof}" if self.received_on else "Deemed: second working day after posting"
        )
        notice.returned_on = None
        notice.letter_id = self.letter or notice.letter_id


class NoticePaid(NoticeAction):
    """Counts on the day it was sent or handed over. Too little discharges nothing, and the parent is told the same day;
    too much goes back.
    """

    name: ClassVar[str] = "record-penalty-payment"
    label: ClassVar[str] = "Record a payment"
    day_field: ClassVar[str] = "sent_on"

    pence: int = Field(title="Amount in pence", gt=0, le=1_000_000)
    reference: Line = Field(title="Reference of the payment", min_length=1)
    sent_on: Day | None = Field(default=None, title="Sent or handed over on", description="Leave empty for today")
    how: Line = Field(default="", title="How?")
    refund: int = Field(default=0, title="How much of it goes back, in pence", ge=0)

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"pence": 8000, "reference": "Receipt 1", "how": "Card"}

    def payment(self, today: date) -> Payment:
        return Payment(id=self.reference, pence=self.pence, sent_on=self.day(today), received_on=today, how=self.how)

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from paying(penalty_notice(facts), self.payment(facts.today), self.refund, facts.today)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        notice = penalty_notice(facts)
        notice = notice.model_copy(update={"payments": [*notice.payments, self.payment(facts.today)]})
        stands = standing(notice, facts.today)
        tasks = []
        if not stands.discharged_on:
            tasks.append(
                _task(facts, seq, "tell-what-is-missing", "Tell the parent what is still to pay", stands.words)
            )
        if self.refund:
            tasks.append(_task(facts, seq, "refund", f"Pay back {pounds(self.refund)}", "More was paid than is due"))
        ready = {"ends": ended(notice, facts.today), "words": stands.words}
        return Consequences(tasks=tasks, prepared=ready)

    def change(self, case: CaseFile, entry: Entry) -> None:
        notice = self.on(case, entry)
        notice.payments.append(self.payment(entry.happened_on))


class RefundMade(NoticeAction):
    name: ClassVar[str] = "record-penalty-refund"
    label: ClassVar[str] = "Record that money went back"
    answers: ClassVar[tuple[str, ...]] = ("refund",)

    pence: int = Field(title="Amount in pence", gt=0, le=1_000_000)
    why: Line = Field(default="", title="Why?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"pence": 8000, "why": "Paid twice"}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        due = standing(penalty_notice(facts), facts.today).refund
        if self.pence > due:
            yield refused(
                "REFUND_TOO_MUCH", f"{pounds(due)} is to go back" if due else "Nothing is to go back", "pence"
            )

    def follows(self, facts: Facts, seq: int) -> Consequences:
        notice = penalty_notice(facts)
        made = Refund(pence=self.pence, on=self.day(facts.today))
        after = notice.model_copy(update={"refunds": [*notice.refunds, made]})
        return Consequences(prepared={"ends": ended(after, facts.today)})

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.on(case, entry).refunds.append(Refund(pence=self.pence, on=entry.happened_on, why=self.why))


class RepresentationMade(NoticeAction):
    """What the parent says about the notice. The 28 days run on meanwhile."""

    name: ClassVar[str] = "record-representation"
    label: ClassVar[str] = "Record what the parent says about the notice"

    words: Reasoned = Field(title="What do they say?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"words": "The school had agreed to the leave."}

    def follows(self, facts: Facts, seq: int) -> Consequences:
        title = "Answer what the parent says about a penalty notice"
        task = _task(facts, seq, "answer-representation", title, self.words[:200])
        by = work_out("case-review", self.day(facts.today), facts.almanac).last_day  # ten working days, policy
        task = task.model_copy(update={"due_on": max(by, facts.today), "audience": "supervisor"})
        return Consequences(tasks=[task.model_copy(update={"action": RepresentationAnswered.name})])

    def change(self, case: CaseFile, entry: Entry) -> None:
        made = Representation(id=f"R{entry.seq}", on=entry.happened_on, words=self.words)
        self.on(case, entry).representations.append(made)


class RepresentationAnswered(NoticeAction):
    """By somebody other than those who gave, asked for or wrote the notice."""

    name: ClassVar[str] = "answer-representation"
    label: ClassVar[str] = "Answer what the parent said"
    answers: ClassVar[tuple[str, ...]] = ("answer-representation",)

    representation: Line = Field(title="Which?", json_schema_extra={"choices": "representations"})
    answer: Reasoned = Field(title="Answer")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"representation": "R0", "answer": "We asked the school: no leave was given."}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        notice = penalty_notice(facts)
        found = next((each for each in notice.representations if each.id == self.representation), None)
        if found is None:
            yield refused("NO_REPRESENTATION", "This is not recorded here", "representation")
        else:
            yield from answering(notice, found, facts.actor.id)

    def change(self, case: CaseFile, entry: Entry) -> None:
        notice = self.on(case, entry)
        said = {"answered_on": entry.happened_on, "answered_by": entry.actor, "answer": self.answer}
        notice.representations = [
            each.model_copy(update=said) if each.id == self.representation else each for each in notice.representations
        ]


def _task(facts: Facts, seq: int, name: str, title: str, why: str) -> Task:
    return Task(
        id=f"T{seq}-{name}",
        name=name,
        title=title,
        why=why,
        action="finish-task",
        due_on=facts.today,
        subject=f"{facts.proceeding.name}:{seq}",
    )
