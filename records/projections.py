"""What lists and searches read, worked out from a case file. Dropping these rows loses nothing."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, delete

from domain.actions import ACTIONS
from domain.case_file import CaseFile
from domain.census.counted import Counted, counted
from domain.clock import Clock
from domain.forms_of_tasks import form_of_task
from domain.limit_alarms import LIMIT
from domain.outcomes import OUTCOMES
from domain.protecting import protected_values, scrubbed
from domain.vocabulary import Protection
from records.census import keep_known
from records.matching import first_likenesses, made_of, store_likeness
from records.tables import CaseRow, WorkItemRow


def case_row(case: CaseFile) -> dict[str, Any]:
    """The columns of `case_file` for this case."""
    last = case.last_sighting
    return {
        "ref": case.ref,
        "seq": case.seq,
        "head": case.head,
        "kind": case.kind.value,
        "stage": case.stage.value,
        "risk": case.risk.value,
        "owner": case.owner,
        "team": case.team,
        "child_name": case.child.name,
        "date_of_birth": case.child.date_of_birth,
        "school": case.child.school,
        "protected": case.protected,
        "opened_on": case.opened_on,
        "closed_on": case.closed_on,
        "last_seen_on": last.on if last else None,
        "next_due": case.next_due,
        "next_thing": scrubbed(case.next_thing, protected_values(case)),
        "urgent": any(task.urgent for task in case.open_tasks()),
        "reason": case.reason.value if case.reason else "",
        "groups": [group.value for group in case.groups],
        "search": search_words(case),
        "state": case.model_dump(mode="json"),
    }


def search_words(case: CaseFile) -> str:
    """What a search may find: names and numbers, and where the family lives. Of a protected case no place, and never a
    telephone number; nor another name of an adopted child, which would show who it was (PRACTICE 3.4).
    """
    others = [] if Protection.ADOPTION in case.protections_in_force() else case.child.aliases
    names = [case.child.name, case.child.known_as, *others, *(person.name for person in case.people)]
    homes = [] if case.protected else [person.address for person in case.people if person.address is not None]
    places = [words for home in homes for words in (*home.printed(), home.postcode.replace(" ", ""))]
    return folded(" ".join([case.ref, case.child.upn, *names, *places]))


def folded(words: str) -> str:
    """As a search compares: without capitals and accents."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    return unicodedata.normalize("NFC", "".join(each for each in apart if not unicodedata.combining(each)))


def work_items(case: CaseFile) -> dict[str, dict[str, Any]]:
    """Open tasks and running clocks by id. A clock's item links to the form that meets it."""
    items: dict[str, dict[str, Any]] = {}
    hidden = protected_values(case)
    for task in case.open_tasks():
        items[task.id] = {
            "title": scrubbed(task.title, hidden),
            "why": scrubbed(task.why, hidden),
            "action": form_of_task(case, task),
            "due_on": task.due_on,
            "urgent": task.urgent,
            "audience": task.audience,
            "task": True,
        }
    for clock in case.running_clocks():
        if clock.deadline.rule == LIMIT:
            items[clock.name] = _last_day_to_charge(clock)
        elif form := form_of_clock(clock):
            items[clock.name] = {
                "title": clock.label,
                "why": "",
                "action": form,
                "due_on": clock.last_day,
                "urgent": False,
                "audience": "owner",
                "task": False,
            }
    return items


def _last_day_to_charge(clock: Clock) -> dict[str, Any]:
    """For the legal team: the six months of a proceeding, whose page it links to."""
    name = clock.name.partition(":")[0]
    return {
        "title": "Last day to charge for the earliest session",
        "why": name.replace("-", " ").capitalize(),
        "action": f"proceedings/{name}",
        "due_on": clock.last_day,
        "urgent": False,
        "audience": "legal",
        "task": False,
    }


def form_of_clock(clock: Clock) -> str:
    """The form that meets a clock; empty for one that nobody works towards (a pause ending, a safeguarding alarm)."""
    outcome = OUTCOMES.get(clock.name)
    if outcome is not None and outcome.action in ACTIONS and clock.name != "case-review":
        return outcome.action
    return ""


@dataclass(frozen=True)
class Stored:
    """What an act may change of what is stored of a case beside its row: its work items, and what it is found by."""

    items: dict[str, dict[str, Any]]
    found_by: str
    counted: Counted


def stored(case: CaseFile) -> Stored:
    """Of the case before an act: the fold changes a case in place."""
    return Stored(work_items(case), made_of(case), counted(case))


def store_new(session: Session, cases: Sequence[CaseFile]) -> None:
    """Write all that is stored of new cases, at least one: each kind of row for all of them at once."""
    session.execute(CaseRow.__table__.insert(), [case_row(case) for case in cases])  # type: ignore[attr-defined]
    items = [{"case_ref": case.ref, "id": item, **what} for case in cases for item, what in work_items(case).items()]
    if items:
        session.execute(WorkItemRow.__table__.insert(), items)  # type: ignore[attr-defined]
    keep_known(session, cases)
    first_likenesses(session, cases)


def store(session: Session, before: Stored, case: CaseFile) -> None:
    """Write the case's row, the difference in its work items, and what it is found by."""
    session.execute(CaseRow.__table__.update().where(col(CaseRow.ref) == case.ref), case_row(case))  # type: ignore[attr-defined]
    known, after = before.items, work_items(case)
    if gone := [item for item in known if known[item] != after.get(item)]:
        session.execute(delete(WorkItemRow).where(col(WorkItemRow.case_ref) == case.ref, col(WorkItemRow.id).in_(gone)))
    if fresh := [{"case_ref": case.ref, "id": item, **what} for item, what in after.items() if known.get(item) != what]:
        session.execute(WorkItemRow.__table__.insert(), fresh)  # type: ignore[attr-defined]
    if before.counted != counted(case):
        keep_known(session, [case])
    if before.found_by != made_of(case):
        store_likeness(session, case)
