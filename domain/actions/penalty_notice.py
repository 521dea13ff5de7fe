"""A penalty notice until it is given: considered, its needs recorded, prepared with its tariff, given by a second
person (Education Act 1996 ss.444A-444B; PRACTICE 6.5, 6.6, 6.15).
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from pydantic import Field

from domain.actions.base import ANYONE_INSIDE, SUPERVISION
from domain.actions.giving_notice import LETTERS, letter_hands, penalty_notice, stands_in_the_way, tariff_today
from domain.actions.informing import InformationLetter, informed
from domain.actions.proceeding import ProceedingAction, own
from domain.case_file import CaseFile, Letter
from domain.deadline import uk_day
from domain.entry import Consequences, Entry
from domain.facts import Facts
from domain.guards.dates import refused
from domain.guards.letters import LETTER_STATE
from domain.law.authority import holds
from domain.law.information import explained
from domain.people import Line, Reasoned
from domain.proceedings import ProceedingKind
from domain.proceedings.groundwork import Hand
from domain.proceedings.penalty_notice import BelowThreshold, Considered, PenaltyNotice, Scheme, Tariff
from domain.proceedings.served import LegalPath
from domain.verdict import Verdict
from domain.vocabulary import LetterState, Power


class NoticeAction(ProceedingAction):
    """A step of one penalty notice."""

    kind: ClassVar[ProceedingKind] = ProceedingKind.PENALTY_NOTICE
    topic: ClassVar[str] = "Penalty notice"

    def on(self, case: CaseFile, entry: Entry) -> PenaltyNotice:
        notice = own(case, entry)
        if not isinstance(notice, PenaltyNotice):
            raise LookupError("no penalty notice")
        return notice


class ForAbsence(NoticeAction):
    """Asked only where the notice is for absence."""

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        if penalty_notice(facts).scheme is not Scheme.ABSENCE:
            yield refused("OTHER_SCHEME", "This is not asked for an excluded child", needs="nothing more to do")


class NoticeConsidered(ForAbsence):
    """What is asked at the threshold, in the officer's own words (PRACTICE 6.5)."""

    name: ClassVar[str] = "record-considered"
    label: ClassVar[str] = "Record what was asked before a notice"

    is_support_right: Reasoned = Field(title="Would support be right here?")
    is_a_notice_best: Reasoned = Field(title="Is a notice the best tool?")
    special_needs: Reasoned = Field(title="What is known of special needs?")
    equality: Reasoned = Field(title="What did you find under the Equality Act?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        words = "Asked; nothing stands against it."
        return dict.fromkeys(("is_support_right", "is_a_notice_best", "special_needs", "equality"), words)

    def change(self, case: CaseFile, entry: Entry) -> None:
        answers = self.model_dump(exclude={"happened_on", "note"})
        self.on(case, entry).considered = Considered(officer=entry.actor, on=entry.happened_on, **answers)


class BelowExplained(ForAbsence):
    """Fewer than ten in ten: a named officer with the power to issue notices says why."""

    name: ClassVar[str] = "explain-below-threshold"
    label: ClassVar[str] = "Say why a notice below the threshold"

    reason: Reasoned = Field(title="Why a notice all the same?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reason": "The third holiday without leave this year."}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from holds(facts.authorisations, Power.PENALTY_NOTICE, Hand(person=facts.actor.id, on=facts.today))

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.on(case, entry).below_threshold = BelowThreshold(
            officer=entry.actor, on=entry.happened_on, reason=self.reason
        )


class BelowSupported(ForAbsence):
    name: ClassVar[str] = "support-below-threshold"
    label: ClassVar[str] = "Agree to a notice below the threshold"
    roles: ClassVar = SUPERVISION

    reason: Reasoned = Field(title="Why do you agree?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reason": "Everything else has been tried."}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        yield from super().in_the_way(facts)
        below = penalty_notice(facts).below_threshold
        if below is None:
            yield refused("NOT_EXPLAINED", "No officer has said why", needs="an authorised officer's reason first")
        elif below.officer == facts.actor.id:
            yield refused("SAME_PERSON", "You gave the reason yourself", needs="another supervisor")

    def change(self, case: CaseFile, entry: Entry) -> None:
        notice = self.on(case, entry)
        if notice.below_threshold:
            agreed = {"supervisor": entry.actor, "supervisor_reason": self.reason}
            notice.below_threshold = notice.below_threshold.model_copy(update=agreed)


class ImprovementNamed(ForAbsence):
    """Which notice to improve came first, as it stands now; or why there was none (guard G18)."""

    name: ClassVar[str] = "record-improvement"
    label: ClassVar[str] = "Name the notice to improve, or say why there was none"

    notice: Line = Field(default="", title="Which notice to improve?", json_schema_extra={"choices": "improvements"})
    none_because: Line = Field(default="", title="If there was none: why would one not have helped?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"none_because": "A holiday: support is not the question."}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        if not self.notice and len(self.none_because) < 3:
            yield refused("IMPROVEMENT_UNSAID", "Name the notice to improve, or say why there was none", "none_because")
        if self.notice:
            found, own_notice = facts.case.improving(self.notice), penalty_notice(facts)
            if found is None or (found.person_id, found.school) != (own_notice.person_id, own_notice.school):
                yield refused("NO_IMPROVEMENT_NOTICE", "No such notice to improve went to this parent", "notice")

    def change(self, case: CaseFile, entry: Entry) -> None:
        found = case.improving(self.notice)
        notice = self.on(case, entry)
        notice.improvement = found.notice if found else None
        notice.no_improvement_because = self.none_because


class NoticePrepared(NoticeAction):
    """Everything but the second person is judged, and the tariff is fixed: it is what the letter prints."""

    name: ClassVar[str] = "prepare-penalty-notice"
    label: ClassVar[str] = "Prepare the notice"
    reads_register: ClassVar[bool] = True

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        yield from stands_in_the_way(facts, penalty_notice(facts), None, to_give=False)

    def follows(self, facts: Facts, seq: int) -> Consequences:
        price = tariff_today(facts.case, penalty_notice(facts), facts.today)
        return Consequences(prepared={"tariff": price.model_dump(mode="json") if price else None})

    def change(self, case: CaseFile, entry: Entry) -> None:
        notice, price = self.on(case, entry), entry.consequences.prepared["tariff"]
        notice.tariff = Tariff.model_validate(price) if price else None
        notice.hands.append(Hand(person=entry.actor, on=entry.happened_on, acting_for=entry.acting_for))


class NoticeReconsidered(NoticeAction):
    """Back to the questions: the tariff is worked out again when it is prepared again."""

    name: ClassVar[str] = "reconsider-penalty-notice"
    label: ClassVar[str] = "Go back to what was considered"
    backward: ClassVar[bool] = True

    reason: Reasoned = Field(title="Why?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reason": "The school has told us something new."}

    def change(self, case: CaseFile, entry: Entry) -> None:
        self.on(case, entry).tariff = None


class NoticeDropped(NoticeAction):
    name: ClassVar[str] = "drop-penalty-notice"
    label: ClassVar[str] = "Decide not to give a notice"
    backward: ClassVar[bool] = True

    reason: Reasoned = Field(title="Why?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reason": "Support is right here."}


def letter_of(facts: Facts, letter_id: str) -> Letter | None:
    """The letter of that id, where it is the notice of this proceeding to its parent."""
    notice, letter = penalty_notice(facts), facts.case.letter(letter_id)
    fits = letter is not None and (letter.about, letter.template, letter.person_id) == (
        notice.name,
        LETTERS[notice.scheme],
        notice.person_id,
    )
    return letter if fits else None


class NoticeGiven(NoticeAction):
    """By somebody who holds the power and neither asked for it, wrote it nor edited it. The law is judged afresh, and
    only then may the letter be issued.
    """

    name: ClassVar[str] = "give-penalty-notice"
    label: ClassVar[str] = "Give the notice"
    roles: ClassVar = ANYONE_INSIDE
    reads_register: ClassVar[bool] = True

    letter: Line = Field(title="Which letter is the notice?", json_schema_extra={"choices": "letters"})
    information: InformationLetter = ""

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        of = {letter.template: letter.id for letter in case.letters}
        return {"letter": of.get("L11", of.get("L13", "")), "information": of.get("L24", "")}

    def refusals(self, facts: Facts) -> Iterable[Verdict]:
        notice, letter = penalty_notice(facts), letter_of(facts, self.letter)
        if letter is None:
            yield refused("NOT_THE_NOTICE", "This letter is not the notice of this proceeding", "letter")
        elif letter.state is not LetterState.APPROVED:
            yield LETTER_STATE.refuse(f"This letter is {letter.state.label.lower()}", needs="approved", field="letter")
        yield from stands_in_the_way(facts, notice, letter, to_give=True)
        known = informed(facts, notice.person_id, LegalPath.PENALTY_NOTICE, self.information, self.letter)
        yield from explained(LegalPath.PENALTY_NOTICE, notice.person_id, self.letter, known, facts.today)

    def change(self, case: CaseFile, entry: Entry) -> None:
        notice, letter = self.on(case, entry), case.letter(self.letter)
        # Given when it is recorded, whatever day is claimed: the law was judged as of that instant.
        notice.letter_id, notice.issued_by, notice.issued_on = self.letter, entry.actor, uk_day(entry.recorded_at)
        known = {hand.person for hand in notice.hands}
        for person in letter_hands(letter) if letter else ():
            if person not in known:
                notice.hands.append(Hand(person=person, on=entry.happened_on))
                known.add(person)


class NoticeTakenBack(NoticeAction):
    """Before it is posted. It was never given: it neither counts nor covers its sessions."""

    name: ClassVar[str] = "take-back-penalty-notice"
    label: ClassVar[str] = "Take the notice back before it is posted"
    backward: ClassVar[bool] = True

    reason: Reasoned = Field(title="Why?")

    @classmethod
    def example(cls, case: CaseFile, today: date) -> dict[str, Any]:
        return {"reason": "The letter has a slip of the pen."}

    @classmethod
    def in_the_way(cls, facts: Facts) -> Iterable[Verdict]:
        letter = facts.case.letter(penalty_notice(facts).letter_id)
        if letter is not None and (letter.posted_on is not None or letter.state is LetterState.ISSUED):
            yield refused("NOTICE_GONE", "The notice is issued or posted", needs="stop its letter, or withdraw it")

    def change(self, case: CaseFile, entry: Entry) -> None:
        notice = self.on(case, entry)
        notice.letter_id = notice.issued_by = ""
        notice.issued_on = None
