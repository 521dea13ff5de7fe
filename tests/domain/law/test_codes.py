"""Attendance codes by meaning. The lists are written out again from the regulations' tables."""

import pytest
from pydantic import ValidationError

from domain.law.codes import CODES, GROUND_I_CODES, THRESHOLD_CODES, Mark, known_code
from tests.domain.law.builders import session


def letters(*marks: Mark) -> str:
    return " ".join(sorted(code.letter for code in CODES.values() if code.mark in marks))


def test_each_code_has_one_meaning() -> None:
    assert letters(Mark.PRESENT) == "/ L \\"
    assert letters(Mark.ELSEWHERE) == "B D K P V W"
    assert letters(Mark.UNAUTHORISED) == "G N O U"
    assert letters(Mark.AUTHORISED) == "C C1 C2 E I J1 M R S T"
    assert letters(Mark.UNABLE) == "Q Y1 Y2 Y3 Y5 Y6 Y7"
    assert letters(Mark.CLOSED) == "# Y4"
    assert letters(Mark.NOT_REQUIRED, Mark.NOT_ON_ROLL) == "X Z"


def test_a_late_arrival_counts_towards_the_threshold_and_not_for_removal() -> None:
    assert sorted(THRESHOLD_CODES) == ["G", "N", "O", "U"]
    assert sorted(GROUND_I_CODES) == ["G", "N", "O"]


def test_what_was_read_in_the_regulations_says_so() -> None:
    assert all(CODES[letter].verified for letter in "GNOU/L")
    assert not any(CODES[letter].verified for letter in ("C2", "Y4", "#", "I"))


@pytest.mark.parametrize("written", ["g", " G ", "G"])
def test_a_code_is_kept_as_the_register_writes_it(written: str) -> None:
    assert known_code(written) == "G"


@pytest.mark.parametrize("written", ["", "H", "J", "Y", "Y8", "GG", "?", "*", "0"])
def test_a_code_that_the_regulations_do_not_have_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="not an attendance code"):
        known_code(written)
    with pytest.raises(ValidationError):
        session("2026-09-28", code=written)
