"""What is printed in a training world says so: beside the authority's name, and at the foot of each page, outside the
window of the envelope.
"""

from typing import Literal, Self

from letters.facts import Authority

_BESIDE = " (training)"


class TrainingAuthority(Authority):
    """The sender of whatever is made in training. `mark` stands at the foot of each of its pages."""

    mark: Literal["Training"] = "Training"

    @classmethod
    def of(cls, authority: Authority) -> Self:
        room = 200 - len(_BESIDE)  # of a line
        return cls.model_validate(authority.model_dump() | {"name": authority.name[:room] + _BESIDE})


def mark_of(sender: Authority) -> str:
    """Empty where the paper is a real one."""
    return sender.mark if isinstance(sender, TrainingAuthority) else ""
