"""What must never be printed, how a person may be contacted, and the safe way to write to them (PRACTICE 4)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import SUPERVISION, Action
from domain.actions.people import PersonAction, first_person
from domain.case_file import CaseFile, Task
from domain.entry import Consequences, Entry, together
from domain.facts import Facts
from domain.guards.dates import refused, review_ahead
from domain.guards.staff import SUPERVISOR_NEEDED
from domain.people import Address, Day, Name, ProtectedFlag, Reasoned
from domain.reviews import RULE, rule_clock
from domain.verdict import Verdict
from domain.vocabulary import ContactRule, Protection, Role, Word


class Hidden(Word):
    """What leads to a place where somebody is kept safe (PRACTICE 4.3)."""

    SURGERY = "surgery", "GP or other health service"
    NURSERY = "nursery", "Nursery or childminder"
    AUTHORITY = "authority", "The authority where the family is now"
    WORKER = "worker", "Key worker or social worker"
    AREA = "area", "Where a worker has their office"
    OTHER = "other", "Something else"


class SafeAddressAgreed(PersonAction):
    name: ClassVar[str] = "agree-safe-address"
    label: ClassVar[str] = "Record a safe correspondence address"
    answers: ClassVar[tuple[str, ...]] = ("safe-way",)

    safe_address: Address = Field(title="Safe correspondence address")
    agreed_how: Reasoned = Field(title="How was it agreed?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "person": first_person(case),
            "safe_address": {"lines": ["PO Box 1", "Sampleton"], "postcode": "BA1 1AD"},
            "agreed_how": "With her support worker",
        }

    def change(self, case: CaseFile, entry: Entry) -> None:
        if person := case.person(self.person):
            person.safe_address = self.safe_address


class ContactRuleSet(PersonAction):
    """A stricter rule reaches letters already printed: they stop (PRACTICE 8.2, `domain.letters_at_risk`)."""

    name: ClassVar[str] = "set-contact-rule"
    label: ClassVar[str] = "Set how a person may be contacted"
    help: ClassVar[str] = (
        "The rule holds until somebody changes it. After its review day a task asks whether it should."
    )
    answers: ClassVar[tuple[str, ...]] = ("review-contact-rule",)

    rule: ContactRule = Field(title="How may this person be contacted?")
    source: Reasoned = Field(title="Who says so?")
    review_on: Day | None = Field(default=None, title="Review on", description="Leave empty for the usual six months")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        person = next(iter(case.people), None)
        now = case.rule_for(person) if person else ContactRule.ALL
        rule = max(ContactRule.SAFE_ONLY, now, key=lambda rule: rule.strictness)  # a supervisor alone loosens one
        return {"person": first_person(case), "rule": rule.value, "source": "The refuge worker"}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        person = facts.case.person(self.person)
        looser = person is not None and self.rule.strictness < facts.case.rule_for(person).strictness
        if looser and not facts.supervisor:
            yield SUPERVISOR_NEEDED.refuse("Only a supervisor loosens a contact rule", needs="a supervisor")
        yield from review_ahead(facts, self.review_on)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        person = facts.case.person(self.person)
        if self.rule is ContactRule.ALL and self.review_on is None:
            return Consequences(stop=[f"{RULE}-{self.person}"])  # nothing is kept back that would be looked at again
        clock = rule_clock(facts, self.person, self.review_on, (seq, "review_on"))
        looked_at = Consequences(clocks=[clock], prepared={"review_on": clock.last_day.isoformat()})
        if self.rule is not ContactRule.SAFE_ONLY or person is None or person.safe_address is not None:
            return looked_at
        safe = _agree_a_safe_way(facts, seq, "This person is written to only by a safe channel")
        return together(looked_at, Consequences(tasks=[safe]))

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        """Only this person's review."""
        return [task for task in super().tasks_done(case, entry) if task.subject == f"{RULE}-{self.person}"]

    def change(self, case: CaseFile, entry: Entry) -> None:
        if person := case.person(self.person):
            person.contact_rule, person.contact_rule_source = self.rule, self.source
            ready = entry.consequences.prepared.get("review_on")
            person.contact_rule_review_on = self.review_on or (date.fromisoformat(ready) if ready else None)


class DetailsProtected(Action):
    """From now on place, telephone, e-mail, school, nursery, GP, new authority: printed nowhere (PRACTICE 4.3)."""

    name: ClassVar[str] = "protect-details"
    label: ClassVar[str] = "Protect this family's details"
    topic: ClassVar[str] = "People"

    why: Protection = Field(title="Why?")
    source: Reasoned = Field(title="Who says so?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"why": "refuge", "source": "The refuge worker, by telephone"}

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(tasks=[_agree_a_safe_way(facts, seq, "The details of this family are protected")])

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.protections.append(ProtectedFlag(why=self.why, source=self.source, since=entry.happened_on))


class MoreToProtect(Action):
    """What no other form asks for and would lead to the family as an address does (PRACTICE 4.3, 8.1)."""

    name: ClassVar[str] = "protect-words"
    label: ClassVar[str] = "Protect something more: a surgery, an authority, a worker"
    help: ClassVar[str] = "While details are protected, these words are printed and shown nowhere."
    topic: ClassVar[str] = "People"

    kind: Hidden = Field(title="What is it?")
    not_to_be_shown: Name = Field(title="Which words must not be shown?", description="As they would be written")
    source: Reasoned = Field(title="Who says so?", description="Without the words themselves")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"kind": "surgery", "not_to_be_shown": "Specimen Lane Surgery", "source": "The refuge worker"}


def _agree_a_safe_way(facts: Facts, seq: int, why: str) -> Task:
    return Task(
        id=f"T{seq}-safe",
        name="safe-way",
        title="Agree a safe way to write to the family",
        why=why,
        action="agree-safe-address",
        due_on=facts.today,
    )


class ProtectionEnded(Action):
    name: ClassVar[str] = "end-protection"
    label: ClassVar[str] = "End the protection of details"
    topic: ClassVar[str] = "People"
    roles: ClassVar[frozenset[Role]] = SUPERVISION

    why: Protection = Field(title="Which protection?")
    reason: Reasoned = Field(title="Why does it end?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "why": (case.protections_in_force() or [Protection.REFUGE])[0].value,
            "reason": "The family has a new home and says so.",
        }

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not facts.case.protected:
            yield refused("NOT_PROTECTED", "No protection is in force on this case", needs="nothing to end")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if self.why not in facts.case.protections_in_force():
            yield refused("NOT_IN_FORCE", f"“{self.why.label}” is not in force on this case", "why")

    def change(self, case: CaseFile, entry: Entry) -> None:
        for flag in case.protections:
            if flag.why is self.why and flag.ended_on is None:
                flag.ended_on = entry.happened_on
