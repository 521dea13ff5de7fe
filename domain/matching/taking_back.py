"""How a merge is undone: entries are taken back. A fold leaves out what was taken back, so that a case is exactly what
it would be had it never been written; the journal keeps all of it.

Exactly: the case file of a journal with a merge and its undoing equals that of the same journal without both, in every
field but `seq` and `head`, which name the last entry, and the tasks that the undoing itself gives where somebody has
written to a person who came with the merge. So do the rows of `case_file` and `work_item`, byte for byte.
"""

from collections.abc import Iterator, Sequence

from domain.case_file import CaseFile
from domain.entry import Entry
from domain.matching.merging import Taken
from domain.stage_clocks import REVIEW

MERGE, CLOSE, UNDO = "merge-case", "close-as-duplicate", "undo-merge"


def taken_back(entries: Sequence[Entry]) -> frozenset[int]:
    """The sequence numbers of the entries that a later one takes back."""
    return frozenset(
        seq for entry in entries if entry.action == UNDO for seq in entry.consequences.prepared.get("takes_back", ())
    )


def still_standing(entries: Sequence[Entry]) -> list[Entry]:
    """The entries that a fold applies: without those taken back. The act that takes them back leaves the standing
    review where it was, as if nobody had touched the case.
    """
    gone = taken_back(entries)
    return [_quiet(entry) if entry.action == UNDO else entry for entry in entries if entry.seq not in gone]


def _quiet(entry: Entry) -> Entry:
    clocks = [clock for clock in entry.consequences.clocks if clock.name != REVIEW]
    return entry.model_copy(update={"consequences": entry.consequences.model_copy(update={"clocks": clocks})})


def merge_entry(entries: Sequence[Entry], other: str) -> Entry | None:
    """The entry by which this case took over the other, unless it was taken back."""
    return _last(entries, MERGE, "other", other)


def closing_entry(entries: Sequence[Entry], survivor: str) -> Entry | None:
    """The entry by which this case closed as a duplicate of the surviving one, unless it was taken back."""
    return _last(entries, CLOSE, "surviving_case", survivor)


def _last(entries: Sequence[Entry], action: str, field: str, ref: str) -> Entry | None:
    gone = taken_back(entries)
    found = [each for each in entries if each.action == action and each.data[field] == ref and each.seq not in gone]
    return found[-1] if found else None


def merged_with(entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """The merges that this case's journal tells of, as it stands: which case goes on, and which closes for it."""
    gone = taken_back(entries)
    for entry in entries:
        if entry.action == MERGE and entry.seq not in gone:
            yield entry.case, entry.data["other"]
        elif entry.action == CLOSE and entry.seq not in gone:
            yield entry.data["surviving_case"], entry.case


def reopened_since(entries: Sequence[Entry], closing: Entry) -> bool:
    return any(entry.action == "reopen-case" and entry.seq > closing.seq for entry in entries)


def what_it_took_back(entries: Sequence[Entry], closing: Entry) -> list[int]:
    """The closing and the stage that the process entered by it; whatever was done on the closed case stays."""
    later = [entry for entry in entries if entry.seq > closing.seq]
    entered = [entry.seq for entry in later if entry.action == "stage-entered" and entry.data.get("stage") == "closed"]
    return [closing.seq, *entered[:1]]


def half_merged(survivor: Sequence[Entry], other: Sequence[Entry]) -> str:
    """What is wrong where the one journal says merged and the other does not; empty where both agree. A stroke of bad
    luck between the two acts leaves one of these, and at least one of the cases open: the nightly sweep names it.
    """
    if not survivor or not other:
        return ""
    took = merge_entry(survivor, other[0].case) is not None
    closed = closing_entry(other, survivor[0].case) is not None
    if took and not closed:
        return "it was taken over by another case, and has not closed as its duplicate"
    if closed and not took:
        return "it closed as the duplicate of a case that has not taken it over"
    return ""


def leaning(case: CaseFile, taken: Taken) -> Iterator[tuple[str, str]]:
    """What has been done since with what was taken over: the kind ("letter", "proceeding") and its id."""
    ids = taken.ids()
    yield from (("letter", letter.id) for letter in case.letters if letter.person_id in ids)
    for proceeding in case.proceedings:
        if proceeding.open and any(f'"{each}"' in proceeding.model_dump_json() for each in ids):
            yield "proceeding", proceeding.name
