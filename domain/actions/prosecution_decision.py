"""The decision to prosecute: reviewed by a lawyer who is not the case's officer, authorised by somebody else whom the
register gives that power (PRACTICE 6.15, guard G29). Each is judged afresh when proceedings begin.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.charging import A_MOMENT, hand, prosecution, stands_in_the_way
from domain.actions.prosecution import ProsecutionAction
from domain.case_file import CaseFile, Task
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.law.authority import second_person
from domain.law.prosecution import G29_AUTHORITY, G29_REVIEW, authorised, reviewed
from domain.law.relied_on import looked_at
from domain.people import Reasoned
from domain.proceedings.groundwork import Hand
from domain.proceedings.prosecution import Authority, Review
from domain.verdict import Verdict
from domain.vocabulary import Role

# What comes only after the file is complete; everything else must be there before a lawyer looks.
_STILL_TO_COME = frozenset({G29_REVIEW.code, G29_AUTHORITY.code})


class SentToReview(ProsecutionAction):
    """The file is complete: everything that the law asks is there but the review and the authority."""

    name: ClassVar[str] = "send-prosecution-to-review"
    label: ClassVar[str] = "Send it to a lawyer for review"
    reads_register: ClassVar[bool] = True

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        found = stands_in_the_way(facts, prosecution(facts))
        yield from (verdict for verdict in found if verdict.code not in _STILL_TO_COME)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        title = "Review a prosecution: evidence and public interest"
        return Consequences(tasks=[_task(facts, seq, "review-prosecution", title, ReviewGiven.name)])

    def change(self, case: CaseFile, entry: Entry) -> None:
        charge = self.on(case, entry)
        charge.review, charge.authority = None, None
        charge.hands.append(self.by(entry))


class ReviewGiven(ProsecutionAction):
    """Is there enough evidence, and is it in the public interest? Both, or it goes back."""

    name: ClassVar[str] = "review-prosecution"
    label: ClassVar[str] = "Review the prosecution"
    roles: ClassVar = frozenset({Role.LEGAL})
    answers: ClassVar[tuple[str, ...]] = ("review-prosecution",)

    evidential: bool = Field(title="Is there enough evidence for a realistic prospect of conviction?")
    public_interest: bool = Field(title="Is a prosecution in the public interest?")
    reasons: Reasoned = Field(title="Why?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "evidential": True,
            "public_interest": True,
            "reasons": "The register is plain, and support was refused.",
        }

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        """What the lawyer finds is theirs to find: here only who may look."""
        yield from looked_at(prosecution(facts))
        asked = Review(
            lawyer=facts.actor.id, recorded_at=facts.now, evidential=True, public_interest=True, reasons="Asked"
        )
        yield from reviewed(asked, facts.case.owner, facts.now + A_MOMENT)

    @property
    def good(self) -> bool:
        return self.evidential and self.public_interest

    def follows(self, facts: Facts, seq: int) -> Consequences:
        if self.good:
            title = "Decide whether to authorise a prosecution"
            task = _task(facts, seq, "authorise-prosecution", title, ProsecutionAuthorised.name)
            supervisors = task.model_copy(update={"id": f"{task.id}-supervisor", "audience": "supervisor"})
            return Consequences(tasks=[task, supervisors])
        title = "A lawyer has sent a prosecution back: look at the reasons"
        back = _task(facts, seq, "prosecution-sent-back", title, "finish-task")
        return Consequences(tasks=[back.model_copy(update={"audience": "owner"})])

    def change(self, case: CaseFile, entry: Entry) -> None:
        charge = self.on(case, entry)
        charge.review = Review(
            lawyer=entry.actor,
            recorded_at=entry.recorded_at,
            evidential=self.evidential,
            public_interest=self.public_interest,
            reasons=self.reasons,
        )


class ProsecutionAuthorised(ProsecutionAction):
    """By another person than the case's officer, whoever prepared it, and the lawyer who reviewed it."""

    name: ClassVar[str] = "authorise-prosecution"
    label: ClassVar[str] = "Authorise the prosecution"
    answers: ClassVar[tuple[str, ...]] = ("authorise-prosecution",)

    reasons: Reasoned = Field(title="Why?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reasons": "Support and a notice changed nothing; the lawyer's review is sound."}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        """Whoever looks: whether they are the one who may."""
        yield from looked_at(prosecution(facts))
        by = hand(facts)
        said = Authority(by=by.person, acting_for=by.acting_for, recorded_at=facts.now)
        asked = prosecution(facts).model_copy(update={"authority": said})
        yield from authorised(asked, facts.authorisations, facts.case.owner, facts.now + A_MOMENT)
        if (review := prosecution(facts).review) is not None:
            lawyer = Hand(person=review.lawyer, on=facts.today)
            yield from second_person(facts.authorisations, by, [lawyer])

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.on(case, entry).authority = Authority(
            by=entry.actor, acting_for=entry.acting_for, recorded_at=entry.recorded_at, reasons=self.reasons
        )


class SentBackToPreparing(ProsecutionAction):
    """Something has changed or is missing: review and authority are asked for again."""

    name: ClassVar[str] = "return-prosecution"
    label: ClassVar[str] = "Send it back to be prepared"
    backward: ClassVar[bool] = True
    answers: ClassVar[tuple[str, ...]] = ("review-prosecution", "authorise-prosecution")

    reason: Reasoned = Field(title="Why?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reason": "The register has changed."}

    def change(self, case: CaseFile, entry: Entry) -> None:
        charge = self.on(case, entry)
        charge.review, charge.authority = None, None


class ProsecutionDropped(ProsecutionAction):
    """Before proceedings begin. Its sessions may be relied on again; a notice they are of still waits to be decided."""

    name: ClassVar[str] = "drop-prosecution"
    label: ClassVar[str] = "Decide not to prosecute"
    backward: ClassVar[bool] = True
    answers: ClassVar[tuple[str, ...]] = ("review-prosecution", "authorise-prosecution")

    reason: Reasoned = Field(title="Why?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reason": "Not in the public interest: the child is back in school."}

    def follows(self, facts: Facts, seq: int) -> Consequences:
        charge = prosecution(facts)
        if not charge.notice:
            return Consequences()
        task = Task(
            id=f"T{seq}-notice-undecided",
            name="notice-not-charged",
            title="No prosecution: withdraw the unpaid penalty notice, or prosecute it after all",
            why=self.reason[:200],
            action="finish-task",
            due_on=facts.today,
            subject=charge.notice,
        )
        return Consequences(tasks=[task])


def _task(facts: Facts, seq: int, name: str, title: str, action: str) -> Task:
    return Task(
        id=f"T{seq}-{name}",
        name=name,
        title=title,
        why=facts.proceeding.name.replace("-", " ").capitalize(),
        action=action,
        due_on=facts.today,
        audience="legal",
        subject=facts.proceeding.name,
    )
