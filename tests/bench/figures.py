"""What was measured, against what it must reach: printed, never asserted."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    name: str
    target: str
    measured: str
    spread: str
    met: bool


def at_most(name: str, target: float, value: float, unit: str, spread: str) -> Figure:
    return Figure(name, f"<= {target:g} {unit}", f"{value:.1f} {unit}", spread, value <= target)


def ratio(name: str, target: float, rates: Sequence[float], bare: Sequence[float]) -> Figure:
    """The median of ratios taken pair by pair, with the middle half of them and all of them."""
    ratios = [one / other for one, other in zip(rates, bare, strict=True)]
    low, middle, high = statistics.quantiles(ratios, n=4)
    spread = (
        f"{low:.2f}-{high:.2f} (all {min(ratios):.2f}-{max(ratios):.2f}, {len(ratios)} pairs; "
        f"{statistics.median(rates):.0f}/s against {statistics.median(bare):.0f}/s)"
    )
    return Figure(name, f">= {target:g}", f"{middle:.2f}", spread, middle >= target)


def percentile(values: Iterable[float], part: float) -> float:
    """The smallest value that at least `part` (0 to 1) of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered), -int(-part * len(ordered) // 1)) - 1)]


def table(figures: Sequence[Figure]) -> str:
    head = ("", "figure", "target", "measured", "spread")
    rows = [("ok" if each.met else "!!", each.name, each.target, each.measured, each.spread) for each in figures]
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in (head, *rows)
    )
