"""The police are told of a missing child: sent by a named person, or not, with the reason (PRACTICE 1.2, DOMAIN 4).

A rule drafts it and nothing sends it. Sending begins the process in which the police's answers are kept.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import Action
from domain.actions.filing import file_written_here
from domain.case_file import CaseFile, Task
from domain.clock import start_clock
from domain.danger import POLICE_TASK, SAFEGUARDING_TASK, URGENT, URGENT_POLICE, police_have_it
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import refused
from domain.people import Line, Name, Reasoned
from domain.proceedings import PoliceReferral
from domain.proceedings.police_referral import Basis, Means, Shared, Standing, Wanted
from domain.verdict import Verdict

ANSWER = "police-answer"
_TITLES = (("pdf", "application/pdf", "Referral to the police (L21)"),
           ("export", "application/json", "Referral to the police, as data"))  # fmt: skip


def police_referrals(case: CaseFile) -> list[PoliceReferral]:
    return [each for each in case.proceedings if isinstance(each, PoliceReferral)]


class PoliceReferralSent(Action):
    """Call first, then send what was drafted. What goes stands on the case as a PDF and as data, as it went."""

    name: ClassVar[str] = "send-police-referral"
    label: ClassVar[str] = "Send the referral to the police"
    help: ClassVar[str] = "If a child is in danger now, call 999 first. The draft is on the page “Finding the child”."
    topic: ClassVar[str] = "Safeguarding"
    answers: ClassVar[tuple[str, ...]] = (POLICE_TASK, SAFEGUARDING_TASK, "head-of-service", "unseen")

    wanted: Wanted = Field(title="What do you ask the police for?")
    force: Line = Field(title="Which force?", min_length=2)
    means: Means = Field(title="How did you tell them?")
    spoke_to: Name = Field(title="Whom did you speak to?")
    basis: Basis = Field(title="On what lawful basis is it shared?")
    words: Reasoned = Field(
        title="What should they know first?", description="Who was last with the child, fears, places, people"
    )

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {
            "wanted": "missing",
            "force": "Fixture Constabulary",
            "means": "101",
            "spoke_to": "The control room",
            "basis": "public-task",
            "words": "Nobody has seen the child since it was last in school.",
        }

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if police_have_it(facts.case):
            yield refused(
                "POLICE_HAVE_IT",
                "The police look for this child already",
                needs="record an update, or a welfare check, with that referral",
            )

    def follows(self, facts: Facts, seq: int) -> Consequences:
        name = f"police-referral-{1 + len(police_referrals(facts.case))}"
        clock = start_clock(
            ANSWER, facts.today, facts.almanac, process=f"{facts.case.ref}/{name}", name=f"{name}:{ANSWER}"
        )
        shared = Shared(
            at=facts.now,
            by=facts.actor.name,
            force=self.force,
            means=self.means,
            wanted=self.wanted,
            spoke_to=self.spoke_to,
            basis=self.basis,
            why=self.words,
        )
        ready = {"proceeding": name, "shared": shared.model_dump(mode="json")}
        return Consequences(clocks=[clock], stop=_urgent(facts.case, URGENT, URGENT_POLICE), prepared=ready)

    def change(self, case: CaseFile, entry: Entry) -> None:
        ready = entry.consequences.prepared
        filed = {}
        for number, (what, media_type, title) in enumerate(_TITLES, start=1):
            if what in ready:
                filed[what] = file_written_here(
                    case, entry, title, ready[what], part=f"-{number}", media_type=media_type
                )
        shared = Shared.model_validate({**ready["shared"], **filed})
        case.proceedings.append(
            PoliceReferral(
                name=ready["proceeding"],
                stage=Standing.SENT.value,
                opened_on=entry.happened_on,
                stage_since=entry.happened_on,
                shared=shared,
            )
        )


class PoliceNotTold(Action):
    """A named person says why not. The next rule that fires drafts it afresh."""

    name: ClassVar[str] = "decide-no-police-referral"
    label: ClassVar[str] = "Record why the police are not told"
    topic: ClassVar[str] = "Safeguarding"
    answers: ClassVar[tuple[str, ...]] = (POLICE_TASK, "head-of-service")

    reason: Reasoned = Field(title="Why not?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reason": "Seen today at school by the nurse; safe and well."}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not any(task.name == POLICE_TASK for task in facts.case.open_tasks()):
            yield refused(
                "NO_POLICE_DRAFT", "No referral to the police waits on this case", needs="nothing to decide against"
            )

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(stop=_urgent(facts.case, URGENT_POLICE))

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        """Of what the head of service was told, only what was about the police."""
        return [
            task
            for task in super().tasks_done(case, entry)
            if task.name != "head-of-service" or task.subject.startswith(URGENT_POLICE)
        ]


def _urgent(case: CaseFile, *names: str) -> list[str]:
    return [clock.name for clock in case.running_clocks() if clock.name.startswith(names)]
