"""A player of cases: does every action there is, once, with planted words in every field that takes text."""

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from domain.actions import ACTIONS, JOURNEY, STEPS, open_in
from domain.actions.base import Action
from domain.actions.of_proceedings import STAGES
from domain.proceedings import ProceedingKind
from domain.vocabulary import Stage
from tests.workflows.planting import PLANTS, Planter
from tests.workflows.world import Case
from workflows.asking import NotAnswered, Refusal, ask

EVERYTHING = frozenset(action.name for action in JOURNEY)
# These rest on powers, registers, earlier steps or another case: here they are only asked for; their own tests see them
# accepted.
_ONLY_ASKED = ("Attendance", "Legal steps", "The same child", "Removal from roll")
# No statement is signed that names another adult, as every plant does.
_NEVER_SIGNED = {"sign-statement"}
ACCEPTED = frozenset(action.name for action in JOURNEY if action.topic not in _ONLY_ASKED) - _NEVER_SIGNED
# Through every stage; the child is seen only after it was looked for in vain.
TOUR = (
    "decide-triage",
    "send-back",
    "decide-triage",
    "complete-checks",
    "record-not-found",
    "record-traced",
    "record-family-reached",
    "agree-support",
    "record-offer",
    "record-place-accepted",
    "record-breakdown",
    "agree-support",
    "record-offer",
    "record-place-accepted",
    "close-case",
    "reopen-case",
)
_AFTER_TRACING = ("record-child-seen", "record-visit")
_JUST_BEFORE = {
    "decide-no-safeguarding-referral": ("raise-danger",),
    "record-strategy-discussion": ("raise-danger", "send-safeguarding-referral"),
    "record-care-decision": ("raise-danger", "send-safeguarding-referral"),
    "record-enquiry-answer": ("ask-agency",),
    "chase-enquiry": ("ask-agency",),
    "stop-letter": ("draft-letter",),
    "record-service": ("draft-letter", "approve-letter", "issue-letter", "record-posting"),
    "record-service-proof": ("draft-letter", "approve-letter", "issue-letter", "record-posting"),
    "protect-details": ("draft-letter", "approve-letter", "issue-letter"),
}
# Left for the end of a stage, in this order: they stop letters, or shut out what others need.
_LATE = (
    "protect-details",
    "record-letter-left",
    "agree-safe-address",
    "show-protected-details",
    "end-protection",
    "set-contact-rule",
    "record-person-died",
)


_ENDS = {
    ProceedingKind.ATTENDANCE_ORDER: "end-order-steps",
    ProceedingKind.PENALTY_NOTICE: "drop-penalty-notice",
    ProceedingKind.PROSECUTION: "drop-prosecution",
    ProceedingKind.SUPERVISION_ORDER: "drop-supervision-order",
    ProceedingKind.TRACING: "drop-tracing",
    ProceedingKind.POLICE_REFERRAL: "close-police-referral",
    ProceedingKind.SUBJECT_ACCESS: "end-access-request",
}
_ENDING = {
    "close-police-referral": {"why": "not-missing", "instead": PLANTS["adult"]},
    "end-access-request": {"why": "withdrawn", "told": PLANTS["adult"]},
}


@dataclass
class Player:
    """`tried` are the actions that were asked for, `done` those accepted; `refusals` the codes that others got last."""

    case: Case
    planter: Planter = field(default_factory=Planter)
    tried: set[str] = field(default_factory=set)
    done: set[str] = field(default_factory=set)
    refusals: dict[str, list[str]] = field(default_factory=dict)

    async def play(self) -> None:
        for step in TOUR:
            await self.everything_within(self.case.file().stage)
            if step == "close-case":
                await self._finish_what_is_urgent()
                await self._steps_of_proceedings()
            assert await self.attempt(ACTIONS[step]), f"{step}: {self.refusals[step]}"

    async def everything_within(self, stage: Stage) -> None:
        """Whatever is open here and was not accepted before."""
        within = [action for action in open_in(stage) if action not in STEPS[stage] and action.name not in TOUR]
        for action in sorted(within, key=lambda action: _LATE.index(action.name) if action.name in _LATE else -1):
            once = self.done if action.name in ACCEPTED else self.tried
            if action.name in once or (action.name in _AFTER_TRACING and "record-traced" not in self.done):
                continue
            if action.name == "decide-no-police-referral":  # of these signs the police are told at once
                danger = {"indicators": ["abduction"], "words": PLANTS["child"]}
                await self._ask(ACTIONS["raise-danger"], "officer", danger)
            for before in _JUST_BEFORE.get(action.name, ()):
                await self.attempt(ACTIONS[before])
            await self.attempt(action)

    async def attempt(self, action: type[Action]) -> bool:
        """First with every field planted; then, where a field was refused, with that one as it should be."""
        self.tried.add(action.name)
        for by in ("officer", "officer2", "supervisor"):
            today = await self.case.today()
            plain = action.example(self.case.file(), today)
            body = self.planter.fill(action, self.case.file(), today)
            codes, fields = await self._ask(action, by, body)
            if fields:
                as_it_should_be = {name: plain.get(name) for name in fields}
                body = {name: value for name, value in {**body, **as_it_should_be}.items() if value is not None}
                codes, _ = await self._ask(action, by, body)
            if not codes:
                self.done.add(action.name)
                return True
            self.refusals[action.name] = codes
        return False

    async def _finish_what_is_urgent(self) -> None:
        await self.attempt(ACTIONS["decide-no-safeguarding-referral"])
        await self.attempt(ACTIONS["decide-no-police-referral"])
        for task in self.case.file().open_tasks():
            if task.urgent:
                await self._ask(ACTIONS["finish-task"], "supervisor", {"task": task.id, "result": PLANTS["adult"]})

    async def _steps_of_proceedings(self) -> None:
        """Whatever is open in each that was begun, and then its end: over one that runs no case closes."""
        for begun in self.case.file().proceedings:
            process, ends = f"{self.case.ref}/{begun.name}", _ENDS.get(begun.kind, "")
            for action in STAGES[begun.kind][begun.stage] if begun.open else ():
                if action.name != ends and not self._is_over(begun.name):
                    body = self.planter.fill(action, self.case.file(), await self.case.today())
                    with suppress(NotAnswered):  # one of them was its end
                        await self._ask(action, "supervisor", body, process)
            if begun.open:
                found = self.case.file().proceeding(begun.name)
                name, body = ends, _ENDING.get(ends, {"reason": PLANTS["adult"]})
                if begun.kind is ProceedingKind.POLICE_REFERRAL and found is not None and found.stage == "found":
                    name, body = "record-return-interview", {"held": "declined", "said": PLANTS["child"]}
                with suppress(NotAnswered):
                    await self._ask(ACTIONS[name], "supervisor", body, process)
                await self.case.until(lambda name=begun.name: self._is_over(name))  # type: ignore[misc]

    def _is_over(self, name: str) -> bool:
        found = self.case.file().proceeding(name)
        return found is not None and not found.open

    async def _ask(
        self, action: type[Action], by: str, body: dict[str, Any], process: str = ""
    ) -> tuple[list[str], list[str]]:
        """The codes of a refusal, and the fields that it names."""
        overrides = {"NOT_SEEN": PLANTS["child"]} if by == "supervisor" else {}
        act = self.case.act(action.name, by=by, overrides=overrides, **body)
        try:
            await ask(self.case.world.client, process or self.case.ref, act)
        except Refusal as refusal:
            fields = [str(verdict["field"]).split(".")[0] for verdict in refusal.verdicts if verdict.get("field")]
            return [str(verdict["code"]) for verdict in refusal.verdicts] or [refusal.code], fields
        return [], []
