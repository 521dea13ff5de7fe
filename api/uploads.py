"""Documents as they come in: type and content checked, stored by their SHA-256, untouched."""

from fastapi import UploadFile
from fastapi.concurrency import run_in_threadpool

from activities.letter_desk import keep
from api.problems import FieldFault, Problem
from api.services import Services
from records.database import transaction

MOST_BYTES = 20_000_000  # 20 MB, policy
# What a file must begin with to be what it says (the formats' own specifications).
_BEGINNINGS: dict[str, tuple[bytes, ...]] = {
    "application/pdf": (b"%PDF-",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
}


async def stored(services: Services, upload: UploadFile) -> tuple[str, str, int]:
    """Store an upload. Returns (SHA-256, media type, size in bytes). Raises Problem 413, 415 or 422."""
    content = await _read(upload)
    media_type = _type_of(content, upload)
    return await run_in_threadpool(_keep, services, content, media_type), media_type, len(content)


async def _read(upload: UploadFile) -> bytes:
    content = await upload.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Problem(
            413,
            "TOO_LARGE",
            "A document may be at most 20 MB",
            errors=[FieldFault(field="file", message="Choose a file of at most 20 MB")],
        )
    if not content:
        raise _fault("This file is empty")
    return content


def _type_of(content: bytes, upload: UploadFile) -> str:
    """By what the file holds, never by its name; and the two must agree."""
    found = next((kind for kind, starts in _BEGINNINGS.items() if content.startswith(starts)), None)
    if found is None:
        raise Problem(
            415,
            "FILE_TYPE",
            "Only PDF, PNG and JPEG files are taken",
            errors=[FieldFault(field="file", message="Choose a PDF, PNG or JPEG file")],
        )
    if upload.content_type not in (found, "application/octet-stream", None, ""):
        raise _fault("This file is not what its name says")
    return found


def _fault(message: str) -> Problem:
    return Problem(422, "FILE", message, errors=[FieldFault(field="file", message=message)])


def _keep(services: Services, content: bytes, media_type: str) -> str:
    with transaction(services.engine) as session:
        return keep(session, content, media_type)
