"""Whether a penalty notice for absence may be given today: Education Act 1996 ss.444A-444B and the 2007 regulations.

The law's own conditions (setting, school age, cap, no double use) have no override. The threshold of ten in ten is
guidance: below it a named authorised officer's reason and a supervisor (PRACTICE 6.5).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.calendars import Almanac
from domain.deadline import uk_day
from domain.guards.sources import guidance, law, practice
from domain.law import tariff
from domain.law.answerable import answerable
from domain.law.authority import Register as Authorisations
from domain.law.authority import holds, signed
from domain.law.guard import guard
from domain.law.improvement import improvement
from domain.law.needs import needs_considered
from domain.law.relied_on import looked_at, not_under_supervision, not_used, of_age, unauthorised
from domain.law.sessions import Register, Slot
from domain.law.window import SESSIONS, WEEKS, reaches_threshold
from domain.proceedings.groundwork import AnswerableParent, Hand, InForce
from domain.proceedings.penalty_notice import BelowThreshold, Considered, PenaltyNotice, Scheme, Setting
from domain.proceedings.prosecution import Prosecution
from domain.verdict import Verdict
from domain.vocabulary import Power

S444A = law("Education Act 1996 s.444A; 2007 regulations as amended by SI 2024/210")
THRESHOLD = guidance("National framework for penalty notices (August 2024)")
# Maintained schools, pupil referral units, academies, alternative provision academies, certain off-site places.
WITHIN = frozenset(
    {
        Setting.MAINTAINED,
        Setting.ACADEMY,
        Setting.PUPIL_REFERRAL_UNIT,
        Setting.AP_ACADEMY,
        Setting.ALTERNATIVE,
        Setting.CITY_COLLEGE,
    }
)

G11_SETTING = guard("G11_SETTING", "Only for state-funded schools and alternative provision", S444A)
G12_THRESHOLD = guard(
    "G12_THRESHOLD", "Ten unauthorised sessions in ten school weeks, or why not and a supervisor", THRESHOLD
)
G12_REASON = guard(
    "G12_REASON", "Below the threshold a named authorised officer says why", practice("6.5"), absolute=True
)
CONSIDERED = guard(
    "G12_CONSIDERED",
    "The record shows what was asked: support, the best tool, special needs, the Equality Act",
    THRESHOLD,
)
GIVEN_ALREADY = guard("NOTICE_GIVEN_ALREADY", "A notice is given once", practice("6.12"), absolute=True)
OTHER_SCHOOL = guard("G02_OTHER_AREA", "The authority of the school gives the notice", practice("6.16"), absolute=True)
GUARDS = (
    G11_SETTING,
    G12_THRESHOLD,
    G12_REASON,
    CONSIDERED,
    GIVEN_ALREADY,
    OTHER_SCHOOL,
)


@dataclass(frozen=True, kw_only=True)
class Giving:
    """A notice about to be given at an instant, with all that the law looks at.

    `notices` and `prosecutions` are those of the child, whoever they are against; `giver` gives it, under the
    register `authority`; `our_school` whether the school is in this authority's area.
    """

    notice: PenaltyNotice
    at: datetime
    giver: Hand
    authority: Authorisations
    born: date | None
    register: Register
    almanac: Almanac
    parents: Sequence[AnswerableParent] = ()
    notices: Sequence[PenaltyNotice] = ()
    prosecutions: Sequence[Prosecution] = ()
    supervision: Sequence[InForce] = ()
    our_school: bool = True

    @property
    def day(self) -> date:
        return uk_day(self.at)


def giving(step: Giving) -> Iterator[Verdict]:
    """Everything that stands in the way of giving this notice. Raises CalendarMissing."""
    notice, day = step.notice, step.day
    if notice.issued_on is not None:
        yield GIVEN_ALREADY.refuse("This notice has been given", needs="a new notice")
    yield from signed(step.authority, Power.PENALTY_NOTICE, step.giver, notice.hands)
    yield from where(notice.setting, our_school=step.our_school)
    days = [session.day for session in notice.sessions]
    yield from answerable(notice.person_id, step.parents, days, step.at)
    yield from unauthorised(notice, step.register, day, step.almanac)
    yield from looked_at(notice)
    yield from of_age(days, step.born, step.almanac, notice.school)
    yield from not_under_supervision(notice.sessions, step.supervision)
    yield from not_used(notice.sessions, used_slots(notice, step.notices, step.prosecutions))
    yield from threshold(notice, step.register, step.almanac, step.authority)
    yield from considered(notice.considered)
    yield from improvement(notice.improvement, notice.no_improvement_because, day)
    yield from needs_considered(notice.needs, step.at)
    yield from tariff.may_be_given(_others(notice, step.notices), notice.person_id, notice.child, day, notice.tariff)


def where(setting: Setting | None, *, our_school: bool) -> Iterator[Verdict]:
    """G11, and the authority of the school (G02, PRACTICE 6.16)."""
    if setting is None:
        yield G11_SETTING.refuse("The kind of school is not recorded", needs="the kind of school", field="setting")
    elif setting not in WITHIN:
        yield G11_SETTING.refuse(
            f"{setting.label}: no penalty notice can be given for absence from there",
            needs="another way, such as a prosecution or a supervision order",
            field="setting",
        )
    if not our_school:
        yield OTHER_SCHOOL.refuse("The school is in another authority's area", needs="ask the school's authority")


def threshold(
    notice: PenaltyNotice, register: Register, almanac: Almanac, authority: Authorisations
) -> Iterator[Verdict]:
    """G12, judged on the sessions relied on. Raises CalendarMissing."""
    if reaches_threshold(notice.sessions, register, almanac):
        return
    below: BelowThreshold | None = notice.below_threshold
    if below is None:
        yield G12_REASON.refuse(
            f"Fewer than {SESSIONS} unauthorised sessions within {WEEKS} school weeks",
            needs="a named authorised officer's reason and a supervisor",
        )
        return
    yield from holds(authority, Power.PENALTY_NOTICE, Hand(person=below.officer, on=below.on))
    if not below.supervisor or not below.supervisor_reason:
        yield G12_THRESHOLD.refuse(
            f"Fewer than {SESSIONS} unauthorised sessions within {WEEKS} school weeks", needs="a supervisor's reason"
        )
    elif below.supervisor == below.officer:
        yield G12_THRESHOLD.refuse("The supervisor is the officer who gave the reason", needs="another supervisor")


def considered(answers: Considered | None) -> Iterator[Verdict]:
    if answers is None or not all(
        (answers.is_support_right, answers.is_a_notice_best, answers.special_needs, answers.equality)
    ):
        yield CONSIDERED.refuse(
            "The record does not show everything that is asked before a notice",
            needs="is support right, is a notice the best tool, special needs, the Equality Act",
        )


def used_slots(
    notice: PenaltyNotice, notices: Iterable[PenaltyNotice], prosecutions: Iterable[Prosecution]
) -> frozenset[Slot]:
    """The sessions that other notices to this parent, or charges against this parent, rely on (G15)."""
    whose = (notice.child, notice.person_id)
    taken = [
        other.slots
        for other in _others(notice, notices)
        if other.covers and other.scheme is Scheme.ABSENCE and (other.child, other.person_id) == whose
    ]
    taken += [charge.slots for charge in prosecutions if charge.covers and (charge.child, charge.person_id) == whose]
    return frozenset().union(*taken)


def _others(notice: PenaltyNotice, notices: Iterable[PenaltyNotice]) -> list[PenaltyNotice]:
    return [other for other in notices if (other.child, other.name) != (notice.child, notice.name)]
