"""A case played without a server: acts through `decide` and the fold, clocks in order, stages as the journey moves."""

import hashlib
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from domain import actions
from domain.act import Act
from domain.actions import ACTIONS, STEPS, open_in
from domain.actions.base import Action
from domain.actions.letters import LetterApproved, LetterDrafted, LetterIssued
from domain.actions.matches import EarlierCaseNoted
from domain.actions.merging import OF_TWO
from domain.actions.redacting import DocumentRedacted
from domain.actions.statement_signing import StatementSigned
from domain.actions.tracing_file import TransferFileMade
from domain.actions.work import DocumentFiled
from domain.calendars import Almanac, SchoolCalendar
from domain.case_file import CaseFile, Task
from domain.clock import Clock
from domain.deadline import LONDON, uk_day
from domain.decide import decide, form_of, verdicts
from domain.entry import Entry
from domain.facts import CLOCK, PROCESS, Facts, Roster, Staff, Template
from domain.fold import REREAD, next_case
from domain.matching.merging import of_two
from domain.verdict import Refused, Verdict
from domain.vocabulary import Role, Stage
from tests.domain.fixture_calendar import FIVE_YEARS, SCHOOL

REF = "RC-2026-000001"
MONDAY = "2026-11-09"
ALMANAC = Almanac.of([SchoolCalendar(school="", terms=FIVE_YEARS)])
WITHOUT_CALENDAR = Almanac.of([])

STAFF = {
    person.id: person
    for person in (
        Staff("officer", "Amina Okafor", frozenset({Role.OFFICER}), team="north"),
        Staff("officer2", "Ben Hale", frozenset({Role.OFFICER}), team="north"),
        Staff("elsewhere", "Cleo Marsh", frozenset({Role.OFFICER}), team="east"),
        Staff("supervisor", "Sam Grey", frozenset({Role.SUPERVISOR}), team="north"),
        Staff("lawyer", "Lena Voss", frozenset({Role.LEGAL}), team="law"),
    )
}
TEMPLATES: Mapping[str, Template] = {
    "L01": Template("L01", "Thank you for telling us", to="referrer"),
    "L02": Template("L02", "Please contact us", to="parent"),
    "L98": Template(
        "L98", "A notice", to="parent", legal_effect=True, may_sign=frozenset({Role.OFFICER, Role.SUPERVISOR})
    ),
    "L99": Template("L99", "A lawyer's notice", to="parent", legal_effect=True, may_sign=frozenset({Role.LEGAL})),
}
CHILD = {
    "given": "Kai",
    "surname": "Example",
    "date_of_birth": "2015-03-04",
    "school": SCHOOL,
    "first_absent_on": MONDAY,
}
HOME = {"lines": ["1 Fixture Road", "Sampleton"], "postcode": "BA1 1AA"}
MOTHER = {
    "name": "Ms R Example",
    "relation": "mother",
    "address": HOME,
    "telephone": "01632 960 001",
    "lives_with_child": True,
}
FATHER = {"name": "Mr T Example", "relation": "father", "address": {"lines": ["9 Other Road"], "postcode": "BA2 2AA"}}
# What belongs to legal steps needs registers and sessions: it is proved with them, in tests/domain/law and beside it.
OF_LEGAL_STEPS = ("Attendance", "Legal steps", "Removal from roll")
JOURNEY = tuple(action for action in actions.JOURNEY if action.topic not in OF_LEGAL_STEPS)
FOLLOWING = {
    Stage.REFERRAL: Stage.CHECKS,
    Stage.CHECKS: Stage.CONTACT,
    Stage.CONTACT: Stage.SUPPORT,
    Stage.SUPPORT: Stage.PLACEMENT,
    Stage.PLACEMENT: Stage.REINTEGRATION,
    Stage.REINTEGRATION: Stage.SUPPORT,
    Stage.DORMANT: Stage.CONTACT,
    Stage.CLOSED: Stage.CONTACT,
}


ANOTHER = "RC-2020-000001"


def another(case: CaseFile, *, closed: bool) -> CaseFile:
    """Another case of the same child, of which nothing more is known."""
    return CaseFile(ref=ANOTHER, child=case.child, stage=Stage.CLOSED if closed else Stage.REFERRAL)


def instant(day: date | str, at: time = time(10)) -> datetime:
    return datetime.combine(date.fromisoformat(str(day)), at, LONDON).astimezone(UTC)


def letters_ready(action: Action, facts: Facts, seq: int) -> dict[str, Any]:
    """What the letters room would prepare: a text, a page, and bytes whose hash names them."""
    match action:
        case LetterDrafted():
            template = facts.templates[action.template]
            text = f"Dear reader, about {facts.case.child.name} at {facts.case.place.school_name or 'school'}"
            return {"title": template.title, "text": text, "legal_effect": template.legal_effect}
        case LetterApproved():
            return {"pages": 1}
        case DocumentFiled():
            return {"reading": {"pages": 1}}
        case StatementSigned():
            return {"sha256": "e" * 64, "size": 1, "pages": 1}
        case DocumentRedacted():
            return {"redacted": "f" * 64, "size": 1, "pages": 1}
        case LetterIssued():
            letter = facts.case.letter(action.letter)
            assert letter is not None
            page = "\n".join([*letter.recipient_lines, letter.text])
            return {"sha256": hashlib.sha256(page.encode()).hexdigest(), "pages": 1, "channel": "post-room"}
        case TransferFileMade():
            name = f"{facts.case.child.school.replace('/', '')}_CTF_XXXXXXX_001.xml"
            return {"file": {"name": name, "sha256": hashlib.sha256(name.encode()).hexdigest(), "size": 900}}
    return {}


class Play:
    """One case and its own time. `act` does what a process does: clocks that are due first, then the act, then the
    stage that it leads to.
    """

    def __init__(
        self, on: str = MONDAY, *, almanac: Almanac = ALMANAC, child: Mapping[str, Any] | None = None, **referral: Any
    ) -> None:
        self.now = instant(on)
        self.almanac = almanac
        self.staff = dict(STAFF)
        self.others: dict[str, Stage] = {}
        self.kept_out: frozenset[str] = frozenset()
        self.case = CaseFile(ref=REF)
        self.entries: list[Entry] = []
        self.asleep = False
        body = {"channel": "school", "child": {**CHILD, **(child or {})}, "owner": "officer", "team": "north"}
        self._record(self._act("referral-received", "officer", {**body, **referral}))

    def copied(self) -> "Play":
        other = copy(self)
        other.case, other.entries, other.staff = self.case.copied(), list(self.entries), dict(self.staff)
        return other

    @property
    def today(self) -> date:
        return uk_day(self.now)

    def facts(self, by: str = "officer") -> Facts:
        people = Roster(staff=self.staff, kept_out=self.kept_out)
        actor = {"clock": CLOCK, "process": PROCESS}.get(by) or self.staff[by]
        return Facts(
            case=self.case,
            today=self.today,
            now=self.now,
            almanac=self.almanac,
            actor=actor,
            roster=people,
            templates=TEMPLATES,
            others=self.others,
        )

    # What people do

    def act(self, action: str, *, by: str = "officer", overrides: dict[str, str] | None = None, **data: Any) -> Entry:
        """One act. Raises Refused; fails where it is no step of the stage."""
        self.now += timedelta(minutes=1)
        self.ring()
        stage = self.case.stage
        assert ACTIONS[action] in open_in(stage) or not ACTIONS[action].roles, f"{action} is no step of {stage}"
        entry = self._record(self._act(action, by, data, overrides))
        self._go_on(action, stage, data)
        return entry

    def refused(self, action: str, *, by: str = "officer", overrides: dict[str, str] | None = None, **data: Any) -> str:
        """The codes with which it is refused, in one line. Fails where it is not; nothing is recorded."""
        return " ".join(verdict.code for verdict in self.why_not(action, by=by, overrides=overrides, **data))

    def why_not(
        self, action: str, *, by: str = "officer", overrides: dict[str, str] | None = None, **data: Any
    ) -> tuple[Verdict, ...]:
        before = self.case.model_dump()
        try:
            decide(self._act(action, by, data, overrides), REF, self._facts_for(action, by), letters_ready)
        except Refused as refusal:
            assert self.case.model_dump() == before, "a refusal changes nothing"
            return refusal.verdicts
        raise AssertionError(f"{action} was not refused")

    def verdict(self, code: str, action: str, *, by: str = "officer", **data: Any) -> Verdict | None:
        """The verdict of this code, if the form gets it."""
        form = form_of(self._act(action, by, data))
        return next((each for each in verdicts(form, self._facts_for(action, by)) if each.code == code), None)

    def leaves(self, *people: str) -> None:
        for person in people:
            self.staff[person] = replace(self.staff[person], active=False)

    # Time

    def to(self, day: date | str, at: time = time(10)) -> None:
        """On to this day, the clocks ringing in order as they are due; none while the process sleeps."""
        target = instant(day, at)
        while not self.asleep and (ring := self.case.rings_at()) is not None and ring <= target:
            self.now = max(self.now, ring)
            self._pass_first()
        self.now = max(self.now, target)

    def ring(self) -> None:
        """What is due by now, in the order in which it was due, however late."""
        while not self.asleep and (ring := self.case.rings_at()) is not None and ring <= self.now:
            self._pass_first()

    def _pass_first(self) -> None:
        clock = min(self.case.running_clocks(), key=lambda clock: (clock.rings_at, clock.name))
        day = uk_day(clock.rings_at - timedelta(microseconds=1))
        data = {"clock": clock.name, "rings_at": clock.rings_at.isoformat(), "happened_on": day.isoformat()}
        self._record(self._act("clock-passed", "clock", data))

    # What stands on the case

    def clock(self, name: str) -> Clock:
        clock = self.case.clock(name)
        assert clock is not None, f"no clock {name}"
        return clock

    def last_day(self, name: str) -> str:
        return self.clock(name).last_day.isoformat()

    def running(self) -> set[str]:
        return {clock.name for clock in self.case.running_clocks()}

    def tasks(self, audience: str = "owner") -> set[str]:
        return {task.name for task in self.case.open_tasks() if task.audience == audience}

    def task(self, name: str, audience: str | None = None) -> Task:
        found = [task for task in self.case.open_tasks() if task.name == name and audience in (None, task.audience)]
        assert found, f"no open task {name}"
        return found[0]

    def letter(self, at: int = -1) -> Any:
        return self.case.letters[at]

    def person(self, name: str = "Ms R Example") -> str:
        return next(person.id for person in self.case.people if person.name == name)

    # How a process does it

    def _act(self, action: str, by: str, data: Mapping[str, Any], overrides: dict[str, str] | None = None) -> Act:
        role = next(iter(self.staff[by].roles)).value if by in self.staff else ""
        key = f"{len(self.entries)}:{action}"
        return Act(key=key, action=action, actor=by, role=role, data=dict(data), overrides=overrides or {})

    def _facts_for(self, action: str, by: str) -> Facts:
        known = ACTIONS.get(action)  # none for what a process says of itself
        reads = action in REREAD or (known is not None and known.reads_journal)
        entries = tuple(self.entries) if reads else ()  # the recorder reads the journal only then
        facts = replace(self.facts(by), entries=entries)
        return of_two(facts, another(self.case, closed=action == EarlierCaseNoted.name)) if action in OF_TWO else facts

    def _record(self, act: Act) -> Entry:
        facts = self._facts_for(act.action, act.actor)
        entry = decide(act, REF, facts, letters_ready)
        self.case = next_case(self.case, facts.entries, entry)
        self.entries.append(entry)
        return entry

    def _go_on(self, action: str, stage: Stage, data: Mapping[str, Any]) -> None:
        if action == "send-back":
            self._enter(Stage(data["to"]))
        elif ACTIONS[action] in STEPS[stage]:
            following = {"close-case": Stage.CLOSED, "record-not-found": Stage.DORMANT}.get(action, FOLLOWING[stage])
            self._enter(following)

    def _enter(self, stage: Stage) -> None:
        data = {"stage": stage.value, "happened_on": self.today.isoformat()}
        self._record(self._act("stage-entered", "process", data))


# Where a case can stand


_PLAYED: dict[str, Play] = {}


def at(stage: Stage | str, **referral: Any) -> Play:
    """A case that has come to this stage, all on one Monday. Played once, then copied."""
    stage, key = Stage(stage), f"{stage} {referral!r}"
    if key not in _PLAYED:
        _PLAYED[key] = play = Play(**referral)
        for _ in steps_to(play, stage):
            pass
    return _PLAYED[key].copied()


def steps_to(play: Play, stage: Stage) -> Iterator[Entry]:
    """The steps that lead there, one after another."""
    order = (Stage.CHECKS, Stage.CONTACT, Stage.SUPPORT, Stage.PLACEMENT, Stage.REINTEGRATION)
    wanted = {Stage.DORMANT: Stage.CONTACT, Stage.CLOSED: Stage.REFERRAL}.get(stage, stage)
    for following in order[: order.index(wanted) + 1] if wanted in order else ():
        match following:
            case Stage.CHECKS:
                yield play.act("decide-triage", route="missing-education", reasons="On no roll.")
            case Stage.CONTACT:
                yield play.act("record-enquiry", subject="admissions", result="no-trace")
                yield play.act("complete-checks", found="nowhere", summary="No trace anywhere.")
            case Stage.SUPPORT:
                yield play.act("record-family-reached", how="in-person", said="They moved in September.")
            case Stage.PLACEMENT:
                yield play.act("agree-support", needs="A place near home.", plan="Apply this week.")
            case Stage.REINTEGRATION:
                yield play.act("record-offer", school_name="Fixture Academy")
                day = play.today.isoformat()
                yield play.act("record-place-accepted", starts_on=day, agreed_with="The mother")
    if stage is Stage.DORMANT:
        yield play.act("record-not-found", why="no-trace", tried="Two visits, letters, all contacts.")
    if stage is Stage.CLOSED:
        yield close(play)


def nothing_urgent(play: Play, reason: str = "Seen by their nurse; safe and well.") -> None:
    """Whatever is urgent is answered by a named person, each by its own form."""
    waiting = {task.name for task in play.case.open_tasks() if task.urgent}
    if "police-referral" in waiting:
        play.act("decide-no-police-referral", reason=reason)
    if "safeguarding-referral" in waiting:
        play.act("decide-no-safeguarding-referral", reason=reason)


def close(play: Play, *, by: str = "officer", **more: Any) -> Entry:
    """Close it on the school's word that the child attended today, the household having been asked for."""
    if not play.case.household_asked:
        play.act("record-no-other-children", who_said="The mother, and the housing record.")
    body = {
        "outcome": "ON_ROLL",
        "proof": "first-attendance",
        "evidence": "In class today.",
        "confirmed_by": "Attendance office",
        "attended_on": play.today.isoformat(),
    }
    return play.act("close-case", by=by, **{**body, **more})


def written(play: Play, *, template: str = "L02", person: str | None = None, by: str = "officer") -> str:
    """A draft to this person."""
    play.act("draft-letter", template=template, person=person or play.person(), by=by)
    return str(play.letter().id)


def issued(play: Play, *, template: str = "L02", person: str | None = None, approver: str = "officer") -> str:
    """A letter waiting to be posted."""
    letter = written(play, template=template, person=person)
    play.act("approve-letter", letter=letter, by=approver)
    play.act("issue-letter", letter=letter)
    return letter


def posted(play: Play, **more: Any) -> str:
    letter = issued(play, **more)
    play.act("record-posting", letter=letter)
    return letter
