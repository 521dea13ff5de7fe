"""A case is not closed as moved until the other authority has confirmed that it has the child (PRACTICE 3.5)."""

from collections.abc import Iterator

from domain.case_file import CaseFile
from domain.guards.guard import guard
from domain.guards.sources import practice
from domain.other_authorities import Answered
from domain.verdict import Verdict

NOT_RECEIVED = guard(
    "HAND_OVER_NOT_RECEIVED",
    "A case handed to another authority closes only once that has confirmed in writing that it has the child",
    practice("3.5"),
    absolute=True,
)
GUARDS = (NOT_RECEIVED,)


def received(case: CaseFile) -> Iterator[Verdict]:
    """The newest hand-over is what counts; without one, the written acknowledgement itself."""
    if case.handed_over and (last := case.handed_over[-1]).answer is not Answered.RECEIVED:
        said = last.answer.label[0].lower() + last.answer.label[1:] if last.answer else "they have not answered"
        yield NOT_RECEIVED.refuse(
            f"The other authority has not confirmed that it has the child: {said}",
            needs="its confirmation in writing, recorded on the hand-over",
        )
