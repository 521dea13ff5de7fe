"""A witness statement on pages: who makes it, the declaration of truth, each sentence by number, the exhibits, and the
signature on every page (Criminal Justice Act 1967 s.9; Criminal Procedure Rules r.16.2).
"""

from datetime import date
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from letters.facts import Authority, Line
from letters.markdown import as_typed
from letters.page import Letter, Signatory, lay_out
from letters.wording import long_date

TITLE: Final = "Witness statement"
_PAGE: Final = Path(__file__).with_name("statement.typ")


class StatementPages(BaseModel):
    """`reference` is the whole name of the statement, RC-2026-000123-W12. `signed_on` is None while it is a draft, and
    every page then says so.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    authority: Authority
    reference: Line
    witness: Line
    occupation: Line
    sentences: tuple[str, ...] = Field(min_length=1)
    exhibits: tuple[tuple[Line, str], ...] = ()
    signature: str = ""
    signed_on: date | None = None
    printed_on: date


def statement_pdf(pages: StatementPages) -> bytes:
    """Raises what `letters.page.lay_out` raises."""
    signed = f"Signed: {pages.signature}, {long_date(pages.signed_on)}" if pages.signed_on else "Draft: not signed"
    return lay_out(
        Letter(
            template_id=TITLE,
            title=TITLE,
            reference=pages.reference,
            dated=pages.signed_on or pages.printed_on,
            recipient_lines=(pages.witness, pages.occupation),
            sender=pages.authority,
            signatory=Signatory(name=pages.witness, title=signed),
            body_markdown=statement_text(pages),
        ),
        _PAGE,
    )


def statement_text(pages: StatementPages) -> str:
    """What it says, as Markdown; every word prints as it was written."""
    said = "\n".join(f"{number}. {as_typed(text)}" for number, text in enumerate(pages.sentences, start=1))
    if not pages.exhibits:
        return said
    rows = "\n".join(f"| {as_typed(label)} | {as_typed(what)} |" for label, what in pages.exhibits)
    return f"{said}\n\n## Exhibits\n\n| Exhibit | What it is |\n| --- | --- |\n{rows}"
