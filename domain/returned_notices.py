"""A notice or a charge that came back undelivered: what leaned on its receipt (PRACTICE 4.4, 6.12, 8.12)."""

from datetime import date

from domain.case_file import CaseFile, Task
from domain.entry import Consequences
from domain.facts import Facts
from domain.proceedings.penalty_notice import PenaltyNotice
from domain.proceedings.prosecution import Prosecution
from domain.proceedings.served import CameBack, Ledger, Manner

PAYMENT_CLOCKS = ("penalty-discount", "penalty-payment")
REPLY_CLOCK = "single-justice-reply"


def came_back(facts: Facts, letter_id: str, seq: int) -> Consequences:
    """It has no receipt: both payment clocks go back to "not started", the six months keep running, and after a
    decision to prosecute the lawyer is told the same day. A charge is not served, and no answer is due on it.
    """
    parts = _charges(facts, letter_id, seq)
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


def proved(facts: Facts, letter_id: str, day: date, seq: int) -> Consequences:
    """Its receipt was of another day than the one recorded: both payment periods run from the day proved, once somebody
    records it on the notice.
    """
    return Consequences(
        tasks=[
            Task(
                id=f"T{seq}-receipt-{notice.name}",
                name="record-receipt",
                title=f"A penalty notice was received on another day than recorded: record {day:%-d %B %Y} on it",
                why="Both payment periods run from the day of receipt",
                action="record-notice-service",
                due_on=facts.today,
                subject=notice.name,
            )
            for notice in _of_letter(facts.case, letter_id)
            if notice.open and notice.received_on is not None and notice.received_on != day
        ]
    )


def undelivered(case: CaseFile, letter_id: str, day: date) -> None:
    """The change that goes with it."""
    for notice in _of_letter(case, letter_id):
        notice.received_on, notice.received_how, notice.returned_on = None, "", day
    for charge in _charged_with(case, letter_id):
        charge.services = _undone(charge, letter_id, day)


def _charges(facts: Facts, letter_id: str, seq: int) -> Consequences:
    parts = Consequences()
    for charge in _charged_with(facts.case, letter_id):
        if _undone(charge, letter_id, facts.today).standing is None:
            clock = facts.case.clock(f"{charge.name}:{REPLY_CLOCK}")
            parts.stop += [clock.name] if clock is not None and clock.running else []
        parts.tasks += [
            Task(
                id=f"T{seq}-serve-again-{charge.name}-{audience}",
                name="serve-again",
                title="A charge came back undelivered: it is not served",
                why="Proceedings have begun; nothing goes on until it is served, or a lawyer says what becomes of it",
                action="record-charge-service" if charge.open else "finish-task",
                due_on=facts.today,
                urgent=True,
                audience=audience,
                subject=charge.name,
            )
            for audience in ("owner", "legal")
        ]
    return parts


def _charged_with(case: CaseFile, letter_id: str) -> list[Prosecution]:
    """Also where it is over: a conviction on a charge that nobody had is a lawyer's matter."""
    charges = (each for each in case.proceedings if isinstance(each, Prosecution) and letter_id)
    return [
        each
        for each in charges
        if each.letter_id == letter_id or any(line.letter == letter_id for line in each.services.entries)
    ]


def _undone(charge: Prosecution, letter_id: str, day: date) -> Ledger:
    """What was left or posted comes back; what was handed over does not."""
    ledger = charge.services
    for line in ledger.entries:
        if line.letter == letter_id and line.stands and line.manner is not Manner.BY_HAND:
            ledger = ledger.came_back(line.id, CameBack.UNDELIVERED, day)
    return ledger


def _of_letter(case: CaseFile, letter_id: str) -> list[PenaltyNotice]:
    notices = (each for each in case.proceedings if isinstance(each, PenaltyNotice))
    return [notice for notice in notices if letter_id and notice.letter_id == letter_id]
