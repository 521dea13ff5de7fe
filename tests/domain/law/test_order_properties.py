"""Whatever happens in whatever order: no attendance order before the law's earliest day, and on that day it is allowed.

`World` says again, without the law's own code, when an order may be made; the guards must agree on every day.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.law.attendance_order import earliest, order
from domain.law.intention_notice import intention
from domain.law.regime import Regime
from domain.proceedings.attendance_order import AttendanceOrder
from domain.proceedings.named_school import ChoiceHow, NamedSchool, ParentsChoice
from domain.proceedings.served import CameBack
from tests.domain.law import order_builders as build
from tests.domain.law.builders import refused
from tests.domain.law.order_builders import FIXTURE, L05, L06, OTHER, chain, decision, evidence, opinion, says, step

EA = Regime.EA_1996
FIFTEEN = timedelta(days=14)  # the day of service is the first


def days(number: int) -> timedelta:
    return timedelta(days=number)


@dataclass
class Paper:
    """A document as the test remembers it."""

    served: date
    printed: date
    back: bool = False

    def good(self) -> bool:
        return not self.back and self.printed >= self.served + FIFTEEN


@dataclass
class World:
    """What has happened, twice: in plain words of the test's own, and as the chain that the guards judge."""

    today: date
    chain: AttendanceOrder = field(default_factory=chain)
    first: Paper | None = None
    second: Paper | None = None
    pieces: int = 0
    read: int = 0
    satisfied: tuple[bool, date] | None = None
    expedient: tuple[bool, date] | None = None
    chosen: list[date] = field(default_factory=list)

    def note(self, **changed: Any) -> None:
        """More of what the chain holds."""
        kept = {name: [*getattr(self.chain, name), value] for name, value in changed.items()}
        self.chain = self.chain.model_copy(update=kept)

    # What may happen

    def wait(self, number: int) -> None:
        self.today += days(number)

    def serve(self, extra: int) -> None:
        self.first = Paper(self.today, self.today + FIFTEEN + days(extra))
        letter = f"{L05}-{len(self.chain.notices)}"
        paper = build.notice(
            self.today.isoformat(),
            self.first.printed.isoformat(),
            letter=letter,
            ledger=build.ledger(letter, self.today.isoformat()),
        )
        self.note(notices=paper)

    def intend(self, extra: int) -> None:
        self.second = Paper(self.today, self.today + FIFTEEN + days(extra))
        letter = f"{L06}-{len(self.chain.intentions)}"
        paper = build.intention_notice(
            self.today.isoformat(),
            self.second.printed.isoformat(),
            letter=letter,
            ledger=build.ledger(letter, self.today.isoformat()),
        )
        self.note(intentions=paper)

    def comes_back(self, which: str) -> None:
        papers = getattr(self.chain, which)
        mine = self.first if which == "notices" else self.second
        if mine is None or mine.back:
            return
        mine.back = True
        ledger = papers[-1].ledger.came_back(papers[-1].ledger.entries[0].id, CameBack.UNDELIVERED, self.today)
        changed = [*papers[:-1], papers[-1].model_copy(update={"ledger": ledger})]
        self.chain = self.chain.model_copy(update={which: changed})

    def sends_evidence(self) -> None:
        self.pieces += 1
        self.note(evidence=evidence(f"E{self.pieces}", self.today.isoformat()))

    def decides(self, satisfied: bool) -> None:
        self.read, self.satisfied = self.pieces, (satisfied, self.today)
        read = [f"E{n}" for n in range(1, self.pieces + 1)]
        self.note(decisions=decision(self.today.isoformat(), satisfied=satisfied, read=read))

    def thinks(self, expedient: bool) -> None:
        self.expedient = (expedient, self.today)
        self.note(opinions=opinion(self.today.isoformat(), expedient=expedient))

    def chooses(self) -> None:
        self.chosen.append(self.today)
        made = ParentsChoice(id=f"C{len(self.chosen)}", how=ChoiceHow.SELECTED, school=OTHER, made_on=self.today)
        self.note(choices=made)

    # What the law says of it

    def tests_met(self) -> bool:
        """s.437(3): the period over, everything read, not satisfied, expedient, all of it on the notice that stands."""
        first = self.first
        if first is None or not first.good() or self.today <= first.printed or self.read < self.pieces:
            return False
        on_this_notice = [said for said in (self.satisfied, self.expedient) if said and said[1] >= first.served]
        return len(on_this_notice) == 2 and self.satisfied[0] is False and self.expedient[0] is True  # type: ignore[index]

    def told_of_school(self) -> bool:
        first, second = self.first, self.second
        return bool(first and second and second.good() and second.served > first.printed)

    def may_intend(self) -> bool:
        return self.tests_met() and not self.told_of_school()

    def may_order(self, school: NamedSchool) -> bool:
        second = self.second
        if second is None or not self.tests_met() or not self.told_of_school() or self.today <= second.printed:
            return False
        in_time = any(second.served <= on <= second.printed for on in self.chosen)
        return school == (OTHER if in_time else FIXTURE)

    def agrees(self) -> None:
        now = step(self.today.isoformat(), self.chain)
        for school in (FIXTURE, OTHER):
            assert (refused(order(now, EA, school)) == []) is self.may_order(school), self.today
        assert (refused(intention(now, says())) == []) is self.may_intend(), self.today


Event = Callable[[World], None]
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.integers(1, 17).map(lambda n: lambda world: world.wait(n)),
    st.integers(-2, 4).map(lambda extra: lambda world: world.serve(extra)),
    st.integers(-2, 4).map(lambda extra: lambda world: world.intend(extra)),
    st.sampled_from(["notices", "intentions"]).map(lambda which: lambda world: world.comes_back(which)),
    st.just(lambda world: world.sends_evidence()),
    st.booleans().map(lambda satisfied: lambda world: world.decides(satisfied)),
    st.booleans().map(lambda expedient: lambda world: world.thinks(expedient)),
    st.just(lambda world: world.chooses()),
)


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """A chain as it should go, with waits that are a day too short or long enough, and little else in between."""
    extras, off = st.integers(-1, 3), st.sampled_from([-1, 0, 0, 0, 1])
    one, two = draw(extras), draw(extras)
    until, until_choice = 15 + one + draw(off), 15 + two + draw(off)
    events: list[Event] = [
        lambda world: world.serve(one),
        lambda world: world.wait(until),
        lambda world: world.decides(False),
        lambda world: world.thinks(True),
        lambda world: world.intend(two),
    ]
    if draw(st.booleans()):
        events.append(lambda world: world.chooses())
    events.append(lambda world: world.wait(until_choice))
    for _ in range(draw(st.sampled_from([0, 0, 1, 1, 2, 4]))):
        events.insert(draw(st.integers(0, len(events))), draw(EVENTS))
    return events


@settings(max_examples=120)
@given(st.dates(date(2026, 11, 16), date(2029, 12, 31)), histories())
def test_no_order_of_events_reaches_an_order_before_its_day_and_on_its_day_it_is_allowed(
    start: date, events: list[Event]
) -> None:
    world = World(today=start)
    for event in events:
        event(world)
        world.agrees()


@settings(max_examples=40)
@given(st.dates(date(2026, 9, 1), date(2029, 12, 31)), st.integers(0, 5), st.integers(0, 5), st.integers(0, 5))
def test_the_first_day_on_which_it_is_allowed_is_the_laws_earliest(
    served: date, extra: int, gap: int, choice_extra: int
) -> None:
    printed = served + FIFTEEN + days(extra)
    told = printed + days(1 + gap)
    until = told + FIFTEEN + days(choice_extra)
    ready = build.intended(
        notices=[build.notice(served.isoformat(), printed.isoformat())],
        decisions=[decision(told.isoformat())],
        opinions=[opinion(told.isoformat())],
        intentions=[build.intention_notice(told.isoformat(), until.isoformat())],
    )
    expected = until + days(1)
    assert earliest(step(served.isoformat(), ready)) == expected
    for off in (-30, -15, -2, -1, 0, 1, 30):
        on = expected + days(off)
        assert (refused(order(step(on.isoformat(), ready), EA, FIXTURE)) == []) is (off >= 0), on
