"""How a case begins: the referral, its acknowledgement, the triage."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from domain.actions.base import Action, Internal
from domain.case_file import CaseFile, Passage
from domain.clock import start_clock
from domain.danger import danger, lost_at_primary_age
from domain.entry import Consequences, Entry, together
from domain.facts import Facts
from domain.guards.dates import BEFORE_BIRTH, impossible_birth, impossible_day, refused
from domain.guards.staff import may_have_it, works_here
from domain.people import Address, Child, Day, HouseholdChild, Line, Name, Person, Reasoned, Upn, Words
from domain.unseen import counting, unseen_clocks, unseen_since
from domain.verdict import Verdict
from domain.vocabulary import CaseKind, Channel, Indicator, Reason, Relation, Stage, SupportGroup, Word


class ReferredChild(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    given: Name = Field(title="First names")
    surname: Name = Field(title="Last name")
    known_as: Line = Field(default="", title="Known as")
    date_of_birth: Day | None = Field(default=None, title="Date of birth", description="Leave empty if it is not known")
    sex: Annotated[str, Field(pattern="^(|F|M)$", title="Sex", description="F or M, as the school records it")] = ""
    upn: Upn = Field(default="", title="Unique pupil number (UPN)")
    school: Annotated[
        str, Field(pattern=r"^(|\d{3}/\d{4})$", title="Last school", description="Authority and number, like 800/4001")
    ] = ""
    first_absent_on: Day | None = Field(default=None, title="First day absent")


class ReferredAdult(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    name: Name = Field(title="Name")
    relation: Relation = Field(default=Relation.OTHER, title="Relation to the child")
    address: Address | None = Field(default=None, title="Address")
    telephone: Line = Field(default="", title="Telephone")
    email: Line = Field(default="", title="E-mail")
    parental_responsibility: bool | None = Field(default=None, title="Parental responsibility?")
    lives_with_child: bool | None = Field(default=None, title="Lives with the child?")


class ReferredSibling(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    name: Name = Field(title="Name")
    date_of_birth: Day | None = Field(default=None, title="Date of birth")


class ReferralReceived(Internal):
    """The first entry of a case. Who referred and, where confidential, their account are kept apart and are not in
    it.
    """

    name: ClassVar[str] = "referral-received"
    label: ClassVar[str] = "Referral received"

    kind: CaseKind = CaseKind.CME
    channel: Channel
    reason: Reason | None = None
    groups: list[SupportGroup] = []
    indicators: list[Indicator] = []
    confidential: bool = False
    child: ReferredChild
    adults: list[ReferredAdult] = []
    household: list[ReferredSibling] = []
    account: Words = ""
    team: Line = ""
    owner: Line = ""

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        born, absent = self.child.date_of_birth, self.child.first_absent_on
        yield from impossible_day(facts, self.happened_on, "happened_on")
        yield from impossible_birth(facts, born, "child.date_of_birth")
        yield from impossible_day(facts, absent, "child.first_absent_on")
        if born is not None and absent is not None and absent < born:
            yield BEFORE_BIRTH.refuse("This day is before the child was born", field="child.first_absent_on")
        for n, other in enumerate(self.household):
            yield from impossible_birth(facts, other.date_of_birth, f"household.{n}.date_of_birth")
        yield from works_here(facts, self.owner, "owner")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        day, process = self.day(facts.today), facts.case.ref
        clocks = [
            start_clock(rule, day, facts.almanac, process=process, basis=(seq, "happened_on"))
            for rule in ("acknowledge-referral", "triage")
        ]
        absent, field = self.child.first_absent_on, "child.first_absent_on"
        return together(
            Consequences(clocks=clocks),
            unseen_clocks(facts, absent, seq, (seq, field), self.child.school),
            danger(facts, self.indicators, seq),
        )

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.kind, case.channel, case.reason = self.kind, self.channel, self.reason
        case.groups, case.confidential = list(self.groups), self.confidential
        case.indicators = list(self.indicators)
        case.opened_on = entry.happened_on
        case.passages = [Passage(stage=Stage.REFERRAL, on=entry.happened_on)]
        case.team, case.owner = self.team, self.owner
        case.child = Child(**self.child.model_dump())
        case.people = [
            Person(
                id=f"P{entry.seq}-{n}",
                source=self.channel.label,
                source_on=entry.happened_on,
                **adult.model_dump(exclude={"address"}),
                address=adult.address,
            )
            for n, adult in enumerate(self.adults, start=1)
        ]
        case.household = [
            HouseholdChild(id=f"H{entry.seq}-{n}", name=other.name, date_of_birth=other.date_of_birth)
            for n, other in enumerate(self.household, start=1)
        ]
        case.household_asked = bool(self.household)


class ReferralAcknowledged(Action):
    name: ClassVar[str] = "acknowledge-referral"
    label: ClassVar[str] = "Record that the referral was acknowledged"
    topic: ClassVar[str] = "Referral"
    meets: ClassVar[tuple[str, ...]] = ("acknowledge-referral",)
    answers: ClassVar[tuple[str, ...]] = ("acknowledge-referral",)

    how: Reasoned = Field(title="How was it acknowledged?", description="Say nothing that identifies the referrer")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"how": "By e-mail"}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if facts.case.acknowledged:
            yield refused(
                "ALREADY_ACKNOWLEDGED", "This referral is acknowledged already", needs="nothing to acknowledge"
            )

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.acknowledged = True


class Route(Word):
    MISSING = "missing-education", "Missing education: check and find"
    LOST = "lost", "On a roll, whereabouts unknown"
    ATTENDANCE = "attendance", "On a roll, not attending regularly"
    HOME = "home-education", "Educated at home, or said to be"
    AUTHORITY = "another-authority", "For another authority"


ROUTE_KIND = {
    Route.MISSING: CaseKind.CME,
    Route.LOST: CaseKind.CME_LOST,
    Route.ATTENDANCE: CaseKind.ATT,
    Route.HOME: CaseKind.EHE,
    Route.AUTHORITY: CaseKind.LA_ENQ,
}


class TriageDecided(Action):
    """An officer decides what the case is, in their own words; nothing is pre-ticked (PRACTICE 1.4)."""

    name: ClassVar[str] = "decide-triage"
    label: ClassVar[str] = "Decide what this case is"
    topic: ClassVar[str] = "Referral"
    meets: ClassVar[tuple[str, ...]] = ("triage",)
    answers: ClassVar[tuple[str, ...]] = ("triage",)

    route: Route = Field(title="What is it?")
    reasons: Reasoned = Field(title="Your reasons")
    owner: Line = Field(
        default="",
        title="Who takes the case?",
        description="Leave empty to keep it with the team",
        json_schema_extra={"choices": "staff"},
    )

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"route": "missing-education", "reasons": "No school has the child on its roll."}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from may_have_it(facts, self.owner, "owner")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        """A child who is missing and whom nobody has seen since we were told is unseen from that day."""
        case = facts.case.model_copy(update={"kind": ROUTE_KIND[self.route]})
        since = unseen_since(case, case.opened_on)
        lost = self.route is Route.LOST and since is not None
        at_once = lost_at_primary_age(facts, seq) if lost else Consequences()
        if counting(case):
            return at_once
        return together(unseen_clocks(facts, since, seq, (1, "happened_on")), at_once)

    def change(self, case: CaseFile, entry: Entry) -> None:
        case.kind = ROUTE_KIND[self.route]
        if self.owner:
            case.owner = self.owner
