"""Who may be the same child: found by keys and by likeness of names in the database, compared in the domain.

A search answers alike whether or not there is a child whom the asker may not see (PRACTICE 8.9): such cases are left
out before anything is counted or cut off. What they would have shown goes to a supervisor (records.matches).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, text
from sqlmodel import Session, col, delete

from domain.case_file import CaseFile
from domain.matching.blocking import stored_keys, wanted_keys
from domain.matching.identity import without_linked
from domain.matching.likeness import Guarded, Keyed, Likeness, guarded, likeness_of
from domain.matching.score import Finding, Match, score
from domain.matching.shape import from_shape, to_shape
from domain.vocabulary import Closure, Stage
from records.tables import LikenessKeyRow, LikenessRow

_COMPARED = 200  # cases compared at most, those with the most keys in common first
_ALIKE = 0.45  # trigrams in common, of all, from which two names are worth comparing
_MOST_ALIKE = 40
_ORDER = {Finding.LIKELY: 0, Finding.POSSIBLE: 0, Finding.FAMILY: 1, Finding.DIFFERENT: 2}


@dataclass(frozen=True)
class Sight:
    """What somebody may see: cases guarded up to a level, and those that are named; and whether the protected details
    of such a case are compared. Without `details` nobody can learn by trying whether an address is the one.
    """

    upto: Guarded = Guarded.OPEN
    named: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()  # what this person is kept out of, whatever their role
    details: bool = False


EVERYTHING = Sight(upto=Guarded.IDENTITY, details=True)


@dataclass(frozen=True)
class Candidate:
    """A case that may be the same child's. `returning`: it is closed, so the child may have come back."""

    ref: str
    likeness: Likeness
    match: Match
    stage: Stage

    @property
    def returning(self) -> bool:
        return self.stage is Stage.CLOSED and self.match.finding in (Finding.LIKELY, Finding.POSSIBLE)


# The projection


def likeness_row(case: CaseFile, keyed: Keyed) -> dict[str, Any]:
    """The columns of `likeness` for this case."""
    likeness = likeness_of(case, keyed)
    return {
        "ref": case.ref,
        "name": " ".join(likeness.name.all),
        "guarded": int(guarded(case)),
        "duplicate": case.closure is Closure.DUPLICATE,
        "shape": to_shape(likeness),
    }


_MADE_OF = {"child", "people", "household", "protections", "closure"}


def made_of(case: CaseFile) -> str:
    """Everything of a case that its likeness is made of: where it is the same, so is the row."""
    return case.model_dump_json(include=_MADE_OF)


def keys_of(row: Mapping[str, Any]) -> frozenset[str]:
    """The keys under which the case of this row is found."""
    return stored_keys(from_shape(row["ref"], row["shape"], Guarded(row["guarded"])))


# By the clock of the database, which all that compare share.
_COMPARE = text("update likeness set compare_at = clock_timestamp() where ref = any(:refs)")


def wait_to_be_compared(session: Session, ref: str) -> None:
    """Its likeness is new, or somebody has decided about it and another: what is proposed is looked at again."""
    session.execute(_COMPARE, {"refs": [ref]})


def first_likenesses(session: Session, cases: Sequence[CaseFile]) -> None:
    """Write the rows of new cases and their keys."""
    _insert(session, [likeness_row(case, keyed(session)) for case in cases])


def store_likeness(session: Session, case: CaseFile) -> None:
    """Write the row of a case and its keys, where they say anything new: then it waits to be compared. Called under
    the lock of the case.
    """
    fresh, stored = likeness_row(case, keyed(session)), session.get(LikenessRow, case.ref)
    if stored is None:
        _insert(session, [fresh])
        return
    if all(getattr(stored, name) == value for name, value in fresh.items()):
        return
    wait_to_be_compared(session, case.ref)
    session.execute(LikenessRow.__table__.update().where(col(LikenessRow.ref) == case.ref), fresh)  # type: ignore[attr-defined]
    session.execute(delete(LikenessKeyRow).where(col(LikenessKeyRow.ref) == case.ref))
    _insert_keys(session, [fresh])
    session.expire(stored)


def rebuild(session: Session, batch: int = 500) -> int:
    """Drop every row and make it again from the case files; how many there are."""
    session.execute(delete(LikenessKeyRow))
    session.execute(delete(LikenessRow))
    return complete(session, batch)


def complete(session: Session, batch: int = 500) -> int:
    """Make the rows that are missing, as after the first migration to this table; how many there were. Each then waits
    to be compared.
    """
    missing = "select ref from case_file where ref not in (select ref from likeness) order by ref"
    refs = list(session.execute(text(missing)).scalars())
    states = text("select state from case_file where ref = any(:refs)")
    for start in range(0, len(refs), batch):
        found = session.execute(states, {"refs": refs[start : start + batch]}).scalars()
        _insert(session, [likeness_row(CaseFile.model_validate(state), keyed(session)) for state in found])
    return len(refs)


def _insert(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """New rows wait to be compared."""
    new = LikenessRow.__table__.insert().values(compare_at=func.clock_timestamp())  # type: ignore[attr-defined]
    session.execute(new, rows)
    _insert_keys(session, rows)


_KEYS = text("insert into likeness_key (key, ref) select * from unnest(cast(:keys as text[]), cast(:refs as text[]))")


def _insert_keys(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    keys = [(key, row["ref"]) for row in rows for key in sorted(keys_of(row))]
    session.execute(_KEYS, {"keys": [key for key, _ in keys], "refs": [ref for _, ref in keys]})


def likeness_at_odds(
    case: CaseFile, stored: Mapping[str, Any] | None, keys: Collection[str], keyed: Keyed
) -> Iterator[str]:
    """The stored row and its keys against the case that its journal tells: names of columns, never a value."""
    if stored is None:
        yield "it has a journal and no row to be found by"
        return
    row = likeness_row(case, keyed)
    if names := [name for name in row if row[name] != stored[name]]:
        yield f"what it is found by says otherwise than the journal, in {', '.join(names)}"
    elif keys_of(row) != frozenset(keys):
        yield "it is found by other keys than its names and numbers make"


_keyed: WeakKeyDictionary[Engine, Keyed] = WeakKeyDictionary()


def keyed(session: Session) -> Keyed:
    """The hashing of this database, with its own key."""
    engine = session.get_bind().engine
    if (known := _keyed.get(engine)) is None:
        known = Keyed(bytes(session.execute(text("select key from matching_key")).scalar_one()))
        _keyed[engine] = known
    return known


# Finding


_BY_KEYS = text("""
select l.ref, l.shape, l.guarded from (
    select ref, count(*) as shared from likeness_key where key = any(:wanted) and ref <> :own group by ref
) as found join likeness as l on l.ref = found.ref
where not l.duplicate and (l.guarded <= :upto or l.ref = any(:named)) and l.ref <> all(:hidden)
order by shared desc, l.ref limit :most
""")
_BY_NAME = text("""
select l.ref, l.shape, l.guarded from likeness as l where name % :name and l.ref <> :own
    and not l.duplicate and (l.guarded <= :upto or l.ref = any(:named)) and l.ref <> all(:hidden)
order by similarity(name, :name) desc, l.ref limit :most
""")
_STAGES = text("select ref, stage from case_file where ref = any(:refs)")


def candidates(
    session: Session,
    likeness: Likeness,
    sight: Sight,
    most: int = 10,
    *,
    linked: Sequence[frozenset[str]] = (),
    apart: frozenset[str] = frozenset(),
) -> list[Candidate]:
    """The cases that may be this child's, and its family's below them, as far as `sight` reaches.

    `linked` are identities that only the restricted record ties together: of those, one never shows the other
    (PRACTICE 3.4). `apart` are cases that somebody has decided to be another child's: of its family they may still be.
    """
    rows = _rows(session, likeness, sight)
    compared = [
        (other, match)
        for row in rows
        if (match := score(likeness, other := _seen(row, sight))).finding.shown
        and (row.ref not in apart or match.finding is Finding.FAMILY)
    ]
    compared.sort(key=lambda each: (-each[1].points, each[0].ref))
    kept = without_linked([other.ref for other, _ in compared], likeness.ref, linked)
    best = [(other, match) for other, match in compared if other.ref in kept][:most]
    stages = {row.ref: row.stage for row in session.execute(_STAGES, {"refs": [other.ref for other, _ in best]})}
    found = [Candidate(other.ref, other, match, Stage(stages[other.ref])) for other, match in best]
    return sorted(found, key=lambda each: _ORDER[each.match.finding])


def _seen(row: Any, sight: Sight) -> Likeness:
    other = from_shape(row.ref, row.shape, Guarded(row.guarded))
    return other.without_details() if other.protected and not sight.details else other


def _rows(session: Session, likeness: Likeness, sight: Sight) -> list[Any]:
    """Every row that shares a key or looks alike, each once."""
    asked = {"own": likeness.ref, "upto": int(sight.upto), "named": sorted(sight.named), "hidden": sorted(sight.hidden)}
    wanted = {"wanted": sorted(wanted_keys(likeness)), "most": _COMPARED}
    found = {row.ref: row for row in session.execute(_BY_KEYS, asked | wanted)}
    if name := " ".join(likeness.name.all):
        session.execute(text("select set_config('pg_trgm.similarity_threshold', :alike, true)"), {"alike": str(_ALIKE)})
        for row in session.execute(_BY_NAME, asked | {"name": name, "most": _MOST_ALIKE}):
            found.setdefault(row.ref, row)
    return list(found.values())


# A merge that was undone says of both cases that they are two children's.
_DECIDED_HERE = """select entry -> 'data' ->> 'other' from journal
    where case_ref = :ref and action in ('decide-not-same', 'undo-merge', 'record-earlier-case')"""
_DECIDED_THERE = "select case_ref from journal where entry -> 'data' ->> 'other' = :ref and action = 'decide-not-same'"
_CAME_BACK = "select case_ref from journal where entry -> 'data' ->> 'other' = :ref and action = 'record-earlier-case'"
_DECIDED = text(f"{_DECIDED_HERE} union {_DECIDED_THERE} union {_CAME_BACK}")


def decided_apart(session: Session, ref: str) -> frozenset[str]:
    """The cases of which somebody has decided what they are to this one: another child's, or an earlier case."""
    return frozenset(session.execute(_DECIDED, {"ref": ref}).scalars())


def likeness_on_file(session: Session, ref: str) -> Likeness | None:
    row = session.get(LikenessRow, ref)
    return from_shape(row.ref, row.shape, Guarded(row.guarded)) if row else None


def forget(session: Session, ref: str) -> None:
    """Take a case out of what can be found, as when its record is erased."""
    session.execute(delete(LikenessKeyRow).where(col(LikenessKeyRow.ref) == ref))
    session.execute(delete(LikenessRow).where(col(LikenessRow.ref) == ref))
