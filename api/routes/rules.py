"""The rulebook as JSON."""

from fastapi import APIRouter

from api.identity import Anyone
from api.rulebook import Rule, rulebook
from api.services import Use
from records.almanac import almanac
from records.database import transaction

router = APIRouter(prefix="/api", tags=["Dates and rules"])


@router.get("/rules")
def rules(services: Use, signed: Anyone) -> list[Rule]:
    """Read the rulebook. Every rule, guard and standard with its source and tag; `verified` says whether its
    source's words were read, `changed` where the authority has a standard of its own in force today.
    """
    with transaction(services.engine) as session:
        return rulebook(almanac(session), services.today)
