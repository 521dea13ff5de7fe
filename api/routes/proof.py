"""Proof that nothing of a case was lost, and the repair of a process that has ended."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from api.identity import Reader, Supervisor
from api.proof_view import Proof, proof, start_again
from api.services import Use

router = APIRouter(prefix="/api/cases/{ref}", tags=["Proof"])


class Restart(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"process": "RC-2026-000123"}]})

    process: Annotated[str, Field(max_length=80, description="The case's reference, or one of its proceedings")]


@router.get("/proof")
async def prove(ref: str, services: Use, signed: Reader) -> Proof:
    """Check that the journal's chain holds and that journal, case file and processes tell the same."""
    return await proof(services, ref)


@router.post("/proof/restart")
async def restart_process(ref: str, asked: Restart, services: Use, signed: Supervisor) -> Any:
    """Start a process that should run and does not. The case records it, with who asked."""
    await start_again(services, signed, ref, asked.process)
    return {"process": asked.process}
