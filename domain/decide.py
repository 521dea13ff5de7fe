"""From an act and the facts to the entry that records it, or the verdicts that refuse it. Pure: the recorder only
stores.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from domain.act import Act
from domain.actions import ACTIONS
from domain.actions.base import Action, Internal
from domain.actions.closing import CaseClosed
from domain.afterwards import following
from domain.entry import GENESIS, Entry
from domain.facts import Facts
from domain.fold import next_case
from domain.guards.dates import impossible_day, refused
from domain.guards.near_matches import reason_names_nobody
from domain.stage_clocks import review
from domain.verdict import Refused, Verdict
from domain.vocabulary import Role

Prepare = Callable[[Action, Facts, int], dict[str, Any]]
STARTS_THE_REVIEW = frozenset({"referral-received", "stage-entered"})


class Stale(Exception):
    """A clock that is no longer running, or rings later than the process thought: nothing is to be recorded."""


def nothing_prepared(action: Action, facts: Facts, seq: int) -> dict[str, Any]:
    return {}


def form_of(act: Act) -> Action:
    """The filled-in form of an act. Raises Refused naming each field that does not fit."""
    try:
        return ACTIONS[act.action].model_validate(act.data)
    except ValidationError as wrong:
        raise Refused(
            *(_field_verdict(error) for error in wrong.errors(include_url=False, include_input=False))
        ) from None


def _field_verdict(error: Any) -> Verdict:
    return refused(
        "INVALID", str(error["msg"]).removeprefix("Value error, "), ".".join(str(part) for part in error["loc"])
    )


def verdicts(action: Action, facts: Facts) -> list[Verdict]:
    """Everything that stands in the way of a filled-in form, without repeats."""
    found: dict[tuple[str, str | None], Verdict] = {}
    # A clock or a process records when it notices: a birth date found wrong must not keep it from that.
    day = () if isinstance(action, Internal) else impossible_day(facts, action.happened_on, "happened_on")
    for verdict in (*day, *action.in_the_way(facts), *action.refusals(facts)):
        found.setdefault((verdict.code, verdict.field), verdict)
    return list(found.values())


def may_set_aside(*, in_proceeding: bool) -> tuple[Role, ...]:
    return (Role.SUPERVISOR, Role.LEGAL) if in_proceeding else (Role.SUPERVISOR,)


def overridden(found: Iterable[Verdict], overrides: dict[str, str], facts: Facts) -> dict[str, str]:
    """Which verdicts a supervisor's reason sets aside, by code; in a proceeding a lawyer's too. Law and absolute ones
    never are (PRACTICE 1.6).
    """
    if not facts.actor.has(*may_set_aside(in_proceeding="/" in facts.process)):
        return {}
    return {
        verdict.code: reason
        for verdict in found
        if verdict.overridable and len(reason := overrides.get(verdict.code, "").strip()) >= 3
    }


def decide(act: Act, process: str, facts: Facts, prepare: Prepare = nothing_prepared) -> Entry:
    """The sealed entry that records this act. Raises Refused with verdicts, or Stale for a clock that moved on."""
    case = facts.case
    if act.action == "clock-passed":
        _still_due(act, facts)
    form = form_of(act)
    found = verdicts(form, facts)
    set_aside = overridden(found, act.overrides, facts)
    standing = [verdict for verdict in found if verdict.code not in set_aside]
    if standing := [*standing, *reason_names_nobody(facts, set_aside)]:
        raise Refused(*standing)
    seq = case.seq + 1
    ready = prepare(form, facts, seq)
    consequences = form.follows(facts, seq)
    consequences = consequences.model_copy(
        update={
            "prepared": {**ready, **consequences.prepared},
            "clocks": [*consequences.clocks, *_standing_review(form, act, facts)],
        }
    )
    entry = Entry(
        case=case.ref,
        seq=seq,
        process=process,
        action=act.action,
        key=act.key,
        actor=act.actor,
        role=act.role,
        acting_for=act.acting_for,
        data=form.model_dump(mode="json", exclude={"happened_on"}),
        consequences=consequences,
        overrides=set_aside,
        happened_on=form.day(facts.today),
        recorded_at=facts.now,
        prev=case.head or GENESIS,
    )
    after = next_case(case.copied(), facts.entries, entry)
    return entry.model_copy(update={"consequences": following(consequences, facts, after, seq)}).with_seal()


def _still_due(act: Act, facts: Facts) -> None:
    clock = facts.case.clock(str(act.data["clock"]))
    if (
        clock is None
        or not clock.running
        or clock.rings_at > max(facts.now, datetime.fromisoformat(str(act.data["rings_at"])))
    ):
        raise Stale


def _standing_review(form: Action, act: Act, facts: Facts) -> list[Any]:
    """Whatever a person does on an open case starts its standing review afresh."""
    if (
        isinstance(form, CaseClosed)
        or not facts.case.open
        or (isinstance(form, Internal) and act.action not in STARTS_THE_REVIEW)
    ):
        return []
    if act.action == "stage-entered":
        return []  # entering a stage starts it itself
    return [review(facts)]
