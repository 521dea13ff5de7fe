"""Only local clocks pause or extend (PRACTICE 2.1). The law's clocks and a child's safety do not wait."""

from collections.abc import Iterator
from datetime import date

from domain.clock import Clock
from domain.date_rules import RULES, work_out
from domain.facts import Facts
from domain.guards.dates import refused
from domain.guards.sources import practice
from domain.source import Tag
from domain.verdict import Verdict

PAUSE = practice("2.1")


def not_local(clock: Clock) -> Iterator[Verdict]:
    rule = RULES.get(clock.deadline.rule)
    if clock.pausable:
        return
    source = rule.source if rule else clock.deadline.source
    why = {
        "statutory": "the law sets it" if rule else "its own notice sets it",
        "safeguarding": "a child's safety depends on it",
        "local": "guidance sets it" if source.tag is Tag.GUID else "it keeps the case in sight",
    }[clock.kind]
    yield Verdict(
        code="CLOCK_NOT_LOCAL",
        reason=f"“{clock.label}” neither pauses nor moves: {why} ({source.cite})",
        source=source,
        needs="it cannot be moved",
        absolute=True,
    )


def pausing(facts: Facts, until: date) -> Iterator[Verdict]:
    if facts.case.pause is not None:
        yield refused("ALREADY_PAUSED", "The local clocks of this case are already paused", needs="resume first")
    if not any(clock.pausable for clock in facts.case.running_clocks()):
        yield Verdict(
            code="NOTHING_TO_PAUSE",
            reason="No local clock is running: the law's clocks and safeguarding clocks do not pause",
            source=PAUSE,
            needs="a local clock",
            absolute=True,
        )
    if until < facts.today:
        yield refused("PAUSE_ENDS_BEFORE", "A pause ends today or later", "until")
    longest = work_out("pause-limit", facts.today, facts.almanac).last_day
    if until > longest:
        yield Verdict(
            code="PAUSE_TOO_LONG",
            reason=f"A pause lasts at most 20 working days: until {longest:%-d %B %Y} at the latest",
            source=PAUSE,
            field="until",
            needs="an earlier end",
            absolute=True,
        )


def already_extended() -> Verdict:
    return Verdict(
        code="ALREADY_EXTENDED",
        reason="This clock was extended once already",
        source=PAUSE,
        field="clock",
        needs="a supervisor's reason",
    )


def extending(facts: Facts, clock_name: str, to: date) -> Iterator[Verdict]:
    clock = facts.case.clock(clock_name)
    if clock is None or not clock.running:
        yield refused("NO_SUCH_CLOCK", "No clock of this name is running on this case", "clock")
        return
    yield from not_local(clock)
    if clock.extended:
        yield already_extended()
    if to <= clock.last_day:
        yield refused(
            "NOT_LATER", f"This clock already runs to {clock.last_day:%-d %B %Y}: an extension ends later", "to"
        )
    cap = work_out("extension-limit", clock.last_day, facts.almanac).last_day
    if to > cap:
        yield Verdict(
            code="EXTENSION_TOO_LONG",
            reason=f"An extension is at most 10 working days: to {cap:%-d %B %Y}",
            source=PAUSE,
            field="to",
            needs="an earlier day",
            absolute=True,
        )
