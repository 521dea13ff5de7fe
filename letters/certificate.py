"""A certificate of service: what the ledger says of one document, line by line, on a page that a person signs.

Who, what, how, when, deemed by which rule; both times where it was recorded later; proved, or come back.
"""

from datetime import date, datetime
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from letters.facts import Authority, Line
from letters.markdown import as_typed
from letters.page import Letter, Signatory, lay_out
from letters.wording import long_date, long_time

TITLE: Final = "Certificate of service"
_PAGE: Final = Path(__file__).with_name("certificate.typ")


class ServiceLine(BaseModel):
    """One line of the ledger in words. `recorded_at` is an aware instant, printed in London time."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    how: Line
    by: Line
    on: date
    place: tuple[str, ...] = ()
    agreement: str = ""
    evidence: str = ""
    recorded_at: datetime
    late_because: str = ""
    witness: str = ""
    deemed_on: date
    rule: Line
    rule_source: Line
    proved_on: date | None = None
    proof: str = ""
    came_back: str = ""
    came_back_on: date | None = None


class Certificate(BaseModel):
    """`reference` is the case's; `letter` the whole name of the letter; `sha256` of the pages served."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    authority: Authority
    reference: Line
    document: Line
    letter: Line
    pages: int
    sha256: str
    served_on: Line
    printed_on: date
    lines: tuple[ServiceLine, ...] = Field(min_length=1)


def certificate_pdf(certificate: Certificate) -> bytes:
    """Raises what `letters.page.lay_out` raises."""
    return lay_out(
        Letter(
            template_id=TITLE,
            title=TITLE,
            reference=certificate.letter,
            dated=certificate.printed_on,
            recipient_lines=(certificate.served_on,),
            sender=certificate.authority,
            signatory=Signatory(name=certificate.authority.name, title=TITLE),
            body_markdown=certificate_text(certificate),
        ),
        _PAGE,
    )


def certificate_text(certificate: Certificate) -> str:
    """The certificate as Markdown; every value prints as it was typed."""
    document = [
        ("Served on", certificate.served_on),
        ("Document", certificate.document),
        ("Letter", f"{certificate.letter}, {certificate.pages} {'page' if certificate.pages == 1 else 'pages'}"),
        ("Fingerprint of its pages (SHA-256)", _in_parts(certificate.sha256)),
        ("Case", certificate.reference),
    ]
    parts = [_table("About", "This certificate", document)]
    for number, line in enumerate(certificate.lines, start=1):
        heading = f"Service {number}" if len(certificate.lines) > 1 else "How it was served"
        parts.append(f"## {heading}\n\n{_table('What', 'As recorded', _rows(line))}")
    held = f"This is what the record of service held on {long_date(certificate.printed_on)}."
    parts.append(f"## Certificate\n\n{held}")
    parts.append(_table("Signed by", "", [("Name", " "), ("Role", " "), ("Signature", " "), ("Date", " ")]))
    return "\n\n".join(parts)


def _rows(line: ServiceLine) -> list[tuple[str, str]]:
    rows = [
        ("How", line.how),
        ("By whom", line.by),
        ("Left on", long_date(line.on)),
        ("Where", ", ".join(line.place)),
        ("Agreement to e-mail", line.agreement),
        ("Evidence", line.evidence),
        ("Recorded", long_time(line.recorded_at)),
        ("Why it was recorded later", line.late_because),
        ("Second person", line.witness),
        ("Counts as served on", f"{long_date(line.deemed_on)}. {line.rule}. {line.rule_source}"),
    ]
    if line.proved_on is not None:
        rows.append(("Proved to have been received on", f"{long_date(line.proved_on)}: {line.proof}"))
    if line.came_back_on is not None:
        rows.append(
            ("Not served", f"{line.came_back} on {long_date(line.came_back_on)}: nothing counts as served by it")
        )
    return [(what, said) for what, said in rows if said]


def _table(first: str, second: str, rows: list[tuple[str, str]]) -> str:
    cells = [f"| {as_typed(what)} | {as_typed(' '.join(said.split()))} |" for what, said in rows]
    return "\n".join([f"| {first} | {second} |", "| --- | --- |", *cells])


def _in_parts(fingerprint: str) -> str:
    """In groups of eight, so that it breaks at the end of a line."""
    return " ".join(fingerprint[at : at + 8] for at in range(0, len(fingerprint), 8))
