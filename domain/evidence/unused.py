"""The schedule of unused material of one prosecution: everything that is information only or withheld, every draft of a
statement, the original of what is shown redacted, and the record itself. What nobody has decided stands on it and says
so (PRACTICE 7.1, 7.2; Criminal Procedure and Investigations Act 1996 s.3, not verified).
"""

from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel, ConfigDict

from domain.bundles.document import Kind, Marking
from domain.case_file import CaseFile, Document, Letter
from domain.people import Person
from domain.proceedings import Prosecution
from domain.protecting import protected_values, shows
from domain.statements.kept_out import against, names_another
from domain.statements.statement import Statement, StatementState

UNDECIDED = "Nobody has decided yet what it is worth"
THE_RECORD = "The record of the case: every entry of its history"
_OURS = frozenset({Kind.UNUSED_SCHEDULE, Kind.CHRONOLOGY, Kind.CASE_SUMMARY})  # made for the bundle, from the record


class UnusedLine(BaseModel):
    """`what` names nobody but the defendant and the witness; `source` is the document's or statement's id. `withheld`
    is whether it is kept from the defence as well, with the reason in `why`.
    """

    model_config = ConfigDict(frozen=True)

    source: str
    what: str
    on: date | None = None
    why: str
    withheld: bool = False
    decided: bool = True


def unused(case: CaseFile, charge: Prosecution) -> list[UnusedLine]:
    """In the order of dates, the record last."""
    defendant = against(case, charge.name)
    found = [*_documents(case, defendant), *_letters(case, defendant), *_statements(case, charge, defendant)]
    dated = sorted(found, key=lambda line: (line.on is None, line.on or date.min, line.source))
    return [*dated, UnusedLine(source="", what=THE_RECORD, on=case.opened_on, why="Sensitive: it is about others too")]


def undecided(case: CaseFile, charge: Prosecution) -> int:
    """How many lines nobody has decided: with one of them no bundle is signed off."""
    return sum(not line.decided for line in unused(case, charge))


def _documents(case: CaseFile, defendant: Person | None) -> Iterator[UnusedLine]:
    for document in case.documents:
        if document.kind in _OURS:
            continue
        what, on = _said(case, document, defendant), document.obtained_on or document.marked_on
        somebody_else = bool(defendant and document.about and document.about != defendant.id)
        if document.marking is Marking.UNDECIDED:
            yield UnusedLine(source=document.id, what=what, on=on, why=UNDECIDED, decided=False)
        elif document.marking is not Marking.EVIDENTIAL or somebody_else:
            yield UnusedLine(
                source=document.id,
                what=what,
                on=on,
                why="About somebody else" if somebody_else else _why(case, document, defendant),
                withheld=document.marking is Marking.WITHHELD or somebody_else,
            )
        elif document.redacted is not None:
            grounds = "; ".join(ground.lower() for ground in document.redacted.grounds)
            yield UnusedLine(
                source=document.id, what=f"The unredacted original of: {what}", on=on, why=f"Redacted: {grounds}",
                withheld=True,
            )  # fmt: skip


def _letters(case: CaseFile, defendant: Person | None) -> Iterator[UnusedLine]:
    """Letters that left and that somebody said are no evidence; else they are served."""
    for letter in case.letters:
        if letter.marking is Marking.EVIDENTIAL or not letter.sha256:
            continue
        to_another = bool(defendant and letter.person_id and letter.person_id != defendant.id)
        unseen = to_another or names_another(case, letter.title, defendant)
        decided = letter.marking is not Marking.UNDECIDED
        yield UnusedLine(
            source=letter.id,
            what=f"A letter of the case ({letter.id})" if unseen else f"Letter: {letter.title}",
            on=letter.issued_on,
            why=_why(case, letter, defendant) if decided else UNDECIDED,
            withheld=letter.marking is Marking.WITHHELD or (decided and to_another),
            decided=decided,
        )


def _why(case: CaseFile, document: Document | Letter, defendant: Person | None) -> str:
    """The reason as it was given, unless it shows what the schedule must not."""
    label = document.marking.label.capitalize()
    hidden = names_another(case, document.marking_why, defendant) or shows(document.marking_why, protected_values(case))
    return f"{label}: {document.marking_why}" if document.marking_why and not hidden else label


def _said(case: CaseFile, document: Document, defendant: Person | None) -> str:
    if names_another(case, document.title, defendant) or shows(document.title, protected_values(case)):
        return f"A document of the case ({document.id}), {document.kind.words}"
    return document.title


def _statements(case: CaseFile, charge: Prosecution, defendant: Person | None) -> Iterator[UnusedLine]:
    for each in case.statements:
        if each.about not in ("", charge.name):
            continue
        if each.state is not StatementState.SIGNED:
            yield _draft(each, "Draft of a witness statement, not signed")
        elif any(sentence.earlier or not sentence.stands for sentence in each.sentences):
            yield _draft(each, f"Earlier wordings of the statement signed on {each.signed_on:%-d %B %Y}")


def _draft(statement: Statement, what: str) -> UnusedLine:
    return UnusedLine(source=statement.id, what=what, on=statement.drafted_on, why="Every draft is kept and listed")
