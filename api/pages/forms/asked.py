"""The questions of one action on one case: its schema, with what the case has to choose from and what it has not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from sqlmodel import Session

from api.pages.forms.choices import CaseChoices, schools_like
from api.pages.forms.correction import correction_questions
from api.pages.forms.field import Field, Kind, Typed
from api.pages.forms.from_model import questions
from api.problems import FieldFault
from domain.actions.base import Action
from domain.actions.enquiries import EnquiryChased
from domain.facts import Facts
from domain.protecting import scrubbed

_VISITS = frozenset({"plan-visit", "record-visit"})


def asked_of(facts: Facts, action: type[Action], typed: Typed) -> tuple[Field, ...]:
    """The questions, as they would be without any answer; `typed` decides only which questions there are."""
    fields = questions(action, CaseChoices(facts, action))
    special = _SPECIAL.get(action.name)
    if special is not None:
        fields = special(facts, fields, typed)
    fields = tuple(each for each in fields if each.required or each.kind is not Kind.SELECT or each.options)
    if action.name in _VISITS:  # the warnings stand above the form, and so does that they were read
        read = [each for each in fields if each.path == "warnings_read"]
        rest = [each for each in fields if each.path != "warnings_read"]
        warned = any(not warning.ended for warning in facts.case.warnings)
        fields = (*read, *rest) if warned else tuple(rest)
    return fields


def first_answers(facts: Facts, action: type[Action], asked: Mapping[str, str], hidden: Sequence[str]) -> Typed:
    """What stands in the form when it is opened: what the link to it said, and the text of a letter to edit, with a
    blank where it shows something that has been protected since.
    """
    typed: Typed = {name: [value] for name, value in asked.items() if name in action.model_fields}
    if action.name == "word-sentence" and (statement := facts.case.statement(asked.get("statement", ""))):
        sentence = statement.sentence(asked.get("sentence", ""))
        typed["text"] = [scrubbed(sentence.text, hidden)] if sentence else []
    if action is EnquiryChased:  # the next request, as it was written before: a person confirms it
        drafted = EnquiryChased.drafted(facts.case, asked.get("enquiry", ""))
        typed = {name: [value] for name, value in drafted.items()} | typed
    if action.name == "edit-letter" and (letter := facts.case.letter(asked.get("letter", ""))):
        typed["text"] = [scrubbed(letter.text, hidden)]
        typed["goes_with"] = [letter.goes_with]
    return typed


def _document(facts: Facts, fields: tuple[Field, ...], typed: Typed) -> tuple[Field, ...]:
    hint = "A PDF, a picture (PNG, JPEG), an e-mail (.eml) or a Word, Excel or OpenDocument file, at most 20 MB"
    file = Field("file", Kind.FILE, "Choose the file", hint, required=True)
    return (file, *(each for each in fields if each.path not in ("sha256", "media_type", "size")))


def _letter_text(facts: Facts, fields: tuple[Field, ...], typed: Typed) -> tuple[Field, ...]:
    hint = "A line that begins with # is a heading, with - an item of a list; **two stars** are bold"
    letter = Field("letter", Kind.HIDDEN, "Which letter?", required=True)
    known = {"letter": letter}
    return tuple(
        replace(each, rows=24, hint=hint) if each.path == "text" else known.get(each.path, each) for each in fields
    )


def _of_a_sentence(facts: Facts, fields: tuple[Field, ...], typed: Typed) -> tuple[Field, ...]:
    """Which it is was chosen on the statement's page."""
    chosen = ("statement", "sentence")
    return tuple(
        Field(each.path, Kind.HIDDEN, each.title, required=True) if each.path in chosen else each for each in fields
    )


_SPECIAL: Mapping[str, Callable[[Facts, tuple[Field, ...], Typed], tuple[Field, ...]]] = MappingProxyType(
    {
        "file-document": _document,
        "edit-letter": _letter_text,
        "correct-entry": correction_questions,
        "confirm-sentence": _of_a_sentence,
        "word-sentence": _of_a_sentence,
        "leave-sentence-out": _of_a_sentence,
    }
)


def with_schools(session: Session, fields: Sequence[Field], typed: Typed) -> tuple[tuple[Field, ...], list[FieldFault]]:
    """A school that was typed by name becomes its number; where several fit, they are there to choose from."""
    faults: list[FieldFault] = []

    def settle(asked: Field) -> Field:
        if asked.kind is Kind.GROUP:
            return replace(asked, fields=tuple(settle(each) for each in asked.fields))
        said = (typed.get(asked.path) or [""])[0].strip()
        if asked.kind is not Kind.SCHOOL or not said:
            return asked
        found = schools_like(session, said)
        exact = next((each for each in found if said in (each.value, each.text)), None)
        if exact is not None or len(found) == 1:
            typed[asked.path] = [(exact or found[0]).value]
            return asked
        if not found:
            faults.append(FieldFault(field=asked.path, message="No school in our list has this name or number"))
            return asked
        if len(found) > 12:
            faults.append(FieldFault(field=asked.path, message="Many schools have this in their name: type more of it"))
            return asked
        faults.append(FieldFault(field=asked.path, message="Which of these schools is it?"))
        return replace(asked, kind=Kind.RADIOS, options=tuple(found))

    return tuple(settle(each) for each in fields), faults
