"""Signing off a bundle and serving it: by a lawyer who neither asked for it, arranged it nor built it, under a power of
the register; once served it never changes (PRACTICE 6.15, 7, harm 12).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.bundles import ASSEMBLE, LOCKED, BundleAction, bundle_of, nothing_built
from domain.actions.charging import hand
from domain.bundles.case_bundle import Built, Bundle
from domain.bundles.gathering import returned_since
from domain.bundles.profiles import PROFILES
from domain.bundles.rules import RULES
from domain.case_file import CaseFile, Task
from domain.date_rules import work_out
from domain.entry import Consequences, Entry
from domain.evidence.unused import undecided
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.guards.guard import guard
from domain.guards.sources import law, practice
from domain.law.authority import holds, second_person
from domain.law.service import Rules, deemed
from domain.people import Day, Line, Words
from domain.proceedings import Prosecution
from domain.proceedings.groundwork import Hand
from domain.proceedings.served import Manner, Service
from domain.verdict import Verdict
from domain.vocabulary import Power, Role

STOPPED = guard("PREFLIGHT_FAILS", "A bundle that fails pre-flight is not signed off", practice("7"), absolute=True)
WAITS = guard("PREFLIGHT_WAITS", "What needs a person is looked at before sign-off", practice("7"), absolute=True)
UNUSED = guard(
    "UNUSED_UNDECIDED",
    "No bundle of a prosecution is signed off while a line of unused material is undecided",
    law("Criminal Procedure and Investigations Act 1996, code of practice", verified=False),
    absolute=True,
)
RETURNED = guard(
    "RETURNED_AFTER_CHARGE",
    "No bundle is signed off while post returned after the charge is open",
    practice("8.12"),
    absolute=True,
)
PROTECTED_SINCE = guard(
    "PROTECTED_SINCE",
    "A bundle built before something was protected is built again before it goes anywhere",
    practice("4.3"),
    absolute=True,
)
GUARDS = (STOPPED, WAITS, UNUSED, RETURNED, PROTECTED_SINCE)
SERVE = "serve-bundle"
_DEEMED = frozenset({Manner.LEFT, Manner.POST})  # handed over or sent by e-mail: the day itself


class BundleSignedOff(BundleAction):
    """The version that was reviewed, as it was built: its bytes are named by the journal from here on."""

    name: ClassVar[str] = "sign-off-bundle"
    label: ClassVar[str] = "Sign off a bundle"
    roles: ClassVar = frozenset({Role.LEGAL})

    version: int = Field(title="Which version?", ge=1)
    reviewed: bool = Field(title="I have read this version from the first page to the last")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        latest = case.bundles[-1].latest if case.bundles else None
        return {**super().example(case, today), "version": latest.number if latest else 1, "reviewed": True}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        yield from super().in_the_way(facts)
        yield from nothing_built(facts)

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        bundle = facts.case.bundle(self.bundle)
        if bundle is None:
            return
        if not self.reviewed:
            yield refused("NOT_READ", "Say that you have read it", "reviewed")
        latest = bundle.latest
        if latest is None or latest.number != self.version:
            yield refused("NOT_THE_LATEST", "Only the latest version is signed off", "version", needs="the latest")
            return
        if bundle.signed_version == self.version:
            yield refused("SIGNED_ALREADY", "This version is signed off", needs="nothing more to do")
        yield from in_the_way_of_signing(facts, bundle)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        bundle = bundle_of(facts.case, self.bundle)
        line = facts.authorisations.relied_on(facts.actor.id, Power.CONDUCT, facts.today)
        prepared = {"power": line.document if line else ""}
        if not PROFILES[bundle.profile].served:
            return Consequences(prepared=prepared)
        due = bundle.file_by or work_out("case-review", facts.today, facts.almanac).last_day
        task = Task(
            id=f"T{seq}-{SERVE}",
            name=SERVE,
            title="File and serve the bundle that was signed off",
            why=PROFILES[bundle.profile].title,
            action="record-bundle-served",
            due_on=max(due, facts.today),
            audience="legal",
            subject=bundle.id,
        )
        return Consequences(tasks=[task], prepared=prepared)

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        return [task for task in case.open_tasks() if (task.name, task.subject) == (ASSEMBLE, self.bundle)]

    def change(self, case: CaseFile, entry: Entry) -> None:
        bundle = bundle_of(case, self.bundle)
        bundle.signed_version, bundle.signed_by, bundle.signed_on = self.version, entry.actor, entry.happened_on


def in_the_way_of_signing(facts: Facts, bundle: Bundle) -> Iterator[Verdict]:
    """What keeps the latest version from being signed off by this person now: shown on its page too."""
    latest = bundle.latest
    if latest is None:
        yield refused("NOT_BUILT", "This bundle has not been built yet", needs="build it")
        return
    yield from holds(facts.authorisations, Power.CONDUCT, hand(facts))
    hands = {bundle.requested_by, latest.by, *latest.hands}
    yield from second_person(
        facts.authorisations,
        hand(facts),
        [Hand(person=each, on=latest.on) for each in sorted(hands)],
    )
    if latest.stops:
        titles = "; ".join(RULES[each].title for each in latest.stops if each in RULES)
        yield STOPPED.refuse(f"Pre-flight stopped this version: {titles}", needs="put it right and build again")
    if waits := bundle.unanswered(latest.waits):
        titles = "; ".join(RULES[each].title for each in waits if each in RULES)
        yield WAITS.refuse(f"Nobody has looked yet at: {titles}", needs="answer each")
    yield from _protected_since(facts.case, latest)
    charge = facts.case.proceeding(bundle.about) if bundle.about else None
    if isinstance(charge, Prosecution):
        if lines := undecided(facts.case, charge):
            yield UNUSED.refuse(
                f"{lines} of the lines of unused material are undecided",
                needs="say what each is worth",
            )
        if returned_since(facts.case, charge):
            yield RETURNED.refuse("Post to the defendant came back after the charge", needs="serve it again first")


def _protected_since(case: CaseFile, built: Built) -> Iterator[Verdict]:
    if case.protected and built.guarded != (len(case.protections), len(case.covered)):
        yield PROTECTED_SINCE.refuse(
            "Something was protected, or told of what is protected, after this version was built",
            needs="build it again",
        )


def _supplement(bundle: Bundle) -> bool:
    """Whether what is signed off adds to what was served, and changes nothing of it."""
    built = bundle.version(bundle.signed_version)
    return built is not None and built.supplement > 0


class BundleServed(BundleAction):
    """Into the ledger of service, and locked for ever. What comes later goes out as a supplement."""

    name: ClassVar[str] = "record-bundle-served"
    label: ClassVar[str] = "Record that a bundle was served"
    answers: ClassVar[tuple[str, ...]] = ()
    day_field: ClassVar[str] = "served_on"

    to: Line = Field(title="To whom?", description="The court, the defendant or their lawyer")
    manner: Manner = Field(title="How?")
    served_on: Day | None = Field(default=None, title="When?", description="Leave empty for today")
    evidence: Words = Field(default="", title="How is it known?", description="A receipt, or the court's portal")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {**super().example(case, today), "to": "Sampleton Magistrates' Court", "manner": "email"}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        yield from super().in_the_way(facts)
        if facts.case.bundles and not any(each.signed_version for each in facts.case.bundles):
            yield refused("NOT_SIGNED_OFF", "No bundle of this case is signed off", needs="a lawyer signs it off")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        yield from impossible_day(facts, self.served_on, "served_on")
        bundle = facts.case.bundle(self.bundle)
        if bundle is None:
            return
        if not PROFILES[bundle.profile].served:
            yield refused("NOT_SERVED", "Papers for advice are served on nobody", "bundle")
        if not bundle.signed_version:
            yield refused("NOT_SIGNED_OFF", "It is not signed off", "bundle", needs="a lawyer signs it off")
        elif bundle.signed_on and self.day(facts.today) < bundle.signed_on:
            yield refused("BEFORE_SIGN_OFF", "It was signed off after that day", "served_on")
        elif (built := bundle.version(bundle.signed_version)) and (
            since := next(_protected_since(facts.case, built), None)
        ):
            yield since
        elif bundle.served_version not in (0, bundle.signed_version) and not _supplement(bundle):
            yield LOCKED.refuse("Another version was served", needs="a supplement", field="bundle")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        day = self.day(facts.today)
        if self.manner not in _DEEMED:
            return Consequences(prepared={"deemed_on": day.isoformat(), "rule": self.manner.value})
        deadline = deemed(self.manner, day, facts.almanac, Rules.CRIMINAL)
        return Consequences(prepared={"deemed_on": deadline.last_day.isoformat(), "rule": deadline.rule})

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        return [task for task in case.open_tasks() if (task.name, task.subject) == (SERVE, self.bundle)]

    def change(self, case: CaseFile, entry: Entry) -> None:
        bundle = bundle_of(case, self.bundle)
        line = Service(
            id=f"V{entry.seq}",
            letter=bundle.id,
            person_id=self.to,
            manner=self.manner,
            by=entry.actor,
            on=entry.happened_on,
            evidence=self.evidence,
            recorded_at=entry.recorded_at,
            deemed_on=date.fromisoformat(entry.consequences.prepared["deemed_on"]),
            rule=entry.consequences.prepared["rule"],
        )
        bundle.ledger = bundle.ledger.with_entry(line)
        bundle.served_version = bundle.served_version or bundle.signed_version
        bundle.served_on = bundle.served_on or entry.happened_on
