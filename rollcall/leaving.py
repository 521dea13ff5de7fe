"""Cases of somebody who has left, or is kept out of one from now on, are handed on the same day, also where nobody acts
on them (PRACTICE 2.4, harm 5).
"""

import asyncio
from dataclasses import replace

from temporalio.client import Client
from temporalio.service import RPCError

from domain.act import Act
from domain.actions.work import CaseHandedOn
from domain.afterwards import handed_on_from
from domain.case_file import CaseFile
from domain.deadline import uk_day
from domain.facts import PROCESS
from records.case_access import kept_out_of
from records.database import transaction
from records.roster import roster
from records.waiting import left_behind
from rollcall.wiring import House


async def hand_on(house: House, client: Client) -> None:
    """Each is an entry of its own case. Who has it then follows from the entry, as after any other."""
    for case in await asyncio.to_thread(_to_hand_on, house):
        key = f"{case.ref}:hand-on:{case.seq}"
        act = Act(key=key, action=CaseHandedOn.name, actor=PROCESS.id)
        try:
            await client.get_workflow_handle(case.ref).signal("report", act)
        except RPCError:
            continue  # its process is not there: at a later look


def _to_hand_on(house: House) -> list[CaseFile]:
    """Only those that somebody else can have: a case that nobody could take would be handed on for ever."""
    with transaction(house.engine) as session:
        people = roster(session, uk_day(house.now()))
        return [
            case
            for case in left_behind(session)
            if handed_on_from(case, replace(people, kept_out=kept_out_of(session, case.ref)))
        ]
