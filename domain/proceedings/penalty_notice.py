"""A penalty notice to one parent for one child: what has happened in it so far.

Two schemes that never mix: absence from school (s.444A), and an excluded child in a public place (2006 Act s.105).
Money is in pence.
"""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from domain.people import Line, Reasoned, Words
from domain.proceedings.base import ProceedingKind
from domain.proceedings.groundwork import Hand, ImprovementNotice, LawyersReason, NeedsConsidered, Record
from domain.proceedings.relying import Relying
from domain.vocabulary import Word

Pence = Annotated[int, Field(gt=0)]


class Scheme(Word):
    ABSENCE = "absence", "Absence from school"
    EXCLUDED = "excluded", "Excluded child in a public place"


class Setting(Word):
    """Where the child is registered or taught. Only some are within s.444A and the 2007 regulations (guard G11)."""

    MAINTAINED = "maintained", "Maintained school"
    ACADEMY = "academy", "Academy school or free school"
    PUPIL_REFERRAL_UNIT = "pupil-referral-unit", "Pupil referral unit"
    AP_ACADEMY = "alternative-provision-academy", "Alternative provision academy"
    ALTERNATIVE = "alternative-provision", "Alternative provision, notified to the parent in writing"
    CITY_COLLEGE = "city-college", "City technology college"
    INDEPENDENT = "independent", "Independent school"
    NON_MAINTAINED_SPECIAL = "non-maintained-special", "Non-maintained special school"
    OTHER = "other", "Somewhere else"


class Tariff(Record):
    """`discount` is the lower amount, where there is one; it and `full` are in pence."""

    name: Line
    discount: Pence | None = None
    full: Pence


class Considered(Record):
    """What was asked at the threshold (PRACTICE 6.5), answered in the officer's own words."""

    officer: Line
    on: date
    is_support_right: Words = ""
    is_a_notice_best: Words = ""
    special_needs: Words = ""
    equality: Words = ""


class BelowThreshold(Record):
    """Why a notice below the threshold all the same: a named authorised officer's reason, and a supervisor."""

    officer: Line
    on: date
    reason: Reasoned
    supervisor: Line = ""
    supervisor_reason: Words = ""


class Payment(Record):
    """`sent_on` is the day it was sent or handed over: the day it counts as paid (policy, PRACTICE 6.12)."""

    id: Line
    pence: Pence
    sent_on: date
    received_on: date | None = None
    how: Line = ""
    failed: bool = False


class Refund(Record):
    pence: Pence
    on: date
    why: Words = ""


class Representation(Record):
    """What the parent said about the notice. Answered by somebody else than its issuer (PRACTICE 6.13)."""

    id: Line
    on: date
    words: Words
    answered_on: date | None = None
    answered_by: Line = ""
    answer: Words = ""


class WithdrawalGround(Word):
    """2007 regulations reg 8, and reg 9 where it is neither paid nor prosecuted."""

    WRONG_PERSON = "wrong-person", "It ought not to have been issued to this person"
    OUGHT_NOT = "ought-not", "It ought not to have been issued at all"
    OUTSIDE_CODE = "outside-code", "It was issued outside the code of conduct"
    MATERIAL_ERROR = "material-error", "It contains a material error"
    NOT_PROSECUTED = "not-prosecuted", "Unpaid, and the authority will not prosecute"


class Withdrawal(Record):
    ground: WithdrawalGround
    reason: Reasoned
    by: Line
    on: date


class Choice(Word):
    PROSECUTE = "prosecute", "Prosecute"
    WITHDRAW = "withdraw", "Withdraw the notice"


class UnpaidDecision(Record):
    choice: Choice
    by: Line
    on: date
    reason: Reasoned


class Sighting(Record):
    """An excluded child in a public place: which day of which exclusion, and what the school had told the parent.

    `told_days` are the days that the notice under s.104 states.
    """

    seen_on: date
    where: Words = ""
    in_school_hours: bool | None = None
    exclusion_began: date
    exclusion_ends: date | None = None
    told_on: date | None = None
    told_days: tuple[date, ...] = ()
    justification: Words = ""


class PenaltyNotice(Relying):
    """Given on `issued_on`; both payment periods run from `received_on`, proved or deemed, and not without it. `hands`
    are all who asked for, wrote or edited it.
    """

    kind: Literal[ProceedingKind.PENALTY_NOTICE] = ProceedingKind.PENALTY_NOTICE
    scheme: Scheme = Scheme.ABSENCE
    setting: Setting | None = None
    sighting: Sighting | None = None
    considered: Considered | None = None
    below_threshold: BelowThreshold | None = None
    improvement: ImprovementNotice | None = None
    no_improvement_because: Words = ""
    needs: NeedsConsidered | None = None
    hands: list[Hand] = []
    tariff: Tariff | None = None
    letter_id: str = ""
    issued_on: date | None = None
    issued_by: str = ""
    received_on: date | None = None
    received_how: Words = ""
    returned_on: date | None = None
    payments: list[Payment] = []
    refunds: list[Refund] = []
    representations: list[Representation] = []
    decision: UnpaidDecision | None = None
    withdrawn: Withdrawal | None = None
    never_given: LawyersReason | None = None
    proceedings_began_at: datetime | None = None
    acquitted_on: date | None = None
    convicted_on: date | None = None

    @property
    def offence_days(self) -> list[date]:
        """Each day relied on: of the sessions, or of the sighting."""
        return [self.sighting.seen_on] if self.sighting else sorted({session.day for session in self.sessions})

    @property
    def live(self) -> bool:
        """Issued, and neither withdrawn nor found never to have reached the parent."""
        return self.issued_on is not None and self.withdrawn is None and self.never_given is None

    @property
    def counts(self) -> bool:
        """Towards the three years: also unpaid ones and those that led to a conviction; not those withdrawn, nor
        (inferred) those that ended in an acquittal.
        """
        return self.live and self.acquitted_on is None

    @property
    def covers(self) -> bool:
        """Whether its sessions may not be relied on again: also when it is withdrawn, for that ends the matter."""
        return self.issued_on is not None and self.never_given is None
