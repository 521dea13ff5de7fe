"""What the law looks at when a penalty notice is prepared or given, put together from the facts of the case."""

from collections.abc import Iterator
from datetime import date

from domain.calendars import CalendarMissing
from domain.case_file import CaseFile, Letter
from domain.facts import Facts
from domain.guards.dates import refused
from domain.law import excluded_in_public, tariff
from domain.law.excluded_in_public import GivingForExclusion
from domain.law.penalty_notice import Giving, giving
from domain.law.sessions import Register
from domain.order_facts import supervision
from domain.proceedings.groundwork import Hand
from domain.proceedings.penalty_notice import PenaltyNotice, Scheme, Tariff
from domain.proceedings.prosecution import Prosecution
from domain.verdict import Verdict

FOUR_EYES = frozenset({"NOT_AUTHORISED", "G29_SECOND_PERSON"})
LETTERS = {Scheme.ABSENCE: "L11", Scheme.EXCLUDED: "L13"}


def penalty_notice(facts: Facts) -> PenaltyNotice:
    """The notice whose process asks. Raises LookupError in any other process: a bug."""
    found = facts.proceeding
    if not isinstance(found, PenaltyNotice):
        raise LookupError("no penalty notice")
    return found


def notices(case: CaseFile) -> list[PenaltyNotice]:
    return [each for each in case.proceedings if isinstance(each, PenaltyNotice)]


def prosecutions(case: CaseFile) -> list[Prosecution]:
    return [each for each in case.proceedings if isinstance(each, Prosecution)]


def tariff_today(case: CaseFile, notice: PenaltyNotice, today: date) -> Tariff | None:
    """What it would cost if it were given today; None where it may not be given at all."""
    if notice.scheme is Scheme.EXCLUDED:
        return excluded_in_public.TARIFF
    others = [each for each in notices(case) if each.name != notice.name]
    return tariff.tariff_for(others, notice.person_id, notice.child, today)


def hands(notice: PenaltyNotice, letter: Letter | None) -> list[Hand]:
    """All who asked for it, and wrote or edited its letter."""
    known = list(notice.hands)
    if letter is not None:
        known += [Hand(person=person, on=notice.opened_on or date.min) for person in letter_hands(letter)]
    return known


def letter_hands(letter: Letter) -> list[str]:
    return [person for person in (letter.written_by, *letter.edited_by) if person]


def stands_in_the_way(
    facts: Facts, notice: PenaltyNotice, letter: Letter | None, *, to_give: bool
) -> Iterator[Verdict]:
    """Everything that keeps this notice from being given by whoever acts; while it is prepared, but for four eyes."""
    asked = notice.model_copy(update={"hands": hands(notice, letter)})
    try:
        found = list(_excluded(facts, asked) if notice.scheme is Scheme.EXCLUDED else _absence(facts, asked))
    except CalendarMissing as missing:
        yield refused("CALENDAR_MISSING", str(missing), needs="import the school's calendar")
        return
    yield from (verdict for verdict in found if to_give or verdict.code not in FOUR_EYES)


def _absence(facts: Facts, notice: PenaltyNotice) -> Iterator[Verdict]:
    case = facts.case
    register = facts.registers.get(notice.school, Register(school=notice.school))
    yield from giving(
        Giving(
            notice=notice,
            at=facts.now,
            giver=_giver(facts),
            authority=facts.authorisations,
            born=case.child.date_of_birth,
            register=register,
            almanac=facts.almanac,
            parents=case.answerable,
            notices=notices(case),
            prosecutions=prosecutions(case),
            supervision=supervision(case, facts.almanac),
        )
    )


def _excluded(facts: Facts, notice: PenaltyNotice) -> Iterator[Verdict]:
    case = facts.case
    yield from excluded_in_public.giving(
        GivingForExclusion(
            notice=notice,
            at=facts.now,
            giver=_giver(facts),
            authority=facts.authorisations,
            born=case.child.date_of_birth,
            almanac=facts.almanac,
            parents=case.answerable,
            notices=notices(case),
        )
    )


def _giver(facts: Facts) -> Hand:
    return Hand(person=facts.actor.id, on=facts.today, acting_for=facts.acting_for)
