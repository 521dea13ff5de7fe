"""A transfer file that came has a pupil who may be this child: somebody compares. It closes nothing (PRACTICE 1.5)."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.actions.base import Internal
from domain.actions.tracing_step import follow_trace, tracings
from domain.case_file import Task
from domain.entry import Consequences
from domain.facts import Facts
from domain.people import Line
from domain.tracing_clocks import SEEN_THERE
from domain.transfer.matching import By


class TransferMatched(Internal):
    """`school` is the school that sent it, and so of the kind that a protection covers. `lost`: it is a lost pupil's
    file; of the child's own last school it shows that the upload was made, and nothing of where the child is.
    """

    name: ClassVar[str] = "transfer-matched"
    label: ClassVar[str] = "A transfer file has a pupil who may be this child"
    topic: ClassVar[str] = "Finding the child"

    file: int
    number: int
    by: list[By]
    school: Annotated[str, Field(pattern=r"^(|\d{3}/(\d{4}|LLLL))$")] = ""
    school_name: Line = ""
    lost: bool = False
    audience: Annotated[str, Field(pattern=r"^(owner|supervisor)$")] = "owner"

    def follows(self, facts: Facts, seq: int) -> Consequences:
        why = " and ".join(each.label for each in self.by)
        own = next((each for each in tracings(facts.case) if each.open and each.school == self.school), None)
        if self.lost and own is not None:
            seen = Task(
                id=f"T{seq}-{SEEN_THERE}",
                name=SEEN_THERE,
                title="A lost-pupil file of this child has come from its school: confirm the upload",
                why=why,
                action="confirm-lost-upload",
                due_on=facts.today,
                audience=self.audience,
                subject=own.name,
            )
            return Consequences(tasks=[seen] if own.uploaded is None else [])
        subject = f"transfer:{self.file}:{self.number}"
        task = follow_trace(facts, seq, f"A transfer file: {why}", subject, audience=self.audience)
        return Consequences(tasks=[task])
