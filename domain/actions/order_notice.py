"""The notice to satisfy the authority: prepared, signed by a second person, set aside (Education Act 1996 s.437(1))."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.order_step import OrderAction, Signs, hand, judged, prepared_of, relied_on
from domain.case_file import CaseFile
from domain.deadline import uk_day
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.law import suitable_education_notice
from domain.law.printed_day import Period, printed_last_day
from domain.law.regime import Regime
from domain.law.service import deemed
from domain.order_facts import chain_of, documents, step_of
from domain.people import Day, Reasoned
from domain.proceedings.attendance_order import Notice, Prepared
from domain.proceedings.served import Manner
from domain.served_documents import CHOICE, NOTICE, drafts_of, stays_here
from domain.verdict import Verdict
from domain.vocabulary import Power


class Prepares(OrderAction):
    """The law is judged for the day on which it will count as served."""

    planned_on: Day | None = Field(default=None, title="When will it leave?", description="Leave empty for today")
    how: Manner = Field(default=Manner.POST, title="How will it go?")

    def leaves_on(self, facts: Facts) -> date:
        return self.planned_on or facts.today

    def served_on(self, facts: Facts) -> date:
        return deemed(self.how, self.leaves_on(facts), facts.almanac).last_day

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.planned_on, "planned_on", ahead=True)
        if self.leaves_on(facts) < facts.today:
            yield refused("PLANNED_PAST", "The day it will leave is today or later", "planned_on")
            return
        yield from judged(self.lawful(facts))

    def lawful(self, facts: Facts) -> Iterator[Verdict]:
        raise NotImplementedError

    def regime(self, facts: Facts) -> Regime:
        """The law of the chain; of a fresh one, that of the day of service."""
        chain = chain_of(facts)
        good = chain.notice if chain.notice and chain.notice.withdrawn_on is None else None
        return good.regime if good else facts.switch.regime(self.served_on(facts))

    def ready(self, facts: Facts) -> Prepared:
        return Prepared(by=hand(facts), regime=self.regime(facts), planned_on=self.leaves_on(facts), manner=self.how)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(prepared={"document": self.ready(facts).model_dump(mode="json")})

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.on(case, entry).prepared = Prepared.model_validate(entry.consequences.prepared["document"])


class PreparesNotice(Prepares):
    """It prints a last day: worked out from the planned posting with a margin, or a later or earlier one that the law
    still allows (PRACTICE 4.5).
    """

    last_day: Day | None = Field(
        default=None, title="Last day that it states", description="Leave empty to have it worked out, with a margin"
    )

    def period(self, facts: Facts) -> Period:
        """The shortest period of this notice."""
        raise NotImplementedError

    def printed(self, facts: Facts) -> date:
        worked_out = printed_last_day(self.period(facts), self.leaves_on(facts), self.how, facts.almanac)
        return self.last_day or worked_out

    def ready(self, facts: Facts) -> Prepared:
        return super().ready(facts).model_copy(update={"printed_last_day": self.printed(facts)})


def before_signing(verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
    """The information about the law goes in its envelope, and is asked when it is signed; its day is a form's own."""
    for verdict in verdicts:
        if verdict.code != "G28_INFORMATION":
            field = "last_day" if verdict.field == "printed_last_day" else verdict.field
            yield verdict.model_copy(update={"field": field})


class NoticePrepared(PreparesNotice):
    name: ClassVar[str] = "prepare-education-notice"
    label: ClassVar[str] = "Prepare the notice to satisfy the authority"

    def lawful(self, facts: Facts) -> Iterator[Verdict]:
        step = step_of(facts, chain_of(facts), served=self.served_on(facts))
        yield from before_signing(suitable_education_notice.notice(step, self.regime(facts), self.printed(facts)))

    def period(self, facts: Facts) -> Period:
        return suitable_education_notice.period_of(step_of(facts, chain_of(facts)), self.regime(facts))


class Reconsidered(OrderAction):
    """Back to where it was prepared: its last day is worked out again when it is prepared again."""

    name: ClassVar[str] = "reconsider-order-document"
    label: ClassVar[str] = "Go back, and prepare it again"
    backward: ClassVar[bool] = True

    reason: Reasoned = Field(title="Why?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reason": "It leaves later than planned."}

    def follows(self, facts: Facts, seq: int) -> Consequences:
        letters = drafts_of(facts.case, chain_of(facts))
        return Consequences(prepared=stays_here(facts.case, letters, "It is prepared again"))

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.on(case, entry).prepared = None


class NoticeSigned(Signs):
    name: ClassVar[str] = "sign-education-notice"
    label: ClassVar[str] = "Sign the notice to satisfy the authority"
    template: ClassVar[str] = "L05"

    def lawful(self, facts: Facts) -> Iterator[Verdict]:
        ready = prepared_of(facts)
        step = step_of(
            facts,
            chain_of(facts),
            letter=self.letter,
            served=self.served_on(facts),
            encloses=self.information,
        )
        yield from suitable_education_notice.notice(step, ready.regime, ready.printed_last_day)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(prepared={"authorisation": relied_on(facts, Power.SIGN_437)})

    def change(self, case: CaseFile, entry: Entry) -> None:
        chain = self.on(case, entry)
        if (ready := chain.prepared) is not None and ready.printed_last_day is not None:
            chain.notices.append(Notice(printed_last_day=ready.printed_last_day, **self.signature(case, entry, ready)))
            chain.prepared = None


class NoticeSetAside(OrderAction):
    """It was taken back before it left, has come back, or is void: the chain begins afresh with another notice."""

    name: ClassVar[str] = "set-aside-education-notice"
    label: ClassVar[str] = "Set the notice aside, and begin afresh"
    backward: ClassVar[bool] = True
    answers: ClassVar[tuple[str, ...]] = ("serve-again", "issue-afresh", "decide-satisfaction")

    reason: Reasoned = Field(title="Why?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reason": "It came back, and its last day is too near."}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        notice = chain_of(facts).notice
        if notice is None or notice.withdrawn_on is not None:
            yield refused("NO_NOTICE", "No notice stands that could be set aside", needs="nothing more to do")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        """What was built on it is set aside with it: no letter of the chain leaves any more."""
        chain = chain_of(facts)
        clocks = (facts.case.clock(f"{chain.name}:{rule}") for rule in (NOTICE, CHOICE))
        letters = [*drafts_of(facts.case, chain), *(each for one in documents(chain) for each in one.letters)]
        return Consequences(
            stop=[clock.name for clock in clocks if clock is not None and clock.running],
            prepared=stays_here(facts.case, letters, self.reason),
        )

    def change(self, case: CaseFile, entry: Entry) -> None:
        chain = self.on(case, entry)
        if (notice := chain.notice) is not None:
            withdrawn = {"withdrawn_on": uk_day(entry.recorded_at)}
            chain.notices = [*chain.notices[:-1], notice.model_copy(update=withdrawn)]
            chain.prepared = None


class ChainEnded(OrderAction):
    """Before there is an order: nobody has to go on where it is not expedient, or no longer right."""

    name: ClassVar[str] = "end-order-steps"
    label: ClassVar[str] = "End the steps towards an order"
    backward: ClassVar[bool] = True
    answers: ClassVar[tuple[str, ...]] = (
        "serve-again",
        "issue-afresh",
        "decide-satisfaction",
        "read-evidence",
        "prepare-order",
        "chain-under-supervision",
    )

    reason: Reasoned = Field(title="Why?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reason": "The child has started at another school."}

    def follows(self, facts: Facts, seq: int) -> Consequences:
        chain = chain_of(facts)
        letters = [*drafts_of(facts.case, chain), *(each for one in documents(chain) for each in one.letters)]
        return Consequences(prepared=stays_here(facts.case, letters, self.reason))

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.on(case, entry).prepared = None
