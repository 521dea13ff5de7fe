"""`make bench`, or `python -m tests.bench [actions|throughput|law|lists|inbox|letter|bundles|evidence]...`"""

import asyncio
import os
import sys
from collections.abc import Iterator

from tests.bench.actions import one_user, twenty_users
from tests.bench.as_it_stood import as_it_stood
from tests.bench.bundles import bundles
from tests.bench.evidence import evidence
from tests.bench.figures import Figure, at_most, table
from tests.bench.inbox import took_in
from tests.bench.law import law
from tests.bench.letter import one_page
from tests.bench.lists import pages
from tests.bench.lost import lost
from tests.bench.night import night
from tests.bench.server import Rollcall, started

_SERVED = {"actions": one_user, "throughput": twenty_users, "law": law, "lists": pages, "inbox": took_in}
_SERVED |= {"as-at": as_it_stood, "lost": lost}
_SERVED |= {"night": night}


def _start(rollcall: Rollcall) -> Iterator[Figure]:
    for how, seconds in zip(("on an empty folder", "on its own data"), rollcall.first_pages, strict=True):
        yield at_most(f"start to first page, {how}", 15, seconds, "s", "once")


async def _measure(rollcall: Rollcall, asked: set[str], said: list[Figure]) -> None:
    for name, measure in _SERVED.items():
        if name in asked:
            async for figure in measure(rollcall):
                print(f"{figure.name}: {figure.measured} ({figure.spread})", flush=True)
                said.append(figure)


def main() -> None:
    asked = set(sys.argv[1:]) or {*_SERVED, "letter", "bundles", "evidence"}
    figures: list[Figure] = []
    if "letter" in asked:
        figures += one_page()
    if "bundles" in asked:
        figures += bundles()
    if "evidence" in asked:
        figures += evidence()
    if asked & set(_SERVED):
        with started() as rollcall:
            figures += _start(rollcall)
            asyncio.run(_measure(rollcall, asked, figures))
    print(f"\n{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n\n{table(figures)}")


if __name__ == "__main__":
    main()
