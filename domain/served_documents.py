"""The notices and orders of attendance-order chains as they leave, are served, are proved and come back.

What the ledger of a letter says is mirrored into the document of the proceeding: its clock runs from the day of
service, stops where the service is undone, and every date that leaned on it is marked (PRACTICE 4.4, 4.5, 8.12).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from domain.calendars import ONE_DAY
from domain.case_file import CaseFile, Letter, Task
from domain.clock import Clock, ClockState, start_clock
from domain.deadline import Deadline, Stretch, end_of
from domain.entry import Consequences
from domain.facts import Facts
from domain.guards.dates import refused
from domain.law import attendance_order, intention_notice, suitable_education_notice
from domain.law.in_doubt import leaning
from domain.law.printed_day import Period, latest_posting
from domain.order_facts import chains, documents, step_of
from domain.proceedings import AttendanceOrder, Prosecution
from domain.proceedings.attendance_order import Doubt, IntentionNotice, Notice, Order, Signed
from domain.proceedings.served import Ledger, Manner
from domain.verdict import Verdict
from domain.vocabulary import LetterState

NOTICE, CHOICE = "suitable-education-notice", "school-choice-notice"
REGISTRATION, AGE = "order-registration", "compulsory-school-age-ends"
TEMPLATES = ("L05", "L06", "L07")
WORDS = {Notice: "notice to satisfy the authority", IntentionNotice: "notice of the school", Order: "attendance order"}


def of_letter(case: CaseFile, letter_id: str) -> tuple[AttendanceOrder, Signed] | None:
    """The chain and the document that this letter is."""
    found = ((chain, each) for chain in chains(case) for each in documents(chain) if letter_id in each.letters)
    return next(found, None)


def with_document(chain: AttendanceOrder, changed: Signed) -> AttendanceOrder:
    """The chain with that document in place of the one of the same letter."""

    def new(each: Signed) -> Signed:
        return changed if each.letter == changed.letter else each

    return chain.model_copy(
        update={
            "notices": [new(each) for each in chain.notices],
            "intentions": [new(each) for each in chain.intentions],
            "order": new(chain.order) if chain.order else None,
        }
    )


def served_by(case: CaseFile, document: Signed, letter_id: str, ledger: Ledger) -> Signed:
    """The document with the lines of all its letters, that of `letter_id` being `ledger`."""
    ledgers = (ledger if each == letter_id else _ledger_of(case, each) for each in document.letters)
    lines = sorted((line for each in ledgers for line in each.entries), key=lambda line: line.recorded_at)
    return document.model_copy(update={"ledger": Ledger(entries=tuple(lines))})


def _ledger_of(case: CaseFile, letter_id: str) -> Ledger:
    letter = case.letter(letter_id)
    return letter.ledger if letter else Ledger()


def mirror(case: CaseFile, letter: Letter, doubted_since: date | None = None) -> None:
    """Write the letter's ledger into its proceeding; with a day, mark what leaned on the service as it was."""
    if (found := of_letter(case, letter.id)) is None:
        return
    chain, document = found
    fresh = with_document(chain, served_by(case, document, letter.id, letter.ledger))
    if doubted_since is not None:
        marks = [
            Doubt(what=each.what, on=each.on, leaned_on=letter.id, since=doubted_since)
            for each in leaning(chain, letter.id)
        ]
        fresh.doubts = [*chain.doubts, *marks]
    case.proceedings[case.proceedings.index(chain)] = fresh


def sent_again(case: CaseFile, letter: Letter) -> None:
    """A letter issued with a document that came back: it is one more of that document's letters."""
    chain = case.proceeding(letter.about) if letter.about else None
    if not isinstance(chain, AttendanceOrder) or of_letter(case, letter.id) is not None:
        return
    back = came_back(chain, letter.template)
    if back is not None:
        again = back.model_copy(update={"also": (*back.also, letter.id)})
        case.proceedings[case.proceedings.index(chain)] = with_document(chain, again)


def came_back(chain: AttendanceOrder, template: str) -> Signed | None:
    """The document of that letter, where it stands and everything that was tried has come back."""
    document: Signed | None = dict(zip(TEMPLATES, (chain.notice, chain.intention, chain.order), strict=True)).get(
        template
    )
    back = document is not None and document.withdrawn_on is None and document.ledger.reopened
    return document if back else None


def leaving(facts: Facts, letter_id: str, on: date, manner: Manner) -> Iterator[Verdict]:
    """What is judged of a notice or order on the day it leaves: signed, and its printed day still long enough."""
    if (found := of_letter(facts.case, letter_id)) is None or found[1].withdrawn_on is not None:
        letter = facts.case.letter(letter_id)
        if letter is not None and letter.template in TEMPLATES:
            yield refused("NOT_SIGNED_YET", "This document is not signed, or was set aside", "letter", "stop it")
        return
    chain, document = found
    step = step_of(facts, chain, letter=letter_id)
    match document:
        case Notice():
            yield from suitable_education_notice.leaving(step, document, on, manner)
        case IntentionNotice():
            yield from intention_notice.leaving(step, document, on, manner)
        case Order():
            yield from attendance_order.leaving(document)


def stays_here(case: CaseFile, letters: Iterable[str], why: str) -> dict[str, Any]:
    """What is prepared with a step that sets a document aside: its letters that are still here stop."""
    here = (LetterState.DRAFT, LetterState.APPROVED, LetterState.ISSUED)
    stopped = [each for each in letters if (letter := case.letter(each)) is not None and letter.state in here]
    return {"stopped": stopped, "stopped_why": why[:200]} if stopped else {}


def drafts_of(case: CaseFile, chain: AttendanceOrder) -> list[str]:
    """The letters written for the step that is prepared and not signed yet."""
    return [
        each.id
        for each in case.letters
        if each.about == chain.name and each.template in TEMPLATES and of_letter(case, each.id) is None
    ]


def post_by(facts: Facts, letter_id: str) -> date | None:
    """The latest day on which it may be posted; None where it prints no last day."""
    if (found := of_letter(facts.case, letter_id)) is None:
        return None
    chain, document = found
    if not isinstance(document, Notice | IntentionNotice):
        return None
    period = _period(facts, chain, document)
    return latest_posting(period, document.printed_last_day, Manner.POST, facts.almanac)


def _period(facts: Facts, chain: AttendanceOrder, document: Notice | IntentionNotice) -> Period:
    step = step_of(facts, chain)
    if isinstance(document, Notice):
        return suitable_education_notice.period_of(step, document.regime)
    return intention_notice.period_of(step, document.regime)


def served_now(facts: Facts, letter_id: str, ledger: Ledger, seq: int) -> Consequences:
    """What follows where the ledger of this letter has become `ledger`: clocks run, move or stop, and somebody is told
    of a notice that is void or has come back.
    """
    if (found := of_letter(facts.case, letter_id)) is None:
        return Consequences()
    chain, document = found
    standing = served_by(facts.case, document, letter_id, ledger)
    after = with_document(chain, standing)
    if standing.letter not in {each.letter for each in (after.notice, after.intention, after.order) if each}:
        return Consequences()  # one that another has taken the place of
    names = [f"{chain.name}:{rule}" for rule in _rules(standing)]
    stop = [name for name in names if (clock := facts.case.clock(name)) is not None and clock.running]
    if standing.ledger.day is None:
        return Consequences(stop=stop, tasks=_tasks(facts, chain, standing, seq, "serve-again"))
    if why := next(_void(facts, after, standing), None):
        tasks = _tasks(facts, chain, standing, seq, "issue-afresh", why.reason)
        return Consequences(stop=stop, tasks=tasks, prepared={"void": letter_id}, rules=[why.source.cite])
    return Consequences(clocks=list(_clocks(facts, after, standing, standing.ledger.day)))


def _rules(document: Signed) -> tuple[str, ...]:
    return (
        (NOTICE,)
        if isinstance(document, Notice)
        else (CHOICE,)
        if isinstance(document, IntentionNotice)
        else (REGISTRATION, AGE)
    )


def _void(facts: Facts, chain: AttendanceOrder, document: Signed) -> Iterator[Verdict]:
    step = step_of(facts, chain)
    if isinstance(document, Notice):
        yield from suitable_education_notice.void(step, document)
    elif isinstance(document, IntentionNotice):
        yield from intention_notice.void(step, document)


def _clocks(facts: Facts, chain: AttendanceOrder, document: Signed, served: date) -> Iterator[Clock]:
    process = f"{facts.case.ref}/{chain.name}"
    if isinstance(document, Notice | IntentionNotice):
        deadline = _stated(_period(facts, chain, document)(served), document.printed_last_day)
        name = f"{chain.name}:{_rules(document)[0]}"
        known = facts.case.clock(name)
        if known is None or (known.state, known.last_day) != (ClockState.PASSED, deadline.last_day):
            yield Clock(
                name=name, process=process, label=deadline.label, deadline=deadline, rings_at=end_of(deadline.last_day)
            )
        return
    yield start_clock(REGISTRATION, served, facts.almanac, process=process, name=f"{chain.name}:{REGISTRATION}")
    if born := facts.case.child.date_of_birth:
        yield _age_clock(facts, f"{chain.name}:{AGE}", process, born)


def _age_clock(facts: Facts, name: str, process: str, born: date) -> Clock:
    label = "The order ends with compulsory school age"
    return start_clock(AGE, born, facts.almanac, process=process, name=name, label=label)


def with_age_of(facts: Facts, born: date | None) -> list[Clock]:
    """The clocks of orders in force that end with school age, for a date of birth that was corrected."""
    running = [clock for clock in facts.case.running_clocks() if clock.deadline.rule == AGE]
    moved = [_age_clock(facts, clock.name, clock.process, born) for clock in running if born is not None]
    return [new for new, old in zip(moved, running, strict=False) if new.last_day != old.last_day]


def _stated(shortest: Deadline, printed: date) -> Deadline:
    """The period is what the notice states; the law gives the shortest (s.437(2))."""
    if printed <= shortest.last_day:
        return shortest
    more = Stretch(first=shortest.last_day + ONE_DAY, last=printed, counts=True, why="given by the notice")
    return shortest.model_copy(
        update={
            "date": printed,
            "last_day": printed,
            "next_step_from": printed + ONE_DAY,
            "stretches": (*shortest.stretches, more),
            "outcome": (f"The notice states {printed:%-d %B %Y} as its last day, which is longer than the law asks.",),
        }
    )


def _tasks(facts: Facts, chain: AttendanceOrder, document: Signed, seq: int, name: str, why: str = "") -> list[Task]:
    """For the officer the same day; for the lawyer as well where somebody prosecutes on the order."""
    what = WORDS[type(document)]
    charges = [
        each
        for each in facts.case.proceedings
        if isinstance(each, Prosecution) and each.order == chain.name and each.open
    ]
    charged = any(each.instituted_at for each in charges)
    came_back = f"A {what} came back: it has not been served, serve it again or issue it afresh"
    titles = {"serve-again": came_back, "issue-afresh": f"A {what} is void: issue it afresh"}
    return [
        Task(
            id=f"T{seq}-{name}-{chain.name}-{audience}",
            name=name,
            title=titles[name] if audience == "owner" else f"{titles[name]}. A charge rests on this order",
            why=why[:200] or "Every date that leaned on its service is marked in the proceeding",
            action="draft-letter",
            due_on=facts.today,
            urgent=charged,
            audience=audience,
            subject=chain.name,
        )
        for audience in (("owner", "legal") if charges else ("owner",))
    ]
