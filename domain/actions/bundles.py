"""Bundles in the case's record: asked for, with the days counted back from the hearing; and what is missing asked of
the officer.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Final

from pydantic import Field

from domain.actions.base import ANYONE_INSIDE, Action
from domain.bundles.case_bundle import Asked, Bundle, ProfileName
from domain.bundles.document import Kind
from domain.bundles.profile import Profile
from domain.bundles.profiles import PROFILES
from domain.calendars import CalendarMissing
from domain.case_file import CaseFile, Task
from domain.date_rules import work_out
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import refused
from domain.guards.guard import guard
from domain.guards.sources import practice
from domain.law.guard import day_words
from domain.people import Day, Line
from domain.people import Reasoned as Reason
from domain.proceedings import Prosecution, SupervisionOrder
from domain.verdict import Verdict
from domain.vocabulary import Role

LAWYERS: Final = frozenset({Role.LEGAL, Role.SUPERVISOR})
ASSEMBLE, WANTED = "assemble-bundle", "bundle-document"
LOCKED = guard(
    "BUNDLE_LOCKED",
    "A served bundle is locked for ever: what comes later is a supplement",
    practice("7"),
    absolute=True,
)
GUARDS = (LOCKED,)


class BundleAction(Action):
    """What is done with one bundle of the case."""

    topic: ClassVar[str] = "Legal steps"
    roles: ClassVar = LAWYERS

    bundle: Line = Field(title="Which bundle?", json_schema_extra={"choices": "bundles"})

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not facts.case.bundles:
            yield refused("NO_BUNDLE", "No bundle was asked for on this case", needs="a bundle")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if facts.case.bundle(self.bundle) is None:
            yield refused("NO_SUCH_BUNDLE", "There is no bundle of this name on the case", "bundle")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"bundle": case.bundles[-1].id if case.bundles else ""}


class BundleRequested(Action):
    """A bundle for a court, for advice, or for a person who asks for their data: assembled and reviewed by the legal
    team.
    """

    name: ClassVar[str] = "request-bundle"
    label: ClassVar[str] = "Ask for a bundle"
    topic: ClassVar[str] = "Legal steps"
    roles: ClassVar = ANYONE_INSIDE

    profile: ProfileName = Field(title="What is it for?")
    about: Line = Field(
        default="",
        title="For which proceeding?",
        description="Needed for a prosecution and a supervision order",
        json_schema_extra={"choices": "proceedings"},
    )
    person: Line = Field(
        default="",
        title="Who is it for?",
        description="The parent who asked for their data, or who appeals; the defendant of a proceeding is known",
        json_schema_extra={"choices": "people"},
    )
    hearing_on: Day | None = Field(default=None, title="When is the hearing?", description="Leave empty if not known")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"profile": "legal-advice"}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        proceeding = facts.case.proceeding(self.about) if self.about else None
        if self.about and proceeding is None:
            yield refused("NO_SUCH_PROCEEDING", "There is no proceeding of this name on the case", "about")
        wanted = _NEEDS.get(self.profile)
        if wanted is not None and not isinstance(proceeding, wanted[0]):
            yield refused("PROCEEDING_NEEDED", f"Say for which {wanted[1]} it is", "about", needs=f"a {wanted[1]}")
        if self.person and facts.case.person(self.person) is None:
            yield refused("NO_SUCH_PERSON", "This person is not on the case", "person")
        if self.profile is ProfileName.SUBJECT_ACCESS and not self.person:
            yield refused("PERSON_NEEDED", "Say whose data it is", "person")
        if self.hearing_on is not None and self.hearing_on < facts.today:
            yield refused("HEARING_PAST", "The hearing lies ahead", "hearing_on")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        hearing = self.hearing_on or _next_hearing(facts, self.about)
        by = file_by(PROFILES[self.profile], hearing, facts)
        due = min(filter(None, (by, work_out("case-review", facts.today, facts.almanac).last_day)))
        title = f"Assemble the bundle: {self.profile.label}"
        why = f"To be filed by {day_words(by)}" if by else ""
        task = Task(
            id=f"T{seq}-{ASSEMBLE}",
            name=ASSEMBLE,
            title=title,
            why=why,
            action="sign-off-bundle",
            due_on=max(due, facts.today),
            audience="legal",
            subject=f"B{seq}",
        )
        prepared = {
            "hearing_on": hearing.isoformat() if hearing else None,
            "file_by": by.isoformat() if by else None,
        }
        return Consequences(tasks=[task], prepared=prepared)

    def change(self, case: CaseFile, entry: Entry) -> None:
        proceeding = case.proceeding(self.about) if self.about else None
        known = entry.consequences.prepared
        case.bundles.append(
            Bundle.model_validate(
                {
                    "id": f"B{entry.seq}",
                    "profile": self.profile,
                    "about": self.about,
                    "person_id": self.person or (proceeding.person_id if proceeding else ""),
                    "requested_by": entry.actor,
                    "requested_on": entry.happened_on,
                    "hearing_on": known.get("hearing_on"),
                    "file_by": known.get("file_by"),
                }
            )
        )


class BundleHearingSet(BundleAction):
    """The hearing was set or moved after the bundle was asked for: its days are counted back afresh."""

    name: ClassVar[str] = "set-bundle-hearing"
    label: ClassVar[str] = "Say when the hearing of a bundle is"

    hearing_on: Day = Field(title="When is the hearing?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {**super().example(case, today), "hearing_on": today.isoformat()}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from super().refusals(facts)
        bundle = facts.case.bundle(self.bundle)
        if self.hearing_on < facts.today:
            yield refused("HEARING_PAST", "The hearing lies ahead", "hearing_on")
        if bundle is not None and bundle.locked:
            yield LOCKED.refuse("This bundle has been served", needs="a supplement", field="bundle")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        bundle = bundle_of(facts.case, self.bundle)
        by = file_by(PROFILES[bundle.profile], self.hearing_on, facts)
        waiting = [task for task in facts.case.open_tasks() if task.subject == bundle.id and task.audience == "legal"]
        moved = [
            task.model_copy(
                update={
                    "id": f"T{seq}-{task.name}",
                    "due_on": max(by, facts.today),
                    "why": f"To be filed by {day_words(by)}",
                }
            )
            for task in waiting
            if by is not None
        ]
        known = {"file_by": by.isoformat() if by else None}
        return Consequences(done=[task.id for task in waiting] if moved else [], tasks=moved, prepared=known)

    def change(self, case: CaseFile, entry: Entry) -> None:
        bundle = bundle_of(case, self.bundle)
        by = entry.consequences.prepared.get("file_by")
        bundle.hearing_on, bundle.file_by = self.hearing_on, date.fromisoformat(by) if by else None


class DocumentWanted(BundleAction):
    """What the bundle lacks, asked of the case's officer, with a day."""

    name: ClassVar[str] = "ask-for-document"
    label: ClassVar[str] = "Ask the officer for a document"

    kind: Kind = Field(title="What is missing?")
    words: Reason = Field(title="What exactly?", max_length=300)

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        asked = {"kind": "CERTIFICATE", "words": "The head teacher's certificate for the dates charged."}
        return {**super().example(case, today), **asked}

    def follows(self, facts: Facts, seq: int) -> Consequences:
        task = Task(
            id=f"T{seq}-{WANTED}",
            name=WANTED,
            title=f"For a bundle: the {self.kind.words}",
            why=self.words,
            action="file-document",
            due_on=self._due(facts),
            subject=f"{self.bundle}:{self.kind}",
        )
        return Consequences(tasks=[task])

    def _due(self, facts: Facts) -> date:
        bundle = facts.case.bundle(self.bundle)
        by = work_out("bundle-document", facts.today, facts.almanac).last_day
        return max(min(by, bundle.file_by), facts.today) if bundle and bundle.file_by else by

    def change(self, case: CaseFile, entry: Entry) -> None:
        due = next((task.due_on for task in entry.consequences.tasks), entry.happened_on)
        bundle_of(case, self.bundle).asked.append(
            Asked(kind=self.kind, words=self.words, on=entry.happened_on, due_on=due)
        )


def file_by(profile: Profile, hearing: date | None, facts: Facts) -> date | None:
    """The last day to file, counted back from the hearing by the profile's rule."""
    if hearing is None or not profile.file_before_hearing:
        return None
    try:
        return work_out(profile.file_before_hearing, hearing, facts.almanac).last_day
    except CalendarMissing:
        return None


def _next_hearing(facts: Facts, about: str) -> date | None:
    proceeding = facts.case.proceeding(about) if about else None
    hearings = proceeding.hearings if isinstance(proceeding, Prosecution) else []
    return min((each.on for each in hearings if each.on >= facts.today and not each.outcome), default=None)


def nothing_built(facts: Facts) -> Iterable[Verdict]:
    """What is said about a version waits until there is one."""
    if facts.case.bundles and not any(each.latest for each in facts.case.bundles):
        yield refused("NOT_BUILT", "No bundle of this case has been built yet", needs="build it")


def bundle_of(case: CaseFile, name: str) -> Bundle:
    """Raises LookupError where the guards have not seen to it: a bug."""
    if (found := case.bundle(name)) is None:
        raise LookupError("no bundle")
    return found


_NEEDS: Final = {
    ProfileName.PROSECUTION: (Prosecution, "prosecution"),
    ProfileName.SINGLE_JUSTICE: (Prosecution, "prosecution"),
    ProfileName.SUPERVISION_ORDER: (SupervisionOrder, "supervision order"),
}
