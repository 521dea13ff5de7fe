"""Charts drawn on the server as SVG. Each says in words what it shows, and its table stands beneath it on the page.

A colour never says anything alone: each part of a bar carries its number, and the legend names the parts in order.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

_WIDTH, _LABEL, _ROW, _BAR = 760, 220, 34, 22
_LEGEND = 30
_ROOM = 46  # behind the longest bar, for the number at its end
_LEAST = 24  # a part narrower than this has its number only at the end of the bar


@dataclass(frozen=True)
class Bar:
    """One bar. A part that is None is suppressed and drawn as nothing."""

    label: str
    parts: tuple[float | None, ...]

    @property
    def length(self) -> float:
        return sum(part or 0 for part in self.parts)

    @property
    def says(self) -> str:
        if None in self.parts:
            return "fewer than 6"
        return _number(self.length)


def bars(name: str, title: str, description: str, of: Sequence[Bar], parts: Sequence[str]) -> Markup:
    """Horizontal bars, one below the other. `name` tells its ids from those of another chart of the page."""
    longest = max((bar.length for bar in of), default=0) or 1
    scale = (_WIDTH - _LABEL - _ROOM) / longest
    top = _LEGEND if len(parts) > 1 else 0
    height = top + _ROW * len(of) + 6
    drawn = [_legend(parts)] if top else []
    for number, bar in enumerate(of):
        drawn.append(_bar(bar, top + number * _ROW, scale))
    return Markup(
        '<svg class="rc-chart" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{name}-t {name}-d">'
        '<title id="{name}-t">{title}</title><desc id="{name}-d">{description}</desc>{drawn}</svg>'
    ).format(width=_WIDTH, height=height, name=name, title=title, description=description, drawn=Markup("").join(drawn))


def _bar(bar: Bar, y: int, scale: float) -> Markup:
    x, drawn = float(_LABEL), list[Markup]()
    for place, part in enumerate(bar.parts):
        if not part:
            continue
        width = part * scale
        drawn.append(_rect(x, y + 4, width, place))
        if len(bar.parts) > 1 and width >= _LEAST:
            drawn.append(_text(x + width / 2, y + 20, _number(part), f"in{place}"))
        x += width
    label = _text(_LABEL - 10, y + 20, _short(bar.label), "label")
    return Markup("").join([label, *drawn, _text(x + 7, y + 20, bar.says, "end")])


def _legend(parts: Sequence[str]) -> Markup:
    x, drawn = 0.0, list[Markup]()
    for place, part in enumerate(parts):
        drawn += [_rect(x, 4, 16, place), _text(x + 22, 18, part, "end")]
        x += 52 + 8 * len(part)
    return Markup("").join(drawn)


def _rect(x: float, y: float, width: float, place: int) -> Markup:
    return Markup('<rect class="p{place}" x="{x}" y="{y}" width="{width}" height="{height}"/>').format(
        place=place, x=round(x, 1), y=y, width=round(width, 1), height=_BAR if width != 16 else 16
    )


def _text(x: float, y: float, said: str, kind: str) -> Markup:
    return Markup('<text class="{kind}" x="{x}" y="{y}">{said}</text>').format(
        kind=kind, x=round(x, 1), y=y, said=escape(said)
    )


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def _short(label: str) -> str:
    return label if len(label) <= 28 else label[:27].rstrip() + "…"
