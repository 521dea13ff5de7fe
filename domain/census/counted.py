"""What the return needs to know of a case, and whether its child counts on a census date (DOMAIN 6).

Counted is who misses education in the sense of s.436A: open, on no roll, not educated otherwise. A pupil on a roll is
not, however seldom it comes; nor is suitable home education, nor a child whose first day back a school has confirmed.
"""

from datetime import date

from pydantic import BaseModel, ConfigDict

from domain.case_file import CaseFile
from domain.census.labels import Breakdown, Said, Sex, Why, band, year_group
from domain.school_age import first_day, leaving_date
from domain.vocabulary import CaseKind, Indicator, Stage, Word

_OFF_ROLL = (CaseKind.CME, CaseKind.SAO)


class Counted(BaseModel):
    """As it is known after one entry of the journal. `missing` leaves age out: that depends on the census date."""

    model_config = ConfigDict(frozen=True)

    missing: bool = False
    since: date | None = None
    why: Why = Why.NOT_RECORDED
    sex: Sex = Sex.UNKNOWN
    born: date | None = None
    plan: Said = Said.UNKNOWN
    protection: Said = Said.UNKNOWN

    def counts(self, on: date) -> bool:
        """Missing education and of compulsory school age; unknown age counts (PRACTICE 3.2)."""
        if not self.missing or (self.since is not None and self.since > on):
            return False
        return self.born is None or first_day(self.born) <= on <= leaving_date(self.born)

    def label(self, by: Breakdown, on: date) -> Word:
        match by:
            case Breakdown.REASON:
                return self.why
            case Breakdown.DURATION:
                return band(self.since, on)
            case Breakdown.SEX:
                return self.sex
            case Breakdown.YEAR_GROUP:
                return year_group(self.born, on)
            case Breakdown.PLAN:
                return self.plan
            case Breakdown.PROTECTION:
                return self.protection


def counted(case: CaseFile) -> Counted:
    said = case.returned
    why = Why(said.why) if said else Why.NOT_RECORDED
    return Counted(
        missing=_missing(case, why),
        since=(said.since if said else None) or case.missing_from,
        why=why,
        sex=Sex(case.child.sex) if case.child.sex in ("F", "M") else Sex.UNKNOWN,
        born=case.child.date_of_birth,
        plan=_said(said.plan if said else None, Indicator.EHCP in case.indicators),
        protection=_said(said.protection if said else None, Indicator.PROTECTION_PLAN in case.indicators),
    )


def _missing(case: CaseFile, why: Why) -> bool:
    if not case.open or (case.stage is Stage.REINTEGRATION and case.place.attended_on is not None):
        return False
    if case.kind is CaseKind.CME_LOST:
        return case.missing_from is not None  # until its name is deleted it is on a roll
    if case.kind is CaseKind.EHE:
        return why is Why.UNSUITABLE_HOME
    return case.kind in _OFF_ROLL or case.missing_from is not None


def _said(told: bool | None, flagged: bool) -> Said:
    if told is None:
        return Said.YES if flagged else Said.UNKNOWN
    return Said.YES if told else Said.NO
