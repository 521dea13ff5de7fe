"""`rollcall repair`: start the missing process of an open case, or of a proceeding, and have it recorded."""

from collections.abc import Sequence

from activities.three_ways import ThreeWays
from records.database import transaction
from records.recorder import load_case
from rollcall.settings import Settings
from rollcall.wiring import House
from workflows.restarting import restart


async def repair(settings: Settings, refs: Sequence[str] = ()) -> list[str]:
    """Every process that should run and does not, or those of the cases named. Returns what was started, in words."""
    house = House(settings)
    client = await house.client()
    three_ways, said = ThreeWays(house.engine, client), []
    cases = [case for ref in refs for case in three_ways.cases(ref)] if refs else three_ways.cases()
    for case in cases:
        for found in await three_ways.case(case, set()):
            if found.missing:
                with transaction(house.engine) as session:
                    file = load_case(session, case.ref)
                await restart(client, file, found.process, asked_by="command line")
                said.append(f"{found.process}: started again")
    return said
