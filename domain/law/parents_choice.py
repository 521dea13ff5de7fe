"""The parent's choice of school: Education Act 1996 s.438(3)-(6).

Within 15 days beginning with service the parent may select one of the alternatives, or apply elsewhere; a school so
selected, or that so offers a place, shall be named. s.438 was not read in its own words; its mirror s.436K was.
"""

from collections.abc import Iterator
from datetime import date

from domain.guards.sources import law, practice
from domain.law.guard import day_words, guard
from domain.law.regime import Regime
from domain.proceedings.attendance_order import AttendanceOrder, IntentionNotice
from domain.proceedings.named_school import ChoiceHow, NamedSchool, ParentsChoice, SchoolKind
from domain.verdict import Verdict

S438 = law("Education Act 1996 s.438(3)-(6)", verified=False)

G06_CHOICE = guard("G06_CHOICE", "The school that the parent chose in time is named", S438)
G06_PENDING = guard(
    "G06_PENDING",
    "An application made in time is answered before the order names another school",
    practice("6 (choice of school)"),
)
CHOICE = guard("CHOICE_NOT_POSSIBLE", "A choice answers an intention notice that has been served", S438)
GUARDS = (G06_CHOICE, G06_PENDING, CHOICE)


def in_time(notice: IntentionNotice, choice: ParentsChoice) -> bool:
    """Made within the period of the notice, in which the authority was also told of an application made elsewhere."""
    served = notice.ledger.day
    if served is None or not served <= choice.made_on <= notice.printed_last_day:
        return False
    if choice.how in (ChoiceHow.APPLIED, ChoiceHow.APPLIED_OTHER):
        return choice.notified_on is not None and choice.notified_on <= notice.printed_last_day
    return True


def binds(notice: IntentionNotice, choice: ParentsChoice) -> bool:
    """Whether the school of this choice shall be named."""
    if not in_time(notice, choice):
        return False
    if choice.how is ChoiceHow.SELECTED:
        return choice.school.number in {school.number for school in notice.schools}
    return choice.offered_on is not None and (not _must_suit(notice.regime, choice) or choice.suitable is True)


def waits(notice: IntentionNotice, choice: ParentsChoice) -> bool:
    """An application made in time that nobody has answered yet, or whose offer nobody has looked at."""
    if choice.how is ChoiceHow.SELECTED or choice.refused_on is not None or not in_time(notice, choice):
        return False
    return choice.offered_on is None or (_must_suit(notice.regime, choice) and choice.suitable is None)


def _must_suit(regime: Regime, choice: ParentsChoice) -> bool:
    """s.438(6): a school that is not maintained by a local authority, and whose fees the authority does not pay, must
    suit the child. The 2026 Act puts academies with maintained schools.
    """
    if choice.how is ChoiceHow.APPLIED_FUNDED or choice.school.kind is SchoolKind.MAINTAINED:
        return False
    return not (regime is Regime.CWSA_2026 and choice.school.kind is SchoolKind.ACADEMY)


def chosen(chain: AttendanceOrder) -> NamedSchool | None:
    """The school that the parent's choice names: of several that bind, the last made. None where none binds."""
    notice = chain.intention
    if notice is None:
        return None
    binding = [choice for choice in chain.choices if binds(notice, choice)]
    last = max(enumerate(binding), key=lambda each: (each[1].made_on, each[0]), default=None)
    return last[1].school if last else None


def honoured(chain: AttendanceOrder, school: NamedSchool) -> Iterator[Verdict]:
    """G06: the order names the parent's school; where none was chosen, the school of the notice."""
    notice = chain.intention
    if notice is None:
        return
    wanted = chosen(chain)
    if wanted is not None and wanted.number != school.number:
        yield G06_CHOICE.refuse(
            f"The parent chose {wanted.name}: it is named", needs=f"name {wanted.name}", field="school"
        )
    elif wanted is None and school.number != notice.school.number:
        yield G06_CHOICE.refuse(
            f"The notice said that {notice.school.name} would be named, and the parent chose no other in time",
            needs=f"name {notice.school.name}, or give a fresh notice",
            field="school",
        )
    if wanted is None and any(waits(notice, choice) for choice in chain.choices):
        yield G06_PENDING.refuse(
            "The parent applied for a place in time, and has no answer yet", needs="the answer to the application"
        )


def choosing(chain: AttendanceOrder, choice: ParentsChoice, today: date) -> Iterator[Verdict]:
    """What stands in the way of recording a choice. One made too late is recorded as a fact: it does not bind."""
    notice = chain.intention
    if notice is None or notice.ledger.standing is None:
        yield CHOICE.refuse("No intention notice has been served", needs="an intention notice, served")
        return
    if choice.how is ChoiceHow.SELECTED and choice.school.number not in {school.number for school in notice.schools}:
        names = ", ".join(school.name for school in notice.schools)
        yield CHOICE.refuse(f"The notice does not offer {choice.school.name}", needs=f"one of {names}", field="school")
    for day in (choice.made_on, choice.notified_on, choice.offered_on, choice.refused_on):
        if day is not None and day > today:
            yield CHOICE.refuse(f"{day_words(day)} has not come yet", needs="record what has happened")
