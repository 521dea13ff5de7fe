"""A case with chains towards an attendance order, played without a server: stages as their process moves."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from domain.actions.of_proceedings import STAGES
from domain.entry import Entry
from domain.facts import Facts, Template
from domain.law.authority import Authorisation
from domain.law.authority import Register as Authorisations
from domain.law.regime import OFF, Switch
from domain.proceedings import AttendanceOrder
from domain.vocabulary import Power
from tests.domain.play import TEMPLATES
from tests.domain.prosecuting import NEEDS
from tests.domain.stepping import Steps

ON = "2026-10-29"  # so that a notice handed over on Monday 2 November 2026 is the one of scenario S5
NAME = "attendance-order-1"
LETTERS: Mapping[str, Template] = {
    **TEMPLATES,
    **{name: Template(name, name, to="parent", legal_effect=True) for name in ("L05", "L06", "L07", "L08")},
    "L24": Template("L24", "Information about the law", to="parent"),
}
POWERS = Authorisations(
    entries=tuple(
        Authorisation(person=person, power=power, granted_by="head", first=date(2024, 1, 1), document=f"Scheme {power}")
        for person in ("supervisor", "lawyer")
        for power in (Power.SIGN_437, Power.EXPEDIENT)
    )
)
SCHOOL, OTHER = "800/4001", "800/4002"
LEADS = {
    "prepare-education-notice": "notice-prepared",
    "sign-education-notice": "notified",
    "set-aside-education-notice": "considered",
    "prepare-school-notice": "intention-prepared",
    "sign-school-notice": "choosing",
    "set-aside-school-notice": "naming",
    "prepare-attendance-order": "order-prepared",
    "sign-attendance-order": "in-force",
    "take-back-attendance-order": "ordering",
}
BACK = {"notice-prepared": "considered", "intention-prepared": "naming", "order-prepared": "ordering"}
PASSED = {
    ("notified", "suitable-education-notice"): "deciding",
    ("choosing", "school-choice-notice"): "ordering",
}


class Chain(Steps):
    """`step` acts in the chain of that name; without one, in the newest."""

    def __init__(self, on: str = ON, *, switch: Switch = OFF, **more: Any) -> None:
        self.switch = switch
        child = {"first_absent_on": "2026-09-07", **more.pop("child", {})}
        super().__init__(on, child=child, **more)
        why = {"parent_because": "Named on the certificate", "answerable_because": "The child lives with her"}
        self.act("record-answerable-parent", person=self.mother, first="2024-09-01", **why)

    def facts(self, by: str = "officer") -> Facts:
        return replace(super().facts(by), authorisations=POWERS, templates=LETTERS, switch=self.switch)

    @property
    def chain(self) -> AttendanceOrder:
        found = self.proceeding()
        assert isinstance(found, AttendanceOrder)
        return found

    def step(self, action: str, *, of: str = "", by: str = "officer", **data: Any) -> Entry:
        was = self.proceeding(of)
        entry = super().step(action, of=of, by=by, **data)
        leads = str(entry.consequences.prepared.get("leads", "")) or LEADS.get(action, "")
        if action == "reconsider-order-document":
            leads = BACK[was.stage]
        over = {"end-order-steps": "ended", "end-order-on-death": "child-died"}.get(action, "")
        if action == "decide-satisfaction" and data["satisfied"] and was.stage != "in-force":
            over = "suitable-education"
        if leads or over:
            self._move(was.name, was.stage if over else leads, over)
        return entry

    def _pass_first(self) -> None:
        super()._pass_first()
        name, _, rule = str(self.entries[-1].data["clock"]).partition(":")
        found = self.case.proceeding(name)
        if not isinstance(found, AttendanceOrder) or not found.open:
            return
        if (found.stage, rule) == ("in-force", "compulsory-school-age-ends"):
            self._move(name, found.stage, "over-age")
        elif leads := PASSED.get((found.stage, rule)):
            self._move(name, leads)

    # The way of a chain

    def begun(self, *, plan: str | None = None) -> "Chain":
        """Its ground recorded; `plan` is the school of the child's plan, empty for a plan that names none."""
        self.act("begin-attendance-order", person=self.mother, appears="No answer to two letters.")
        self.step("record-order-area", here=True, source="The housing record.")
        self.step("record-education-plan", maintained=plan is not None, school=plan or "", school_name="Plan School")
        self.step("record-needs", **NEEDS)
        self.now += timedelta(minutes=1)  # what is recorded in the same instant is too late
        return self

    def letter_for(self, template: str) -> str:
        """Written by the officer, approved by the supervisor."""
        about = {} if template == "L24" else {"concerning": self.chain.name}
        self.act("draft-letter", template=template, person=self.mother, **about)
        letter, ready = str(self.letter().id), self.chain.prepared
        if template != "L24" and ready is not None:
            schools = [school.name for school in (ready.school, *ready.alternatives) if school]
            last_day = f"until {ready.printed_last_day:%-d %B %Y}" if ready.printed_last_day else "at once"
            self.act("edit-letter", letter=letter, text=f"To you, {last_day}: {', '.join(schools)}")
        self.act("approve-letter", letter=letter, by="supervisor")
        return letter

    def signed(self, action: str, template: str, *, information: bool = False) -> str:
        letter = self.letter_for(template)
        enclosed = self.letter_for("L24") if information else ""
        self.step(action, by="supervisor", letter=letter, information=enclosed)
        if enclosed:
            self.act("issue-letter", letter=enclosed)
        self.act("issue-letter", letter=letter)
        return letter

    def noticed(self, on: str = "2026-11-02", **plan: Any) -> str:
        """The first notice, handed over on that day, prepared for that day."""
        self.begun(**plan)
        return self.notice(on)

    def notice(self, on: str, *, information: bool = True, **stated: Any) -> str:
        """Handed over on that day; with the shortest period unless another last day is stated."""
        shortest = {"last_day": (date.fromisoformat(on) + timedelta(days=14)).isoformat()}
        self.step("prepare-education-notice", planned_on=on, how="by-hand", **{**shortest, **stated})
        letter = self.signed("sign-education-notice", "L05", information=information)
        self.to(on)
        self.handed_over(letter)
        return letter

    def handed_over(self, letter: str, **more: Any) -> None:
        self.act("record-posting", letter=letter, how="by-hand", evidence="Handed to her at her door.", **more)

    def over(self) -> None:
        """To the day after the last day of the notice that runs now."""
        clocks = [clock for clock in self.case.running_clocks() if clock.name.startswith(self.chain.name)]
        self.to(min(clock.last_day for clock in clocks) + timedelta(days=1))

    def decided(self, **more: Any) -> None:
        """Not satisfied, and school expedient."""
        self.step("decide-satisfaction", satisfied=False, reasons="Nothing shows any work.", **more)
        self.step("form-expediency", by="lawyer", expedient=True, reasons="The child asks for school.")

    def looked_at(self, number: str = SCHOOL, **changed: Any) -> None:
        day = self.today.isoformat()
        known = {
            "school": number,
            "school_name": f"School {number[-4:]}",
            "kind_of_school": "maintained",
            "permanently_excluded": False,
            "over_number": False,
            "consulted_on": day,
            "decision_told_on": day,
        }
        self.step("record-school-looked-at", **{**known, **changed})

    def named(self, on: str = "2026-11-18") -> str:
        """The notice of the school, handed over on that day, with one alternative."""
        self.looked_at()
        self.looked_at(OTHER)
        shortest = (date.fromisoformat(on) + timedelta(days=14)).isoformat()
        body = {"school": SCHOOL, "alternatives": [OTHER], "planned_on": on, "how": "by-hand", "last_day": shortest}
        self.step("prepare-school-notice", **body)
        letter = self.signed("sign-school-notice", "L06")
        self.to(on)
        self.handed_over(letter)
        return letter

    def made(self) -> str:
        """The order, signed and handed over today."""
        self.step("prepare-attendance-order", how="by-hand")
        letter = self.signed("sign-attendance-order", "L07")
        self.handed_over(letter)
        return letter

    def open_now(self) -> set[str]:
        return {action.name for action in STAGES[self.chain.kind][self.chain.stage]}


def decided(*, child: Mapping[str, Any] | None = None, **plan: Any) -> Chain:
    """Notice served on Monday 2 November 2026, its time over on Tuesday 17: not satisfied, and expedient."""
    play = Chain(child=dict(child or {}))
    play.noticed(**plan)
    play.over()
    play.decided()
    return play


def choosing(**more: Any) -> Chain:
    """As scenario S5: the notice of the school served on Wednesday 18 November 2026."""
    play = decided(**more)
    play.named()
    return play


def in_force(**more: Any) -> Chain:
    """The order made and handed over on Thursday 3 December 2026."""
    play = choosing(**more)
    play.over()
    play.made()
    return play
