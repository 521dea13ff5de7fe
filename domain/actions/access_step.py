"""What every step of a request for personal data has in common, and the decisions on what was collected."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from domain.actions.begin_subject_access import MONTH, access_task
from domain.actions.proceeding import ProceedingAction, clock_name, own
from domain.case_file import CaseFile, Task
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import refused
from domain.guards.personal_data import NEVER_SHOWN, UNREAD
from domain.people import Line, Words
from domain.proceedings import ProceedingKind, SubjectAccess
from domain.proceedings.groundwork import Hand
from domain.proceedings.subject_access import Answer, Decided, Item, Kept, Phrase, Reason, Shows
from domain.verdict import Verdict
from domain.vocabulary import Role

_TEXT = frozenset({Kept.ENTRY, Kept.STEPS, Kept.REGISTER, Kept.LOOKED})
_NEVER = frozenset({Shows.REFERRER, Shows.PROTECTED})


class AccessAction(ProceedingAction):
    """A step of one request. `does` names the tasks of this request that it does, with spaces."""

    kind: ClassVar[ProceedingKind] = ProceedingKind.SUBJECT_ACCESS
    topic: ClassVar[str] = "Information rights"
    does: ClassVar[str] = ""

    def on(self, case: CaseFile, entry: Entry) -> SubjectAccess:
        request = own(case, entry)
        if not isinstance(request, SubjectAccess):
            raise LookupError("no request for personal data")
        return request

    def tasks_done(self, case: CaseFile, entry: Entry) -> Iterable[Task]:
        """Two requests may run beside each other: only its own. With its end also what its clock asked for."""
        mine = [task for task in case.open_tasks() if task.subject == f"{own(case, entry).name}:{MONTH}"]
        if "ends" in entry.consequences.prepared:
            return mine
        return [task for task in mine if task.name in self.does.split()]


def access_request(facts: Facts) -> SubjectAccess:
    """The request whose process asks. Raises LookupError in any other process: a bug."""
    found = facts.proceeding
    if not isinstance(found, SubjectAccess):
        raise LookupError("no request for personal data")
    return found


def as_hand(entry: Entry) -> Hand:
    return Hand(person=entry.actor, on=entry.happened_on, acting_for=entry.acting_for)


def hands_in(request: SubjectAccess) -> set[str]:
    """All who had a hand in it; whoever acted for somebody counts as both (PRACTICE 6.15)."""
    reviewed = {each.by for each in request.decided.values()}
    return {name for hand in request.hands for name in (hand.person, hand.acting_for) if name} | reviewed


def own_task(
    facts: Facts, seq: int, task: str, title: str, action: str, before: timedelta, audience: str = "owner"
) -> Consequences:
    """Due so long before the last day of the month; today where that is over."""
    request = access_request(facts)
    clock = facts.case.clock(clock_name(request, MONTH))
    due = max(clock.last_day - before, facts.today) if clock else facts.today
    why = f"The last day to answer is {clock.last_day:%-d %B %Y}" if clock else ""
    return Consequences(tasks=[access_task(seq, request.name, task, title, action, due, audience=audience, why=why)])


class Decision(BaseModel):
    """On one thing. A reason wherever something is left out; words wherever one goes against what was proposed."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    item: Line = Field(title="Which?")
    answer: Answer = Field(title="What is done with it?")
    reason: Reason | None = Field(default=None, title="Why is something left out?")
    words: Words = Field(default="", title="In your own words")
    hide: list[Phrase] = Field(default=[], title="Words to blank as well", max_length=60)


class ItemsDecided(AccessAction):
    """What speaks against giving a thing is proposed to be left out; a person decides, and says why where it is given
    all the same. What shows who told us, or something protected, cannot be given.
    """

    name: ClassVar[str] = "decide-access-items"
    label: ClassVar[str] = "Review what was collected"
    roles: ClassVar[frozenset[Role]] = frozenset({Role.SUPERVISOR, Role.LEGAL})

    decisions: list[Decision] = Field(title="What is decided?", min_length=1, max_length=500)

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        requests = [each for each in case.proceedings if isinstance(each, SubjectAccess) and each.items]
        first = requests[-1].items[0].id if requests else ""
        said = {"answer": "withhold", "reason": "third-party", "words": "It is about somebody else."}
        return {"decisions": [{"item": first, **said}]}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if not access_request(facts).items:
            yield refused("NOTHING_COLLECTED", "Nothing has been collected yet", needs="collect what we hold")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        request = access_request(facts)
        for number, each in enumerate(self.decisions):
            item = request.item(each.item)
            if item is None:
                yield refused("NO_SUCH_ITEM", "This was not collected", f"decisions.{number}.item")
            else:
                yield from _speaks_against(item, each, f"decisions.{number}")

    def change(self, case: CaseFile, entry: Entry) -> None:
        request = self.on(case, entry)
        for each in self.decisions:
            request.decided[each.item] = Decided(
                answer=each.answer,
                reason=each.reason if each.answer is not Answer.GIVE else None,
                words=each.words,
                hide=tuple(each.hide),
                by=entry.actor,
                on=entry.happened_on,
            )


def _speaks_against(item: Item, decision: Decision, at: str) -> Iterable[Verdict]:
    if decision.answer is Answer.WITHHOLD:
        if decision.reason is None:
            yield refused("REASON_NEEDED", "Say why it is left out", f"{at}.reason")
        return
    found = set(item.shows)
    if item.kept is Kept.TOLD or (Shows.REFERRER in found and (decision.answer is Answer.GIVE)):
        yield NEVER_SHOWN.refuse("This names or comes near to whoever told us", field=f"{at}.answer")
    elif decision.answer is Answer.GIVE and found & _NEVER:
        yield NEVER_SHOWN.refuse("This shows something protected", field=f"{at}.answer")
    if Shows.NO_PAGES in found:
        yield UNREAD.refuse("It cannot be opened as pages", needs="file a PDF of it", field=f"{at}.answer")
    if decision.answer is Answer.REDACT:
        if decision.reason is None:
            yield refused("REASON_NEEDED", "Say why words are left out", f"{at}.reason")
        if item.kept not in _TEXT:
            yield refused(
                "REDACT_ON_ITS_PAGE",
                "Letters and documents are redacted on the document's own page: then collect again",
                f"{at}.answer",
            )
    elif item.proposed is not None and not decision.words:
        yield refused("WHY_GIVEN", "Say why it is given all the same", f"{at}.words")
