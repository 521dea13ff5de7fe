"""What a prosecution is built on before it begins: evidence, knowledge, defences screened, a supervision order
considered first, and a lawyer's word where the law asks for one (Education Act 1996 ss.443, 444, 447(1); PRACTICE 6.7).
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.charging import A_MOMENT, charging, prosecution
from domain.actions.prosecution import ProsecutionAction
from domain.case_file import CaseFile
from domain.deadline import uk_day
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.law.defences import travelling_figures
from domain.law.supervision_first import supervision_considered
from domain.people import Day, Line, Reasoned, Words
from domain.proceedings.groundwork import LawyersReason
from domain.proceedings.prosecution import (
    Defence,
    DefenceScreened,
    Evidence,
    Finding,
    Knowledge,
    SupervisionConsidered,
)
from domain.verdict import Verdict
from domain.vocabulary import Role


class EvidenceListed(ProsecutionAction):
    """What there is to show: the register, letters, statements, each where it came from."""

    name: ClassVar[str] = "list-evidence"
    label: ClassVar[str] = "List a piece of evidence"

    what: Reasoned = Field(title="What is it?")
    document: Line = Field(default="", title="Which document of this case?", json_schema_extra={"choices": "documents"})
    from_whom: Line = Field(default="", title="Where does it come from?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"what": "The head's certificate of attendance.", "from_whom": "The school"}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if self.document and all(each.id != self.document for each in facts.case.documents):
            yield refused("NO_SUCH_DOCUMENT", "This document is not on the case", "document")

    def change(self, case: CaseFile, entry: Entry) -> None:
        listed = Evidence(
            what=self.what, document=self.document, from_whom=self.from_whom, by=entry.actor, on=entry.happened_on
        )
        self.on(case, entry).evidence.append(listed)


class BreachShown(ProsecutionAction):
    """Beside what the school named said when it was asked, which stands in the order's own record."""

    name: ClassVar[str] = "record-breach-evidence"
    label: ClassVar[str] = "Record what shows that the order was not complied with"

    evidence: Reasoned = Field(title="What shows it?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"evidence": "The school's statement that nobody was registered."}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if prosecution(facts).charged is None:
            yield refused("OFFENCE_OTHER", "This prosecution is not about an order", needs="nothing more to do")

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.on(case, entry).breach.append(self.evidence)


class KnowledgeShown(ProsecutionAction):
    """For s.444(1A): something that happened while the child was absent and shows that the parent knew."""

    name: ClassVar[str] = "record-knowledge"
    label: ClassVar[str] = "Record what shows that the parent knew"

    what: Reasoned = Field(title="What shows it?")
    on_day: Day = Field(title="When was that?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"what": "A letter about the absences, served that day.", "on_day": today.isoformat()}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.on_day, "on_day")

    def change(self, case: CaseFile, entry: Entry) -> None:
        shown = Knowledge(what=self.what, on=self.on_day, recorded_at=entry.recorded_at)
        self.on(case, entry).knowledge.append(shown)


class DefenceLookedInto(ProsecutionAction):
    """One defence of s.444 at a time; the last word on each counts. Every family is asked the same (PRACTICE 1.3)."""

    name: ClassVar[str] = "screen-defence"
    label: ClassVar[str] = "Look into a defence"
    reads_register: ClassVar[bool] = True

    defence: Defence = Field(title="Which defence?")
    finding: Finding = Field(title="What did you find?")
    reason: Words = Field(default="", title="Why?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"defence": "leave", "finding": "ruled-out", "reason": "The school gave no leave."}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if prosecution(facts).charged is not None:
            yield refused("OFFENCE_OTHER", "These are defences to absence, not to s.443", needs="nothing more to do")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if self.finding is not Finding.NOT_RAISED and len(self.reason) < 3:
            yield refused("REASON_MISSING", "Say why", "reason")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        """For the travelling defence the attendances of the year are counted and kept (s.444(6)(c))."""
        register = facts.registers.get(prosecution(facts).school)
        if self.defence is not Defence.TRAVELLING or register is None:
            return Consequences()
        figures = travelling_figures(register, facts.case.child.date_of_birth, facts.today)
        return Consequences(prepared={"attendances": figures.attendances})

    def change(self, case: CaseFile, entry: Entry) -> None:
        screened = DefenceScreened(
            defence=self.defence,
            finding=self.finding,
            reason=self.reason,
            by=entry.actor,
            on=entry.happened_on,
            attendances=entry.consequences.prepared.get("attendances"),
        )
        self.on(case, entry).defences.append(screened)


class SupervisionFirst(ProsecutionAction):
    """Education Act 1996 s.447(1): the authority shall consider it before proceedings begin. What is recorded after
    they have begun satisfies nothing, whatever day it claims (PRACTICE 2.3).
    """

    name: ClassVar[str] = "record-supervision-considered"
    label: ClassVar[str] = "Record that a supervision order was considered"
    day_field: ClassVar[str] = "considered_on"

    considered_on: Day | None = Field(default=None, title="When was it considered?", description="Empty for today")
    appropriate: bool = Field(title="Would a supervision order be appropriate?")
    reasons: Reasoned = Field(title="Why?")
    social_care_view: Reasoned = Field(title="What does social care say?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "appropriate": False,
            "reasons": "The parents would work with no supervisor.",
            "social_care_view": "No order is wanted: early help is in place.",
        }

    def said(self, officer: str, day: date, at: datetime) -> SupervisionConsidered:
        answers = self.model_dump(include={"appropriate", "reasons", "social_care_view"})
        return SupervisionConsidered(officer=officer, considered_on=day, recorded_at=at, **answers)

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.considered_on, "considered_on")
        said = self.said(facts.actor.id, self.day(facts.today), facts.now)
        yield from supervision_considered(said, facts.now + A_MOMENT)

    def change(self, case: CaseFile, entry: Entry) -> None:
        said = self.said(entry.actor, entry.happened_on, entry.recorded_at)
        self.on(case, entry).supervision_considered = said


class LawyersWord(ProsecutionAction):
    """A lawyer takes by name, with reasons, a step that is refused without one."""

    roles: ClassVar = frozenset({Role.LEGAL})

    reason: Reasoned = Field(title="Why?")

    def said(self, entry: Entry) -> LawyersReason:
        # Given when it is recorded, whatever day is claimed.
        return LawyersReason(lawyer=entry.actor, on=uk_day(entry.recorded_at), reason=self.reason)


class ContinuingFailure(LawyersWord):
    """One failure over the whole time: then a session more than six months old does not drop out, so long as the last
    is in time (policy, not verified, PRACTICE 6.4).
    """

    name: ClassVar[str] = "charge-continuing-failure"
    label: ClassVar[str] = "Charge one continuing failure"

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reason": "One holiday, one failure: it is charged as such."}

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.on(case, entry).continuing = self.said(entry)


class ChargedAgain(LawyersWord):
    """A second s.443 charge on an order already convicted on (PRACTICE 6.8). The alternative is a fresh chain."""

    name: ClassVar[str] = "charge-order-again"
    label: ClassVar[str] = "Charge again on an order already convicted on"

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reason": "Nothing has changed since the conviction, and the order stands."}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        order = charging(facts, prosecution(facts)).order
        if order is None or order.convicted_on is None:
            yield refused("NOT_CONVICTED", "There was no conviction on this order", needs="nothing more to do")

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.on(case, entry).again = self.said(entry)
