"""Common transfer files that came (DOMAIN 5)."""

from typing import Any

from fastapi import APIRouter, Response, UploadFile
from fastapi.concurrency import run_in_threadpool

from api.identity import Caseworker
from api.inbox import content_of
from api.services import Use
from api.transfer_view import TransferFileView, files_that_came, take_file

router = APIRouter(prefix="/api/transfer-files", tags=["Inbox"])


@router.get("")
async def list_transfer_files(services: Use, signed: Caseworker) -> list[TransferFileView]:
    """List the transfer files that came, the newest first, by their headers."""
    return await run_in_threadpool(files_that_came, services)


@router.post("", status_code=201, response_model=TransferFileView)
async def take_transfer_file(services: Use, signed: Caseworker, response: Response, file: UploadFile) -> Any:
    """Read a transfer file and match its pupils with the open cases. A match is a task for a person; of all other
    pupils nothing is kept. A file that cannot be read is listed with the reason.
    """
    content = await content_of(file)
    found, new = await run_in_threadpool(take_file, services, signed, content)
    response.status_code = 201 if new else 200
    return found
