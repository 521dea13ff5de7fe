"""A process of the case that had ended, and was started again from the journal (DESIGN 2.3)."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.actions.base import Internal
from domain.people import Line


class ProcessRestarted(Internal):
    """Recorded by the process itself once it runs again. `process` is the case's own reference, or a proceeding's."""

    name: ClassVar[str] = "process-restarted"
    label: ClassVar[str] = "Started again: its process had ended, and its clocks stood still"

    process: Annotated[str, Field(pattern=r"^RC-\d{4}-\d{6}(/[a-z]+(-[a-z]+)*-L?\d+)?$")] = Field(title="Which process")
    asked_by: Line = Field(title="Asked for by")
