"""A chronology on pages: day, words as written, entry, and the bundle's page where it has one."""

from datetime import date

from letters.chronology import ChronologyPages, chronology_pdf
from tests.letters.pdf import words
from tests.letters.samples import AUTHORITY

DAY = date(2026, 11, 9)


def test_each_line_has_its_day_its_entry_and_its_page() -> None:
    pages = ChronologyPages(
        authority=AUTHORITY,
        reference="RC-2026-000123-D9",
        lines=((DAY, "Home visit: no reply | *odd*", 14, "B3"), (DAY, "Referral received.", 1, "")),
        with_pages=True,
        printed_on=DAY,
    )
    text = words(chronology_pdf(pages))
    assert "Monday 9 November 2026 Home visit: no reply | *odd* 14 B3" in text
    assert "Referral received. 1 –" in text
    without = words(chronology_pdf(pages.model_copy(update={"with_pages": False})))
    assert "B3" not in without
    assert "From the record" in words(chronology_pdf(pages.model_copy(update={"lines": ()})))
