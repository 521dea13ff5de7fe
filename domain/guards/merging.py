"""When two cases may become one, and when a merge is taken back (PRACTICE 1.5, 8.10)."""

from collections.abc import Iterator

from domain.case_access import IDENTITIES, may_know_of
from domain.case_file import CaseFile
from domain.facts import Facts
from domain.guards.dates import refused
from domain.guards.sources import practice
from domain.matching import taking_back as undoing
from domain.matching.likeness import Keyed, likeness_of
from domain.matching.merging import TwoCases, taken_in
from domain.matching.score import Finding, score
from domain.verdict import Verdict
from domain.vocabulary import LetterState, Power

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
    yield from _protected(facts, facts.case, other)


def before_closing(facts: Facts, survivor: CaseFile, other: CaseFile) -> Iterator[Verdict]:
    """What stands in the way of the other case's closing into the surviving one, whoever asks."""
    if not survivor.open:
        yield _needs("SURVIVING_CLOSED", "The case that is to go on is closed", "reopen that case first")
    if not other.open:
        yield _needs("OTHER_CLOSED", "The case that is to be merged is closed", "nothing to merge: read it as it is")
    if any(task.urgent for task in other.open_tasks()):
        yield _needs(
            "URGENT_WORK_OPEN",
            "There is safeguarding work on the other case that nobody has finished",
            "finish the urgent task there",
        )
    if any(not visit.ended and visit.on <= facts.today for visit in other.visits):
        yield _needs("VISIT_NOT_ENDED", "A home visit of the other case is under way", "record that visit")
    if any(letter.state in _UNSENT for letter in other.letters):
        yield _needs(
            "LETTERS_WAITING", "A letter of the other case is approved and has not left", "post it or stop it there"
        )
    if any(proceeding.open for proceeding in other.proceedings):
        yield _needs(
            "PROCEEDINGS_OPEN",
            "Proceedings of the other case are under way: their papers bear its reference",
            "merge the other way round, or ask a lawyer",
        )


def _protected(facts: Facts, survivor: CaseFile, other: CaseFile) -> Iterator[Verdict]:
    """Said of every case of its kind, so that it tells nothing of whether two identities are one (PRACTICE 3.4)."""
    protections = {*survivor.protections_in_force(), *other.protections_in_force()}
    if protections & IDENTITIES and Power.SAFEGUARDING_LEAD not in facts.actor.powers:
        yield _needs(
            "SAFEGUARDING_LEAD",
            "A case with a protected identity is merged only by a safeguarding lead",
            "ask a safeguarding lead",
        )
    elif protections and not facts.supervisor:
        yield _needs("SUPERVISOR_NEEDED", "A protected case is merged only by a supervisor", "ask a supervisor")


def seldom_one(facts: Facts, other: CaseFile) -> Iterator[Verdict]:
    """Twins, brothers, sisters and namesakes are two children: that they are one needs a supervisor's reason."""
    plain = Keyed(b"")
    match = score(likeness_of(facts.case, plain), likeness_of(other, plain))
    if match.finding in (Finding.FAMILY, Finding.DIFFERENT):
        yield Verdict(
            code="MAYBE_TWO_CHILDREN",
            reason="Their names, dates of birth or pupil numbers are those of two children, perhaps of one family",
            source=SAME_CHILD,
            field="other",
            needs="a supervisor's reason",
        )


def nothing_in_the_way_back(facts: Facts, other: str) -> Iterator[Verdict]:
    """There is a merge to take back, and nothing in court leans on it."""
    closing = undoing.closing_entry(facts.entries, other)
    if closing is not None:
        if facts.case.open or undoing.reopened_since(facts.entries, closing):
            yield _needs("REOPENED", "This case has been reopened since", "nothing to undo here")
        return
    entry = undoing.merge_entry(facts.entries, other)
    if entry is None:
        yield refused("NOT_MERGED", "This case and that one are not merged", needs="nothing to undo")
    elif any(kind == "proceeding" for kind, _ in undoing.leaning(facts.case, taken_in(entry))):
        yield _needs(
            "PROCEEDING_LEANS",
            "Proceedings against somebody who came with the merge are under way",
            "a lawyer ends or withdraws them first",
        )


def _needs(code: str, reason: str, needs: str) -> Verdict:
    return Verdict(code=code, reason=reason, source=SAME_CHILD, field="other", needs=needs, absolute=True)
