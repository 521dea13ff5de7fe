"""An education supervision order until the court is asked: social care consulted, the application prepared, authorised
by a second person, made; or not applied for (Children Act 1989 s.36; Education Act 1996 s.447).
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.supervision_step import SupervisionAction, hand_of, step_of
from domain.case_file import CaseFile, Task
from domain.deadline import uk_day
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import refused
from domain.law.authority import holds, signed
from domain.law.supervision_order import applying
from domain.people import Line, Reasoned, Words
from domain.proceedings.groundwork import Hand
from domain.proceedings.supervision_order import (
    Application,
    CareStatus,
    Consultation,
    Ground,
    Outcome,
    SupervisionOrder,
)
from domain.verdict import Verdict
from domain.vocabulary import Power

# Who conducts proceedings in court authorises the application and answers the court (PRACTICE 6.15).
POWER = Power.CONDUCT


class SocialCareConsulted(SupervisionAction):
    """Before the application (s.36(8)); the authority that accommodates the child, where one does (s.36(9))."""

    name: ClassVar[str] = "record-social-care-view"
    label: ClassVar[str] = "Record what social care says"
    answers: ClassVar[tuple[str, ...]] = ("social-care-view",)

    asked: Line = Field(title="Who was asked?", min_length=2)
    view: Reasoned = Field(title="What did they say?")
    care: CareStatus = Field(title="Where does the child stand with social care?")
    accommodating: Line = Field(
        default="", title="Which authority accommodates the child?", description="Where one does: it is the one to ask"
    )

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "asked": "Children's social care, the child's team",
            "view": "An order may help; no care proceedings are thought of.",
            "care": "neither",
        }

    def change(self, case: CaseFile, entry: Entry) -> None:
        order = self.on(case, entry)
        order.care = self.care
        order.consultation = Consultation(
            asked=self.asked,
            on=entry.happened_on,
            view=self.view,
            accommodating=self.accommodating,
            by=entry.actor,
            recorded_at=entry.recorded_at,
        )


class ApplicationPrepared(SupervisionAction):
    """Everything but the second person is judged, as if it were made now."""

    name: ClassVar[str] = "prepare-supervision-application"
    label: ClassVar[str] = "Prepare the application"

    court: Line = Field(title="Which family court?", min_length=2)
    ground: Ground = Field(title="Why is the child not being properly educated?")
    evidence: Words = Field(default="", title="What shows it?")
    living_here: bool | None = Field(
        default=None, title="Does the child live here, or does the school's authority agree?"
    )

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "court": "Family Court at Sampleton",
            "ground": "not-attending",
            "evidence": "The register since September.",
            "living_here": True,
        }

    def proposed(self, by: str, on: date) -> Application:
        return Application(
            on=on, court=self.court, ground=self.ground, evidence=self.evidence, living_here=self.living_here, by=by
        )

    def lawful(self, facts: Facts, order: SupervisionOrder) -> Iterator[Verdict]:
        wanted = order.model_copy(update={"application": self.proposed(facts.actor.id, facts.today)})
        yield from applying(step_of(facts, wanted))

    def change(self, case: CaseFile, entry: Entry) -> None:
        order = self.on(case, entry)
        order.proposed = self.proposed(entry.actor, uk_day(entry.recorded_at))
        order.hands.append(Hand(person=entry.actor, on=entry.happened_on, acting_for=entry.acting_for))


def still_lawful(facts: Facts, order: SupervisionOrder) -> Iterator[Verdict]:
    """The law judged afresh, for the application as it waits."""
    yield from applying(step_of(facts, order.model_copy(update={"application": order.proposed})))


class ApplicationAuthorised(SupervisionAction):
    """By somebody who conducts proceedings, and neither asked for it nor prepared it."""

    name: ClassVar[str] = "authorise-supervision-application"
    label: ClassVar[str] = "Authorise the application"

    reasons: Reasoned = Field(title="Why is an order right for this child?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reasons": "Support has been tried; a supervisor may reach the family."}

    def lawful(self, facts: Facts, order: SupervisionOrder) -> Iterator[Verdict]:
        yield from signed(facts.authorisations, POWER, hand_of(facts), order.hands)
        yield from still_lawful(facts, order)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        """Parents are told what the law says and what happens before it does (the leaflet's promise, PRACTICE 4.6)."""
        task = Task(
            id=f"T{seq}-tell-parents",
            name="tell-of-application",
            title="Tell the child's parents that an education supervision order is applied for (letter L24)",
            why="Information about the law goes with or before each legal step",
            action="draft-letter",
            due_on=facts.today,
            subject=facts.proceeding.name,
        )
        return Consequences(tasks=[task])

    def change(self, case: CaseFile, entry: Entry) -> None:
        order = self.on(case, entry)
        if order.proposed is not None:
            order.proposed = order.proposed.model_copy(update={"authorised_by": entry.actor})


class ApplicationReconsidered(SupervisionAction):
    """Back to the questions; it is prepared and authorised anew."""

    name: ClassVar[str] = "reconsider-supervision-application"
    label: ClassVar[str] = "Go back to what was considered"
    backward: ClassVar[bool] = True

    reason: Reasoned = Field(title="Why?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reason": "Social care has told us something new."}

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.on(case, entry).proposed = None


class ApplicationMade(SupervisionAction):
    """The application reached the court. The law is judged as of the instant it is recorded, which is when it counts
    as made: what was recorded after it satisfies nothing (PRACTICE 2.3).
    """

    name: ClassVar[str] = "record-supervision-application"
    label: ClassVar[str] = "Record that the application was made"

    reference: Line = Field(default="", title="The court's reference")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reference": "FC 1"}

    def lawful(self, facts: Facts, order: SupervisionOrder) -> Iterator[Verdict]:
        authoriser = order.proposed.authorised_by if order.proposed else ""
        yield from holds(facts.authorisations, POWER, Hand(person=authoriser, on=facts.today))
        yield from still_lawful(facts, order)

    def change(self, case: CaseFile, entry: Entry) -> None:
        order = self.on(case, entry)
        if order.proposed is not None:
            order.application = order.proposed.model_copy(update={"on": uk_day(entry.recorded_at)})


class OrderDropped(SupervisionAction):
    """Not applied for. Where a court directed an application it is answered instead, unless the child has died."""

    name: ClassVar[str] = "drop-supervision-order"
    label: ClassVar[str] = "Decide not to apply"
    backward: ClassVar[bool] = True

    reason: Reasoned = Field(title="Why?")
    child_died: bool = Field(default=False, title="The child has died")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reason": "Support is right here."}

    def lawful(self, facts: Facts, order: SupervisionOrder) -> Iterator[Verdict]:
        if not self.child_died and order.direction is not None and (order.reply is None or order.reply.applies):
            yield refused(
                "COURT_NOT_ANSWERED",
                "A court directed an application: it is told why there is none",
                needs="answer the court that the authority does not apply",
            )

    def follows(self, facts: Facts, seq: int) -> Consequences:
        outcome = Outcome.CHILD_DIED if self.child_died else Outcome.NOT_APPLIED
        return Consequences(prepared={"ends": outcome.value})
