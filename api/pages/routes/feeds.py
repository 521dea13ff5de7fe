"""The page on which somebody makes and revokes their calendar feeds; and the feeds themselves, which no session guards
but the secret in their address.
"""

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import PlainTextResponse, RedirectResponse

from api.feeds import FeedWord, feed
from api.identity import Signed
from api.pages.gate import Posted, PostingCasework, ReadingCasework
from api.pages.rendering import page
from api.services import Services, Use
from records.database import transaction
from records.feeds import feed_lines, feed_of, feeds_of, make_feed, revoke_feed

router = APIRouter(include_in_schema=False)
PAGE = "/calendar"


@router.get(PAGE)
async def mine(services: Use, signed: ReadingCasework) -> Response:
    return await _shown(services, signed)


@router.post(f"{PAGE}/make")
async def make(request: Request, services: Use, sent: PostingCasework) -> Response:
    """The address stands on this one answer."""
    if sent.again:
        return RedirectResponse(PAGE, 303)
    secret = await run_in_threadpool(_made, services, sent)
    scheme = "https" if services.public.secure_cookies else request.url.scheme
    return await _shown(services, sent.signed, f"{scheme}://{request.url.netloc}/feeds/{secret}.ics")


@router.post(f"{PAGE}/revoke")
async def revoke(services: Use, sent: PostingCasework) -> Response:
    if not sent.again:
        await run_in_threadpool(_revoked, services, sent)
    return RedirectResponse(PAGE, 303)


@router.get("/feeds/{secret}.ics")
async def read(secret: str, services: Use) -> Response:
    """One that is revoked and one that never was answer alike."""
    made = await run_in_threadpool(_feed, services, secret)
    if made is None:
        return PlainTextResponse("There is no such feed", 404)
    return Response(made, media_type="text/calendar; charset=utf-8", headers={"Cache-Control": "no-store"})


def _feed(services: Services, secret: str) -> bytes | None:
    with transaction(services.engine) as session:
        whose = feed_of(session, secret)
        if whose is None:
            return None
        staff, whole_team = whose
        lines = feed_lines(session, staff, services.today, whole_team=whole_team)
    return feed(lines, services.now())


def _made(services: Services, sent: Posted) -> str:
    with transaction(services.engine) as session:
        return make_feed(session, sent.signed.staff.id, services.now(), whole_team=sent.one("of") == "team")


def _revoked(services: Services, sent: Posted) -> None:
    with transaction(services.engine) as session:
        revoke_feed(session, sent.signed.staff.id, services.now(), whole_team=sent.one("of") == "team")


async def _shown(services: Services, signed: Signed, address: str = "") -> Response:
    def known() -> dict[bool, str]:
        with transaction(services.engine) as session:
            return {team: f"{made:%-d %B %Y}" for team, made in feeds_of(session, signed.staff.id).items()}

    made = await run_in_threadpool(known)
    kinds = [("me", "Your work", made.get(False, "")), ("team", "Your team’s work", made.get(True, ""))]
    words = [word.value for word in FeedWord]
    return await page(
        services, signed, "feeds.html", title="Calendar feed", here=PAGE, address=address, kinds=kinds, said=words
    )
