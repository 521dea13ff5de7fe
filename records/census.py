"""What was known of each case on a day, for the Department's return; and the returns that were submitted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Session, col, select

from domain.case_access import knows_restricted
from domain.case_file import CaseFile
from domain.census.counted import Counted, counted
from domain.census.figures import Figures, figures
from domain.deadline import end_of
from domain.entry import Entry
from domain.facts import Staff
from domain.fold import fold, next_case
from domain.matching.likeness import Guarded
from records.case_access import NOT_BARRED
from records.census_tables import CensusLineRow, CensusReturnRow
from records.journal import entries_of

_KEEP = text("""
insert into as_known (case_ref, seq, recorded_at, facts)
select case_ref, seq, recorded_at, :facts from journal where case_ref = :ref and seq = :seq
on conflict (case_ref, seq) do update set facts = excluded.facts
""").bindparams(bindparam("facts", type_=JSONB))
_AS_KNOWN = text("""
select distinct on (case_ref) case_ref, facts from as_known where recorded_at < :until
order by case_ref, seq desc
""")
_WITHOUT = text("select ref from case_file where not exists (select from as_known where case_ref = ref) order by ref")
_MAY_SEE = text(f"""
select ref, child_name, date_of_birth, owner, team from case_file
where ref = any(:refs) and {NOT_BARRED.format(ref="ref")}
  and (:everything or owner = :me
       or not exists (select from likeness l where l.ref = case_file.ref and l.guarded >= :restricted))
order by child_name, ref
""")  # noqa: S608 - fixed clauses only


def keep_known(session: Session, cases: Sequence[CaseFile]) -> None:
    """What the newest entry of each of these made known. Called where that differs from before."""
    facts = [{"ref": case.ref, "seq": case.seq, "facts": counted(case).model_dump(mode="json")} for case in cases]
    if facts:
        session.execute(_KEEP, facts)


def complete(session: Session) -> int:
    """Make the rows of the cases that have none, from their journals; how many there were."""
    refs = list(session.execute(_WITHOUT).scalars())
    for ref in refs:
        keep_known(session, history(session, ref))
    return len(refs)


def history(session: Session, ref: str) -> list[CaseFile]:
    """The case after each entry that changed what a return counts: each as the fold of the journal to there."""
    entries = entries_of(session, ref)
    return [fold(ref, entries[:seq]) for seq, _ in _steps(ref, entries)]


def _steps(ref: str, entries: Sequence[Entry]) -> Iterator[tuple[int, Counted]]:
    """After which entries what a return counts of the case was new, and what it then was."""
    case, last = CaseFile(ref=ref), None
    for number, entry in enumerate(entries):
        case = next_case(case, entries[:number], entry)
        if (now := counted(case)) != last:
            yield number + 1, now
            last = now


def known_at_odds(ref: str, entries: Sequence[Entry], stored: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The rows kept for the return against what the journal tells: numbers of entries and names, never a value."""
    kept = {row["seq"]: row for row in stored}
    for seq, facts in _steps(ref, entries):
        row = kept.pop(seq, None)
        if row is None:
            yield f"what the return counts of it is missing from entry {seq} on"
            continue
        told, said = facts.model_dump(mode="json"), Counted().model_dump(mode="json") | row["facts"]
        if names := [name for name in told | said if told.get(name) != said.get(name)]:
            said_so = "what the return counts of it says otherwise than the journal"
            yield f"{said_so} from entry {seq} on, in {', '.join(names)}"
        if row["recorded_at"] != entries[seq - 1].recorded_at:
            yield f"what the return counts of it from entry {seq} on has another time than the journal"
    for seq in sorted(kept):
        yield f"what the return counts of it changes at entry {seq}, and the journal knows of no such change"


def known_on(session: Session, day: date) -> dict[str, Counted]:
    """Of every case what was known of it at the end of that day in London."""
    rows = session.execute(_AS_KNOWN, {"until": end_of(day)})
    return {row.case_ref: Counted.model_validate(row.facts) for row in rows}


@dataclass(frozen=True)
class Return:
    """A return as it stands: `submitted_at` where it is frozen. `children` are those who count."""

    census_on: date
    children: dict[str, Counted]
    figures: Figures
    submitted_at: datetime | None = None
    submitted_by: str = ""


def return_of(session: Session, on: date) -> Return:
    """As it was submitted; else as it would be now, of what was known then."""
    row = session.get(CensusReturnRow, on)
    if row is not None:
        lines = session.exec(select(CensusLineRow).where(col(CensusLineRow.census_on) == on))
        children = {line.case_ref: Counted.model_validate(line.facts) for line in lines}
        return Return(on, children, Figures.model_validate(row.figures), row.submitted_at, row.submitted_by)
    children = {ref: known for ref, known in known_on(session, on).items() if known.counts(on)}
    return Return(on, children, figures(children.values(), on))


def submit(session: Session, of: Return, by: str, now: datetime) -> None:
    """Freeze it. Raises IntegrityError where somebody else just has."""
    said = of.figures.model_dump(mode="json")
    session.add(CensusReturnRow(census_on=of.census_on, submitted_at=now, submitted_by=by, figures=said))
    session.flush()
    lines = [
        {"census_on": of.census_on, "case_ref": ref, "facts": child.model_dump(mode="json")}
        for ref, child in sorted(of.children.items())
    ]
    if lines:
        session.execute(CensusLineRow.__table__.insert(), lines)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Line:
    ref: str
    child_name: str
    date_of_birth: date | None
    owner: str
    team: str


def lines_for(session: Session, refs: Sequence[str], reader: Staff) -> list[Line]:
    """Of these cases those that the reader may know of, as a list."""
    asked = {
        "refs": list(refs),
        "me": reader.id,
        "everything": knows_restricted(reader),
        "restricted": int(Guarded.IDENTITY),
    }
    return [Line(*row) for row in session.execute(_MAY_SEE, asked)]
