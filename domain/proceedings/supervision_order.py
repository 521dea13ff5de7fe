"""An education supervision order for one child: what has happened in it so far, from the court's direction or the
authority's own wish to its end. It is about the child alone, so `person_id` is empty.
"""

from datetime import date, datetime
from typing import Literal

from domain.people import Line, Reasoned, Words
from domain.proceedings.base import Proceeding, ProceedingKind
from domain.proceedings.groundwork import Hand, Record
from domain.vocabulary import Word


class DirectedIn(Word):
    """When a court may direct an application (Education Act 1996 s.447(2))."""

    CONVICTED_443 = "convicted-s443", "On conviction under s.443"
    CHARGED_444 = "charged-s444", "On a charge under s.444"


class Direction(Record):
    """`directed_date` is the day by which the court wants the answer, where it said one."""

    on: date
    court: Line = ""
    prosecution: Line = ""
    directed_in: DirectedIn
    directed_date: date | None = None


class Reply(Record):
    """What the court was told: that the authority applies, or does not, and why (s.447(3)). `consulted_on` is the day
    on which the appropriate local authority was consulted about not applying; `late` says by how much it came too late.
    """

    applies: bool
    reasons: Words = ""
    consulted_on: date | None = None
    told_on: date
    by: Line
    late: Words = ""


class Consultation(Record):
    """Social care was asked before the application (Children Act 1989 s.36(8)), and what it said. `accommodating`
    names the authority that accommodates the child, where one does: then that is the one asked (s.36(9)).
    """

    asked: Line
    on: date
    view: Words = ""
    accommodating: Line = ""
    by: Line
    recorded_at: datetime


class Ground(Word):
    """Why the child is not being properly educated (s.36(3)-(5)). The first two are presumed unless disproved."""

    ORDER_NOT_COMPLIED = "order-not-complied", "An attendance order in force is not complied with"
    NOT_ATTENDING = "not-attending", "A registered pupil who does not attend regularly"
    OTHER = "other", "Not properly educated, on other evidence"


class CareStatus(Word):
    """Where the child stands with social care on the day of the step."""

    NEITHER = "neither", "Neither in care nor accommodated"
    ACCOMMODATED = "accommodated", "Accommodated by a local authority"
    IN_CARE = "in-care", "In the care of a local authority"


class Application(Record):
    on: date
    court: Line = ""
    ground: Ground
    evidence: Words = ""
    living_here: bool | None = None
    by: Line
    authorised_by: Line = ""


class Made(Record):
    """`supervisor` is who advises, assists and befriends; `authority` the local authority designated."""

    on: date
    court: Line = ""
    authority: Line = ""
    supervisor: Line = ""


class Extension(Record):
    """Granted by the court on `granted_on`, on an application of `applied_on`; in force to `until` and with it."""

    applied_on: date
    granted_on: date | None = None
    until: date | None = None


class EndedBy(Word):
    DISCHARGED = "discharged", "Discharged by the court"
    CARE_ORDER = "care-order", "A care order was made"
    CHILD_DIED = "child-died", "The child has died"


class Ending(Record):
    by: EndedBy
    on: date
    applied_by: Line = ""
    reasons: Words = ""


class Refusal(Record):
    """The court made no order. `attendance_order_ended`: it also ended the attendance order (s.447(5))."""

    on: date
    reasons: Words = ""
    attendance_order_ended: bool = False


class DirectionGiven(Record):
    """A direction of the supervisor to child or parents while the order is in force, and whether it was kept. `wishes`
    is what child and parents wish, who are asked first.
    """

    id: Line = ""
    on: date
    to: Line
    words: Reasoned
    wishes: Words = ""
    kept: bool | None = None


class Standing(Word):
    """Where it stands: the stages of its process."""

    CONSIDERING = "considering", "Being considered"
    PREPARED = "prepared", "Application prepared"
    AUTHORISED = "authorised", "Application authorised"
    APPLIED = "applied", "Before the family court"
    IN_FORCE = "in-force", "In force"
    RUN_OUT = "run-out", "Its time is over"


class Outcome(Word):
    NOT_APPLIED = "not-applied", "Not applied for"
    WITHDRAWN = "withdrawn", "Application withdrawn"
    REFUSED = "refused", "The court made no order"
    DISCHARGED = "discharged", "Discharged by the court"
    CARE_ORDER = "care-order", "Ended by a care order"
    TIME = "time-over", "Its time ran out"
    AGE = "school-age-over", "Ended with compulsory school age"
    CHILD_DIED = "child-died", "The child has died"


class SupervisionOrder(Proceeding):
    """`wanted` is why the authority itself thinks of one; `proposed` the application that waits to be authorised and
    made; `hands` are all who asked for it or wrote it.
    """

    kind: Literal[ProceedingKind.SUPERVISION_ORDER] = ProceedingKind.SUPERVISION_ORDER
    wanted: Words = ""
    hands: list[Hand] = []
    direction: Direction | None = None
    reply: Reply | None = None
    consultation: Consultation | None = None
    care: CareStatus | None = None
    proposed: Application | None = None
    application: Application | None = None
    made: Made | None = None
    refused: Refusal | None = None
    extensions: list[Extension] = []
    directions_given: list[DirectionGiven] = []
    ending: Ending | None = None
