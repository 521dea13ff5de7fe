"""An e-mail as pages: who wrote to whom, when, about what, its words, and the names of what was attached. What was
attached is filed as documents of their own.
"""

import re
from datetime import date
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from letters.evidence.kinds import email_of
from letters.faces import unprintable
from letters.facts import Authority
from letters.markdown import as_typed
from letters.page import Letter, Signatory, lay_out

TITLE: Final = "E-mail"
_PAGE: Final = Path(__file__).parent.with_name("email.typ")
_HEADERS: Final = (("From", "from"), ("To", "to"), ("Copy to", "cc"), ("Sent", "date"), ("Subject", "subject"))
_MOST: Final = 200_000  # characters of its words that are printed
_CANNOT: Final = "?"


def email_pdf(content: bytes, authority: Authority, today: date) -> bytes:
    """Raises what `letters.page.lay_out` raises. A character that the faces lack prints as a question mark."""
    text = email_text(content)
    for character in unprintable(text):
        text = text.replace(character, _CANNOT)
    return lay_out(
        Letter(
            template_id=TITLE,
            title=TITLE,
            reference=TITLE,
            dated=today,
            recipient_lines=(TITLE,),
            sender=authority,
            signatory=Signatory(name=authority.name, title=TITLE),
            body_markdown=text,
        ),
        _PAGE,
    )


def email_text(content: bytes) -> str:
    """As Markdown in which every word prints as it was written."""
    message = email_of(content)
    rows = [(label, _header(message, name)) for label, name in _HEADERS]
    rows.append(("Attached", ", ".join(attached(message))))
    table = "\n".join(f"| {label} | {as_typed(said)} |" for label, said in rows if said)
    body = _words(message)[:_MOST]
    paragraphs = "\n\n".join(as_typed(each) for each in re.split(r"\n\s*\n", body) if each.strip())
    return f"| E-mail | |\n| --- | --- |\n{table}\n\n{paragraphs}"


def email_headers(content: bytes) -> str:
    """Every header that can show who wrote, and the names of what was attached."""
    message = email_of(content)
    return "\n".join([*(f"{value}" for _, value in message.items()), *attached(message)])


def attached(message: EmailMessage) -> list[str]:
    return [part.get_filename() or part.get_content_type() for part in message.iter_attachments()]


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(str(message.get(name) or "").split())


def _words(message: EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    try:
        text = str(body.get_content())
    except (LookupError, UnicodeError, KeyError):
        text = bytes(body.get_payload(decode=True) or b"").decode("utf-8", "replace")
    return _without_markup(text) if body.get_content_type() == "text/html" else text


class _Words(HTMLParser):
    """The words of a page of HTML; a block is a paragraph."""

    _SILENT = frozenset({"script", "style", "head", "title"})
    _BLOCKS = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "table", "blockquote"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in self._SILENT
        if tag in self._BLOCKS:
            self.words.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in self._SILENT and self._silent > 0

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(" ".join(data.split()) + " " if data.strip() else "")


def _without_markup(html: str) -> str:
    reader = _Words()
    reader.feed(html)
    reader.close()
    return "".join(reader.words)
