"""An adopted child, or one with a protected change of name: two identities, tied together only in a restricted record.

Searching for one never shows the other (PRACTICE 3.4). The record itself (records.identities) is opened by those who
hold the power, each opening logged; here is only what a list must not give away.
"""

from collections.abc import Collection, Sequence


def without_linked(refs: Sequence[str], asked: str, linked: Collection[frozenset[str]]) -> frozenset[str]:
    """Of the cases found, best first, those that may be shown: none that is linked with the one asked about, and of
    several that are linked with each other only the best.
    """
    kept: list[str] = []
    for ref in refs:
        of_it = [pair for pair in linked if ref in pair]
        if not any(asked in pair or any(other in pair for other in kept) for pair in of_it):
            kept.append(ref)
    return frozenset(kept)
