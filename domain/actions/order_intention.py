"""The notice of the school to be named, and the parent's choice in answer to it (Education Act 1996 s.438)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.order_groundwork import SCHOOL_NUMBER, school_known
from domain.actions.order_notice import PreparesNotice, before_signing
from domain.actions.order_step import OrderAction, Signs, prepared_of, relied_on
from domain.case_file import CaseFile
from domain.deadline import uk_day
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import refused
from domain.law import intention_notice
from domain.law.intention_notice import Intention
from domain.law.parents_choice import choosing
from domain.law.printed_day import Period
from domain.order_facts import chain_of, step_of
from domain.people import Day, Line, Reasoned
from domain.proceedings.attendance_order import IntentionNotice, Prepared
from domain.proceedings.named_school import ChoiceHow, NamedSchool, ParentsChoice
from domain.served_documents import CHOICE, drafts_of, stays_here
from domain.verdict import Verdict
from domain.vocabulary import Power


class IntentionPrepared(PreparesNotice):
    name: ClassVar[str] = "prepare-school-notice"
    label: ClassVar[str] = "Prepare the notice of the school to be named"

    school: Line = Field(title="Which school will the order name?", json_schema_extra={"choices": "order-schools"})
    alternatives: list[Line] = Field(
        default=[], title="Which others are suitable alternatives?", json_schema_extra={"choices": "order-schools"}
    )

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"school": "800/4001", "alternatives": []}

    @classmethod
    def suggested(cls, facts: Facts) -> dict[str, Any]:
        return {"school": next((school.number for school in chain_of(facts).schools), ""), "alternatives": []}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        for number in (self.school, *self.alternatives):
            if school_known(facts, number) is None:
                field = "school" if number == self.school else "alternatives"
                yield refused("SCHOOL_UNKNOWN", f"Nobody has looked at school {number}", field, needs="record it first")
                return
        yield from super().refusals(facts)

    def named(self, facts: Facts) -> list[NamedSchool]:
        found = (school_known(facts, number) for number in (self.school, *self.alternatives))
        return [school for school in found if school is not None]

    def lawful(self, facts: Facts) -> Iterator[Verdict]:
        school, *alternatives = self.named(facts)
        says = Intention(
            regime=self.regime(facts),
            school=school,
            alternatives=tuple(alternatives),
            printed=self.printed(facts),
        )
        step = step_of(facts, chain_of(facts), served=self.served_on(facts))
        yield from before_signing(intention_notice.intention(step, says))

    def period(self, facts: Facts) -> Period:
        return intention_notice.period_of(step_of(facts, chain_of(facts)), self.regime(facts))

    def ready(self, facts: Facts) -> Prepared:
        school, *alternatives = self.named(facts)
        return super().ready(facts).model_copy(update={"school": school, "alternatives": tuple(alternatives)})


class IntentionSigned(Signs):
    name: ClassVar[str] = "sign-school-notice"
    label: ClassVar[str] = "Sign the notice of the school to be named"
    template: ClassVar[str] = "L06"

    def lawful(self, facts: Facts) -> Iterator[Verdict]:
        ready, chain = prepared_of(facts), chain_of(facts)
        if ready.school is None:
            raise LookupError("no school prepared")
        says = Intention(
            regime=ready.regime, school=ready.school, alternatives=ready.alternatives, printed=ready.printed_last_day
        )
        step = step_of(facts, chain, letter=self.letter, served=self.served_on(facts), encloses=self.information)
        yield from intention_notice.intention(step, says)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(prepared={"authorisation": relied_on(facts, Power.SIGN_437)})

    def change(self, case: CaseFile, entry: Entry) -> None:
        chain = self.on(case, entry)
        ready = chain.prepared
        if ready is not None and ready.school is not None and ready.printed_last_day is not None:
            chain.intentions.append(
                IntentionNotice(
                    printed_last_day=ready.printed_last_day,
                    school=ready.school,
                    alternatives=ready.alternatives,
                    **self.signature(case, entry, ready),
                )
            )
            chain.prepared = None


class IntentionSetAside(OrderAction):
    """Taken back before it left, come back, or void: another notice of the school is prepared."""

    name: ClassVar[str] = "set-aside-school-notice"
    label: ClassVar[str] = "Set the notice of the school aside, and prepare another"
    backward: ClassVar[bool] = True
    answers: ClassVar[tuple[str, ...]] = ("serve-again", "issue-afresh", "prepare-order")

    reason: Reasoned = Field(title="Why?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reason": "The school has closed its rolls."}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        said = chain_of(facts).intention
        if said is None or said.withdrawn_on is not None:
            yield refused("NO_NOTICE", "No notice of a school stands that could be set aside", needs="nothing to do")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        chain = chain_of(facts)
        clock = facts.case.clock(f"{chain.name}:{CHOICE}")
        letters = [*drafts_of(facts.case, chain), *(chain.intention.letters if chain.intention else ())]
        return Consequences(
            stop=[clock.name] if clock is not None and clock.running else [],
            prepared=stays_here(facts.case, letters, self.reason),
        )

    def change(self, case: CaseFile, entry: Entry) -> None:
        chain = self.on(case, entry)
        if (said := chain.intention) is not None:
            withdrawn = {"withdrawn_on": uk_day(entry.recorded_at)}
            chain.intentions = [*chain.intentions[:-1], said.model_copy(update=withdrawn)]
            chain.prepared = None


class ChoiceMade(OrderAction):
    """The parent selects an alternative, or applies elsewhere and tells us. One made too late is recorded as well."""

    name: ClassVar[str] = "record-parents-choice"
    label: ClassVar[str] = "Record the parent's choice of a school"
    day_field: ClassVar[str] = "made_on"

    chosen_how: ChoiceHow = Field(title="How did the parent choose?")
    school: Line = Field(title="Which school?", pattern=SCHOOL_NUMBER, json_schema_extra={"choices": "order-schools"})
    made_on: Day | None = Field(default=None, title="When?", description="Leave empty for today")
    notified_on: Day | None = Field(default=None, title="For an application: when were we told of it?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"chosen_how": "selected", "school": "800/4001"}

    @classmethod
    def suggested(cls, facts: Facts) -> dict[str, Any]:
        said = chain_of(facts).intention
        return {"chosen_how": "selected", "school": said.schools[-1].number if said else ""}

    def choice(self, facts: Facts, seq: int) -> ParentsChoice | None:
        school = school_known(facts, self.school)
        if school is None:
            return None
        return ParentsChoice(
            id=f"CH{seq}",
            how=self.chosen_how,
            school=school,
            made_on=self.day(facts.today),
            notified_on=self.notified_on,
        )

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        choice = self.choice(facts, 0)
        if choice is None:
            yield refused("SCHOOL_UNKNOWN", f"Nobody has looked at school {self.school}", "school", "record it first")
            return
        yield from choosing(chain_of(facts), choice, facts.today)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        choice = self.choice(facts, seq)
        return Consequences(prepared={"choice": choice.model_dump(mode="json") if choice else None})

    def change(self, case: CaseFile, entry: Entry) -> None:
        if made := entry.consequences.prepared["choice"]:
            self.on(case, entry).choices.append(ParentsChoice.model_validate(made))


class ChoiceAnswered(OrderAction):
    """What became of an application: a place offered or refused, and whether the school suits the child."""

    name: ClassVar[str] = "record-choice-answer"
    label: ClassVar[str] = "Record the answer to the parent's application"

    choice: Line = Field(title="Which application?", json_schema_extra={"choices": "parents-choices"})
    offered_on: Day | None = Field(default=None, title="When was a place offered?")
    refused_on: Day | None = Field(default=None, title="When was it refused?")
    suitable: bool | None = Field(default=None, title="Does the school suit the child?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"choice": "", "offered_on": today.isoformat(), "suitable": True}

    @classmethod
    def suggested(cls, facts: Facts) -> dict[str, Any]:
        made = [each.id for each in chain_of(facts).choices if each.how is not ChoiceHow.SELECTED]
        return {**cls.example(facts.case, facts.today), "choice": (made or [""])[-1]}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not any(each.how is not ChoiceHow.SELECTED for each in chain_of(facts).choices):
            yield refused("NO_APPLICATION", "The parent has applied nowhere", needs="an application")

    def answered(self, facts: Facts) -> ParentsChoice | None:
        found = next((each for each in chain_of(facts).choices if each.id == self.choice), None)
        said = self.model_dump(include={"offered_on", "refused_on", "suitable"}, exclude_none=True)
        return found and found.model_copy(update=said)

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        answered = self.answered(facts)
        if answered is None:
            yield refused("NO_APPLICATION", "This application is not recorded here", "choice")
            return
        if self.offered_on and self.refused_on:
            yield refused("BOTH_ANSWERS", "A place is offered or refused, not both", "refused_on")
        yield from choosing(chain_of(facts), answered, facts.today)

    def change(self, case: CaseFile, entry: Entry) -> None:
        chain = self.on(case, entry)
        said = self.model_dump(include={"offered_on", "refused_on", "suitable"}, exclude_none=True)
        chain.choices = [
            ParentsChoice.model_validate({**each.model_dump(), **said}) if each.id == self.choice else each
            for each in chain.choices
        ]
