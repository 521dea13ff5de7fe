"""What happened, line by line from the journal: its day and the entry that it comes from are fixed, its words may be
written otherwise, and who wrote them stays. Each line can carry the page of a bundle on which it is shown.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict

from domain.case_file import CaseFile
from domain.corrections import corrected
from domain.entry import Entry
from domain.evidence.worded import Worded
from domain.facts import Staff
from domain.matching.taking_back import still_standing
from domain.proceedings import AnyProceeding
from domain.proceedings.served import Manner
from domain.statements.kept_out import WHY, kept_out
from domain.statements.sentences import Telling
from domain.vocabulary import ContactMethod, EnquiryResult, EnquirySubject, VisitOutcome

OUT_BY_HAND = "Left out by hand"


class ChronologyLine(BaseModel):
    """`drafted` is what the record itself gives; `text` what stands. `source` names the letter, document or statement
    that shows it. With `out` it is not printed, for that reason.
    """

    model_config = ConfigDict(frozen=True)

    entry: int
    on: date
    text: str
    drafted: str
    source: str = ""
    worded_by: str = ""
    worded_at: datetime | None = None
    out: str = ""


def _whom(of: Telling) -> str:
    return of.whom()


def _contact(of: Telling) -> str:
    how = ContactMethod(of.said["how"])
    came = "answered" if of.said.get("answered") else "no answer"
    return f"Letter from {_whom(of)}." if how is ContactMethod.LETTER else f"{how.label} to {_whom(of)}: {came}."


def _visit(of: Telling) -> str:
    return f"Home visit: {VisitOutcome(of.said['outcome']).label.lower()}."


def _enquiry(of: Telling) -> str:
    subject, result = EnquirySubject(of.said["subject"]), EnquiryResult(of.said["result"])
    return f"Enquiry, {subject.label.lower()}: {result.label.lower()}."


def _letter(of: Telling) -> str:
    letter = of.letter()
    if letter is None:
        return ""
    person = of.case.person(letter.person_id)
    how = Manner(of.said.get("how") or Manner.POST).label.lower()
    return f"“{letter.title}” to {person.name if person else 'the family'}: {how}."


def _came_back(of: Telling) -> str:
    letter = of.letter()
    return f"“{letter.title}” came back undelivered." if letter else ""


def _filed(of: Telling) -> str:
    source = str(of.said.get("obtained_from") or "")
    return f"Received{f' from {source}' if source else ''}: “{of.said['title']}”."


_SAYS: Mapping[str, Callable[[Telling], str]] = MappingProxyType(
    {
        "referral-received": lambda of: "Referral received.",
        "record-contact": _contact,
        "record-visit": _visit,
        "record-family-reached": lambda of: f"{_whom(of)} reached.",
        "record-child-seen": lambda of: "The child was seen.",
        "record-enquiry": _enquiry,
        "record-posting": _letter,
        "record-service": _letter,
        "record-returned-post": _came_back,
        "file-document": _filed,
        "agree-support": lambda of: "A plan of support was agreed.",
        "record-support-refused": lambda of: "Support was offered and not taken up.",
        "record-attendance-contract": lambda of: f"Attendance contract with {_whom(of)}.",
        "record-improvement-notice": lambda of: f"Notice to improve to {_whom(of)}.",
        "record-offer": lambda of: "A school place was offered.",
        "record-place-accepted": lambda of: "A school place was accepted.",
        "confirm-first-attendance": lambda of: "First day back in school.",
        "sign-statement": lambda of: "A witness statement was signed.",
    }
)
# Of a proceeding's own steps, those that others see.
_STEPS = frozenset(
    {
        *("give-penalty-notice", "record-payment", "withdraw-penalty-notice", "decide-penalty-notice"),
        *("record-interview-offered", "record-interview-outcome", "record-supervision-considered"),
        *("review-prosecution", "authorise-prosecution", "institute-proceedings", "record-charge-service"),
        *("record-plea", "record-hearing-held", "record-result"),
    }
)


def chronology(
    case: CaseFile, entries: Sequence[Entry], about: str, betrays: Callable[[str], bool], named: Callable[[str], str]
) -> list[ChronologyLine]:
    """In the order of days. `about` is the proceeding for whose bundle it is; of another one's parent it tells nothing.
    `named` gives the name of somebody who works here.
    """
    proceeding = case.proceeding(f"{case.ref}/{about}") if about else None
    last = {each.entry: each for each in case.chronology}
    journal = still_standing(corrected(entries))
    return [
        _line(case, entry, said, about, last.get(entry.seq), betrays, named)
        for entry in sorted(journal, key=lambda each: (each.happened_on, each.seq))
        if (said := _drafted(case, entry, proceeding))
    ]


def _drafted(case: CaseFile, entry: Entry, proceeding: AnyProceeding | None) -> str:
    """What the record itself says; empty where it is no line of a chronology."""
    if "/" in entry.process and (proceeding is None or entry.process != f"{case.ref}/{proceeding.name}"):
        return ""
    if _of_another(case, entry, proceeding):
        return ""
    says = _SAYS.get(entry.action)
    if says is not None:
        return says(Telling(case, entry, Staff(id=entry.actor, name="")))
    if entry.action in _STEPS:
        from domain.actions import ACTIONS

        return f"{ACTIONS[entry.action].label}."
    return ""


def _of_another(case: CaseFile, entry: Entry, proceeding: AnyProceeding | None) -> bool:
    letter = case.letter(str(entry.data.get("letter") or ""))
    person = letter.person_id if letter else str(entry.data.get("person") or "")
    return bool(proceeding and proceeding.person_id and person and person != proceeding.person_id)


def _line(
    case: CaseFile,
    entry: Entry,
    drafted: str,
    about: str,
    worded: Worded | None,
    betrays: Callable[[str], bool],
    named: Callable[[str], str],
) -> ChronologyLine:
    text = worded.text if worded and worded.text else drafted
    kept = next(kept_out(case, text, about, betrays), "")
    out = WHY[kept] if kept else OUT_BY_HAND if worded and worded.out else ""
    return ChronologyLine(
        entry=entry.seq,
        on=entry.happened_on,
        text=text,
        drafted=drafted,
        source=_shown_by(case, entry),
        worded_by=named(worded.by) if worded else "",
        worded_at=worded.at if worded else None,
        out=out,
    )


def _shown_by(case: CaseFile, entry: Entry) -> str:
    if letter := str(entry.data.get("letter") or ""):
        return letter
    own = f"D{entry.seq}"
    return own if case.document(own) is not None else ""


def standing(lines: Iterable[ChronologyLine]) -> Iterator[ChronologyLine]:
    """Those that are printed."""
    return (line for line in lines if not line.out)
