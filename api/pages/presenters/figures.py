"""Charts and their tables. What one supervises is told in full; elsewhere a number under six is not (PRACTICE 7.5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from markupsafe import Markup

from api.identity import Signed
from api.pages.charts import Bar, bars
from api.services import Services
from domain.vocabulary import Reason, Stage, SupportGroup
from records.database import transaction
from records.figures import AGES, Waited, by_stage, flow, groups, reasons, teams, waited

SMALL = 6
_MONTHS = 12
_BANDS = ("under 2 weeks", "2 to 4 weeks", "4 to 12 weeks", "12 weeks or more")
_REACHED = (("seen", "Seen by a professional"), ("offered", "Offered a place"), ("started", "Back in school"))
EVERY = "every"


@dataclass(frozen=True)
class Row:
    label: str
    cells: list[str]
    href: str = ""


@dataclass(frozen=True)
class Chart:
    id: str
    title: str
    says: str
    drawn: Markup
    heads: list[str]
    rows: list[Row]


@dataclass(frozen=True)
class Figures:
    says: str
    chosen: str
    choices: list[dict[str, str]]
    charts: list[Chart]
    suppressed: bool


def figures_page(services: Services, signed: Signed, asked: str) -> Figures:
    """`asked` is a team, "every", or empty for one's own."""
    me, own, today = signed.staff.id, signed.staff.team, services.today
    since = _months_back(today, _MONTHS - 1)
    with transaction(services.engine) as session:
        known = teams(session)
        team = "" if asked == EVERY else asked if asked in known else own
        hide = bool(own) and team != own
        charts = [
            _stages(by_stage(session, me, team, today), team, hide=hide),
            _waits(waited(session, me, team, _months_back(today, _MONTHS)), hide=hide),
            _flow(flow(session, me, team, since), since, hide=hide),
            _reasons(reasons(session, me, team), team, hide=hide),
            _groups(groups(session, me, team), hide=hide),
        ]
    choices = [{"value": EVERY, "text": "Every team"}, *({"value": each, "text": each} for each in known)]
    return Figures(team or "Every team", team or EVERY, choices, charts, hide)


def _stages(found: Mapping[Stage, list[int]], team: str, *, hide: bool) -> Chart:
    order = [stage for stage in Stage if stage in found]
    hidden = {stage: _hidden(found[stage], hide=hide) for stage in order}
    return _chart(
        "stages",
        "Open cases by stage and age",
        f"{sum(map(sum, found.values())) if not hide else 'Cases'} open, by the time since each was opened",
        [(stage.label, hidden[stage], _list(stage=stage.value, team=team)) for stage in order],
        _BANDS,
        total=True,
    )


def _waits(found: Mapping[str, Waited], *, hide: bool) -> Chart:
    rows, drawn = [], []
    for what, label in _REACHED:
        each = found.get(what)
        cases, median, longest = (each.cases, each.median, each.longest) if each is not None else (0, None, None)
        small = hide and 0 < cases < SMALL
        told = [_said(None if small else cases)]
        told += ["" if small or median is None else f"{median:g}", "" if small or longest is None else str(longest)]
        rows.append(Row(label, told))
        if cases:  # where nobody has got so far, no bar says that it took no time
            drawn.append(Bar(label, (None if small else median or 0,)))
    title, says = "From referral to …", "Days that half of the children waited, of the cases opened in twelve months"
    return Chart(
        "waits",
        title,
        says,
        bars("waits", title, says, drawn, ("days",)),
        ["Cases", "Half within, days", "Longest"],
        rows,
    )


def _flow(found: Mapping[date, tuple[int, int]], since: date, *, hide: bool) -> Chart:
    months = [_months_on(since, number) for number in range(_MONTHS)]
    rows = [(f"{month:%B %Y}", _hidden(list(found.get(month, (0, 0))), hide=hide), "") for month in months]
    return _chart("flow", "In and out by month", "Cases opened and closed", rows, ("opened", "closed"))


def _reasons(found: Sequence[tuple[str, int]], team: str, *, hide: bool) -> Chart:
    rows = [
        (
            Reason(reason).label if reason else "Not known",
            _hidden([many], hide=hide),
            _list(reason=reason, team=team) if reason else "",
        )
        for reason, many in found
    ]
    return _chart("reasons", "Why children are out of education", "Open cases by reason", rows, ("cases",))


def _groups(found: Sequence[tuple[str, int]], *, hide: bool) -> Chart:
    rows = [(SupportGroup(name).label, _hidden([many], hide=hide), "") for name, many in found]
    says = "Open cases by group. A child may be in several; a group is for support, never for suspicion"
    return _chart("groups", "Who may need more support", says, rows, ("cases",))


def _chart(
    name: str,
    title: str,
    says: str,
    of: Sequence[tuple[str, list[int | None], str]],
    parts: Sequence[str],
    *,
    total: bool = False,
) -> Chart:
    drawn = bars(name, title, says, [Bar(label, tuple(values)) for label, values, _ in of], parts)
    heads = [part.capitalize() for part in parts] + (["All"] if total else [])
    rows = [
        Row(
            label,
            [_said(value) for value in values] + ([_total(values)] if total else []),
            "" if None in values else to,
        )
        for label, values, to in of
    ]
    return Chart(name, title, says, drawn, heads, rows)


def _hidden(values: Sequence[int], *, hide: bool) -> list[int | None]:
    return [None if hide and 0 < value < SMALL else value for value in values]


def _total(values: Sequence[int | None]) -> str:
    """Not where one of its parts is suppressed: the others would tell it."""
    known = [value for value in values if value is not None]
    return _said(sum(known) if len(known) == len(values) else None)


def _said(value: int | None) -> str:
    return "fewer than 6" if value is None else f"{value:,}"


def _list(**asked: str) -> str:
    return "/cases?" + urlencode({name: value for name, value in asked.items() if value})


def _months_back(day: date, months: int) -> date:
    return _months_on(day.replace(day=1), -months)


def _months_on(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


assert len(_BANDS) == len(AGES) + 1  # noqa: S101 - the bands have as many names
