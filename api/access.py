"""The first gate's second half: may this person know of this case (DESIGN 2.4). To whoever may not, it is not there."""

import re
from typing import Any

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import text
from sqlmodel import Session

from api.acting import no_such_case
from api.identity import CASE_READERS, Signed, Whoever
from api.problems import Problem
from api.services import Services, Use
from domain.case_access import may_know_of
from domain.case_file import CaseFile
from domain.facts import Staff
from domain.matching.likeness import Guarded
from records.database import transaction
from records.roster import roster

_REF = re.compile(r"RC-\d{4}-\d{6}")
_RESTRICTED = text(
    """select c.state from likeness l join case_file c on c.ref = l.ref
       where l.ref = any(:refs) and l.guarded >= :restricted"""
)


async def known_case(request: Request, services: Use, signed: Whoever) -> None:
    """For every route that names a case in its address. Raises the same Problem as for a case that is not there."""
    if signed is None or not signed.staff.has(*CASE_READERS):
        return  # the route's own gate refuses, alike for every case
    named = {name: str(request.path_params.get(name, "")) for name in ("ref", "other", "letter")}
    refs = sorted({found[0] for said in named.values() if (found := _REF.match(said))})
    if refs and not await run_in_threadpool(may_know, services, signed, refs):
        raise no_such_letter() if named["letter"] and not named["ref"] else no_such_case()


KNOWN = Depends(known_case)


def may_know(services: Services, signed: Signed, refs: list[str]) -> bool:
    """Whether this person may know of all these cases."""
    with transaction(services.engine) as session:
        asked: dict[str, Any] = {"refs": refs, "restricted": int(Guarded.IDENTITY)}
        states = list(session.execute(_RESTRICTED, asked).scalars())
        if not states:
            return True
        who = with_powers(session, services, signed)
    return all(may_know_of(who, CaseFile.model_validate(state)) for state in states)


def with_powers(session: Session, services: Services, signed: Signed) -> Staff:
    """The person with what they are authorised to do today."""
    return roster(session, services.today).staff.get(signed.staff.id, signed.staff)


def no_such_letter() -> Problem:
    return Problem(404, "NO_SUCH_LETTER", "There is no letter of this name")
