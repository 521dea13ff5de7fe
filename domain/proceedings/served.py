"""The ledger of service: one line for each time one document was given to one person, and what became of it."""

from datetime import date, datetime

from domain.people import Line, Words
from domain.proceedings.groundwork import Record
from domain.vocabulary import Word


class Manner(Word):
    """How a document reaches a person (Education Act 1996 s.572; Criminal Procedure Rules Part 4)."""

    BY_HAND = "by-hand", "Handed to the person"
    LEFT = "left", "Left at the last known residence"
    POST = "first-class", "Prepaid first-class post"
    EMAIL = "email", "E-mail"


class CameBack(Word):
    """Why service did not happen after all."""

    UNDELIVERED = "undelivered", "Returned undelivered"
    REFUSED = "refused", "Refused"


class Service(Record):
    """`on` is the day it was handed over, left, posted or sent; `deemed_on` the day it counts as served, by the rule
    named. `proved_on` is the day that evidence shows instead (the deemed day is rebuttable).

    `place` holds the lines of the address, or the e-mail address; `agreement` names the record of the person's
    agreement to e-mail. `witness` is the second person of a posting recorded late (PRACTICE 4.10).
    """

    id: Line
    letter: Line
    person_id: Line
    manner: Manner
    by: Line
    on: date
    place: tuple[Line, ...] = ()
    agreement: Line = ""
    evidence: Words = ""
    recorded_at: datetime
    late_because: Words = ""
    witness: Line = ""
    deemed_on: date
    rule: Line
    proved_on: date | None = None
    proof: Words = ""
    came_back: CameBack | None = None
    came_back_on: date | None = None

    @property
    def stands(self) -> bool:
        return self.came_back is None

    @property
    def day(self) -> date:
        """The day of service: as proved, else as deemed."""
        return self.proved_on or self.deemed_on


class Ledger(Record):
    """Every service of one document on one person, in the order of recording. None is ever taken out."""

    entries: tuple[Service, ...] = ()

    @property
    def standing(self) -> Service | None:
        """The earliest that has not come back: a second copy does not begin a period anew."""
        return min((entry for entry in self.entries if entry.stands), key=lambda entry: entry.day, default=None)

    @property
    def day(self) -> date | None:
        return self.standing.day if self.standing else None

    @property
    def reopened(self) -> bool:
        """Everything that was tried has come back."""
        return bool(self.entries) and self.standing is None

    def with_entry(self, entry: Service) -> "Ledger":
        return Ledger(entries=(*self.entries, entry))

    def came_back(self, service: str, why: CameBack, on: date) -> "Ledger":
        """That service is undone. Raises ValueError where none of this id stands."""
        return self._changed(service, came_back=why, came_back_on=on)

    def proved(self, service: str, on: date, proof: str) -> "Ledger":
        """Evidence of the day on which it was really received. Raises ValueError where none of this id stands."""
        return self._changed(service, proved_on=on, proof=proof)

    def restated(self, entry: Service) -> "Ledger":
        """With the line of that id as it should have been written; what became of it since stays."""
        kept = {"recorded_at", "by", "proved_on", "proof", "came_back", "came_back_on"}
        new = entry.model_dump(exclude=kept)
        lines = (line.model_copy(update=new) if line.id == entry.id else line for line in self.entries)
        return Ledger(entries=tuple(lines))

    def _changed(self, service: str, **update: object) -> "Ledger":
        if not any(entry.id == service and entry.stands for entry in self.entries):
            raise ValueError("No service of this id stands in the ledger")
        changed = [
            Service.model_validate({**entry.model_dump(), **update}) if entry.id == service and entry.stands else entry
            for entry in self.entries
        ]
        return Ledger(entries=tuple(changed))


class LegalPath(Word):
    """What a parent is told about: the law, and how the process applies to them (letter L24)."""

    ATTENDANCE_ORDER = "attendance-order", "School attendance orders"
    PENALTY_NOTICE = "penalty-notice", "Penalty notices"
    INTERVIEW = "interview", "Interviews under caution"
    PROSECUTION = "prosecution", "Prosecution"
    SUPERVISION_ORDER = "supervision-order", "Education supervision orders"


class Explained(Record):
    """Information about the law sent to one person: in the envelope of the notice `enclosed_in`, or by itself."""

    path: LegalPath
    person_id: Line
    letter: Line
    enclosed_in: Line = ""
    ledger: Ledger = Ledger()
