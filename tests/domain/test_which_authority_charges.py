"""Which authority charges under s.444 is a setting, and beginning a prosecution keeps to it (PRACTICE 6.16)."""

from dataclasses import replace

import pytest

from domain.actions.charging import charging
from domain.facts import Facts
from domain.law.which_authority import Charges
from tests.domain.prosecuting import WEEK, Court


class Near(Court):
    """A case of an authority that has chosen who charges."""

    charges = Charges.SCHOOL

    def facts(self, by: str = "officer") -> Facts:
        return replace(super().facts(by), charges=self.charges)


class OfHome(Near):
    charges = Charges.HOME


@pytest.mark.parametrize(
    ("authority", "school", "home", "code"),
    [
        (Near, True, False, ""),
        (Near, False, True, "G02_OTHER_AUTHORITY"),
        (OfHome, True, False, "G02_OTHER_AUTHORITY"),
        (OfHome, False, True, ""),
    ],
)
def test_the_authority_that_is_set_charges(authority: type[Near], school: bool, home: bool, code: str) -> None:
    court = authority()
    asked = {"person": court.mother, "our_school": school, "our_home": home, "sessions": WEEK}
    if code:
        assert court.refused("begin-prosecution", **asked) == code
        return
    court.act("begin-prosecution", **asked)
    assert charging(court.facts(), court.charge).prosecutor is authority.charges
