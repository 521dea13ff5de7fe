"""What can be done with a case now, the due things first; and what cannot, and why."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from api.case_view import CaseView
from api.identity import Signed
from api.open_actions import BlockedAction, OpenAction
from api.pages import words
from api.pages.presenters.work import href_of
from domain.actions import ACTIONS, STEPS, WITHIN
from domain.decide import may_set_aside
from domain.guards.sources import RECORD
from domain.outcomes import OUTCOMES
from domain.vocabulary import Role, Stage

_TOPICS = (
    "Contact",
    "Finding the child",
    "The child",
    "Safeguarding",
    "Support",
    "Place",
    "Back in school",
    "Referral",
    "Letters",
    "Case",
)
# Wanted now and then: one click away, below the others.
_FOLDED = ("People", "Clocks", "Attendance", "Legal steps")


@dataclass(frozen=True)
class Doing:
    href: str
    label: str
    why: str = ""
    tag: str = ""
    colour: str = ""
    row: str = ""
    bold: bool = False


@dataclass(frozen=True)
class Topic:
    name: str
    links: list[Doing]


@dataclass(frozen=True)
class NotYet:
    label: str
    why: str
    opens: str
    needs: str
    source: str
    href: str
    code: str = ""


@dataclass(frozen=True)
class Possible:
    """`first` are the due things and the steps that move the case on; `topics` the rest; `blocked` what stands in the
    way of a step; `elsewhere` the steps of other stages and other people.
    """

    first: list[Doing]
    topics: list[Topic]
    folded: list[Topic]
    blocked: list[NotYet]
    elsewhere: list[NotYet]
    for_others: list[str] = field(default_factory=list)


def possible(view: CaseView, signed: Signed, today: date) -> Possible:
    ref = view.ref
    tasks, others = _tasks(view, signed)
    due = _due_days(view)
    steps, rest = [], []
    done_by_task = {task["action"] for task in tasks if task["action"] != "finish-task"}
    within = {action.name for action in WITHIN[Stage(view.stage)]}
    for action in view.actions:
        if action.name in done_by_task:
            continue
        is_due = action.name in due
        if action.step or is_due or action.name in within:
            steps.append(_step(ref, action, due.get(action.name), today))
        else:
            rest.append(action)
    topics = _topics(ref, rest)
    steps.sort(key=lambda each: (not each.tag, not each.bold))
    return Possible(
        first=[*(_task(ref, task, today) for task in tasks), *steps],
        topics=[topic for topic in topics if topic.name not in _FOLDED],
        folded=[topic for topic in topics if topic.name in _FOLDED],
        blocked=[not_yet(f"/cases/{ref}", each, signed) for each in view.blocked if _in_sight(view, each)],
        elsewhere=[
            not_yet(f"/cases/{ref}", each, signed) for each in view.blocked if each.code in ("NOT_A_STEP", "ROLE")
        ],
        for_others=[f"{task['title']} ({_audience(task)})" for task in others],
    )


def _tasks(view: CaseView, signed: Signed) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The tasks of whoever looks, and those that are somebody else's."""
    supervisor, lawyer = signed.staff.has(Role.SUPERVISOR), signed.staff.has(Role.LEGAL)
    own = [
        task
        for task in view.tasks
        if supervisor or (task["audience"] == "legal" if lawyer else task["audience"] == "owner")
    ]
    return own, [task for task in view.tasks if task not in own]


def _audience(task: dict[str, str]) -> str:
    known = {"supervisor": "with a supervisor", "head": "with the head of service", "legal": "with the legal team"}
    return known.get(task["audience"], "")


def _task(ref: str, task: dict[str, str], today: date) -> Doing:
    on = date.fromisoformat(task["due_on"])
    late = on < today
    urgent = bool(task["urgent"])
    return Doing(
        href=href_of(ref, task["form"], task["id"]),
        label=task["title"],
        why=" · ".join(filter(None, (task["why"], _audience(task)))),
        tag="Now" if urgent else words.first_upper(words.due(on, today)),
        colour="red" if urgent or late else "yellow" if on == today else "grey",
        row="rc-late-row" if urgent or late else "rc-due-row" if on == today else "",
        bold=True,
    )


def _due_days(view: CaseView) -> dict[str, tuple[date, str]]:
    """By action, the soonest running clock that it meets."""
    found: dict[str, tuple[date, str]] = {}
    for clock in sorted(view.deadlines, key=lambda each: each.last_day, reverse=True):
        if clock.state != "running" or clock.name == "case-review":
            continue
        meeting = {action.name for action in ACTIONS.values() if clock.name in action.meets}
        if not meeting and (outcome := OUTCOMES.get(clock.name)) is not None:
            meeting = {outcome.action}
        for name in meeting:
            found[name] = (clock.last_day, clock.label)
    return found


def _step(ref: str, action: OpenAction, due: tuple[date, str] | None, today: date) -> Doing:
    href = f"/cases/{ref}/do/{action.name}"
    moves = "Moves the case on" if action.step else ""
    if due is None:
        return Doing(href, action.label, moves, bold=action.step)
    on, clock = due
    soon = (on - today).days <= 0
    label = "" if clock == action.label else clock
    why = " · ".join(filter(None, (f"{words.due_long(on, today)}", label)))
    return Doing(
        href,
        action.label,
        why,
        tag=("Due today" if on == today else words.due(on, today)) if soon else "",
        colour="red" if on < today else "yellow" if soon else "",
        row="rc-late-row" if on < today else "rc-due-row" if soon else "",
        bold=True,
    )


def _topics(ref: str, actions: Iterable[OpenAction]) -> list[Topic]:
    by_topic: dict[str, list[Doing]] = {}
    for action in actions:
        by_topic.setdefault(action.topic, []).append(Doing(f"/cases/{ref}/do/{action.name}", action.label))
    known = dict.fromkeys((*_TOPICS, *by_topic))
    return [Topic(topic, by_topic[topic]) for topic in known if topic in by_topic]


def _in_sight(view: CaseView, blocked: BlockedAction) -> bool:
    """Something that this stage would want to do; not what there is simply no occasion for."""
    if blocked.code in ("NOT_A_STEP", "ROLE"):
        return False
    here = {action.name for action in (*STEPS[Stage(view.stage)], *WITHIN[Stage(view.stage)])}
    return blocked.name in here or blocked.source != RECORD.words or blocked.opens_on is not None


def not_yet(path: str, blocked: BlockedAction, signed: Signed) -> NotYet:
    """`path` is that of its process. Whoever may set aside what stands in the way is led to the form for it."""
    roles = may_set_aside(in_proceeding="/proceedings/" in path)
    may = blocked.override and blocked.code not in ("NOT_A_STEP", "ROLE") and signed.staff.has(*roles)
    needs = blocked.needs or ""
    return NotYet(
        label=blocked.label,
        why=blocked.reason,
        opens=words.long_day(blocked.opens_on) if blocked.opens_on else "",
        needs="" if needs == blocked.reason else needs,
        source="" if blocked.source == RECORD.words else blocked.source,
        href=f"{path}/do/{blocked.name}" if may else "",
        code=blocked.code,
    )
