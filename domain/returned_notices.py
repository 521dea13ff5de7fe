"""A notice that came back undelivered: what leaned on its receipt (PRACTICE 4.4, 6.12, 8.12)."""

from datetime import date

from domain.case_file import CaseFile, Task
from domain.entry import Consequences
from domain.facts import Facts
from domain.proceedings.penalty_notice import PenaltyNotice

PAYMENT_CLOCKS = ("penalty-discount", "penalty-payment")


def came_back(facts: Facts, letter_id: str, seq: int) -> Consequences:
    """It has no receipt: both payment clocks go back to "not started", the six months keep running, and after a
    decision to prosecute the lawyer is told the same day.
    """
    parts = Consequences()
    for notice in _of_letter(facts.case, letter_id):
        running = (facts.case.clock(f"{notice.name}:{rule}") for rule in PAYMENT_CLOCKS)
        parts.stop += [clock.name for clock in running if clock is not None and clock.running]
        charged = notice.decision is not None or notice.proceedings_began_at is not None
        for audience in ("owner", "legal") if charged else ("owner",):
            parts.tasks.append(
                Task(
                    id=f"T{seq}-serve-again-{notice.name}-{audience}",
                    name="serve-again",
                    title="A penalty notice came back undelivered: it has not been received, serve it again",
                    why="Its payment periods have not begun; the six months run on",
                    action="draft-letter",
                    due_on=facts.today,
                    urgent=charged,
                    audience=audience,
                    subject=notice.name,
                )
            )
    return parts


def undelivered(case: CaseFile, letter_id: str, day: date) -> None:
    """The change that goes with it."""
    for notice in _of_letter(case, letter_id):
        notice.received_on, notice.received_how, notice.returned_on = None, "", day


def _of_letter(case: CaseFile, letter_id: str) -> list[PenaltyNotice]:
    notices = (each for each in case.proceedings if isinstance(each, PenaltyNotice))
    return [notice for notice in notices if letter_id and notice.letter_id == letter_id]
