"""A case of two thousand entries, as it stood on a day."""

from collections.abc import AsyncIterator

import psycopg

from tests.bench.actions import opened
from tests.bench.caller import Caller
from tests.bench.figures import Figure, at_most, percentile
from tests.bench.server import Rollcall

ENTRIES = 2_000
_WARM_UP, _TIMES = 3, 30

# Notes, sealed or not: nothing here looks at the chain.
_MORE = """
insert into journal
select x.* from journal t, generate_series(1, %(more)s) n, jsonb_populate_record(null::journal, to_jsonb(t) ||
    jsonb_build_object('seq', %(from)s + n, 'key', 'bench-' || n, 'action', 'add-note',
        'entry', t.entry || jsonb_build_object('seq', %(from)s + n, 'key', 'bench-' || n, 'action', 'add-note',
            'data', jsonb_build_object('note', 'The school rang back, and will ring again on Monday. ' || n),
            'consequences', t.entry -> 'consequences' || '{"clocks": [], "tasks": [], "prepared": {}}'))) x
where t.case_ref = %(ref)s and t.seq = %(from)s
"""


async def as_it_stood(rollcall: Rollcall) -> AsyncIterator[Figure]:
    async with rollcall.caller() as caller:
        ref = await opened(caller)
    with psycopg.connect(rollcall.up.database_url) as connection:
        (last,) = connection.execute("select max(seq) from journal where case_ref = %s", (ref,)).fetchone() or (0,)
        connection.execute(_MORE, {"ref": ref, "from": last, "more": ENTRIES - last})
        (day,) = connection.execute("select current_date").fetchone() or ("",)
    async with rollcall.caller() as caller:
        yield await _measured(caller, f"/api/cases/{ref}?as_at={day}")


async def _measured(caller: Caller, path: str) -> Figure:
    milliseconds = []
    for number in range(_WARM_UP + _TIMES):
        answer = await caller.get(path)
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        if number >= _WARM_UP:
            milliseconds.append(answer.seconds * 1000)
    spread = f"{min(milliseconds):.0f}-{max(milliseconds):.0f} ms, {_TIMES} times"
    return at_most(f"as it stood, {ENTRIES:,} entries, p95", 200, percentile(milliseconds, 0.95), "ms", spread)
