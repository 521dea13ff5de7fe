"""What every step of an attendance-order chain asks: the notice, the intention notice and the order alike.

School age on the day of service (G01), the area (G02), a parent in law (s.576), needs looked at (G31), information
about the law (G28), and no education supervision order in force (PRACTICE 6.14).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.calendars import Almanac
from domain.deadline import Deadline, uk_day
from domain.guards.sources import law, practice
from domain.law.answerable import answerable
from domain.law.guard import day_words, guard
from domain.law.information import explained
from domain.law.needs import needs_considered
from domain.law.regime import OFF, Regime, Switch, choice_period, notice_period
from domain.law.which_authority import in_area
from domain.proceedings.attendance_order import AttendanceOrder, Signed
from domain.proceedings.groundwork import AnswerableParent, InForce
from domain.proceedings.served import Explained, LegalPath
from domain.school_age import SchoolAge, of_school_age
from domain.verdict import Verdict

G01_ON_SERVICE = guard(
    "G01_ON_SERVICE",
    "The child is of compulsory school age on the day a notice or order is served",
    law("Education Act 1996 ss.8, 437(1)"),
)
UNDER_SUPERVISION = guard(
    "SUPERVISION_IN_FORCE",
    "No s.437 notice and no attendance order while an education supervision order is in force",
    law("Children Act 1989 Sch.3 para 13(2)", verified=False),
)
UNSIGNED = guard(
    "NOT_SIGNED", "A notice or order is signed under a line of the register", practice("6.15"), absolute=True
)
GUARDS = (G01_ON_SERVICE, UNDER_SUPERVISION, UNSIGNED)


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step of the chain about to be taken at an instant, with all that the law looks at.

    `served` is the day on which what leaves now will count as served; today where nobody has said. `birth_evidenced` is
    false where the date of birth is only what somebody says. `others` are the other chains for this child, whoever they
    are against; `informed` what this parent has been sent about the law; `letter` the document of this step.
    """

    chain: AttendanceOrder
    at: datetime
    served: date | None = None
    born: date | None
    birth_evidenced: bool = True
    school: str = ""
    almanac: Almanac
    parents: Sequence[AnswerableParent] = ()
    informed: Sequence[Explained] = ()
    letter: str = ""
    others: Sequence[AttendanceOrder] = ()
    supervision: Sequence[InForce] = ()
    switch: Switch = OFF

    @property
    def day(self) -> date:
        return uk_day(self.at)

    @property
    def service_day(self) -> date:
        return self.served or self.day

    def notice_period(self, regime: Regime, served: date) -> Deadline:
        return notice_period(regime, served, self.almanac, self.switch)

    def choice_period(self, regime: Regime, served: date) -> Deadline:
        return choice_period(regime, served, self.almanac, self.switch)


def on_any_step(step: Step) -> Iterator[Verdict]:
    """What stands in the way of the notice, the intention notice and the order alike."""
    yield from of_age(step)
    yield from in_area(step.chain.area.here if step.chain.area else None)
    yield from no_supervision(step)
    yield from answerable(step.chain.person_id, step.parents, [step.service_day], step.at)
    yield from needs_considered(step.chain.needs, step.at)
    yield from explained(LegalPath.ATTENDANCE_ORDER, step.chain.person_id, step.letter, step.informed, step.service_day)


def of_age(step: Step) -> Iterator[Verdict]:
    """G01 (PRACTICE 3.2, 6.1). A date of birth that nobody has evidenced opens nothing."""
    if step.born is not None and not step.birth_evidenced:
        yield G01_ON_SERVICE.refuse(
            "The date of birth is not evidenced: no legal step can be taken on it",
            needs="evidence of the date of birth",
        )
        return
    age = of_school_age(step.born, step.service_day, step.almanac, step.school)
    if age.of_age:
        return
    needs = {
        SchoolAge.UNKNOWN: "evidence of the date of birth",
        SchoolAge.NEEDS_LAWYER: "a lawyer to settle the leaving date",
    }.get(age.standing, "a child of compulsory school age")
    opens_on = age.starts if age.standing is SchoolAge.TOO_YOUNG else None
    yield G01_ON_SERVICE.refuse(age.reason, opens_on=opens_on, needs=needs)


def no_supervision(step: Step) -> Iterator[Verdict]:
    """While a supervision order is in force s.437 does not apply to the child."""
    for order in step.supervision:
        if step.service_day in order:
            until = f" until {day_words(order.last)}" if order.last else ""
            yield UNDER_SUPERVISION.refuse(
                f"An education supervision order is in force{until}: s.437 does not apply to the child",
                needs="the directions of the supervision order",
            )
            return


def was_signed(document: Signed, words: str) -> Iterator[Verdict]:
    if document.signed is None or not document.authorisation:
        yield UNSIGNED.refuse(
            f"The {words} was not signed under a line of the register of authorisations", needs="a fresh one, signed"
        )
