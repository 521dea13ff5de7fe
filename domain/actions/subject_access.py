"""What is done with a request for personal data: who asks is proved, the answer collected, checked by a second person,
handed over. Its month is extended once, told in time, and is otherwise what the law says (PRACTICE 2.1).
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, ClassVar, Final

from pydantic import Field

from domain.actions.access_step import AccessAction, access_request, as_hand, hands_in, own_task
from domain.actions.base import ANYONE_INSIDE
from domain.actions.begin_subject_access import MONTH, month, to_collect
from domain.calendars import CalendarMissing
from domain.case_file import CaseFile
from domain.date_rules import work_out
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import impossible_day, refused
from domain.guards.guard import guard
from domain.guards.sources import law, practice
from domain.law.guard import day_words
from domain.people import Day, Line, Name, Reasoned, Words
from domain.proceedings.subject_access import (
    Extension,
    HandedOver,
    Identity,
    Item,
    Outcome,
    Pack,
    Standing,
    SubjectAccess,
)
from domain.subject_access import same
from domain.verdict import Verdict
from domain.vocabulary import Role, Word

EXTENDED: Final = "subject-access-extended"
REVIEWERS: Final = frozenset({Role.SUPERVISOR, Role.LEGAL})
_REVIEW_BEFORE, _CHECK_BEFORE = timedelta(days=10), timedelta(days=5)  # of the last day (policy)
IN_TIME = guard(
    "EXTENSION_TOLD_LATE",
    "An extension, with its reason, is told within the first month, and once",
    law("UK General Data Protection Regulation art 12(3)", verified=False),
)
SECOND = guard(
    "ACCESS_SECOND_PERSON",
    "Whoever recorded, collected or reviewed it does not pass it",
    practice("6.15 and 7.5"),
    absolute=True,
)
UNREVIEWED = guard("ACCESS_UNREVIEWED", "Nothing goes out while one thing is undecided", practice("7"), absolute=True)
GUARDS = (IN_TIME, SECOND, UNREVIEWED)


class AccessIdentified(AccessAction):
    """The month runs from the day the proof came (UK GDPR art 12(6))."""

    name: ClassVar[str] = "record-access-identity"
    label: ClassVar[str] = "Record the proof of who asks"
    does: ClassVar[str] = "access-identity"

    how: Reasoned = Field(title="What did you see, and how did you check it?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"how": "Passport seen at the front desk; the name and the face fit."}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if access_request(facts).counts_from is not None:
            yield refused("IDENTITY_KNOWN", "It is on record who asks", needs="nothing more")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        came = access_request(facts).received_on
        if came is not None and self.day(facts.today) < came:
            yield refused("BEFORE_REQUEST", "This is before the request came", "happened_on")
        try:
            work_out(MONTH, self.day(facts.today), facts.almanac)
        except CalendarMissing as missing:
            yield refused("CALENDAR_MISSING", str(missing), "happened_on", needs="import the calendar of that year")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        name = access_request(facts).name
        clock = month(facts, name, self.day(facts.today))
        return Consequences(clocks=[clock], tasks=[to_collect(facts, seq, name, clock)])

    def change(self, case: CaseFile, entry: Entry) -> None:
        request = self.on(case, entry)
        request.identity, request.identity_how, request.identity_by = Identity.CHECKED, self.how, entry.actor
        request.counts_from = entry.happened_on
        request.hands.append(as_hand(entry))


class AccessCollected(AccessAction):
    """Everything that is held of the person, here and on the cases merged into this one. Again whenever something has
    come since: what was decided stands where nothing of it has changed.
    """

    name: ClassVar[str] = "collect-access-items"
    label: ClassVar[str] = "Collect what we hold"
    does: ClassVar[str] = "access-collect"

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if access_request(facts).counts_from is None:
            yield refused("IDENTITY_NOT_PROVED", "It is not proved who asks", needs="record the proof")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        if access_request(facts).stage != Standing.COLLECTING.value:
            return Consequences()
        title = "Review what is given to somebody who asked for their data"
        return own_task(facts, seq, "access-review", title, "finish-access-review", _REVIEW_BEFORE, "supervisor")

    def change(self, case: CaseFile, entry: Entry) -> None:
        request = self.on(case, entry)
        found = [Item.model_validate(each) for each in entry.consequences.prepared.get("items", [])]
        known = {each.id: each for each in request.items}
        kept = {each.id for each in found if each.id in known and same(known[each.id], each)}
        request.decided = {name: each for name, each in request.decided.items() if name in kept}
        request.items, request.upto, request.collected_at = found, entry.seq - 1, entry.recorded_at
        request.hands.append(as_hand(entry))


class AccessReviewed(AccessAction):
    """Everything is decided: a second person looks at it."""

    name: ClassVar[str] = "finish-access-review"
    label: ClassVar[str] = "Finish the review"
    roles: ClassVar[frozenset[Role]] = REVIEWERS
    does: ClassVar[str] = "access-review"

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        yield from undecided(access_request(facts))

    def follows(self, facts: Facts, seq: int) -> Consequences:
        title = "Check as a second person what is given to somebody who asked for their data"
        return own_task(facts, seq, "access-check", title, "pass-access-review", _CHECK_BEFORE, "supervisor")

    def change(self, case: CaseFile, entry: Entry) -> None:
        request = self.on(case, entry)
        request.hands.append(as_hand(entry))
        request.sent_back = ""


class AccessPassed(AccessAction):
    """The second person has looked at every decision. This builds the answer: one PDF, which is searched once more."""

    name: ClassVar[str] = "pass-access-review"
    label: ClassVar[str] = "Pass it as a second person, and build the answer"
    roles: ClassVar[frozenset[Role]] = REVIEWERS
    does: ClassVar[str] = "access-check"

    checked: Reasoned = Field(title="What did you look at?", description="What is given, and what is left out and why")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"checked": "Read all that is given; the reasons for the rest hold."}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        request = access_request(facts)
        yield from undecided(request)
        if {facts.actor.id, facts.acting_for} & hands_in(request):
            yield SECOND.refuse("You had a hand in this request: another person passes it", needs="a second person")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        title = "Hand over the answer to somebody who asked for their data"
        return own_task(facts, seq, "access-hand-over", title, "hand-over-access-pack", timedelta(0))

    def change(self, case: CaseFile, entry: Entry) -> None:
        if built := entry.consequences.prepared.get("pack"):
            self.on(case, entry).pack = Pack.model_validate(
                {**built, "checked_by": entry.actor, "on": entry.happened_on}
            )


class AccessSentBack(AccessAction):
    """What was decided stands until it is decided anew; an answer that was built is not the answer any more."""

    name: ClassVar[str] = "return-access-review"
    label: ClassVar[str] = "Send it back to the review"
    roles: ClassVar[frozenset[Role]] = REVIEWERS
    backward: ClassVar[bool] = True
    does: ClassVar[str] = "access-check access-hand-over"

    reason: Reasoned = Field(title="What is to be looked at again?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reason": "The school's report names another pupil on its second page."}

    def follows(self, facts: Facts, seq: int) -> Consequences:
        title = "A request for personal data came back from its check: look at it again"
        return own_task(facts, seq, "access-review", title, "finish-access-review", _CHECK_BEFORE, "supervisor")

    def change(self, case: CaseFile, entry: Entry) -> None:
        request = self.on(case, entry)
        request.sent_back, request.pack = self.reason, None


class How(Word):
    HAND = "hand", "By hand, to somebody whose identity was seen"
    POST = "post", "By tracked post, to the safe address on record"
    ONLINE = "online", "By a secure download or encrypted e-mail"


class AccessHandedOver(AccessAction):
    """How it went, to whom, and how it is known that it came."""

    name: ClassVar[str] = "hand-over-access-pack"
    label: ClassVar[str] = "Record that the answer was handed over"
    does: ClassVar[str] = "access-hand-over"
    roles: ClassVar[frozenset[Role]] = ANYONE_INSIDE

    how: How = Field(title="How was it handed over?")
    to: Name = Field(title="To whom?")
    proof: Line = Field(default="", title="How is it known that it came?", description="Such as a tracking number")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"how": "hand", "to": "The person who asked", "proof": "Signed for at the desk"}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if access_request(facts).pack is None:
            yield refused("NO_ANSWER_BUILT", "No answer has been passed and built", needs="a second person passes it")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        pack = access_request(facts).pack
        if pack is not None and self.day(facts.today) < pack.on:
            yield refused("BEFORE_BUILT", "This is before it was built", "happened_on")
        if self.how is not How.HAND and not self.proof:
            yield refused("PROOF", "Say how it is known that it came", "proof")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(prepared={"ends": Outcome.GIVEN.value})

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.on(case, entry).handed_over = HandedOver(
            on=entry.happened_on, how=self.how.label, to=self.to, proof=self.proof, by=entry.actor
        )


class Why(Word):
    COMPLEX = "complex", "The request is complex"
    MANY = "many", "The same person has made a number of requests"


class AccessExtended(AccessAction):
    """By two months more, once, and only where that was told with the reason within the first month."""

    name: ClassVar[str] = "extend-access-request"
    label: ClassVar[str] = "Record that the time was extended"
    roles: ClassVar[frozenset[Role]] = REVIEWERS
    day_field: ClassVar[str] = "told_on"

    why: Why = Field(title="Why is more time needed?")
    words: Reasoned = Field(title="In your own words, as they were told")
    told_on: Day | None = Field(default=None, title="When were they told?")
    told_how: Name = Field(title="How were they told?", description="Such as letter L33, posted")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        words = "Records of four schools over nine years have to be read."
        return {"why": "complex", "words": words, "told_how": "Letter L33, handed over"}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        request = access_request(facts)
        if request.counts_from is None:
            yield refused("IDENTITY_NOT_PROVED", "The month has not begun", needs="record the proof of who asks")
        elif request.extension is not None:
            yield IN_TIME.refuse("The time was extended before, and is extended once only")
        elif facts.today > (last := work_out(MONTH, request.counts_from, facts.almanac).last_day):
            yield IN_TIME.refuse(f"The first month ended on {day_words(last)}")

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from impossible_day(facts, self.told_on, "told_on")
        start = access_request(facts).counts_from
        if start is not None and self.day(facts.today) < start:
            yield refused("TOLD_BEFORE", "This is before the request counted", "told_on")
        if start is not None:
            try:
                work_out(EXTENDED, start, facts.almanac)
            except CalendarMissing as missing:
                yield refused("CALENDAR_MISSING", str(missing), needs="import the calendar of that year")

    def follows(self, facts: Facts, seq: int) -> Consequences:
        request = access_request(facts)
        if request.counts_from is None:  # the guard has seen to it
            raise LookupError("no month")
        return Consequences(clocks=[month(facts, request.name, request.counts_from, EXTENDED)])

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.on(case, entry).extension = Extension(
            why=self.why.label, words=self.words, told_on=entry.happened_on, told_how=self.told_how, by=entry.actor
        )


class Ends(Word):
    NOTHING_HELD = "nothing-held", "We hold nothing about this person"
    WITHDRAWN = "withdrawn", "They took the request back"
    NOT_PROVED = "not-proved", "Proof of who asks did not come, or did not hold"
    NOT_ENTITLED = "not-entitled", "They may not have it: such as a parent without the child's consent"
    EXCESSIVE = "excessive", "Manifestly unfounded or excessive (art 12(5))"


class AccessEnded(AccessAction):
    """A supervisor or a lawyer ends it, and says who was told what: also of the right to complain (art 12(4))."""

    name: ClassVar[str] = "end-access-request"
    label: ClassVar[str] = "End the request without an answer"
    roles: ClassVar[frozenset[Role]] = REVIEWERS
    backward: ClassVar[bool] = True
    does: ClassVar[str] = "access-identity access-collect access-review access-check access-hand-over"

    why: Ends = Field(title="Why does it end?")
    told: Reasoned = Field(title="What were they told, when, and of which right to complain?")
    note: Words = Field(default="", title="Anything else to note")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"why": "withdrawn", "told": "They rang to take it back; told how to complain."}

    def follows(self, facts: Facts, seq: int) -> Consequences:
        return Consequences(prepared={"ends": self.why.value})

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.on(case, entry).ended_why = self.told


def undecided(request: SubjectAccess) -> Iterable[Verdict]:
    if not request.items:
        yield UNREVIEWED.refuse("Nothing has been collected yet", needs="collect what we hold")
    elif left := len(request.undecided):
        said = "One thing is" if left == 1 else f"{left} things are"
        yield UNREVIEWED.refuse(f"{said} not decided yet", needs="decide on each")
