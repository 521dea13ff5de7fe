"""A school attendance order against one parent for one child: what has happened in it so far, from the notice under
s.437(1) to the day the order ends.

Nothing is taken out: a void notice stays in the list, and the last of a list is the one that stands.
"""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from domain.law.regime import Regime
from domain.people import Line, Reasoned, Words
from domain.proceedings.base import Proceeding, ProceedingKind
from domain.proceedings.groundwork import Hand, NeedsConsidered, Record
from domain.proceedings.named_school import NamedSchool, ParentsChoice
from domain.proceedings.served import Ledger, Manner
from domain.vocabulary import Word


class Signed(Record):
    """Who asked for a document, wrote or edited it (`hands`) and signed it, under which line of the register of
    authorisations. `encloses` is the letter with information about the law that goes in the same envelope; `also` are
    further letters with the same document, written because the first came back.
    """

    letter: Line
    also: tuple[Line, ...] = ()
    encloses: Line = ""
    regime: Regime
    hands: tuple[Hand, ...] = ()
    signed: Hand | None = None
    authorisation: Line = ""
    ledger: Ledger = Ledger()
    withdrawn_on: date | None = None

    @property
    def letters(self) -> tuple[str, ...]:
        return (self.letter, *self.also)


class Area(Record):
    """Whether the child is in this authority's area, and how we know."""

    here: bool
    by: Line
    on: date
    source: Reasoned


class Plan(Record):
    """Whether the authority maintains an education, health and care plan, and the school it names, if any."""

    maintained: bool
    school: Line = ""
    school_name: Line = ""
    on: date
    by: Line


class Notice(Signed):
    """The notice under s.437(1): the parent has until `printed_last_day` to satisfy the authority."""

    printed_last_day: date


class IntentionNotice(Signed):
    """The notice under s.438: the school to be named, and those that the authority regards as suitable alternatives."""

    printed_last_day: date
    school: NamedSchool
    alternatives: tuple[NamedSchool, ...] = ()

    @property
    def schools(self) -> tuple[NamedSchool, ...]:
        return (self.school, *self.alternatives)


class Evidence(Record):
    """What the parent sent or showed, on whatever day: it may come after the period and after the order."""

    id: Line
    received_on: date
    what: Words
    documents: tuple[Line, ...] = ()


class Satisfaction(Record):
    """The officer's decision on the evidence read, in the officer's own words (s.437(3)(a))."""

    satisfied: bool
    read: tuple[Line, ...] = ()
    reasons: Reasoned
    by: Line
    on: date


class Expediency(Record):
    """Whether it is expedient that the child attends school (s.437(3)(b)), by somebody with the power to say so."""

    expedient: bool
    reasons: Reasoned
    by: Line
    on: date
    authorisation: Line = ""


class CopyTo(Word):
    """Who is told of the order (s.437(5))."""

    GOVERNING_BODY = "governing-body", "Governing body or proprietor"
    HEAD = "head", "Head teacher"


class Copy(Record):
    to: CopyTo
    school: Line
    on: date
    letter: Line = ""


class Because(Word):
    """Why an order was amended."""

    PARENT = "parent", "At the parent's request (s.440)"
    PLAN = "plan", "The plan names another school (s.441)"
    AUTHORITY = "authority", "By the authority itself (s.437(4))"


class Amendment(Record):
    school: NamedSchool
    because: Because
    on: date
    by: Line
    reasons: Words = ""
    letter: Line = ""


class Request(Record):
    """What a parent asks of an order in force: to name another school (s.440) or to revoke it (s.442).

    `referred_on`: the parent has taken a refusal to the Secretary of State, whose direction is `direction_on`.
    """

    id: Line
    revoke: bool
    received_on: date
    school: NamedSchool | None = None
    offered_on: date | None = None
    suitable: bool | None = None
    evidence: tuple[Line, ...] = ()
    granted: bool | None = None
    answered_on: date | None = None
    answered_by: Line = ""
    reasons: Words = ""
    told_of_referral: bool = False
    referred_on: date | None = None
    direction_on: date | None = None

    @property
    def waiting(self) -> bool:
        """Not answered yet, or before the Secretary of State."""
        return self.granted is None or (self.referred_on is not None and self.direction_on is None)


class EndedBy(Word):
    """What ends an order before the end of school age."""

    REVOKED = "revoked", "Revoked by the authority (ss.437(4), 442)"
    ACQUITTAL = "acquittal", "Ended by the court on an acquittal (s.443(2))"
    COURT = "court", "Ended by the court that made no supervision order (s.447(5))"
    SUPERVISION = "supervision-order", "An education supervision order was made"


class Ending(Record):
    """From `on` the order is no longer in force."""

    by: EndedBy
    on: date
    reasons: Words = ""


class Order(Signed):
    """The order itself. `under_plan`: it names the school of the child's plan (s.441)."""

    school: NamedSchool
    under_plan: bool = False
    made_on: date
    copies: tuple[Copy, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    ending: Ending | None = None

    @property
    def names(self) -> NamedSchool:
        """The school it names now."""
        return self.amendments[-1].school if self.amendments else self.school

    def named_on(self, day: date) -> NamedSchool:
        """The school it named on that day."""
        return next((amended.school for amended in reversed(self.amendments) if amended.on <= day), self.school)


class RegistrationAsked(Record):
    """What the school named in the order said: registered since when, or not registered on the day it was asked."""

    school: Line
    asked_on: date
    said_by: Line
    registered_on: date | None = None
    evidence: Words = ""


class Prepared(Record):
    """A document judged and ready to be written and signed. `printed_last_day` is none for an order."""

    by: Hand
    regime: Regime
    planned_on: date
    manner: Manner = Manner.POST
    printed_last_day: date | None = None
    school: NamedSchool | None = None
    alternatives: tuple[NamedSchool, ...] = ()


class Doubt(Record):
    """A date that leaned on a service which has come back, or was proved to be of another day (`since`)."""

    what: Line
    on: date
    leaned_on: Line
    since: date


class AttendanceOrder(Proceeding):
    """`schools` are those that somebody has looked at; `prepared` is the next document, until it is signed."""

    kind: Literal[ProceedingKind.ATTENDANCE_ORDER] = ProceedingKind.ATTENDANCE_ORDER
    appears: Words = ""
    area: Area | None = None
    plan: Plan | None = None
    needs: NeedsConsidered | None = None
    notices: list[Notice] = []
    evidence: list[Evidence] = []
    decisions: list[Satisfaction] = []
    opinions: list[Expediency] = []
    intentions: list[IntentionNotice] = []
    choices: list[ParentsChoice] = []
    order: Order | None = None
    requests: list[Request] = []
    registrations: list[RegistrationAsked] = []
    convicted_on: date | None = None
    schools: list[NamedSchool] = []
    prepared: Prepared | None = None
    doubts: list[Doubt] = []

    @property
    def notice(self) -> Notice | None:
        return self.notices[-1] if self.notices else None

    @property
    def intention(self) -> IntentionNotice | None:
        return self.intentions[-1] if self.intentions else None

    @property
    def decision(self) -> Satisfaction | None:
        return self.decisions[-1] if self.decisions else None

    @property
    def opinion(self) -> Expediency | None:
        return self.opinions[-1] if self.opinions else None

    @property
    def regime(self) -> Regime | None:
        """The law of the chain: that of the notice it began with."""
        return self.notice.regime if self.notice else None

    @property
    def plan_child(self) -> bool:
        return self.plan is not None and self.plan.maintained

    def unread(self) -> Iterator[Evidence]:
        """Evidence that no decision names as read (PRACTICE 6.2)."""
        read = {evidence for decision in self.decisions for evidence in decision.read}
        return (evidence for evidence in self.evidence if evidence.id not in read)

    @property
    def registered_on(self) -> date | None:
        """The first day from which the school named then said that the child is registered."""
        days = [
            said.registered_on
            for said in self.registrations
            if said.registered_on is not None
            and self.order is not None
            and said.school == self.order.named_on(said.registered_on).number
        ]
        return min(days, default=None)
