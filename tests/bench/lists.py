"""Lists and searches over ten thousand cases."""

from collections.abc import AsyncIterator

import psycopg

from tests.bench.actions import opened
from tests.bench.caller import Caller
from tests.bench.figures import Figure, at_most, percentile
from tests.bench.server import Rollcall

CASES = 10_000
_WARM_UP, _TIMES = 5, 100
_PAGES = {
    "/api/cases": "the list of cases",
    "/api/cases?assignee=me&due=overdue": "one officer's overdue cases",
    "/api/cases?text=amara+ex": "a search for two parts of a name",
    "/api/cases?text=an": "a search for two letters",
    "/api/cases?text=RC-2026-00": "a search for part of a reference",
    "/api/cases?text=nobody+of+this+name": "a search that finds nothing",
    "/api/cases?page=300": "the three hundredth page",
    "/": "my work",
    "/cases": "the page of cases",
    "/cases?text=amara": "the page of a search",
    "/cases?text=exampel": "the page of a search that is spelled wrongly",
    "/?whose=team": "the work of the team",
}
_LISTS_WITHIN, _PAGES_WITHIN = 80, 100  # milliseconds
# A page that works with one case, or that reads all of them for something else than a list.
_OTHERS = {
    "/cases/{ref}": "a case",
    "/cases/{ref}/history": "what happened in a case",
    "/cases/{ref}/what-if?event=post-437&on-day=6&on-month=11&on-year=2026": "what-if",
    "/cases/{ref}/do/record-visit": "a form",
    "/matches": "matches",
    "/inbox": "the inbox",
    "/post-room": "the post room",
    "/views": "the lists that are kept",
}
_OF_SUPERVISORS = {
    "/team": "the team today",
    "/team/reassign?officer=officer": "the cases of one officer, to be handed over",
    "/charts": "the charts",
    "/legal": "the legal queue",
    "/retention": "whose time is over",
    "/policy": "the policy: school terms",
    "/policy/standards": "the policy: standards",
    "/policy/wordings": "the policy: letters",
    "/rules": "the rules",
}
_GIVEN = "Amara Bola Chidi Dana Emre Farah Goran Hana Ines Jonas Kai Lena Milo Nadia Omar Priya Rosa Samir Tara Yusuf"
_SURNAMES = "Example Sample Fixture Placeholder Specimen Pattern Template Draft Sketch Mockup Proof Outline Stencil"

# Copies of one played case, spread over stages, officers and days, with names of their own.
_COPY = """
with template as (select * from case_file where ref = %(ref)s), numbers as (
    select n, 'RC-2026-' || lpad((500000 + n)::text, 6, '0') as ref,
        (%(given)s::text[])[1 + n %% %(givens)s] as given,
        (%(surnames)s::text[])[1 + (n / 7) %% %(many)s] as surname,
        (array['referral','checks','contact','support','placement','reintegration','closed'])[1 + n %% 7] as stage,
        (array['officer','officer-bryn','officer-tara',''])[1 + n %% 4] as owner
    from generate_series(1, %(count)s) n
)
insert into case_file
select x.* from template, numbers n, jsonb_populate_record(null::case_file, to_jsonb(template) || jsonb_build_object(
    'ref', n.ref, 'stage', n.stage, 'owner', n.owner, 'child_name', given || ' ' || surname,
    'search', lower(n.ref || ' ' || given || ' ' || surname || ' ms r ' || surname),
    'next_due', current_date + (n.n * 37 %% 90) - 20, 'urgent', n.n %% 50 = 0,
    'closed_on', case when n.stage = 'closed' then current_date end,
    'state', template.state || jsonb_build_object('ref', n.ref, 'stage', n.stage, 'owner', n.owner,
        'child', template.state -> 'child' || jsonb_build_object('given', given, 'surname', surname))
)) x;
"""
_COPY_WORK = """
insert into work_item
select c.ref, w.id, w.title, w.why, w.action, c.next_due + (w.due_on - t.next_due), w.urgent, w.audience, w.task
from case_file c, work_item w, case_file t
where c.ref >= 'RC-2026-500001' and c.stage <> 'closed' and w.case_ref = %(ref)s and t.ref = %(ref)s
"""
# The worker starts what was never started: these have no process, and are to have none.
_COPY_STANDING = """
insert into standing
select c.ref, c.ref, s.turn, c.stage, s.open, s.clocks, s.at from case_file c, standing s
where c.ref >= 'RC-2026-500001' and s.process = %(ref)s
"""


async def pages(rollcall: Rollcall) -> AsyncIterator[Figure]:
    async with rollcall.caller() as caller:
        ref = await opened(caller)
    fill(rollcall, ref)
    async with rollcall.caller() as caller:
        for path in _PAGES:
            if (figure := await _measured(caller, path, _PAGES[path], _LISTS_WITHIN)) is not None:
                yield figure
        for path, named in _OTHERS.items():
            if (figure := await _measured(caller, path.format(ref=ref), named, _PAGES_WITHIN)) is not None:
                yield figure
    async for figure in _of_supervisors(rollcall):
        yield figure


def fill(rollcall: Rollcall, ref: str) -> None:
    given, surnames = _GIVEN.split(), _SURNAMES.split()
    values = {"ref": ref, "count": CASES, "given": given, "givens": len(given)}
    values |= {"surnames": surnames, "many": len(surnames)}
    with psycopg.connect(rollcall.up.database_url) as connection:  # in one transaction
        for copy in (_COPY, _COPY_WORK, _COPY_STANDING):
            connection.execute(copy, values)
    with psycopg.connect(rollcall.up.database_url, autocommit=True) as connection:
        connection.execute("vacuum analyze")


async def _of_supervisors(rollcall: Rollcall) -> AsyncIterator[Figure]:
    async with Caller(rollcall.up.port, "dev-supervisor") as caller:
        for path, named in _OF_SUPERVISORS.items():
            if (figure := await _measured(caller, path, named, _PAGES_WITHIN)) is not None:
                yield figure


async def _measured(caller: Caller, path: str, named: str, within: float) -> Figure | None:
    milliseconds = []
    for number in range(_WARM_UP + _TIMES):
        answer = await caller.get(path)
        if answer.status == 404:
            return None  # a page that is not built yet
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        if number >= _WARM_UP:
            milliseconds.append(answer.seconds * 1000)
    spread = (
        f"p50 {percentile(milliseconds, 0.5):.0f}, {min(milliseconds):.0f}-{max(milliseconds):.0f} ms, {_TIMES} times"
    )
    return at_most(f"{named}, {CASES:,} cases, p95", within, percentile(milliseconds, 0.95), "ms", spread)
