"""The papers of a legal step: what is not served and what nobody has decided; what happened, line by line."""

from fastapi import APIRouter, Response
from fastapi.concurrency import run_in_threadpool

from api.case_view import case_view
from api.identity import Signed
from api.pages import words
from api.pages.gate import Reading
from api.pages.rendering import page
from api.papers_view import Papers, papers
from api.services import Services, Use

router = APIRouter(prefix="/cases/{ref}/proceedings/{name}/papers", include_in_schema=False)
_MADE = ("make-certificate", "make-unused-schedule", "make-chronology", "draft-statement")


@router.get("")
async def papers_of_a_step(ref: str, name: str, services: Use, signed: Reading) -> Response:
    shown, child, may, statements = await run_in_threadpool(_shown, services, signed, ref, name)
    return await page(
        services,
        signed,
        "papers.html",
        title=f"Papers of a legal step, {ref}",
        here="/cases",
        ref=ref,
        child=child,
        shown=shown,
        may=may,
        statements=statements,
    )


def _shown(
    services: Services, signed: Signed, ref: str, name: str
) -> tuple[Papers, str, list[tuple[str, str]], list[dict[str, object]]]:
    """With what of it this person can make now. Raises Problem 404."""
    found = papers(services, signed, ref, name)
    view = case_view(services, signed, ref)
    child = words.named(view.child["name"], view.child["date_of_birth"], services.today)
    labels = {action.name: action.label for action in view.actions}
    may = [(each, labels[each]) for each in _MADE if each in labels]
    statements = [each for each in view.statements if each["about"] in ("", name) and each["state"] != "replaced"]
    return found, child, may, statements
