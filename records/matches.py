"""Proposed matches: which cases wait to be compared, what was proposed for them, and what waits for a decision."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from domain.case_access import knows_restricted
from domain.facts import Staff
from domain.matching.likeness import Guarded
from domain.matching.proposing import Found, Proposed, shown_to_officer
from domain.vocabulary import Closure, Role, Stage
from records.case_access import NOT_BARRED, kept_out
from records.matching import EVERYTHING, Sight, candidates, decided_apart, likeness_on_file
from records.tables import CaseRow

_WAITING = text(
    """select ref from likeness where compare_at is not null and compare_at <= :now
       order by compare_at desc, ref limit :most"""
)
_SETTLED = text("update likeness set compare_at = null where ref = :ref and compare_at <= :looked")
_LATER = text("update likeness set compare_at = :at where ref = :ref")


def to_compare(session: Session, now: datetime, most: int = 25) -> list[str]:
    """The cases whose names, dates, numbers or places have changed since they were compared. The newest first, so that
    of two new cases of one child it is the later one that asks.
    """
    return list(session.execute(_WAITING, {"now": now, "most": most}).scalars())


def compared(session: Session, ref: str, looked: datetime) -> None:
    """Unless it has changed again since somebody looked."""
    session.execute(_SETTLED, {"ref": ref, "looked": looked})


def compare_later(session: Session, ref: str, at: datetime) -> None:
    session.execute(_LATER, {"ref": ref, "at": at})


_NOT_RESTRICTED = Sight(upto=Guarded.DETAILS, details=True)


def found_for(session: Session, ref: str, linked: Iterable[frozenset[str]] = ()) -> list[Found]:
    """Every case that may be the same child's, whoever may know of it, and which of the two officers may.

    Restricted cases are looked for apart: they take no place in a list that others are to see (PRACTICE 8.9). Of a case
    that its officer is kept out of, that officer is not told either: whoever may know of both decides.
    """
    own = likeness_on_file(session, ref)
    row = session.get(CaseRow, ref)
    if own is None or row is None or row.state.get("closure") == Closure.DUPLICATE:
        return []
    ties, apart = list(linked), decided_apart(session, ref)
    open_to_all = candidates(session, own, _NOT_RESTRICTED, linked=ties, apart=apart)
    everything = candidates(session, own, EVERYTHING, linked=ties, apart=apart)
    found = [*open_to_all, *(each for each in everything if each.likeness.guarded is Guarded.IDENTITY)]
    barred = kept_out(session, row.owner, [each.ref for each in found])
    barred_there = _officers_kept_out(session, ref, [each.ref for each in found])
    return [
        Found(
            each.ref,
            each.match,
            closed=each.stage is Stage.CLOSED,
            dormant=each.stage is Stage.DORMANT,
            shown=shown_to_officer(own, each.likeness) and each.ref not in barred,
            shown_there=shown_to_officer(each.likeness, own) and each.ref not in barred_there,
        )
        for each in found
    ]


_OFFICERS_OUT = text(
    """select c.ref from case_file c join barred b on b.staff_id = c.owner and b.case_ref = :ref and b.ended_at is null
       where c.ref = any(:refs)"""
)


def _officers_kept_out(session: Session, ref: str, refs: list[str]) -> set[str]:
    """Of these cases those whose officer is kept out of that one."""
    return set(session.execute(_OFFICERS_OUT, {"ref": ref, "refs": refs}).scalars())


_PROPOSED = text(
    """select j.case_ref, j.seq, j.entry -> 'data' ->> 'other' as other, j.entry -> 'data' ->> 'audience' as audience,
              w.id is not null as open
       from journal j left join work_item w on w.case_ref = j.case_ref and w.id = 'T' || j.seq || '-match'
       where j.action = 'match-proposed' and (j.case_ref = :ref or j.entry -> 'data' ->> 'other' = :ref)
       order by j.case_ref, j.seq"""
)


def proposed_for(session: Session, ref: str) -> list[Proposed]:
    """What was ever proposed of this case, on its own journal or on another's."""
    rows = session.execute(_PROPOSED, {"ref": ref})
    return [Proposed(row.case_ref, row.other, row.audience, row.seq, row.open) for row in rows]


@dataclass(frozen=True)
class Waiting:
    """A proposal that waits for a person: on a case, of another."""

    case: str
    other: str
    audience: str
    returning: bool
    due_on: date
    owner: str
    child_name: str
    date_of_birth: date | None
    other_name: str
    other_born: date | None


_FROM = """
from work_item w
join journal j on j.case_ref = w.case_ref and 'T' || j.seq || '-match' = w.id and j.action = 'match-proposed'
join case_file c on c.ref = w.case_ref
join case_file o on o.ref = j.entry -> 'data' ->> 'other'
where w.action = 'decide-not-same' and w.task and ({whose}) and ({known}) and {not_barred}
"""
_LIST = f"""
select w.case_ref as case, o.ref as other, w.audience, (j.entry -> 'data' -> 'returning')::boolean as returning,
       w.due_on, c.owner, c.child_name, c.date_of_birth, o.child_name as other_name, o.date_of_birth as other_born
{_FROM} order by w.due_on, w.case_ref, j.seq limit :most
"""
_COUNT = f"select count(*) {_FROM}"
_OFFICERS = "w.audience = 'owner' and (c.owner = :staff or (c.owner = '' and c.team in (:team, '')))"
_SUPERVISORS = "c.team in (:team, '') or :team = '' or c.owner = :staff"
_KNOWN = """not exists (
    select from likeness l join case_file f on f.ref = l.ref
    where l.ref in (c.ref, o.ref) and l.guarded >= :restricted and f.owner <> :staff)"""

_NOT_BARRED = f"{NOT_BARRED.format(ref='c.ref')} and {NOT_BARRED.format(ref='o.ref')}"


def waiting_for(session: Session, staff: Staff, most: int = 100) -> list[Waiting]:
    """What this person may decide, the soonest due first: of their own cases and of those of their team that nobody
    has; a supervisor's, of the whole team.
    """
    query, asked = _asked(_LIST, staff)
    return [Waiting(**row._mapping) for row in session.execute(text(query), {**asked, "most": most})]


def how_many_wait(session: Session, staff: Staff) -> int:
    """How many of them there are."""
    query, asked = _asked(_COUNT, staff)
    return int(session.execute(text(query), asked).scalar_one())


def _asked(query: str, staff: Staff) -> tuple[str, dict[str, Any]]:
    whose = _SUPERVISORS if staff.has(Role.SUPERVISOR) else _OFFICERS
    known = "true" if knows_restricted(staff) else _KNOWN
    asked = {"staff": staff.id, "team": staff.team, "restricted": int(Guarded.IDENTITY)}
    return query.format(whose=whose, known=known, not_barred=_NOT_BARRED), {**asked, "me": staff.id}


_HALF = text(
    """select a.ref, b.ref as other from case_file a, jsonb_array_elements_text(a.state -> 'merged') as m(ref)
       join case_file b on b.ref = m.ref
       where a.state -> 'merged' <> '[]' and b.state ->> 'merged_into' is distinct from a.ref
       union
       select a.ref, b.ref from case_file b join case_file a on a.ref = b.state ->> 'merged_into'
       where not coalesce(a.state -> 'merged', '[]') ? b.ref
       order by 1, 2"""
)


def half_merges(session: Session) -> list[tuple[str, str]]:
    """The merges that one of the two cases does not know of: which goes on, and which is to close for it."""
    return [(row.ref, row.other) for row in session.execute(_HALF)]
