"""How a penalty notice ends: paid, withdrawn, or charged. Undecided it is alarmed, and nothing happens by default."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import ANYONE_INSIDE, SUPERVISION, Internal
from domain.actions.giving_notice import penalty_notice
from domain.actions.penalty_notice import NoticeAction
from domain.actions.penalty_payment import RefundMade, ended
from domain.actions.proceeding import own
from domain.case_file import CaseFile, Task
from domain.deadline import uk_day
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.law.authority import holds
from domain.law.penalty_ending import deciding, withdrawing
from domain.law.penalty_payment import standing
from domain.law.tariff import pounds
from domain.people import Reasoned
from domain.proceedings.groundwork import Hand
from domain.proceedings.penalty_notice import Choice, PenaltyNotice, UnpaidDecision, Withdrawal, WithdrawalGround
from domain.verdict import Verdict
from domain.vocabulary import Power

PREPARE = "begin-prosecution-on-notice"  # the action of the journey that begins it


class UnpaidDecided(NoticeAction):
    """Prosecute or withdraw: due when the 28 days are over (reg 9, guard G17). To withdraw, the notice is withdrawn."""

    name: ClassVar[str] = "decide-unpaid-notice"
    label: ClassVar[str] = "Decide on an unpaid notice"
    roles: ClassVar = ANYONE_INSIDE
    answers: ClassVar[tuple[str, ...]] = ("decide-unpaid",)

    choice: Choice = Field(title="Prosecute or withdraw?")
    reason: Reasoned = Field(title="Why?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"choice": "prosecute", "reason": "The second unpaid notice; the evidence is plain."}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from deciding(penalty_notice(facts), self.choice, facts.today)
        if self.choice is Choice.PROSECUTE:
            who = Hand(person=facts.actor.id, on=facts.today, acting_for=facts.acting_for)
            yield from holds(facts.authorisations, Power.AUTHORISE_PROSECUTION, who)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        name = facts.proceeding.name
        if self.choice is Choice.PROSECUTE:
            title, action, audience = "Prepare the prosecution: an unpaid penalty notice", PREPARE, "legal"
        else:
            title, action, audience = "Withdraw the penalty notice, as decided", NoticeWithdrawn.name, "owner"
        task = Task(
            id=f"T{seq}-decided",
            name=f"decided-{self.choice}",
            title=title,
            why=self.reason[:200],
            action=action,
            due_on=facts.today,
            audience=audience,
            subject=name,
        )
        return Consequences(tasks=[task])

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.on(case, entry).decision = UnpaidDecision(
            choice=self.choice, by=entry.actor, on=uk_day(entry.recorded_at), reason=self.reason
        )


class NoticeWithdrawn(NoticeAction):
    """Final: no prosecution for these sessions is possible after it, and what was paid goes back (PRACTICE 6.13)."""

    name: ClassVar[str] = "withdraw-penalty-notice"
    label: ClassVar[str] = "Withdraw the notice"
    backward: ClassVar[bool] = True
    roles: ClassVar = SUPERVISION | ANYONE_INSIDE
    answers: ClassVar[tuple[str, ...]] = ("decided-withdraw", "decide-unpaid", "serve-again")

    ground: WithdrawalGround = Field(title="On which ground?")
    reason: Reasoned = Field(title="Why?")
    understood: bool = Field(default=False, title="I understand that this is final, and ends any prosecution")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"ground": "ought-not", "reason": "The school had given leave.", "understood": True}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from withdrawing(penalty_notice(facts), self.ground, understood=self.understood, today=facts.today)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        withdrawal = Withdrawal(ground=self.ground, reason=self.reason, by=facts.actor.id, on=facts.today)
        notice = penalty_notice(facts).model_copy(update={"withdrawn": withdrawal})
        paid, ready = standing(notice, facts.today).refund, {"ends": ended(notice, facts.today)}
        told = Task(
            id=f"T{seq}-told",
            name="tell-of-withdrawal",
            title="Tell the parent that the notice is withdrawn (letter L12)",
            why=self.reason[:200],
            action="draft-letter",
            due_on=facts.today,
            subject=notice.name,
        )
        if paid <= 0:
            return Consequences(tasks=[told], prepared=ready)
        back = told.model_copy(
            update={
                "id": f"T{seq}-refund",
                "name": "refund",
                "title": f"Pay back {pounds(paid)}: the notice is withdrawn",
                "action": RefundMade.name,
            }
        )
        return Consequences(tasks=[told, back], prepared=ready)

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.on(case, entry).withdrawn = Withdrawal(
            ground=self.ground, reason=self.reason, by=entry.actor, on=uk_day(entry.recorded_at)
        )


class NoticeCharged(Internal):
    """Proceedings for its sessions have begun: told by the process of the prosecution."""

    name: ClassVar[str] = "notice-charged"
    label: ClassVar[str] = "Proceedings on an unpaid notice have begun"

    prosecution: str = ""
    began_at: datetime

    def follows(self, facts: Facts, seq: int) -> Consequences:
        found = facts.proceeding
        if not isinstance(found, PenaltyNotice):
            return Consequences()
        charged = found.model_copy(update={"proceedings_began_at": self.began_at})
        paid, ready = standing(charged, facts.today).refund, {"ends": ended(charged, facts.today)}
        if paid <= 0:
            return Consequences(prepared=ready)
        task = Task(
            id=f"T{seq}-refund",
            name="refund",
            title=f"Pay back {pounds(paid)}: proceedings have begun",
            why="Too little was paid in time",
            action=RefundMade.name,
            due_on=facts.today,
            subject=found.name,
        )
        return Consequences(tasks=[task], prepared=ready)

    def change(self, case: CaseFile, entry: Entry) -> None:
        notice = own(case, entry)
        if isinstance(notice, PenaltyNotice):
            notice.proceedings_began_at = self.began_at
