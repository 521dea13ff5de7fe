"""Only local clocks pause or extend (PRACTICE 2.1). The law's clocks and a child's safety do not wait."""

from collections.abc import Iterator
from datetime import date

from domain.clock import Clock
from domain.date_rules import RULES, work_out
from domain.facts import Facts
from domain.guards.dates import refused
from domain.guards.guard import guard
from domain.guards.sources import practice
from domain.policy import STANDARDS
from domain.policy_changes import in_force
from domain.source import Tag
from domain.verdict import Verdict

NOTHING_TO_PAUSE = guard("NOTHING_TO_PAUSE", "Only local clocks pause or extend", practice("2.1"), absolute=True)
CLOCK_NOT_LOCAL = guard("CLOCK_NOT_LOCAL", "Only local clocks pause or extend", practice("2.1"), absolute=True)
PAUSE_TOO_LONG = guard("PAUSE_TOO_LONG", "A pause lasts at most 20 working days", practice("2.1"), absolute=True)
EXTENSION_TOO_LONG = guard(
    "EXTENSION_TOO_LONG", "An extension is at most 10 working days", practice("2.1"), absolute=True
)
ALREADY_EXTENDED = guard("ALREADY_EXTENDED", "A clock is extended once", practice("2.1"))
GUARDS = (
    NOTHING_TO_PAUSE,
    CLOCK_NOT_LOCAL,
    PAUSE_TOO_LONG,
    EXTENSION_TOO_LONG,
    ALREADY_EXTENDED,
)


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
    refusal = CLOCK_NOT_LOCAL.refuse(
        f"“{clock.label}” neither pauses nor moves: {why} ({source.cite})", needs="it cannot be moved"
    )
    yield refusal.model_copy(update={"source": source})  # whoever asks is told which law it is


def pausing(facts: Facts, until: date) -> Iterator[Verdict]:
    if facts.case.pause is not None:
        yield refused("ALREADY_PAUSED", "The local clocks of this case are already paused", needs="resume first")
    if not any(clock.pausable for clock in facts.case.running_clocks()):
        yield NOTHING_TO_PAUSE.refuse(
            "No local clock is running: the law's clocks and safeguarding clocks do not pause", needs="a local clock"
        )
    if until < facts.today:
        yield refused("PAUSE_ENDS_BEFORE", "A pause ends today or later", "until")
    longest = work_out("pause-limit", facts.today, facts.almanac).last_day
    if until > longest:
        most, _ = in_force(STANDARDS["pause-limit"], facts.today, facts.almanac.standards)
        yield PAUSE_TOO_LONG.refuse(
            f"A pause lasts at most {most.words}: until {longest:%-d %B %Y} at the latest",
            needs="an earlier end",
            field="until",
        )


def already_extended() -> Verdict:
    return ALREADY_EXTENDED.refuse("This clock was extended once already", needs="a supervisor's reason", field="clock")


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
        most, _ = in_force(STANDARDS["extension-limit"], clock.last_day, facts.almanac.standards)
        yield EXTENSION_TOO_LONG.refuse(
            f"An extension is at most {most.words}: to {cap:%-d %B %Y}", needs="an earlier day", field="to"
        )
