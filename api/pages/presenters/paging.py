"""The design system's pagination: the neighbours of this page, the first and the last."""

from collections.abc import Callable


def pagination(total: int, per_page: int, page: int, href: Callable[[int], str]) -> dict[str, object] | None:
    """None where everything is on one page."""
    last = max(1, -(-total // per_page))
    if last == 1:
        return None
    here = min(page, last)
    near = sorted({1, here - 1, here, here + 1, last} & set(range(1, last + 1)))
    items: list[dict[str, object]] = []
    for before, number in zip([0, *near], near, strict=False):
        if number - before > 1:
            items.append({"ellipsis": True})
        items.append({"number": number, "href": href(number), "current": number == here})
    around: dict[str, object] = {"items": items}
    if here > 1:
        around["previous"] = {"href": href(here - 1)}
    if here < last:
        around["next"] = {"href": href(here + 1)}
    return around
