"""A certificate of attendance on pages: every session, the totals, those relied on, and where the head signs."""

from datetime import date, timedelta
from typing import Any

from letters.attendance_certificate import AttendanceCertificate, attendance_certificate_pdf
from tests.letters.pdf import words
from tests.letters.samples import AUTHORITY

FIRST = date(2026, 9, 28)


def certificate(**changed: Any) -> AttendanceCertificate:
    said: dict[str, Any] = {
        "authority": AUTHORITY,
        "reference": "RC-2026-000123-D40",
        "pupil": "Kai Example",
        "born": date(2015, 3, 4),
        "school": "Fixture | Academy",
        "first": FIRST,
        "last": FIRST + timedelta(days=4),
        "days": tuple((FIRST + timedelta(days=n), "G", "\\" if n else "G", "" if n else "morning") for n in range(5)),
        "totals": (("G", "Holiday without leave", 6), ("\\", "Present in the afternoon", 4)),
        "sessions": 10,
        "attended": 4,
        "unauthorised": 6,
        "relied_on": 1,
        "printed_on": date(2026, 11, 24),
    }
    return AttendanceCertificate(**{**said, **changed})


def test_every_session_stands_on_it_with_totals_and_a_place_to_sign() -> None:
    text = words(attendance_certificate_pdf(certificate()))
    for said in (
        *("Certificate of attendance", "section 566", "Kai Example", "4 March 2015", "Fixture | Academy"),
        *("Monday 28 September 2026 G G morning", "Friday 2 October 2026 G \\"),
        *("G Holiday without leave 6", "\\ Present in the afternoon 4", "Relied on in the charge 1"),
        *("I am the head teacher", "Signature"),
    ):
        assert said in text, said


def test_of_the_whole_year_it_says_that_it_is_no_evidence_and_nobody_signs_it() -> None:
    text = words(attendance_certificate_pdf(certificate(whole_year=True)))
    assert "For information only" in text
    assert "Signature" not in text
