"""Whatever is done, in whatever order, and whoever leaves: no open case is in no queue (PRACTICE 2.4, 8.5), and the
journal tells the same case however it is read.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.actions import ACTIONS, STEPS, open_in
from domain.actions.base import Action
from domain.afterwards import looked_after
from domain.case_file import CaseFile
from domain.clock import ClockState
from domain.corrections import corrected, value_at
from domain.decide import verdicts
from domain.entry import broken_links
from domain.facts import Roster
from domain.fold import fold
from domain.guards.letters import recipient_lines
from domain.verdict import Refused
from domain.vocabulary import (
    Closure,
    ContactRule,
    EnquiryResult,
    Indicator,
    LetterState,
    Protection,
    Risk,
    Role,
    Stage,
    VisitOutcome,
)
from tests.domain.play import FATHER, HOME, JOURNEY, MOTHER, REF, Play, at

OTHER = "RC-2026-000777"
WAYS = (
    (Closure.OTHER_LA_CONFIRMED, "authority-acknowledged"),
    (Closure.EHE_SUITABLE, "officer-decision"),
    (Closure.DUPLICATE, "surviving-case"),
    (Closure.DECEASED, "registrar-or-police"),
    (Closure.ON_ROLL, "first-attendance"),
)


def one_of(words: Any, n: int) -> Any:
    options = list(words)
    return options[n % len(options)]


def person(play: Play, n: int) -> str:
    return one_of([each.id for each in play.case.people] or [""], n)


def day(play: Play, back: int) -> str:
    return (play.today - timedelta(days=back % 9)).isoformat()


# Bodies that differ from the example, by a number
BODIES: dict[str, Callable[[Play, int], dict[str, Any]]] = {
    "assign-case": lambda play, n: {"owner": one_of(play.staff, n)},
    "close-case": lambda play, n: {
        "outcome": WAYS[n % 5][0],
        "proof": WAYS[n % 5][1],
        "evidence": "A letter.",
        "confirmed_by": "Their officer",
        "attended_on": play.today.isoformat() if n % 2 else None,
        "surviving_case": OTHER,
    },
    "record-visit": lambda play, n: {
        "outcome": one_of(VisitOutcome, n),
        "where": "At home",
        "warnings_read": True,
        "happened_on": day(play, n),
    },
    "record-child-seen": lambda play, n: {
        "where": "At home",
        "seen_by": ("professional", "known-adult")[n % 2],
        "by_name": "A Nurse",
        "by_role": "Nurse",
        "happened_on": day(play, n),
    },
    "record-enquiry": lambda play, n: {"subject": "health", "result": one_of(EnquiryResult, n)},
    "record-recheck": lambda play, n: {"checked": "Nothing.", "trace": bool(n % 2)},
    "give-child-details": lambda play, n: {"first_absent_on": day(play, n), "evidence": "The register."},
    "raise-danger": lambda play, n: {"indicators": [one_of(Indicator, n)], "words": "Heard at the gate."},
    "set-risk": lambda play, n: {"level": one_of(Risk, n), "reason": "As it looks now."},
    "set-contact-rule": lambda play, n: {
        "person": person(play, n),
        "rule": one_of(ContactRule, n // 2),
        "source": "The court",
    },
    "protect-details": lambda play, n: {"why": one_of(Protection, n), "source": "The police"},
    "agree-safe-address": lambda play, n: {
        "person": person(play, n),
        "safe_address": {"lines": ["PO Box 1"], "postcode": "BA1 1AD"},
        "agreed_how": "By telephone",
    },
    "change-address": lambda play, n: {
        "person": person(play, n),
        "address": {**HOME, "lines": [f"{n % 3} Fixture Road"]},
        "source": "The landlord",
    },
    "record-person-died": lambda play, n: {"person": person(play, n), "source": "The registrar"},
    "draft-letter": lambda play, n: {"template": ("L02", "L98")[n % 2], "person": person(play, n // 2)},
    "edit-letter": lambda play, n: {
        "letter": one_of([letter.id for letter in play.case.letters] or [""], n),
        "text": "Dear reader, please ring us.",
        "goes_with": "A reading",
    },
    "pause-clocks": lambda play, n: {
        "reason": "Funeral.",
        "until": (play.today + timedelta(days=n % 30)).isoformat(),
    },
    "review-attendance": lambda play, n: {
        "attending": ("sustained", "mixed", "not-attending")[n % 3],
        "seen": "Said so.",
    },
    "send-back": lambda play, n: {"to": one_of(Stage, n), "reason": "Not complete."},
    "finish-task": lambda play, n: {
        "task": one_of([task.id for task in play.case.open_tasks()] or [""], n),
        "result": "Done.",
    },
    "plan-visit": lambda play, n: {
        "visit_on": (play.today + timedelta(days=n % 4)).isoformat(),
        "ends_by": "16:30",
        "warnings_read": True,
    },
}
LETTERS = (
    "draft-letter",
    "edit-letter",
    "approve-letter",
    "issue-letter",
    "record-posting",
    "record-returned-post",
    "stop-letter",
    "record-letter-left",
)
CORRECTED = {
    "referral-received": ("happened_on", "child.first_absent_on", "owner"),
    "record-child-seen": ("happened_on", "seen_by"),
    "record-visit": ("outcome", "happened_on"),
    "record-place-accepted": ("starts_on",),
    "set-risk": ("level",),
    "set-contact-rule": ("rule",),
    "close-case": ("outcome", "happened_on"),
    "record-posting": ("how", "posted_on"),
    "confirm-first-attendance": ("attended_on",),
    "plan-visit": ("visit_on",),
    "give-child-details": ("first_absent_on",),
}
OTHERWISE = {
    "seen_by": "known-adult",
    "outcome": "no-reply",
    "level": "green",
    "rule": "safe-only",
    "how": "by-hand",
    "owner": "officer2",
}


def act(play: Play, n: int) -> None:
    """Some action that is open now."""
    do(play, open_in(play.case.stage), n)


def step(play: Play, n: int) -> None:
    """What moves the case on, with what it needs first."""
    if n % 2 and play.case.stage in (Stage.CHECKS, Stage.CONTACT):
        do(play, [ACTIONS["record-enquiry"]], n)
    if play.case.stage is Stage.PLACEMENT and play.case.place.offered_on is None:
        do(play, [ACTIONS["record-offer"]], n)
    if n % 7 == 0 and not play.case.household_asked and play.case.open:
        do(play, [ACTIONS["record-no-other-children"]], n)
    do(play, STEPS[play.case.stage], n)


def write(play: Play, n: int) -> None:
    """Some letter one step further on its way."""
    do(play, [ACTIONS[name] for name in LETTERS if n % 3 or name != "draft-letter" or not play.case.letters], n)


def do(play: Play, actions: Sequence[type[Action]], n: int) -> None:
    """One of these that nothing stands in the way of, by somebody who may do it, with its example or its own body."""
    tries = [actions[(n + 7 * more) % len(actions)] for more in range(8)]
    action = next((each for each in tries if not list(each.in_the_way(play.facts("supervisor")))), tries[0])
    by = one_of(
        sorted(who for who, staff in play.staff.items() if staff.active and staff.has(*action.roles)) or [""], n
    )
    if not by:
        return
    own = BODIES.get(action.name)
    body = own(play, n // 7) if own and n % 3 else action.example(play.case, play.today)
    overrides = {"NOT_SEEN": "Said so", "SEEN_LATELY": "Said so", "HOUSEHOLD_NOT_ASKED": "Said so"} if n % 5 else {}
    play.act(action.name, by=by, overrides=overrides, **body)


def correct(play: Play, n: int) -> None:
    known = [entry for entry in corrected(play.entries) if entry.action in CORRECTED]
    entry = one_of(known, n)
    field = one_of(CORRECTED[entry.action], n // 3)
    old = entry.happened_on.isoformat() if field == "happened_on" else value_at(entry.data, field)
    new = OTHERWISE.get(field, day(play, n // 5))
    play.act(
        "correct-entry",
        entry=entry.seq,
        field=field,
        old=old,
        new=new,
        reason="Misread.",
        by=one_of(staff_here(play), n),
    )


def staff_here(play: Play) -> list[str]:
    here = [who for who, staff in play.staff.items() if staff.active and who != "lawyer"]
    return here or ["officer"]


def leave(play: Play, n: int) -> None:
    """Somebody leaves, or comes back; the service hands on what they had. One officer always stays."""
    who = one_of(play.staff, n)
    active = not play.staff[who].active
    officers = [each for each, staff in play.staff.items() if staff.active and staff.has(Role.OFFICER)]
    if officers == [who]:
        return
    play.staff[who] = replace(play.staff[who], active=active)
    if play.case.open and not looked_after(play.case, Roster(play.staff)):
        play.act("hand-on", by="process")


def days(play: Play, n: int) -> None:
    play.asleep = n % 11 == 0
    play.to(play.today + timedelta(days=1 + n % 40))
    play.asleep = False
    play.ring()


MOVES: tuple[Callable[[Play, int], None], ...] = (act, act, act, act, step, step, write, write, correct, leave, days)


def check(play: Play) -> None:
    case = play.case
    if case.open:
        assert case.next_due is not None, "an open case has a next thing due"
        assert case.next_thing
        assert looked_after(case, Roster(play.staff)), "an open case has somebody"
    urgent = [task.title for task in case.open_tasks() if task.urgent]
    if urgent:
        assert case.next_thing in urgent, "nothing outranks what is urgent"
    names = [clock.name for clock in case.clocks]
    assert len(names) == len(set(names))
    for clock in case.clocks:
        if not clock.pausable:
            assert clock.state is not ClockState.PAUSED
            assert not clock.extended
        if clock.state is ClockState.PAUSED:
            assert case.pause is not None
            assert "pause-ends" in play.running()
    for letter in case.letters:
        reader = case.person(letter.person_id)
        assert reader is not None
        if letter.state in (LetterState.APPROVED, LetterState.ISSUED):
            assert not reader.deceased
            assert case.rule_for(reader) is not ContactRule.NEVER
            assert case.correspondence_address(reader) is not None
        if letter.state is LetterState.ISSUED:
            assert letter.recipient_lines == recipient_lines(case, reader)
    last = play.entries[-1]
    assert not last.overrides or last.actor == "supervisor"
    if last.action == "stage-entered" and case.stage is Stage.CLOSED:
        # Nothing runs and nothing is to be done but for what lives on beside it, as a request for personal data does.
        lives_on = {each.name for each in case.proceedings if each.open}
        assert {clock.process.rpartition("/")[2] for clock in case.running_clocks()} <= lives_on
        assert {task.subject.partition(":")[0] for task in case.open_tasks()} <= lives_on


def offered(play: Play) -> None:
    """What is offered to somebody is accepted as it stands."""
    for by in ("officer", "supervisor"):
        for action in open_in(play.case.stage):
            facts = play._facts_for(action.name, by)
            if action not in JOURNEY:
                continue
            if not facts.actor.active or not facts.actor.has(*action.roles) or list(action.not_possible(facts)):
                continue
            form = action.model_validate(action.suggested(facts))
            refusals = [verdict.code for verdict in verdicts(form, facts)]
            assert refusals == [], action.name


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(Stage),
    st.lists(st.tuples(st.sampled_from(MOVES), st.integers(0, 5_000)), min_size=8, max_size=32),
    st.booleans(),
    st.booleans(),
)
def test_no_open_case_is_ever_in_no_queue(
    stage: Stage, script: list[tuple[Callable[[Play, int], None], int]], confidential: bool, known: bool
) -> None:
    child = {} if known else {"first_absent_on": None, "date_of_birth": None}
    play = at(stage, adults=[MOTHER, FATHER], confidential=confidential, child=child)
    play.others = {OTHER: Stage.CONTACT}
    check(play)
    for move, n in script:
        with suppress(Refused):
            move(play, n)
        check(play)
    assert broken_links(play.entries) == [], "nothing that came later changed an entry"
    assert fold(REF, play.entries) == play.case
    assert CaseFile.model_validate(play.case.model_dump(mode="json")) == play.case
    offered(play)
    half = play.entries[: len(play.entries) // 2]
    assert fold(REF, half) == fold(REF, half)
