"""Filing an uploaded document on a case: its bytes by their SHA-256, its entry in the journal."""

from fastapi import UploadFile
from fastapi.concurrency import run_in_threadpool

from api.acting import Outcome, filled_in, perform
from api.identity import Signed
from api.services import Services
from api.uploads import checked, store
from domain.actions.work import DocumentFiled


async def file_document(
    services: Services,
    signed: Signed,
    ref: str,
    file: UploadFile,
    *,
    title: str,
    obtained_from: str,
    key: str,
    **more: str,
) -> Outcome:
    """`more` are further answers of the form, those that are empty left out. Raises Problem. Nothing of a file that is
    refused is kept.
    """
    upload = await checked(file)
    form = upload.form(title, obtained_from) | {name: said for name, said in more.items() if said}
    filled_in(DocumentFiled, form)
    await run_in_threadpool(store, services, signed.staff.id, ref, upload)
    return await perform(services, signed, ref, DocumentFiled.name, form, key)
