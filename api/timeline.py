"""What has happened, in plain words: every entry, with who, when it was recorded and, where it differs, when it
happened.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from api.access import unknown_in
from api.identity import Signed
from api.services import Services
from domain.actions import ACTIONS
from domain.actions.base import Action
from domain.case_file import CaseFile
from domain.corrections import CORRECTION
from domain.deadline import uk_day
from domain.entry import Entry
from domain.facts import CLOCK, PROCESS, PUBLIC_FORM, SCHOOL_KEY, Roster
from domain.protecting import COVERED, HIDDEN, protected_values, scrubbed
from domain.vocabulary import Stage, Word
from letters.wording import TEMPLATES
from records.database import transaction
from records.journal import entries_of
from records.recorder import load_case
from records.roster import roster
from records.tables import SchoolRow

# What these hold is shown elsewhere, or is too long for a line.
_NOT_SHOWN = frozenset(
    {"text", "sha256", "warnings_read", "rings_at", "media_type", "size", "team", "points", "audience"}
)
_NOTHING: tuple[Any, ...] = (None, "", [], {}, False)
_A_TIME = re.compile(r"\d\d:\d\d:\d\d")
_SHOW_BOTH_TIMES = timedelta(days=1)  # PRACTICE 2.3
_BY_ITSELF = {each.id: each.name for each in (CLOCK, PROCESS, PUBLIC_FORM, SCHOOL_KEY)}


class Line(BaseModel):
    """One thing that an entry says: the question and the answer."""

    says: str
    value: str


class Happening(BaseModel):
    seq: int
    action: str
    label: str
    by: str
    acting_for: str
    recorded_at: datetime
    happened_on: date
    both_times: bool
    lines: list[Line]
    overrides: dict[str, str]
    corrected_by: list[int]
    clocks: list[Line]
    tasks: list[str]
    hash: str


def timeline(services: Services, signed: Signed, ref: str) -> list[Happening]:
    """Newest first. Raises NoSuchCase. Protected values are blanked for everybody; a case that this person may not
    know of is named in no line.
    """
    with transaction(services.engine) as session:
        case = load_case(session, ref)
        entries = entries_of(session, ref)
        people = roster(session, services.today)
        numbers = {case.child.school, case.place.school}
        schools = [row.name for number in numbers if number and (row := session.get(SchoolRow, number))]
        said = "".join(entry.model_dump_json(include={"data", "consequences", "overrides"}) for entry in entries)
        unknown = unknown_in(session, services, signed, said, ref)
    return told(case, entries, people, schools, unknown)


def told(
    case: CaseFile,
    entries: list[Entry],
    people: Roster,
    schools: Iterable[str] = (),
    unknown: Collection[str] = (),
) -> list[Happening]:
    hidden = [*protected_values(case, schools), *unknown]
    corrections = _corrections(entries)
    shown = (entry for entry in reversed(entries) if entry.data.get("other") not in unknown)
    return [_happening(case, entry, people, hidden, corrections.get(entry.seq, []), unknown) for entry in shown]


def _corrections(entries: list[Entry]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for entry in entries:
        if entry.action == CORRECTION:
            found.setdefault(int(entry.data["entry"]), []).append(entry.seq)
    return found


def _happening(
    case: CaseFile,
    entry: Entry,
    people: Roster,
    hidden: list[str],
    corrected_by: list[int],
    unknown: Collection[str],
) -> Happening:
    follows = entry.consequences
    return Happening(
        seq=entry.seq,
        action=entry.action,
        label=_label(case, entry),
        by=_name(people, entry.actor),
        acting_for=_name(people, entry.acting_for) if entry.acting_for else "",
        recorded_at=entry.recorded_at,
        happened_on=entry.happened_on,
        both_times=abs(uk_day(entry.recorded_at) - entry.happened_on) >= _SHOW_BOTH_TIMES,
        lines=[
            Line(says=line.says, value=scrubbed(line.value, hidden))
            for line in _lines(case, entry, people)
            if line.value not in unknown
        ],
        overrides={code: scrubbed(reason, hidden) for code, reason in entry.overrides.items()},
        corrected_by=corrected_by,
        clocks=[
            Line(says=clock.label, value=f"{clock.last_day:%A %-d %B %Y}")
            for clock in follows.clocks
            if clock.name != "case-review"
        ],
        tasks=[scrubbed(task.title, hidden) for task in follows.tasks],
        hash=entry.hash,
    )


def _label(case: CaseFile, entry: Entry) -> str:
    if entry.action == "stage-entered":
        return f"Moved to: {Stage(entry.data['stage']).label}"
    if entry.action == "clock-passed" and (clock := case.clock(str(entry.data["clock"]))):
        return f"Deadline passed: {clock.label}"
    return ACTIONS[entry.action].label


def _name(people: Roster, who: str) -> str:
    if itself := _BY_ITSELF.get(who):
        return itself
    person = people.staff.get(who)
    return person.name if person else who


def _lines(case: CaseFile, entry: Entry, people: Roster) -> Iterable[Line]:
    """The form as it was filled in: the title of each field that was answered, and the answer in words."""
    if entry.action in ("stage-entered", "clock-passed"):
        return
    yield from _answers(ACTIONS[entry.action].model_fields, entry.data, case, people)


def _answers(
    fields: Mapping[str, FieldInfo], data: Mapping[str, Any], case: CaseFile, people: Roster
) -> Iterable[Line]:
    # In the form's own order, which the database does not keep; what every form ends with comes last.
    for name in sorted(fields, key=lambda each: each in Action.model_fields):
        value = data.get(name)
        if name in _NOT_SHOWN or value in _NOTHING:
            continue
        title = fields[name].title or name.replace("_", " ").capitalize()
        # A value too short to be searched for is hidden by where it stands.
        covered = case.protected and name in COVERED
        yield Line(says=title.rstrip("?"), value=HIDDEN if covered else words(value, fields[name], case, people))


def words(value: Any, field: FieldInfo, case: CaseFile, people: Roster) -> str:
    """A stored value as an officer would say it."""
    if value is True:
        return "Yes"
    if isinstance(value, list):
        return "; ".join(words(each, field, case, people) for each in value)
    if isinstance(value, dict):
        if "postcode" in value:
            return ", ".join([*value.get("lines", []), value["postcode"]])
        return ", ".join(_parts(value, field, case, people))
    text = str(value)
    if isinstance(field.json_schema_extra, dict) and field.json_schema_extra.get("choices") == "templates":
        return TEMPLATES[text].title if text in TEMPLATES else text
    return _word(field, text) or _thing(case, people, text) or _day(text) or _time(text) or text


def _parts(value: Mapping[str, Any], field: FieldInfo, case: CaseFile, people: Roster) -> Iterable[str]:
    """What stands in a group of answers, in its own order; a thing that is so by its name."""
    within = next((kind for kind in _kinds(field.annotation) if hasattr(kind, "model_fields")), None)
    fields: Mapping[str, FieldInfo] = within.model_fields if within else {}
    for name in fields or value:
        each = value.get(name)
        if each is True:
            yield name.replace("_", " ")
        elif each not in _NOTHING:
            yield words(each, fields.get(name, field), case, people)


def _word(field: FieldInfo, value: str) -> str:
    """The label of a closed list's value."""
    for kind in _kinds(field.annotation):
        if isinstance(kind, type) and issubclass(kind, Word) and value in {word.value for word in kind}:
            return kind(value).label
    return ""


def _kinds(annotation: Any) -> Iterable[Any]:
    yield annotation
    for inner in get_args(annotation):
        yield from _kinds(inner)


def _thing(case: CaseFile, people: Roster, value: str) -> str:
    """The name behind an id of this case, or of somebody who works here."""
    if person := case.person(value):
        return person.name
    if letter := case.letter(value):
        return letter.title
    if statement := case.statement(value):
        return f"Statement of {statement.name or _name(people, statement.witness)}"
    if staff := people.staff.get(value):
        return staff.name
    return next((child.name for child in case.household if child.id == value), "")


def _time(value: str) -> str:
    return value[:5] if _A_TIME.fullmatch(value) else ""


def _day(value: str) -> str:
    try:
        return f"{date.fromisoformat(value):%-d %B %Y}" if len(value) == len("2026-11-24") else ""
    except ValueError:
        return ""
