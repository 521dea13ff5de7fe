"""A lesson as it is being played: its case, what has been done, what a good officer would do next; and what happened by
itself when the clock was moved last.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from api.access import may_know
from api.case_view import case_view
from api.identity import Signed
from api.opening import open_referral, referral_key
from api.pages.presenters.headlines import events
from api.pages.presenters.possible import Doing, possible
from api.problems import Problem
from api.routes.referrals import Referral
from api.services import Services
from api.timeline import timeline
from api.training.moving import world_of
from api.training.stories import STORIES, Part, Story
from domain.deadline import uk_day
from domain.facts import CLOCK, PROCESS, Staff
from records.database import transaction
from records.tables import CaseRow, JournalRow, StaffRow

_MOST = 40  # times that one person begins a lesson
_SHOWN = 12  # things that happened by themselves, before the others are only counted
_BY_ITSELF = (CLOCK.id, PROCESS.id)


@dataclass(frozen=True)
class Tick:
    part: Part
    done: bool


@dataclass(frozen=True)
class Playing:
    story: Story
    ref: str = ""  # of its newest case; empty before it is begun
    ticks: list[Tick] = field(default_factory=list)
    next: Part | None = None
    steps: list[Doing] = field(default_factory=list)
    number: int = 1  # of the case that "start again" opens

    @property
    def done(self) -> int:
        return sum(tick.done for tick in self.ticks)


@dataclass(frozen=True)
class ByItself:
    ref: str
    says: str


@dataclass(frozen=True)
class Happened:
    """Between these two days the clock was moved; `more` things happened than are told."""

    left: date
    reached: date
    told: list[ByItself]
    more: int


def story_of(name: str) -> Story:
    """Raises Problem for one that there is not."""
    if (story := STORIES.get(name)) is None:
        raise Problem(404, "NOT_FOUND", "There is no such lesson")
    return story


def lessons(services: Services, signed: Signed) -> list[Playing]:
    return [_played(services, signed, story) for story in STORIES.values()]


def lesson(services: Services, signed: Signed, name: str) -> Playing:
    """With the case's own next steps, as its page has them. Raises Problem."""
    playing = _played(services, signed, story_of(name))
    if not playing.ref:
        return playing
    view = case_view(services, signed, playing.ref)
    steps = possible(view, signed, services.today).first[:5]
    return Playing(playing.story, playing.ref, playing.ticks, playing.next, steps, playing.number)


async def begin(services: Services, signed: Signed, name: str, number: int) -> str:
    """The reference of the lesson's case of that number: a new one, or the one that the same button opened before."""
    story = story_of(name)
    if not 1 <= number <= _MOST:
        raise Problem(409, "TOO_OFTEN", "This lesson was begun too often: begin another world")
    opened = await open_referral(services, signed, _whole(story, services, signed), _key(name, number))
    return opened.ref


def happened(services: Services, signed: Signed) -> Happened | None:
    """None before the clock was moved."""
    moved = world_of(services).clock.moved()
    if moved.left is None or moved.reached is None:
        return None
    with transaction(services.engine) as session:
        rows = session.exec(
            select(JournalRow.case_ref, JournalRow.seq)
            .where(JournalRow.recorded_at >= moved.left, col(JournalRow.actor).in_(_BY_ITSELF))
            .order_by(col(JournalRow.recorded_at), col(JournalRow.case_ref), col(JournalRow.seq))
        ).all()
    known = {ref for ref in {ref for ref, _ in rows} if may_know(services, signed, [ref])}
    wanted = [(ref, seq) for ref, seq in rows if ref in known]
    lines = {ref: {each.of.seq: each for each in events(timeline(services, signed, ref))} for ref in known}
    told = []
    for ref, seq in wanted[:_SHOWN]:
        if (event := lines[ref].get(seq)) is not None:
            says = ", ".join(line.value for line in event.lines[:2])
            told.append(ByItself(ref, f"{event.headline}: {says}" if says else event.headline))
    return Happened(uk_day(moved.left), uk_day(moved.reached), told, max(0, len(wanted) - _SHOWN))


def _whole(story: Story, services: Services, signed: Signed) -> dict[str, Any]:
    return Referral.model_validate(story.referral(services.today) | {"owner": signed.staff.id}).model_dump(mode="json")


def _key(name: str, number: int) -> str:
    return f"training:{name}:{number}"


def _played(services: Services, signed: Signed, story: Story) -> Playing:
    """Whoever began it: an officer's letter is approved by a supervisor, who looks at the same lesson."""
    with transaction(services.engine) as session:
        found = _newest(session, signed, story)
        number = 1 + max((of for who, of in found if who == signed.staff.id), default=0)
        own = {at: ref for at, ref in found.items() if at[0] == signed.staff.id} or found
        ref = own[max(own, key=lambda at: at[1])] if own else ""
        if not ref or not may_know(services, signed, [ref]):
            return Playing(story, number=number)
        actions = set(session.exec(select(JournalRow.action).where(JournalRow.case_ref == ref)))
        if session.get(CaseRow, ref) is None:
            return Playing(story, number=number)
    ticks = [Tick(part, bool(part.actions & actions)) for part in story.parts]
    coming = next((tick.part for tick in ticks if not tick.done), None)
    return Playing(story, ref, ticks, coming, number=number)


def _newest(session: Session, signed: Signed, story: Story) -> dict[tuple[str, int], str]:
    """By person and number, the cases of this lesson: known by the key with which each was opened."""
    people = list(session.exec(select(StaffRow.id)))
    keys = {
        referral_key(Signed(Staff(id=who, name="")), _key(story.name, number)): (who, number)
        for who in people
        for number in range(1, _MOST + 1)
    }
    rows = session.exec(select(JournalRow.key, JournalRow.case_ref).where(col(JournalRow.key).in_(list(keys))))
    return {keys[key]: ref for key, ref in rows}
