"""A case played into court without a server: acts of the journey and its prosecution, stages as its process moves."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from domain.act import Act
from domain.actions import ACTIONS
from domain.actions.base import Action
from domain.actions.letters import LetterDrafted
from domain.actions.of_proceedings import BEGINNINGS
from domain.actions.of_prosecution import PROSECUTION, STEPS
from domain.decide import decide
from domain.entry import Entry
from domain.facts import Facts, Template
from domain.fold import next_case
from domain.law.authority import Authorisation
from domain.law.authority import Register as Authorisations
from domain.law.sessions import Register
from domain.proceedings import Prosecution
from domain.verdict import Refused, Verdict
from domain.vocabulary import Power
from tests.domain.fixture_calendar import SCHOOL
from tests.domain.law.builders import TERM, unpaid
from tests.domain.play import MOTHER, REF, TEMPLATES, Play, letters_ready

NAME = "prosecution-1"
LETTERS: Mapping[str, Template] = {
    **TEMPLATES,
    **{name: Template(name, name, to="parent", legal_effect=True) for name in ("L14", "L16", "L17")},
    "L24": Template("L24", "Information about the law", to="parent"),
}
POWERS = Authorisations(
    entries=tuple(
        Authorisation(person=person, power=power, granted_by="head", first=date(2024, 1, 1))
        for person, power in (
            ("supervisor", Power.AUTHORISE_PROSECUTION),
            ("supervisor", Power.CONDUCT),
            ("lawyer", Power.CONDUCT),
            ("lawyer", Power.AUTHORISE_PROSECUTION),
        )
    )
)
NEEDS: dict[str, Any] = dict.fromkeys(
    (
        "special_needs",
        "health",
        "bullying",
        "young_carer",
        "bereavement",
        "abuse",
        "disability",
        "place_offered",
        "support_offered",
    ),
    "None known",
) | {"education_provided": True, "suitable": True}
CONSIDERED = {"appropriate": False, "reasons": "No supervisor would change it.", "social_care_view": "None wanted."}
DEFENCES = ("leave", "sickness", "religious-observance", "walking-distance", "travelling")
SIMPLE = {"offence": "s444-1", "procedure": "single-justice", "adult": True}
KNOWING = {"offence": "s444-1A", "procedure": "requisition", "adult": True}
GOOD = {"evidential": True, "public_interest": True, "reasons": "The register is plain."}
WEEK = [f"{day} {half}" for day in ("2026-09-28", "2026-09-29", "2026-09-30", "2026-10-01", "2026-10-02")
        for half in ("AM", "PM")]  # fmt: skip
# Where a step leads, as its process says.
LEADS = {
    "send-prosecution-to-review": "reviewing",
    "return-prosecution": "preparing",
    "authorise-prosecution": "authorised",
    "institute-proceedings": "begun",
    "record-charge-service": "served",
    "record-plea": "in-court",
    "record-result": "ended",
}


class Court(Play):
    """A mother answerable for a child whose week from 28 September 2026 is coded G. `step` acts in the prosecution."""

    def __init__(self, on: str = "2026-11-09", **referral: Any) -> None:
        self.register, self.authorisations, self.process = TERM, POWERS, REF
        super().__init__(on, adults=[MOTHER], **referral)
        self.now = self.now.replace(hour=7)  # the day is still to come
        self.mother = self.person()
        why = {"parent_because": "Named at birth", "answerable_because": "Lives with her"}
        self.act("record-answerable-parent", person=self.mother, first="2024-09-01", **why)

    def facts(self, by: str = "officer") -> Facts:
        return replace(
            super().facts(by),
            registers={SCHOOL: self.register} if self.register else {},
            authorisations=self.authorisations,
            process=self.process,
            templates=LETTERS,
        )

    @property
    def charge(self) -> Prosecution:
        return next(each for each in reversed(self.case.proceedings) if isinstance(each, Prosecution))

    def with_notice(self, **changed: Any) -> str:
        """A penalty notice for the week, unpaid and decided "prosecute": received on 14 October 2026."""
        notice = unpaid(person_id=self.mother, child=REF, stage="charging", **changed)
        self.case.proceedings.append(notice)
        return notice.name

    def begun(self) -> "Court":
        self.act("begin-prosecution", person=self.mother, our_school=True, sessions=WEEK)
        return self

    # Acts in the prosecution

    def step(self, action: str, *, by: str = "officer", overrides: dict[str, str] | None = None, **data: Any) -> Entry:
        assert action in {each.name for each in PROSECUTION[self.charge.stage]}, f"{action} at {self.charge.stage}"
        self.process, before = f"{REF}/{self.charge.name}", self.charge.stage
        try:
            entry = self.act_here(action, by, data, overrides)
        finally:
            self.process = REF
        if ACTIONS[action] in STEPS[before]:
            self._moved(action, data)
        return entry

    def act_here(self, action: str, by: str, data: Any, overrides: dict[str, str] | None) -> Entry:
        self.now += timedelta(minutes=1)
        return self._record(self._act(action, by, data, overrides))

    def no_step(self, action: str, *, by: str = "officer", overrides: dict[str, str] | None = None, **data: Any) -> str:
        """The codes with which it is refused in the prosecution, in one line."""
        self.process = f"{REF}/{self.charge.name}"
        self.now += timedelta(seconds=1)  # what was recorded last was recorded before
        try:
            return self.refused(action, by=by, overrides=overrides, **data)
        finally:
            self.process = REF

    def in_the_way(self, action: str, *, by: str = "officer", **data: Any) -> tuple[Verdict, ...]:
        """Of a step of the prosecution: every verdict that refuses it."""
        self.process = f"{REF}/{self.charge.name}"
        try:
            return self.why_not(action, by=by, **data)
        finally:
            self.process = REF

    def why_not(
        self, action: str, *, by: str = "officer", overrides: dict[str, str] | None = None, **data: Any
    ) -> tuple[Verdict, ...]:
        try:
            decide(self._act(action, by, data, overrides), self.process, self._facts_for(action, by), ready)
        except Refused as refusal:
            return refusal.verdicts
        raise AssertionError(f"{action} was not refused")

    def _moved(self, action: str, data: Mapping[str, Any]) -> None:
        charge = self.charge
        match action:
            case "review-prosecution":
                stage = "authorising" if data["evidential"] and data["public_interest"] else "preparing"
            case "drop-prosecution" | "review-result":
                stage = charge.stage
            case "record-charge-service" | "record-plea" if charge.stage == "in-court":
                stage = "in-court"
            case _:
                stage = LEADS[action]
        over = {"drop-prosecution": "dropped", "review-result": str(charge.result or "")}.get(action, "")
        moved = {"stage": stage, "ended": bool(over), "outcome": over, "happened_on": self.today.isoformat()}
        self.process = f"{REF}/{charge.name}"
        self._record(self._act("proceeding-moved", "process", moved))
        self.process = REF

    def _record(self, act: Act) -> Entry:
        facts = self._facts_for(act.action, act.actor)
        entry = decide(act, self.process, facts, ready)
        self.case = next_case(self.case, facts.entries, entry)
        self.entries.append(entry)
        return entry

    def _go_on(self, action: str, stage: Any, data: Mapping[str, Any]) -> None:
        if action not in BEGINNINGS:
            super()._go_on(action, stage, data)

    def told_recoded(self, day: str, now: str) -> None:
        """The register of that day was imported again with another code."""
        self.process = f"{REF}/{self.charge.name}"
        for half in ("AM", "PM"):
            told = {"session_on": day, "half": half, "was": "G", "now": now}
            self._record(self._act("session-recoded", "process", told))
        self.process = REF

    # The way to court

    def groundwork(self, **offence: Any) -> "Court":
        """Everything that is asked before a lawyer looks."""
        self.step("choose-offence", **(offence or SIMPLE))
        self.step("record-needs", **NEEDS)
        self.step("record-supervision-considered", **CONSIDERED)
        if self.charge.charged is None:
            for defence in DEFENCES:
                self.step("screen-defence", defence=defence, finding="ruled-out", reason="Asked; it does not.")
        return self

    def authorised(self, **offence: Any) -> "Court":
        self.groundwork(**offence)
        self.step("send-prosecution-to-review")
        self.step("review-prosecution", by="lawyer", **GOOD)
        self.step("authorise-prosecution", by="supervisor", reasons="Everything else was tried.")
        return self

    def written(self, template: str, **data: Any) -> str:
        """A letter approved by a lawyer."""
        self.act("draft-letter", template=template, person=self.mother, **data)
        letter = str(self.letter().id)
        self.act("approve-letter", letter=letter, by="lawyer")
        return letter

    def papers(self) -> dict[str, str]:
        """The charge, approved, and the information about the law that goes with it."""
        template = "L16" if self.charge.procedure == "single-justice" else "L17"
        return {"letter": self.written(template, concerning=self.charge.name), "information": self.written("L24")}

    def instituted(self, **offence: Any) -> "Court":
        self.authorised(**offence)
        if self.charge.procedure == "requisition":
            hearing = {"at": "10:00", "court": "Sampleton Magistrates' Court", "what": "First hearing"}
            self.step("set-hearing", hearing_on="2026-12-21", **hearing)
        papers = self.papers()
        self.step("institute-proceedings", by="lawyer", **papers)
        self.act("issue-letter", letter=papers["letter"])
        return self

    def served(self, **offence: Any) -> "Court":
        self.instituted(**offence)
        self.act("record-posting", letter=self.charge.letter_id)
        self.step("record-charge-service", manner="first-class", evidence="Certificate 1")
        return self


def ready(action: Action, facts: Facts, seq: int) -> dict[str, Any]:
    """A charge names its days as the letters room would print them."""
    prepared = letters_ready(action, facts, seq)
    charge = facts.case.proceeding(action.concerning) if isinstance(action, LetterDrafted) else None
    if isinstance(charge, Prosecution):
        days = [charge.charged.first, charge.charged.last or facts.today] if charge.charged else []
        days = days or sorted({mark.day for mark in charge.sessions})
        prepared["text"] += "".join(f"\n- {day:%A %-d %B %Y}" for day in days)
    return prepared


def recoded(register: Register, day: str, code: str) -> Register:
    """The register with both sessions of that day coded anew."""
    marks = [
        mark.recoded(code, mark.day) if mark.day == date.fromisoformat(day) else mark for mark in register.sessions
    ]
    return Register(school=register.school, sessions=tuple(marks))
