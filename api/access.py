"""The first gate's second half: may this person know of this case (DESIGN 2.4). To whoever may not, it is not there:
the route goes on with a reference that was never given, and answers as it does for one (PRACTICE 8.9).
"""

import re
from typing import Any

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import text
from sqlmodel import Session

from api.identity import CASE_READERS, Signed, Whoever
from api.services import Services, Use
from domain.case_access import may_know_of
from domain.case_file import CaseFile
from domain.facts import Staff
from domain.matching.likeness import Guarded
from records.case_access import glass_open, kept_out
from records.database import reading
from records.roster import roster

_REF = re.compile(r"RC-\d{4}-\d{6}")
_NEVER = "0000"  # a year in which no reference was given
_RESTRICTED = """select c.state from likeness l join case_file c on c.ref = l.ref
    where l.ref = any(:refs) and l.guarded >= :restricted"""
# Who is kept out and what is restricted, as one question: every request asks it.
_HIDDEN = text(
    f"""select true as kept_out, null as state from barred
          where staff_id = :who and case_ref = any(:refs) and ended_at is null
        union all select false, restricted.state from ({_RESTRICTED}) restricted"""  # noqa: S608 - fixed clauses only
)


async def known_case(request: Request, services: Use, signed: Whoever) -> None:
    """For every route that names a case in its address."""
    if signed is None or not signed.staff.has(*CASE_READERS):
        return  # the route's own gate refuses, alike for every case
    for name in ("ref", "other", "letter"):
        said = str(request.path_params.get(name, ""))
        found = _REF.match(said)
        if found is not None and not await run_in_threadpool(may_know, services, signed, [found[0]]):
            request.state.hidden = {**getattr(request.state, "hidden", {}), name: said}  # for who looked
            request.scope["path_params"] = {**request.path_params, name: f"RC-{_NEVER}-{said[8:]}"}


KNOWN = Depends(known_case)


def may_know(services: Services, signed: Signed, refs: list[str]) -> bool:
    """Whether this person may know of all these cases."""
    with reading(services.engine) as session:
        hidden = session.execute(_HIDDEN, {"who": signed.staff.id, **_of(refs)}).all()
        if not hidden:
            return True
        if any(row.kept_out for row in hidden):
            return False
        who = with_powers(session, services, signed)
        opened = glass_open(session, signed.staff.id, refs, services.now())
    cases = [CaseFile.model_validate(row.state) for row in hidden]
    return all(may_know_of(who, case) or case.ref in opened for case in cases)


def _restricted(session: Session, refs: list[str]) -> list[Any]:
    return list(session.execute(text(_RESTRICTED), _of(refs)).scalars())


def _of(refs: list[str]) -> dict[str, Any]:
    return {"refs": refs, "restricted": int(Guarded.IDENTITY)}


def unknown_in(session: Session, services: Services, signed: Signed, said: str, own: str) -> list[str]:
    """The references in a text of cases that this person may not know of. Somebody named them when they could."""
    refs = sorted(set(_REF.findall(said)) - {own})
    if not refs:
        return []
    rows = [CaseFile.model_validate(state) for state in _restricted(session, refs)]
    who = with_powers(session, services, signed) if rows else signed.staff
    unknown = {case.ref for case in rows if not may_know_of(who, case)}
    return sorted(unknown | kept_out(session, signed.staff.id, refs))


def with_powers(session: Session, services: Services, signed: Signed) -> Staff:
    """The person with what they are authorised to do today."""
    return roster(session, services.today).staff.get(signed.staff.id, signed.staff)
