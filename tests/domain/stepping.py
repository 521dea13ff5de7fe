"""A case with penalty notices and supervision orders, played without a server: acts of each proceeding through `decide`
and the fold, stages as their processes move.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from domain.actions.of_proceedings import STAGES
from domain.actions.people import PersonAdded
from domain.decide import decide
from domain.entry import Entry
from domain.facts import Facts, Template
from domain.fold import next_case
from domain.law.authority import Authorisation
from domain.law.authority import Register as Authorisations
from domain.law.sessions import Register
from domain.proceedings import AnyProceeding
from domain.proceedings.prosecution import Offence, Prosecution, Result
from domain.verdict import Refused, Verdict
from domain.vocabulary import Power
from tests.domain.fixture_calendar import SCHOOL
from tests.domain.law.builders import at, filled
from tests.domain.play import MONDAY, REF, TEMPLATES, Play, letters_ready

POWERS = Authorisations(
    entries=tuple(
        Authorisation(person=person, power=power, granted_by="head", first=date(2024, 1, 1))
        for person, power in (
            ("supervisor", Power.PENALTY_NOTICE),
            ("supervisor", Power.AUTHORISE_PROSECUTION),
            ("lawyer", Power.CONDUCT),
        )
    )
)
LETTERS: Mapping[str, Template] = {
    **TEMPLATES,
    "L11": Template("L11", "A penalty notice", to="parent", legal_effect=True),
    "L18": Template("L18", "Consultation", to="agency"),
    "L19": Template("L19", "Answer to the court", to="agency"),
    "L24": Template("L24", "Information about the law", to="parent"),
}
# Every school day of five years missed without leave: any week is there to be chosen from.
EVERY_DAY = filled("2025-09-04", "2030-05-01", "G")
LEADS = {
    "prepare-penalty-notice": "prepared",
    "reconsider-penalty-notice": "considered",
    "give-penalty-notice": "given",
    "take-back-penalty-notice": "prepared",
    "record-notice-service": "paying",
    "prepare-supervision-application": "prepared",
    "authorise-supervision-application": "authorised",
    "reconsider-supervision-application": "considering",
    "record-supervision-application": "applied",
    "record-supervision-order-made": "in-force",
    "confirm-lost-upload": "searching",
    "record-police-answer": "looking",
    "record-child-found": "found",
}
# A stage that ends with a clock: which, and where that leads.
PASSED = {"paying": ("penalty-payment", "deciding"), "in-force": ("supervision-order-ends", "run-out")}
AGAIN = {("looking", "record-police-answer"): "", ("run-out", "record-extension"): "in-force"}
DROPPED = {"drop-penalty-notice": "dropped"}


class Steps(Play):
    """`step` acts in the proceeding of that name; without one, in the newest."""

    def __init__(self, on: str = MONDAY, *, register: Register = EVERY_DAY, **more: Any) -> None:
        self.register, self.process = register, REF
        super().__init__(on, **more)
        self.act("add-person", **PersonAdded.example(self.case, self.today))
        self.mother = self.person()

    def copied(self) -> "Steps":
        other = super().copied()
        assert isinstance(other, Steps)
        return other

    def facts(self, by: str = "officer") -> Facts:
        return replace(
            super().facts(by),
            registers={SCHOOL: self.register},
            authorisations=POWERS,
            process=self.process,
            templates=LETTERS,
        )

    def proceeding(self, name: str = "") -> AnyProceeding:
        found = self.case.proceeding(name) if name else self.case.proceedings[-1]
        assert found is not None, name
        return found

    def step(self, action: str, *, of: str = "", by: str = "officer", **data: Any) -> Entry:
        self.now += timedelta(minutes=1)
        self.ring()
        proceeding = self.proceeding(of)
        open_now = STAGES[proceeding.kind][proceeding.stage] if proceeding.open else ()
        assert action in {each.name for each in open_now}, f"{action} is no step of {proceeding.stage}"
        self.process = f"{REF}/{proceeding.name}"
        try:
            entry = decide(self._act(action, by, data), self.process, self._facts_for(action, by), letters_ready)
        finally:
            self.process = REF
        self.case = next_case(self.case, (), entry)
        self.entries.append(entry)
        ends = str(entry.consequences.prepared.get("ends", "")) or DROPPED.get(action, "")
        following = ends or AGAIN.get((proceeding.stage, action), LEADS.get(action))
        if data.get("choice") == "prosecute":
            following = "charging"
        if following:
            over = bool(ends) and ends != "refund-due"
            self._move(proceeding.name, proceeding.stage if over else following, ends if over else "")
        return entry

    def no_step(self, action: str, *, of: str = "", by: str = "officer", **data: Any) -> str:
        """The codes with which it is refused, in one line. Fails where it is not."""
        return " ".join(verdict.code for verdict in self.why_no_step(action, of=of, by=by, **data))

    def why_no_step(self, action: str, *, of: str = "", by: str = "officer", **data: Any) -> tuple[Verdict, ...]:
        self.process = f"{REF}/{self.proceeding(of).name}"
        try:
            decide(self._act(action, by, data), self.process, self._facts_for(action, by), letters_ready)
        except Refused as refusal:
            return refusal.verdicts
        finally:
            self.process = REF
        raise AssertionError(f"{action} was not refused")

    def _move(self, name: str, stage: str, outcome: str = "") -> None:
        data = {"stage": stage, "ended": bool(outcome), "outcome": outcome, "happened_on": self.today.isoformat()}
        self.process = f"{REF}/{name}"
        entry = decide(self._act("proceeding-moved", "process", data), self.process, self._facts_for("", "process"))
        self.process = REF
        self.case = next_case(self.case, (), entry)
        self.entries.append(entry)

    def _pass_first(self) -> None:
        super()._pass_first()
        clock = str(self.entries[-1].data["clock"])
        name, _, rule = clock.partition(":")
        found = self.case.proceeding(name)
        if found is not None and found.open and PASSED.get(found.stage, ("", ""))[0] == rule:
            self._move(name, PASSED[found.stage][1])

    # A prosecution in which a court may direct an application

    def charged(self, offence: Offence = Offence.ABSENCE, *, convicted_on: str = "") -> str:
        """As its own process would have left it: begun, and convicted where a day is given."""
        charge = Prosecution(
            name=f"prosecution-{len(self.case.proceedings) + 1}",
            person_id=self.mother,
            stage="in-court",
            offence=offence,
            instituted_at=at(self.today.isoformat(), "08:00"),
            result=Result.CONVICTED if convicted_on else None,
            result_on=date.fromisoformat(convicted_on) if convicted_on else None,
        )
        self.case.proceedings.append(charge)
        return charge.name


def later(day: date, days: int) -> str:
    return (day + timedelta(days=days)).isoformat()
