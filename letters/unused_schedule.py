"""The schedule of unused material on pages: line by line what is not served, and why; undecided lines stand out."""

from datetime import date
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from letters.facts import Authority, Line
from letters.markdown import as_typed
from letters.page import Letter, Signatory, lay_out
from letters.wording import long_date

TITLE: Final = "Schedule of unused material"
UNDECIDED: Final = "NOT DECIDED"
_PAGE: Final = Path(__file__).with_name("certificate.typ")


class ScheduleLine(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    what: Line
    on: date | None = None
    why: str
    withheld: bool = False
    decided: bool = True


class UnusedSchedule(BaseModel):
    """`defendant` is the one parent for whom it is made: of nobody else does it tell."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    authority: Authority
    reference: Line
    defendant: Line
    lines: tuple[ScheduleLine, ...]
    printed_on: date


def unused_schedule_pdf(schedule: UnusedSchedule) -> bytes:
    """Raises what `letters.page.lay_out` raises."""
    return lay_out(
        Letter(
            template_id=TITLE,
            title=TITLE,
            reference=schedule.reference,
            dated=schedule.printed_on,
            recipient_lines=(schedule.defendant,),
            sender=schedule.authority,
            signatory=Signatory(name=schedule.authority.name, title=TITLE),
            body_markdown=unused_schedule_text(schedule),
        ),
        _PAGE,
    )


def unused_schedule_text(schedule: UnusedSchedule) -> str:
    """As Markdown; every value prints as it was typed."""
    undecided = sum(not line.decided for line in schedule.lines)
    said = f"Prosecution of {as_typed(schedule.defendant)}. As the case stood on {long_date(schedule.printed_on)}."
    warning = f"**{undecided} {'line is' if undecided == 1 else 'lines are'} not decided.**" if undecided else ""
    rows = [
        f"| {number} | {as_typed(line.what)} | {_day(line.on)} | {_worth(line)} | {as_typed(line.why)} |"
        for number, line in enumerate(schedule.lines, start=1)
    ]
    table = "\n".join(["| No | What | Date | To the defence | Why it is not served |", f"|{' --- |' * 5}", *rows])
    return "\n\n".join(filter(None, (said, warning, table)))


def _day(on: date | None) -> str:
    return f"{on:%-d %B %Y}" if on else " "


def _worth(line: ScheduleLine) -> str:
    if not line.decided:
        return f"**{UNDECIDED}**"
    return "Withheld" if line.withheld else "May be seen"
