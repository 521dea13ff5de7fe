"""A file is what it holds; opened once, it says how many pages it has, which have no words, and what is odd."""

from datetime import date

import pytest

from letters.evidence.email_pages import email_pdf, email_text
from letters.evidence.kinds import DOCX, EMAIL, JPEG, ODS, ODT, PDF, PNG, XLSX, kind_of
from letters.evidence.opening import hidden_words, opened
from tests.letters.evidence import made
from tests.letters.pdf import words
from tests.letters.samples import AUTHORITY

TYPES = "[Content_Types].xml"


def test_a_file_is_what_it_holds_and_nothing_that_runs_is_taken() -> None:
    for content, kind in (
        (made.typed(), PDF),
        (made.picture(), PNG),
        (made.picture("JPEG"), JPEG),
        (made.EMAIL, EMAIL),
        (made.office(TYPES, "word/document.xml"), DOCX),
        (made.office(TYPES, "xl/workbook.xml"), XLSX),
        (made.office("content.xml", mimetype=ODT), ODT),
        (made.office("content.xml", mimetype=ODS), ODS),
        (made.office(TYPES, "word/document.xml", "word/vbaProject.bin"), None),
        (made.office("content.xml", "Basic/Standard/Module1.xml", mimetype=ODT), None),
        (made.office("content.xml", mimetype="application/x-sh"), None),
        (made.office("readme.txt"), None),
        (made.bomb(), None),
        (b"PK\x03\x04" + bytes(200), None),
        (b"MZ" + bytes(200), None),
        (b"Dear Sir: this is no e-mail", None),
        (b"From: a@b.example\r\n\r\nno date", None),
        (b"", None),
    ):
        assert kind_of(content) == kind, content[:60]


def test_pages_without_words_are_named_and_a_locked_or_broken_file_says_so() -> None:
    assert opened(made.typed(3), PDF).pages == 3
    assert opened(made.typed(3), PDF).said == ()
    scan = opened(made.scanned(2), PDF)
    assert (scan.pages, scan.without_text) == (2, (1, 2))
    assert "text layer" in scan.said[0]
    assert opened(made.picture(), PNG).pages == 1
    for content, kind, says in (
        (made.locked(), PDF, "password"),
        (b"%PDF-1.7 nothing", PDF, "damaged beyond repair"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), PNG, "damaged"),
        (made.office(TYPES, "word/document.xml"), DOCX, ""),
    ):
        found = opened(content, kind)
        assert found.pages == 0, says
        assert says in " ".join(found.said)
    torn = made.typed().replace(b"startxref", b"startxxxx")
    assert opened(torn, PDF).pages == 1
    assert "compare it with the original" in opened(torn, PDF).said[0]


def test_an_e_mail_prints_who_when_and_its_words_and_nothing_of_it_runs() -> None:
    text = words(email_pdf(made.EMAIL, AUTHORITY, date(2026, 11, 24)))
    for said in ("Attendance office", "cme@authority.example", "Kai was last in on Friday", "Regards | *the office*"):
        assert said in text
    assert "alert" not in text
    attached = made.EMAIL.replace(b"Content-Type: text/html", b"X: y\r\nContent-Type: text/html")
    assert "Friday" in email_text(attached)
    odd = made.EMAIL.replace(b"Friday", "☃".encode())
    assert "?" in words(email_pdf(odd, AUTHORITY, date(2026, 11, 24))), "prints, with what the faces lack as ?"


@pytest.mark.parametrize("broken", [b"charset=utf-16", b"charset=nonsense", b"charset=us-ascii"])
def test_an_e_mail_in_broken_letters_still_prints(broken: bytes) -> None:
    email = made.EMAIL.replace(b"charset=utf-8", broken).replace(b"Friday", b"Fr\xedday")
    assert email_pdf(email, AUTHORITY, date(2026, 11, 24)).startswith(b"%PDF-")


def test_what_stands_beside_the_pages_is_found() -> None:
    assert "Joan Aunt" in hidden_words(made.with_author("Joan Aunt"), PDF)
    assert "Joan Aunt" in hidden_words(made.photographed_by("Joan Aunt"), JPEG)
    assert "office@fixture-academy.example" in hidden_words(made.EMAIL, EMAIL)
    for content, kind in ((b"%PDF-", PDF), (b"\xff\xd8\xff", JPEG), (made.typed(), PDF)):
        assert hidden_words(content, kind) == "" or kind == PDF
