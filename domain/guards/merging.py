"""When two cases may become one, and when a merge is taken back (PRACTICE 1.5, 8.10)."""

from collections.abc import Iterator

from domain.case_access import IDENTITIES, may_know_of
from domain.case_file import CaseFile
from domain.facts import Facts
from domain.guards.closing import SURVIVING_CLOSED, URGENT_WORK_OPEN, VISIT_NOT_ENDED
from domain.guards.dates import refused
from domain.guards.guard import guard
from domain.guards.sources import practice
from domain.guards.staff import SUPERVISOR_NEEDED
from domain.matching import taking_back as undoing
from domain.matching.likeness import Keyed, likeness_of
from domain.matching.merging import TwoCases, taken_in
from domain.matching.score import Finding, score
from domain.verdict import Verdict
from domain.vocabulary import LetterState, Power

OTHER_CLOSED = guard("OTHER_CLOSED", "A closed case is read as it is, not merged", practice("1.5"), absolute=True)
LETTERS_WAITING = guard(
    "LETTERS_WAITING", "A case is merged when no letter of it waits to leave", practice("1.5"), absolute=True
)
PROCEEDINGS_OPEN = guard(
    "PROCEEDINGS_OPEN", "A case with proceedings under way goes on itself", practice("1.5"), absolute=True
)
SAFEGUARDING_LEAD = guard(
    "SAFEGUARDING_LEAD", "A protected identity is merged by a safeguarding lead", practice("1.5"), absolute=True
)
MAYBE_TWO_CHILDREN = guard(
    "MAYBE_TWO_CHILDREN", "Twins, brothers, sisters and namesakes are seldom one child", practice("1.5")
)
REOPENED = guard("REOPENED", "A case reopened since is merged no more", practice("1.5"), absolute=True)
PROCEEDING_LEANS = guard("PROCEEDING_LEANS", "A merge that proceedings lean on stands", practice("1.5"), absolute=True)
GUARDS = (
    OTHER_CLOSED,
    LETTERS_WAITING,
    PROCEEDINGS_OPEN,
    SAFEGUARDING_LEAD,
    MAYBE_TWO_CHILDREN,
    REOPENED,
    PROCEEDING_LEANS,
)


SAME_CHILD = practice("1.5")
_UNSENT = (LetterState.APPROVED, LetterState.ISSUED)


def case_named(facts: Facts, ref: str, field: str = "other") -> Iterator[Verdict]:
    """A case of that reference exists, and is another one. One that this person may not know of does not (PRACTICE
    8.9).
    """
    if ref == facts.case.ref:
        yield refused("OWN_CASE", "This is the case that you are in: enter the other one", field)
    elif known_other(facts) is None:
        yield refused("NO_SUCH_CASE", "There is no case of this reference", field)


def known_other(facts: Facts) -> CaseFile | None:
    """The other case that an act names, where there is one that the actor may know of."""
    if not isinstance(facts, TwoCases) or facts.other is None or facts.other.ref == facts.case.ref:
        return None
    return facts.other if may_know_of(facts.actor, facts.other) else None


def before_merging(facts: Facts, other: CaseFile) -> Iterator[Verdict]:
    """What stands in the way of a person's merging the other case into the one that they are in."""
    yield from before_closing(facts, facts.case, other)
    yield from protected(facts, facts.case, other)


def before_closing(facts: Facts, survivor: CaseFile, other: CaseFile) -> Iterator[Verdict]:
    """What stands in the way of the other case's closing into the surviving one, whoever asks."""
    if not survivor.open:
        yield SURVIVING_CLOSED.refuse(
            "The case that is to go on is closed", needs="reopen that case first", field="other"
        )
    if not other.open:
        yield OTHER_CLOSED.refuse(
            "The case that is to be merged is closed", needs="nothing to merge: read it as it is", field="other"
        )
    if any(task.urgent for task in other.open_tasks()):
        yield URGENT_WORK_OPEN.refuse(
            "There is safeguarding work on the other case that nobody has finished",
            needs="finish the urgent task there",
            field="other",
        )
    if any(not visit.ended and visit.on <= facts.today for visit in other.visits):
        yield VISIT_NOT_ENDED.refuse(
            "A home visit of the other case is under way", needs="record that visit", field="other"
        )
    if any(letter.state in _UNSENT for letter in other.letters):
        yield LETTERS_WAITING.refuse(
            "A letter of the other case is approved and has not left", needs="post it or stop it there", field="other"
        )
    if any(proceeding.open for proceeding in other.proceedings):
        yield PROCEEDINGS_OPEN.refuse(
            "Proceedings of the other case are under way: their papers bear its reference",
            needs="merge the other way round, or ask a lawyer",
            field="other",
        )


def protected(facts: Facts, *cases: CaseFile) -> Iterator[Verdict]:
    """Said of every case of its kind, so that it tells nothing of whether two identities are one (PRACTICE 3.4)."""
    protections = {protection for case in cases for protection in case.protections_in_force()}
    if protections & IDENTITIES and Power.SAFEGUARDING_LEAD not in facts.actor.powers:
        yield SAFEGUARDING_LEAD.refuse(
            "A case with a protected identity is merged only by a safeguarding lead",
            needs="ask a safeguarding lead",
            field="other",
        )
    elif protections and not facts.supervisor:
        yield SUPERVISOR_NEEDED.refuse(
            "A protected case is merged only by a supervisor", needs="ask a supervisor", field="other"
        )


def seldom_one(facts: Facts, other: CaseFile) -> Iterator[Verdict]:
    """Twins, brothers, sisters and namesakes are two children: that they are one needs a supervisor's reason."""
    plain = Keyed(b"")
    match = score(likeness_of(facts.case, plain), likeness_of(other, plain))
    if match.finding in (Finding.FAMILY, Finding.DIFFERENT):
        yield MAYBE_TWO_CHILDREN.refuse(
            "Their names, dates of birth or pupil numbers are those of two children, perhaps of one family",
            needs="a supervisor's reason",
            field="other",
        )


def nothing_in_the_way_back(facts: Facts, other: str) -> Iterator[Verdict]:
    """There is a merge to take back, and nothing in court leans on it."""
    closing = undoing.closing_entry(facts.entries, other)
    if closing is not None:
        if facts.case.open or undoing.reopened_since(facts.entries, closing):
            yield REOPENED.refuse("This case has been reopened since", needs="nothing to undo here", field="other")
        return
    entry = undoing.merge_entry(facts.entries, other)
    if entry is None:
        yield refused("NOT_MERGED", "This case and that one are not merged", needs="nothing to undo")
    elif any(kind == "proceeding" for kind, _ in undoing.leaning(facts.case, taken_in(entry))):
        yield PROCEEDING_LEANS.refuse(
            "Proceedings against somebody who came with the merge are under way",
            needs="a lawyer ends or withdraws them first",
            field="other",
        )
