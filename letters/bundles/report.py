"""The report of pre-flight on paper: each rule, what was found, and the reason of the named person who answered it."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from letters.bundles.front import laid_out
from letters.faces import set_in_type, unprintable
from letters.markdown import printable


class ReportLine(BaseModel):
    """`answer` is who said what and when; empty where nobody did."""

    model_config = ConfigDict(frozen=True)

    outcome: str
    rule: str
    title: str
    words: str
    source: str
    answer: str = ""


def report_pages(title: str, lines: Sequence[str], findings: Sequence[ReportLine]) -> bytes:
    """Tagged for a screen reader. A character that no face of ours has is named by its number. Raises FrontFault."""
    rows = [{name: _named(value) for name, value in each.model_dump().items()} for each in findings]
    data = {"title": _named(title), "lines": [_named(each) for each in lines], "findings": rows}
    return laid_out("report.typ", "report", data, tagged=True)


def _named(words: str) -> str:
    for each in unprintable(set_in_type(printable(words))):
        words = words.replace(each, f"[U+{ord(each):04X}]")
    return words
