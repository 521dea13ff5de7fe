"""What must stand on record before any notice, order or charge: who a parent is, what the child needs, what a lawyer
has said.
"""

from datetime import date, datetime
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from domain.people import Line, Reasoned, Words
from domain.vocabulary import Relation


class Record(BaseModel):
    """Something written once and leaned on later; it does not change."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class InForce(Record):
    """From `first` until and with `last`, or until now. An order ends with the day before it stopped being in force."""

    first: date
    last: date | None = None

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.last is not None and self.last < self.first:
            raise ValueError("It ends before it begins")
        return self

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    def meets(self, first: date, last: date) -> bool:
        """Whether it was in force on any day from `first` to `last`."""
        return self.first <= last and (self.last is None or first <= self.last)


class Hand(Record):
    """Somebody who did something on a day, perhaps for an absent person."""

    person: Line
    on: date
    acting_for: Line = ""


class LawyersReason(Record):
    """A lawyer, by name, takes a step that is refused without one (PRACTICE 6.4, 6.8)."""

    lawyer: Line
    on: date
    reason: Reasoned


class AnswerableParent(Record):
    """Why this very person is a parent in law (Education Act 1996 s.576), and answerable for which dates
    (PRACTICE 4.2). `individual` is false for an authority or an organisation.
    """

    person_id: Line
    relation: Relation
    individual: bool = True
    parent_because: Reasoned
    answerable_because: Reasoned
    dates: InForce
    by: Line
    recorded_at: datetime


class NeedsConsidered(Record):
    """What a named officer found before enforcement (PRACTICE 6.6). Every answer is written out, "none known" included.

    `education_provided` says whether the authority itself has provided a place or education under s.19; `suitable`
    whether what was offered suits the child.
    """

    officer: Line
    recorded_at: datetime
    special_needs: Words = ""
    health: Words = ""
    bullying: Words = ""
    young_carer: Words = ""
    bereavement: Words = ""
    abuse: Words = ""
    disability: Words = ""
    place_offered: Words = ""
    support_offered: Words = ""
    education_provided: bool | None = None
    suitable: bool | None = None


class ImprovementNotice(Record):
    """A notice to improve: its period in school weeks, and how it ended.

    `last_day` is worked out when the notice is served. `breached_on` is the day an early breach was found, `told_on`
    the day the parent was told that a penalty notice may now come.
    """

    served_on: date
    weeks: int
    last_day: date
    support_offered: Words = ""
    sufficient_improvement: Words = ""
    breached_on: date | None = None
    told_on: date | None = None
    improved: bool | None = None
