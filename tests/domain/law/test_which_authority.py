"""Which authority acts: guard G02 (PRACTICE 6.16). s.437's half is tested with its notice."""

import pytest

from domain.law.which_authority import Charges, charges_absence, tell_home_authority
from tests.domain.law.builders import refused


@pytest.mark.parametrize(
    ("school_here", "home_here", "setting", "charges"),
    [
        (True, True, Charges.SCHOOL, True),
        (True, False, Charges.SCHOOL, True),
        (False, True, Charges.SCHOOL, False),
        (True, False, Charges.HOME, False),
        (False, True, Charges.HOME, True),
    ],
)
def test_who_charges_absence_is_a_setting(school_here: bool, home_here: bool, setting: Charges, charges: bool) -> None:
    found = refused(charges_absence(school_here=school_here, home_here=home_here, setting=setting))
    assert found == ([] if charges else ["G02_OTHER_AUTHORITY"])


def test_by_default_it_is_the_schools_and_the_home_authority_is_told() -> None:
    assert refused(charges_absence(school_here=True, home_here=False)) == []
    assert tell_home_authority(school_here=True, home_here=False)
    assert not tell_home_authority(school_here=True, home_here=True)
    assert not tell_home_authority(school_here=False, home_here=True)
