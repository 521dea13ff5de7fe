"""The letters about a lost pupil: L22 to another authority, L23 to the school, which names nobody."""

from letters.wording import draft
from tests.letters.samples import FACTS


def test_the_school_is_written_to_by_reference_alone() -> None:
    said = draft("L23", FACTS)
    assert FACTS.child_name is not None
    assert FACTS.child_name.given not in said
    for wanted in (FACTS.reference, "8004001_CTF_XXXXXXX_001.xml", "7 December 2026", "exactly one"):
        assert wanted in said, wanted


def test_the_other_authority_is_told_that_the_case_stays_open_until_they_confirm() -> None:
    said = draft("L22", FACTS)
    for wanted in (str(FACTS.child_name), "17 March 2015", "stays open here until you have told us in writing",
                   "One brother, at school with you.", "3 December 2026"):  # fmt: skip
        assert wanted in said, wanted
    assert (FACTS.school_name or "") not in said, "no school but what the officer writes"
