"""Whether a prosecution may be instituted at an instant: Education Act 1996 ss.443, 444, 446-447.

Each guard is one question; `instituting` asks them all. Nothing here decides to prosecute: people do (PRACTICE 1.1).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.calendars import Almanac
from domain.clock import utc
from domain.deadline import uk_day
from domain.guards.sources import law, practice
from domain.law.answerable import answerable
from domain.law.authority import Register as Authorisations
from domain.law.authority import holds, second_person
from domain.law.defences import screened
from domain.law.guard import day_words, guard
from domain.law.interview import interview_offered, knowledge
from domain.law.needs import needs_considered
from domain.law.order_breach import OrderHeld, breach, charged_days
from domain.law.penalty_payment import standing
from domain.law.relied_on import looked_at, not_under_supervision, not_used, of_age, unauthorised
from domain.law.sessions import Register, Slot
from domain.law.supervision_first import supervision_considered
from domain.law.time_limit import chargeable, in_time
from domain.law.which_authority import Charges, charges_absence
from domain.proceedings.groundwork import AnswerableParent, Hand, InForce
from domain.proceedings.penalty_notice import Choice, PenaltyNotice, Scheme
from domain.proceedings.prosecution import Authority, Offence, Procedure, Prosecution, Review
from domain.verdict import Verdict
from domain.vocabulary import Power

S444A = law("Education Act 1996 s.444A(3)-(4); 2007 regulations reg 7", verified=False)
S16A = law("Magistrates' Courts Act 1980 s.16A")

NO_OFFENCE = guard("OFFENCE_NOT_CHOSEN", "A prosecution says which offence and by which procedure", S16A)
BEGUN = guard("PROSECUTION_BEGUN", "Proceedings are instituted once", practice("6.4"), absolute=True)
G16_WAIT = guard("G16_PAYMENT_PERIOD", "No proceedings before the 28 days for payment are over", S444A)
G16_PAID = guard("G16_DISCHARGED", "No proceedings for what a paid penalty notice has discharged", S444A)
G16_WITHDRAWN = guard(
    "G16_WITHDRAWN",
    "No proceedings for the sessions of a withdrawn penalty notice, s.444(1) included",
    law("Education (Penalty Notices) (England) Regulations 2007 reg 8"),
)
G16_UNDECIDED = guard(
    "G16_UNDECIDED", "An unpaid notice is decided on before it is charged", practice("1.7"), absolute=True
)
G19_PROCEDURE = guard(
    "G19_SINGLE_JUSTICE",
    "Single justice procedure only for an adult and an offence that cannot be punished with prison",
    S16A,
)
G29_REVIEW = guard(
    "G29_REVIEW",
    "A lawyer who is not the case's officer finds enough evidence and the public interest, before proceedings begin",
    practice("6.15"),
    absolute=True,
)
G29_AUTHORITY = guard(
    "G29_AUTHORITY",
    "The prosecution is authorised before it begins, and not by the case's officer",
    practice("6.15"),
    absolute=True,
)
GUARDS = (
    NO_OFFENCE,
    BEGUN,
    G16_WAIT,
    G16_PAID,
    G16_WITHDRAWN,
    G16_UNDECIDED,
    G19_PROCEDURE,
    G29_REVIEW,
    G29_AUTHORITY,
)


@dataclass(frozen=True, kw_only=True)
class Charging:
    """A charge about to be issued at an instant, with all that the law looks at.

    `notices` and `earlier` are those of the child, whoever they are against; `officer` has the case; `authority` is
    the register of authorisations; `school_here` and `home_here` say what lies in this authority's area.
    """

    prosecution: Prosecution
    at: datetime
    born: date | None
    almanac: Almanac
    officer: str
    authority: Authorisations
    register: Register | None = None
    order: OrderHeld | None = None
    supervision: Sequence[InForce] = ()
    parents: Sequence[AnswerableParent] = ()
    notices: Sequence[PenaltyNotice] = ()
    earlier: Sequence[Prosecution] = ()
    school_here: bool = True
    home_here: bool = True
    prosecutor: Charges = Charges.SCHOOL

    @property
    def day(self) -> date:
        return uk_day(self.at)

    @property
    def days(self) -> tuple[date, ...]:
        """The dates charged: of the sessions relied on, or of the breach of the order."""
        if self.prosecution.offence is Offence.ORDER:
            return charged_days(self.prosecution.charged, self.day)
        return tuple(sorted({session.day for session in self.prosecution.sessions}))

    def within_time(self) -> "Charging":
        """The same with what is more than six months old dropped out (PRACTICE 6.4)."""
        kept = set(chargeable(self.days, self.day, self.prosecution.continuing).kept)
        if not kept or kept == set(self.days):
            return self
        charge = self.prosecution
        sessions = [session for session in charge.sessions if session.day in kept]
        charged = InForce(first=min(kept), last=max(kept)) if charge.charged else None
        return replace(self, prosecution=charge.model_copy(update={"sessions": sessions, "charged": charged}))


def instituting(step: Charging) -> Iterator[Verdict]:
    """Everything that stands in the way of instituting proceedings at `step.at`. Raises CalendarMissing.

    What is out of time has dropped out before the rest is judged.
    """
    charge = step.prosecution
    if charge.instituted_at is not None:
        yield BEGUN.refuse("These proceedings have begun", needs="a new prosecution")
    if charge.offence is None:
        yield NO_OFFENCE.refuse("The offence is not chosen", needs="s.443, s.444(1) or s.444(1A)", field="offence")
        return
    yield from in_time(step.days, step.day, charge.continuing)
    step = step.within_time()
    yield from offence_made_out(step)
    yield from procedure_open(charge)
    yield from answerable(charge.person_id, step.parents, step.days, step.at)
    yield from of_age(_edges(step.days, charge.offence), step.born, step.almanac, charge.school)
    yield from looked_at(charge)
    yield from supervision_considered(charge.supervision_considered, step.at)
    yield from needs_considered(charge.needs, step.at)
    yield from reviewed(charge.review, step.officer, step.at)
    yield from authorised(charge, step.authority, step.officer, step.at)


def offence_made_out(step: Charging) -> Iterator[Verdict]:
    """What this offence, and no other, asks for."""
    charge = step.prosecution
    if charge.offence is Offence.ORDER:
        yield from breach(step.order, charge.charged, charge.breach, step.supervision, charge.again, step.day)
        return
    yield from charges_absence(school_here=step.school_here, home_here=step.home_here, setting=step.prosecutor)
    yield from unauthorised(charge, step.register, step.day, step.almanac)
    yield from not_under_supervision(charge.sessions, step.supervision)
    yield from not_used(charge.sessions, charged_slots(charge, step.earlier))
    yield from notices_over(charge, step.notices, step.day)
    yield from screened(charge.defences, step.register, step.born, step.day)
    if charge.offence is Offence.KNOWING:
        yield from knowledge(charge.knowledge, max(step.days, default=None), step.at)
        yield from interview_offered(charge.interview, step.at)


def offences(step: Charging) -> Mapping[Offence, list[Verdict]]:
    """For the choice of offence: what stands in the way of each, on the record as it is."""
    return {
        offence: list(
            offence_made_out(replace(step, prosecution=step.prosecution.model_copy(update={"offence": offence})))
        )
        for offence in Offence
    }


def procedure_open(charge: Prosecution) -> Iterator[Verdict]:
    """G19. Magistrates' Courts Act 1980 s.16A: summary, not imprisonable, the accused an adult."""
    if charge.procedure is None:
        yield NO_OFFENCE.refuse("The procedure is not chosen", needs="a procedure", field="procedure")
    if charge.procedure is not Procedure.SINGLE_JUSTICE:
        return
    if charge.offence is not None and charge.offence.imprisonable:
        yield G19_PROCEDURE.refuse(
            f"{charge.offence.label} can be punished with prison",
            needs="a written charge and requisition",
            field="procedure",
        )
    if charge.defendant_adult is not True:
        known = "is not recorded" if charge.defendant_adult is None else "is no"
        yield G19_PROCEDURE.refuse(
            f"Whether the parent is 18 or over {known}", needs="an adult, or a written charge and requisition"
        )


def notices_over(charge: Prosecution, notices: Iterable[PenaltyNotice], on: date) -> Iterator[Verdict]:
    """G16: for every notice to this parent that relies on any of these sessions. It binds s.444(1A) as well."""
    for notice in notices:
        same = (notice.child, notice.person_id, notice.scheme) == (charge.child, charge.person_id, Scheme.ABSENCE)
        if same and notice.covers and notice.slots & charge.slots:
            yield from _notice_over(notice, on)


def _notice_over(notice: PenaltyNotice, on: date) -> Iterator[Verdict]:
    if notice.withdrawn is not None:
        yield G16_WITHDRAWN.refuse(
            f"The penalty notice for these sessions was withdrawn on {day_words(notice.withdrawn.on)}",
            needs="leave its sessions out",
        )
        return
    now = standing(notice, on)
    if now.discharged_on is not None:
        yield G16_PAID.refuse(
            f"The penalty notice for these sessions was paid on {day_words(now.discharged_on)}",
            needs="leave its sessions out",
        )
    elif now.charge_from is None:
        yield G16_WAIT.refuse(
            "The penalty notice for these sessions has no day of receipt, so its 28 days have not begun",
            needs="serve it again, or a lawyer records that it was never given",
        )
    elif on < now.charge_from:
        yield G16_WAIT.refuse(
            f"The parent may pay until {day_words(now.pay_until or now.charge_from)}", opens_on=now.charge_from
        )
    elif notice.decision is None or notice.decision.choice is not Choice.PROSECUTE:
        yield G16_UNDECIDED.refuse(
            "Nobody has decided to prosecute for the unpaid notice", needs="decide: prosecute or withdraw"
        )


def charged_slots(charge: Prosecution, earlier: Iterable[Prosecution]) -> frozenset[Slot]:
    """The sessions that other charges against this parent rely on (G15)."""
    whose = (charge.child, charge.person_id)
    return frozenset().union(
        *(
            other.slots
            for other in earlier
            if other.name != charge.name and other.covers and (other.child, other.person_id) == whose
        )
    )


def reviewed(review: Review | None, officer: str, before: datetime) -> Iterator[Verdict]:
    """G29, first half: evidence and public interest."""
    if review is None or utc(review.recorded_at) >= utc(before):
        yield G29_REVIEW.refuse("No lawyer has reviewed this before proceedings begin", needs="a lawyer's review")
        return
    if review.lawyer == officer:
        yield G29_REVIEW.refuse("The reviewer is the case's own officer", needs="another lawyer")
    if not review.reasons:
        yield G29_REVIEW.refuse("The review gives no reasons", needs="reasons")
    if not (review.evidential and review.public_interest):
        test = "the evidence is not enough" if not review.evidential else "it is not in the public interest"
        yield G29_REVIEW.refuse(f"The lawyer found that {test}", needs="a new review on new material")


def authorised(charge: Prosecution, authority: Authorisations, officer: str, before: datetime) -> Iterator[Verdict]:
    """G29, second half: four eyes, and the power to authorise on the day it was used."""
    decision: Authority | None = charge.authority
    if decision is None or utc(decision.recorded_at) >= utc(before):
        yield G29_AUTHORITY.refuse(
            "Nobody has authorised this prosecution before it begins", needs="a person with power to authorise it"
        )
        return
    approver = Hand(person=decision.by, on=uk_day(decision.recorded_at), acting_for=decision.acting_for)
    yield from holds(authority, Power.AUTHORISE_PROSECUTION, approver)
    yield from second_person(authority, approver, [*charge.hands, Hand(person=officer, on=approver.on)])


def _edges(days: tuple[date, ...], offence: Offence) -> tuple[date, ...]:
    """Of an unbroken period its two ends: school age is unbroken too."""
    return days if offence.of_absence else (days[:1] + days[-1:])
