"""What a parent asks of an order in force and what the authority answers: amended, revoked (ss.437(4), 440-442)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import ANYONE_INSIDE
from domain.actions.order_groundwork import school_known
from domain.actions.order_made import copy_tasks
from domain.actions.order_step import OrderAction, hand, judged
from domain.case_file import CaseFile, Task
from domain.date_rules import work_out
from domain.deadline import uk_day
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import refused
from domain.law.authority import holds
from domain.law.order_changes import amending, answering, asking, revoking
from domain.order_facts import chain_of, step_of
from domain.people import Day, Line, Reasoned
from domain.proceedings.attendance_order import Amendment, Because, CopyTo, EndedBy, Ending, Request
from domain.verdict import Verdict
from domain.vocabulary import Power

LETTER = "L08"


def tell_parent(facts: Facts, seq: int, what: str) -> Task:
    return Task(
        id=f"T{seq}-tell-of-order",
        name="tell-of-order",
        title=f"Tell the parent: {what} (letter {LETTER})",
        why="Every change of an order is told to the parent",
        action="draft-letter",
        due_on=facts.today,
        subject=chain_of(facts).name,
    )


class RequestMade(OrderAction):
    """To name another school (s.440), or to revoke the order because education is arranged otherwise (s.442)."""

    name: ClassVar[str] = "record-order-request"
    label: ClassVar[str] = "Record what the parent asks of the order"
    day_field: ClassVar[str] = "received_on"

    revoke: bool = Field(title="Do they ask us to revoke it?", description="No: to name another school")
    received_on: Day | None = Field(default=None, title="When did it come?", description="Leave empty for today")
    school: Line = Field(default="", title="Which other school?", json_schema_extra={"choices": "order-schools"})
    offered_on: Day | None = Field(default=None, title="When did that school offer a place?")
    suitable: bool | None = Field(default=None, title="Does that school suit the child?")
    evidence: list[Line] = Field(
        default=[], title="Which evidence came with it?", json_schema_extra={"choices": "evidence"}
    )

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"revoke": True}

    def request(self, facts: Facts, seq: int) -> Request:
        return Request(
            id=f"RQ{seq}",
            revoke=self.revoke,
            received_on=self.day(facts.today),
            school=school_known(facts, self.school) if self.school else None,
            offered_on=self.offered_on,
            suitable=self.suitable,
            evidence=tuple(self.evidence),
        )

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        chain = chain_of(facts)
        if unknown := sorted(set(self.evidence) - {each.id for each in chain.evidence}):
            yield refused("NO_SUCH_EVIDENCE", f"Not recorded here: {', '.join(unknown)}", "evidence")
        if self.school and school_known(facts, self.school) is None:
            yield refused("SCHOOL_UNKNOWN", f"Nobody has looked at school {self.school}", "school", "record it first")
        yield from judged(asking(step_of(facts, chain), self.request(facts, 0)))

    def follows(self, facts: Facts, seq: int) -> Consequences:
        by = work_out("case-review", self.day(facts.today), facts.almanac).last_day  # ten working days, policy
        task = Task(
            id=f"T{seq}-answer-request",
            name="answer-request",
            title="Answer what a parent asks of an attendance order",
            why="To revoke it" if self.revoke else "To name another school",
            action=RequestAnswered.name,
            due_on=max(by, facts.today),
            subject=f"{chain_of(facts).name}:RQ{seq}",
        )
        return Consequences(tasks=[task], prepared={"request": self.request(facts, seq).model_dump(mode="json")})

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.on(case, entry).requests.append(Request.model_validate(entry.consequences.prepared["request"]))


class RequestAnswered(OrderAction):
    """Granted, the order is amended or revoked with the answer; refused, the parent is told of the Secretary of
    State.
    """

    name: ClassVar[str] = "answer-order-request"
    label: ClassVar[str] = "Answer what the parent asks of the order"
    roles: ClassVar = ANYONE_INSIDE

    request: Line = Field(title="Which request?", json_schema_extra={"choices": "order-requests"})
    granted: bool = Field(title="Is it granted?")
    reasons: Reasoned = Field(title="Why?")
    told_of_referral: bool = Field(
        default=False, title="For a refusal: the answer tells of the Secretary of State (s.442(3))"
    )

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"request": "", "granted": True, "reasons": "A suitable education is arranged at home."}

    @classmethod
    def suggested(cls, facts: Facts) -> dict[str, Any]:
        waiting = [each.id for each in chain_of(facts).requests if each.granted is None]
        return {**cls.example(facts.case, facts.today), "request": (waiting or [""])[0]}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if all(request.granted is not None for request in chain_of(facts).requests):
            yield refused("NO_REQUEST", "No request waits for an answer", needs="a request of the parent")

    def asked(self, facts: Facts) -> Request | None:
        return next((each for each in chain_of(facts).requests if each.id == self.request), None)

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        request = self.asked(facts)
        yield from holds(facts.authorisations, Power.SIGN_437, hand(facts))
        if request is None:
            yield refused("NO_REQUEST", "This request is not recorded here", "request")
            return
        step = step_of(facts, chain_of(facts))
        yield from judged(
            answering(step, request, granted=self.granted, reasons=self.reasons, told_of_referral=self.told_of_referral)
        )

    def follows(self, facts: Facts, seq: int) -> Consequences:
        request, chain = self.asked(facts), chain_of(facts)
        answer = tell_parent(facts, seq, "granted" if self.granted else "refused, with the reasons")
        if request is None or not self.granted:
            return Consequences(tasks=[answer])
        if request.revoke:
            return Consequences(tasks=[answer], prepared={"ends": EndedBy.REVOKED.value})
        name = request.school.name if request.school else ""
        return Consequences(tasks=[answer, *copy_tasks(facts, chain.name, name, seq, CopyTo)])

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        subject = f"{self.on(case, entry).name}:{self.request}"
        return [task for task in case.open_tasks() if (task.name, task.subject) == ("answer-request", subject)]

    def change(self, case: CaseFile, entry: Entry) -> None:
        chain, on = self.on(case, entry), uk_day(entry.recorded_at)
        said = {
            "granted": self.granted,
            "answered_on": on,
            "answered_by": entry.actor,
            "reasons": self.reasons,
            "told_of_referral": self.told_of_referral,
        }
        asked = next((each for each in chain.requests if each.id == self.request), None)
        chain.requests = [each.model_copy(update=said) if each.id == self.request else each for each in chain.requests]
        if asked is None or not self.granted or chain.order is None:
            return
        if asked.revoke:
            ending = Ending(by=EndedBy.REVOKED, on=on, reasons=self.reasons)
            chain.order = chain.order.model_copy(update={"ending": ending})
        elif asked.school is not None:
            amended = Amendment(
                school=asked.school, because=Because.PARENT, on=on, by=entry.actor, reasons=self.reasons
            )
            chain.order = chain.order.model_copy(update={"amendments": (*chain.order.amendments, amended)})


class OrderAmended(OrderAction):
    """Because the plan names another school, or by the authority itself; a parent's request is answered instead."""

    name: ClassVar[str] = "amend-attendance-order"
    label: ClassVar[str] = "Amend the order: name another school"
    roles: ClassVar = ANYONE_INSIDE

    school: Line = Field(title="Which school does it name now?", json_schema_extra={"choices": "order-schools"})
    because: Because = Field(title="Because of what?")
    reasons: Reasoned = Field(title="Why?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"school": "800/4002", "because": "authority", "reasons": "The school named has no place any more."}

    @classmethod
    def suggested(cls, facts: Facts) -> dict[str, Any]:
        chain = chain_of(facts)
        named = chain.order.names.number if chain.order else ""
        others = [school.number for school in chain.schools if school.number != named]
        return {**cls.example(facts.case, facts.today), "school": (others or [""])[-1]}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from holds(facts.authorisations, Power.SIGN_437, hand(facts))
        school = school_known(facts, self.school)
        if school is None:
            yield refused("SCHOOL_UNKNOWN", f"Nobody has looked at school {self.school}", "school", "record it first")
            return
        amended = Amendment(school=school, because=self.because, on=facts.today, by=facts.actor.id)
        yield from judged(amending(step_of(facts, chain_of(facts)), amended))

    def follows(self, facts: Facts, seq: int) -> Consequences:
        school = school_known(facts, self.school)
        told = tell_parent(facts, seq, "the order names another school")
        copies = copy_tasks(facts, chain_of(facts).name, school.name if school else "", seq, CopyTo)
        return Consequences(
            tasks=[told, *copies], prepared={"school": school.model_dump(mode="json") if school else {}}
        )

    def change(self, case: CaseFile, entry: Entry) -> None:
        chain = self.on(case, entry)
        if chain.order is not None:
            amended = Amendment.model_validate(
                {
                    "school": entry.consequences.prepared["school"],
                    "because": self.because,
                    "on": uk_day(entry.recorded_at),
                    "by": entry.actor,
                    "reasons": self.reasons,
                }
            )
            chain.order = chain.order.model_copy(update={"amendments": (*chain.order.amendments, amended)})


class OrderRevoked(OrderAction):
    """By the authority itself (s.437(4)(a)): from that day it is no longer in force."""

    name: ClassVar[str] = "revoke-attendance-order"
    label: ClassVar[str] = "Revoke the order"
    backward: ClassVar[bool] = True
    roles: ClassVar = ANYONE_INSIDE
    answers: ClassVar[tuple[str, ...]] = ("tell-satisfied", "ask-registration", "order-breach", "serve-again")

    reasons: Reasoned = Field(title="Why?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reasons": "A suitable education is arranged at home."}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from holds(facts.authorisations, Power.SIGN_437, hand(facts))
        yield from judged(self._lawful(facts))

    def _lawful(self, facts: Facts) -> Iterator[Verdict]:
        """An order that never bound anybody may be revoked as well: it has come back, or was never served."""
        order = chain_of(facts).order
        if order is not None and order.ledger.standing is not None:
            yield from revoking(step_of(facts, chain_of(facts)), self.reasons)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        told = tell_parent(facts, seq, "the order is revoked")
        return Consequences(tasks=[told], prepared={"ends": EndedBy.REVOKED.value})

    def change(self, case: CaseFile, entry: Entry) -> None:
        chain = self.on(case, entry)
        if chain.order is not None:
            ending = Ending(by=EndedBy.REVOKED, on=uk_day(entry.recorded_at), reasons=self.reasons)
            chain.order = chain.order.model_copy(update={"ending": ending})
