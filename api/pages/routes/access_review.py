"""The review of what was collected for a request for personal data, page by page, and the answer."""

import secrets
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from api.access_review import AccessReview, ItemView, access_review
from api.acting import perform
from api.identity import Signed
from api.pages import kept
from api.pages.gate import Posted, posting, reading
from api.pages.presenters.paging import pagination
from api.pages.rendering import page
from api.problems import Problem
from api.services import Services, Use
from domain.actions.access_step import ItemsDecided
from domain.proceedings.subject_access import Answer, Reason
from domain.vocabulary import Role

router = APIRouter(prefix="/cases/{ref}/proceedings/{name}/review", include_in_schema=False)
Reading = Annotated[Signed, Depends(reading(Role.SUPERVISOR, Role.LEGAL))]
Posting = Annotated[Posted, Depends(posting(Role.SUPERVISOR, Role.LEGAL))]
_PER_PAGE: Final = 12
_FIELDS: Final = ("answer", "reason", "words", "hide")


@router.get("")
async def review(
    ref: str, name: str, services: Use, signed: Reading, number: Annotated[int, Query(ge=1, le=2_000, alias="page")] = 1
) -> Response:
    return await _shown(services, signed, ref, name, number)


@router.post("")
async def decide(
    ref: str,
    name: str,
    services: Use,
    sent: Posting,
    number: Annotated[int, Query(ge=1, le=2_000, alias="page")] = 1,
) -> Response:
    """What was answered on this page; what was left empty stays undecided."""
    here = f"/cases/{ref}/proceedings/{name}/review?page={number}"
    if sent.again:
        return RedirectResponse(here, 303)
    found = await run_in_threadpool(access_review, services, sent.signed, ref, name)
    decisions = _decisions(sent, found)
    if not decisions:
        return await _shown(services, sent.signed, ref, name, number, sent, ["Choose what is done with something"], 422)
    try:
        body = {"decisions": decisions}
        outcome = await perform(
            services, sent.signed, ref, ItemsDecided.name, body, sent.one(kept.KEY), None, proceeding=name
        )
    except Problem as problem:
        if problem.body.status not in (409, 422):
            raise
        said = [_where(decisions, found, each.field, each.message) for each in problem.body.errors]
        said = said or [problem.body.detail]
        return await _shown(services, sent.signed, ref, name, number, sent, said, problem.body.status)
    if outcome.receipt is None:
        return RedirectResponse(f"/cases/{ref}/receipts/{outcome.key}", 303)
    return RedirectResponse(here, 303)


def _decisions(sent: Posted, found: AccessReview) -> list[dict[str, Any]]:
    """Of the items on the page that was sent. "The rest" is what nothing speaks against, and was read."""
    rest = bool(sent.one("rest"))
    decisions: list[dict[str, Any]] = []
    for item in found.items:
        if f"answer-{item.id}" not in sent.typed and f"words-{item.id}" not in sent.typed:
            continue
        answer = sent.one(f"answer-{item.id}") or ("give" if rest and not item.proposed and not item.answer else "")
        if answer:
            hide = [line.strip() for line in sent.one(f"hide-{item.id}").splitlines() if line.strip()]
            reason = sent.one(f"reason-{item.id}") or None
            decisions.append({"item": item.id, "answer": answer, "reason": reason,
                              "words": sent.one(f"words-{item.id}"), "hide": hide})  # fmt: skip
    return decisions


def _where(decisions: list[dict[str, Any]], found: AccessReview, at: str, message: str) -> str:
    """decisions.0.reason is about the first that was decided."""
    number = at.split(".")[1] if at.count(".") else ""
    if not number.isdecimal() or int(number) >= len(decisions):
        return message
    title = next((each.title for each in found.items if each.id == decisions[int(number)]["item"]), "")
    return f"{title}: {message}"


async def _shown(
    services: Services,
    signed: Signed,
    ref: str,
    name: str,
    number: int,
    sent: Posted | None = None,
    faults: list[str] | None = None,
    status: int = 200,
) -> Response:
    found = await run_in_threadpool(access_review, services, signed, ref, name)
    first = (number - 1) * _PER_PAGE
    items = [_typed(item, sent) for item in found.items[first : first + _PER_PAGE]]
    here = f"/cases/{ref}/proceedings/{name}/review"
    return await page(
        services,
        signed,
        "access-review.html",
        status=status,
        title=("Error: " if faults else "") + f"Review of personal data, {ref}",
        here="/cases",
        found=found,
        items=items,
        first=first,
        number=number,
        action=f"{here}?page={number}",
        pages=pagination(len(found.items), _PER_PAGE, number, lambda n: f"{here}?page={n}"),
        faults=faults or [],
        answers=[(each.value, each.label) for each in Answer],
        reasons=[(each.value, each.label) for each in Reason],
        whose=kept.whose(services, signed.staff.id),
        key=secrets.token_hex(16),
    )


def _typed(item: ItemView, sent: Posted | None) -> ItemView:
    """With what was typed where the form comes back; else with what is proposed, and nothing that was not said."""
    if sent is not None:
        typed = {field: sent.one(f"{field}-{item.id}") for field in _FIELDS}
        return item.model_copy(update={**typed, "hide": typed["hide"].splitlines()})
    if not item.answer and item.proposed:
        return item.model_copy(update={"answer": Answer.WITHHOLD.value, "reason": item.proposed})
    return item
