"""What a witness says of one entry that they made: one sentence or two, in the first person, and nothing that only
another could say. Their own note is quoted as the note that it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from domain.calendars import day_words
from domain.case_file import CaseFile, Letter
from domain.deadline import uk_day
from domain.entry import Entry
from domain.facts import Staff
from domain.proceedings import Prosecution
from domain.proceedings.served import Manner
from domain.vocabulary import ContactMethod, EnquiryResult, EnquirySubject, VisitOutcome


@dataclass(frozen=True)
class Telling:
    """One entry, and who tells of it. `charge` is the prosecution that the statement is made for, `chose` the entry by
    which its sessions were chosen last.
    """

    case: CaseFile
    entry: Entry
    witness: Staff
    charge: Prosecution | None = None
    chose: int = 0

    @property
    def said(self) -> Mapping[str, Any]:
        return self.entry.data

    @property
    def day(self) -> str:
        return day_words(self.entry.happened_on)

    def whom(self, field: str = "person") -> str:
        person = self.case.person(str(self.said.get(field) or ""))
        return person.name if person else "the family"

    def letter(self) -> Letter | None:
        return self.case.letter(str(self.said.get("letter") or ""))

    def note(self, text: Any) -> str:
        """What the witness wrote at the time; on which day, where it was written up later."""
        words = " ".join(str(text or "").split())
        if not words:
            return ""
        written = uk_day(self.entry.recorded_at)
        later = f", which I wrote on {day_words(written)}," if written != self.entry.happened_on else ""
        return f" My note of it{later} reads: “{words}”"


@dataclass(frozen=True)
class NotSaid:
    """Why nothing is drafted from an entry."""

    why: str


Said = str | NotSaid
# What these told us of the family was told in confidence, or is about another child: a person decides that it is used.
_CONFIDENTIAL_SOURCES = frozenset(
    {
        *(EnquirySubject.REFUGE, EnquirySubject.SOCIAL_CARE, EnquirySubject.POLICE, EnquirySubject.HEALTH),
        *(EnquirySubject.YOUTH_JUSTICE, EnquirySubject.NEIGHBOURS, EnquirySubject.SIBLING_SCHOOL),
        *(EnquirySubject.HMRC, EnquirySubject.BORDER, EnquirySubject.S2S, EnquirySubject.EMERGENCY_CONTACTS),
        *(EnquirySubject.HOUSING, EnquirySubject.OTHER_AUTHORITY),
    }
)
_OUTCOMES: Mapping[VisitOutcome, str] = MappingProxyType(
    {
        VisitOutcome.FAMILY_ONLY: "I spoke to the family and did not see the child.",
        VisitOutcome.NO_REPLY: "Nobody answered.",
        VisitOutcome.MOVED: "I recorded that the family had moved away.",
        VisitOutcome.REFUSED: "I was asked to leave.",
    }
)


def contact(of: Telling) -> Said:
    how, answered = ContactMethod(of.said["how"]), bool(of.said.get("answered"))
    did = {
        ContactMethod.TELEPHONE: f"I telephoned {of.whom()}",
        ContactMethod.TEXT: f"I sent a text message to {of.whom()}",
        ContactMethod.EMAIL: f"I wrote an e-mail to {of.whom()}",
        ContactMethod.IN_PERSON: f"I {'spoke' if answered else 'tried to speak'} to {of.whom()} in person",
        ContactMethod.LETTER: f"I received a letter from {of.whom()}",
    }[how]
    came = "" if answered or how is ContactMethod.LETTER else " and had no answer"
    return f"On {of.day} {did}{came}.{of.note(of.said.get('said'))}"


def visit(of: Telling) -> Said:
    planned = next((each for each in of.case.visits if each.id == of.said.get("planned")), None)
    if planned is not None and planned.who != of.entry.actor:
        if planned.who == of.witness.id:
            return f"On {of.day} I visited the family at home. A colleague wrote the record of the visit."
        return NotSaid("A colleague made this visit: who writes it up was not there")
    at = f" at {str(of.said['at'])[:5]}" if of.said.get("at") else ""
    unannounced = "" if of.said.get("announced", True) else ", unannounced"
    outcome = VisitOutcome(of.said["outcome"])
    alone = " alone" if of.said.get("alone") else ""
    came = _OUTCOMES.get(outcome) or f"I saw {of.case.child.name or 'the child'}{alone}."
    return f"On {of.day}{at} I visited the family at home{unannounced}. {came}{of.note(of.said.get('seen'))}"


def reached(of: Telling) -> Said:
    how = ContactMethod(of.said["how"]).label.lower()
    return f"On {of.day} I reached {of.whom()} ({how}).{of.note(of.said.get('said'))}"


def seen(of: Telling) -> Said:
    if " ".join(str(of.said["by_name"]).casefold().split()) != of.witness.name.casefold():
        return NotSaid("Somebody else saw the child: it is theirs to say")
    alone = " alone" if of.said.get("alone") else ""
    return f"On {of.day} I saw {of.case.child.name or 'the child'}{alone}."


def enquiry(of: Telling) -> Said:
    subject, result = EnquirySubject(of.said["subject"]), EnquiryResult(of.said["result"])
    if subject in _CONFIDENTIAL_SOURCES:
        return NotSaid("What other services tell us of a family is put into a statement only by a decision")
    whom = "the child’s last school" if subject is EnquirySubject.LAST_SCHOOL else subject.label.lower()
    if result is EnquiryResult.NO_ANSWER:
        return f"On {of.day} I asked {whom} about {of.case.child.name or 'the child'}. No answer had come then."
    who = "The school" if subject is EnquirySubject.LAST_SCHOOL else "They"
    told = " ".join(str(of.said.get("answer") or "").split())
    answer = f" {who} told me: “{told}”" if told else f" The answer was: {result.label.lower()}."
    return f"On {of.day} I asked {whom} about {of.case.child.name or 'the child'}.{answer}"


_LEFT: Mapping[Manner, str] = MappingProxyType(
    {
        Manner.POST: "I posted a letter to {whom} by prepaid first-class post",
        Manner.BY_HAND: "I handed a letter to {whom}",
        Manner.LEFT: "I left a letter for {whom} at the last known residence",
        Manner.EMAIL: "I sent a letter to {whom} by e-mail",
    }
)


def posting(of: Telling) -> Said:
    letter = of.letter()
    if letter is None:
        return NotSaid("The letter is not on the case")
    did = _LEFT[Manner(of.said.get("how") or Manner.POST)].format(whom=_to(of, letter))
    wrote = "" if letter.written_by == of.witness.id else ", which a colleague wrote"
    if of.entry.actor != of.witness.id:
        return f"On {of.day} I saw a colleague send a letter to {_to(of, letter)}, headed “{letter.title}”."
    return f"On {of.day} {did}, headed “{letter.title}”{wrote}."


def wrote(of: Telling) -> Said:
    """A letter that the witness wrote and somebody else sent."""
    letter = of.case.letter(f"L{of.entry.seq}")
    if letter is None or letter.posted_on is None:
        return NotSaid("This letter never left")
    if letter.posted_by == of.witness.id:
        return NotSaid("It is told where you sent it")
    sent = "A colleague sent it" if letter.posted_by else "The authority sent it"
    return (
        f"On {of.day} I wrote a letter to {_to(of, letter)}, headed “{letter.title}”. "
        f"{sent} on {day_words(letter.posted_on)}."
    )


def came_back(of: Telling) -> Said:
    letter = of.letter()
    if letter is None:
        return NotSaid("The letter is not on the case")
    why = "refused" if of.said.get("refused") else "undelivered"
    return f"On {of.day} I recorded that the letter to {_to(of, letter)}, headed “{letter.title}”, had come back {why}."


def _to(of: Telling, letter: Letter) -> str:
    person = of.case.person(letter.person_id)
    return person.name if person else "the family"


def filed(of: Telling) -> Said:
    source = str(of.said.get("obtained_from") or "")
    if not source:
        return NotSaid("The record does not say from whom this document came")
    on = date.fromisoformat(of.said["obtained_on"]) if of.said.get("obtained_on") else of.entry.happened_on
    who = "The school" if "school" in source.casefold() or "academy" in source.casefold() else source
    return f"{who} sent the authority a document, “{of.said['title']}”. I received it on {day_words(on)}."


def support(of: Telling) -> Said:
    return f"On {of.day} I agreed a plan of support with the family.{of.note(of.said['plan'])}"


def support_refused(of: Telling) -> Said:
    return f"On {of.day} I offered support, which the family did not take up.{of.note(of.said['offered'])}"


def contract(of: Telling) -> Said:
    return f"On {of.day} I recorded an attendance contract with {of.whom()}."


def sessions(of: Telling) -> Said:
    """The attendance part: what the school sent, and what the witness took from it (Education Act 1996 s.444)."""
    charge = of.charge
    if charge is None or not charge.sessions:
        return NotSaid("This statement is for no prosecution that relies on sessions")
    if of.entry.seq != of.chose:
        return NotSaid("It is about another legal step, or the sessions were chosen again later")
    marks = sorted(charge.sessions, key=lambda mark: mark.slot)
    codes = sorted({f"{mark.code} ({mark.meaning.meaning.lower()})" for mark in marks})
    number = len(marks)
    first, last = (f"the {mark.half.label} of {day_words(mark.day)}" for mark in (marks[0], marks[-1]))
    return (
        f"The school sent the authority its attendance register for {of.case.child.name or 'the child'}. On {of.day} I "
        f"took from it the {number} {'session' if number == 1 else 'sessions'} that this prosecution relies on, from "
        f"{first} to {last}. The register has the code {' or '.join(codes)} for {'it' if number == 1 else 'each'}."
    )


# By the action that wrote the entry. What is not here is office work, or another's to say.
TELLS: Mapping[str, Callable[[Telling], Said]] = MappingProxyType(
    {
        "record-contact": contact,
        "record-visit": visit,
        "record-family-reached": reached,
        "record-child-seen": seen,
        "record-enquiry": enquiry,
        "record-posting": posting,
        "record-service": posting,
        "draft-letter": wrote,
        "record-returned-post": came_back,
        "file-document": filed,
        "agree-support": support,
        "record-support-refused": support_refused,
        "record-attendance-contract": contract,
        "begin-prosecution": sessions,
        "begin-prosecution-on-notice": sessions,
        "choose-charged-sessions": sessions,
    }
)
