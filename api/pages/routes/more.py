"""Every place that is not at the top of the pages of whoever looks."""

from fastapi import APIRouter, Response

from api.pages.gate import ReadingAnyone
from api.pages.navigation import MORE, in_bar, places
from api.pages.rendering import page
from api.services import Use

router = APIRouter(include_in_schema=False)


@router.get(MORE)
async def more(services: Use, signed: ReadingAnyone) -> Response:
    rest = [place for place in places(signed) if not in_bar(place, signed)]
    return await page(services, signed, "more.html", title="More", here=MORE, places=rest)
