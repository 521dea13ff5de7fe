"""The authority's own pages of an answer to somebody who asked for their data: what it is and what they may do, and
what the record says.
"""

from datetime import date
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from letters.faces import unprintable
from letters.facts import Authority, Line
from letters.markdown import as_typed
from letters.page import Letter, Signatory, lay_out
from letters.wording import long_date

ABOUT, RECORD = "About this answer", "What our record says"
CANNOT_BE_PRINTED: Final = "[?]"
_WHERE: Final = (
    "We looked in our record of the case, in the letters and documents on it, in the registers that schools sent "
    "us, and in our list of who looked at the record. How we dealt with this request is not in it."
)
_WHY: Final = (
    "We have a duty to find out which children are not in school and not being taught in another way (Education Act "
    "1996, section 436A). We use the information for that, and to keep children safe. It came from families, schools, "
    "other services and the public. We share it with schools, other councils, social care, health services and the "
    "police where the law lets us. In most cases we keep it until the child’s 25th birthday. No decision was made by a "
    "machine alone."
)
_PAGE: Final = Path(__file__).with_name("certificate.typ")


class Said(BaseModel):
    """One thing of the record. `part` says where it stands; `blanked` whether words were left out of it."""

    model_config = ConfigDict(frozen=True)

    part: str
    on: date | None
    title: str
    lines: tuple[str, ...]
    blanked: bool = False


class AccessPages(BaseModel):
    """`kept_back` is what was left out, in general words; `kept_until` how long the case is kept."""

    model_config = ConfigDict(frozen=True)

    authority: Authority
    reference: Line
    received_on: date
    answered_on: date
    wanted: str = ""
    held: tuple[str, ...] = ()
    kept_back: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()


def about_pdf(pages: AccessPages) -> bytes:
    """Raises what `letters.page.lay_out` raises."""
    return _pdf(pages, ABOUT, about_text(pages))


def record_pdf(pages: AccessPages) -> bytes:
    """Raises what `letters.page.lay_out` raises."""
    return _pdf(pages, RECORD, record_text(pages))


def about_text(pages: AccessPages) -> str:
    """As Markdown. It says what was left out in general words only (Data Protection Act 2018 Sch 2 and 3)."""
    authority = pages.authority
    wanted = f" You asked for: {as_typed(pages.wanted)}." if pages.wanted else ""
    held = "\n".join(f"- {each}" for each in pages.held) or "- nothing that we can give you"
    left = "We have left nothing out."
    if pages.kept_back:
        said = "\n".join(f"- {each}" for each in pages.kept_back)
        left = (
            "The law lets us, and sometimes makes us, leave some things out. We have left out:\n\n"
            f"{said}\n\nWhere words are left out of a page, it says **[protected]**. Each thing was looked at by one "
            "person and checked by another."
        )
    parts = {
        "": f"On {long_date(pages.received_on)} we received a request for the personal data that we hold.{wanted} "
        f"This is our answer, as of {long_date(pages.answered_on)}.",
        "## What is in it": f"{held}\n\n{_WHERE}",
        "## What is not in it": left,
        "## Why we have it, and for how long": _WHY,
        "## What you can do": "- If something is wrong, tell us and we will put it right, or note that you disagree.\n"
        "- You can ask us to erase something or to stop using it. We will tell you if the law does not let us.\n"
        f"- If you are not happy with this answer, tell us first: {as_typed(authority.telephone)}, "
        f"{as_typed(authority.email)}.\n"
        "- You can complain to the Information Commissioner: ico.org.uk/make-a-complaint, 0303 123 1113. You can "
        f"also ask a court.\n\nOur privacy notice: {as_typed(authority.privacy_url)}",
    }
    return "\n\n".join(f"{head}\n\n{body}" if head else body for head, body in parts.items())


def record_text(pages: AccessPages) -> str:
    """As Markdown, part by part; every word prints as it was written."""
    text = ["This is what our record says, in the order in which it was written."]
    part = ""
    for each in pages.said:
        if each.part != part:
            part = each.part
            text.append(f"## {as_typed(part)}")
        on = f"{long_date(each.on)}: " if each.on else ""
        blanked = " (words left out)" if each.blanked else ""
        text.append(f"**{on}{as_typed(_shown(each.title))}**{blanked}")
        text += [f"- {as_typed(_shown(line))}" for line in each.lines]
        text.append("")
    if not pages.said:
        text.append("We hold nothing in our record that we can give you.")
    return "\n\n".join(_joined(text))


def _joined(text: list[str]) -> list[str]:
    """Lines of one list stand together."""
    blocks: list[str] = []
    for line in text:
        if line.startswith("- ") and blocks and blocks[-1].startswith("- "):
            blocks[-1] += f"\n{line}"
        elif line:
            blocks.append(line)
    return blocks


def _shown(text: str) -> str:
    """What our faces cannot print is shown to be missing: an answer is not stopped by one sign."""
    for sign in unprintable(text):
        text = text.replace(sign, " " if sign.isspace() else CANNOT_BE_PRINTED)
    return text


def _pdf(pages: AccessPages, title: str, body: str) -> bytes:
    return lay_out(
        Letter(
            template_id=title,
            title=title,
            reference=pages.reference,
            dated=pages.answered_on,
            recipient_lines=(title,),
            sender=pages.authority,
            signatory=Signatory(name=pages.authority.name, title=title),
            body_markdown=body,
        ),
        _PAGE,
    )
