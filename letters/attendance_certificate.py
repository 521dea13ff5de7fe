"""A certificate of attendance on pages, for the head teacher to sign (Education Act 1996 s.566): every session of the
period with its code, those relied on marked, and the totals.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from letters.facts import Authority, Line
from letters.markdown import as_typed
from letters.page import Letter, Signatory, lay_out
from letters.wording import long_date

_PAGE: Final = Path(__file__).with_name("certificate.typ")


class AttendanceCertificate(BaseModel):
    """`days` are day, code of the morning, code of the afternoon, which halves are relied on; `totals` code, meaning,
    number. Of the whole school year (`whole_year`) it says that it is for information only.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    authority: Authority
    reference: Line
    pupil: Line
    born: date | None = None
    upn: str = ""
    school: Line
    first: date
    last: date
    days: tuple[tuple[date, str, str, str], ...] = Field(min_length=1)
    totals: tuple[tuple[str, str, int], ...]
    sessions: int
    attended: int
    unauthorised: int
    relied_on: int
    whole_year: bool = False
    printed_on: date


def title_of(certificate: AttendanceCertificate) -> str:
    return "Attendance in the school year so far" if certificate.whole_year else "Certificate of attendance"


def attendance_certificate_pdf(certificate: AttendanceCertificate) -> bytes:
    """Raises what `letters.page.lay_out` raises."""
    title = title_of(certificate)
    return lay_out(
        Letter(
            template_id=title,
            title=title,
            reference=certificate.reference,
            dated=certificate.printed_on,
            recipient_lines=(certificate.school,),
            sender=certificate.authority,
            signatory=Signatory(name=certificate.authority.name, title=title),
            body_markdown=attendance_certificate_text(certificate),
        ),
        _PAGE,
    )


def attendance_certificate_text(said: AttendanceCertificate) -> str:
    """As Markdown; every value prints as it was typed."""
    about = [
        ("Pupil", said.pupil),
        ("Date of birth", long_date(said.born) if said.born else ""),
        ("Unique pupil number", said.upn),
        ("School", said.school),
        ("Period", f"{long_date(said.first)} to {long_date(said.last)}, both included"),
    ]
    parts = [
        _INFORMATION if said.whole_year else _LAW,
        _table(("About", "This certificate"), [row for row in about if row[1]]),
        "## Sessions",
        _table(
            ("Day", "Morning", "Afternoon", "Relied on"),
            [(long_date(day), am or "–", pm or "–", relied or " ") for day, am, pm, relied in said.days],
        ),
        "## Totals",
        _table(("Code", "Meaning", "Sessions"), [(code, what, str(number)) for code, what, number in said.totals]),
        _table(
            ("In all", "Sessions"),
            [
                ("Sessions at which the pupil could attend", str(said.sessions)),
                ("Attended", str(said.attended)),
                ("Absent without authority", str(said.unauthorised)),
                ("Relied on in the charge", str(said.relied_on)),
            ],
        ),
    ]
    if not said.whole_year:
        parts += [f"## Certificate\n\n{_CERTIFIED}", _table(("Signed by the head teacher", ""), _SIGNED)]
    return "\n\n".join(parts)


_LAW: Final = "For proceedings under Part VI of the Education Act 1996, section 566."
_INFORMATION: Final = "For information only. It covers more than the period charged and is no evidence."
_CERTIFIED: Final = (
    "I am the head teacher of the school named above. I certify that this is what its attendance register says of this "
    "pupil for every session of the period."
)
_SIGNED: Final = [("Name", " "), ("Signature", " "), ("Date", " ")]


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *(tuple(as_typed(cell) or " " for cell in row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
