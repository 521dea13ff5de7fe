"""Filing an uploaded document on a case: its bytes by their SHA-256, its entry in the journal."""

from fastapi import UploadFile
from fastapi.concurrency import run_in_threadpool

from api.acting import Outcome, filled_in, no_such_case, perform
from api.identity import Signed
from api.services import Services
from api.uploads import Upload, checked
from domain.actions.work import DocumentFiled
from records.database import transaction
from records.recorder import NoSuchCase, load_case


async def file_document(
    services: Services, signed: Signed, ref: str, file: UploadFile, *, title: str, obtained_from: str, key: str
) -> Outcome:
    """Raises Problem. Nothing of a file that is refused is kept."""
    upload = await checked(file)
    form = upload.form(title, obtained_from)
    filled_in(DocumentFiled, form)
    await run_in_threadpool(_keep, services, ref, upload)
    return await perform(services, signed, ref, DocumentFiled.name, form, key)


def _keep(services: Services, ref: str, upload: Upload) -> None:
    with transaction(services.engine) as session:
        try:
            load_case(session, ref)
        except NoSuchCase:
            raise no_such_case() from None
        upload.keep(session)
