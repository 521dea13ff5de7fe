"""How long a closed case is kept: by outcome, by the rule that keeps it longest."""

from datetime import date

from domain.case_file import CaseFile
from domain.proceedings.prosecution import Prosecution
from domain.retention import kept_until, years_after
from domain.vocabulary import Closure, Stage


def closed(closure: Closure, born: date | None = date(2015, 3, 4), **more: object) -> CaseFile:
    case = CaseFile(ref="RC-2026-000001", stage=Stage.CLOSED, closure=closure, closed_on=date(2027, 2, 1), **more)
    case.child.date_of_birth = born
    return case


def test_each_outcome_has_its_time() -> None:
    lost = Prosecution(name="prosecution-1", result_on=date(2035, 5, 6), ended_on=date(2035, 5, 6))
    for case, until in (
        (closed(Closure.ON_ROLL), date(2040, 3, 4)),
        (closed(Closure.ON_ROLL, date(2012, 2, 29)), date(2037, 3, 1)),
        (closed(Closure.ON_ROLL, None), date(2052, 2, 1)),
        (closed(Closure.NOT_CME), date(2033, 2, 1)),
        (closed(Closure.DUPLICATE, None), date(2033, 2, 1)),
        (closed(Closure.DUPLICATE, proceedings=[lost]), date(2041, 5, 6)),
        (closed(Closure.ON_ROLL, proceedings=[lost]), date(2041, 5, 6)),
        (closed(Closure.ON_ROLL, date(2020, 1, 1), proceedings=[lost]), date(2045, 1, 1)),
    ):
        assert kept_until(case).until == until, case
    assert kept_until(CaseFile(ref="RC-2026-000001")).until is None, "an open case is kept"


def test_years_are_years_of_the_calendar() -> None:
    assert years_after(date(2028, 2, 29), -25) == date(2003, 3, 1)
    assert years_after(date(2028, 2, 28), 1) == date(2029, 2, 28)
