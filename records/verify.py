"""`rollcall verify`: does everything that is stored agree with the journal, and the journal with itself?

What it cannot see: a journal rewritten from an entry on to its end, with every hash and the case file to match. Only
the anchors show that (records/anchors.py).
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, Engine, text

from domain.act import Standing
from domain.entry import Entry
from domain.facts import Roster, Staff
from domain.fold import fold
from domain.matching.likeness import Keyed
from domain.matching.taking_back import half_merged, merged_with
from records import agreement
from records.census import known_at_odds
from records.chain import StoredEntry, broken_chain
from records.matching import likeness_at_odds
from records.tables import StandingRow

_BATCH = 100  # cases in memory at a time


class About(StrEnum):
    """What a difference is about. Only what processes published may settle by itself a moment later."""

    DATABASE = "database"
    JOURNAL = "journal"
    PROJECTION = "projection"
    STANDING = "standing"
    CARE = "care"
    DOCUMENT = "document"
    ANCHOR = "anchor"


@dataclass(frozen=True)
class Difference:
    """One thing that does not agree: the case's reference ("" for the database as a whole) and why. Never a name."""

    case: str
    about: About
    cause: str

    @property
    def words(self) -> str:
        return f"{self.case}: {self.cause}" if self.case else self.cause


@dataclass
class VerifyReport:
    cases: int = 0
    entries: int = 0
    differences: list[Difference] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.differences

    def lines(self) -> Iterator[str]:
        """The report as lines to print."""
        yield from (difference.words for difference in self.differences)
        found = "all agree" if self.ok else f"{len(self.differences)} differences"
        yield f"{self.cases} cases, {self.entries} entries checked: {found}"


def verify(
    engine: Engine,
    workflow_standing: Mapping[str, Standing | None] | None = None,
    *,
    settle_seconds: float = 2.0,
    only: Sequence[str] = (),
) -> VerifyReport:
    """Check every case, in one snapshot of the database, a hundred cases at a time; or `only` those named.

    `workflow_standing` is what each process that was asked answered, by process id, None where it did not. Processes
    publish a moment after they record, so what seems wrong there counts only if it is still so after
    `settle_seconds`. Changes nothing.
    """
    report = VerifyReport()
    with _snapshot(engine) as connection:
        if not only:
            report.differences += _of_the_database(connection)
        look = _Look(connection, workflow_standing)
        for refs in _batches(only or look.references()):
            for case in look.cases(refs):
                report.cases += 1
                report.entries += len(case.journal)
                report.differences += look.differences(case)
    moving = sorted({found.case for found in report.differences if found.about is About.STANDING})
    if moving:
        time.sleep(settle_seconds)
        with _snapshot(engine) as connection:
            look = _Look(connection, workflow_standing)
            still = {
                found for refs in _batches(moving) for case in look.cases(refs) for found in look.differences(case)
            }
        report.differences = [
            found for found in report.differences if found.about is not About.STANDING or found in still
        ]
    return report


@dataclass(frozen=True)
class _Case:
    ref: str
    journal: Sequence[StoredEntry]
    row: Mapping[str, Any] | None
    work: Mapping[str, Mapping[str, Any]]
    standing: Sequence[StandingRow]
    likeness: Mapping[str, Any] | None
    keys: Sequence[str]
    known: Sequence[Mapping[str, Any]]


class _Look:
    """One look at everything, in one snapshot."""

    def __init__(self, connection: Connection, said: Mapping[str, Standing | None] | None) -> None:
        self._connection = connection
        self._people = _people(connection)
        self._keyed = Keyed(bytes(connection.execute(text("select key from matching_key")).scalar_one()))
        self._said: dict[str, dict[str, Standing | None]] = {}
        for process, answer in (said or {}).items():
            # a process bears the reference of its case, and after a stroke its own name
            self._said.setdefault(process.partition("/")[0], {})[process] = answer

    def references(self) -> list[str]:
        """Every case that anything is stored of, or that a process runs for."""
        stored = text(
            """select distinct case_ref from journal union select ref from case_file
               union select case_ref from work_item union select case_ref from standing
               union select ref from likeness union select ref from likeness_key
               union select case_ref from as_known"""
        )
        return sorted({*self._connection.execute(stored).scalars(), *self._said})

    def cases(self, refs: Sequence[str]) -> Iterator[_Case]:
        journal = self._by_case("select * from journal where case_ref = any(:refs) order by case_ref, seq", refs)
        files = self._by_case("select ref as case_ref, * from case_file where ref = any(:refs) order by ref", refs)
        work = self._by_case("select * from work_item where case_ref = any(:refs) order by case_ref, id", refs)
        standing = self._by_case("select * from standing where case_ref = any(:refs) order by case_ref", refs)
        likeness = self._by_case("select ref as case_ref, * from likeness where ref = any(:refs) order by ref", refs)
        known = self._by_case("select * from as_known where case_ref = any(:refs) order by case_ref, seq", refs)
        keys = self._by_case("select ref as case_ref, key from likeness_key where ref = any(:refs) order by ref", refs)
        for ref in refs:
            yield _Case(
                ref=ref,
                journal=[_stored_entry(row) for row in journal.get(ref, ())],
                row=next(iter(files.get(ref, ())), None),
                work={row["id"]: row for row in work.get(ref, ())},
                standing=[StandingRow(**row) for row in standing.get(ref, ())],
                likeness=next(iter(likeness.get(ref, ())), None),
                keys=[row["key"] for row in keys.get(ref, ())],
                known=known.get(ref, ()),
            )

    def differences(self, case: _Case) -> list[Difference]:
        """What does not agree in one case. A case so damaged that it cannot be read is a difference too."""
        try:
            return list(self._differences(case))
        except Exception as damaged:  # noqa: BLE001 - one damaged case must not hide the others
            return [Difference(case.ref, About.JOURNAL, f"it cannot be checked ({type(damaged).__name__})")]

    def _differences(self, stored: _Case) -> Iterator[Difference]:
        ref = stored.ref
        if not stored.journal:
            yield Difference(ref, About.JOURNAL, "something is stored of it, or runs for it, and it has no journal")
            return
        yield from (Difference(ref, About.JOURNAL, cause) for cause in broken_chain(stored.journal))
        try:
            entries = [Entry.model_validate(row.entry) for row in stored.journal]
            case = fold(ref, entries)
        except (ValidationError, LookupError, ValueError, TypeError) as unreadable:
            cause = f"its journal cannot be read as a case ({type(unreadable).__name__})"
            yield Difference(ref, About.JOURNAL, cause)
            return
        for cause in (*agreement.case_file_at_odds(case, stored.row), *agreement.work_at_odds(case, stored.work)):
            yield Difference(ref, About.PROJECTION, cause)
        for cause in likeness_at_odds(case, stored.likeness, stored.keys, self._keyed):
            yield Difference(ref, About.PROJECTION, cause)
        for cause in known_at_odds(ref, entries, stored.known):
            yield Difference(ref, About.PROJECTION, cause)
        yield from self._half_merges(entries)
        for cause in agreement.standing_at_odds(case, stored.standing):
            yield Difference(ref, About.STANDING, cause)
        for cause in agreement.processes_at_odds(case, stored.standing, self._said.get(ref, {})):
            yield Difference(ref, About.STANDING, cause)
        for cause in agreement.not_looked_after(case, self._people):
            yield Difference(ref, About.CARE, cause)
        for sha256, what in self._lost(agreement.documents_of(case)):
            yield Difference(ref, About.DOCUMENT, f"{what}: its bytes are not stored ({sha256[:12]})")

    def _half_merges(self, entries: Sequence[Entry]) -> Iterator[Difference]:
        """A merge that one of its two cases does not know of. It may be on its way there."""
        known = text("select entry from journal where case_ref = :ref order by seq")
        for pair in merged_with(entries):
            beside = next(ref for ref in pair if ref != entries[0].case)
            rows = self._connection.execute(known, {"ref": beside}).scalars()
            both = (entries, [Entry.model_validate(row) for row in rows])
            survivor, other = both if pair[1] == beside else both[::-1]
            if cause := half_merged(survivor, other):
                yield Difference(pair[1], About.STANDING, cause)

    def _lost(self, documents: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        wanted = [sha256 for sha256 in documents if sha256]
        if wanted:
            known = text("select sha256 from document where sha256 = any(:wanted)")
            found = set(self._connection.execute(known, {"wanted": wanted}).scalars())
            yield from ((sha256, documents[sha256]) for sha256 in wanted if sha256 not in found)

    def _by_case(self, query: str, refs: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
        rows = self._connection.execute(text(query), {"refs": list(refs)}).mappings()
        return {ref: [dict(row) for row in of_case] for ref, of_case in groupby(rows, key=lambda row: row["case_ref"])}


def _snapshot(engine: Engine) -> Connection:
    """A connection that sees one moment only, and may change nothing."""
    return engine.connect().execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _batches(refs: Sequence[str]) -> Iterator[Sequence[str]]:
    return (refs[start : start + _BATCH] for start in range(0, len(refs), _BATCH))


def _stored_entry(row: Mapping[str, Any]) -> StoredEntry:
    return StoredEntry(**{name: value for name, value in row.items() if name != "fingerprint"})


def _people(connection: Connection) -> Roster:
    """Who works here and in which team; powers do not matter here."""
    rows = connection.execute(text("select id, team, active from staff"))
    return Roster(staff={row.id: Staff(id=row.id, name="", team=row.team, active=row.active) for row in rows})


def _of_the_database(connection: Connection) -> Iterator[Difference]:
    on = text("select tgname from pg_trigger where tgrelid = 'journal'::regclass and tgenabled in ('O', 'A')")
    for name in sorted({"journal_rows", "journal_whole"} - set(connection.execute(on).scalars())):
        yield Difference("", About.DATABASE, f"the trigger {name} that keeps the journal as written is off or gone")
    changed = text("select sha256 from document where encode(sha256(content), 'hex') <> sha256 order by sha256")
    for sha256 in connection.execute(changed).scalars():
        yield Difference(
            "", About.DOCUMENT, f"the stored bytes of document {sha256[:12]} are not those it was named by"
        )
