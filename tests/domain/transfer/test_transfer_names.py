"""What a transfer file is called, and what one may be at all."""

from datetime import date, datetime

import pytest
from pydantic import ValidationError

from domain.transfer.file import Destination, Pupil, School, TransferFile
from domain.transfer.names import file_name, is_transfer_name, lost_name

SOURCE = School(number="800/4001", name="Fixture Academy")
CHILD = Pupil(upn="X800400126001", surname="Example", forename="Child", born=date(2014, 5, 17), sex="F")


def made(destination: Destination | School = Destination.LOST, pupils: int = 1, at: str = "2026-12-07") -> TransferFile:
    instant = datetime.fromisoformat(f"{at}T10:30:00")
    return TransferFile(version="26.0", at=instant, source=SOURCE, destination=destination, pupils=(CHILD,) * pupils)


def test_the_name_says_from_whom_to_whom_and_which() -> None:
    named = {
        file_name(made(), 1): "8004001_CTF_XXXXXXX_001.xml",
        file_name(made(Destination.OUTSIDE), 12): "8004001_CTF_MMMMMMM_012.xml",
        file_name(made(School(number="865/4002")), 999): "8004001_CTF_8654002_999.xml",
    }
    assert list(named) == list(named.values())
    for serial in (0, 1000):
        with pytest.raises(ValueError, match="serial"):
            file_name(made(), serial)


def test_names_that_are_none_are_told_apart() -> None:
    good = ("8004001_CTF_XXXXXXX_001.xml", "8004001_ctf_8654002_001.XML", "800LLLL_CTF_8654002_017.xml")
    bad = ("8004001_CTF_XXXXXXX_1.xml", "../8004001_CTF_XXXXXXX_001.xml", "8004001_CTF_XXXXXXX_001.xml.exe", "list.xml")
    assert [is_transfer_name(name) for name in (*good, *bad)] == [True] * 3 + [False] * 4
    assert lost_name("8004001_CTF_XXXXXXX_001.xml", "800/4001")
    assert not lost_name("8004001_CTF_XXXXXXX_001.xml", "800/4002"), "another school's"
    assert not lost_name("8004001_CTF_8654002_001.xml", "800/4001"), "to a school"


def test_a_lost_pupils_file_has_exactly_one_pupil() -> None:
    assert len(made(Destination.OUTSIDE, pupils=2).pupils) == 2
    for pupils in (0, 2):
        with pytest.raises(ValidationError):
            made(pupils=pupils)


def test_the_school_year_is_the_one_that_began() -> None:
    assert [made(at=day).academic_year for day in ("2026-08-31", "2026-09-01", "2027-07-20")] == [2025, 2026, 2026]


def test_a_number_whose_check_letter_is_wrong_is_in_no_file() -> None:
    with pytest.raises(ValidationError, match="check letter"):
        Pupil(upn="A800400126001", surname="Example", forename="Child", born=date(2014, 5, 17), sex="F")
    for name in ("Ex\x00ample", "Ex\x0bample", ""):
        with pytest.raises(ValidationError):
            Pupil(upn="X800400126001", surname=name, forename="Child", born=date(2014, 5, 17), sex="F")
