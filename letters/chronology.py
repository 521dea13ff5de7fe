"""A chronology on pages: day, what happened, the entry of the record, and the page of the bundle that shows it."""

from datetime import date
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from letters.facts import Authority, Line
from letters.markdown import as_typed
from letters.page import Letter, Signatory, lay_out
from letters.wording import long_date

TITLE: Final = "Chronology"
_PAGE: Final = Path(__file__).with_name("certificate.typ")


class ChronologyPages(BaseModel):
    """`lines` are day, words, number of the entry, page of the bundle or nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    authority: Authority
    reference: Line
    lines: tuple[tuple[date, str, int, str], ...]
    with_pages: bool = False
    printed_on: date


def chronology_pdf(pages: ChronologyPages) -> bytes:
    """Raises what `letters.page.lay_out` raises."""
    return lay_out(
        Letter(
            template_id=TITLE,
            title=TITLE,
            reference=pages.reference,
            dated=pages.printed_on,
            recipient_lines=(TITLE,),
            sender=pages.authority,
            signatory=Signatory(name=pages.authority.name, title=TITLE),
            body_markdown=chronology_text(pages),
        ),
        _PAGE,
    )


def chronology_text(pages: ChronologyPages) -> str:
    """As Markdown; every word prints as it was written."""
    heads = ["Date", "What happened", "Entry", *(["Page"] if pages.with_pages else [])]
    rows = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    for on, text, entry, page in pages.lines:
        cells = [long_date(on), as_typed(text), str(entry), *([page or "–"] if pages.with_pages else [])]
        rows.append(f"| {' | '.join(cells)} |")
    said = f"From the record as it stood on {long_date(pages.printed_on)}."
    return f"{said}\n\n{chr(10).join(rows)}" if pages.lines else said
