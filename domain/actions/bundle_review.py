"""What a person answers to pre-flight, by name; and each version as the process that built it reports it."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import Internal
from domain.actions.bundles import LOCKED, BundleAction, bundle_of, nothing_built
from domain.actions.work import LAWYER_NEEDED
from domain.bundles.case_bundle import Built, Bundle, FileOf, Reasoned
from domain.bundles.rules import RULES
from domain.case_file import CaseFile
from domain.entry import Entry
from domain.facts import Facts
from domain.guards.dates import refused
from domain.guards.guard import guard
from domain.guards.sources import practice
from domain.people import Line
from domain.people import Reasoned as Reason
from domain.verdict import Verdict
from domain.vocabulary import Role

BEYOND_REASONS = guard(
    "BEYOND_REASONS", "Law, a leak and a missing document are lifted by no reason", practice("1.6"), absolute=True
)
GUARDS = (BEYOND_REASONS,)


class PreflightAnswered(BundleAction):
    """A named person's reason for going on, or what they saw where a person was needed. It is printed in the report."""

    name: ClassVar[str] = "answer-preflight"
    label: ClassVar[str] = "Answer what pre-flight found"

    rule: Line = Field(title="Which rule?", json_schema_extra={"choices": "preflight"})
    tick: Line = Field(
        default="",
        title="Whom does it let in?",
        description="Another parent or child, one by one",
        json_schema_extra={"choices": "let-in"},
    )
    reason: Reason = Field(title="What did you see, or why may it go on?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        waits = [rule for each in case.bundles[-1:] if each.latest for rule in (*each.latest.waits, *each.latest.stops)]
        asked = {"rule": waits[0] if waits else "", "reason": "I looked at every page that it names."}
        return {**super().example(case, today), **asked}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        yield from super().in_the_way(facts)
        yield from nothing_built(facts)

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        bundle = facts.case.bundle(self.bundle)
        if bundle is None:
            return
        latest = bundle.latest
        if bundle.locked:
            yield LOCKED.refuse("This bundle has been served", needs="a supplement", field="bundle")
        elif latest is None or self.rule not in (*latest.stops, *latest.waits):
            yield refused("NOTHING_TO_ANSWER", "Pre-flight has nothing to answer under this rule", "rule")
        elif self.tick:
            yield from self._ticked(facts, bundle)
        elif self.rule in latest.stops and RULES[self.rule].absolute:
            yield BEYOND_REASONS.refuse(
                f"{RULES[self.rule].title}: no reason lifts this", needs="put it right and build again", field="rule"
            )

    def _ticked(self, facts: Facts, bundle: Bundle) -> Iterable[Verdict]:
        who, _, what = self.tick.partition(":")
        known = {"parent": {each.id for each in facts.case.people}, "child": {each.id for each in facts.case.household}}
        if self.rule != "N2" or what not in known.get(who, ()):
            yield refused(
                "NOBODY_TO_LET_IN", "Only another parent or child of this case is let in, by a lawyer", "tick"
            )
        elif not facts.actor.has(Role.LEGAL):
            yield LAWYER_NEEDED.refuse("Only a lawyer lets in another parent or child", needs="a lawyer", field="tick")

    def change(self, case: CaseFile, entry: Entry) -> None:
        said = Reasoned(rule=self.rule, tick=self.tick, by=entry.actor, at=entry.recorded_at, reason=self.reason)
        bundle_of(case, self.bundle).reasons.append(said)


class BundleBuilt(Internal):
    """Reported by the process that built it: a version with its files, or what stopped it."""

    name: ClassVar[str] = "bundle-built"
    label: ClassVar[str] = "A bundle was built"
    topic: ClassVar[str] = "Legal steps"

    bundle: Line
    version: int
    asked_by: Line
    hands: tuple[Line, ...] = ()
    pages: int = 0
    stops: tuple[Line, ...] = ()
    waits: tuple[Line, ...] = ()
    files: tuple[FileOf, ...] = ()
    supplement: int = 0
    guarded: tuple[int, int] = (0, 0)

    def change(self, case: CaseFile, entry: Entry) -> None:
        bundle = bundle_of(case, self.bundle)
        if bundle.version(self.version) is not None:
            return  # reported twice
        built = Built(
            number=self.version,
            on=entry.happened_on,
            by=self.asked_by,
            hands=self.hands,
            pages=self.pages,
            stops=self.stops,
            waits=self.waits,
            files=self.files,
            supplement=self.supplement,
            guarded=self.guarded,
        )
        bundle.versions.append(built)
