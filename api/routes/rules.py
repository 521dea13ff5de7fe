"""The rulebook as JSON."""

from fastapi import APIRouter

from api.identity import Anyone
from api.rulebook import Rule, rulebook

router = APIRouter(prefix="/api", tags=["Dates and rules"])


@router.get("/rules")
async def rules(signed: Anyone) -> list[Rule]:
    """Read the rulebook. Every rule, guard and standard with its source and tag; `verified` says whether its
    source's words were read.
    """
    return rulebook()
